//! What an editor does to a digest. Kept with it as TOML, and done again when it is made again.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::model::{EDITOR, Edition, Entry, Line, Section};
use crate::text::printable;

/// All edits of a digest, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edits {
    /// `[[edit]]`.
    #[serde(default, rename = "edit", skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
}

/// One edit. All numbers are those of the digest as it was printed before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Edit {
    /// Stories that go.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<usize>,
    /// Stories that come first, in this order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub pin: Vec<usize>,
    /// The order of the stories; those that are not named follow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<usize>,
    /// A word on the whole digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Edits of stories: `[[edit.story]]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub story: Vec<StoryEdit>,
}

/// An edit of one story.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryEdit {
    /// The story.
    pub story: usize,
    /// Lines that go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<usize>,
    /// Lines that come first, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pin: Vec<usize>,
    /// The order of the lines; those that are not named follow.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub order: Vec<usize>,
    /// Another headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// A word on the story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A story, or a line of one, by the numbers of the printed digest: `2`, `2.3`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRef {
    /// The story, from 1.
    pub story: usize,
    /// The line: 0 is the headline.
    pub line: Option<usize>,
}

/// Why an edit cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EditError {
    /// No such story.
    #[error("there is no story {story}: the digest has {of}")]
    NoStory {
        /// The number.
        story: usize,
        /// How many there are.
        of: usize,
    },
    /// No such line, or one that stays.
    #[error("line {story}.{line} cannot be moved or dropped: only lines {story}.1 to {story}.{of} of the body can")]
    NoLine {
        /// The story.
        story: usize,
        /// The number.
        line: usize,
        /// How many lines the body has.
        of: usize,
    },
    /// Words that say nothing.
    #[error("a headline or a note has words")]
    NoWords,
    /// A text that is no number of a story or line.
    #[error("{0:?} is no number of a story or line: write 2, or 2.3")]
    Number(String),
    /// A file that is none of edits.
    #[error("{0}")]
    Toml(String),
}

impl std::str::FromStr for LineRef {
    type Err = EditError;

    fn from_str(text: &str) -> Result<Self, EditError> {
        let number = |part: &str| part.trim().parse::<usize>().map_err(|_| EditError::Number(text.to_owned()));
        match text.split_once('.') {
            None => Ok(LineRef { story: number(text)?, line: None }),
            Some((story, line)) => Ok(LineRef { story: number(story)?, line: Some(number(line)?) }),
        }
    }
}

impl Edits {
    /// Reads edits.
    ///
    /// # Errors
    /// A text that is no TOML or has other keys.
    pub fn from_toml(text: &str) -> Result<Edits, EditError> {
        toml::from_str(text).map_err(|error| EditError::Toml(error.to_string()))
    }

    /// The same as TOML.
    pub fn to_toml(&self) -> String {
        toml::to_string(self).unwrap_or_default()
    }

    /// Makes the edits, one after the other.
    ///
    /// # Errors
    /// A number that the digest does not have; words that say nothing.
    pub fn apply(&self, mut edition: Edition) -> Result<Edition, EditError> {
        for edit in &self.edits {
            edit.apply(&mut edition)?;
        }
        Ok(edition)
    }
}

impl Edit {
    fn apply(&self, edition: &mut Edition) -> Result<(), EditError> {
        for story in &self.story {
            story.apply(edition)?;
        }
        let of = edition.briefs.len();
        let wrong = |story| EditError::NoStory { story, of };
        rearrange(&mut edition.briefs, &self.drop, &self.pin, &self.order).map_err(wrong)?;
        if let Some(note) = &self.note {
            edition.notes.push(words(note)?);
        }
        edition.revision += 1;
        Ok(())
    }
}

impl StoryEdit {
    fn apply(&self, edition: &mut Edition) -> Result<(), EditError> {
        let (story, of) = (self.story, edition.briefs.len());
        let entry = story.checked_sub(1).and_then(|at| edition.briefs.get_mut(at));
        let entry = entry.ok_or(EditError::NoStory { story, of })?;
        let of = entry.brief.lines.len();
        let wrong = |line| EditError::NoLine { story, line, of };
        rearrange(&mut entry.brief.lines, &self.drop, &self.pin, &self.order).map_err(wrong)?;
        if let Some(headline) = &self.headline {
            rewrite(entry, words(headline)?);
        }
        if let Some(note) = &self.note {
            entry.notes.push(words(note)?);
        }
        Ok(())
    }
}

