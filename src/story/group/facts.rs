//! What articles are compared by beside their words: who, where, when, and the numbers.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::model::{EventType, Reading, TimexType};
use crate::story::event::names_of;
use crate::story::page::state_of;

/// Articles that were published further apart than this, and events of which the first days lie further apart, are others.
const PUBLISHED_DAYS: i64 = 3;
const EVENT_DAYS: i64 = 6;
/// Statements whose dates and numbers are compared.
const DATED: usize = 12;
const COUNTED: usize = 8;

/// Who, where and when of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub published: Option<NaiveDate>,
    pub start: Option<String>,
    pub kind: Option<EventType>,
    /// The states and bodies of its parties.
    pub codes: BTreeSet<String>,
    pub place: Option<String>,
    /// Calendar days that its first sentences name.
    pub days: BTreeSet<String>,
    /// Numbers that its first sentences name.
    pub numbers: BTreeSet<String>,
}

impl Facts {
    /// Reads an article.
    pub fn new(reading: &Reading) -> Self {
        let event = reading.event.as_ref();
        let (_, codes) = names_of(&reading.annotated, event.map_or(&[], |e| &e.actors));
        let body = || reading.annotated.statements.iter().filter(|s| !s.is_noise());
        let days = body().take(DATED).flat_map(|s| &s.dates);
        let calendar = |value: &str| value.len() >= 10 && value.starts_with(|c: char| c.is_ascii_digit());
        let days = days.filter(|d| matches!(d.timex, TimexType::Date | TimexType::Time) && calendar(&d.value));
        let tokens = body().take(COUNTED).flat_map(|s| reading.annotated.document.tokens_of(s.index));
        Facts {
            published: reading.annotated.article().published,
            start: event.and_then(|e| e.start.clone()),
            kind: event.map(|e| e.kind),
            codes: codes.into_iter().collect(),
            place: event.and_then(|e| e.place.clone()),
            days: days.filter_map(|d| d.value.get(..10).map(str::to_owned)).collect(),
            numbers: tokens.filter(|t| t.is_number()).map(|t| t.norm.to_string()).collect(),
        }
    }

    /// False where both have days and these lie apart.
    pub fn meets(&self, other: &Facts) -> bool {
        let day = |f: &Facts| f.start.as_deref().and_then(|s| s.parse::<NaiveDate>().ok());
        let near = |a: Option<NaiveDate>, b: Option<NaiveDate>, most: i64| {
            a.zip(b).map(|(a, b)| (a - b).num_days().abs() <= most)
        };
        let published = near(self.published, other.published, PUBLISHED_DAYS);
        match (published, near(day(self), day(other), EVENT_DAYS)) {
            (None, None) => true,
            // Of two visits or meetings their own days tell more than those of the articles.
            (_, Some(false)) if self.is_contact() && other.is_contact() => false,
            (a, b) => a == Some(true) || b == Some(true),
        }
    }

    fn is_contact(&self) -> bool {
        matches!(self.kind, Some(EventType::Visit | EventType::Meeting | EventType::Summit | EventType::Talks))
    }

    /// True where two events of a kind are in two cities and not known to be on one day.
    pub fn is_elsewhere(&self, other: &Facts) -> bool {
        let city = |f: &Facts| f.place.as_deref().and_then(state_of).is_some_and(|(_, whole)| !whole);
        let kind = self.kind.is_some() && self.kind == other.kind;
        kind && !self.is_one_day(other) && city(self) && city(other) && self.place != other.place
    }

    /// True for two contacts, each with a party that the other has not: who meets whom makes a meeting.
    pub fn is_of_others(&self, other: &Facts) -> bool {
        let contact = |f: &Facts| f.is_contact() || f.kind == Some(EventType::Call);
        let lacks = |a: &Facts, b: &Facts| a.codes.len() > 1 && a.codes.iter().any(|code| !b.codes.contains(code));
        contact(self) && contact(other) && lacks(self, other) && lacks(other, self)
    }

    /// True where both events begin on one day that is told.
    pub fn is_one_day(&self, other: &Facts) -> bool {
        self.start.is_some() && self.start == other.start
    }

    /// True where both events are in one place that is told.
    pub fn is_one_place(&self, other: &Facts) -> bool {
        self.place.is_some() && self.place == other.place
    }
}
