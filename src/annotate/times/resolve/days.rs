//! Days: with a month, by their weekday, by their name, by what stands around them.

use chrono::{Datelike, NaiveDate};

use super::{Found, Meaning, NEWS_DAYS, Resolver, open, resolved, stated};
use crate::annotate::times::mention::{Direction, YearRef};
use crate::annotate::times::point::{Point, add_days, holiday};
use crate::annotate::times::tense::Tense;
use crate::lexicon::Holiday;
use crate::model::{AnchorSource, DAY_AFTER, Granularity};

/// A date without a year may lie so many days ahead though a past verb stands by ("announced a meeting on").
const JUST_AHEAD: i64 = 45;

/// Sentences of the opening, which tells the news: a weekday in it is near.
const OPENING: usize = 12;

impl Resolver {
    pub(super) fn day(
        &self,
        year: YearRef,
        month: u32,
        day: u32,
        weekday: Option<u32>,
        tense: Tense,
        start: Option<&Meaning>,
    ) -> Found {
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
    pub(super) fn open_day(
        &self,
        date: &dyn Fn(i32) -> Option<NaiveDate>,
        weekday: Option<u32>,
        tense: Tense,
        start: Option<&Meaning>,
    ) -> Option<Found> {
        if let Some((first, _)) = start.and_then(|m| m.days) {
            let end = (first.year()..=first.year() + 1).filter_map(date).find(|d| *d >= first)?;
            return Some(resolved(Point::Day(end), "range-end"));
        }
        let last = self
            .anchor
            .about()
            .and_then(|now| [now.year(), now.year() - 1].into_iter().filter_map(date).find(|d| *d <= now));
        if let Some(told) = self.narrative(tense, last) {
            let next = (told.year()..=told.year() + 1).filter_map(date).find(|d| *d >= told);
            return next.map(|d| resolved(Point::Day(d), "month-day-narrative"));
        }
        let Some(now) = self.anchor.about() else {
            return self.anchor.year.and_then(date).map(|d| resolved(Point::Day(d), "month-day-year-of-text"));
        };
        near(now, date, weekday, tense)
    }

    /// The point from which a story of another year is told, in this sentence or the one before.
    ///
    /// In the sentence after, only a past verb goes on with the story, and only where `back`, the last such date
    /// before now, is no news.
    pub(super) fn narrative(&self, tense: Tense, back: Option<NaiveDate>) -> Option<NaiveDate> {
        let (told, sentence) = self.context.narrative?;
        if self.sentence == sentence {
            return (tense != Tense::Future).then_some(told);
        }
        let old = self.anchor.about().zip(back).is_some_and(|(now, back)| (now - back).num_days() > NEWS_DAYS);
        (self.sentence == sentence + 1 && tense.is_past() && old).then_some(told)
    }

    pub(super) fn day_of_month(&self, day: u32, weekday: u32) -> Found {
        let base = self.context.last.and_then(Point::days).map(|(first, _)| first).or(self.anchor.day);
        let date = base.and_then(|b| b.with_day(day));
        match date {
            Some(date) => check_weekday(resolved(Point::Day(date), "day-of-month"), Some(weekday)),
            None => open(format!("XXXX-XX-{day:02}"), Granularity::Day),
        }
    }

    pub(super) fn weekday(
        &self,
        weekday: u32,
        towards: Option<Direction>,
        week: Option<i64>,
        tense: Tense,
        beside: Option<&Meaning>,
        start: Option<&Meaning>,
    ) -> Found {
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
            _ if self.is_told_ahead(now, weekday) => found(now.succ_opt(), DAY_AFTER),
            _ => found(on_or_before(now, weekday), "weekday-back"),
        }
    }

    /// True where a weekday with a past verb is that of the day after: the news went on, or comes from where the next day
    /// has begun. Six days back writers say "last Friday", or tell it far down.
    fn is_told_ahead(&self, now: NaiveDate, weekday: u32) -> bool {
        let next = now.succ_opt().is_some_and(|d| d.weekday().number_from_monday() == weekday);
        let exact = self.anchor.source == AnchorSource::Dateline;
        next && !exact && (self.sentence < OPENING || self.context.told_ahead)
    }

    pub(super) fn named(&self, year: YearRef, name: Holiday, tense: Tense) -> Found {
        let unknown = match name {
            Holiday::Fixed(month, day) => open(format!("XXXX-{month:02}-{day:02}"), Granularity::Day),
            _ => open("XXXX-XX-XX", Granularity::Day),
        };
        let date = |year| holiday(name, year);
        let found = match year {
            YearRef::Stated(year) => date(year).map(|d| stated(Point::Day(d), "holiday-of-year")),
            YearRef::FromNow(_) | YearRef::FromThen => {
                self.year(year).and_then(date).map(|d| resolved(Point::Day(d), "holiday-of-year"))
            }
            YearRef::Towards(direction) => self.towards(direction, &date).map(|d| resolved(Point::Day(d), "holiday")),
            YearRef::Open => self.open_day(&date, None, tense, None).map(|f| Found { rule: "holiday", ..f }),
        };
        found.unwrap_or(unknown)
    }

    /// True where the last date stands in this sentence or one of the two before.
    pub(super) fn is_near(&self) -> bool {
        self.sentence <= self.context.said + 2
    }

    /// The day of a holiday before or after now.
    pub(super) fn towards(&self, direction: Direction, date: &dyn Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let now = self.anchor.day?;
        let mut dates = [now.year() - 1, now.year(), now.year() + 1].into_iter().filter_map(date);
        match direction {
            Direction::Last => dates.filter(|d| *d < now).max(),
            Direction::This => date(now.year()),
            Direction::Next => dates.find(|d| *d > now),
        }
    }

    /// The day of a clock time without one: the last day named in the text, else the day of writing.
    pub(super) fn some_day(&self) -> Found {
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

/// The one of three years' days that the weekday beside it, the verb and the distance from now speak for.
fn near(now: NaiveDate, date: &dyn Fn(i32) -> Option<NaiveDate>, weekday: Option<u32>, tense: Tense) -> Option<Found> {
    let years = [now.year() - 1, now.year(), now.year() + 1];
    let dates: Vec<NaiveDate> = years.into_iter().filter_map(date).collect();
    if let Some(weekday) = weekday
        && let Some(fit) = dates
            .iter()
            .filter(|d| d.weekday().number_from_monday() == weekday)
            .min_by_key(|d| (**d - now).num_days().abs())
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
        Tense::Past => resolved(Point::Day(back), "month-day-back"),
        // An old date would carry its year: a date just ahead is meant even beside a past verb.
        Tense::PastLoosely | Tense::Attribute if distance > JUST_AHEAD => resolved(Point::Day(back), "month-day-back"),
        Tense::Unknown if distance > 2 * JUST_AHEAD => resolved(Point::Day(back), "month-day-back"),
        Tense::Future if behind > 30 => resolved(Point::Day(ahead), "month-day-forward"),
        _ if behind <= distance => resolved(Point::Day(back), "month-day-nearest"),
        _ => resolved(Point::Day(ahead), "month-day-nearest"),
    })
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
