//! The stated length of a visit against its days.

use chrono::NaiveDate;

use crate::lexicon::story_words;
use crate::model::Check;
use crate::story::numbers::cardinal;
use crate::story::page::{Line, Page, check, stamp_text, verdict};

/// No visit that begins and ends in an article lasts longer, in days.
const LONGEST: i64 = 31;

/// "three-day visit".
struct Length {
    days: i64,
    /// Tokens of the whole expression.
    start: usize,
    end: usize,
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let lengths: Vec<(usize, Length)> =
        page.lines.iter().enumerate().flat_map(|(n, line)| lengths(line).into_iter().map(move |l| (n, l))).collect();
    let mut found = Vec::new();
    for (n, length) in &lengths {
        let Some(line) = page.lines.get(*n) else { continue };
        match in_sentence(page, line, length) {
            Some(check) => found.push(check),
            None if lengths.len() == 1 => found.extend(across(page, *n, line, length)),
            None => {}
        }
    }
    found
}

fn lengths(line: &Line) -> Vec<Length> {
    let words = &story_words().words;
    let mut found = Vec::new();
    for at in 0..line.tokens.len() {
        let Some(number) = cardinal(line.tokens, at).filter(|n| (1..=LONGEST as u64).contains(&n.value)) else {
            continue;
        };
        let days = number.value as i64;
        let mut end = at + number.len;
        let glued = line.is_at(end, &["-"]) && line.is_at(end + 1, &["day"]);
        if glued {
            end += 2;
            let noun = line.slice(end, end + 5).iter().position(|t| words.lengthy.has(t));
            if let Some(noun) = noun {
                found.push(Length { days, start: at, end: end + noun + 1 });
            }
        } else if line.is_at(end, &["days"])
            && (words.lengthy.any(line.slice(at.saturating_sub(2), at)) || lasts(line, at))
        {
            found.push(Length { days, start: at, end: end + 1 });
        }
    }
    found
}

/// `The summit of the ministers lasted five days`.
fn lasts(line: &Line, at: usize) -> bool {
    let verb = at.checked_sub(1).is_some_and(|k| line.is_at(k, &["lasted", "lasts", "ran", "runs"]));
    verb && story_words().words.lengthy.any(line.slice(at.saturating_sub(8), at))
}

/// `three-day visit … from June 19 to 20` in one sentence.
fn in_sentence(page: &Page, line: &Line, length: &Length) -> Option<Check> {
    let mention = line.mentions.iter().find(|m| m.at.start >= length.end && m.has_day())?;
    let (first, last) = mention.stamps.first().zip(mention.stamps.last()).filter(|_| mention.stamps.len() > 1)?;
    let linked = line.is_at(mention.at.start.checked_sub(1)?, &["from", ",", "on", "(", ":", "of", "for", "between"]);
    let between = line.slice(length.end, mention.at.start);
    if !linked || between.len() > 12 || between.iter().any(|t| t.is_any(&[";", "before", "after", "ahead"])) {
        return None;
    }
    let (first, last) = (page.dated(*first), page.dated(*last));
    // Without a year a range of one month still has a length.
    let with = |mut s: crate::story::calendar::Stamp| {
        s.year = s.year.or(Some(2001));
        s.days().map(|d| d.0)
    };
    let days = span(with(first)?, with(last)?).filter(|d| mention.range || *d == mention.stamps.len() as i64)?;
    Some(compare(page, (line, length), days, (page.words(line.slice(mention.at.start, mention.at.end)), line.i), false))
}

fn span(first: NaiveDate, last: NaiveDate) -> Option<i64> {
    let days = (last - first).num_days() + 1;
    (1..=LONGEST).contains(&days).then_some(days)
}

