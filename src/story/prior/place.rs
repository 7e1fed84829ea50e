//! Where an earlier contact was.

use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Annotated, EventType, MainEvent, Place, Statement};
use crate::story::page::state_of;
use crate::story::points::Point;
use crate::text::{Token, tokenize};

/// What a place behind its date counts as further away, in bytes: `in Lisbon in March and Paris in May`.
const BEHIND: usize = 12;

/// The place nearest to the date.
pub(super) fn nearest(article: &Annotated, statement: &Statement, point: &Point) -> Option<String> {
    let distance = |p: &&Place| {
        if p.span.end <= point.at { point.at - p.span.end } else { p.span.start.abs_diff(point.end) + BEHIND }
    };
    let near = told(article, statement).min_by_key(distance)?;
    // `in Lisbon, Portugal, on May 3`: the city is meant.
    let city = told(article, statement)
        .find(|p| !near.city && p.city && p.country == near.country && p.span.start.abs_diff(near.span.start) < 40);
    Some(city.unwrap_or(near).name.clone())
}

/// The places of a statement, those of its dateline left out.
pub(super) fn told<'a>(article: &Annotated, statement: &'a Statement) -> impl Iterator<Item = &'a Place> {
    let dateline = article.document.article.dateline.as_ref().map(|d| d.span);
    statement.places.iter().filter(move |p| dateline.is_none_or(|d| !d.contains(p.span)))
}

/// The place that the words of a clause go to: `travelled to Lisbon`, `a visit to the port of Porto`, `was in Chile`.
pub(super) fn named(article: &Annotated, tokens: &[Token]) -> Option<String> {
    (1..tokens.len()).find_map(|at| {
        let led = tokens.get(at - 1)?;
        let visited = led.is_any(&["visited", "visits", "visiting", "visit"]);
        (visited || led.is_any(&["to", "in", "into", "at"])).then_some(())?;
        let rest = tokens.get(at..)?;
        if let Some(found) = gazetteer(rest) {
            let place = matches!(found.value.kind, EntryKind::Country | EntryKind::Capital | EntryKind::City);
            return words_of(article, rest, found.len).filter(|_| place);
        }
        let words = &story_words().words;
        let name = rest.iter().take_while(|t| t.is_capitalised() && t.is_word() && !words.not_place.has(t)).count();
        words_of(article, rest, name).filter(|_| led.is("to") && name < 4)
    })
}

fn words_of(article: &Annotated, tokens: &[Token], len: usize) -> Option<String> {
    let span = tokens.first()?.span.join(tokens.get(len.checked_sub(1)?)?.span);
    Some(article.document.text(span).split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Where no place is named: the state of the event.
pub(super) fn of_event(event: Option<&MainEvent>) -> Option<String> {
    let place = event.filter(|e| e.kind == EventType::Visit)?.place.as_deref()?;
    state_of(place).and_then(|(code, _)| country_name(code)).map(str::to_owned)
}

/// True for a place that is a person's or body's and no location: `the Cuban capital` is none.
pub(super) fn is_nameless(name: &str) -> bool {
    tokenize(name).last().is_none_or(|t| t.is_any(&["capital", "side"]))
}
