//! Reads lists of earlier contacts: `He was there in March, came back in May and flew to X in July`.

use crate::lexicon::story_words;
use crate::story::calendar::{Mention, Stamp};
use crate::story::page::{Line, Page};
use crate::text::{Case, Token};

/// A contact that the text puts on a day, in a month or in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    /// When, with its year where it can be told.
    pub stamp: Stamp,
    /// Where, if the words beside the date say so.
    pub place: Option<String>,
    /// The statement.
    pub i: usize,
    /// The line.
    pub line: usize,
}

/// Where to look and for whom.
pub(super) struct Search<'p> {
    /// Lines from..to.
    pub lines: std::ops::Range<usize>,
    /// The line that makes the claim, and the token where the claim begins.
    pub claim: (usize, usize),
    /// Names and roles that may stand for the same party.
    pub names: Vec<&'p str>,
}

/// The distinct earlier contacts, in order.
pub(super) fn items(page: &Page, search: &Search) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    for n in search.lines.clone() {
        let Some(line) = page.lines.get(n) else { break };
        for (k, mention) in line.mentions.iter().enumerate() {
            if !counts(line, n, k, mention, search) {
                continue;
            }
            let place = place_beside(page, line, mention);
            for stamp in stamps(mention) {
                let item = Item { stamp: page.dated(stamp), place: place.clone(), i: line.i, line: n };
                let known = found.iter().any(|f| f.stamp.fits(&item.stamp) && same_place(&f.place, &item.place));
                if !known && !is_now(page, &item.stamp) {
                    found.push(item);
                }
            }
        }
    }
    found
}

fn same_place(a: &Option<String>, b: &Option<String>) -> bool {
    a.as_ref().zip(b.as_ref()).is_none_or(|(a, b)| a == b)
}

/// A range is one contact, a list several.
fn stamps(mention: &Mention) -> Vec<Stamp> {
    let all = mention.stamps.iter().copied();
    if mention.range { all.take(1).collect() } else { all.collect() }
}

/// True for the event of the day itself and for what is still to come.
fn is_now(page: &Page, stamp: &Stamp) -> bool {
    let Some((today, (first, last))) = page.today.zip(stamp.days()) else { return false };
    first > today || (stamp.day.is_some() && (today - last).num_days() <= 6)
}

fn counts(line: &Line, n: usize, k: usize, mention: &Mention, search: &Search) -> bool {
    let words = &story_words().words;
    let dated = mention.stamps.iter().any(|s| s.month.is_some() || s.year.is_some());
    if !dated || mention.weekend {
        return false;
    }
    let (start, end) = clause(line, k);
    let clause = line.slice(start, end);
    let in_claim = n == search.claim.0;
    // `third this year, after March and May` lists; elsewhere `after March` bounds.
    let bounds = line.slice(mention.at.start.saturating_sub(3).max(start), mention.at.start);
    let listed = in_claim && mention.at.start > search.claim.1;
    let bounded = bounds.iter().any(|t| words.bounding.has(t) && !(listed && t.is("after")));
    let bounded = bounded || is_term(line, mention.at.start, start);
    let void = words.cancelled.any(clause) || words.negation.any(clause);
    !bounded && !void && has_contact(line) && subject_fits(line, mention, search)
}

/// True for the date of a term: `since she took office in 2017`, `as foreign minister since 2017`.
fn is_term(line: &Line, at: usize, start: usize) -> bool {
    let from = at.saturating_sub(8).max(start);
    let since = (from..at).rev().find(|k| line.is_at(*k, &["since"]));
    since.is_some_and(|since| !line.slice(since, at).iter().any(|t| t.is_any(&[",", "and"])))
}

/// The clause around the k-th calendar expression: between its neighbours, up to a mark or a joint that opens another.
fn clause(line: &Line, k: usize) -> (usize, usize) {
    let before = k.checked_sub(1).and_then(|b| line.mentions.get(b)).map_or(0, |m| m.at.end);
    let after = line.mentions.get(k + 1).map_or(line.tokens.len(), |m| m.at.start);
    let Some(mention) = line.mentions.get(k) else { return (0, 0) };
    let start = (before..mention.at.start).rev().find(|at| is_joint(line, *at)).map_or(before, |at| at + 1);
    let end = (mention.at.end..after).find(|at| is_joint(line, *at)).unwrap_or(after);
    (start, end)
}

