//! The stated length of a term, a truce or a session against its two ends: days, years, hours of the clock.

use chrono::NaiveDate;

use crate::lexicon::check_words;
use crate::model::{Check, Verdict};
use crate::story::calendar::Stamp;
use crate::story::lengths::{Length, Unit, length};
use crate::story::numbers::cardinal;
use crate::story::page::{Line, Page, check, stamp_text, verdict};

/// Sentences after a length in which its ends may be told.
const REACH: usize = 2;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for n in 0..page.lines.len() {
        found.extend(by_date(page, n));
        found.extend(by_clock(page, n));
        found.extend(reversed(page, n));
    }
    found
}

/// `a five-year term`, `the first phase lasts 42 days`.
fn claim(line: &Line) -> Option<(usize, Length)> {
    let words = &check_words().words;
    (0..line.tokens.len()).find_map(|at| {
        let long = length(line.tokens, at).filter(|l| !l.rough && l.unit != Unit::Hour)?;
        let behind = line.slice(at + long.len, at + long.len + 3);
        let before = line.slice(at.saturating_sub(8), at);
        let lasts = words.lasts.any(line.slice(at.saturating_sub(2), at)) && words.terms.any(before);
        // `a truce of six months`
        let of = at > 1 && line.is_at(at - 1, &["of"]) && line.has_at(at - 2, &words.terms);
        ((long.glued && words.terms.any(behind)) || lasts || of).then_some((at, long))
    })
}

/// An end of a term, with its statement.
type End = (Stamp, usize);

/// `begins on 19 January and ends on 15 February`, in the sentence of the length or one of the next two.
fn by_date(page: &Page, n: usize) -> Option<Check> {
    let words = &check_words().words;
    let line = page.lines.get(n)?;
    let (at, long) = claim(line)?;
    let near = || page.lines.iter().skip(n).take(REACH + 1);
    // A second length would leave it open which one has these ends.
    if near().filter_map(claim).count() > 1 {
        return None;
    }
    let end_of = |list: &crate::lexicon::Words, after: Option<usize>| -> Option<End> {
        near().find_map(|l| {
            let from = if l.i == line.i { at } else { 0 };
            let mention = l.mentions.iter().find(|m| {
                let verb = l.slice(m.at.start.saturating_sub(4).max(from), m.at.start);
                m.stamps.len() == 1 && list.any(verb) && after.is_none_or(|a| l.i >= a)
            })?;
            Some((page.dated(*mention.stamps.first()?), l.i))
        })
    };
    let ends = near().find_map(|l| {
        let mention = l.mentions.iter().find(|m| m.range && m.has_day() && m.stamps.len() == 2)?;
        let led = mention.at.start.checked_sub(1).is_some_and(|k| l.is_at(k, &["from", ",", "("]));
        let [a, b] = mention.stamps.as_slice() else { return None };
        led.then(|| ((page.dated(*a), l.i), (page.dated(*b), l.i)))
    });
    let (first, last) = ends.or_else(|| {
        let first = end_of(&words.opens, None)?;
        Some((first, end_of(&words.ends, Some(first.1))?))
    })?;
    let (told, fits) = fits(&long, &first.0, &last.0)?;
    let written = page.words(line.slice(at, at + long.len));
    let until = format!("{} to {}", stamp_text(&first.0), stamp_text(&last.0));
    let note = format!("The article speaks of {written}, but {until} is {told}.");
    Some(check("duration", verdict(fits), vec![(written, line.i), (format!("{until} ({told})"), last.1)], note))
}

/// `begins on March 21 and ends on March 19`.
fn reversed(page: &Page, n: usize) -> Option<Check> {
    let words = &check_words().words;
    let line = page.lines.get(n)?;
    let led = |m: &&crate::story::calendar::Mention, list: &crate::lexicon::Words| {
        m.stamps.len() == 1 && m.has_day() && list.any(line.slice(m.at.start.saturating_sub(3), m.at.start))
    };
    let first = line.mentions.iter().find(|m| led(m, &words.opens))?;
    let last = line.mentions.iter().find(|m| m.at.start >= first.at.end && led(m, &words.ends))?;
    let between = line.slice(first.at.end, last.at.start);
    // One subject: `begins on … and ends on …`.
    let one = between.len() <= 5 && between.first().is_some_and(|t| t.is_any(&["and", ",", "until", "to"]));
    let (a, b) = (page.dated(*first.stamps.first()?), page.dated(*last.stamps.first()?));
    let (from, to) = (a.days()?.0, b.days()?.0);
    // Without a year the end may lie in the next one.
    if !one || to >= from || (from - to).num_days() > 180 {
        return None;
    }
    let (a, b) = (stamp_text(&a), stamp_text(&b));
    let note = format!("What begins on {a} cannot end on {b}.");
    Some(check("date", Verdict::Contradicts, vec![(a, line.i), (b, line.i)], note))
}

