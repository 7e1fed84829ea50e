//! Stated counts against lists: times against dates, `four ministers` against those named, `five` against `all seven`.

use super::contacts::{Search, has_contact, items, names_near};
use crate::lexicon::story_words;
use crate::model::{Check, Verdict};
use crate::story::calendar::Mention;
use crate::story::numbers::{cardinal, is_approximate, times};
use crate::story::page::{Line, Page, check, stamp_text, verdict};
use crate::text::{Case, Gap, Token};

/// Sentences after a count in which its items may be listed.
const REACH: usize = 3;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for n in 0..page.lines.len() {
        found.extend(occasions(page, n));
        found.extend(named(page, n));
        found.extend(all_of_them(page, n));
    }
    found
}

/// `have met three times`, with the dates.
fn occasions(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let words = &story_words().words;
    let (at, number) = (0..line.tokens.len()).find_map(|at| {
        let number = times(line.tokens, at).filter(|t| (2..=50).contains(&t.value))?;
        let before = line.slice(at.saturating_sub(8), at);
        (words.contact_verbs.any(before) && !is_approximate(line.tokens, at, number.len)).then_some((at, number))
    })?;
    let written = page.words(line.slice(at, at + number.len));
    let end = at + number.len;
    if let Some(list) = apposition(line, end) {
        return Some(listed(page, (written, line.i), number.value, &list, line.i, true));
    }
    let next = page.lines.iter().skip(n + 1).take(REACH);
    if let Some((other, list)) = next.clone().find_map(|l| Some((l, definite_list(l)?))) {
        return Some(listed(page, (written, line.i), number.value, &list, other.i, true));
    }
    let search = Search { lines: n..(n + REACH + 1).min(page.lines.len()), claim: (n, at), names: names_near(page, n) };
    let mut list: Vec<(String, usize)> = items(page, &search).iter().map(|i| (stamp_text(&i.stamp), i.i)).collect();
    let now = line.slice(0, at).iter().any(|t| t.is("now"));
    let weekday = page.lines.get(n + 1).filter(|_| now && !list.is_empty()).and_then(|l| {
        let mention = l.mentions.iter().find(|m| m.stamps.is_empty() && !m.weekdays.is_empty())?;
        has_contact(l).then(|| (page.words(l.slice(mention.at.start, mention.at.end)), l.i))
    });
    list.extend(weekday);
    let outcome = match (list.len() as u64).cmp(&number.value) {
        std::cmp::Ordering::Greater => Verdict::Contradicts,
        std::cmp::Ordering::Equal => Verdict::Agrees,
        std::cmp::Ordering::Less => Verdict::CannotCheck,
    };
    let dates = list.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(", ");
    let note = format!("“{written}” is stated, but {} are listed ({dates}).", list.len());
    Some(check("count", outcome, std::iter::once((written, line.i)).chain(list).collect(), note))
}

fn listed(page: &Page, claim: (String, usize), number: u64, list: &[&Mention], i: usize, complete: bool) -> Check {
    let stamps: Vec<String> = list.iter().flat_map(|m| m.stamps.iter().map(|s| stamp_text(&page.dated(*s)))).collect();
    let fits = stamps.len() as u64 == number;
    let dates = stamps.join(", ");
    let note = format!("“{}” is stated, but {} are listed ({dates}).", claim.0, stamps.len());
    let outcome = if complete { verdict(fits) } else { Verdict::CannotCheck };
    check("count", outcome, vec![claim, (format!("{} ({dates})", stamps.len()), i)], note)
}

/// `twice as prime minister, in 2004 and in 2010`: the dates right behind, with nothing but joints between.
fn apposition<'l>(line: &'l Line, end: usize) -> Option<Vec<&'l Mention>> {
    let joints = &story_words().words.joints;
    let first = line.mentions.iter().position(|m| m.at.start >= end)?;
    let gap = line.slice(end, line.mentions.get(first)?.at.start);
    let mark = gap.iter().rposition(|t| t.is_any(&[",", ":", "–", "("]))?;
    let before = gap.get(..mark)?;
    let plain = before.len() <= 6 && before.iter().all(|t| t.is_word() && !story_words().words.bounding.has(t));
    if !plain || !gap.get(mark..)?.iter().all(|t| joints.has(t)) {
        return None;
    }
    let list = run(line, first, |t| joints.has(t));
    (list.iter().map(|m| m.stamps.len()).sum::<usize>() >= 2).then_some(list)
}

