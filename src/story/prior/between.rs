//! Whether a sentence tells of a contact between states at all.

use std::collections::BTreeSet;

use super::Context;
use crate::lexicon::{EntryKind, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, MainEvent, Statement, Status};
use crate::story::event::is_party;
use crate::story::page::state_of;
use crate::story::points::Point;
use crate::text::{Case, Token};

/// Statements from the top that name the states which the news is about.
const OPENING: usize = 4;

/// Sentences with two states that make an article one about states.
const AGAIN: usize = 2;

/// Tokens between who goes and the verb of going, at most.
const GOER: usize = 16;

/// Tokens between a state and its verb of going, at most.
const BESIDE: usize = 3;

/// Tokens before a verb of contact that may say that it is still to come.
const AHEAD: usize = 3;

/// The states that an article is about.
pub(super) struct Borders {
    /// Those of the event, its place and the opening.
    codes: BTreeSet<String>,
    /// It is about states, whatever a sentence of it names: two of them go through it, or somebody travels.
    crossed: bool,
}

impl Borders {
    /// As far as the article's opening and event say; `parties` are the codes of the event's.
    pub(super) fn new(article: &Annotated, event: Option<&MainEvent>, parties: &[String]) -> Self {
        let body = || article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none());
        let travels = event.is_some_and(|e| matches!(e.kind, EventType::Visit | EventType::Summit));
        let place = event.and_then(|e| e.place.as_deref()).and_then(state_of).map(|(code, _)| code);
        let told = body().take(OPENING).flat_map(codes_of);
        let sides = body().take(OPENING).flat_map(|s| sides_of(article.document.tokens_of(s.index)));
        let named = parties.iter().map(String::as_str).chain(place).chain(told).chain(sides);
        let codes: BTreeSet<String> = named.map(str::to_owned).collect();
        let several = |s: &&Statement| codes_of(s).collect::<BTreeSet<_>>().len() > 1;
        let crossed = travels || codes.len() > 1 || body().filter(several).nth(AGAIN).is_some();
        Borders { codes, crossed }
    }

    /// True where two states or bodies of states take part: of those that the event, the opening and the sentence itself name,
    /// or where the article tells of two together again and again. A party's meeting with its own voters, or a court's with
    /// its accused, is no contact.
    pub(super) fn are_crossed(&self, statement: &Statement) -> bool {
        let known = self.codes.iter().map(String::as_str);
        self.crossed || known.chain(codes_of(statement)).collect::<BTreeSet<_>>().len() > 1
    }
}

impl Context<'_> {
    /// True for a time to come, and for `this week` and `this month` where the event is still to come: they are its own time.
    pub(super) fn is_own_time(&self, point: &Point) -> bool {
        let planned = self.event.is_some_and(|e| matches!(e.status, Status::Planned | Status::Cancelled));
        let Some(((first, last), day)) = point.first.zip(point.last).zip(self.article.document.article.published)
        else {
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

/// `his Burundian counterpart`, `the Canadian, Anna Berg`: the states of persons who are named by them alone.
fn sides_of(tokens: &[Token]) -> impl Iterator<Item = &str> {
    let side = move |at: usize| {
        let found = gazetteer(tokens.get(at..)?).filter(|m| m.value.kind == EntryKind::Adjective)?;
        let behind = tokens.get(at + found.len..(at + found.len + 2).min(tokens.len()))?;
        let held = story_words().words.hosts.any(behind) || behind.first().is_some_and(|t| t.is(","));
        found.value.code.filter(|_| held)
    };
    (0..tokens.len()).filter_map(side)
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
        token.is_some_and(|t| {
            !t.is("to") || meant() || tokens.get(at).is_some_and(|t| t.is_any(&["come", "stay", "call"]))
        })
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

/// `had last come`: what stands between who goes and the verb.
fn is_helper(token: &Token) -> bool {
    token.is_any(&[
        "had", "has", "have", "who", "last", "also", "first", "then", "once", "again", "twice", "both", "only", "never",
    ])
}

/// True where the sentence itself tells of a journey.
fn statement_tours(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is_any(&["tour", "visit", "trip", "mission"]))
}

fn has_goer(statement: &Statement, tokens: &[Token], at: usize) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(GOER)..at).unwrap_or_default();
    let clause = before.iter().rposition(|t| t.is_any(&[";", ":"]) || t.is_quote()).map_or(0, |k| k + 1);
    let before = before.get(clause..).unwrap_or_default();
    let helpers = before.iter().rev().take_while(|t| is_helper(t)).count();
    // `Monday: came to Lisbon`, `flew to Oslo and came back`: the verb has the subject told before, or none.
    let led = before.iter().rev().nth(helpers);
    if led.is_none_or(|t| t.is_any(&["and", "then", "but"])) {
        return true;
    }
    before.iter().enumerate().any(|(k, token)| {
        let near = before.len() - k <= BESIDE;
        let goes = |a: &Actor| {
            a.span.contains(token.span) && (near || matches!(a.kind, ActorKind::Person | ActorKind::Office))
        };
        // `the delegation's second tour; it came in May too`.
        let again = || statement_tours(tokens) && token.is("it");
        // A name that no list knows goes, too; its possession does not: `Estmark's reply came`.
        let named = near && token.is_capitalised() && k + 1 == before.len() - helpers;
        named || words.goers.has(token) || again() || statement.actors.iter().filter(|a| is_party(a)).any(goes)
    })
}
