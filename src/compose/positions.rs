//! Opposing positions on one object, side by side, a speaker each.

use rustc_hash::FxHashMap;

use super::Material;
use super::frame::Frame;
use super::lean::Lean;
use super::passage::Passage;
use super::select::{Choice, Picker};
use crate::lexicon::wording;
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

/// Whom speakers speak for, and which states take part in the event.
pub(super) struct Sides<'a> {
    /// The state or body of each name that an article gives: (article, name).
    codes: FxHashMap<(usize, &'a str), &'a str>,
    /// The parties of the event, as far as the articles tell; also of one that is not sure enough to head the brief.
    parties: Vec<String>,
}

impl<'a> Sides<'a> {
    /// Reads them off the articles.
    pub fn of(material: &Material<'a>, frame: &Frame) -> Self {
        let mut codes = FxHashMap::default();
        for (article, reading) in material.readings.iter().enumerate() {
            let actors = reading.annotated.statements.iter().flat_map(|s| &s.actors);
            for (name, code) in actors.filter_map(|a| Some((a.name.as_str(), a.code()?))) {
                codes.entry((article, name)).or_insert(code);
            }
        }
        let told = material.readings.iter().flat_map(|r| {
            let event = frame.event.as_ref().or(r.event.as_ref());
            event.map(|e| names_of(&r.annotated, &e.actors).1).unwrap_or_default()
        });
        let mut parties: Vec<String> = told.collect();
        parties.sort_unstable();
        parties.dedup();
        Sides { codes, parties }
    }

    /// True for a position of a state, a body of states or somebody who acts for one.
    pub fn is_official(&self, passage: &Passage<'a>) -> bool {
        is_position(passage) && self.code(passage).is_some()
    }

    /// True for the position of a state or body that is no party of the event.
    pub fn is_third(&self, passage: &Passage<'a>) -> bool {
        let third = |code: &str| self.parties.iter().all(|party| party != code);
        self.parties.len() >= 2 && self.code(passage).is_some_and(third)
    }

    /// The code of whoever holds a position.
    fn code(&self, passage: &Passage<'a>) -> Option<&'a str> {
        let quoted = passage.statement.quote.as_ref().and_then(|q| q.speaker.as_deref());
        let named = quoted.and_then(|name| self.codes.get(&(passage.article, name)).copied());
        named.or_else(|| passage.statement.actors.iter().find_map(Actor::code))
    }
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
