//! Cuts a sentence into known names, roles, titles, groups and names of unknown people.

use std::ops::Range;

use super::names;
use crate::lexicon::{Entry, EntryKind, body_at, collective_at, gazetteer, is_title, role_at};
use crate::text::{Gap, Token, WordSet};

/// What the scan may look at.
pub(super) struct Context<'a> {
    pub tokens: &'a [Token],
    /// Words that the article also writes in lower case.
    pub small: &'a WordSet,
    /// Towns whose name a person of the article bears.
    pub families: &'a WordSet,
    /// Words of another use that are somebody's surname in this article: `May`.
    pub surnames: &'a WordSet,
    /// True in a line where capitals tell nothing.
    pub headline: bool,
}

impl Context<'_> {
    pub fn token(&self, at: usize) -> Option<&Token> {
        self.tokens.get(at)
    }

    /// True where the token at `at` has this normal form.
    #[inline(always)]
    pub fn is(&self, at: usize, norm: &str) -> bool {
        self.token(at).is_some_and(|t| t.is(norm))
    }

    /// True where the token before `at` is in a word list.
    pub fn before_one(&self, at: usize, words: &WordSet) -> bool {
        at.checked_sub(1).and_then(|b| self.token(b)).is_some_and(|t| t.is_one(words))
    }

    /// True where the token before `at` is one of these.
    #[inline(always)]
    pub fn before_is(&self, at: usize, norms: &[&str]) -> bool {
        at.checked_sub(1).and_then(|b| self.token(b)).is_some_and(|t| t.is_any(norms))
    }
}

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub range: Range<usize>,
    pub what: What,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// In the gazetteer.
    Known(Entry),
    /// `deputy foreign minister`.
    Role,
    /// `Mr`.
    Title,
    /// Capitalised words that may name a person.
    Name,
    /// `troops`, `government`.
    Group,
    /// `foreign ministry`.
    Body,
}

/// The pieces of a sentence, in order.
pub(super) fn items(context: &Context, sentence: Range<usize>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut at = sentence.start;
    while at < sentence.end {
        match item(context, at, &sentence) {
            Some(item) => {
                at = item.range.end;
                items.push(item);
            }
            None => at = names::skip(context, at, sentence.end),
        }
    }
    items
}

fn item(context: &Context, at: usize, sentence: &Range<usize>) -> Option<Item> {
    let rest = context.tokens.get(at..sentence.end)?;
    let first = rest.first().filter(|t| t.is_word() || t.is_number())?;
    let found = |len: usize, what| Some(Item { range: at..at + len, what });
    if let Some(known) = gazetteer(rest) {
        let range = at..at + known.len;
        // `Army` and `Foreign Ministry` with capitals are bodies like any other.
        let body = known.value.kind == EntryKind::Other && body(rest).is_some_and(|(len, _)| len >= known.len);
        if !body && !names::hides(context, &range, known.value, sentence) {
            return found(known.len, What::Known(*known.value));
        }
    }
    if let Some(len) = role_at(rest).filter(|len| !names::is_surname(context, at..at + len)) {
        return found(len, What::Role);
    }
    if is_title(&first.norm) && first.is_capitalised() {
        let dot = usize::from(rest.get(1).is_some_and(|t| t.is(".") && t.gap == Gap::None));
        return found(1 + dot, What::Title);
    }
    if let Some(end) = names::name_at(context, at, sentence) {
        return Some(Item { range: at..end, what: What::Name });
    }
    body(rest).and_then(|(len, what)| found(len, what))
}

/// A body or group at the head of these tokens, the longer first.
fn body(tokens: &[Token]) -> Option<(usize, What)> {
    let body = body_at(tokens).map(|len| (len, What::Body));
    let group = collective_at(tokens).map(|len| (len, What::Group));
    body.filter(|b| group.is_none_or(|g| b.0 >= g.0)).or(group)
}

impl Item {
    /// The entry, for what the gazetteer knows.
    pub fn entry(&self) -> Option<Entry> {
        match self.what {
            What::Known(entry) => Some(entry),
            _ => None,
        }
    }

    /// The entry, where it names a state or a body for which people speak.
    pub fn holder(&self) -> Option<Entry> {
        self.entry()
            .filter(|e| !matches!(e.kind, EntryKind::Other | EntryKind::Media | EntryKind::Company) || e.code.is_some())
    }
}
