//! What the sources leave open. A slot that a statement fills is never listed; one that a statement touches without
//! settling it is "unclear", with its receipt.

use super::Material;
use super::frame::Frame;
use super::line::receipt;
use super::signing::tells_of_a_signing;
use crate::lexicon::wording;
use crate::model::{
    ActorKind, EventType, Granularity, Kind, MainEvent, Modality, NotStated, Reading, Statement, Status, TimexType,
};
use crate::text::tokenize;

/// An open slot: its name, its words, and the statements that touch it: (article, statement).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSlot {
    /// kind, counterpart, place, date, result.
    pub slot: &'static str,
    /// As printed.
    pub words: &'static str,
    /// What touches it without settling it.
    pub touches: Vec<(usize, usize)>,
}

/// The rows of "Not stated".
pub(super) fn not_stated(material: &Material<'_>, frame: &Frame) -> Vec<NotStated> {
    let Some(event) = &frame.event else { return Vec::new() };
    open_slots(&material.readings, event)
        .into_iter()
        .map(|open| {
            let receipts: Vec<_> = open
                .touches
                .iter()
                .filter_map(|(article, i)| receipt(material.readings.get(*article)?, *i))
                .take(2)
                .collect();
            NotStated {
                slot: open.slot.to_owned(),
                text: open.words.to_owned(),
                unclear: !receipts.is_empty(),
                receipts,
            }
        })
        .collect()
}

/// The slots that a brief of this event should fill and that no statement fills.
pub fn open_slots(readings: &[&Reading], event: &MainEvent) -> Vec<OpenSlot> {
    let all: Vec<_> = readings
        .iter()
        .enumerate()
        .flat_map(|(article, r)| r.annotated.statements.iter().filter(|s| !s.is_noise()).map(move |s| (article, *r, s)))
        .collect();
    let is_contact = event.kind.is_in_person();
    let mut open = Vec::new();
    if event.kind == EventType::Visit && !all.iter().any(|(_, r, s)| tells_kind(r, s)) {
        open.push(OpenSlot { slot: "kind", words: "kind of visit", touches: Vec::new() });
    }
    if is_contact && event.actors.len() < 2 && !all.iter().any(|(_, r, s)| names_counterpart(r, s, event)) {
        let touches =
            all.iter().filter(|(_, r, s)| s.kind == Kind::Event && has_contact(r, s)).map(|(a, _, s)| (*a, s.index));
        open.push(OpenSlot { slot: "counterpart", words: "counterpart, by name", touches: touches.take(1).collect() });
    }
    if event.place.is_none() && is_contact {
        let touches =
            all.iter().filter(|(_, _, s)| s.kind == Kind::Event && !s.places.is_empty()).map(|(a, _, s)| (*a, s.index));
        let touches: Vec<_> = touches.take(2).collect();
        // "Riga summit ends" over the article says where, though no sentence does.
        if !touches.is_empty() || !readings.iter().any(|r| is_in_title(r)) {
            open.push(OpenSlot { slot: "place", words: "place", touches });
        }
    }
    if event.start.is_none() {
        let near = |s: &Statement| matches!(s.kind, Kind::Event | Kind::Agenda | Kind::Outcome);
        let touches = all.iter().filter(|(_, _, s)| near(s) && touches_date(s)).map(|(a, _, s)| (*a, s.index));
        open.push(OpenSlot { slot: "date", words: "date", touches: touches.take(2).collect() });
    }
    let over = matches!(event.status, Status::UnderWay | Status::Done);
    if is_contact && over && !all.iter().any(|(_, r, s)| tells_result(r, s)) {
        let touches = all.iter().filter(|(_, r, s)| touches_result(r, s)).map(|(a, _, s)| (*a, s.index));
        open.push(OpenSlot { slot: "result", words: "any result", touches: touches.take(1).collect() });
    }
    open
}

/// True where the headline names the event by a capitalised word: "Riga summit ends".
fn is_in_title(reading: &Reading) -> bool {
    let title = tokenize(reading.annotated.article().title.as_deref().unwrap_or_default());
    let mut pairs = title.windows(2);
    pairs.any(|w| w[0].is_capitalised() && wording().table.contains(&w[1].norm))
}

/// True where an adjective of the list stands before a noun for a visit.
fn tells_kind(reading: &Reading, statement: &Statement) -> bool {
    let words = wording();
    let tokens = reading.annotated.document.tokens_of(statement.index);
    tokens.iter().enumerate().any(|(n, token)| {
        words.visit_kinds.contains(&token.norm)
            && tokens.iter().skip(n + 1).take(3).any(|t| words.visit_nouns.contains(&t.norm))
    })
}

fn tells_result(reading: &Reading, statement: &Statement) -> bool {
    let tokens = reading.annotated.document.tokens_of(statement.index);
    statement.kind == Kind::Outcome
        || (statement.kind == Kind::Event && has_result(reading, statement))
        || tells_of_a_signing(statement, tokens)
}

/// A position, a remark or a plan with a word for a result: somebody may report one in it.
fn touches_result(reading: &Reading, statement: &Statement) -> bool {
    let fits = matches!(statement.kind, Kind::Position | Kind::Agenda | Kind::Assessment);
    fits && matches!(statement.modality, Modality::Asserted | Modality::Inferred) && has_result(reading, statement)
}

fn has_result(reading: &Reading, statement: &Statement) -> bool {
    let tokens = reading.annotated.document.tokens_of(statement.index);
    tokens.iter().any(|t| wording().result.contains(&t.norm))
}

fn has_contact(reading: &Reading, statement: &Statement) -> bool {
    let tokens = reading.annotated.document.tokens_of(statement.index);
    tokens.iter().any(|t| wording().table.contains(&t.norm))
}

/// True where the sentence puts a second named person at the visitor's table.
fn names_counterpart(reading: &Reading, statement: &Statement, event: &MainEvent) -> bool {
    let fits = matches!(statement.kind, Kind::Event | Kind::Agenda | Kind::Outcome | Kind::Position | Kind::Colour);
    let visitor = event.actors.first().map(String::as_str).unwrap_or_default();
    let other = |name: &str| !visitor.contains(name) && !name.contains(visitor);
    fits && has_contact(reading, statement)
        && statement.actors.iter().any(|a| a.kind == ActorKind::Person && other(&a.name))
}

/// True where the sentence has a day, though it may not be the event's.
fn touches_date(statement: &Statement) -> bool {
    statement.dates.iter().any(|w| w.timex == TimexType::Date && w.granularity <= Granularity::Week)
}
