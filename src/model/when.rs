use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::Span;

/// The rule of a weekday with a past verb that is taken for that of the day after the day of writing.
pub const DAY_AFTER: &str = "weekday-of-day-after";

/// A date expression of the text: what was written, what it means, which rule said so.
///
/// Types and values follow TIMEX3 (TimeML 1.2.1). A range is two expressions. What cannot be anchored has no days,
/// and a value with `X` in the place of what is unknown (`XXXX-03-04`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// Where it stands; prepositions are outside.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    pub timex: TimexType,
    /// The TIMEX3 value, e.g. `2018-06-19`, `2018-W24`, `P2D`, `PAST_REF`.
    pub value: String,
    /// First day, where it is known.
    pub start: Option<NaiveDate>,
    /// Last day, inclusive.
    pub end: Option<NaiveDate>,
    /// How fine it is.
    pub granularity: Granularity,
    /// True where the text alone does not say it (year, weekday or distance had to be resolved).
    pub resolved: bool,
    /// The name of the rule that resolved it.
    pub rule: &'static str,
    /// True for the first of two expressions that name the ends of one range; the next expression is the other end.
    pub opens_range: bool,
}

impl When {
    /// True for a day after the day of writing that is told with a past verb.
    pub fn is_told_past(&self) -> bool {
        self.rule == DAY_AFTER
    }
}

/// The TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or something coarser.
    Date,
    /// Finer than a day.
    Time,
    /// A length.
    Duration,
    /// Again and again.
    Set,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Granularity {
    /// Hours or minutes.
    Time,
    /// A day.
    Day,
    /// A weekend.
    Weekend,
    /// An ISO week.
    Week,
    /// A month.
    Month,
    /// A quarter, half or season.
    Season,
    /// A year.
    Year,
    /// A decade or century.
    Era,
    /// None: vague, a duration or a set.
    Vague,
}

impl When {
    /// The days as (first, last), where both are known.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        Some((self.start?, self.end?))
    }

    /// True for one calendar day (or a time of it) that is known.
    pub fn is_day(&self) -> bool {
        self.start.is_some() && self.start == self.end
    }
}