/// The day on which a later sentence lets the visit begin, and the one on which another lets it end.
fn across(page: &Page, n: usize, line: &Line, length: &Length) -> Option<Check> {
    let words = &story_words().words;
    if let Some(told) = page.lines.get(n + 1).and_then(|l| stays(page, l)) {
        return Some(compare(page, (line, length), told.0, told.1, true));
    }
    let rest = || page.lines.iter().skip(n);
    let begin = rest().find_map(|l| dated_by(page, l, |t| words.begins.has(t)))?;
    let end = rest().find_map(|l| dated_by(page, l, |t| words.ends.has(t)))?;
    let days = span(begin.0, end.0)?;
    let until = format!("{} to {}", begin.1, end.1);
    Some(compare(page, (line, length), days, (until, end.2), true))
}

/// `He will be there from 8 to 11 July`, in the next sentence.
fn stays(page: &Page, line: &Line) -> Option<(i64, (String, usize))> {
    let words = &story_words().words;
    let range = line.mentions.iter().find(|m| m.range && m.has_day() && m.stamps.len() == 2)?;
    let from = range.at.start.checked_sub(1).filter(|k| line.is_at(*k, &["from"]))?;
    let pronoun = line.tokens.first().is_some_and(|t| words.pronouns.has(t) || t.is("it"));
    let there = line.slice(1, from).iter().any(|t| words.comes.has(t) || t.is_any(&["there", "be", "remain", "last"]));
    let [a, b] = range.stamps.as_slice() else { return None };
    let days = span(page.dated(*a).days()?.0, page.dated(*b).days()?.0)?;
    let text = page.words(line.slice(range.at.start, range.at.end));
    (pronoun && there).then_some((days, (text, line.i)))
}

fn dated_by(
    page: &Page,
    line: &Line,
    is_verb: impl Fn(&crate::text::Token) -> bool,
) -> Option<(NaiveDate, String, usize)> {
    let words = &story_words().words;
    let about = line.tokens.iter().any(|t| words.lengthy.has(t) || words.pronouns.has(t));
    let mention = line.mentions.iter().find(|m| {
        let before = line.slice(m.at.start.saturating_sub(8), m.at.start);
        m.stamps.len() == 1 && m.has_day() && before.iter().any(&is_verb)
    })?;
    let stamp = page.dated(*mention.stamps.first()?);
    Some((stamp.days()?.0, stamp_text(&stamp), line.i)).filter(|_| about)
}

fn compare(page: &Page, (line, length): (&Line, &Length), days: i64, told: (String, usize), nights: bool) -> Check {
    let fits = days == length.days || (nights && days == length.days + 1);
    let written = page.words(line.slice(length.start, length.end));
    let note = format!(
        "The article speaks of a {written}, but {} is {days} {}.",
        told.0,
        if days == 1 { "day" } else { "days" }
    );
    check("duration", verdict(fits), vec![(written, line.i), (format!("{} ({days} days)", told.0), told.1)], note)
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn a_length_is_held_against_its_range() {
        assert_eq!(verdicts("duration", "", "The envoy is on a three-day visit from June 19 to 20."), [Contradicts]);
        assert_eq!(
            verdicts("duration", "2020-05-01", "She is on a four-day official visit, 30 May to 2 June."),
            [Agrees]
        );
    }

    #[test]
    fn a_stay_is_told_in_the_next_sentence() {
        let text = |end: &str| {
            format!("The queen on Monday began a two-day visit to Chile. She will be there from 9 to {end} May.")
        };
        assert_eq!(verdicts("duration", "2031-05-09", &text("13")), [Contradicts]);
        assert_eq!(verdicts("duration", "2031-05-09", &text("10")), [Agrees]);
        let text = "The summit of the ministers lasted four days, from 9 to 10 May.";
        assert_eq!(verdicts("duration", "2031-05-12", text), [Contradicts]);
    }

    #[test]
    fn begin_and_end_may_stand_apart() {
        let text =
            "The premier set out on a two-day visit to Oslo. He landed on Tuesday, May 10. The visit ended on May 13.";
        assert_eq!(verdicts("duration", "2022-05-16", text), [Contradicts]);
        let text = "The premier's three-day visit to Oslo opens on 20 February. He leaves on 22 February.";
        assert_eq!(verdicts("duration", "2023-02-20", text), [Agrees]);
    }
}
