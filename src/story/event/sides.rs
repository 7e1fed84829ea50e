//! Who is on the other side where the sentence that tells the event does not name them.

use super::Told;
use super::party::{Party, in_statement, state_name};
use crate::lexicon::{country_name, story_words};
use crate::model::{ActorKind, Annotated, EventType, Statement};
use crate::story::numbers::cardinal;
use crate::text::{Case, Token};

/// Statements from the top that name the persons of two states.
const NEAR: usize = 4;

/// Words between two persons who are named together, at most.
const JOINED: usize = 5;

/// States whose heads make a meeting a summit.
const SEVERAL: usize = 3;

/// More than these are no heads of states: `50 presidents of clubs`.
const MOST_HEADS: u64 = 60;

/// Tokens between `and` and the name of a party that no list knows, at most.
const LED: usize = 3;

/// `The presidents of Norway, Peru and Chile met`: a meeting of the heads of several states.
pub(super) fn is_of_heads(article: &Annotated, statement: &Statement) -> bool {
    let words = &story_words().words;
    let tokens = article.document.tokens_of(statement.index);
    let prime = |w: &[Token]| matches!(w, [a, b] if a.is("prime") && b.is("ministers"));
    let heads = tokens.iter().any(|t| words.heads.has(t)) || tokens.windows(2).any(prime);
    let mut codes: Vec<&str> = statement.actors.iter().filter_map(|a| a.country.as_deref()).collect();
    codes.sort_unstable();
    codes.dedup();
    heads && (codes.len() >= SEVERAL || (0..tokens.len()).any(|at| counts_heads(tokens, at)))
}

/// `the four presidents`.
fn counts_heads(tokens: &[Token], at: usize) -> bool {
    let several = cardinal(tokens, at).filter(|n| n.value >= SEVERAL as u64 && n.value <= MOST_HEADS);
    several.is_some_and(|n| tokens.get(at + n.len).is_some_and(|t| story_words().words.heads.has(t)))
}

/// `The ministers of Norway and Peru met. Anna Berg and Luis Paz …`: the persons who act for two states, named right behind.
pub(super) fn persons_of(told: &Told, states: &[Party]) -> Option<Vec<Party>> {
    let [first, second] = states else { return None };
    let (first, second) = (first.code.as_ref()?, second.code.as_ref()?);
    let told_of = told.article.statements.iter().filter(|s| s.index > told.anchor.index && !s.is_noise());
    told_of.take(NEAR).find_map(|s| {
        let mut persons: Vec<Party> = in_statement(told.article, s).into_iter().filter(|p| p.person).collect();
        let of = |code: &String| persons.iter().position(|p| p.code.as_ref() == Some(code));
        let pair = of(first).zip(of(second)).or_else(|| (are_joined(told.article, s)).then_some((0, 1)));
        let (a, b) = pair.filter(|(a, b)| a != b && persons.len() > *a.max(b))?;
        let (low, high) = (a.min(b), a.max(b));
        let (later, earlier) = (persons.swap_remove(high), persons.swap_remove(low));
        Some(if a < b { vec![earlier, later] } else { vec![later, earlier] })
    })
}

/// `Anna Berg and Luis Paz announced`: two persons of no known state open the sentence together.
fn are_joined(article: &Annotated, statement: &Statement) -> bool {
    let persons: Vec<_> = statement.actors.iter().filter(|a| a.kind == ActorKind::Person).collect();
    let [a, b] = persons.as_slice() else { return false };
    let between = article.document.article.text.get(a.span.end..b.span.start).unwrap_or_default();
    // `Berg of Norway and Paz of Peru`.
    let joined = between.trim_end().ends_with("and") && between.split_whitespace().count() <= JOINED;
    joined && (a.code().is_none() || a.code() != b.code())
}

/// `embassy in Lima`, `a mission in Peru`, `ambassador to Chile`: the state of a place that the sentence names.
pub(super) fn state_there(told: &Told, first: Option<&String>) -> Option<Party> {
    let deed = matches!(
        told.kind,
        EventType::Other | EventType::Aid | EventType::Vote | EventType::Release | EventType::Expulsion
    );
    let places = told.anchor.places.iter().filter(|p| deed && p.span.start >= told.anchor.span.start);
    let code = places.filter_map(|p| p.country.as_ref()).find(|c| Some(*c) != first)?;
    let name = state_name(told.article, code).or_else(|| country_name(code).map(str::to_owned))?;
    Some(Party { code: Some(code.clone()), name, person: false, written: false })
}

/// `Peru and the rebel Andes Front signed`: the name that `and` joins to the one party found.
pub(super) fn joined_name(told: &Told) -> Option<Party> {
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let last = tokens.partition_point(|t| t.span.start < told.at);
    let side = told.anchor.actors.iter().find(|a| a.code().is_some())?;
    let from = tokens.partition_point(|t| t.span.start < side.span.end);
    let and = (from..last).take(LED).find(|k| tokens.get(*k).is_some_and(|t| t.is("and")))?;
    let lower = tokens.get(and + 1..last)?.iter().take_while(|t| t.case == Case::Lower).count();
    let first = and + 1 + lower;
    let len = tokens.get(first..last)?.iter().take_while(|t| t.is_capitalised()).count();
    if lower >= LED || len < 2 {
        return None;
    }
    let span = tokens.get(first)?.span.join(tokens.get(first + len - 1)?.span);
    // A front that bears its state's name is another party than the state.
    let taken = told.anchor.actors.iter().any(|a| a.kind != ActorKind::Organisation && a.span.contains(span));
    let name = told.article.document.text(span).to_owned();
    (!taken).then_some(Party { code: None, name, person: false, written: true })
}
