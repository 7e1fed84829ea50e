//! Opposing positions on one object, side by side, a speaker each.

use super::lean::Lean;
use super::passage::Passage;
use super::select::{Choice, Picker};
use crate::lexicon::wording;
use super::Material;
use super::frame::Frame;
use crate::model::{Actor, Certainty, Kind, Modality, Section};
use crate::story::names_of;

/// Content words that two positions must share to be on one object.
const SHARED_WORDS: usize = 2;

/// Where a chosen position has an answer among the other passages, the answer is printed too: as one line more, or in
/// the place of the lowest that is no news.
pub(super) fn pair<'a>(picker: &mut Picker<'a, '_>, all: &[Passage<'a>]) {
    let chosen = &picker.chosen;
    let Some(position) = chosen.iter().find(|c| is_position(&c.passage)).map(|c| c.passage.clone()) else { return };
    let answers = |p: &&Passage<'_>| opposes(&position, p);
    if chosen.iter().any(|c| opposes(&position, &c.passage)) {
        return;
    }
    let lowest = chosen.iter().enumerate().filter(|(_, c)| {
        matches!(c.section, Section::Positions | Section::Background | Section::Agenda | Section::Quotation)
            && c.passage.statement.index != position.statement.index
    });
    let lowest = lowest.min_by_key(|(_, c)| c.passage.statement.score).map(|(at, _)| at);
    // What nobody answers for stands apart, also as an answer.
    let doubtful = |p: &Passage<'_>| p.statement.certainty() == Certainty::Unconfirmed;
    let free = |p: &&Passage<'_>| p.lean() != Lean::Leans && !picker.has(p) && !doubtful(p);
    let Some(answer) = all.iter().filter(free).find(answers) else { return };
    let choice = Choice {
        passage: answer.clone(),
        section: Section::Positions,
        parts: vec![answer.statement.index],
        also: Vec::new(),
    };
    match lowest {
        None if picker.is_full() => {}
        lowest => picker.add(choice, lowest.filter(|_| picker.is_full())),
    }
}

/// The codes of the states and bodies that take part in the event, as far as the articles tell; also of one that is not
/// sure enough to head the brief.
pub(super) fn states(material: &Material<'_>, frame: &Frame) -> Vec<String> {
    let told = material.readings.iter().flat_map(|r| {
        let event = frame.event.as_ref().or(r.event.as_ref());
        event.map(|e| names_of(&r.annotated, &e.actors).1).unwrap_or_default()
    });
    let mut codes: Vec<String> = told.collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// True for the position of a state or body that is no party of the event.
pub(super) fn is_third(passage: &Passage<'_>, states: &[String]) -> bool {
    if states.len() < 2 {
        return false;
    }
    let actors = || passage.statement.actors.iter();
    let named = speaker(passage).and_then(|name| {
        let all = passage.reading.annotated.statements.iter().flat_map(|s| &s.actors);
        all.filter(|a| a.name == name).find_map(Actor::code)
    });
    let code = named.or_else(|| actors().find_map(Actor::code));
    code.is_some_and(|code| !states.iter().any(|s| s == code))
}

fn is_position(passage: &Passage<'_>) -> bool {
    passage.statement.kind == Kind::Position
}

/// True for two positions on one object by two speakers, one of them against it.
fn opposes(one: &Passage<'_>, other: &Passage<'_>) -> bool {
    is_position(one)
        && is_position(other)
        && differ(speaker(one), speaker(other))
        && is_against(one) != is_against(other)
        && one.shared(other) >= SHARED_WORDS
}

/// Who holds the position: the quoted speaker, or the first actor.
fn speaker<'p>(passage: &'p Passage<'_>) -> Option<&'p str> {
    let quoted = passage.statement.quote.as_ref().and_then(|q| q.speaker.as_deref());
    quoted.or_else(|| passage.statement.actors.first().map(|a| a.name.as_str()))
}

fn differ(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let words = |name: &str| name.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            let (one, other) = (words(one), words(other));
            !one.iter().any(|w| other.contains(w))
        }
        _ => false,
    }
}

fn is_against(passage: &Passage<'_>) -> bool {
    let against = &wording().against;
    passage.statement.modality == Modality::Denied || passage.tokens().iter().any(|t| against.contains(&t.norm))
}
