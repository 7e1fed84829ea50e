//! Days in the words of a language.

use chrono::{DateTime, Datelike, Month, NaiveDate};
use serde::Deserialize;

use super::pattern::fill;

/// How days are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Dates {
    months: Vec<String>,
    short_months: Vec<String>,
    weekdays: Vec<String>,
    first: String,
    day: String,
    day_month: String,
    month_year: String,
    same_month: String,
    range: String,
    dated: String,
    moment: String,
}

#[derive(Clone, Copy)]
struct Parts {
    day: Option<u32>,
    month: Option<usize>,
    year: Option<i32>,
}

impl Dates {
    /// `14 May 2019`.
    pub fn date(&self, date: NaiveDate) -> String {
        let month = Some(date.month0() as usize);
        self.one(Parts { day: Some(date.day()), month, year: Some(date.year()) })
    }

    /// `Tuesday, 14 May 2019`.
    pub fn dated(&self, date: NaiveDate) -> String {
        filled(&self.dated, &[("weekday", self.weekday(date)), ("date", self.date(date))])
    }

    /// `May 2019`.
    pub fn month(&self, date: NaiveDate) -> String {
        self.one(Parts { day: None, month: Some(date.month0() as usize), year: Some(date.year()) })
    }

    /// `Tuesday`.
    pub fn weekday(&self, date: NaiveDate) -> String {
        self.weekdays.get(date.weekday().num_days_from_monday() as usize).cloned().unwrap_or_default()
    }

    /// The names of the months where there is little room.
    pub fn short_months(&self) -> &[String] {
        &self.short_months
    }

    /// `{day} {month}`, for the short names of months too.
    pub fn short_pattern(&self) -> &str {
        &self.day_month
    }

    /// The first day of a month.
    pub fn first(&self) -> &str {
        &self.first
    }

    /// The names of the days of the week, Monday first.
    pub fn weekdays(&self) -> &[String] {
        &self.weekdays
    }

    /// `14 May 2019, 06:30` of an RFC 3339 moment, as the clock of its own offset showed it; another text as it is.
    pub fn moment(&self, text: &str) -> String {
        let Ok(moment) = DateTime::parse_from_rfc3339(text) else { return text.to_owned() };
        let (date, time) = (self.date(moment.date_naive()), moment.format("%H:%M").to_string());
        filled(&self.moment, &[("date", date), ("time", time)])
    }

    /// Days that attache composed (`14–15 May 2019`, `30 June – 2 July`, `May 2019`) in this language; other words stay.
    pub fn words(&self, words: &str) -> String {
        let range = |from: Option<Parts>, to: Option<Parts>, pattern: &str| {
            Some(filled(pattern, &[("from", self.one(from?)), ("to", self.one(to?))]))
        };
        let read = match (words.split_once(" – "), words.split_once('–')) {
            (Some((from, to)), _) => range(parts(from), parts(to), &self.range),
            (None, Some((from, to))) => range(parts(from), parts(to), &self.same_month),
            (None, None) => parts(words).map(|parts| self.one(parts)),
        };
        read.unwrap_or_else(|| words.to_owned())
    }

    fn one(&self, parts: Parts) -> String {
        let day = parts.day.map(|day| if day == 1 { self.first.clone() } else { day.to_string() });
        let month = parts.month.and_then(|month| self.months.get(month)).cloned();
        let year = parts.year.map(|year| year.to_string());
        let (pattern, only) = match (&day, &month, &year) {
            (Some(_), Some(_), Some(_)) => (self.day.as_str(), ""),
            (Some(_), Some(_), None) => (self.day_month.as_str(), ""),
            (None, Some(_), Some(_)) => (self.month_year.as_str(), ""),
            (Some(only), ..) | (None, Some(only), None) | (None, None, Some(only)) => ("", only.as_str()),
            (None, None, None) => ("", ""),
        };
        let slots = [("day", day.clone()), ("month", month.clone()), ("year", year.clone())];
        if pattern.is_empty() {
            only.to_owned()
        } else {
            filled(pattern, &slots.map(|(k, v)| (k, v.unwrap_or_default())))
        }
    }
}

fn filled(pattern: &str, slots: &[(&str, String)]) -> String {
    let value = |name: &str| slots.iter().find(|(slot, _)| *slot == name).map(|(_, value)| value.clone());
    fill(pattern, |name| Some(value(name).unwrap_or_default())).unwrap_or_default()
}

/// `14`, `14 May`, `14 May 2019`, `May 2019`, `2019`; none for other words.
fn parts(words: &str) -> Option<Parts> {
    let mut parts = Parts { day: None, month: None, year: None };
    for word in words.split(' ') {
        let number = || word.parse::<u32>().ok().filter(|_| word.bytes().all(|b| b.is_ascii_digit()));
        if let Some(month) = word.parse::<Month>().ok().filter(|month| month.name() == word) {
            let month = month.number_from_month() as usize - 1;
            parts.month = Some(month).filter(|_| parts.month.is_none() && parts.year.is_none());
            parts.month?;
        } else if word.len() <= 2 {
            parts.day = number().filter(|day| (1..=31).contains(day) && parts.day.is_none() && parts.month.is_none());
            parts.day?;
        } else {
            parts.year = Some(number().filter(|_| word.len() == 4 && parts.year.is_none())? as i32);
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;
    use crate::render::templates::built_in;

    fn dates(code: &str) -> Dates {
        Catalogue::load(code, built_in, |_| Ok(None)).expect("it is one").dates
    }

    const COMPOSED: [&str; 8] = [
        "14–15 May 2024",
        "30 June – 2 July 2018",
        "30 December 2018 – 1 January 2019",
        "14 May",
        "November 2023",
        "2021",
        "May",
        "1 August 2020",
    ];

    #[test]
    fn english_says_what_was_composed() {
        for words in COMPOSED {
            assert_eq!(dates("en").words(words), words);
        }
    }

    #[test]
    fn french_says_it_in_french() {
        let french = COMPOSED.map(|words| dates("fr").words(words));
        let expected = [
            "14–15 mai 2024",
            "30 juin – 2 juillet 2018",
            "30 décembre 2018 – 1er janvier 2019",
            "14 mai",
            "novembre 2023",
            "2021",
            "mai",
            "1er août 2020",
        ];
        assert_eq!(french, expected);
        assert_eq!(dates("fr").words("the weekend of 14 May"), "the weekend of 14 May");
    }

    #[test]
    fn a_moment_is_the_desks_own() {
        let day = NaiveDate::from_ymd_opt(2019, 5, 14).expect("a day");
        assert_eq!(dates("fr").dated(day), "mardi 14 mai 2019");
        assert_eq!(dates("fr").moment("2019-05-14T06:30:00+02:00"), "14 mai 2019 à 06:30");
        assert_eq!(dates("en").moment("2019-05-14T06:30:00+02:00"), "14 May 2019, 06:30");
        assert_eq!(dates("en").dated(day), "Tuesday, 14 May 2019");
    }
}
