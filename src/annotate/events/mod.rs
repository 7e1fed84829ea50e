//! What happens between whom: rules of `lexicon/events.toml` found in a sentence, their parties, and which comes first.

mod clause;
mod parties;
mod pick;
mod subject;

use crate::lexicon::{EventMatch, Governs, events_at, types};
use crate::model::{Actor, Document, Event, Place, Plover};
use crate::text::{Span, Token};
use parties::Told;

/// No sentence is coded with more events.
const MOST: usize = 3;

/// A rule that fits, with its parties and how the sentence puts it.
#[derive(Debug, Clone)]
struct Candidate {
    found: EventMatch,
    root: &'static str,
    plover: Plover,
    /// Appended to the rule's name: `/planned`, `/denied`.
    manner: &'static str,
    source: Vec<String>,
    target: Vec<String>,
    /// How far from being the sentence's main event; lower is better.
    penalty: i32,
}

/// The coded events of every sentence, the main one first.
pub(super) fn annotate(document: &Document, actors: &[Vec<Actor>], places: &[Vec<Place>]) -> Vec<Vec<Event>> {
    (0..document.sentences.len())
        .map(|index| {
            let tokens = document.tokens_of(index);
            let actors = actors.get(index).map_or(&[][..], Vec::as_slice);
            let places = places.get(index).map_or(&[][..], Vec::as_slice);
            sentence(tokens, actors, places)
        })
        .collect()
}

fn sentence(tokens: &[Token], actors: &[Actor], places: &[Place]) -> Vec<Event> {
    /// A longer "sentence" is a list or a broken page.
    const LONGEST: usize = 400;
    if tokens.len() > LONGEST {
        return Vec::new();
    }
    let clauses = clause::Clauses::read(tokens);
    let parties = parties::Parties::read(tokens, actors, places);
    let candidates: Vec<Candidate> = (0..tokens.len())
        .flat_map(|at| events_at(tokens, at))
        .filter(|found| clauses.is_use(tokens, found))
        .filter_map(|found| candidate(tokens, &clauses, &parties, found))
        .collect();
    pick::main_first(tokens, candidates, &clauses).into_iter().take(MOST).map(|c| event(tokens, c)).collect()
}

fn candidate(
    tokens: &[Token],
    clauses: &clause::Clauses,
    parties: &parties::Parties,
    found: EventMatch,
) -> Option<Candidate> {
    let parties::Coded { source, target, told } = parties.of(tokens, &found);
    if told == Told::Nothing || source.is_empty() && target.is_empty() {
        return None;
    }
    if harms(found.rule.root) && found.verb.is_some_and(|verb| is_weather(tokens, verb)) {
        return None;
    }
    let (root, manner) = clauses.manner(tokens, &found)?;
    let (root, plover) = types(root)?;
    let penalty = clauses.penalty(tokens, &found) + found.rule.rank.max(0);
    Some(Candidate { found, root, plover, manner, source, target, penalty })
}

/// `Heavy snow closed schools`: nobody did it.
fn is_weather(tokens: &[Token], verb: usize) -> bool {
    let start = clause::Helpers::before(tokens, verb).start;
    let subject = start.checked_sub(1).and_then(|at| tokens.get(at));
    subject.is_some_and(|t| t.is_one(&crate::lexicon::small_words().forces_of_nature))
}

fn event(tokens: &[Token], candidate: Candidate) -> Event {
    let words = tokens.get(candidate.found.start..candidate.found.end).unwrap_or_default();
    let trigger = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.join(last.span),
        _ => Span::default(),
    };
    Event {
        cameo: candidate.root,
        plover: candidate.plover,
        source: candidate.source,
        target: candidate.target,
        trigger,
        rule: format!("{}{}", candidate.found.rule.name, candidate.manner),
    }
}

/// True for types that help: denied, they are a rejection; planned, an agreement.
fn helps(root: &str) -> bool {
    matches!(root, "03" | "04" | "05" | "06" | "07" | "08")
}

/// True for types that harm: planned, they are a threat.
fn harms(root: &str) -> bool {
    matches!(root, "15" | "16" | "17" | "18" | "19" | "20")
}

/// True where a rule makes its governed words something asked for, refused or planned.
fn governs(found: &EventMatch) -> Option<Governs> {
    found.rule.governs
}

#[cfg(test)]
mod tests;
