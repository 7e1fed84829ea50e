//! What a digest has room for.

use crate::model::{Brief, Line};

/// The room that is left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    stories: usize,
    words: usize,
    is_first: bool,
}

/// What there was no room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    Stories,
    Words,
}

impl Over {
    pub fn as_str(self) -> &'static str {
        match self {
            Over::Stories => "stories",
            Over::Words => "words",
        }
    }
}

impl Room {
    pub fn new(stories: usize, words: usize) -> Room {
        Room { stories, words, is_first: true }
    }

    /// Takes the room for a brief: at its own length or, where that is too long, at the short one. The first story always
    /// has room.
    pub fn take(&mut self, brief: Brief, short: impl FnOnce() -> Option<Brief>) -> Result<Brief, Over> {
        if self.stories == 0 {
            return Err(Over::Stories);
        }
        let brief = if words(&brief) <= self.words { Some(brief) } else { short() };
        let fits = |brief: &Brief| self.is_first || words(brief) <= self.words;
        let brief = brief.filter(fits).ok_or(Over::Words)?;
        self.words = self.words.saturating_sub(words(&brief));
        self.stories -= 1;
        self.is_first = false;
        Ok(brief)
    }
}

/// The words of a brief as printed.
pub(super) fn words(brief: &Brief) -> usize {
    let count = |line: &Line| line.text.split_whitespace().count();
    let lines = [&brief.headline, &brief.dateline].into_iter().chain(&brief.lines).chain(&brief.checks);
    let lines = lines.chain(brief.key_dates.iter().map(|row| &row.line));
    lines.map(count).sum::<usize>()
        + brief.not_stated.iter().map(|open| open.text.split_whitespace().count()).sum::<usize>()
}
