//! What the words of a statement tell of events.

use super::{refused, travel};
use crate::lexicon::{Match, event_types, story_words};
use crate::model::{ActorKind, Annotated, EventType, Kind, Statement};
use crate::story::points::{Point, points};
use crate::text::{Token, tokenize};

/// Tokens before `were released` in which its subject stands, and behind `released` in which its object does.
const PAPERS: usize = 24;
const OBJECT: usize = 4;

/// Statements from the top in which an event that is over is recalled.
const RECALLS: usize = 2;

/// How strongly a person's arrival abroad tells of a visit: more than the talks that it is for.
const ARRIVAL: i64 = 9;

/// How strongly words that keep a visitor out tell of his visit.
const REFUSAL: i64 = 9;

/// Tokens between a speech and what it is about, at most.
const TOPIC: usize = 40;

/// Tokens between a verb of confirming or denying and what it is about, at most.
const TOLD_OF: usize = 24;

/// Tokens between a verb of wishing or refusing and what it is about, at most.
const GOVERNED: usize = 10;

/// Days before publication from which a date is that of something older, bytes between words and their date, and the part
/// of its weight that a hint with such a date keeps.
const OLD_DAYS: i64 = 45;
const DATED: usize = 24;
const AGED: i64 = 4;

/// Tokens behind a word that parts a phrase, at most.
const PARTED: usize = 6;

/// Strength of the words that only say that somebody spoke.
pub(super) const BARE: i64 = 2;

/// A statement that tells of an event of some type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hint {
    pub kind: EventType,
    /// As in the lexicon.
    pub strength: i64,
    pub weight: i64,
    pub statement: usize,
    /// Byte where the words stand.
    pub at: usize,
    /// True in the first sentences, where these tell the news.
    pub early: bool,
    /// True in a sentence about what came before.
    pub past: bool,
    /// True where the contact is only offered or hoped for.
    pub offered: bool,
    /// True in a sentence that names a person.
    pub persons: bool,
}

/// The headline: the title that came with the article, else the line that was taken for one.
pub(super) fn headline(article: &Annotated) -> &str {
    let line = || {
        let headline =
            article.statements.iter().find(|s| s.furniture.as_deref().is_some_and(|f| f.starts_with("headline")));
        headline.map(|s| article.document.text(s.span))
    };
    article.document.article.title.as_deref().or_else(line).unwrap_or_default()
}

/// The words of the headline.
pub(super) fn title(article: &Annotated) -> Vec<Token> {
    tokenize(headline(article))
}

/// What the words of one statement tell, one hint a type.
pub(super) fn hints(article: &Annotated, statement: &Statement, rank: usize) -> Vec<Hint> {
    let position = match rank {
        0 => 10,
        1 => 7,
        2 => 5,
        3 | 4 => 3,
        _ => 1,
    };
    let factor = match statement.kind {
        Kind::Event => 10,
        Kind::Outcome if rank == 0 => 10,
        Kind::Outcome => 8,
        Kind::Agenda | Kind::Prior => 4,
        Kind::Position => 3,
        _ => 2,
    };
    let early = rank < 3 && matches!(statement.kind, Kind::Event | Kind::Outcome);
    let past = statement.kind == Kind::Prior || (statement.kind == Kind::Background && rank > 2);
    let tokens = article.document.tokens_of(statement.index);
    let mut found: Vec<Hint> = Vec::new();
    let arrival = travel::arrival(article, statement)
        .filter(|_| rank < 3 && matches!(statement.kind, Kind::Event | Kind::Outcome));
    let travels = arrival.map(|a| (EventType::Visit, ARRIVAL, a.at));
    let refused = refused::refusal(article, statement).filter(|_| rank < 3).map(|at| (EventType::Visit, REFUSAL, at));
    // Talks of delegations are talks, those of persons a meeting.
    let persons = statement.actors.iter().any(|a| a.kind == ActorKind::Person);
    let held = |(kind, strength, span): (EventType, i64, usize)| {
        let talks = || tokens.iter().find(|t| t.span.start == span).is_some_and(|t| story_words().words.holds.has(t));
        let kind = if kind == EventType::Meeting && !persons && talks() { EventType::Talks } else { kind };
        (kind, strength, span)
    };
    let old = old_days(article, statement);
    for (at, strength, span) in strengths(tokens).into_iter().map(held).chain(travels).chain(refused) {
        let aged = is_beside(&old, span);
        let weight = strength * position * factor / if aged { AGED } else { 1 };
        let past = past || aged;
        match found.iter_mut().find(|h| h.kind == at) {
            Some(hint) if hint.weight >= weight => {}
            Some(hint) => (hint.weight, hint.strength, hint.at) = (weight, strength, span),
            None => found.push(Hint {
                kind: at,
                strength,
                weight,
                statement: statement.index,
                at: span,
                early,
                past,
                offered: false,
                persons,
            }),
        }
    }
    for hint in &mut found {
        let at = tokens.partition_point(|t| t.span.start < hint.at);
        hint.offered = refused::is_offered(tokens, at, hint.kind);
    }
    // Who offers talks has spoken, and done no more.
    let offer = found.iter().filter(|h| h.offered).max_by_key(|h| h.weight).copied();
    let spoken = found.iter().any(|h| h.kind == EventType::Statement && h.strength > BARE);
    found.extend(offer.filter(|_| !spoken).map(|h| Hint {
        kind: EventType::Statement,
        strength: h.strength.max(BARE + 1),
        weight: h.weight + 1,
        offered: false,
        ..h
    }));
    found
}

