//! From a mention to its value: each shape has its rule, and each rule its name.

use chrono::{Datelike, NaiveDate};

use super::anchor::Anchor;
use super::mention::{Direction, Mention, Shape, Time, YearRef};
use super::point::{Point, add_days, holiday, season_code, season_start};
use super::tense::Tense;
use crate::lexicon::{DayPart, TimeUnit};
use crate::model::{Granularity, TimexType};

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
    pub(super) fn resolve(&mut self, mention: &Mention, tense: Tense, beside: Option<&Meaning>, start: Option<&Meaning>) -> Meaning {
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
            Shape::Unit { unit, steps } | Shape::FromNow { unit, steps } => self.from_now(unit, steps),
            Shape::Bare(unit) => self.bare(unit, tense),
            Shape::Season { year, season } => self.season(year, season, tense),
            Shape::Quarter { year, quarter } => self.quarter(year, quarter, tense),
            Shape::Half { year, half } => match self.year(year) {
                Some(year) => resolved(Point::Half(year, half), "half-year"),
                None => open(format!("XXXX-H{half}"), Granularity::Season),
            },
            Shape::YearBefore => self.year_before(),
            Shape::FromThen { unit, steps } => self.from_then(unit, steps),
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
            YearRef::FromThen => self.context.last.and_then(Point::days).map(|(first, _)| first.year()).or(self.anchor.year),
            YearRef::Towards(_) | YearRef::Open => self.anchor.year,
        }
    }

    fn day(&self, year: YearRef, month: u32, day: u32, weekday: Option<u32>, tense: Tense, start: Option<&Meaning>) -> Found {
        let date = |year| NaiveDate::from_ymd_opt(year, month, day);
        let found = match year {
            YearRef::Stated(year) => date(year).map(|d| stated(Point::Day(d), "stated-date")),
            YearRef::FromNow(_) | YearRef::FromThen => {
                self.year(year).and_then(date).map(|d| resolved(Point::Day(d), "month-day-of-year"))
            }
            YearRef::Towards(_) | YearRef::Open => self.open_day(&date, weekday, tense, start),
        };
        let found = found.unwrap_or_else(|| open(format!("XXXX-{month:02}-{day:02}"), Granularity::Day));
        check_weekday(found, weekday)
    }

    /// A day and month without a year.
    fn open_day(&self, date: &dyn Fn(i32) -> Option<NaiveDate>, weekday: Option<u32>, tense: Tense, start: Option<&Meaning>) -> Option<Found> {
        if let Some((first, _)) = start.and_then(|m| m.days) {
            let end = (first.year()..=first.year() + 1).filter_map(date).find(|d| *d >= first)?;
            return Some(resolved(Point::Day(end), "range-end"));
        }
        let last = self.anchor.about().and_then(|now| [now.year(), now.year() - 1].into_iter().filter_map(date).find(|d| *d <= now));
        if let Some(told) = self.narrative(tense, last) {
            let next = (told.year()..=told.year() + 1).filter_map(date).find(|d| *d >= told);
            return next.map(|d| resolved(Point::Day(d), "month-day-narrative"));
        }
        let Some(now) = self.anchor.about() else {
            return self.anchor.year.and_then(date).map(|d| resolved(Point::Day(d), "month-day-year-of-text"));
        };
        let years = [now.year() - 1, now.year(), now.year() + 1];
        let dates: Vec<NaiveDate> = years.into_iter().filter_map(date).collect();
        if let Some(weekday) = weekday
            && let Some(fit) = dates.iter().filter(|d| d.weekday().number_from_monday() == weekday).min_by_key(|d| (**d - now).num_days().abs())
            && (*fit - now).num_days().abs() <= 200
        {
            return Some(resolved(Point::Day(*fit), "month-day-weekday"));
        }
        let back = dates.iter().copied().filter(|d| *d <= now).max();
        let ahead = dates.iter().copied().filter(|d| *d >= now).min();
        let (Some(back), Some(ahead)) = (back, ahead) else {
            return back.or(ahead).map(|d| resolved(Point::Day(d), "month-day-nearest"));
        };
        let (behind, distance) = ((now - back).num_days(), (ahead - now).num_days());
        Some(match tense {
            // An old date would carry its year: a date just ahead is meant even beside a past verb.
            Tense::Past if distance > 60 => resolved(Point::Day(back), "month-day-back"),
            Tense::Future if behind > 30 => resolved(Point::Day(ahead), "month-day-forward"),
            _ if behind <= distance => resolved(Point::Day(back), "month-day-nearest"),
            _ => resolved(Point::Day(ahead), "month-day-nearest"),
        })
    }

    /// The point from which a story of another year is told, in this sentence or the one before.
    ///
    /// In the sentence after, only a past verb goes on with the story, and only where `back`, the last such date
    /// before now, is no news.
    fn narrative(&self, tense: Tense, back: Option<NaiveDate>) -> Option<NaiveDate> {
        let (told, sentence) = self.context.narrative?;
        if self.sentence == sentence {
            return (tense != Tense::Future).then_some(told);
        }
        let old = self.anchor.about().zip(back).is_none_or(|(now, back)| (now - back).num_days() > NEWS_DAYS);
        (self.sentence == sentence + 1 && tense == Tense::Past && old).then_some(told)
    }

    fn day_of_month(&self, day: u32, weekday: u32) -> Found {
        let base = self.context.last.and_then(Point::days).map(|(first, _)| first).or(self.anchor.day);
        let date = base.and_then(|b| b.with_day(day));
        match date {
            Some(date) => check_weekday(resolved(Point::Day(date), "day-of-month"), Some(weekday)),
            None => open(format!("XXXX-XX-{day:02}"), Granularity::Day),
        }
    }

    fn month(&self, year: YearRef, month: u32, tense: Tense, start: Option<&Meaning>) -> Found {
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
    fn last_month(&self, month: u32) -> Option<NaiveDate> {
        let now = self.anchor.about()?;
        let year = now.year() - i32::from(month > now.month());
        Point::Month(year, month).days().map(|(_, last)| last.min(now))
    }

    fn weekday(&self, weekday: u32, towards: Option<Direction>, week: Option<i64>, tense: Tense, beside: Option<&Meaning>, start: Option<&Meaning>) -> Found {
        if let Some(Point::Day(date)) = beside.and_then(|m| m.point) {
            return check_weekday(resolved(Point::Day(date), "weekday-beside-date"), Some(weekday));
        }
        let unknown = || open(format!("XXXX-WXX-{weekday}"), Granularity::Day);
        let found = |date: Option<NaiveDate>, rule| date.map_or_else(unknown, |d| resolved(Point::Day(d), rule));
        if let Some((first, _)) = start.and_then(|m| m.days) {
            return found(on_or_after(first, weekday), "range-end");
        }
        let Some(now) = self.anchor.day else { return unknown() };
        if let Some(steps) = week {
            let monday = add_days(now, 7 * steps - i64::from(now.weekday().num_days_from_monday()));
            return found(monday.and_then(|m| on_or_after(m, weekday)), "weekday-of-week");
        }
        match towards {
            Some(Direction::Last) => found(now.pred_opt().and_then(|d| on_or_before(d, weekday)), "weekday-last"),
            Some(Direction::Next) => found(now.succ_opt().and_then(|d| on_or_after(d, weekday)), "weekday-next"),
            _ if tense == Tense::Future => found(on_or_after(now, weekday), "weekday-forward"),
            _ => found(on_or_before(now, weekday), "weekday-back"),
        }
    }

    fn from_now(&self, unit: TimeUnit, steps: i64) -> Found {
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
    fn bare(&self, unit: TimeUnit, tense: Tense) -> Found {
        match unit {
            TimeUnit::Quarter => self.last_quarter(),
            TimeUnit::Weekend if tense != Tense::Future => {
                // A weekend that has begun is this one, else the one before.
                let begun = self.anchor.day.is_some_and(|d| d.weekday().number_from_monday() >= 6);
                self.from_now(unit, if begun { 0 } else { -1 })
            }
            _ => self.from_now(unit, 0),
        }
    }

    fn last_quarter(&self) -> Found {
        if let Some((year, quarter, _)) = self.context.quarter {
            return resolved(Point::Quarter(year, quarter), "quarter-of-text");
        }
        match self.anchor.day.and_then(|d| Point::holding(d, TimeUnit::Quarter)).and_then(|q| q.forward(-1)) {
            Some(point) => resolved(point, "quarter-back"),
            None => open("XXXX-QX", Granularity::Season),
        }
    }

    fn quarter(&self, year: YearRef, quarter: u32, tense: Tense) -> Found {
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

    fn season(&self, year: YearRef, season: crate::lexicon::Season, tense: Tense) -> Found {
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
            None if !begun && tense == Tense::Past => now.year() - 1,
            None if over && tense == Tense::Future && now.month() > season_start(season) + 4 => now.year() + 1,
            _ => now.year(),
        };
        resolved(Point::Season(year, season), "season")
    }

    /// "a year ago": of a quarter's figures the quarter, else the year.
    fn year_before(&self) -> Found {
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

    fn from_then(&self, unit: TimeUnit, steps: i64) -> Found {
        let base = match (unit, self.context.last) {
            (TimeUnit::Quarter, _) => return self.last_quarter(),
            // Far from any other date, "a day earlier" counts from the day of writing.
            (_, Some(_)) if steps < 0 && !self.is_near() && self.anchor.day.is_some() => self.anchor.day.map(Point::Day),
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
            None if self.context.last.is_none() && self.anchor.day.is_some() && steps <= 0 => self.from_now(unit, steps),
            None if steps < 0 => open("PAST_REF", Granularity::Vague),
            None => open_unit(unit),
        }
    }

    /// True where the last date stands in this sentence or one of the two before.
    fn is_near(&self) -> bool {
        self.sentence <= self.context.said + 2
    }

    fn named(&self, year: YearRef, name: crate::lexicon::Holiday, tense: Tense) -> Found {
        let unknown = match name {
            crate::lexicon::Holiday::Fixed(month, day) => open(format!("XXXX-{month:02}-{day:02}"), Granularity::Day),
            _ => open("XXXX-XX-XX", Granularity::Day),
        };
        let date = |year| holiday(name, year);
        let found = match year {
            YearRef::Stated(year) => date(year).map(|d| stated(Point::Day(d), "holiday-of-year")),
            YearRef::FromNow(_) | YearRef::FromThen => self.year(year).and_then(date).map(|d| resolved(Point::Day(d), "holiday-of-year")),
            YearRef::Towards(direction) => self.towards(direction, &date).map(|d| resolved(Point::Day(d), "holiday")),
            YearRef::Open => self.open_day(&date, None, tense, None).map(|f| Found { rule: "holiday", ..f }),
        };
        found.unwrap_or(unknown)
    }

    /// The day of a holiday before or after now.
    fn towards(&self, direction: Direction, date: &dyn Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let now = self.anchor.day?;
        let mut dates = [now.year() - 1, now.year(), now.year() + 1].into_iter().filter_map(date);
        match direction {
            Direction::Last => dates.filter(|d| *d < now).max(),
            Direction::This => date(now.year()),
            Direction::Next => dates.find(|d| *d > now),
        }
    }

    /// The day of a clock time without one: the last day named in the text, else the day of writing.
    fn some_day(&self) -> Found {
        let last = match self.context.last {
            Some(Point::Day(day)) if self.is_near() => Some(day),
            _ => None,
        };
        match last.or(self.anchor.day) {
            Some(day) => resolved(Point::Day(day), "time-of-day"),
            None => open("XXXX-XX-XX", Granularity::Day),
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
        _ if tense == Tense::Nearest => {
            let ahead = (month + 12 - this) % 12;
            let year = if ahead <= 6 { now.year() + i32::from(month < this) } else { now.year() - i32::from(month > this) };
            (year, "month-nearest")
        }
        _ if tense == Tense::Future => {
            let just_over = (this + 12 - month) % 12 == 1;
            (now.year() + i32::from(month < this && !just_over) - i32::from(month > this && just_over), "month-forward")
        }
        _ => {
            // Eleven months back would carry its year: the month to come is meant.
            let next = (month + 12 - this) % 12 == 1;
            (now.year() - i32::from(month > this && !next) + i32::from(month < this && next), "month-back")
        }
    }
}

fn on_or_after(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    add_days(day, i64::from((weekday + 7 - day.weekday().number_from_monday()) % 7))
}

fn on_or_before(day: NaiveDate, weekday: u32) -> Option<NaiveDate> {
    add_days(day, -i64::from((day.weekday().number_from_monday() + 7 - weekday) % 7))
}

/// Says where the weekday written beside a date is not the date's: the date stands, the mismatch shows.
fn check_weekday(found: Found, weekday: Option<u32>) -> Found {
    match (found.point, weekday) {
        (Some(Point::Day(date)), Some(weekday)) if date.weekday().number_from_monday() != weekday => {
            Found { rule: "weekday-mismatch", ..found }
        }
        _ => found,
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

fn plain(timex: TimexType, value: &str, rule: &'static str) -> Meaning {
    Meaning { timex, value: value.to_owned(), days: None, granularity: Granularity::Vague, resolved: false, rule, point: None }
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
        let Some(point) = found.point else { return };
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
