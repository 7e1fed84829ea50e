//! Reads calendar expressions as they are written, with the weekday that stands beside them.
//!
//! The date annotator says what an expression means; this reader keeps what the writer claims (`Friday`, `June 16`),
//! so that the two can be set against each other.

mod read;

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

pub(super) use read::mentions;

/// A day, a month or a year as written: parts that are not written are none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    /// The year.
    pub year: Option<i32>,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day, 1 to 31.
    pub day: Option<u32>,
}

impl Stamp {
    /// True where no part that both have differs.
    pub fn fits(&self, other: &Stamp) -> bool {
        fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
            a.zip(b).is_none_or(|(a, b)| a == b)
        }
        same(self.year, other.year) && same(self.month, other.month) && same(self.day, other.day)
    }

    /// First and last day; none without a year, and for a day that the calendar does not have.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let year = self.year?;
        match (self.month, self.day) {
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(year, month, day).map(|d| (d, d)),
            (Some(month), None) => Some((NaiveDate::from_ymd_opt(year, month, 1)?, last_of(year, month)?)),
            (None, _) => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?)),
        }
    }
}

fn last_of(year: i32, month: u32) -> Option<NaiveDate> {
    let (y, m) = if month == 12 { (year.checked_add(1)?, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(y, m, 1)?.checked_sub_days(Days::new(1))
}

/// A calendar expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// Its tokens in the sentence.
    pub at: Range<usize>,
    /// The weekdays written beside it, in order.
    pub weekdays: Vec<Weekday>,
    /// True where it is called a weekend.
    pub weekend: bool,
    /// The days, months or years, in order; empty for a weekday alone.
    pub stamps: Vec<Stamp>,
    /// True where `stamps` are the ends of a range.
    pub range: bool,
}

impl Mention {
    /// True where it names at least one day of a month.
    pub fn has_day(&self) -> bool {
        self.stamps.iter().any(|s| s.day.is_some())
    }
}

/// Gives a day or month without a year the year that lies nearest to `near`; for a month alone the last one not after it.
pub(super) fn anchor(stamp: Stamp, near: NaiveDate) -> Stamp {
    let Some(month) = stamp.month.filter(|_| stamp.year.is_none()) else { return stamp };
    let year = match stamp.day {
        None => near.year() - i32::from(month > near.month()),
        Some(_) => {
            let months = i64::from(near.month()) - i64::from(month);
            near.year() + i32::from(months > 6) - i32::from(months < -6)
        }
    };
    Stamp { year: Some(year), ..stamp }
}

#[cfg(test)]
mod tests;
