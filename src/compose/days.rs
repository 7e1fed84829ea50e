//! Days as a reader writes them: `19–20 June 2018`.

use chrono::{Datelike, Month, NaiveDate};

/// A day, month, week or year as stated, each part known or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Day { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()) }
    }
}

impl Day {
    /// Reads `2018`, `2018-06`, `2018-06-19`, `XXXX-06-19`; `None` for anything else (weeks, references).
    pub fn parse(value: &str) -> Option<Day> {
        let mut parts = value.split('-');
        let year = match parts.next()? {
            "XXXX" => None,
            year if year.len() == 4 => Some(year.parse().ok()?),
            _ => return None,
        };
        let month =
            parts.next().map(|m| m.parse::<u32>().ok().filter(|m| (1..=12).contains(m)).ok_or(())).transpose().ok()?;
        let day = parts
            .next()
            .map(|d| d.get(..2).and_then(|d| d.parse::<u32>().ok()).filter(|d| (1..=31).contains(d)).ok_or(()))
            .transpose()
            .ok()?;
        (year.is_some() || month.is_some()).then_some(Day { year, month, day })
    }

    /// The year, where known.
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// `19 June 2018`, `June 2018`, `2018`, `19 June`.
    pub fn words(self) -> String {
        [self.day.map(|d| d.to_string()), self.month.map(month), self.year.map(|y| y.to_string())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn without_year(self) -> Day {
        Day { year: None, ..self }
    }

    fn without_month(self) -> Day {
        Day { year: None, month: None, ..self }
    }
}

fn month(number: u32) -> String {
    u8::try_from(number).ok().and_then(|n| Month::try_from(n).ok()).map_or_else(String::new, |m| m.name().to_owned())
}

/// First and last day in words: `19–20 June 2018`, `30 June – 2 July 2018`, one day as itself.
pub fn range(start: Day, end: Day) -> String {
    if start == end {
        return start.words();
    }
    if start.year != end.year {
        return format!("{} – {}", start.words(), end.words());
    }
    if start.month == end.month && start.day.is_some() && end.day.is_some() {
        return format!("{}–{}", start.without_month().words(), end.words());
    }
    format!("{} – {}", start.without_year().words(), end.words())
}

/// A range of calendar days; the year is left out where it is `year`.
pub fn days(start: NaiveDate, end: NaiveDate, year: Option<i32>) -> String {
    let (mut first, mut last) = (Day::from(start), Day::from(end));
    if is_whole_year(start, end) {
        return start.year().to_string();
    }
    if is_whole_month(start, end) {
        (first.day, last.day) = (None, None);
    }
    if year.is_some_and(|year| first.year == Some(year) && last.year == Some(year)) {
        (first, last) = (first.without_year(), last.without_year());
    }
    range(first, last)
}

fn is_whole_year(start: NaiveDate, end: NaiveDate) -> bool {
    start.year() == end.year() && start.ordinal() == 1 && end.month() == 12 && end.day() == 31
}

fn is_whole_month(start: NaiveDate, end: NaiveDate) -> bool {
    start.day() == 1
        && start.month() == end.month()
        && start.year() == end.year()
        && end.succ_opt().is_none_or(|d| d.day() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(value: &str) -> NaiveDate {
        value.parse().unwrap()
    }

    #[test]
    fn ranges_share_what_they_can() {
        let of = |a: &str, b: &str| days(date(a), date(b), None);
        assert_eq!(of("2018-06-19", "2018-06-20"), "19–20 June 2018");
        assert_eq!(of("2018-06-30", "2018-07-02"), "30 June – 2 July 2018");
        assert_eq!(of("2018-12-31", "2019-01-01"), "31 December 2018 – 1 January 2019");
        assert_eq!(of("2018-06-01", "2018-06-30"), "June 2018");
        assert_eq!(of("2018-01-01", "2018-12-31"), "2018");
        assert_eq!(days(date("2018-06-19"), date("2018-06-19"), Some(2018)), "19 June");
    }

    #[test]
    fn unknown_parts_stay_out() {
        assert_eq!(Day::parse("XXXX-03-04").unwrap().words(), "4 March");
        assert_eq!(Day::parse("2018-05").unwrap().words(), "May 2018");
        assert_eq!(Day::parse("2018-W24"), None);
        assert_eq!(Day::parse("2018-13-01"), None);
        assert_eq!(Day::parse("PAST_REF"), None);
    }
}
