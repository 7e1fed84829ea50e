//! From a mention to its value: each shape has its rule, and each rule its name.

mod days;
mod periods;

use chrono::{Datelike, NaiveDate};

use super::mention::{Mention, Shape, Time, YearRef};
use super::point::Point;
use super::tense::Tense;
use crate::lexicon::DayPart;
use crate::model::{Anchor, Granularity, TimexType};

/// A date without a year within so many days before now is news, whatever older year the sentence before told of.
const NEWS_DAYS: i64 = 180;

/// What a mention means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Meaning {
    pub timex: TimexType,
    pub value: String,
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub granularity: Granularity,
    /// True where the text alone does not say it.
    pub resolved: bool,
    pub rule: &'static str,
    /// The calendar point, for what follows in the text.
    pub point: Option<Point>,
}

/// What the text has said so far.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The last calendar point.
    last: Option<Point>,
    /// Its sentence.
    said: usize,
    /// The last quarter, with its sentence.
    quarter: Option<(i32, u32, usize)>,
    /// The last point with a stated year that is not the anchor's, with its sentence: a story told from there.
    narrative: Option<(NaiveDate, usize)>,
    /// A weekday was taken for that of the day after.
    told_ahead: bool,
}

/// Resolves the mentions of one article in order.
pub(super) struct Resolver {
    pub anchor: Anchor,
    pub context: Context,
    /// The number of the sentence.
    pub sentence: usize,
}

/// A value, where it lies and which rule said so.
struct Found {
    point: Option<Point>,
    open: String,
    granularity: Granularity,
    resolved: bool,
    rule: &'static str,
}

fn stated(point: Point, rule: &'static str) -> Found {
    Found { point: Some(point), open: String::new(), granularity: point.granularity(), resolved: false, rule }
}

fn resolved(point: Point, rule: &'static str) -> Found {
    Found { resolved: true, ..stated(point, rule) }
}

fn open(value: impl Into<String>, granularity: Granularity) -> Found {
    Found { point: None, open: value.into(), granularity, resolved: false, rule: "open" }
}

impl Resolver {
    /// The meaning of a mention; `beside` is what the date beside it means, `start` the first end of its range.
    pub(super) fn resolve(
        &mut self,
        mention: &Mention,
        tense: Tense,
        beside: Option<&Meaning>,
        start: Option<&Meaning>,
    ) -> Meaning {
        match &mention.shape {
            Shape::Duration(value) => {
                // "For the nine months": figures of a quarter end here.
                if value.ends_with('M') && value != "P3M" && !value.starts_with("PT") {
                    self.context.quarter = None;
                }
                return plain(TimexType::Duration, value, "duration");
            }
            Shape::Set(value) => return plain(TimexType::Set, value, "set"),
            Shape::Reference(value) => return plain(TimexType::Date, value, "reference"),
            _ => {}
        }
        let found = self.date(mention, tense, beside, start);
        self.context.remember(&found, mention, self.sentence, self.anchor.year);
        let next = self.anchor.day.and_then(|day| day.succ_opt()).map(Point::Day);
        self.context.told_ahead |= matches!(mention.shape, Shape::Weekday { .. }) && next.is_some() && found.point == next;
        meaning(found, mention.time)
    }

    fn date(&self, mention: &Mention, tense: Tense, beside: Option<&Meaning>, start: Option<&Meaning>) -> Found {
        match mention.shape {
            Shape::Day { year, month, day, weekday } => self.day(year, month, day, weekday, tense, start),
            Shape::DayOfMonth { day, weekday } => self.day_of_month(day, weekday),
            Shape::Month { year, month } => self.month(year, month, tense, start),
            Shape::Year(year) => stated(Point::Year(year), "stated-year"),
            Shape::Decade(decade) => stated(Point::Decade(decade), "stated-decade"),
            Shape::Century(century) => stated(Point::Century(century), "stated-century"),
            Shape::Weekday { weekday, towards, week } => self.weekday(weekday, towards, week, tense, beside, start),
            Shape::Unit { unit, steps } | Shape::FromNow { unit, steps } => self.at_distance(unit, steps),
            Shape::Bare(unit) => self.bare(unit, tense),
            Shape::Season { year, season } => self.season(year, season, tense),
            Shape::Quarter { year, quarter } => self.quarter(year, quarter, tense),
            Shape::Half { year, half } => match self.year(year) {
                Some(year) => resolved(Point::Half(year, half), "half-year"),
                None => open(format!("XXXX-H{half}"), Granularity::Season),
            },
            Shape::YearBefore => self.year_before(),
            Shape::FromThen { unit, steps } => self.after_context(unit, steps),
            Shape::Named { year, holiday } => self.named(year, holiday, tense),
            Shape::NamedDay(day) => stated(Point::Day(day), "named-day"),
            Shape::SomeDay => self.some_day(),
            Shape::Duration(_) | Shape::Set(_) | Shape::Reference(_) => open("", Granularity::Vague),
        }
    }

