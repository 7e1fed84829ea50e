//! Whether a sentence tells of a contact between states at all.

use std::collections::BTreeSet;

use super::Context;
use crate::lexicon::story_words;
use crate::model::{Actor, ActorKind, EventType, Statement, Status};
use crate::story::event::is_party;
use crate::story::page::state_of;
use crate::story::points::Point;
use crate::text::{Case, Token};

/// Statements from the top that name the states which the news is about.
const OPENING: usize = 4;

/// Sentences with two states that make an article one about states.
const AGAIN: usize = 2;

/// Tokens between who goes and the verb of going, at most.
const GOER: usize = 12;

/// Tokens between a state and its verb of going, at most.
const BESIDE: usize = 3;

/// Tokens before a verb of contact that may say that it is still to come.
const AHEAD: usize = 3;

impl Context<'_> {
    /// True where two states or bodies of states take part: of those that the event, the opening and the sentence itself name,
    /// or where the article tells of two together again and again. A party's meeting with its own voters, or a court's with
    /// its accused, is no contact.
    pub(super) fn crosses_borders(&self, statement: &Statement) -> bool {
        let own = || self.codes.iter().map(String::as_str).chain(self.place_code());
        let travels = self.event.is_some_and(|e| matches!(e.kind, EventType::Visit | EventType::Summit));
        let body = || self.article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none());
        let told = || body().take(OPENING).chain([statement]).flat_map(codes_of);
        let several = |codes: BTreeSet<&str>| codes.len() > 1;
        travels
            || self.names.is_empty()
            || several(own().chain(told()).collect())
            || body().filter(|s| several(codes_of(s).collect())).count() > AGAIN
    }

    fn place_code(&self) -> Option<&'static str> {
        let place = self.event?.place.as_deref()?;
        state_of(place).map(|(code, _)| code)
    }

    /// True for a time to come, and for `this week` and `this month` where the event is still to come: they are its own time.
    pub(super) fn is_own_time(&self, point: &Point) -> bool {
        let planned = self.event.is_some_and(|e| matches!(e.status, Status::Planned | Status::Cancelled));
        let Some(((first, last), day)) = point.first.zip(point.last).zip(self.article.document.article.published) else {
            return false;
        };
        first > day || planned && !point.day && day <= last
    }
}

/// The states and bodies that a statement names as actors or places.
fn codes_of(statement: &Statement) -> impl Iterator<Item = &str> {
    let actors = statement.actors.iter().filter(|a| is_party(a)).filter_map(|a| a.code());
    actors.chain(statement.places.iter().filter_map(|p| p.country.as_deref()))
}

/// True where the verb of contact at token `at` tells of what is still to come, or is only meant: `is likely to meet`, `60 days
/// to come back`.
pub(super) fn is_ahead(tokens: &[Token], at: usize) -> bool {
    let words = &story_words().words;
    if !tokens.get(at).is_some_and(|t| words.contact_now.has(t)) {
        return false;
    }
    // `the first president to come in 65 years`.
    let compared = tokens.get(at.saturating_sub(GOER)..at).unwrap_or_default();
    if compared.iter().any(|t| t.is_any(&["first", "last", "only"])) {
        return false;
    }
    let from = at.saturating_sub(AHEAD);
    let led = (from..at).rev().take_while(|k| tokens.get(*k).is_some_and(|t| t.case == Case::Lower));
    led.into_iter().any(|k| {
        let token = tokens.get(k).filter(|t| words.ahead.has(t));
        let meant = || k.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| words.unreal.has(t));
        // `went there to meet the king` tells of a contact; a thing that is to come does not.
        token.is_some_and(|t| !t.is("to") || meant() || tokens.get(at).is_some_and(|t| t.is_any(&["come", "stay", "call"])))
    })
}

/// True where a verb of contact within the words is still to come: a date beside it is that of a plan.
pub(super) fn is_plan(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| is_ahead(tokens, at))
}

/// The verbs of coming with which a thing comes and nobody does, by their first byte: `the statement came in May`, `gains came
/// after`. Somebody who goes stands before the verb in its clause: a person, a pronoun, a delegation, right before it a state.
pub(super) fn idle_verbs(statement: &Statement, tokens: &[Token]) -> Vec<usize> {
    let comes = |at: &usize| tokens.get(*at).is_some_and(|t| story_words().words.comes_as_things_do.has(t));
    let idle = (0..tokens.len()).filter(comes).filter(|at| !has_goer(statement, tokens, *at));
    idle.filter_map(|at| Some(tokens.get(at)?.span.start)).collect()
}

fn has_goer(statement: &Statement, tokens: &[Token], at: usize) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(GOER)..at).unwrap_or_default();
    let clause = before.iter().rposition(|t| t.is_any(&[";", ":"]) || t.is_quote()).map_or(0, |k| k + 1);
    let before = before.get(clause..).unwrap_or_default();
    before.iter().enumerate().any(|(k, token)| {
        let near = before.len() - k <= BESIDE;
        let goes = |a: &Actor| a.span.contains(token.span) && (near || matches!(a.kind, ActorKind::Person | ActorKind::Office));
        words.goers.has(token) || statement.actors.iter().filter(|a| is_party(a)).any(goes)
    })
}
