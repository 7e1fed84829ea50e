//! Numbers of things against each other: both of three, 22 of 20, seven memoranda and nine, twice and three dates.

use crate::lexicon::{check_words, story_words};
use crate::model::{Check, Verdict};
use crate::story::numbers::{cardinal, is_approximate, times};
use crate::story::page::{Line, Page, check, verdict};
use crate::text::{Case, Token};

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for n in 0..page.lines.len() {
        found.extend(both(page, n));
        found.extend(part_of(page, n));
        found.extend(so_often(page, n));
    }
    found.extend(papers(page));
    found
}

/// `both of its ambassadors, those in Doha, Ankara and Tehran`.
fn both(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let at = line.tokens.iter().position(|t| t.is("both"))?;
    let open = (at + 2..at + 6).find(|k| line.is_at(*k, &[",", ":", "–", "("]) || (line.is_at(*k, &["-"])))?;
    let noun = line.tokens.get(open - 1).filter(|t| t.is_word() && t.norm.ends_with('s') && t.case == Case::Lower)?;
    let close = (open + 1..line.tokens.len()).find(|k| {
        line.is_at(*k, &[")", ";", ".", ":", "–", "-"])
            || line.tokens.get(*k).is_some_and(|t| !t.is_any(&["and", ","]) && !is_item(t))
    });
    let close = close.unwrap_or(line.tokens.len());
    let from = (open + 1..close).find(|k| line.tokens.get(*k).is_some_and(|t| t.is_capitalised()))?;
    let lead = line.slice(open + 1, from);
    if lead.first().is_some_and(|t| t.is("and")) {
        return None;
    }
    let items = line.slice(from, close);
    let names: Vec<&[Token]> = items.split(|t| t.is_any(&[",", "and"])).filter(|i| !i.is_empty()).collect();
    let closed = items.iter().filter(|t| t.is("and")).count() == 1;
    let plain = lead.len() <= 2 && names.iter().all(|i| i.len() <= 3) && closed;
    if !plain || names.len() < 3 {
        return None;
    }
    let (a, b) = (format!("both {}", noun.norm), page.words(items));
    let note = format!("The article speaks of {a}, but lists {}: {b}.", names.len());
    Some(check("count", Verdict::Contradicts, vec![(a, line.i), (format!("{}: {b}", names.len()), line.i)], note))
}

/// A name in a list, or what leads to one.
fn is_item(token: &Token) -> bool {
    token.is_capitalised() || token.is_any(&["those", "in", "to", "from", "of", "the"])
}

/// `Of the 20 ministers in the room, 22 had put their names down`.
fn part_of(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    // At the head of the sentence, or behind a dateline.
    let capital = |t: &Token| t.is_any(&["of", "out"]) && t.case != Case::Lower;
    let of = line.tokens.iter().position(capital).filter(|k| *k <= 8)?;
    let start = (of + 1..of + 4).find(|k| cardinal(line.tokens, *k).is_some())?;
    let whole = cardinal(line.tokens, start).filter(|c| c.value >= 2 && !is_approximate(line.tokens, start, c.len))?;
    let words = &story_words().words;
    let first = start + whole.len;
    let countable =
        |k: usize| line.tokens.get(k).is_some_and(|t| t.is_word() && t.case == Case::Lower && !words.units.has(t));
    let comma = (first..first + 10).find(|k| line.is_at(*k, &[","]))?;
    let part = cardinal(line.tokens, comma + 1).filter(|c| !is_approximate(line.tokens, comma + 1, c.len))?;
    let inside = !line.mentions.iter().any(|m| m.at.contains(&start) || m.at.contains(&(comma + 1)));
    if !countable(first) || !inside || line.has_at(comma + 1 + part.len, &words.units) || part.value <= whole.value {
        return None;
    }
    let a = page.words(line.slice(start, first + 1));
    let b = page.words(line.slice(comma + 1, comma + 1 + part.len));
    let note = format!("{b} cannot be part of {a}.");
    Some(check("count", Verdict::Contradicts, vec![(a, line.i), (b, line.i)], note))
}

/// `has twice called in the envoy: in January, in April and again last Wednesday`.
fn so_often(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let joints = &story_words().words.joints;
    let (at, number) = (0..line.tokens.len()).find_map(|at| {
        let number = times(line.tokens, at).filter(|t| (2..=20).contains(&t.value))?;
        (!is_approximate(line.tokens, at, number.len)).then_some((at, number))
    })?;
    let colon = (at..line.tokens.len()).find(|k| line.is_at(*k, &[":", "–"]))?;
    let mut dates = 0u64;
    let mut end = colon + 1;
    for mention in line.mentions.iter().filter(|m| m.at.start > colon) {
        let gap = line.slice(end, mention.at.start);
        let joined = gap
            .iter()
            .all(|t| joints.has(t) || t.is_any(&["last", "this", "once", "more", "most", "recently", "finally"]));
        if !joined || mention.range {
            break;
        }
        dates += mention.stamps.len().max(1) as u64;
        end = mention.at.end;
    }
    if dates < 2 {
        return None;
    }
    let written = page.words(line.slice(at, at + number.len));
    let list = page.words(line.slice(colon + 1, end));
    let note = format!("“{written}” is stated, but {dates} are listed ({list}).");
    let values = vec![(written, line.i), (format!("{dates} ({list})"), line.i)];
    Some(check("count", verdict(dates == number.value), values, note))
}

