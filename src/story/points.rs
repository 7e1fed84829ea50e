//! The dates of a statement as the story stage needs them: ISO values with their place in the text.

use chrono::NaiveDate;

use crate::model::{Granularity, Statement, TimexType, When};

/// A date of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Point {
    /// ISO 8601, as precise as known: `2018-05-07`, `2018-05`, `2018-W24`, `XXXX-06-17`.
    pub value: String,
    /// First day, where known.
    pub first: Option<NaiveDate>,
    /// Last day, where known.
    pub last: Option<NaiveDate>,
    /// True for a single calendar day.
    pub day: bool,
    /// True where the next point is the other end of a range.
    pub opens_range: bool,
    /// True for a weekday after the day of writing that is told with a past verb.
    pub told_past: bool,
    /// First byte in the article's text.
    pub at: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The dates of a statement, as they were annotated.
pub(super) fn points(statement: &Statement) -> Vec<Point> {
    statement.dates.iter().filter_map(of_when).collect()
}

fn of_when(when: &When) -> Option<Point> {
    let known = when.value.starts_with(|c: char| c.is_ascii_digit()) || when.value.starts_with("XXXX-");
    // A weekday or day of which nothing more is known (`XXXX-WXX-4`) says nothing here.
    let vague = when.value.get(4..).is_some_and(|rest| rest.split('T').next().unwrap_or_default().contains('X'));
    if vague || !known || !matches!(when.timex, TimexType::Date | TimexType::Time) {
        return None;
    }
    let value = when.value.split('T').next().unwrap_or(&when.value).to_owned();
    let day =
        value.len() == 10 && matches!(when.granularity, Granularity::Day | Granularity::Time) && !value.contains('W');
    Some(Point {
        value,
        first: when.start,
        last: when.end,
        day,
        opens_range: when.opens_range,
        told_past: when.is_told_past(),
        at: when.span.start,
        end: when.span.end,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::model::Article;

    fn read(published: &str, text: &str) -> Vec<(String, bool)> {
        let published = published.parse::<NaiveDate>().ok();
        let article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
        article.statements.iter().flat_map(points).map(|p| (p.value, p.opens_range)).collect()
    }

    #[test]
    fn a_range_without_a_year_keeps_its_gap() {
        let pair = |v: &str, opens: bool| (v.to_owned(), opens);
        let found = read("", "The king of Norway will be in Lisbon from June 19 to 20.");
        assert_eq!(found, [pair("XXXX-06-19", true), pair("XXXX-06-20", false)]);
    }

    #[test]
    fn times_of_day_are_days_and_vague_words_are_nothing() {
        let found = read("2018-06-20", "The king arrived in Lisbon at 3 p.m. on Tuesday, as he did in the past.");
        assert_eq!(found, [("2018-06-19".to_owned(), false)]);
    }
}