    /// The year that a date states or counts from now; `None` where it is left open.
    fn year(&self, year: YearRef) -> Option<i32> {
        match year {
            YearRef::Stated(year) => Some(year),
            YearRef::FromNow(steps) => self.anchor.year.map(|now| now + steps),
            YearRef::FromThen => {
                self.context.last.and_then(Point::days).map(|(first, _)| first.year()).or(self.anchor.year)
            }
            YearRef::Towards(_) | YearRef::Open => self.anchor.year,
        }
    }
}

fn plain(timex: TimexType, value: &str, rule: &'static str) -> Meaning {
    Meaning {
        timex,
        value: value.to_owned(),
        days: None,
        granularity: Granularity::Vague,
        resolved: false,
        rule,
        point: None,
    }
}

fn meaning(found: Found, time: Option<Time>) -> Meaning {
    let day = found.point.map_or(found.open, Point::value);
    let days = found.point.and_then(Point::days);
    let (timex, value, granularity) = match time {
        None => (TimexType::Date, day, found.granularity),
        Some(time) => {
            let day = if day.ends_with("_REF") { "XXXX-XX-XX" } else { day.as_str() };
            (TimexType::Time, format!("{day}T{}", clock(time)), Granularity::Time)
        }
    };
    Meaning { timex, value, days, granularity, resolved: found.resolved, rule: found.rule, point: found.point }
}

fn clock(time: Time) -> String {
    match time {
        Time::Part(DayPart::Morning) => "MO".to_owned(),
        Time::Part(DayPart::Afternoon) => "AF".to_owned(),
        Time::Part(DayPart::Evening) => "EV".to_owned(),
        Time::Part(DayPart::Night) => "NI".to_owned(),
        Time::Clock { hour, minute, second, utc } => {
            let mut value = format!("{hour:02}");
            for part in [minute, second].into_iter().flatten() {
                value.push_str(&format!(":{part:02}"));
            }
            if utc {
                value.push('Z');
            }
            value
        }
    }
}

impl Context {
    fn remember(&mut self, found: &Found, mention: &Mention, sentence: usize, now: Option<i32>) {
        let Some(point) = found.point else {
            let from_now = matches!(mention.shape, Shape::Unit { .. } | Shape::FromNow { .. } | Shape::Weekday { .. });
            self.narrative = self.narrative.filter(|_| !from_now);
            return;
        };
        self.last = Some(point);
        self.said = sentence;
        match point {
            Point::Quarter(year, quarter) if mention.shape != Shape::YearBefore => {
                self.quarter = Some((year, quarter, sentence));
            }
            _ => {}
        }
        let year_stated = matches!(
            mention.shape,
            Shape::Day { year: YearRef::Stated(_), .. } | Shape::Month { year: YearRef::Stated(_), .. }
        );
        let told = found.rule.ends_with("-narrative");
        let leads = mention.tokens.start <= 1 && matches!(mention.shape, Shape::Year(_));
        if let Some((first, _)) = point.days() {
            let other_year = now.is_none_or(|now| first.year() < now);
            self.narrative = match self.narrative {
                _ if (year_stated || told || leads) && other_year => Some((first, sentence)),
                Some(_) if matches!(mention.shape, Shape::Year(_)) => self.narrative,
                _ => None,
            };
        }
    }
}