/// How long it is from one end to the other, in words, and whether the length fits.
fn fits(long: &Length, first: &Stamp, last: &Stamp) -> Option<(String, bool)> {
    let stated = long.halves / 2;
    match long.unit {
        Unit::Day => {
            let day = |s: &Stamp| -> Option<NaiveDate> { s.days().filter(|_| s.day.is_some()).map(|d| d.0) };
            let days = (day(last)? - day(first)?).num_days();
            // Both ends may count or not; a week is a round figure.
            let slack = if stated % 7 == 0 && stated > 7 { 2 } else { 0 };
            let inside = (days - slack..=days + 1 + slack).contains(&stated);
            (days >= 0).then(|| (format!("{} days", days + 1), inside))
        }
        Unit::Month => {
            let years = i64::from(last.year?) - i64::from(first.year?);
            let months = first.month.zip(last.month).map(|(a, b)| years * 12 + i64::from(b) - i64::from(a));
            match months {
                Some(months) if months > 0 => {
                    let text =
                        if months % 12 == 0 { format!("{} years", months / 12) } else { format!("{months} months") };
                    Some((text, (months - stated).abs() <= 1))
                }
                None if years > 0 && stated >= 24 => {
                    Some((format!("{years} years"), (years * 12 - stated).abs() <= 11))
                }
                _ => None,
            }
        }
        Unit::Hour => None,
    }
}

/// `began at 9 a.m. and ended at 3 p.m. After four hours …`.
fn by_clock(page: &Page, n: usize) -> Option<Check> {
    let words = &check_words().words;
    let line = page.lines.get(n)?;
    let times: Vec<(usize, i64)> = (0..line.tokens.len()).filter_map(|at| Some((at, clock(line, at)?))).collect();
    let [(a, from), (b, to)] = times.as_slice() else { return None };
    let opens = words.opens.any(line.slice(a.saturating_sub(4), *a));
    let ends = words.ends.any(line.slice(b.saturating_sub(4).max(*a), *b));
    let minutes = to - from;
    if !opens || !ends || minutes <= 0 {
        return None;
    }
    let (other, at, long) = page.lines.iter().skip(n).take(2).find_map(|l| {
        let found = (0..l.tokens.len())
            .find_map(|at| Some((at, length(l.tokens, at).filter(|l| l.unit == Unit::Hour && !l.rough)?)));
        found.map(|(at, long)| (l, at, long))
    })?;
    // `two hours later`, `delayed by two hours`, `four hours of driving`.
    let beside = other.is_at(at + long.len, &["later", "ago", "late", "earlier"])
        || other.is_at(at.checked_sub(1)?, &["by", "within", "another"]);
    let bare = other.is_at(at.checked_sub(1)?, &["after", "for", "lasted", "took"]) || long.glued;
    if beside || !bare {
        return None;
    }
    let told = long.halves * 30;
    let fits = (minutes - told).abs() <= 30;
    let written = page.words(other.slice(at, at + long.len));
    let span = format!("{} to {}", page.words(line.slice(*a, a + 2)), page.words(line.slice(*b, b + 2)));
    let note = format!("The article speaks of {written}, but {span} is {}.", hours(minutes));
    Some(check("duration", verdict(fits), vec![(written, other.i), (span, line.i)], note))
}

fn hours(minutes: i64) -> String {
    let rest = if minutes % 60 == 0 { String::new() } else { format!(" and {} minutes", minutes % 60) };
    format!("{} hours{rest}", minutes / 60)
}

/// `9 a.m.`, `3.30 p.m.`, in minutes of the day.
fn clock(line: &Line, at: usize) -> Option<i64> {
    // Most words stand before no such half of the day.
    let half = line.tokens.get(at + 1)?;
    let noon = if half.is_any(&["p.m.", "pm", "p.m"]) {
        12
    } else if half.is_any(&["a.m.", "am", "a.m"]) {
        0
    } else {
        return None;
    };
    let token = line.tokens.get(at)?;
    let (hours, minutes) = match token.norm.as_str().split_once(['.', ':']) {
        Some((hours, minutes)) if token.is_number() => {
            (hours.parse().ok()?, minutes.parse().ok().filter(|_| minutes.len() == 2)?)
        }
        _ => (i64::try_from(cardinal(line.tokens, at)?.value).ok()?, 0i64),
    };
    ((1..=12).contains(&hours) && minutes < 60).then_some((hours % 12 + noon) * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2031-05-02";

    #[test]
    fn a_term_is_as_long_as_its_ends_say() {
        let text = |end: &str| format!("The truce lasts 30 days. It begins on 3 May and ends on {end}.");
        assert_eq!(verdicts("duration", DAY, &text("20 May")), [Contradicts]);
        assert_eq!(verdicts("duration", DAY, &text("2 June")), [Agrees]);
        let text = |end: &str| format!("Her six-year term began in March 2029 and runs out in March {end}.");
        assert_eq!(verdicts("duration", DAY, &text("2033")), [Contradicts]);
        assert_eq!(verdicts("duration", DAY, &text("2035")), [Agrees]);
    }

    #[test]
    fn nothing_ends_before_it_begins() {
        let text = |end: &str| format!("The visit begins on May 21 and ends on May {end}, her office said.");
        assert_eq!(verdicts("date", DAY, &text("19")), [Contradicts]);
        assert_eq!(verdicts("date", DAY, &text("23")), []);
    }

    #[test]
    fn hours_are_counted_by_the_clock() {
        let text = |n: &str| {
            format!(
                "The meeting began at 10 a.m. and ended at 4 p.m. on Friday. After {n} hours both sides were tired."
            )
        };
        assert_eq!(verdicts("duration", DAY, &text("three")), [Contradicts]);
        assert_eq!(verdicts("duration", DAY, &text("six")), [Agrees]);
    }
}
