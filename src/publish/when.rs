//! Days in words, and days out of words.

use chrono::NaiveDate;

use crate::compose::{Day, range};
use crate::model::PartialDate;

/// `14–15 May 2019`, `May 2019`.
pub(super) fn range_words(start: PartialDate, end: PartialDate) -> String {
    match (Day::parse(&start.to_string()), Day::parse(&end.to_string())) {
        (Some(first), Some(last)) => range(first, last),
        _ => format!("{start} – {end}"),
    }
}

/// The days that a headline names: `14–15 May 2019`, `30 June – 2 July 2019`, `May 2019`; none without a year.
pub(super) fn days_of(words: &str) -> Option<(PartialDate, PartialDate)> {
    let (first, last) = words.split_once('–').unwrap_or((words, words));
    let end = date(last, None)?;
    let start = date(first, Some(end)).filter(|start| start.first() <= end.last())?;
    Some((start, end))
}

/// A day, month or year; what is not said is that of another one.
fn date(words: &str, like: Option<PartialDate>) -> Option<PartialDate> {
    let parts: Vec<&str> = words.split_whitespace().collect();
    let month = |name: &str| {
        let is_month =
            |n: &u32| NaiveDate::from_ymd_opt(2000, *n, 1).is_some_and(|d| d.format("%B").to_string() == name);
        (1..=12).find(is_month)
    };
    let like = like.map(PartialDate::last);
    let text = match parts.as_slice() {
        [day, name, year] => format!("{year}-{:02}-{day:0>2}", month(name)?),
        [day, name] if month(name).is_some() => format!("{}-{:02}-{day:0>2}", like?.format("%Y"), month(name)?),
        [name, year] => format!("{year}-{:02}", month(name)?),
        [name] if month(name).is_some() => format!("{}-{:02}", like?.format("%Y"), month(name)?),
        [number] if number.len() == 4 => (*number).to_owned(),
        [day] => format!("{}-{day:0>2}", like?.format("%Y-%m")),
        _ => return None,
    };
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_come_back_from_their_words() {
        for (start, end) in [
            ("2019-05-14", "2019-05-15"),
            ("2019-06-30", "2019-07-02"),
            ("2019-12-31", "2020-01-01"),
            ("2019-05", "2019-05"),
            ("2019-05", "2019-06"),
            ("2019", "2019"),
            ("2019-05-14", "2019-05-14"),
        ] {
            let day = |text: &str| text.parse::<PartialDate>().unwrap_or_else(|error| panic!("{error}"));
            let days = (day(start), day(end));
            assert_eq!(days_of(&range_words(days.0, days.1)), Some(days), "{start} {end}");
        }
        for open in ["14 May", "next week", "", "–", "14–15 May"] {
            assert_eq!(days_of(open), None, "{open}");
        }
    }
}
