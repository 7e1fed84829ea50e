//! Years without something against the day on which it ended: `since 1928, that is in 98 years`, `an interruption of eight
//! years; the last flight left in July 2014`, `in force since March 2020 … for more than four years`.

use chrono::{Datelike, NaiveDate};

use crate::lexicon::{check_words, story_words};
use crate::model::Check;
use crate::story::calendar::{Mention, Stamp};
use crate::story::lengths::{Length, Unit, length};
use crate::story::page::{Line, Page, check, stamp_text, verdict};
use crate::text::{Case, Token};

/// Months by which a length may be off: a year that is not yet full may be counted or not.
const SLACK: i64 = 11;
/// Years of a pause, at most.
const LONGEST: i64 = 600 * 12;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let Some(today) = page.today else { return Vec::new() };
    let mut found = Vec::new();
    for n in 0..page.lines.len() {
        found.extend(restated(page, n, today));
        found.extend(lasted(page, n, today));
        found.extend(paused(page, n, today));
    }
    found
}

/// The lengths of a line in years, with the token where each begins.
fn years(line: &Line) -> Vec<(usize, Length)> {
    let all = (0..line.tokens.len()).filter_map(|at| Some((at, length(line.tokens, at)?)));
    all.filter(|(_, l)| l.unit == Unit::Month && (24..=2 * LONGEST).contains(&l.halves)).collect()
}

/// The whole months gone by from a stamp with a year to a day: at least and at most.
fn elapsed(stamp: &Stamp, today: NaiveDate) -> Option<(i64, i64)> {
    let months = |month: u32| {
        i64::from(today.year() - stamp.year.unwrap_or(0)) * 12 + i64::from(today.month()) - i64::from(month)
    };
    stamp.year?;
    Some(match stamp.month {
        Some(month) => (months(month), months(month)),
        None => (months(12).max(0), months(1)),
    })
}

fn compare(page: &Page, length: (&Line, usize, Length), since: (&Line, &Mention), today: NaiveDate) -> Option<Check> {
    let (line, at, long) = length;
    let stamp = since.1.stamps.first().filter(|_| since.1.stamps.len() == 1)?;
    let (least, most) = elapsed(stamp, today).filter(|(_, most)| *most > 0)?;
    let stated = long.halves / 2;
    let slack = if long.rough { (stated / 4).max(12) } else { SLACK };
    let fits = stated >= least - slack && stated <= most + slack;
    let written = page.words(line.slice(at, at + long.len));
    let from = stamp_text(stamp);
    let gone = i64::from(today.year() - stamp.year?);
    let note = format!("“{written}” does not fit {from}: from then to {} it is {gone} years.", today.year());
    Some(check("since", verdict(fits), vec![(written, line.i), (from, since.0.i)], note))
}

/// True where the line tells of one year only: with another one, the length may be counted up to it.
fn one_year(line: &Line) -> bool {
    line.mentions.iter().flat_map(|m| &m.stamps).filter(|s| s.year.is_some()).count() == 1
}

/// `since 1928, that is to say in 98 years`; `closed for eight years, since July 2014`.
fn restated(page: &Page, n: usize, today: NaiveDate) -> Option<Check> {
    let line = page.lines.get(n).filter(|l| one_year(l))?;
    let mention = line.mentions.iter().find(|m| m.stamps.iter().any(|s| s.year.is_some()))?;
    let words = &check_words().words;
    let loose =
        |tokens: &[Token]| tokens.len() <= 8 && tokens.iter().all(|t| words.restates.has(t) || words.pauses.has(t));
    let (at, long) = years(line).into_iter().filter(|(_, l)| !l.glued).find(|(at, l)| {
        let behind = *at >= mention.at.end
            && !line.slice(mention.at.end, *at).is_empty()
            && loose(line.slice(mention.at.end, *at));
        let before = mention.at.start >= at + l.len && loose(line.slice(at + l.len, mention.at.start));
        behind || before
    })?;
    let since = mention.at.start.checked_sub(1).is_some_and(|k| line.is_at(k, &["since"]));
    let ago = line.is_at(at + long.len, &["ago", "later", "before", "earlier", "after"]);
    (since && !ago).then(|| compare(page, (line, at, long), (line, mention), today)).flatten()
}