/// A number of papers as one sentence tells it.
struct Papers<'p> {
    value: u64,
    noun: &'p str,
    at: usize,
    end: usize,
    line: &'p Line<'p>,
    /// `the nine memoranda`: those of before.
    known: bool,
}

/// `the signing of seven memoranda … the nine memoranda would make life easier`; `three paragraphs … the five paragraphs`.
fn papers(page: &Page) -> Option<Check> {
    let all: Vec<Papers> = page.lines.iter().flat_map(told).collect();
    for (k, later) in all.iter().enumerate().filter(|(_, p)| p.known) {
        let before: Vec<&Papers> =
            all.iter().take(k).filter(|p| p.noun == later.noun && p.line.i != later.line.i).collect();
        // Several numbers before may add up to it.
        let [earlier] = before.as_slice() else { continue };
        let (a, b) = (
            page.words(earlier.line.slice(earlier.at, earlier.end)),
            page.words(later.line.slice(later.at, later.end)),
        );
        let note = format!("The article speaks of {a} in one place and of {b} in another.");
        let outcome = verdict(earlier.value == later.value);
        return Some(check("count", outcome, vec![(a, earlier.line.i), (b, later.line.i)], note));
    }
    None
}

fn told<'p>(line: &'p Line<'p>) -> Vec<Papers<'p>> {
    let words = &check_words().words;
    let mut found = Vec::new();
    for at in 0..line.tokens.len() {
        let Some(number) = cardinal(line.tokens, at).filter(|c| (2..=500).contains(&c.value)) else { continue };
        let first = at + number.len;
        let noun = (first..first + 2).find(|k| line.has_at(*k, &words.counted_papers));
        let Some(noun) = noun.filter(|_| !is_approximate(line.tokens, at, number.len)) else { continue };
        let before = line.slice(at.saturating_sub(2), at);
        let others = words.others.any(line.slice(first, noun))
            || before.iter().any(|t| t.is_any(&["other", "more", "further", "another", "first", "last", "remaining"]));
        if others || line.is_at(noun + 1, &["of"]) && line.has_at(noun + 2, &story_words().words.of_them) {
            continue;
        }
        let known = before.last().is_some_and(|t| t.is_any(&["the", "its", "their", "these", "all"]));
        let Some(token) = line.tokens.get(noun) else { continue };
        found.push(Papers { value: number.value, noun: token.norm.as_str(), at, end: noun + 1, line, known });
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    const DAY: &str = "2031-05-02";

    #[test]
    fn both_are_two() {
        let text = "Norway called home both of its envoys, those in Lima, Quito and Accra, on Tuesday.";
        assert_eq!(verdicts("count", DAY, text), [Contradicts]);
        let text = "Norway called home both envoys, and Lima, Quito and Accra did the same.";
        assert_eq!(verdicts("count", DAY, text), []);
    }

    #[test]
    fn a_part_is_no_more_than_the_whole() {
        assert_eq!(verdicts("count", DAY, "Of the 12 envoys in the hall, 15 had asked to speak."), [Contradicts]);
        assert_eq!(verdicts("count", DAY, "Of the 12 envoys in the hall, 5 had asked to speak."), []);
    }

    #[test]
    fn so_often_as_there_are_dates() {
        let text =
            |n: &str| format!("Oslo has {n} summoned the envoy this year: in January, in March and again last Monday.");
        assert_eq!(verdicts("count", DAY, &text("twice")), [Contradicts]);
        assert_eq!(verdicts("count", DAY, &text("three times")), [Agrees]);
    }

    #[test]
    fn papers_of_one_signing_are_as_many() {
        let head = "The presidents saw the signing of six contracts on Friday.";
        assert!(
            verdicts("count", DAY, &format!("{head} The guest said that the eight contracts were a start."))
                .contains(&Contradicts)
        );
        assert!(!verdicts("count", DAY, &format!("{head} Two more contracts will follow.")).contains(&Contradicts));
        assert!(
            !verdicts("count", DAY, &format!("{head} The two other contracts will follow.")).contains(&Contradicts)
        );
    }
}
