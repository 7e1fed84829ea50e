//! An article's sentences with the numbers' and the calendar's words read: what the checks look at.

use std::collections::BTreeSet;

use chrono::{NaiveDate, Weekday};

use super::calendar::{Mention, Stamp, anchor, mentions};
use crate::lexicon::{EntryKind, Words, country_name, gazetteer};
use crate::model::{Annotated, Check, CheckValue, Verdict};
use crate::text::{Span, Token, tokenize};

/// The sentences of an article that are no furniture.
pub(super) struct Page<'a> {
    /// The day of publication.
    pub today: Option<NaiveDate>,
    /// In order.
    pub lines: Vec<Line<'a>>,
    text: &'a str,
}

/// One sentence.
pub(super) struct Line<'a> {
    /// The statement's number.
    pub i: usize,
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Its calendar expressions.
    pub mentions: Vec<Mention>,
}

impl<'a> Page<'a> {
    /// Reads an article.
    pub fn new(article: &'a Annotated) -> Self {
        let document = &article.document;
        let lines = article
            .statements
            .iter()
            .filter(|s| s.furniture.is_none())
            .map(|s| {
                let tokens = document.tokens_of(s.index);
                Line { i: s.index, tokens, mentions: mentions(tokens) }
            })
            .collect();
        Page { today: document.article.published, lines, text: &document.article.text }
    }

    /// A stamp with its year, where it is written or the day of publication gives it.
    pub fn dated(&self, stamp: Stamp) -> Stamp {
        self.today.map_or(stamp, |today| anchor(stamp, today))
    }

    /// The words of some tokens of a line.
    pub fn words(&self, tokens: &[Token]) -> String {
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return String::new() };
        let text = Span::new(first.span.start, last.span.end).of(self.text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Line<'_> {
    /// The tokens of a range; those that there are.
    pub fn slice(&self, start: usize, end: usize) -> &[Token] {
        let end = end.min(self.tokens.len());
        self.tokens.get(start.min(end)..end).unwrap_or_default()
    }

    /// The states (ISO 3166-1 alpha-3) that a range of tokens names, each by a name of one of these kinds.
    pub fn states(&self, from: usize, to: usize, kinds: &[EntryKind]) -> BTreeSet<&'static str> {
        let mut found = BTreeSet::new();
        let (mut at, to) = (from, to.min(self.tokens.len()));
        while let Some(tokens) = self.tokens.get(at..to).filter(|tokens| !tokens.is_empty()) {
            let name = gazetteer(tokens);
            let state = name.as_ref().filter(|m| kinds.contains(&m.value.kind)).and_then(|m| m.value.code);
            found.extend(state.filter(|code| country_name(code).is_some()));
            at += name.map_or(1, |m| m.len.max(1));
        }
        found
    }

    /// True where the token at `at` is one of these words.
    pub fn has_at(&self, at: usize, words: &Words) -> bool {
        self.tokens.get(at).is_some_and(|t| words.has(t))
    }

    /// True where the token at `at` is one of these.
    pub fn is_at(&self, at: usize, norms: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_any(norms))
    }
}

/// The state that a name stands for or lies in, and whether it is the state itself; none for a name that is unknown or
/// may be something else.
pub(super) fn state_of(name: &str) -> Option<(&'static str, bool)> {
    let tokens = tokenize(name);
    let found = gazetteer(&tokens).filter(|m| m.len == tokens.len())?;
    let entry = found.value;
    let place = matches!(entry.kind, EntryKind::Country | EntryKind::Capital | EntryKind::City);
    Some((entry.code.filter(|_| place)?, entry.kind == EntryKind::Country))
}

/// Puts a check together.
pub(super) fn check(slot: &str, verdict: Verdict, values: Vec<(String, usize)>, note: String) -> Check {
    let values = values.into_iter().map(|(value, i)| CheckValue { value, i, article: 0 }).collect();
    let note = if verdict == Verdict::Contradicts { note } else { String::new() };
    Check { slot: slot.to_owned(), verdict, values, note }
}

/// `Agrees` or `Contradicts`.
pub(super) fn verdict(fits: bool) -> Verdict {
    if fits { Verdict::Agrees } else { Verdict::Contradicts }
}

/// The English name of a weekday.
pub(super) fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The English name of a month from 1 to 12.
pub(super) fn month_name(month: u32) -> &'static str {
    u8::try_from(month).ok().and_then(|m| chrono::Month::try_from(m).ok()).map_or("", |m| m.name())
}

/// A stamp as a reader would write it: `19 June 2018`, `May`, `2013`.
pub(super) fn stamp_text(stamp: &Stamp) -> String {
    let parts = [
        stamp.day.map(|d| d.to_string()),
        stamp.month.map(|m| month_name(m).to_owned()),
        stamp.year.map(|y| y.to_string()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
