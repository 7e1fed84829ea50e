//! What is coarser than a day: weeks, months, quarters, seasons, years.

use chrono::{Datelike, NaiveDate};

use super::{Found, Meaning, Resolver, open, resolved, stated};
use crate::annotate::times::mention::{Direction, YearRef};
use crate::annotate::times::point::{Point, season_code, season_start};
use crate::annotate::times::tense::Tense;
use crate::lexicon::{Season, TimeUnit};
use crate::model::Granularity;

impl Resolver {
    pub(super) fn month(&self, year: YearRef, month: u32, tense: Tense, start: Option<&Meaning>) -> Found {
        match year {
            YearRef::Stated(year) => return stated(Point::Month(year, month), "stated-month"),
            YearRef::FromNow(_) | YearRef::FromThen => {
                return match self.year(year) {
                    Some(year) => resolved(Point::Month(year, month), "month-of-year"),
                    None => open(format!("XXXX-{month:02}"), Granularity::Month),
                };
            }
            YearRef::Towards(_) | YearRef::Open => {}
        }
        if let (YearRef::Open, Some((first, _))) = (year, start.and_then(|m| m.days)) {
            let later = i32::from(month < first.month());
            return resolved(Point::Month(first.year() + later, month), "range-end");
        }
        if let (YearRef::Open, Some(told)) = (year, self.narrative(tense, self.last_month(month))) {
            let later = i32::from(month < told.month());
            return resolved(Point::Month(told.year() + later, month), "month-narrative");
        }
        let Some(now) = self.anchor.about() else {
            return match self.anchor.year.filter(|_| year == YearRef::Open) {
                Some(year) => resolved(Point::Month(year, month), "month-year-of-text"),
                None => open(format!("XXXX-{month:02}"), Granularity::Month),
            };
        };
        let (year, rule) = year_of_month(now, month, year, tense);
        resolved(Point::Month(year, month), rule)
    }

    /// The last day of the last such month before now.
    pub(super) fn last_month(&self, month: u32) -> Option<NaiveDate> {
        let now = self.anchor.about()?;
        let year = now.year() - i32::from(month > now.month());
        Point::Month(year, month).days().map(|(_, last)| last.min(now))
    }

    pub(super) fn at_distance(&self, unit: TimeUnit, steps: i64) -> Found {
        if let Some(now) = self.anchor.day
            && let Some(point) = Point::holding(now, unit).and_then(|p| p.forward(steps))
        {
            return resolved(point, "from-now");
        }
        if let Some((first, last)) = self.anchor.within
            && let (Some(point), other) = (Point::holding(first, unit), Point::holding(last, unit))
            && other == Some(point)
            && let Some(point) = point.forward(steps)
        {
            return resolved(point, "from-what-is-under-way");
        }
        if let (TimeUnit::Year, Some(year)) = (unit, self.anchor.year)
            && let Some(point) = Point::Year(year).forward(steps)
        {
            return resolved(point, "from-now");
        }
        match steps.signum() {
            -1 => open("PAST_REF", Granularity::Vague),
            1 => open("FUTURE_REF", Granularity::Vague),
            _ => open("PRESENT_REF", Granularity::Vague),
        }
    }

    /// "the quarter", "the year", "the weekend".
    pub(super) fn bare(&self, unit: TimeUnit, tense: Tense) -> Found {
        match unit {
            TimeUnit::Quarter => self.last_quarter(),
            TimeUnit::Weekend if tense != Tense::Future => {
                // A weekend that has begun is this one, else the one before.
                let begun = self.anchor.day.is_some_and(|d| d.weekday().number_from_monday() >= 6);
                self.at_distance(unit, if begun { 0 } else { -1 })
            }
            _ => self.at_distance(unit, 0),
        }
    }

    pub(super) fn last_quarter(&self) -> Found {
        if let Some((year, quarter, _)) = self.context.quarter {
            return resolved(Point::Quarter(year, quarter), "quarter-of-text");
        }
        match self.anchor.day.and_then(|d| Point::holding(d, TimeUnit::Quarter)).and_then(|q| q.forward(-1)) {
            Some(point) => resolved(point, "quarter-back"),
            None => open("XXXX-QX", Granularity::Season),
        }
    }

    pub(super) fn quarter(&self, year: YearRef, quarter: u32, tense: Tense) -> Found {
        if year != YearRef::Open {
            return match self.year(year) {
                Some(year) => resolved(Point::Quarter(year, quarter), "quarter-of-year"),
                None => open(format!("XXXX-Q{quarter}"), Granularity::Season),
            };
        }
        let Some(now) = self.anchor.day else { return open(format!("XXXX-Q{quarter}"), Granularity::Season) };
        let current = (now.month() - 1) / 3 + 1;
        let year = match tense {
            Tense::Future if quarter + 1 < current => now.year() + 1,
            _ if quarter > current && tense != Tense::Future => now.year() - 1,
            _ => now.year(),
        };
        resolved(Point::Quarter(year, quarter), "quarter")
    }

