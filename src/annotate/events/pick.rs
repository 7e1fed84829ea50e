//! Which of several matches are events of their own, and which comes first.

use super::clause::Clauses;
use super::{Candidate, governs, harms};
use crate::lexicon::Governs;
use crate::text::Token;

/// The events of a sentence, the main one first.
pub(super) fn main_first(tokens: &[Token], candidates: Vec<Candidate>, _clauses: &Clauses) -> Vec<Candidate> {
    let mut kept = without_overlaps(candidates);
    kept.sort_by_key(|c| (c.penalty, c.found.start));
    let mut chosen: Vec<Candidate> = Vec::new();
    for candidate in kept {
        let held = chosen.iter().any(|c| holds(tokens, c, &candidate));
        let statement = candidate.root == "01" && !chosen.is_empty();
        let repeated = chosen.iter().any(|c| c.plover == candidate.plover);
        let aside = chosen.first().is_some_and(|c| candidate.penalty > c.penalty + 1) || candidate.penalty > 2;
        if !held && !statement && !repeated && (chosen.is_empty() || !aside) {
            chosen.push(candidate);
        }
    }
    chosen
}

/// Of matches that share words the one that says more stays: lower rank, then more words, then the longer.
fn without_overlaps(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by_key(|c| (c.found.rule.rank, std::cmp::Reverse(c.found.words), c.found.start, c.found.end));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let key = |c: &Candidate| c.found.verb.unwrap_or(c.found.start);
        let clashes = kept.iter().any(|k| {
            let inside = key(&candidate) >= k.found.start && key(&candidate) < k.found.end;
            inside || (key(k) >= candidate.found.start && key(k) < candidate.found.end)
        });
        if !clashes {
            kept.push(candidate);
        }
    }
    planned(kept)
}

/// `agreed to attack` is no agreement: what a plan governs gives it its colour.
fn planned(mut kept: Vec<Candidate>) -> Vec<Candidate> {
    kept.sort_by_key(|c| c.found.start);
    for n in 0..kept.len() {
        let Some(plan) = kept.get(n).filter(|c| governs(&c.found) == Some(Governs::Plan)) else { continue };
        let governed = kept.get(n + 1).filter(|next| next.found.start <= plan.found.end + 3);
        let harmful = governed.is_some_and(|g| harms(g.found.rule.root)) && plan.found.rule.name == "promise";
        if harmful && let Some(plan) = kept.get_mut(n) {
            (plan.root, plan.plover, plan.manner) = ("13", crate::model::Plover::Threaten, "/threat");
        }
    }
    kept
}

/// True where `inner` is only what `outer` agrees to, asks for, refuses or threatens.
fn holds(tokens: &[Token], outer: &Candidate, inner: &Candidate) -> bool {
    if governs(&outer.found).is_none() || inner.found.start < outer.found.start {
        return false;
    }
    let between = tokens.get(outer.found.end..inner.found.start).unwrap_or_default();
    !between.iter().any(|t| t.is_any(&[";", "but", "while"]))
}
