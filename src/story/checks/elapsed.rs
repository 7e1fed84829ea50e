//! Years that have gone by: `12 years ago, in 2008`, anniversaries.

use chrono::Datelike;

use crate::lexicon::story_words;
use crate::model::{Check, Verdict};
use crate::story::numbers::{cardinal, is_approximate, ordinal};
use crate::story::page::{Line, Page, check, verdict};

pub(super) fn read(page: &Page) -> Vec<Check> {
    let Some(today) = page.today else { return Vec::new() };
    let mut found = Vec::new();
    for (n, line) in page.lines.iter().enumerate() {
        for at in 0..line.tokens.len() {
            found.extend(ago(page, line, at, today.year()));
            found.extend(anniversary(page, n, at, today.year()));
        }
    }
    found
}

/// The years written in a line, with the token where each stands.
pub(super) fn years(line: &Line) -> Vec<(usize, i32)> {
    let written = line.mentions.iter().flat_map(|m| m.stamps.iter().map(|s| (m.at.start, s.year)));
    let mut years: Vec<_> = written.filter_map(|(at, year)| Some((at, year?))).collect();
    years.dedup();
    years
}

/// `12 years ago, in 2018`; `in 2018, 12 years ago`.
fn ago(page: &Page, line: &Line, at: usize, today: i32) -> Option<Check> {
    let number = cardinal(line.tokens, at).filter(|n| (1..=500).contains(&n.value))?;
    let end = at + number.len;
    if !line.is_at(end, &["years", "year"])
        || !line.is_at(end + 1, &["ago", "earlier"])
        || !line.is_at(end + 1, &["ago"])
    {
        return None;
    }
    let beside = years(line).into_iter().find(|(k, _)| {
        let after = line.slice(end + 2, *k);
        let before = line.slice(k + 1, at);
        let loose = |t: &crate::text::Token| t.is_any(&[",", "in", "(", "–", "back"]);
        (*k > end && after.len() <= 3 && after.iter().all(loose))
            || (*k < at && before.len() <= 2 && before.iter().all(loose))
    })?;
    let stated = number.value as i32;
    let gone = today - beside.1;
    if is_approximate(line.tokens, at, number.len) {
        return None;
    }
    // A year that is not yet full may be counted or not.
    let fits = (gone - stated).abs() <= 1;
    let written = page.words(line.slice(at, end + 2));
    let note = format!("“{written}” does not fit {}: from then to {today} it is {gone} years.", beside.1);
    Some(check("since", verdict(fits), vec![(written, line.i), (beside.1.to_string(), line.i)], note))
}

/// `the 40th anniversary of …`, with the year of origin in the same sentence or one of the next two.
fn anniversary(page: &Page, n: usize, at: usize, today: i32) -> Option<Check> {
    let line = page.lines.get(n)?;
    let number = ordinal(line.tokens, at).filter(|o| (1..=500).contains(&o.value))?;
    let noun = at + number.len;
    if !line.is_at(noun, &["anniversary", "jubilee"]) {
        return None;
    }
    let shift = line.slice(at.saturating_sub(4), noun + 8).iter().find_map(|t| match t.norm.as_str() {
        "next" => Some(1),
        "last" => Some(-1),
        _ => None,
    });
    let day = today + shift.unwrap_or(0);
    let near = page.lines.iter().skip(n).take(3);
    let candidates: Vec<(i32, usize)> = near
        .filter(|l| story_words().words.origins.any(l.tokens) || l.i == line.i)
        .flat_map(|l| {
            years(l).into_iter().filter(move |(k, _)| !is_feast(l, line, *k, at)).map(|(_, year)| (year, l.i))
        })
        .filter(|(year, _)| *year < today)
        .collect();
    let written = page.words(line.slice(at, noun + 1));
    let fitting = candidates.iter().find(|(year, _)| day - year == number.value as i32);
    if let Some((year, i)) = fitting {
        return Some(check("age", Verdict::Agrees, vec![(written, line.i), (year.to_string(), *i)], String::new()));
    }
    let [(year, i)] = candidates.as_slice() else { return None };
    let gone = day - year;
    // A year off may be a ceremony held early or late.
    let decided = (gone - number.value as i32).abs() > 1 || shift.is_none();
    if gone < 1 || !decided {
        return None;
    }
    let note = format!("The article speaks of the {written}, but from {year} to {day} it is {gone} years.");
    Some(check("age", Verdict::Contradicts, vec![(written, line.i), (format!("{year} ({gone} years)"), *i)], note))
}

/// `came in 2010 for the 20th anniversary`: the year in which it was kept.
fn is_feast(of: &Line, line: &Line, year: usize, at: usize) -> bool {
    let between = line.slice(year + 1, at);
    of.i == line.i && year < at && between.iter().any(|t| t.is_any(&["for", "at", "on", "during", "to"]))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn years_ago_are_counted_from_publication() {
        assert_eq!(verdicts("since", "2020-09-16", "They broke off relations 12 years ago, in 2018."), [Contradicts]);
        assert_eq!(verdicts("since", "2020-09-16", "They broke off relations two years ago, in 2018."), [Agrees]);
        assert_eq!(verdicts("since", "", "They broke off relations 12 years ago, in 2018."), []);
    }

    #[test]
    fn an_anniversary_is_counted_from_the_signing() {
        let text = "They marked the 40th anniversary of their treaty. The treaty was signed on August 12, 1978.";
        assert_eq!(verdicts("age", "2023-08-14", text), [Contradicts]);
        assert_eq!(verdicts("age", "2018-08-14", text), [Agrees]);
        let kept = "The king was there for the last time in March 2010, for the twentieth anniversary of independence.";
        assert_eq!(verdicts("age", "2014-08-14", kept), []);
    }
}
