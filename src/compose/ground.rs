//! What a generated line may say: the words of its receipts, and what was resolved from them.

use chrono::{Days, NaiveDate};

use super::days::{Day, range};
use crate::model::{Reading, Statement, TimexType, When};
use crate::text::fold;

/// A statement that a generated line leans on.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Its article.
    pub reading: &'a Reading,
    /// The statement.
    pub statement: &'a Statement,
}

/// True where one of the slots `who`, `with`, `place`, `days`, `ordinal`, `published` holds what these statements say.
///
/// Names must stand as an actor of a statement or word for word in one; days must be those of a date expression, of two
/// that make a range, of a length from a day, or of the article's own day.
pub fn holds(slot: &str, value: &str, grounds: &[Ground<'_>]) -> bool {
    match slot {
        "who" | "with" => {
            grounds.iter().any(|g| g.statement.actors.iter().any(|a| a.name == value)) || says(grounds, value)
        }
        "place" => says(grounds, value) || grounds.iter().any(|g| dateline_says(g, value)),
        "days" => ranges(grounds).iter().any(|r| r == value),
        "ordinal" => grounds.iter().any(|g| g.words().contains(value)),
        "published" => grounds
            .iter()
            .any(|g| g.reading.annotated.article().published.is_some_and(|d| Day::from(d).words() == value)),
        _ => false,
    }
}

impl Ground<'_> {
    /// Its words, white space collapsed.
    fn words(&self) -> String {
        let words = self.reading.annotated.words(self.statement.index);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn says(grounds: &[Ground<'_>], value: &str) -> bool {
    grounds.iter().any(|g| words_stand(value, g.reading.annotated.words(g.statement.index)))
}

fn dateline_says(ground: &Ground<'_>, value: &str) -> bool {
    let dateline = ground.reading.annotated.article().dateline.as_ref();
    dateline.and_then(|d| d.place.as_deref()).is_some_and(|place| words_stand(value, place))
}

/// True where every word of the value stands in the text, in any order.
pub fn words_stand(value: &str, text: &str) -> bool {
    let text = fold(text);
    let known: Vec<&str> = split(&text).collect();
    let value = fold(value);
    split(&value).all(|w| known.contains(&w))
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "s")
}

/// All that may be written as the days of a line with these receipts.
fn ranges(grounds: &[Ground<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    for ground in grounds {
        let dates = &ground.statement.dates;
        for (n, when) in dates.iter().enumerate() {
            out.extend(of_one(when));
            out.extend(dates[n + 1..].iter().filter_map(|later| of_two(when, later)));
            out.extend(when.start.filter(|_| when.is_day()).into_iter().flat_map(|day| with_lengths(day, dates)));
        }
        let article = ground.reading.annotated.article();
        for day in [article.published, article.dateline.as_ref().and_then(|d| d.date)].into_iter().flatten() {
            out.push(Day::from(day).words());
            let ends = dates.iter().filter_map(|w| w.end).filter(|end| *end > day);
            out.extend(ends.map(|end| range(day.into(), end.into())));
            out.extend(with_lengths(day, dates));
        }
    }
    out
}

fn of_one(when: &When) -> Option<String> {
    match (when.days(), Day::parse(&when.value)) {
        (Some((start, end)), None) => Some(range(start.into(), end.into())),
        (_, stated) => stated.map(Day::words),
    }
}

fn of_two(first: &When, last: &When) -> Option<String> {
    let day = |known: Option<NaiveDate>, when: &When| known.map(Day::from).or_else(|| Day::parse(&when.value));
    Some(range(day(first.start, first)?, day(last.end, last)?))
}

/// "Two-day visit", from a day.
fn with_lengths(day: NaiveDate, dates: &[When]) -> impl Iterator<Item = String> + '_ {
    let lengths = dates.iter().filter(|w| w.timex == TimexType::Duration);
    let days = lengths.filter_map(|w| w.value.strip_prefix('P')?.strip_suffix('D')?.parse::<u64>().ok());
    days.filter(|n| (2..60).contains(n)).filter_map(move |n| {
        let end = day.checked_add_days(Days::new(n - 1))?;
        Some(range(day.into(), end.into()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_whatever_their_accents_and_possessives() {
        assert!(words_stand("José Álvarez", "Alvarez, as José is called"));
        assert!(words_stand("Peru", "Peru's president"));
        assert!(!words_stand("Ana Lind", "Lind said"));
    }
}
