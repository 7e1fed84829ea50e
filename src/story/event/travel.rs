//! Who has come to a foreign place: the words that make an event a visit, whatever it is for.

use super::party::{after_dateline, is_party};
use super::town::{capitals, with_state};
use crate::model::{Actor, ActorKind, Annotated, Statement};
use crate::text::Token;

/// Tokens between the verb and the place, at most.
const REACH: usize = 7;

/// A person's arrival abroad.
#[derive(Debug, Clone, Copy)]
pub(super) struct Arrival<'a> {
    /// Who came.
    pub traveller: &'a Actor,
    /// First byte of the verb.
    pub at: usize,
}

/// The arrival that a statement tells of: a person, a verb of coming or being somewhere, and a place of another state.
pub(super) fn arrival<'a>(article: &Annotated, statement: &'a Statement) -> Option<Arrival<'a>> {
    let tokens = article.document.tokens_of(statement.index);
    if tokens.iter().any(|t| crate::lexicon::story_words().words.no_arrival.has(t)) {
        return None;
    }
    let start = after_dateline(article, statement);
    (0..tokens.len()).find_map(|verb| {
        let end = verb_end(tokens, verb)?;
        let at = tokens.get(verb)?.span.start;
        let person =
            |a: &&Actor| a.kind == ActorKind::Person && is_party(a) && a.span.start >= start && a.span.end <= at;
        let traveller = statement.actors.iter().rfind(person)?;
        let home = traveller.country.as_deref()?;
        let limit = tokens.get((end + REACH).min(tokens.len() - 1))?.span.end;
        let from = tokens.get(end)?.span.start;
        let places = statement.places.iter().map(with_state).chain(capitals(article, statement));
        let mut near = places.filter(|p| p.span.start >= from && p.span.end <= limit);
        let abroad = near.find_map(|p| p.country).is_some_and(|c| c != home);
        let here = tokens.get(end).is_some_and(|t| t.is("here"));
        (abroad || here).then_some(Arrival { traveller, at })
    })
}

/// One past the verb of coming that starts at `at`, with its preposition: `is currently in`, `arrived in`, `flew to`.
fn verb_end(tokens: &[Token], at: usize) -> Option<usize> {
    let words = &crate::lexicon::story_words().words;
    let is = |k: usize, words: &[&str]| tokens.get(k).is_some_and(|t| t.is_any(words));
    if is(at, &["is", "are"]) {
        let adverb = usize::from(is(at + 1, &["currently", "now", "already", "back"]));
        return is(at + 1 + adverb, &["in"]).then_some(at + 2 + adverb);
    }
    if tokens.get(at).is_some_and(|t| words.arrives.has(t)) {
        return Some(at + 1 + usize::from(is(at + 1, &["in", "at", "on"])));
    }
    let down = is(at, &["touched", "touches"]) && is(at + 1, &["down"]);
    let goes = tokens.get(at).is_some_and(|t| words.goes.has(t));
    if down {
        return Some(at + 2);
    }
    (goes && is(at + 1, &["to", "here"])).then(|| at + 1 + usize::from(is(at + 1, &["to"])))
}
