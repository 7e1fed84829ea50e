//! The day in a date stamp of a file or page: ISO 8601, RFC 2822 and what people write. No clock, no guessing of years.

use chrono::{DateTime, Datelike, NaiveDate};

use crate::lexicon::{is_american_zone, stamp_month};

/// Years that a publication day may have.
const YEARS: std::ops::RangeInclusive<i32> = 1600..=2199;
/// How many parts of a stamp are looked at: "Published: Tuesday, 19 June 2018, 10:00 AM (Updated …".
const PARTS: usize = 24;

/// Reads the day of a stamp; local to whoever wrote it, so a zone is not applied. `None` where it names no one day.
pub(crate) fn read(stamp: &str) -> Option<NaiveDate> {
    let parts: Vec<Part> = parts(stamp).take(PARTS).collect();
    let american = parts.iter().any(|part| matches!(part, Part::Word(word) if is_american_zone(word)));
    let order = if american { Order::MonthFirst } else { Order::DayFirst };
    (0..parts.len()).find_map(|at| in_order(parts.get(at..)?, order))
}

/// What the first number between strokes is, where it could be either.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Everywhere but in the United States.
    DayFirst,
    /// There: the stamp names a zone of theirs.
    MonthFirst,
}

/// Seconds or milliseconds since 1970.
pub(crate) fn from_epoch(number: i64) -> Option<NaiveDate> {
    let seconds = if number.unsigned_abs() > 99_999_999_999 { number / 1000 } else { number };
    plausible(DateTime::from_timestamp(seconds, 0)?.date_naive())
}

/// A run of digits or letters, and the sign before it; spaces beside a sign count for nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Part<'a> {
    Number { text: &'a str, before: char },
    Word(&'a str),
}

impl Part<'_> {
    pub(super) fn number(self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        match self {
            Part::Number { text, .. } if digits.contains(&text.len()) => text.parse().ok(),
            _ => None,
        }
    }

    pub(super) fn is_after(self, sign: char) -> bool {
        matches!(self, Part::Number { before, .. } if before == sign)
    }
}

pub(super) fn parts(stamp: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = stamp;
    let mut before = ' ';
    std::iter::from_fn(move || {
        loop {
            let c = rest.chars().next()?;
            if !c.is_alphanumeric() {
                before = if c.is_whitespace() { before } else { c };
                rest = &rest[c.len_utf8()..];
                continue;
            }
            let digit = c.is_ascii_digit();
            let same = |c: char| if digit { c.is_ascii_digit() } else { c.is_alphabetic() };
            let end = rest[c.len_utf8()..].find(|c| !same(c)).map_or(rest.len(), |n| n + c.len_utf8());
            let (text, after) = rest.split_at(end);
            rest = after;
            let part = if digit { Part::Number { text, before } } else { Part::Word(text) };
            before = ' ';
            return Some(part);
        }
    })
}

/// The day that opens these parts.
pub(super) fn at_part(parts: &[Part]) -> Option<NaiveDate> {
    in_order(parts, Order::DayFirst)
}

fn in_order(parts: &[Part], order: Order) -> Option<NaiveDate> {
    let first = *parts.first()?;
    match first {
        Part::Word(word) => month_first(stamp_month(word)?, parts.get(1..)?),
        Part::Number { text, .. } if text.len() == 8 => {
            date(text.get(..4)?.parse().ok()?, text.get(4..6)?.parse().ok()?, text.get(6..)?.parse().ok()?)
        }
        Part::Number { text, .. } if text.len() == 4 => year_first(parts),
        Part::Number { text, .. } if text.len() <= 2 => short_first(parts, order),
        Part::Number { .. } => None,
    }
}

/// "2018-06-19", "2018/6/19", "2018 June 19".
fn year_first(parts: &[Part]) -> Option<NaiveDate> {
    let (year, middle, last) = (parts.first()?.number(4..=4)?, *parts.get(1)?, *parts.get(2)?);
    let month = match middle {
        // "2018年6月19日"
        Part::Word("年") => return date(year as i32, last.number(1..=2)?, parts.get(4)?.number(1..=2)?),
        Part::Word(word) => stamp_month(word)?,
        number => number.number(1..=2).filter(|_| sign(number) == sign(last))?,
    };
    date(year as i32, month, last.number(1..=2)?)
}

/// The sign before a number; `None` for a word. "2018 7:21" is a year and a time of day.
fn sign(part: Part) -> Option<char> {
    match part {
        Part::Number { before, .. } => Some(before),
        Part::Word(_) => None,
    }
}

/// "June 19, 2018", "Jun 19th 2018", "Jun 19 18 10:00".
fn month_first(month: u32, rest: &[Part]) -> Option<NaiveDate> {
    let day = rest.first()?.number(1..=2)?;
    // "mar., 19 juin 2018": what looks like a month was a day of the week.
    if let Some(Part::Word(word)) = rest.get(1)
        && stamp_month(word).is_some()
    {
        return None;
    }
    let after = rest.get(1..)?;
    let year =
        after.iter().take(2).find_map(|p| p.number(4..=4)).map(|year| year as i32).or_else(|| short_year(after))?;
    date(year, month, day)
}

