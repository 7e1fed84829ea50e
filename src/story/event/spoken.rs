//! Where somebody spoke, and not where it happened.

use super::Told;
use super::town::{dateline, is_scene, is_town, name_case};
use crate::lexicon::story_words;
use crate::model::{Annotated, Place, Statement};

/// Tokens between a verb of saying and the town where it was said, at most.
const SAID: usize = 9;

/// Statements from the top that may say where somebody spoke.
const SPOKEN: usize = 4;

/// The dateline's place, where its state is the one that acts: expels, speaks, gives, sets free.
pub(super) fn at_home(article: &Annotated, initiator: &str) -> Option<Place> {
    let (_, codes) = super::names_of(article, std::slice::from_ref(&initiator.to_owned()));
    let is_home = |p: &Place| p.country.as_ref().is_some_and(|c| codes.contains(c));
    let line = dateline(article).map(|(place, _)| place).filter(is_home);
    let body = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(SPOKEN);
    let place = line.or_else(|| body.filter_map(|s| said_in(article, s)).find(is_home))?;
    Some(Place { name: name_case(&place.name), ..place })
}

/// `told reporters in Lisbon`: the town behind the verb of saying, in the statement that tells the event or one beside it.
pub(super) fn spoken_at(told: &Told) -> Option<Place> {
    let all = std::iter::once(told.anchor).chain(told.near.iter().copied());
    all.take(3).find_map(|s| said_in(told.article, s))
}

/// The town behind a verb of saying.
fn said_in(article: &Annotated, statement: &Statement) -> Option<Place> {
    let said = |p: &&Place| is_town(p) && is_scene(article, statement, p) && is_said_at(article, statement, p, true);
    statement.places.iter().find(said).cloned()
}

/// `told reporters in Lisbon`: where somebody spoke, and not where it happened; `announced in Lisbon`, too, where `announced`.
pub(super) fn is_said_at(article: &Annotated, statement: &Statement, place: &Place, announced: bool) -> bool {
    let words = &story_words().words;
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let before = tokens.get(at.saturating_sub(SAID)..at).unwrap_or_default();
    let led = before.last().is_some_and(|t| t.is_any(&["in", "at"]));
    let said = before.iter().rposition(|t| words.speaks.has(t) || announced && words.tells.has(t));
    // `said that the envoys were held in Lisbon`: told of, and not spoken there.
    let that = |k: usize| before.get(k..).is_some_and(|b| b.iter().any(|t| t.is("that") || t.is(",")));
    led && said.is_some_and(|k| !that(k))
}