/// The calendar expressions from the k-th on that are joined by nothing but these words.
fn run<'l>(line: &'l Line, k: usize, is_joint: impl Fn(&Token) -> bool) -> Vec<&'l Mention> {
    let mut list: Vec<&Mention> = Vec::new();
    for mention in line.mentions.iter().skip(k) {
        let joined = list.last().is_none_or(|last| line.slice(last.at.end, mention.at.start).iter().all(&is_joint));
        if !joined || mention.stamps.is_empty() || mention.range {
            break;
        }
        list.push(mention);
    }
    list
}

/// `The calls took place on March 4, 9 and 14`.
fn definite_list<'l>(line: &'l Line) -> Option<Vec<&'l Mention>> {
    let words = &story_words().words;
    let noun =
        line.is_at(0, &["the", "these", "those"]) && line.tokens.get(1).is_some_and(|t| words.contact_nouns.has(t));
    let verb = line.slice(2, 5).iter().any(|t| t.is_any(&["took", "were", "came", "happened", "are"]));
    let first = line.mentions.first().filter(|m| m.at.start <= 8)?;
    let list = run(line, line.mentions.iter().position(|m| m == first)?, |t| t.is_any(&[",", "in", "on", "and"]));
    (noun && verb && list.iter().map(|m| m.stamps.len()).sum::<usize>() >= 2).then_some(list)
}

/// `four ministers: those for A, B, C and D`; also behind a dash or in brackets.
fn named(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let open = (0..line.tokens.len()).find(|k| line.is_at(*k, &[":", "("]) || is_dash(line, *k))?;
    // `Four ministers go with her: those of A, B and C`: the list says itself what it is of.
    // `Three of them spoke: the presidents of A, B and C`.
    let heads = line.is_at(open + 1, &["the"]) && line.is_at(open + 3, &["of"]);
    let heads = heads && line.tokens.get(open + 2).is_some_and(|t| t.case == Case::Lower && t.norm.ends_with('s'));
    // `All five members of the group were there: A, B, C, D and E.`
    let all = line.is_at(0, &["all"]) && line.tokens.get(open + 1).is_some_and(Token::is_capitalised);
    let those = line.is_at(open + 1, &["those", "namely"]) || heads || all;
    let reach = if those { 12 } else { 4 };
    let (at, number) = (open.saturating_sub(reach)..open).find_map(|at| {
        let number = cardinal(line.tokens, at).filter(|c| (2..=40).contains(&c.value))?;
        let noun = line.slice(at + number.len, if those { at + number.len + 1 } else { open });
        let plural = noun.last().is_some_and(|t| t.is_word() && t.norm.ends_with('s') && t.case == Case::Lower);
        (plural && noun.len() <= 3 && !is_approximate(line.tokens, at, number.len)).then_some((at, number))
    })?;
    let noun = line.tokens.get(if those { at + number.len } else { open - 1 })?;
    if story_words().words.units.has(noun) {
        return None;
    }
    let close = (open + 1..line.tokens.len()).find(|k| line.is_at(*k, &[")", ";", ".", ":"]) || is_dash(line, *k))?;
    let list = list_items(line.slice(open + 1, close))?;
    let written = page.words(line.slice(at, if those { at + number.len + 1 } else { open }));
    let fits = list as u64 == number.value;
    let names = page.words(line.slice(open + 1, close));
    let note = format!("The article speaks of {written}, but lists {list}: {names}.");
    Some(check("count", verdict(fits), vec![(written, line.i), (format!("{list}: {names}"), line.i)], note))
}

fn is_dash(line: &Line, at: usize) -> bool {
    let spaced = |k: usize| line.tokens.get(k).is_some_and(|t| t.gap != Gap::None);
    line.is_at(at, &["–"]) || (line.is_at(at, &["-"]) && spaced(at) && spaced(at + 1))
}