fn is_joint(line: &Line, at: usize) -> bool {
    const AUXILIARY: [&str; 8] = ["has", "have", "had", "did", "was", "were", "is", "will"];
    let next = |words: &[&str]| line.is_at(at + 1, words);
    line.is_at(at, &[";", ":", "–", "but"])
        || (line.is_at(at, &[","]) && next(&["but", "and", "while", "though", "who", "which"]))
        || (line.is_at(at, &["and"]) && next(&AUXILIARY))
}

/// A word for a contact; forms of *be* only with a place behind them (`was in`, `been to`, `been there`).
pub(super) fn has_contact(line: &Line) -> bool {
    let words = &story_words().words;
    line.tokens.iter().enumerate().any(|(at, token)| {
        if !words.contact.has(token) {
            return false;
        }
        let being = token.is_any(&["was", "were", "been"]);
        let placed = line.slice(at + 1, at + 4).iter().any(|t| t.is_any(&["in", "to", "there", "at", "back", "last"]));
        !being || placed
    })
}

/// The sentence is about the same party: a pronoun, a known name, or no other subject at all.
fn subject_fits(line: &Line, mention: &Mention, search: &Search) -> bool {
    let words = &story_words().words;
    let segment = (0..mention.at.start).rev().find(|at| line.is_at(*at, &[";", ":", "–"])).map_or(0, |at| at + 1);
    let relative = (segment + 1..segment + 5).find(|at| line.tokens.get(*at).is_some_and(|t| words.relatives.has(t)));
    if relative.is_some_and(|at| line.is_at(at - 1, &["his", "her", "their", "'s", "the"])) {
        return false;
    }
    for at in segment..mention.at.start {
        let Some(token) = line.tokens.get(at) else { break };
        if words.pronouns.has(token) {
            return true;
        }
        let place = at > 0 && line.is_at(at - 1, &["in", "to", "at", "from", "of", "for", "near"]);
        let name = token.is_word() && token.case != Case::Lower && token.norm.len() > 1;
        let opener = at == segment && !line.is_at(at + 1, &["'s"]) && is_function(token);
        if name && !place && !opener && !words.not_place.has(token) {
            return search.names.contains(&token.norm.as_str());
        }
    }
    true
}

fn is_function(token: &Token) -> bool {
    story_words().words.openers.has(token)
}

/// The place named right before or after a date: `to Beijing in March`, `in May in Dalian`.
fn place_beside(page: &Page, line: &Line, mention: &Mention) -> Option<String> {
    let start = mention.at.start.saturating_sub(7);
    let before =
        (start..mention.at.start).rev().find_map(|at| place_at(page, line, at).filter(|p| p.1 <= mention.at.start));
    before.or_else(|| place_at(page, line, mention.at.end)).map(|p| p.0)
}

/// `in X`, `to the port city of X`: the name at or after the preposition at `at`, and where it ends.
pub(super) fn place_at(page: &Page, line: &Line, at: usize) -> Option<(String, usize)> {
    if !line.is_at(at, &["in", "to", "at", "and"]) {
        return None;
    }
    let words = &story_words().words;
    let is_name = |t: &Token| t.is_capitalised() && !words.not_place.has(t);
    let mut first = at + 1;
    if !line.tokens.get(first).is_some_and(is_name) {
        let of = (first..first + 6).find(|k| line.is_at(*k, &["of"]))?;
        let inner = line.slice(first, of);
        if !inner.iter().all(|t| t.is_word()) || !words.town_nouns.any(inner) {
            return None;
        }
        first = of + 1;
    }
    let len = line.tokens.get(first..)?.iter().take_while(|t| is_name(t)).count();
    if len == 0 {
        return None;
    }
    Some((page.words(line.slice(first, first + len)), first + len))
}

/// The names and the role of the party that a claim is about: those of the claim's sentence, the one before and the first.
pub(super) fn names_near<'p>(page: &'p Page, n: usize) -> Vec<&'p str> {
    let near = [Some(0), n.checked_sub(1), Some(n)];
    let lines = near.into_iter().flatten().filter_map(|n| page.lines.get(n));
    lines.flat_map(|l| l.tokens.iter()).filter(|t| t.is_capitalised()).map(|t| t.norm.as_str()).collect()
}
