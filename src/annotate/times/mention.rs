//! What the grammar finds: a date expression as it is written, before anything is resolved.

use std::ops::Range;

use chrono::NaiveDate;

use crate::lexicon::{DayPart, Holiday, Season, TimeUnit};

/// An expression of the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    /// Its tokens, counted in its sentence.
    pub tokens: Range<usize>,
    pub shape: Shape,
    pub time: Option<Time>,
    /// True for the first of two that name the ends of one range.
    pub opens_range: bool,
    /// How many mentions back the date stands that a weekday beside it explains ("June 28, a Thursday").
    pub beside: Option<usize>,
    /// True where that date is the next mention ("Saturday (June 15)").
    pub beside_next: bool,
}

/// What kind of expression it is, with what it states.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// "Friday, June 15, 2018"; no year where none is written.
    Day {
        year: YearRef,
        month: u32,
        day: u32,
        weekday: Option<u32>,
    },
    /// "the 19th", "Tuesday the 19th".
    DayOfMonth {
        day: u32,
        weekday: u32,
    },
    Month {
        year: YearRef,
        month: u32,
    },
    Year(i32),
    Decade(i32),
    Century(i32),
    /// "Friday", "last Friday", "Friday of last week" (`week` is the distance of the week).
    Weekday {
        weekday: u32,
        towards: Option<Direction>,
        week: Option<i64>,
    },
    /// "last week" is -1, "this year" 0.
    Unit {
        unit: TimeUnit,
        steps: i64,
    },
    /// "the weekend", "the quarter", "the year": the one that the text speaks of.
    Bare(TimeUnit),
    Season {
        year: YearRef,
        season: Season,
    },
    Quarter {
        year: YearRef,
        quarter: u32,
    },
    Half {
        year: YearRef,
        half: u32,
    },
    /// "a year ago" of a quarter's figures, "the year-earlier quarter".
    YearBefore,
    /// "three days ago", "in two weeks' time".
    FromNow {
        unit: TimeUnit,
        steps: i64,
    },
    /// "three days later", "the following day", "that same year": counted from the date before it in the text.
    FromThen {
        unit: TimeUnit,
        steps: i64,
    },
    Named {
        year: YearRef,
        holiday: Holiday,
    },
    NamedDay(NaiveDate),
    /// A clock time or part of the day without a day of its own.
    SomeDay,
    Duration(String),
    Set(String),
    /// PRESENT_REF, PAST_REF, FUTURE_REF.
    Reference(&'static str),
}

/// The year of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YearRef {
    Stated(i32),
    /// "of last year" is -1.
    FromNow(i32),
    /// "last May": the one before now; "next May": the one after.
    Towards(Direction),
    /// "that year".
    FromThen,
    Open,
}

/// Which way from now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Last,
    This,
    Next,
}

/// A time within a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Time {
    Part(DayPart),
    Clock { hour: u32, minute: Option<u32>, second: Option<u32>, utc: bool },
}

impl Mention {
    pub(super) fn new(tokens: Range<usize>, shape: Shape) -> Self {
        Mention { tokens, shape, time: None, opens_range: false, beside: None, beside_next: false }
    }

    /// True for one calendar day, or what can be a day.
    pub(super) fn is_daily(&self) -> bool {
        match self.shape {
            Shape::Day { .. } | Shape::DayOfMonth { .. } | Shape::Weekday { .. } | Shape::Named { .. } => true,
            Shape::Unit { unit, .. } | Shape::FromNow { unit, .. } | Shape::FromThen { unit, .. } => {
                unit == TimeUnit::Day
            }
            _ => false,
        }
    }
}
