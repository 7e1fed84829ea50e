//! Points of the calendar and their arithmetic: the TIMEX3 value, the first and last day, a step by a unit.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::lexicon::{Holiday, Season, TimeUnit};
use crate::model::Granularity;

/// A calendar point as fine as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Day(NaiveDate),
    /// ISO year and week.
    Week(i32, u32),
    Weekend(i32, u32),
    Month(i32, u32),
    Quarter(i32, u32),
    Half(i32, u32),
    Season(i32, Season),
    Year(i32),
    /// The first three digits of its years.
    Decade(i32),
    /// The first two digits of its years.
    Century(i32),
}

impl Point {
    /// The TIMEX3 value.
    pub(super) fn value(self) -> String {
        match self {
            Point::Day(day) => day.to_string(),
            Point::Week(y, w) => format!("{y:04}-W{w:02}"),
            Point::Weekend(y, w) => format!("{y:04}-W{w:02}-WE"),
            Point::Month(y, m) => format!("{y:04}-{m:02}"),
            Point::Quarter(y, q) => format!("{y:04}-Q{q}"),
            Point::Half(y, h) => format!("{y:04}-H{h}"),
            Point::Season(y, season) => format!("{y:04}-{}", season_code(season)),
            Point::Year(y) => format!("{y:04}"),
            Point::Decade(d) => format!("{d:03}"),
            Point::Century(c) => format!("{c:02}"),
        }
    }

    /// The first and the last day.
    pub(super) fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Point::Day(day) => Some((day, day)),
            Point::Week(y, w) => Some((iso_day(y, w, Weekday::Mon)?, iso_day(y, w, Weekday::Sun)?)),
            Point::Weekend(y, w) => Some((iso_day(y, w, Weekday::Sat)?, iso_day(y, w, Weekday::Sun)?)),
            Point::Month(y, m) => months(y, m, 1),
            Point::Quarter(y, q) => months(y, (q.checked_sub(1)?) * 3 + 1, 3),
            Point::Half(y, h) => months(y, (h.checked_sub(1)?) * 6 + 1, 6),
            Point::Season(y, season) => months(y, season_start(season), 3),
            Point::Year(y) => months(y, 1, 12),
            Point::Decade(d) => months(d * 10, 1, 120),
            Point::Century(c) => months(c * 100, 1, 1200),
        }
    }

    pub(super) fn granularity(self) -> Granularity {
        match self {
            Point::Day(_) => Granularity::Day,
            Point::Week(..) => Granularity::Week,
            Point::Weekend(..) => Granularity::Weekend,
            Point::Month(..) => Granularity::Month,
            Point::Quarter(..) | Point::Half(..) | Point::Season(..) => Granularity::Season,
            Point::Year(_) => Granularity::Year,
            Point::Decade(_) | Point::Century(_) => Granularity::Era,
        }
    }

    /// The point `steps` units away, as coarse as the unit: three weeks from a day is a week.
    pub(super) fn step(self, unit: TimeUnit, steps: i64) -> Option<Point> {
        Self::holding(self.days()?.0, unit).and_then(|p| p.forward(steps))
    }

    /// The day, week, month, quarter, year … that a day lies in. None for units finer than a day.
    pub(super) fn holding(day: NaiveDate, unit: TimeUnit) -> Option<Point> {
        let week = day.iso_week();
        Some(match unit {
            TimeUnit::Day => Point::Day(day),
            TimeUnit::Week | TimeUnit::Fortnight => Point::Week(week.year(), week.week()),
            TimeUnit::Weekend => Point::Weekend(week.year(), week.week()),
            TimeUnit::Month => Point::Month(day.year(), day.month()),
            TimeUnit::Quarter => Point::Quarter(day.year(), (day.month() - 1) / 3 + 1),
            TimeUnit::Year => Point::Year(day.year()),
            TimeUnit::Decade => Point::Decade(day.year().div_euclid(10)),
            TimeUnit::Century => Point::Century(day.year().div_euclid(100)),
            TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => return None,
        })
    }

    /// The point of the same kind `steps` further on.
    pub(super) fn forward(self, steps: i64) -> Option<Point> {
        let narrow = i32::try_from(steps).ok().filter(|s| s.abs() < 5000)?;
        let moved = match self {
            Point::Day(day) => Point::Day(add_days(day, steps)?),
            Point::Week(y, w) => Self::holding(add_days(iso_day(y, w, Weekday::Mon)?, steps * 7)?, TimeUnit::Week)?,
            Point::Weekend(y, w) => {
                Self::holding(add_days(iso_day(y, w, Weekday::Mon)?, steps * 7)?, TimeUnit::Weekend)?
            }
            Point::Month(y, m) => {
                Self::holding(add_months(NaiveDate::from_ymd_opt(y, m, 1)?, narrow)?, TimeUnit::Month)?
            }
            Point::Quarter(..) => Self::holding(add_months(self.days()?.0, narrow * 3)?, TimeUnit::Quarter)?,
            Point::Half(y, h) => {
                let halves = y * 2 + h as i32 - 1 + narrow;
                Point::Half(halves.div_euclid(2), halves.rem_euclid(2) as u32 + 1)
            }
            Point::Season(y, season) => Point::Season(y + narrow, season),
            Point::Year(y) => Point::Year(y + narrow),
            Point::Decade(d) => Point::Decade(d + narrow),
            Point::Century(c) => Point::Century(c + narrow),
        };
        moved.days().map(|_| moved)
    }
}