    pub(super) fn season(&self, year: YearRef, season: Season, tense: Tense) -> Found {
        let unknown = open(format!("XXXX-{}", season_code(season)), Granularity::Season);
        if let YearRef::Stated(year) = year {
            return stated(Point::Season(year, season), "stated-season");
        }
        let towards = match year {
            YearRef::Towards(direction) => Some(direction),
            YearRef::Open => None,
            _ => return self.year(year).map_or(unknown, |y| resolved(Point::Season(y, season), "season-of-year")),
        };
        let Some(now) = self.anchor.day else { return unknown };
        let over = now.month() >= season_start(season) + 3;
        let begun = now.month() >= season_start(season);
        let year = match towards {
            Some(Direction::Last) if !over => now.year() - 1,
            Some(Direction::Next) if begun => now.year() + 1,
            None if !begun && tense.is_past() => now.year() - 1,
            None if over && tense == Tense::Future && now.month() > season_start(season) + 4 => now.year() + 1,
            _ => now.year(),
        };
        resolved(Point::Season(year, season), "season")
    }

    /// "a year ago": of a quarter's figures the quarter, else the year.
    pub(super) fn year_before(&self) -> Found {
        if let Some((year, quarter, sentence)) = self.context.quarter
            && self.sentence <= sentence + 8
        {
            return resolved(Point::Quarter(year - 1, quarter), "quarter-year-before");
        }
        match self.anchor.year {
            Some(year) => resolved(Point::Year(year - 1), "year-before"),
            None => open("PAST_REF", Granularity::Vague),
        }
    }

    pub(super) fn after_context(&self, unit: TimeUnit, steps: i64) -> Found {
        let base = match (unit, self.context.last) {
            (TimeUnit::Quarter, _) => return self.last_quarter(),
            // Far from any other date, "a day earlier" counts from the day of writing.
            (_, Some(_)) if steps < 0 && !self.is_near() && self.anchor.day.is_some() => {
                self.anchor.day.map(Point::Day)
            }
            // A day needs a day to count from; a coarser unit takes any point.
            (TimeUnit::Day, Some(Point::Day(day))) => Some(Point::Day(day)),
            (TimeUnit::Day, Some(_)) => None,
            (_, Some(point)) => Some(point),
            // "Later" needs something that came first.
            (_, None) if steps > 0 => None,
            (_, None) => self.anchor.day.map(Point::Day),
        };
        match base.and_then(|b| b.step(unit, steps)) {
            Some(point) => resolved(point, "from-then"),
            None if self.context.last.is_none() && self.anchor.day.is_some() && steps <= 0 => {
                self.at_distance(unit, steps)
            }
            None if steps < 0 => open("PAST_REF", Granularity::Vague),
            None => open_unit(unit),
        }
    }
}

/// The year of a month without one.
fn year_of_month(now: NaiveDate, month: u32, year: YearRef, tense: Tense) -> (i32, &'static str) {
    let this = now.month();
    match year {
        // "last February" in March is the one a year back; this year's is "last month".
        YearRef::Towards(Direction::Last) => (now.year() - i32::from(month + 1 >= this), "month-last"),
        YearRef::Towards(Direction::Next) => (now.year() + i32::from(month <= this), "month-next"),
        YearRef::Towards(Direction::This) => (now.year(), "month-this"),
        _ if matches!(tense, Tense::Nearest | Tense::Attribute) => {
            let reach = if tense == Tense::Nearest { 6 } else { 2 };
            let is_ahead = (month + 12 - this) % 12 <= reach;
            let year = now.year() + i32::from(is_ahead && month < this) - i32::from(!is_ahead && month > this);
            (year, "month-nearest")
        }
        _ if tense == Tense::Future => {
            let just_over = (this + 12 - month) % 12 == 1;
            (now.year() + i32::from(month < this && !just_over) - i32::from(month > this && just_over), "month-forward")
        }
        _ => {
            // Eleven months back would carry its year: the month to come is meant.
            let next = !tense.is_past() && (month + 12 - this) % 12 == 1;
            (now.year() - i32::from(month > this && !next) + i32::from(month < this && next), "month-back")
        }
    }
}

fn open_unit(unit: TimeUnit) -> Found {
    match unit {
        TimeUnit::Week | TimeUnit::Fortnight => open("XXXX-WXX", Granularity::Week),
        TimeUnit::Weekend => open("XXXX-WXX-WE", Granularity::Weekend),
        TimeUnit::Month => open("XXXX-XX", Granularity::Month),
        TimeUnit::Quarter => open("XXXX-QX", Granularity::Season),
        TimeUnit::Year => open("XXXX", Granularity::Year),
        TimeUnit::Decade => open("XXX", Granularity::Era),
        TimeUnit::Century => open("XX", Granularity::Era),
        _ => open("XXXX-XX-XX", Granularity::Day),
    }
}
