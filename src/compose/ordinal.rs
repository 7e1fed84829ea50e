//! "third visit to China this year": the count of contacts that a sentence states, as written.

use crate::lexicon::wording;
use crate::model::{ActorKind, EventType, Modality, Reading, Statement};
use crate::text::{Span, Token, TokenKind};

/// Tokens behind a count in which words may narrow it.
const REACH: usize = 10;

/// Tokens behind the noun that belong to it.
const LONGEST: usize = 8;

/// Tokens of a title before a name.
const TITLE: usize = 5;

/// True for `third` and the like.
pub(super) fn is_ordinal(norm: &str) -> bool {
    wording().count.ordinals.contains(norm)
}

/// The longest such phrase in statement `i`, where the sentence plainly says it.
pub(super) fn phrase(reading: &Reading, i: usize, kind: EventType) -> Option<Span> {
    let statement = reading.annotated.statements.get(i)?;
    if matches!(statement.modality, Modality::Hedged | Modality::Denied | Modality::Conditional) {
        return None;
    }
    let words = &wording().count;
    let tokens = reading.annotated.document.tokens_of(i);
    let quoted = |t: &Token| statement.quote.as_ref().is_some_and(|q| q.span.contains(t.span));
    let at = tokens.iter().position(|t| is_ordinal(&t.norm) && !quoted(t))?;
    let noun = (at + 1..=at + 2).find(|n| tokens.get(*n).is_some_and(|t| words.is_noun(&t.norm, kind)))?;
    let follows = |token: &Token| {
        words.follows.contains(&token.norm)
            || token.is_capitalised()
            || token.number().is_some_and(|y| (1800..2100).contains(&y))
    };
    // `of Chilean President Ana Lopez`: whose it is is said by the headline.
    let whose = whose(statement, tokens, noun).unwrap_or(tokens.len());
    let rest = tokens.get(noun + 1..whose).unwrap_or_default();
    let mut last = noun + rest.iter().take_while(|t| follows(t)).count();
    // What goes on for longer would be cut within a name.
    if last > noun + LONGEST {
        return None;
    }
    while last > noun && words.not_last.contains(&tokens[last].norm) {
        last -= 1;
    }
    // `first visit to Lima by a Chilean minister since 2010`: cut off, it would claim more.
    let goes_on = tokens.iter().skip(last + 1).take_while(|t| t.kind != TokenKind::Mark);
    if tokens[at].is("first") && goes_on.take(REACH).any(|t| t.is_any(&["by", "since", "of"])) {
        return None;
    }
    Some(tokens[at].span.join(tokens[last].span))
}

/// The "of" or "by" behind the noun that leads to a person.
fn whose(statement: &Statement, tokens: &[Token], noun: usize) -> Option<usize> {
    let end = tokens.get(noun)?.span.end;
    let persons = statement.actors.iter().filter(|a| a.kind == ActorKind::Person && a.span.start > end);
    let first = persons.map(|a| a.span.start).min()?;
    let person = tokens.partition_point(|t| t.span.start < first);
    let at = (noun + 1..person).rev().find(|at| tokens.get(*at).is_some_and(|t| t.is_any(&["of", "by"])))?;
    let title = tokens.get(at + 1..person).unwrap_or_default();
    let is_title = |t: &Token| t.kind != TokenKind::Mark && !t.is_any(&["to", "in", "at", "on", "with"]);
    (title.len() <= TITLE && title.iter().all(is_title)).then_some(at)
}