/// "19 June 2018", "19-Jun-2018", "19.06.2018", "6/19/2018", "6/19/18".
fn short_first(parts: &[Part], order: Order) -> Option<NaiveDate> {
    let first = parts.first()?.number(1..=2)?;
    let rest = match parts.get(1)? {
        // "19th June", "19 de junio de 2018"
        Part::Word(w) if stamp_month(w).is_none() && w.chars().count() <= 2 => parts.get(2..)?,
        _ => parts.get(1..)?,
    };
    if let Part::Word(word) = *rest.first()? {
        let month = stamp_month(word)?;
        let after = rest.get(1..)?;
        let year = after.iter().take(2).find_map(|p| p.number(4..=4)).map(|year| year as i32);
        return date(year.or_else(|| short_year(after))?, month, first);
    }
    let (second, third) = (*rest.first()?, *rest.get(1)?);
    let number = second.number(1..=2)?;
    let month_then_day = |year: i32| date(year, first, number).filter(|_| number > 12 || order == Order::MonthFirst);
    if let Some(year) = third.number(2..=2).map(whole_year) {
        return match (sign(second), sign(third)) {
            (Some('.'), Some('.')) => date(year, number, first).or_else(|| month_then_day(year)),
            // Which of three short numbers is the year, only the United States leave no doubt about.
            (Some('/'), Some('/')) => month_then_day(year),
            _ => None,
        };
    }
    let year = third.number(4..=4)? as i32;
    // With dots the day comes first everywhere; with strokes the United States put the month first.
    let american = month_then_day(year).filter(|_| second.is_after('/'));
    american.or_else(|| date(year, number, first))
}

/// "19 Jun 18 10:00": two digits are a year where a time of day follows them.
fn short_year(parts: &[Part]) -> Option<i32> {
    let year = parts.first()?.number(2..=2)?;
    let hour = *parts.get(1)?;
    let is_time = hour.number(1..=2).is_some() && !hour.is_after(':') && parts.get(2)?.is_after(':');
    is_time.then_some(whole_year(year))
}

fn whole_year(short: u32) -> i32 {
    let century = if short < 70 { 2000 } else { 1900 };
    century + short as i32
}

/// A day of the calendar that a publication can have.
pub(super) fn date(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    plausible(NaiveDate::from_ymd_opt(year, month, day)?)
}

/// The day, where a publication can have it.
pub(crate) fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    YEARS.contains(&day.year()).then_some(day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn iso(stamp: &str) -> Option<String> {
        read(stamp).map(|d| d.to_string())
    }

    #[test]
    fn common_forms() {
        for stamp in [
            "2018-06-19",
            "2018-06-19T23:30:00-05:00",
            "20180619",
            "2018/6/19",
            "Tue, 19 Jun 2018 10:00:00 GMT",
            "June 19, 2018, 10:00 AM",
            "Published 10:02 GMT, 19 June 2018",
            "Tuesday 19th June, 2018",
            "19.06.2018 - 11:40 Uhr",
            "6/19/2018",
            "19/6/2018",
            "19 de junio de 2018",
            "19. Juni 2018",
            "19-Jun-2018",
            "Jun. 19th, 2018",
            "2018年6月19日",
            "19.06.18, 10:20",
            "06.19.18",
            "Posted 6 / 19 / 2018 7 : 21 AM",
            "6/19/18",
            "Tue Jun 19 18 10:20",
        ] {
            assert_eq!(iso(stamp).as_deref(), Some("2018-06-19"), "{stamp}");
        }
    }

    #[test]
    fn what_names_no_day_is_none() {
        for stamp in [
            "",
            "June 2018",
            "2018",
            "2018-13-45",
            "262142-12-31",
            "yesterday",
            "30 February 2019",
            "10:20:30",
            "19/06/18",
            "6/9/18",
            "at 11:30 2018 6:19",
        ] {
            assert_eq!(iso(stamp), None, "{stamp}");
        }
    }

    #[test]
    fn a_zone_of_the_united_states_puts_the_month_first() {
        let table = [
            ("3/4/2019", "2019-04-03"),
            ("3/4/2019 10:00 AM EST", "2019-03-04"),
            ("8:13 PM PDT 3/4/2019", "2019-03-04"),
            ("3/4/19 10:00 AM ET", "2019-03-04"),
            ("4.3.2019 10:00 EST", "2019-03-04"),
            ("30/4/2019 10:00 EST", "2019-04-30"),
        ];
        for (stamp, day) in table {
            assert_eq!(iso(stamp).as_deref(), Some(day), "{stamp}");
        }
    }

    #[test]
    fn seconds_and_milliseconds() {
        assert_eq!(from_epoch(1_529_402_400).map(|d| d.to_string()).as_deref(), Some("2018-06-19"));
        assert_eq!(from_epoch(1_529_402_400_000), from_epoch(1_529_402_400));
        assert_eq!(from_epoch(i64::MIN), None);
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>()) {
            let _ = read(&text);
        }

        #[test]
        fn every_day_is_read_back(n in 0i64..200_000) {
            let day = NaiveDate::from_ymd_opt(1600, 1, 1).and_then(|d| d.checked_add_days(chrono::Days::new(n as u64)));
            let day = day.filter(|d| YEARS.contains(&d.year()));
            prop_assert_eq!(day.and_then(|d| read(&d.format("%Y-%m-%d").to_string())), day);
            prop_assert_eq!(day.and_then(|d| read(&d.format("%a, %d %b %Y 10:00:00 +0000").to_string())), day);
            prop_assert_eq!(day.and_then(|d| read(&d.format("%B %e, %Y").to_string())), day);
        }
    }
}
