//! Where an earlier contact was.

use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Annotated, EventType, MainEvent, Place, Statement};
use crate::story::page::state_of;
use crate::story::points::Point;
use crate::text::{Token, tokenize};

/// What a place behind its date counts as further away, in bytes: `in Lisbon in March and Paris in May`.
const BEHIND: usize = 12;

/// The place nearest to the date; the goal of the clause's own motion before a place further off than it, unless that place
/// is a town of the goal's state.
pub(super) fn of_date(article: &Annotated, statement: &Statement, clause: &[Token], point: &Point) -> Option<String> {
    let near = nearest(article, statement, point);
    let Some(goal) = goal(article, clause, point.at) else { return near };
    let place = near.as_ref().and_then(|name| told(article, statement).find(|p| p.name == *name));
    let gap = |p: &Place| {
        if p.span.end <= point.at { point.at - p.span.end } else { p.span.start.abs_diff(point.end) + BEHIND }
    };
    let better = place.is_none_or(|p| {
        let inside = p.city && p.country.is_some() && p.country == goal.country;
        !p.span.overlaps(goal.span) && !inside && gap(&goal) < gap(p)
    });
    if better { Some(goal.name) } else { near }
}

/// The place nearest to the date.
pub(super) fn nearest(article: &Annotated, statement: &Statement, point: &Point) -> Option<String> {
    let distance = |p: &&Place| {
        if p.span.end <= point.at { point.at - p.span.end } else { p.span.start.abs_diff(point.end) + BEHIND }
    };
    // `in March in Lisbon and in May in Paris`.
    let between = |p: &&Place| article.document.article.text.get(point.end..p.span.start).map(str::trim);
    let beside = told(article, statement).find(|p| matches!(between(p), Some("in" | "at")));
    let near = beside.or_else(|| told(article, statement).min_by_key(distance))?;
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
        let visited = story_words().words.visiting.has(led);
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

/// The place that the motion of a clause goes to, with its place in the text: `visited Chile`, `a trip to the port of Porto`.
/// Of several the last one before byte `at`, else the first.
pub(super) fn goal(article: &Annotated, tokens: &[Token], at: usize) -> Option<Place> {
    let goals = (0..tokens.len()).filter_map(|verb| {
        let first = motion_end(tokens, verb)?;
        let first = first + usize::from(tokens.get(first)?.is("the"));
        let rest = tokens.get(first..)?;
        let found = gazetteer(rest)?;
        let kind = found.value.kind;
        matches!(kind, EntryKind::Country | EntryKind::Capital | EntryKind::City).then_some(())?;
        let span = rest.first()?.span.join(rest.get(found.len.checked_sub(1)?)?.span);
        let country = found.value.code.map(str::to_owned);
        Some(Place { span, name: words_of(article, rest, found.len)?, country, city: kind != EntryKind::Country })
    });
    let goals: Vec<Place> = goals.collect();
    goals.iter().rfind(|g| g.span.end <= at).or(goals.first()).cloned()
}

/// One past the words of a motion that start at token `at`, with their preposition: `visited`, `flew to`, `his visit to`.
fn motion_end(tokens: &[Token], at: usize) -> Option<usize> {
    let words = &story_words().words;
    let token = tokens.get(at)?;
    if words.goes_through.has(token) {
        return Some(at + 1);
    }
    let next = tokens.get(at + 1)?;
    (words.motion.has(token) && next.is_any(&["to", "in", "into"])).then_some(at + 2)
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
