//! The dates of a statement as the story stage needs them: ISO values with their place in the text.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::calendar::{Mention, Stamp, anchor, mentions};
use crate::model::{Annotated, Granularity, Modality, Statement, TimexType, When};

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
    /// First byte in the article's text.
    pub at: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The dates of a statement: those that were annotated, or, in an article without any, the calendar words themselves.
pub(super) fn points(article: &Annotated, statement: &Statement) -> Vec<Point> {
    if article.statements.iter().any(|s| !s.dates.is_empty()) {
        return statement.dates.iter().filter_map(of_when).collect();
    }
    let tokens = article.document.tokens_of(statement.index);
    let published = article.document.article.published;
    let coming = statement.modality == Modality::Planned;
    let mut found = Vec::new();
    for mention in mentions(tokens) {
        let Some((from, to)) = tokens.get(mention.at.start).zip(tokens.get(mention.at.end.saturating_sub(1))) else {
            continue;
        };
        let span = (from.span.start, to.span.end);
        found.extend(of_mention(&mention, published, coming, span));
    }
    found
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
        at: when.span.start,
        end: when.span.end,
    })
}

fn of_mention(mention: &Mention, published: Option<NaiveDate>, coming: bool, span: (usize, usize)) -> Vec<Point> {
    if mention.stamps.is_empty() {
        let day = mention.weekdays.first().zip(published).and_then(|(w, near)| nearest(*w, near, coming));
        let point = day.map(|d| Point {
            value: d.to_string(),
            first: Some(d),
            last: Some(d),
            day: true,
            opens_range: false,
            at: span.0,
            end: span.1,
        });
        return point.into_iter().collect();
    }
    let last = mention.stamps.len() - 1;
    let each = mention.stamps.iter().enumerate();
    each.map(|(k, stamp)| {
        let stamp = published.map_or(*stamp, |near| anchor(*stamp, near));
        let days = stamp.days();
        Point {
            value: iso(&stamp),
            first: days.map(|d| d.0),
            last: days.map(|d| d.1),
            day: stamp.day.is_some(),
            opens_range: (mention.range || (mention.has_day() && last == 1)) && k < last,
            at: span.0,
            end: span.1,
        }
    })
    .collect()
}

/// The last such weekday up to `near`, or the next one from it.
fn nearest(weekday: Weekday, near: NaiveDate, coming: bool) -> Option<NaiveDate> {
    let back = (7 + near.weekday().num_days_from_monday() - weekday.num_days_from_monday()) % 7;
    if coming {
        near.checked_add_days(Days::new(u64::from((7 - back) % 7)))
    } else {
        near.checked_sub_days(Days::new(u64::from(back)))
    }
}

fn iso(stamp: &Stamp) -> String {
    let year = stamp.year.map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
    match (stamp.month, stamp.day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        (None, _) => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn a_range_without_a_year_keeps_its_gap() {
        let mention = &mentions(&tokenize("from June 19 to 20"))[0];
        let points = of_mention(mention, None, false, (0, 1));
        assert_eq!(points.iter().map(|p| p.value.as_str()).collect::<Vec<_>>(), ["XXXX-06-19", "XXXX-06-20"]);
        assert!(points[0].opens_range && !points[1].opens_range);
    }

    #[test]
    fn a_weekday_lies_behind_or_ahead() {
        let near = NaiveDate::from_ymd_opt(2018, 6, 20).unwrap_or_default();
        assert_eq!(nearest(Weekday::Tue, near, false).map(|d| d.day()), Some(19));
        assert_eq!(nearest(Weekday::Tue, near, true).map(|d| d.day()), Some(26));
    }
}