/// The TIMEX3 code of a season.
pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// Its first month in the northern half of the world; winter begins in the year that names it.
pub(super) fn season_start(season: Season) -> u32 {
    match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    }
}

fn iso_day(year: i32, week: u32, weekday: Weekday) -> Option<NaiveDate> {
    NaiveDate::from_isoywd_opt(year, week, weekday)
}

fn months(year: i32, month: u32, count: i32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, add_months(first, count)?.pred_opt()?))
}

/// `days` later, or earlier where negative.
pub(super) fn add_days(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let distance = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(distance) } else { day.checked_add_days(distance) }
}

/// `months` later, or earlier where negative; the last day of a shorter month.
pub(super) fn add_months(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let distance = Months::new(months.unsigned_abs());
    if months < 0 { day.checked_sub_months(distance) } else { day.checked_add_months(distance) }
}

/// The day that a holiday falls on in a year.
pub(super) fn holiday(holiday: Holiday, year: i32) -> Option<NaiveDate> {
    match holiday {
        Holiday::Fixed(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Holiday::Floating(month, weekday, which) => floating(year, month, weekday, which),
        Holiday::Easter(offset) => add_days(easter(year)?, offset),
    }
}

fn floating(year: i32, month: u32, weekday: u32, which: i32) -> Option<NaiveDate> {
    let (first, last) = months(year, month, 1)?;
    if which < 0 {
        let back = (last.weekday().number_from_monday() + 7 - weekday) % 7;
        return add_days(last, -i64::from(back));
    }
    let ahead = (weekday + 7 - first.weekday().number_from_monday()) % 7;
    add_days(first, i64::from(ahead) + 7 * i64::from(which - 1))
}

/// Easter Sunday of the Gregorian calendar (the anonymous computus of 1876).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(n / 31).ok()?, u32::try_from(n % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn values_and_days() {
        let weekend = Point::holding(day("2018-06-19"), TimeUnit::Weekend).unwrap();
        assert_eq!(weekend.value(), "2018-W25-WE");
        assert_eq!(weekend.days(), Some((day("2018-06-23"), day("2018-06-24"))));
        assert_eq!(Point::Decade(198).days(), Some((day("1980-01-01"), day("1989-12-31"))));
        assert_eq!(Point::Quarter(2018, 4).days(), Some((day("2018-10-01"), day("2018-12-31"))));
    }

    #[test]
    fn steps_are_as_coarse_as_their_unit() {
        let june = Point::Day(day("2018-01-19"));
        assert_eq!(june.step(TimeUnit::Month, -1), Some(Point::Month(2017, 12)));
        assert_eq!(june.step(TimeUnit::Week, -3).map(Point::value).as_deref(), Some("2017-W52"));
        assert_eq!(june.step(TimeUnit::Year, 1_000_000), None);
    }

    #[test]
    fn holidays_fall_where_the_calendar_says() {
        assert_eq!(holiday(Holiday::Easter(0), 2018), Some(day("2018-04-01")));
        assert_eq!(holiday(Holiday::Floating(11, 4, 4), 1999), Some(day("1999-11-25")));
        assert_eq!(holiday(Holiday::Floating(5, 1, -1), 2018), Some(day("2018-05-28")));
    }
}
