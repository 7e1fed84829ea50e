//! The one event that an article is about.

mod acting;
mod genre;
mod hints;
mod hosts;
mod intended;
mod leading;
mod parties;
mod party;
mod place;
mod refused;
mod sides;
mod span;
mod spoken;
mod status;
mod sure;
mod titled;
mod town;
mod travel;
mod unlisted;

pub use parties::names_of;
pub(super) use party::is_party;

use crate::lexicon::event_types;
use crate::model::{Annotated, EventType, Kind, MainEvent, Statement, Status};
use crate::story::points::{Point, points};
use genre::Genre;
use hints::{Hint, hints, is_recalled, title};
use leading::leading;

/// Statements from the top that can hold the event.
const DEPTH: usize = 14;

/// Bytes between the words for an event and the date that is its own.
const BESIDE: usize = 5;

/// Percent of the strongest hint's weight that lets an earlier statement tell the event.
const NEARLY: i64 = 60;

/// The statements that tell of an event.
struct Told<'a> {
    article: &'a Annotated,
    /// The one that says it best.
    anchor: &'a Statement,
    /// Byte of the words that say it.
    at: usize,
    /// Others whose words tell of the same type.
    related: &'a [&'a Statement],
    /// Events and outcomes at the top of the article.
    near: &'a [&'a Statement],
    kind: EventType,
    /// The words tell of an event that is still to come, or was until it was called off.
    to_come: bool,
    /// It was called off, or one side does not let it happen.
    called_off: bool,
    /// It is only offered or hoped for.
    offered: bool,
}

/// The main event, where there is one: the type that the top of the article, its headline and the kinds of its statements
/// speak for most, with the statement that says so best.
pub fn main_event(article: &Annotated) -> Option<MainEvent> {
    let body: Vec<&Statement> = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).collect();
    if let Some(genre) = genre::genre(article) {
        return body.first().map(|first| of_genre(genre, first));
    }
    let mut hints: Vec<Hint> =
        body.iter().take(DEPTH).enumerate().flat_map(|(rank, s)| hints(article, s, rank)).collect();
    hints.retain(|h| !is_recalled(article, &body, h.kind, (h.statement, h.at)));
    let (kind, weight) = leading(article, &hints, &title(article))?;
    let best = best(&hints, kind);
    let told = || body.iter().find(|s| s.kind == Kind::Event).or(body.first());
    let by_title = || {
        told().map(|s| Hint {
            kind,
            strength: 0,
            weight: 0,
            statement: s.index,
            at: s.span.start,
            early: false,
            past: false,
            offered: false,
            persons: false,
        })
    };
    let anchor = best.or_else(by_title)?;
    let statement = article.statements.get(anchor.statement)?;
    let kind =
        if kind == EventType::Meeting && sides::is_of_heads(article, statement) { EventType::Summit } else { kind };
    let related: Vec<&Statement> = hints
        .iter()
        .filter(|h| h.kind == kind && h.statement != anchor.statement)
        .filter_map(|h| article.statements.get(h.statement))
        .filter(|s| matches!(s.kind, Kind::Event | Kind::Outcome | Kind::Agenda))
        .collect();
    let top = body.iter().copied().take(7).filter(|s| matches!(s.kind, Kind::Event | Kind::Outcome));
    let near: Vec<&Statement> = top.filter(|s| s.index != anchor.statement).collect();
    let refused = kind == EventType::Visit && refused::refusal(article, statement).is_some();
    let called_off = refused || status::is_called_off(article.document.tokens_of(statement.index), kind);
    let to_come =
        kind != EventType::Statement && (called_off || anchor.offered || is_to_come(article, statement, anchor.at));
    let told = Told {
        article,
        anchor: statement,
        at: anchor.at,
        related: &related,
        near: &near,
        kind,
        to_come,
        called_off,
        offered: anchor.offered,
    };
    let place = place::place(&told);
    let (days, status) = span::days_and_status(&told);
    let actors = parties::parties(&told, place.as_ref());
    let contact = kind.is_in_person();
    let place = place.or_else(|| place::on_day(article, days.start.as_deref().filter(|_| contact)?));
    let acts =
        |k: EventType| matches!(k, EventType::Expulsion | EventType::Statement | EventType::Other | EventType::Release);
    let initiator = actors.first().filter(|_| acts(kind) && !to_come);
    let place = place.or_else(|| spoken::at_home(article, initiator?));
    let receipts = std::iter::once(anchor.statement).chain(days.receipt.filter(|r| *r != anchor.statement)).collect();
    let rank = body.iter().position(|s| s.index == anchor.statement).unwrap_or(0);
    let sure =
        sure::is_sure(&told, &sure::Evidence { weight, rank, status, title: &title(article) }, &actors, place.as_ref());
    let place = place.map(|p| p.name);
    Some(MainEvent { kind, actors, place, start: days.start, end: days.end, status, receipts, sure })
}

/// What a page is about that is no news of one event: a life, a person's words, many things. It has no day of its own.
fn of_genre(genre: Genre, first: &Statement) -> MainEvent {
    let (kind, actors) = match genre {
        Genre::Portrait(person) => (EventType::Other, vec![person]),
        Genre::Interview(person) => (EventType::Statement, vec![person]),
        Genre::RoundUp => (EventType::Other, Vec::new()),
    };
    let (place, start, end) = (None, None, None);
    MainEvent { kind, actors, place, start, end, status: Status::Done, receipts: vec![first.index], sure: false }
}

/// The statement that tells of the type: the first one that says it nearly as strongly as any.
fn best(hints: &[Hint], kind: EventType) -> Option<Hint> {
    let told = || hints.iter().filter(|h| h.kind == kind && !h.past);
    let most = told().map(|h| h.weight).max()?;
    told().find(|h| h.weight * 100 >= most * NEARLY).copied()
}

/// True where the words for the event at byte `at` of a statement tell of one still to come.
fn is_to_come(article: &Annotated, statement: &Statement, at: usize) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let first = tokens.partition_point(|t| t.span.start < at);
    let named = event_types().at(tokens.get(first..).unwrap_or_default());
    let len = named.map_or(1, |m| m.len);
    // A meeting that is meant has its day; of a measure the day is that of the word.
    let is_measure = |kind: EventType| !kind.is_in_person() && kind != EventType::Other;
    let meant = named.is_some_and(|m| is_measure(m.value.0)) && intended::is_intended(tokens, at);
    // `the summit next week`, `their talks on Monday`.
    let end = tokens.get((first + len).saturating_sub(1)).map_or(at, |t| t.span.end);
    let published = article.document.article.published;
    let later = |p: &Point| published.zip(p.first).is_some_and(|(day, first)| first > day);
    let dated = points(statement).iter().any(|p| (end..end + BESIDE).contains(&p.at) && later(p));
    dated || meant || status::is_to_come(tokens, first, len)
}

#[cfg(test)]
mod tests;