/// How many short items a list `A, B, C and D` holds; none where it is no plain list.
fn list_items(tokens: &[Token]) -> Option<usize> {
    let ands = tokens.iter().filter(|t| t.is("and")).count();
    let plain = ands == 1
        && tokens.iter().all(|t| (t.is_word() || t.is_any(&[",", "-"])) && !story_words().words.no_list.has(t));
    if !plain {
        return None;
    }
    let items: Vec<&[Token]> = tokens.split(|t| t.is_any(&[",", "and"])).filter(|i| !i.is_empty()).collect();
    let last_and = tokens.iter().rposition(|t| t.is("and"))?;
    let closes = tokens.get(last_and..)?.iter().all(|t| !t.is(","));
    (items.len() >= 3 && closes && items.iter().all(|i| i.len() <= 5)).then_some(items.len())
}

/// A number of things with a happening: `the signing of five agreements`, `All seven agreements signed on Thursday`.
fn all_of_them(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let (at, whole) = (0..line.tokens.len()).find_map(|at| {
        line.tokens.get(at).filter(|t| t.is_any(&["all", "the"]))?;
        let skip = usize::from(line.is_at(at + 1, &["the", "of"]));
        let number = cardinal(line.tokens, at + 1 + skip).filter(|c| c.value >= 2)?;
        let start = at + 1 + skip;
        // `the nine accords signed …`: the happening follows at once.
        let told =
            line.slice(start + number.len + 1, start + number.len + 4).iter().any(|t| story_words().once(t).is_some());
        (line.is_at(at, &["all"]) || told).then_some((start, number))
    })?;
    let noun = line.tokens.get(at + whole.len).filter(|t| t.is_word())?;
    let happening = line.tokens.iter().find_map(|t| story_words().once(t))?;
    let (other, start, number) = page.lines.iter().take(n).find_map(|l| {
        let same = l.tokens.iter().any(|t| story_words().once(t) == Some(happening));
        let here = (0..l.tokens.len()).find_map(|k| {
            let number = cardinal(l.tokens, k)?;
            let told = l.tokens.get(k + number.len).is_some_and(|t| t.norm == noun.norm);
            (told && !is_approximate(l.tokens, k, number.len)).then_some((k, number))
        })?;
        same.then_some((l, here.0, here.1))
    })?;
    let day = |l: &Line| l.mentions.iter().flat_map(|m| m.weekdays.clone()).next();
    let all = line.is_at(at.saturating_sub(1), &["all"]) || line.is_at(at.saturating_sub(2), &["all"]);
    if day(line).zip(day(other)).is_some_and(|(a, b)| a != b) || (!all && day(line).is_none()) {
        return None;
    }
    let a = page.words(other.slice(start, start + number.len + 1));
    let b = page.words(line.slice(at, at + whole.len + 1));
    let note = format!("The article speaks of {a} in one place and of {b} in another.");
    Some(check("count", verdict(number.value == whole.value), vec![(a, other.i), (b, line.i)], note))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn times_are_held_against_dates() {
        let text =
            "They have spoken by telephone three times this month. The calls took place on March 4, 9, 14 and 18.";
        assert_eq!(verdicts("count", "2022-03-23", text), [Contradicts]);
        let text = "She has been there twice as minister, in 2004 and in 2010, but never as president.";
        assert_eq!(verdicts("count", "2017-03-23", text), [Agrees]);
        let text = "They have met six times. One meeting took place in January.";
        assert_eq!(verdicts("count", "2021-03-23", text), [CannotCheck]);
    }

    #[test]
    fn a_list_has_as_many_items_as_said() {
        let text = "She came with four ministers: those for trade, defence, culture, health and justice.";
        assert_eq!(verdicts("count", "", text), [Contradicts]);
        let text = "Three states (Norway, Sweden and Finland) agreed.";
        assert_eq!(verdicts("count", "", text), [Agrees]);
    }

    #[test]
    fn a_list_may_stand_far_from_its_number() {
        let text = "Three speakers took the floor: the presidents of Chile, Ghana, Nepal and Malta.";
        assert_eq!(verdicts("count", "", text), [Contradicts]);
        let text = "All four members of the group were there: Chile, Ghana, Nepal and Malta.";
        assert_eq!(verdicts("count", "", text), [Agrees]);
        let text = "Two ministers go with the queen to Lima: those of trade, defence and culture.";
        assert_eq!(verdicts("count", "", text), [Contradicts]);
    }

    #[test]
    fn all_of_them_are_as_many_as_before() {
        let text =
            "They oversaw the signing of five accords on Thursday. All seven accords signed on Thursday take effect.";
        assert_eq!(verdicts("count", "", text), [Contradicts]);
    }
}