/// The bytes of the days and months of a statement, and whether each lies well before the day of writing.
fn old_days(article: &Annotated, statement: &Statement) -> Vec<(usize, bool)> {
    let Some(published) = article.document.article.published else { return Vec::new() };
    let tokens = article.document.tokens_of(statement.index);
    let bounds = |at: usize| {
        let at = tokens.partition_point(|t| t.span.start < at);
        let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        story_words().words.bounding.any(before)
    };
    let old = |p: &Point| p.last.is_some_and(|day| (published - day).num_days() > OLD_DAYS);
    points(statement).iter().filter(|p| p.last.is_some()).map(|p| (p.at, old(p) && !bounds(p.at))).collect()
}

/// True where the date nearest to byte `at` is an old one: `when he was expelled in June last year`.
fn is_beside(days: &[(usize, bool)], at: usize) -> bool {
    let nearest = days.iter().min_by_key(|(day, _)| day.abs_diff(at));
    nearest.is_some_and(|(day, old)| *old && (at..at + DATED).contains(day))
}

/// The types that words tell of, each with its strength and its byte.
pub(super) fn strengths(tokens: &[Token]) -> Vec<(EventType, i64, usize)> {
    let found = event_types().all(tokens).chain(parted(tokens)).filter(|(at, _)| !is_past(tokens, *at));
    let strength = |at: usize, kind: EventType, told: i64| match kind {
        _ if is_backdrop(tokens, at) => (told + 1) / 2,
        EventType::Statement | EventType::Other | EventType::Expulsion => told,
        _ if is_told_of(tokens, at) => 1,
        _ if is_governed(tokens, at, kind) => (told + 2) / 3,
        EventType::Release if is_of_papers(tokens, at) => 0,
        EventType::Agreement | EventType::Talks if is_topic(tokens, at) => (told + 3) / 4,
        _ => told,
    };
    let told = |(at, m): (usize, Match<'_, (EventType, i64)>)| {
        Some((m.value.0, strength(at, m.value.0, m.value.1), tokens.get(at)?.span.start))
    };
    // A phrase without strength only keeps shorter ones from being read in it.
    found.filter_map(told).filter(|(_, strength, _)| *strength > 0).collect()
}

/// Phrases that a word of owning parts: `severed their ties`, `opened its embassy`.
fn parted(tokens: &[Token]) -> Vec<(usize, Match<'static, (EventType, i64)>)> {
    let own = |at: &usize| tokens.get(*at).is_some_and(|t| story_words().words.parting.has(t));
    let joined = |at: usize| {
        let behind = tokens.get(at + 1..(at + PARTED).min(tokens.len()))?;
        let row: Vec<Token> = tokens.get(at.checked_sub(1)?).into_iter().chain(behind).cloned().collect();
        let whole = event_types().at(tokens.get(at - 1..)?).is_some_and(|m| m.len > 1);
        event_types().at(&row).filter(|m| m.len > 1 && !whole).map(|m| (at - 1, m))
    };
    (0..tokens.len()).filter(own).filter_map(joined).collect()
}

