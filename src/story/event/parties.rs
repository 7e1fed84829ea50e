//! Who takes part in an event, and where it is.

use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Place, Statement};
use crate::text::{Gap, tokenize};

/// More parties than this are not named.
const MOST: usize = 3;

/// The statements that tell of an event.
pub(super) struct Told<'a> {
    pub article: &'a Annotated,
    /// The one that says it best.
    pub anchor: &'a Statement,
    /// Others whose words tell of the same type.
    pub related: &'a [&'a Statement],
    /// Events and outcomes at the top of the article.
    pub near: &'a [&'a Statement],
    pub kind: EventType,
}

/// A party: the state or body that it acts for, and its name.
struct Party {
    code: Option<String>,
    name: String,
    person: bool,
    /// True where the name stands in the text as it is, no adjective and no office.
    written: bool,
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
pub(super) fn parties(told: &Told, place: Option<&Place>) -> Vec<String> {
    let mut found = in_statement(told.article, told.anchor);
    let persons = found.iter().filter(|p| p.person).count();
    let of_states = matches!(told.kind, EventType::Expulsion | EventType::Sanction | EventType::Vote);
    if persons >= 2 && !of_states {
        found.retain(|p| p.person);
    }
    match told.kind {
        // A person travels, not a state; a body votes.
        EventType::Visit => {
            let traveller = super::travel::arrival(told.article, told.anchor).map(|a| a.traveller.name.as_str());
            found.sort_by_key(|p| (!p.person, traveller != Some(p.name.as_str())));
        }
        EventType::Vote => found.sort_by_key(|p| !p.code.as_deref().is_some_and(|c| c.starts_with("IGO:"))),
        _ => {}
    }
    if told.kind == EventType::Visit || found.len() < 2 || persons == 1 {
        complete(told, &mut found, place);
    }
    let most = if of_states || persons >= 2 || told.kind == EventType::Visit { 2 } else { MOST };
    found.truncate(most);
    found.into_iter().map(|p| p.name).collect()
}

/// The parties that a statement names, one a state, persons before their states.
fn in_statement(article: &Annotated, statement: &Statement) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    let start = after_dateline(article, statement);
    let told = |a: &&Actor| is_party(a) && a.span.start >= start;
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

/// The byte where the words of a statement begin, its dateline left out: `OSLO, May 4 (Agency) -- The king …`, also where
/// it was not read as one.
pub(super) fn after_dateline(article: &Annotated, statement: &Statement) -> usize {
    let read = article.document.article.dateline.as_ref().map(|d| d.span).filter(|d| statement.span.contains(*d));
    let tokens = article.document.tokens_of(statement.index);
    let head = tokens.get(..16.min(tokens.len())).unwrap_or_default();
    let dash = head.iter().position(|t| t.is_any(&["-", "--", "–", "—"]) && t.gap != Gap::None);
    let credited = dash.and_then(|k| head.get(..k)).is_some_and(|before| before.iter().any(|t| t.is("(")));
    let dash = dash.filter(|_| credited).and_then(|k| head.get(k)).map(|t| t.span.end);
    read.map(|d| d.end).max(dash).unwrap_or(statement.span.start)
}

/// An office without a name is the person who holds it in this article, else its state; states and bodies keep the name
/// that the article gives them.
fn party(article: &Annotated, actor: &Actor) -> Party {
    let code = actor.code().map(str::to_owned);
    let name = match actor.kind {
        ActorKind::Person => Some(actor.name.clone()),
        ActorKind::Country | ActorKind::Igo | ActorKind::Organisation => as_written(article, actor),
        ActorKind::Office => holder(article, actor),
    };
    let person = actor.kind == ActorKind::Person || (actor.kind == ActorKind::Office && name.is_some());
    let state = || code.as_deref().and_then(country_name).map(str::to_owned);
    let written = name.is_some();
    Party { name: name.or_else(state).unwrap_or_else(|| actor.name.clone()), code, person, written }
}

/// `Beijing`, `the UN General Assembly`, `the White House`; not `Chinese` and not a ministry.
fn as_written(article: &Annotated, actor: &Actor) -> Option<String> {
    let written = article.document.text(actor.span);
    let written = written.strip_prefix("the ").or(written.strip_prefix("The ")).unwrap_or(written);
    let tokens = tokenize(written);
    let entry = gazetteer(&tokens).filter(|m| m.len == tokens.len()).map(|m| m.value.kind);
    let noun = matches!(entry, Some(EntryKind::Country | EntryKind::Capital | EntryKind::Seat | EntryKind::Igo));
    let body = actor.org.as_deref().is_some_and(|o| o.starts_with("IGO:"));
    (noun || body).then(|| written.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn holder(article: &Annotated, office: &Actor) -> Option<String> {
    let role = office.role.as_deref()?.to_lowercase();
    let all = article.statements.iter().flat_map(|s| &s.actors);
    all.filter(|a| a.kind == ActorKind::Person && a.country.is_some() && a.country == office.country)
        .find(|a| a.role.as_deref().is_some_and(|r| r.to_lowercase() == role))
        .map(|a| a.name.clone())
}

/// Adds the other side from the statements that tell of the same event, or the host's state.
fn complete(told: &Told, found: &mut Vec<Party>, place: Option<&Place>) {
    let others = || told.related.iter().chain(told.near).copied();
    if found.is_empty() {
        found.extend(others().map(|s| in_statement(told.article, s)).find(|p| !p.is_empty()).unwrap_or_default());
    }
    let Some(first) = found.first().map(|p| p.code.clone()) else { return };
    let host =
        place.and_then(|p| p.country.clone()).filter(|h| told.kind == EventType::Visit && first.as_ref() != Some(h));
    let other_side = |p: &Party| {
        p.person && p.code.is_some() && p.code != first && host.as_ref().is_none_or(|h| p.code.as_ref() == Some(h))
    };
    if let Some(at) = found.iter().skip(1).position(other_side) {
        found.swap(1, at + 1);
        return;
    }
    let states =
        matches!(told.kind, EventType::Sanction | EventType::Expulsion | EventType::Vote | EventType::Statement);
    let leads = found.first().is_some_and(|p| p.person) && !states;
    let early = told
        .article
        .statements
        .iter()
        .filter(|s| matches!(s.kind, Kind::Event | Kind::Agenda | Kind::Outcome | Kind::Position));
    let named = others().chain(early).flat_map(|s| in_statement(told.article, s)).find(other_side);
    if let Some(person) = named.filter(|_| leads) {
        if let Some(at) = found.iter().position(|p| p.code == person.code).filter(|at| *at > 0) {
            found.remove(at);
        }
        found.insert(1, person);
        return;
    }
    if leads && told.kind == EventType::Visit {
        // Nobody of the host's side is named: the visitor stands alone, or with the state that the same sentence names.
        let named = |p: &Party| p.person || (p.written && (host.is_none() || p.code == host));
        found.retain(named);
        return;
    }
    let state = host.and_then(|h| country_name(&h).map(|n| (n.to_owned(), h)));
    if let Some((name, code)) = state {
        found.retain(|p| p.code.as_ref() != Some(&code));
        found.insert(found.len().min(1), Party { code: Some(code), name, person: false, written: false });
    } else if found.len() < 2 {
        let next = others().flat_map(|s| in_statement(told.article, s)).find(|p| p.code != first);
        found.extend(next);
    }
}

/// Where the event is: a place of the statement that tells it, a city before a state; else of those that tell of it too;
/// else the dateline's, where that is no capital (from there all sorts of news are told) or the event is a meeting.
pub(super) fn place(told: &Told) -> Option<Place> {
    let (article, anchor, kind) = (told.article, told.anchor, told.kind);
    if matches!(
        kind,
        EventType::Call | EventType::Vote | EventType::Statement | EventType::Sanction | EventType::Expulsion
    ) {
        return None;
    }
    let start = after_dateline(article, anchor);
    let traveller = super::travel::arrival(article, anchor).map(|a| a.traveller);
    let leading = || anchor.actors.iter().find(|a| is_party(a) && a.span.start >= start);
    let home = traveller.or_else(leading).and_then(|a| a.country.clone()).filter(|_| kind == EventType::Visit);
    let abroad = |p: &&Place| home.is_none() || p.country != home;
    // A party is not where its agreement is signed: `Norway and Chile signed it for sailors in Chile`.
    let is_side = |p: &&Place| {
        kind == EventType::Agreement
            && !p.city
            && p.country.is_some()
            && anchor.actors.iter().any(|a| a.code() == p.country.as_deref())
    };
    let best = |s: &Statement| {
        let here: Vec<&Place> =
            s.places.iter().filter(|p| is_scene(article, s, p)).filter(abroad).filter(|p| !is_side(p)).collect();
        let city = here.iter().find(|p| p.city && p.country.is_some()).or(here.iter().find(|p| p.city));
        city.or(here.first()).map(|p| (*p).clone())
    };
    let here = best(anchor);
    let fits = |p: &Place| here.as_ref().is_none_or(|h| h.country.is_none() || h.country == p.country);
    let dateline = dateline(article).filter(|(p, _)| abroad(&p));
    let meets = matches!(kind, EventType::Visit | EventType::Summit | EventType::Meeting | EventType::Talks);
    let came_here = article.document.tokens_of(anchor.index).iter().any(|t| t.is("here"));
    let here_too = |p: &Place| came_here || anchor.places.iter().any(|q| q.country.is_some() && q.country == p.country);
    let by_line = dateline
        .as_ref()
        .filter(|(p, _)| here_too(p))
        .or(dateline.as_ref().filter(|(_, capital)| !capital && here.is_none()));
    let others = |list: &[&Statement]| list.iter().filter_map(|s| best(s)).find(|p| p.city && fits(p));
    let unknown =
        || std::iter::once(anchor).chain(told.related.iter().copied().take(2)).find_map(|s| unlisted(article, s));
    let found = here
        .clone()
        .filter(|p| p.city)
        .or_else(|| by_line.map(|(p, _)| p.clone()))
        .or_else(|| others(told.related))
        .or_else(|| others(told.near))
        .or_else(|| if here.is_none() { unknown() } else { None })
        .or_else(|| dateline.clone().filter(|_| meets && here.is_none()).map(|(p, _)| p))
        .or(here);
    found.map(|p| Place { name: name_case(&p.name), ..p })
}

/// A place that is left, or only called "the capital", is not where things happen.
fn is_scene(article: &Annotated, statement: &Statement, place: &Place) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < place.span.start);
    let left =
        tokens.get(at.saturating_sub(2)..at).unwrap_or_default().iter().any(|t| t.is_any(&["from", "leaving", "left"]));
    let in_dateline = article.document.article.dateline.as_ref().is_some_and(|d| d.span.contains(place.span));
    // `MOSCOW (Agency) - …` that was not read as a dateline.
    let opens = at <= 2
        && tokens
            .get(at + 1..(at + 6).min(tokens.len()))
            .unwrap_or_default()
            .iter()
            .any(|t| t.is_any(&["–", "-", "("]));
    !left && !opens && !in_dateline && !place.name.ends_with("capital")
}

/// The dateline's place, and whether it is a capital.
fn dateline(article: &Annotated) -> Option<(Place, bool)> {
    let dateline = article.document.article.dateline.as_ref()?;
    let name = dateline.place.as_deref()?.split(',').next()?.trim().to_owned();
    let tokens = tokenize(&name_case(&name));
    let entry = gazetteer(&tokens).map(|m| m.value);
    // `PORT X, Chile`: the state stands behind an unlisted place.
    let behind =
        || dateline.place.as_deref().and_then(|p| p.split_once(',')).map(|(_, rest)| tokenize(&name_case(rest.trim())));
    let behind = || behind().and_then(|rest| gazetteer(&rest).map(|m| m.value)).and_then(|e| e.code);
    let country = entry.and_then(|e| e.code).or_else(behind).map(str::to_owned);
    let capital = entry.is_some_and(|e| e.kind == EntryKind::Capital);
    Some((Place { span: dateline.span, country, name, city: true }, capital))
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
        let taken = statement.actors.iter().any(|a| a.span.overlaps(span))
            || statement.places.iter().any(|p| p.span.overlaps(span));
        let held = gazetteer(tokens.get(first..)?).is_some();
        (!taken && !held).then(|| Place {
            span,
            name: article.document.text(span).to_owned(),
            country: None,
            city: true,
        })
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