/// `in force since March 2020. They have thus been in force for more than four years`: the same word, in the next sentence.
fn lasted(page: &Page, n: usize, today: NaiveDate) -> Option<Check> {
    let (first, next) = (page.lines.get(n).filter(|l| one_year(l))?, page.lines.get(n + 1)?);
    let mention = first.mentions.iter().find(|m| m.stamps.iter().any(|s| s.year.is_some()))?;
    let since = mention.at.start.checked_sub(1).filter(|k| first.is_at(*k, &["since"]))?;
    let content =
        |t: &&Token| t.is_word() && t.case == Case::Lower && t.norm.len() >= 5 && !story_words().words.no_topic.has(t);
    let told: Vec<&Token> = first.slice(since.saturating_sub(3), since).iter().filter(content).collect();
    let (at, long) = years(next).into_iter().find(|(at, l)| {
        let lead = next.slice(at.saturating_sub(4), *at);
        !l.glued && lead.iter().any(|t| t.is("for"))
    })?;
    let lead = next.slice(at.saturating_sub(10), at);
    let same = lead.iter().any(|t| told.iter().any(|w| w.norm == t.norm));
    let goes_on = check_words().words.lasted.any(lead) && next.mentions.iter().all(|m| m.stamps.is_empty());
    (same && goes_on).then(|| compare(page, (next, at, long), (first, mention), today)).flatten()
}

/// `after an interruption of eight years. The last flight left in July 2014.`
fn paused(page: &Page, n: usize, today: NaiveDate) -> Option<Check> {
    let line = page.lines.get(n)?;
    let words = &check_words().words;
    let (at, long) = years(line).into_iter().find(|(at, l)| {
        let of = line.slice(at.saturating_sub(5), *at);
        let behind = line.slice(at + l.len, at + l.len + 3);
        let named = words.pauses.any(if l.glued { behind } else { of }) && (l.glued || of.iter().any(|t| t.is("of")));
        let again = !l.glued && line.is_at(at.saturating_sub(1), &["after"]) && words.anew.any(line.slice(0, *at));
        named || again
    })?;
    let near = page.lines.iter().skip(n.saturating_sub(1)).take(4).filter(|l| one_year(l));
    let (other, mention) = near.into_iter().find_map(|l| {
        let mention = l.mentions.iter().find(|m| m.stamps.iter().any(|s| s.year.is_some()))?;
        let clause = l.slice(mention.at.start.saturating_sub(9), mention.at.start);
        let lead = mention.at.start.checked_sub(1).is_some_and(|k| l.is_at(k, &["in", "on", "since"]));
        (lead && words.stops.any(clause)).then_some((l, mention))
    })?;
    compare(page, (line, at, long), (other, mention), today)
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2031-03-10";

    #[test]
    fn a_length_that_restates_a_year_fits_it() {
        let text =
            |years: &str| format!("The queen is the first guest of the island since 1981, that is, in {years} years.");
        assert!(verdicts("since", DAY, &text("60")).contains(&Contradicts));
        assert!(verdicts("since", DAY, &text("50")).contains(&Agrees));
        let text = "The line has been shut for nine years, since May 2019.";
        assert_eq!(verdicts("since", DAY, text), [Contradicts]);
    }

    #[test]
    fn a_pause_ends_with_what_came_last() {
        let text = "The ferry sails again after a break of six years. The last ship left in May 2018.";
        assert_eq!(verdicts("since", DAY, text), [Contradicts]);
        let text = "The ferry sails again after a break of nearly thirteen years. The last ship left in May 2018.";
        assert_eq!(verdicts("since", DAY, text), [Agrees]);
    }

    #[test]
    fn what_is_in_force_has_been_so_since_then() {
        let text = "The board lifted the rule, in force since June 2028. It had been in force for six years.";
        assert_eq!(verdicts("since", DAY, text), [Contradicts]);
        let text = "The board lifted the rule, in force since June 2028. He had led the board for six years.";
        assert_eq!(verdicts("since", DAY, text), []);
    }
}