/// Puts the editor's headline in the place of attache's, which is kept.
fn rewrite(entry: &mut Entry, text: String) {
    let own = entry.own_headline().clone();
    entry.brief.headline = Line {
        section: Section::Headline,
        label: EDITOR.to_owned(),
        slots: [("editor".to_owned(), text.clone())].into(),
        text,
        generated: true,
        ..own.clone()
    };
    entry.headline_was = Some(own);
}

/// Words of an editor as one line without hidden signs.
fn words(text: &str) -> Result<String, EditError> {
    let line = printable(text).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() { Err(EditError::NoWords) } else { Ok(line) }
}

/// Pinned ones first, then those of the order, then the others; without the dropped ones. Numbers count from 1; one that
/// there is not is the error.
fn rearrange<T>(all: &mut Vec<T>, drop: &[usize], pin: &[usize], order: &[usize]) -> Result<(), usize> {
    let count = all.len();
    if let Some(wrong) = drop.iter().chain(pin).chain(order).find(|n| !(1..=count).contains(*n)) {
        return Err(*wrong);
    }
    let mut left: Vec<Option<T>> = std::mem::take(all).into_iter().map(Some).collect();
    let wanted = pin.iter().chain(order).copied().chain(1..=count).filter(|n| !drop.contains(n));
    all.extend(wanted.filter_map(|n| left.get_mut(n - 1)?.take()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arranged(drop: &[usize], pin: &[usize], order: &[usize]) -> Result<Vec<char>, usize> {
        let mut all = vec!['a', 'b', 'c', 'd'];
        rearrange(&mut all, drop, pin, order)?;
        Ok(all)
    }

    #[test]
    fn pins_come_before_the_order_and_the_rest_follows() {
        assert_eq!(arranged(&[2], &[4], &[3, 1]), Ok(vec!['d', 'c', 'a']));
        assert_eq!(arranged(&[], &[], &[3]), Ok(vec!['c', 'a', 'b', 'd']));
        assert_eq!(arranged(&[1, 2, 3, 4], &[], &[]), Ok(vec![]));
        assert_eq!(arranged(&[5], &[], &[]), Err(5));
        assert_eq!(arranged(&[], &[0], &[]), Err(0));
    }

    #[test]
    fn edits_are_toml_and_back() -> Result<(), EditError> {
        let text = "[[edit]]\ndrop = [4]\nnote = \"a\"\n\n[[edit.story]]\nstory = 2\nheadline = \"New\"\n";
        let edits = Edits::from_toml(text)?;
        assert_eq!(Edits::from_toml(&edits.to_toml())?, edits);
        assert!(Edits::from_toml("[[edit]]\ndorp = [1]").is_err());
        Ok(())
    }

    #[test]
    fn a_line_is_named_by_story_and_line() {
        assert_eq!("2.3".parse(), Ok(LineRef { story: 2, line: Some(3) }));
        assert_eq!("2".parse(), Ok(LineRef { story: 2, line: None }));
        assert!("2.x".parse::<LineRef>().is_err());
    }

    proptest::proptest! {
        #[test]
        fn what_is_left_is_there_once(
            count in 0usize..6,
            drop in proptest::collection::vec(0usize..8, 0..4),
            pin in proptest::collection::vec(0usize..8, 0..4),
            order in proptest::collection::vec(0usize..8, 0..4),
        ) {
            let mut all: Vec<usize> = (1..=count).collect();
            let is_known = drop.iter().chain(&pin).chain(&order).all(|n| (1..=count).contains(n));
            proptest::prop_assert_eq!(rearrange(&mut all, &drop, &pin, &order).is_ok(), is_known);
            let mut sorted = all.clone();
            sorted.sort_unstable();
            let left: Vec<usize> = (1..=count).filter(|n| !is_known || !drop.contains(n)).collect();
            proptest::prop_assert_eq!(sorted, left);
        }
    }
}
