//! How a claim stands: the words that say so, as far as they belong to the sentence's main claim.

use crate::lexicon::{CertaintyWords, Reporting, certainty_words, reporting};
use crate::model::Modality;
use crate::text::Token;

/// A clause is looked for no further back, in tokens.
const FARTHEST: usize = 40;

/// The modality that would mislead most, of the words that bear on the main claim.
pub(super) fn of_words(tokens: &[Token]) -> Modality {
    let found = certainty_words().modalities(tokens).filter(|(at, modality)| bears(tokens, *at, *modality));
    CertaintyWords::strongest(found.map(|(_, modality)| modality))
}

/// True where the word at `at` says how the main claim stands.
fn bears(tokens: &[Token], at: usize, modality: Modality) -> bool {
    match modality {
        Modality::Hedged => !asked(tokens, at) && !cannot(tokens, at) && !aside(tokens, at),
        Modality::Planned => !asked(tokens, at) && !inner(tokens, at) && !added(tokens, at),
        _ => true,
    }
}

/// `they discussed how it might end`: within a question inside the sentence.
fn asked(tokens: &[Token], at: usize) -> bool {
    let word = clause(tokens, at).find(|n| tokens.get(*n).is_some_and(|t| certainty_words().opens_question(t)));
    // A question that opens the sentence is the sentence.
    word.is_some_and(|n| n > 0 && tokens.get(n - 1).is_some_and(|t| !t.is_quote()))
}

/// `the minister, who will speak`, `a wall that will stand`: within a clause that hangs on a noun.
fn inner(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    // Only where the pronoun is the subject is `that` no conjunction.
    let relative = before.is_some_and(|t| t.is("that")) && !says(tokens, at.saturating_sub(2));
    let opens = |n: usize| tokens.get(n).is_some_and(|t| certainty_words().opens_inner(t));
    // A clause that opens the sentence or the quotation is its subject or frame.
    let framed = |n: usize| n.checked_sub(1).and_then(|b| tokens.get(b)).is_none_or(|t| t.is_quote() || t.is(":"));
    relative || clause(tokens, at).any(|n| opens(n) && !framed(n))
}

fn says(tokens: &[Token], at: usize) -> bool {
    tokens.get(at..).is_some_and(|rest| reporting().verb(rest).is_some())
}

/// `They met in May, and will meet again`: added to a main clause that tells of something done.
fn added(tokens: &[Token], at: usize) -> bool {
    let from = at.saturating_sub(FARTHEST);
    let marks = |n: &usize| tokens.get(*n).is_some_and(|t| t.is_any(&[",", ";", "–", ":"]));
    let joins = |n: usize| tokens.get(n + 1).is_some_and(|t| t.is_any(&["and", "but", "yet"]));
    let joint = (from..at).rev().find(marks).filter(|n| joins(*n) || tokens.get(*n).is_some_and(|t| t.is(";")));
    let Some(main) = joint.and_then(|n| tokens.get(..n)) else { return false };
    let reported = (0..main.len())
        .any(|n| reporting().verb(&main[n..]).is_some_and(|m| matches!(m.value, Reporting::Say | Reporting::Tell)));
    main.iter().any(super::is_past) && !reported
}

/// `the ship (it may be a tanker) sank`: a doubt that has its own clause in brackets, or between dashes, is no doubt of the claim.
fn aside(tokens: &[Token], at: usize) -> bool {
    let words = tokens.get(at..(at + 3).min(tokens.len())).unwrap_or_default();
    let modal = words.iter().any(|t| t.is_any(&["may", "might", "could"]));
    let pair = |open: &[&str], close: &[&str]| {
        let mark = |n: &usize| tokens.get(*n).is_some_and(|t| t.is_any(open) || t.is_any(close));
        let opened = (0..at).rev().find(mark).filter(|n| tokens.get(*n).is_some_and(|t| t.is_any(open)));
        let closed = (at..tokens.len()).find(mark).filter(|n| tokens.get(*n).is_some_and(|t| t.is_any(close)));
        // What opens or ends the sentence is no aside.
        opened.zip(closed).is_some_and(|(from, to)| from > 1 && to + 2 < tokens.len())
    };
    modal && (pair(&["("], &[")"]) || pair(&["–", "—"], &["–", "—"]))
}

/// `could not`, `no agreement could be had`: what did not come about is no guess.
fn cannot(tokens: &[Token], at: usize) -> bool {
    if !tokens.get(at).is_some_and(|t| t.is("could")) {
        return false;
    }
    let not = tokens.iter().skip(at + 1).find(|t| !t.is_quote()).is_some_and(|t| t.is_any(&["not", "never", "no"]));
    let none = clause(tokens, at)
        .any(|n| tokens.get(n).is_some_and(|t| t.is_any(&["no", "nothing", "nobody", "none", "neither"])));
    not || none
}

/// The tokens before `at` in its clause, the nearest first.
fn clause(tokens: &[Token], at: usize) -> impl Iterator<Item = usize> + '_ {
    let ends = |n: &usize| !tokens.get(*n).is_some_and(|t| t.is_any(&[",", ";", ":", "–", ".", "(", ")"]));
    (at.saturating_sub(FARTHEST)..at).rev().take_while(ends)
}
