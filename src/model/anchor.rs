use chrono::{Datelike, NaiveDate};

/// How the day of writing was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AnchorSource {
    /// The source gave the day of publication.
    Published,
    /// A dateline.
    Dateline,
    /// A stamp of the page, or a full date with its weekday in the text.
    Stamp,
    /// Only the year: a weekday beside a day and month fits one year that the text states.
    WeekdayYear,
    /// Only roughly: the first sentences say that something is under way on stated days.
    UnderWay,
    /// Nothing in the article says when it was written.
    #[default]
    None,
}

/// When the article was written, as far as it or its source says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Anchor {
    /// The day that "today" and "Friday" count from.
    pub day: Option<NaiveDate>,
    /// The year that "June 15" lies near.
    pub year: Option<i32>,
    /// The days that the day of writing is one of, where the text says that something dated is under way. Fixes
    /// "last week" where all of them lie in one week, never "today".
    pub within: Option<(NaiveDate, NaiveDate)>,
    /// How it was found.
    pub source: AnchorSource,
}

impl Anchor {
    /// A day of writing that is known.
    pub fn on(day: NaiveDate, source: AnchorSource) -> Self {
        Anchor { day: Some(day), year: Some(day.year()), within: Some((day, day)), source }
    }

    /// Only the year is known.
    pub fn in_year(year: i32, source: AnchorSource) -> Self {
        Anchor { day: None, year: Some(year), within: None, source }
    }

    /// A day of writing that is good enough to tell a month or a year by.
    pub fn about(&self) -> Option<NaiveDate> {
        self.within.map(|(first, _)| first)
    }

    /// True where the article's source or dateline states it.
    pub fn is_stated(&self) -> bool {
        matches!(self.source, AnchorSource::Published | AnchorSource::Dateline | AnchorSource::Stamp)
    }
}