/// `documents released on Monday`, `released a video`: papers, and nobody who was held. The nearest noun of either decides.
fn is_of_papers(tokens: &[Token], at: usize) -> bool {
    let words = &story_words().words;
    let thing = |t: &Token| words.published_things.has(t);
    let before = tokens.get(at.saturating_sub(PAPERS)..at).unwrap_or_default();
    let behind = tokens.get(at + 1..(at + 1 + OBJECT).min(tokens.len())).unwrap_or_default();
    let passive = before.last().is_some_and(|t| t.is_any(&["was", "were", "been", "inadvertently", "mistakenly"]));
    behind.iter().any(thing)
        || (passive || behind.first().is_some_and(|t| t.is_any(&["by", "on"]))) && before.iter().any(thing)
}

/// `in a speech on the accord between Norway and Chile`: what a speech is about, not the news.
fn is_topic(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(TOPIC)..at).unwrap_or_default();
    let noun = !tokens.get(at).is_some_and(|t| story_words().words.signs.has(t));
    noun && story_words().words.speech.any(before)
}

/// `rejected a protest`, `offered to host talks`, `against the visit`: what somebody wishes, refuses or speaks of.
fn is_governed(tokens: &[Token], at: usize, kind: EventType) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(GOVERNED)..at).unwrap_or_default();
    let governs = |t: &Token| words.governs.has(t) || kind.is_contact() && t.is("against");
    before.iter().rev().take_while(|t| !words.parts_thought.has(t) && !t.is_quote()).any(governs)
}

/// `confirmed for the first time that officers of two armies met`, `denied a report that they met`: what is confirmed or
/// denied is not the news, but that it is.
fn is_told_of(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(TOLD_OF)..at).unwrap_or_default();
    let Some(that) = before.iter().rposition(|t| t.is("that")) else { return false };
    let words = &story_words().words;
    // What is confirmed to be planned is the news.
    let parted = |t: &Token| t.is_any(&[";", ":", "would"]) || t.is_quote() || words.announced.has(t);
    let verb = before.get(..that).unwrap_or_default();
    !before.get(that..).unwrap_or_default().iter().any(parted)
        && verb.iter().rev().take_while(|t| !parted(t)).any(|t| words.settles.has(t))
}

/// `his recent visit`, `the previous round of talks`, `last year's regional summit`: no news.
fn is_past(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let near = tokens.get(at.saturating_sub(5)..at).unwrap_or_default();
    let last = near.windows(3).any(|w| w[0].is("last") && w[1].is_any(&["year", "month"]) && w[2].is("'s"));
    story_words().words.bygone.any(before) || last
}

/// True where the event at byte `at` is only pointed back to, `the summit`, and the opening spoke of it as bygone, `last
/// year's summit`: it is no news there either.
pub(super) fn is_recalled(article: &Annotated, opening: &[&Statement], kind: EventType, hint: (usize, usize)) -> bool {
    let (i, at) = hint;
    let tokens = article.document.tokens_of(i);
    let at = tokens.partition_point(|t| t.span.start < at);
    let definite = at.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| t.is("the"));
    let bygone = |s: &&Statement| {
        let tokens = article.document.tokens_of(s.index);
        let mut told = event_types().all(tokens).filter(|(_, m)| m.value.0 == kind).peekable();
        told.peek().is_some() && told.all(|(at, _)| is_past(tokens, at))
    };
    definite && opening.iter().take_while(|s| s.index < i).take(RECALLS).any(bygone)
}

/// `as talks go on`, `after the summit`: what the news is set against, not the news.
fn is_backdrop(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    let next = before.last().is_some_and(|t| t.is_any(&["as", "while"]));
    next || story_words().words.backdrop.any(before)
}
