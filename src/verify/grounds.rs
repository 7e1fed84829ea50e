//! What a generated line may say: the words of its receipts, and what was resolved from them.

use super::taken::Part;
use crate::compose::days::{Day, range};
use crate::model::{Brief, TimexType, When};
use crate::text::fold;

/// The years that the brief may leave out of its glosses.
pub(super) fn years(brief: &Brief) -> Vec<Option<i32>> {
    let stated = [&brief.headline, &brief.dateline].into_iter().flat_map(|l| l.slots.values());
    let mut years: Vec<_> = stated
        .flat_map(|v| v.split(|c: char| !c.is_ascii_digit()))
        .filter(|run| run.len() == 4)
        .map(|run| run.parse().ok())
        .collect();
    years.push(None);
    years.dedup();
    years
}

/// True where every word of the value stands in the text, in any order.
pub(super) fn words_stand(value: &str, text: &str) -> bool {
    let text = fold(text);
    let known: Vec<&str> = split(&text).collect();
    let value = fold(value);
    let mut words = split(&value);
    words.all(|w| known.contains(&w))
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "s")
}

/// All that may be written as the days of a line with these receipts.
pub(super) fn ranges(parts: &[Part<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    for part in parts {
        let dates = &part.statement.dates;
        for (n, when) in dates.iter().enumerate() {
            out.extend(of_one(when));
            for later in &dates[n + 1..] {
                out.extend(day(when, true).zip(day(later, false)).map(|(a, b)| range(a, b)));
            }
            out.extend(with_length(when, dates));
        }
        let article = part.reading.annotated.article();
        let stamps = [article.published, article.dateline.as_ref().and_then(|d| d.date)];
        for stamp in stamps.into_iter().flatten() {
            out.push(Day::from(stamp).words());
            let ends = dates.iter().filter_map(|w| w.end).filter(|end| *end > stamp);
            out.extend(ends.map(|end| range(Day::from(stamp), Day::from(end))));
            out.extend(
                lengths(dates).filter_map(|n| Some(range(Day::from(stamp), Day::from(stamp.checked_add_days(n)?)))),
            );
        }
    }
    out
}

fn of_one(when: &When) -> Option<String> {
    match when.days() {
        Some((start, end)) if start != end && when.value.len() > 7 => Some(range(start.into(), end.into())),
        Some((start, _)) if when.value.len() >= 10 => Some(Day::from(start).words()),
        _ => Some(Day::parse(&when.value)?.words()),
    }
}

fn day(when: &When, first: bool) -> Option<Day> {
    let known = if first { when.start } else { when.end };
    known.map(Day::from).or_else(|| Day::parse(&when.value))
}

/// "two-day visit" from a day.
fn with_length<'w>(when: &'w When, all: &'w [When]) -> impl Iterator<Item = String> + 'w {
    let start = when.start.filter(|_| when.is_day());
    lengths(all).filter_map(move |n| Some(range(start?.into(), start?.checked_add_days(n)?.into())))
}

fn lengths(all: &[When]) -> impl Iterator<Item = chrono::Days> + '_ {
    let days = all.iter().filter(|w| w.timex == TimexType::Duration);
    days.filter_map(|w| w.value.strip_prefix('P')?.strip_suffix('D')?.parse::<u64>().ok())
        .filter(|n| (2..60).contains(n))
        .map(|n| chrono::Days::new(n - 1))
}
