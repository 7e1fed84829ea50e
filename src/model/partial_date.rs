use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// A day, or only the month or the year of one: ISO 8601 (`2018-06-19`, `2018-06`, `2018`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    first: NaiveDate,
    grain: Grain,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Grain {
    Day,
    Month,
    Year,
}

impl PartialDate {
    /// A whole day.
    pub fn day(day: NaiveDate) -> Self {
        PartialDate { first: day, grain: Grain::Day }
    }

    /// The first day that it can be.
    pub fn first(self) -> NaiveDate {
        self.first
    }

    /// The last day that it can be.
    pub fn last(self) -> NaiveDate {
        let months = match self.grain {
            Grain::Day => return self.first,
            Grain::Month => 1,
            Grain::Year => 12,
        };
        let next = self.first.checked_add_months(Months::new(months));
        next.and_then(|day| day.checked_sub_days(Days::new(1))).unwrap_or(self.first)
    }

    /// True for a whole day.
    pub fn is_day(self) -> bool {
        self.grain == Grain::Day
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.first.year()
    }
}

/// Reads `2018-06-19`, `2018-06` or `2018`; the error says what belongs there.
impl FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts: Vec<&str> = text.split('-').collect();
        let digits = parts.iter().all(|p| p.bytes().all(|b| b.is_ascii_digit()));
        let (grain, whole) = match parts.as_slice() {
            [y, m, d] if (y.len(), m.len(), d.len()) == (4, 2, 2) => (Grain::Day, text.to_owned()),
            [y, m] if (y.len(), m.len()) == (4, 2) => (Grain::Month, format!("{text}-01")),
            [y] if y.len() == 4 => (Grain::Year, format!("{text}-01-01")),
            _ => (Grain::Day, String::new()),
        };
        let first = digits.then(|| whole.parse().ok()).flatten();
        let wrong = || format!("{text:?} is no day: write 2018-06-19, 2018-06 or 2018");
        first.map(|first| PartialDate { first, grain }).ok_or_else(wrong)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.grain {
            Grain::Day => write!(f, "{}", self.first.format("%Y-%m-%d")),
            Grain::Month => write!(f, "{}", self.first.format("%Y-%m")),
            Grain::Year => write!(f, "{}", self.first.format("%Y")),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_and_a_year_span_their_days() -> Result<(), String> {
        let span = |text: &str| -> Result<String, String> {
            let date: PartialDate = text.parse()?;
            Ok(format!("{date} {} {}", date.first(), date.last()))
        };
        assert_eq!(span("2024-02")?, "2024-02 2024-02-01 2024-02-29");
        assert_eq!(span("2018")?, "2018 2018-01-01 2018-12-31");
        assert_eq!(span("2018-06-19")?, "2018-06-19 2018-06-19 2018-06-19");
        for wrong in ["", "18", "2018-13", "2018-02-30", "2018-6-1", "-018", "2018-06-19-1", "20a8"] {
            assert!(wrong.parse::<PartialDate>().is_err(), "{wrong}");
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_read_is_written_as_it_was(text in "([0-9]{4}(-[0-9]{2}){0,2}|\\PC{0,12})") {
            if let Ok(date) = text.parse::<PartialDate>() {
                prop_assert_eq!(date.to_string(), text);
                prop_assert!(date.first() <= date.last());
            }
        }
    }
}
