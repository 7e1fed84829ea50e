//! Who takes part in an event, and where it is.

use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Place, Statement};
use crate::text::tokenize;

/// More parties than this are not named.
const MOST: usize = 3;

/// A party: the state or body that it acts for, and its name.
struct Party {
    code: Option<String>,
    name: String,
    person: bool,
}

/// True for an actor that can be a party: a person, a state, an organisation of states or an office of a state.
pub fn is_party(actor: &Actor) -> bool {
    const TELLERS: [&str; 9] =
        ["spokes", "official", "journalist", "reporter", "analyst", "expert", "professor", "diplomat", "correspondent"];
    let role = actor.role.as_deref().unwrap_or_default().to_lowercase();
    if TELLERS.iter().any(|t| role.contains(t)) && !role.contains("diplomats") {
        return false;
    }
    match actor.kind {
        ActorKind::Person | ActorKind::Igo | ActorKind::Country => true,
        ActorKind::Office => actor.code().is_some(),
        ActorKind::Organisation => actor.code().is_some() && !is_media(&actor.name),
    }
}

fn is_media(name: &str) -> bool {
    let tokens = tokenize(name);
    gazetteer(&tokens).is_some_and(|m| matches!(m.value.kind, EntryKind::Media | EntryKind::Company))
}

/// The parties, the initiator first.
pub(super) fn parties(
    article: &Annotated,
    anchor: &Statement,
    related: &[&Statement],
    kind: EventType,
    place: Option<&Place>,
) -> Vec<String> {
    let mut found = in_statement(article, anchor);
    let persons = found.iter().filter(|p| p.person).count();
    if persons >= 2 && !matches!(kind, EventType::Expulsion | EventType::Sanction | EventType::Vote) {
        found.retain(|p| p.person);
    }
    if kind == EventType::Visit {
        // A person travels, not a state.
        found.sort_by_key(|p| !p.person);
    }
    if kind == EventType::Visit || found.len() < 2 || persons == 1 {
        complete(article, &mut found, related, kind, place);
    }
    let most = if persons >= 2 || kind == EventType::Visit { 2 } else { MOST };
    found.truncate(most);
    found.into_iter().map(|p| p.name).collect()
}

/// The parties that a statement names, one a state, persons before their states.
fn in_statement(article: &Annotated, statement: &Statement) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    let dateline = article.document.article.dateline.as_ref().map(|d| d.span);
    let told = |a: &&Actor| is_party(a) && dateline.is_none_or(|d| !d.contains(a.span));
    for actor in statement.actors.iter().filter(told) {
        let party = party(article, actor);
        let same = found.iter_mut().find(|p| {
            p.name == party.name || (p.code.is_some() && p.code == party.code && !(p.person && party.person))
        });
        match same {
            Some(known) if party.person && !known.person => *known = party,
            Some(_) => {}
            None => found.push(party),
        }
    }
    found
}

/// An office without a name is the person who holds it in this article, else its state.
fn party(article: &Annotated, actor: &Actor) -> Party {
    let code = actor.code().map(str::to_owned);
    let name = match actor.kind {
        ActorKind::Person | ActorKind::Country | ActorKind::Igo => Some(actor.name.clone()),
        ActorKind::Office => holder(article, actor),
        ActorKind::Organisation => None,
    };
    let person = actor.kind == ActorKind::Person || (actor.kind == ActorKind::Office && name.is_some());
    let state = || code.as_deref().and_then(country_name).map(str::to_owned);
    Party { name: name.or_else(state).unwrap_or_else(|| actor.name.clone()), code, person }
}

fn holder(article: &Annotated, office: &Actor) -> Option<String> {
    let role = office.role.as_deref()?.to_lowercase();
    let all = article.statements.iter().flat_map(|s| &s.actors);
    all.filter(|a| a.kind == ActorKind::Person && a.country.is_some() && a.country == office.country)
        .find(|a| a.role.as_deref().is_some_and(|r| r.to_lowercase() == role))
        .map(|a| a.name.clone())
}

/// Adds the other side from the statements that tell of the same event, or the host's state.
fn complete(article: &Annotated, found: &mut Vec<Party>, related: &[&Statement], kind: EventType, place: Option<&Place>) {
    let Some(first) = found.first().map(|p| p.code.clone()) else {
        let next = related.iter().map(|s| in_statement(article, s)).find(|p| !p.is_empty());
        found.extend(next.unwrap_or_default());
        return;
    };
    let host = place.and_then(|p| p.country.clone()).filter(|_| kind == EventType::Visit);
    let other_side = |p: &Party| p.person && p.code.is_some() && p.code != first && host.as_ref().is_none_or(|h| p.code.as_ref() == Some(h));
    if found.iter().skip(1).any(other_side) {
        let at = found.iter().skip(1).position(other_side).map_or(1, |k| k + 1);
        found.swap(1, at);
        return;
    }
    let personal = matches!(kind, EventType::Visit | EventType::Meeting | EventType::Summit | EventType::Call | EventType::Talks | EventType::Agreement);
    let early = article.statements.iter().filter(|s| matches!(s.kind, Kind::Event | Kind::Agenda | Kind::Outcome | Kind::Position));
    let named = related.iter().copied().chain(early).flat_map(|s| in_statement(article, s)).find(|p| other_side(p));
    if let Some(person) = named.filter(|_| personal && found.first().is_some_and(|p| p.person)) {
        let same = found.iter().position(|p| p.code == person.code);
        match same {
            Some(at) if at > 0 => {
                found.remove(at);
            }
            _ => {}
        }
        found.insert(1, person);
        return;
    }
    let state = host.filter(|h| first.as_ref() != Some(h)).and_then(|h| country_name(&h).map(|n| (n.to_owned(), h)));
    if let Some((name, code)) = state.filter(|(_, code)| !found.iter().any(|p| p.code.as_ref() == Some(code))) {
        found.insert(1, Party { code: Some(code), name, person: false });
    } else if found.len() < 2 {
        let next = related.iter().flat_map(|s| in_statement(article, s)).find(|p| p.code != first);
        found.extend(next);
    }
}

