//! A place as a sentence names it: a town, a building, a capital without its name; and whether things happen there.

use super::party::after_dateline;
use crate::lexicon::{EntryKind, gazetteer, story_words};
use crate::model::{ActorKind, Annotated, Place, Statement};
use crate::story::points::points;
use crate::text::{Gap, Token, tokenize};

/// Days before publication from which a place's own date makes it the place of something older, and bytes between the two.
const OLD_DAYS: i64 = 20;
const DATED: usize = 12;

/// A town or a region, not a state and not a building.
pub(super) fn is_town(place: &Place) -> bool {
    place.city && !is_building(&place.name) && !is_nameless(place)
}

/// `the Cuban capital`.
pub(super) fn is_nameless(place: &Place) -> bool {
    place.name.ends_with("capital")
}

pub(super) fn is_building(name: &str) -> bool {
    story_words().words.buildings.any(&tokenize(name))
}

/// `the Cuban capital`, where it is not read as a place.
pub(super) fn capitals(article: &Annotated, statement: &Statement) -> Vec<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let named = tokens.iter().zip(tokens.iter().skip(1)).filter(|(_, noun)| noun.is("capital"));
    let place = |(state, noun): (&Token, &Token)| {
        let span = state.span.join(noun.span);
        let entry = gazetteer(std::slice::from_ref(state)).filter(|m| m.value.kind == EntryKind::Adjective)?;
        let known = statement.places.iter().any(|p| p.span.overlaps(span));
        let name = article.document.text(span).to_owned();
        (!known).then(|| Place { span, name, country: entry.value.code.map(str::to_owned), city: true })
    };
    named.filter_map(place).collect()
}

/// `the Cuban capital` with its state.
pub(super) fn with_state(place: &Place) -> Place {
    let state = || gazetteer(&tokenize(&place.name)).and_then(|m| m.value.code).map(str::to_owned);
    let country = place.country.clone().or_else(|| state().filter(|_| is_nameless(place)));
    Place { country, ..place.clone() }
}

/// `in La Paz Street, a part of Oslo`: the town that a place is called a part of.
pub(super) fn whole(article: &Annotated, statement: &Statement, place: &Place) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.end);
    tokens.get(at).filter(|t| t.is(","))?;
    let behind = tokens.get(at..(at + 9).min(tokens.len()))?;
    let part = behind.windows(2).position(|w| matches!(w, [a, b] if story_words().words.parts.has(a) && b.is("of")))?;
    let first = at + part + 2;
    let entry = gazetteer(tokens.get(first..)?)?;
    matches!(entry.value.kind, EntryKind::City | EntryKind::Capital).then_some(())?;
    let span = tokens.get(first)?.span.join(tokens.get(first + entry.len.checked_sub(1)?)?.span);
    let country = entry.value.code.map(str::to_owned);
    Some(Place { span, name: article.document.text(span).to_owned(), country, city: true })
}

/// `lorries from Peru`.
pub(super) fn is_left(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    at.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| story_words().words.leaves_place.has(t))
}

/// `arms for the war in Peru`, `talks on the crisis in Chile`: what is spoken of is there, not who speaks.
fn is_of_topic(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    matches!(before, [.., noun, led] if led.is_any(&["in", "against", "on"]) && story_words().words.troubles.has(noun))
}

/// A place that is left, that is a government's seat or older news, or only called "the capital", is not where things happen.
pub(super) fn is_scene(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let left = before.iter().any(|t| story_words().words.leaves_place.has(t) || story_words().words.rulers.has(t));
    let in_dateline = article.document.article.dateline.as_ref().is_some_and(|d| d.span.contains(place.span));
    let opens = place.span.start < after_dateline(article, statement);
    let person = statement.actors.iter().any(|a| a.span.overlaps(place.span) && a.span.len() > place.span.len());
    // `spokesman Lima Perez`, `in this File photo`.
    let next = tokens.get(tokens.partition_point(|t| t.span.start < place.span.end));
    let led = before.last().is_some_and(|t| story_words().words.place_leads.has(t));
    let longer =
        next.is_some_and(|t| t.is_capitalised() && t.gap != Gap::Line && !story_words().words.not_place.has(t));
    let label = place.country.is_none() && story_words().words.not_place.any(&tokenize(&place.name));
    let speaks = next.is_some_and(|t| story_words().words.speaks.has(t));
    // `Senator Ola Nordmann of Oslo`, `they talk to Chile`.
    let home = before.last().is_some_and(|t| t.is("of"))
        && statement
            .actors
            .iter()
            .any(|a| a.kind == ActorKind::Person && before.first().is_some_and(|t| a.span.contains(t.span)));
    let addressed = matches!(before, [verb, to] if to.is("to") && story_words().words.addressing.has(verb));
    let part = ((longer || speaks) && !led && place.city) || label;
    !left
        && !opens
        && !is_of_topic(tokens, at)
        && !in_dateline
        && !person
        && !home
        && !addressed
        && !part
        && !is_old(article, statement, place)
}

/// `a summit in Lisbon in February`, told in June.
fn is_old(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let Some(today) = article.document.article.published else { return false };
    let old = |last: chrono::NaiveDate| (today - last).num_days() > OLD_DAYS;
    points(statement).iter().any(|p| {
        let behind = p.at >= place.span.end && p.at - place.span.end < DATED;
        behind && p.last.is_some_and(old)
    })
}

/// `ADDIS ABABA` as a reader would write it.
pub(super) fn name_case(name: &str) -> String {
    // `U.S.`, `UK`.
    if name.chars().any(char::is_lowercase) || name.contains('.') || name.len() < 4 {
        return name.to_owned();
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The dateline's place, and whether it is a capital.
pub(super) fn dateline(article: &Annotated) -> Option<(Place, bool)> {
    let dateline = article.document.article.dateline.as_ref()?;
    let name = dateline.place.as_deref()?.split(',').next()?.trim().to_owned();
    let tokens = tokenize(&name_case(&name));
    let entry = gazetteer(&tokens).map(|m| m.value);
    // `PORT X, Chile`: the state stands behind an unlisted place.
    let behind =
        || dateline.place.as_deref().and_then(|p| p.split_once(',')).map(|(_, rest)| tokenize(&name_case(rest.trim())));
    let behind = || behind().and_then(|rest| gazetteer(&rest).map(|m| m.value)).and_then(|e| e.code);
    let country = entry.and_then(|e| e.code).or_else(behind).map(str::to_owned);
    let capital = entry.is_some_and(|e| matches!(e.kind, EntryKind::Capital | EntryKind::Seat));
    Some((Place { span: dateline.span, country, name, city: true }, capital))
}
