//! Who takes part in an event, and where it is.

use crate::lexicon::{EntryKind, country_name, gazetteer};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Place, Statement};
use crate::text::{Gap, Token, tokenize};

/// More parties than this are not named.
const MOST: usize = 3;

/// The statements that tell of an event.
pub(super) struct Told<'a> {
    pub article: &'a Annotated,
    /// The one that says it best.
    pub anchor: &'a Statement,
    /// Byte of the words that say it.
    pub at: usize,
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
    let tokens = article.document.tokens_of(statement.index);
    let told = |a: &&Actor| is_party(a) && a.span.start >= start && !is_teller(tokens, a);
    for actor in statement.actors.iter().filter(told) {
        // `the Union's Security Council` is one party.
        if !found.is_empty() && actor.kind == ActorKind::Igo && is_owned(tokens, actor) {
            continue;
        }
        let party = party(article, actor);
        if party.person && found.iter().any(|p| !p.person && p.code.is_some() && p.code == party.code) && is_aside(tokens, actor)
        {
            continue;
        }
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

/// The source of the sentence, not a party of what it tells: `according to Oslo`, `…, the ministry in Oslo said on Friday`.
fn is_teller(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let to = tokens.partition_point(|t| t.span.start < actor.span.end);
    let before = tokens.get(from.saturating_sub(4)..from).unwrap_or_default();
    let named = before.windows(2).any(|w| matches!(w, [a, b] if a.is("according") && b.is("to")));
    let clause = tokens.get(..from).unwrap_or_default().iter().rposition(|t| t.is(","));
    let behind = tokens.get(to..(to + 4).min(tokens.len())).unwrap_or_default();
    let says = behind.iter().take_while(|t| !t.is(",")).any(|t| t.is_any(&SAYS));
    let trails = clause.is_some_and(|comma| from - comma <= 4 && comma > tokens.len() / 3);
    named || (says && trails)
}

const SAYS: [&str; 8] = ["said", "says", "say", "reported", "reports", "announced", "writes", "wrote"];

fn is_owned(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let before = tokens.get(from.saturating_sub(4)..from).unwrap_or_default();
    before.iter().any(|t| t.norm.starts_with('\'') || t.norm.starts_with('’'))
}

/// `…, despite what the king said`: a person in words that the news is set against does not act for the state that does.
fn is_aside(tokens: &[Token], actor: &Actor) -> bool {
    let from = tokens.partition_point(|t| t.span.start < actor.span.start);
    let before = tokens.get(from.saturating_sub(10)..from).unwrap_or_default();
    before.iter().any(|t| t.is_any(&["despite", "amid", "after", "over", "against", "although", "though"]))
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