/// Where the event is: a place of the statement that tells it, a city before a state; else of those that tell of it too;
/// for visits and meetings else the dateline's, unless it lies in the initiator's own state.
pub(super) fn place(article: &Annotated, anchor: &Statement, related: &[&Statement], kind: EventType) -> Option<Place> {
    if matches!(kind, EventType::Call | EventType::Vote | EventType::Statement | EventType::Sanction | EventType::Expulsion) {
        return None;
    }
    let home = anchor.actors.iter().find(|a| is_party(a)).and_then(|a| a.country.clone()).filter(|_| kind == EventType::Visit);
    let abroad = |p: &&Place| home.is_none() || p.country != home;
    let best = |s: &Statement| {
        let here: Vec<&Place> = s.places.iter().filter(|p| is_scene(article, s, p)).filter(abroad).collect();
        here.iter().find(|p| p.city).or(here.first()).map(|p| (*p).clone())
    };
    let here = best(anchor);
    let named = |place: Option<Place>| place.map(|p| Place { name: name_case(&p.name), ..p });
    if here.as_ref().is_some_and(|p| p.city) {
        return named(here);
    }
    let fits = |p: &Place| here.as_ref().is_none_or(|h| h.country.is_none() || h.country == p.country);
    let city = related.iter().filter_map(|s| best(s)).find(|p| p.city && fits(p));
    let unknown = || std::iter::once(anchor).chain(related.iter().copied().take(2)).find_map(|s| unlisted(article, s));
    let meets = matches!(kind, EventType::Visit | EventType::Summit | EventType::Meeting | EventType::Talks);
    let came_here = article.document.tokens_of(anchor.index).iter().any(|t| t.is("here"));
    let line = || dateline(article).filter(|p| came_here || (meets && here.is_none() && abroad(&p)));
    let found = if came_here { line().or(city) } else { city.or_else(|| if here.is_none() { unknown() } else { None }).or_else(line) };
    named(found.or(here))
}

/// A place that is left, or only called "the capital", is not where things happen.
fn is_scene(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let left = tokens.get(at.saturating_sub(2)..at).unwrap_or_default().iter().any(|t| t.is_any(&["from", "leaving", "left"]));
    let in_dateline = article.document.article.dateline.as_ref().is_some_and(|d| d.span.contains(place.span));
    !left && !in_dateline && !place.name.ends_with("capital")
}

fn dateline(article: &Annotated) -> Option<Place> {
    let dateline = article.document.article.dateline.as_ref()?;
    let name = dateline.place.as_deref()?.split(',').next()?.trim().to_owned();
    let tokens = tokenize(&name_case(&name));
    let country = gazetteer(&tokens).and_then(|m| m.value.code).map(str::to_owned);
    Some(Place { span: dateline.span, country, name, city: true })
}

/// A place that no list knows: a capitalised name behind `in` or `at` that is no actor (`at Lake Prespa`, `at the Allenby Bridge`).
fn unlisted(article: &Annotated, statement: &Statement) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let words = &story_words().words;
    (1..tokens.len()).find_map(|at| {
        tokens.get(at - 1).filter(|t| t.is_any(&["in", "at"]))?;
        let first = at + usize::from(tokens.get(at)?.is("the"));
        let len = tokens.get(first..)?.iter().take_while(|t| t.is_capitalised() && !words.not_place.has(t)).count();
        let (from, to) = tokens.get(first).zip(tokens.get((first + len).checked_sub(1)?)).filter(|_| len > 0)?;
        let span = from.span.join(to.span);
        let taken = statement.actors.iter().any(|a| a.span.overlaps(span)) || statement.places.iter().any(|p| p.span.overlaps(span));
        let held = gazetteer(tokens.get(first..)?).is_some();
        (!taken && !held).then(|| Place { span, name: article.document.text(span).to_owned(), country: None, city: true })
    })
}

/// `ADDIS ABABA` as a reader would write it.
fn name_case(name: &str) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let word = |w: &str| {
        let mut chars = w.chars();
        chars.next().map_or_else(String::new, |first| first.to_string() + &chars.as_str().to_lowercase())
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// The words of the parties' names and the codes of their states, as they stand in statements.
pub fn names_of(article: &Annotated, parties: &[String]) -> (Vec<String>, Vec<String>) {
    let all = article.statements.iter().flat_map(|s| &s.actors).filter(|a| parties.contains(&a.name));
    let mut codes: Vec<String> = all.filter_map(|a| a.code().map(str::to_owned)).collect();
    let states = parties.iter().filter_map(|p| gazetteer(&tokenize(p)).and_then(|m| m.value.code).map(str::to_owned));
    codes.extend(states);
    codes.sort();
    codes.dedup();
    (parties.to_vec(), codes)
}
