//! Who takes part in an event, and where it is.

use super::Told;
use super::acting::told_parties;
use super::hosts::complete;
use super::party::{Party, in_statement, state_name};
use super::sides::{joined_name, persons_of};
use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Place};
use crate::text::tokenize;

/// More parties than this are not named.
const MOST: usize = 3;

/// Parties of a joint statement of states, at most.
const MOST_JOINT: usize = 5;

/// The parties, the initiator first.
pub(super) fn parties(told: &Told, place: Option<&Place>) -> Vec<String> {
    let mut found = told_parties(told);
    let met = matches!(told.kind, EventType::Meeting | EventType::Summit | EventType::Call);
    if met
        && found.iter().all(|p| !p.person)
        && let Some(named) = persons_of(told, &found)
    {
        found = named;
    }
    if is_of_envoys(told) {
        found = states_only(told.article, found);
    }
    if found.len() == 1 && matches!(told.kind, EventType::Agreement | EventType::Talks | EventType::Meeting) {
        found.extend(joined_name(told));
    }
    let persons = found.iter().filter(|p| p.person).count();
    let of_states = matches!(told.kind, EventType::Expulsion | EventType::Sanction | EventType::Vote);
    drop_topics(told, &mut found);
    if persons >= 2 && !of_states {
        found.retain(|p| p.person);
    }
    match told.kind {
        // A person travels, not a state; a body votes.
        EventType::Visit => {
            let traveller = super::travel::arrival(told.article, told.anchor).map(|a| a.traveller.name.as_str());
            found.sort_by_key(|p| (!p.person, traveller != Some(p.name.as_str())));
        }
        EventType::Vote => found.sort_by_key(|p| !votes(told, p)),
        _ => {}
    }
    // Who strikes may strike no state.
    let alone = told.kind == EventType::Military && found.len() == 1;
    if !alone && (told.kind == EventType::Visit || found.len() < 2 || persons == 1) {
        complete(told, &mut found, place);
    }
    level(told, &mut found);
    let joint = told.kind == EventType::Statement && found.first().is_some_and(|p| !p.person);
    let two = of_states || persons >= 2 || matches!(told.kind, EventType::Visit | EventType::Statement);
    found.truncate(if joint {
        MOST_JOINT
    } else if two {
        2
    } else {
        MOST
    });
    found.into_iter().map(|p| p.name).collect()
}

/// A body of states that stands before the vote, and is not spoken of behind it: `voted for a rebuke to an ally in the Union`.
fn votes(told: &Told, party: &Party) -> bool {
    let body = party.code.as_deref().filter(|c| c.starts_with("IGO:"));
    body.is_some_and(|code| told.anchor.actors.iter().any(|a| a.code() == Some(code) && a.span.start <= told.at))
        || body.is_some() && !told.anchor.actors.iter().any(|a| a.code() == body)
}

/// `Leaders of the Nordic Council met`: a body's own summit has no other side.
pub(super) fn is_summit_of_body(told: &Told, found: &[Party]) -> bool {
    let body = found.first().and_then(|p| p.code.as_deref()).is_some_and(|c| c.starts_with("IGO:"));
    told.kind == EventType::Summit && body
}

/// `appointed an envoy`, `recalled its ambassador`: states do so, whoever signs for them.
fn is_of_envoys(told: &Told) -> bool {
    let tokens = told.article.document.tokens_of(told.anchor.index);
    told.kind == EventType::Other && story_words().words.envoys.any(tokens)
}

/// The states that persons act for; persons of no known state are left out where one is known.
fn states_only(article: &Annotated, found: Vec<Party>) -> Vec<Party> {
    if found.iter().all(|p| p.code.is_none()) {
        return found;
    }
    let mut states: Vec<Party> = Vec::new();
    for party in found.into_iter().filter(|p| p.code.is_some()) {
        let name = party
            .code
            .as_deref()
            .filter(|_| party.person)
            .and_then(|code| state_name(article, code).or_else(|| country_name(code).map(str::to_owned)));
        if !states.iter().any(|p| p.code == party.code) {
            let person = party.person && name.is_none();
            states.push(Party { name: name.unwrap_or(party.name), person, ..party });
        }
    }
    states
}

/// `a summit on Peru`, `talks dominated by Chile's claims`: what a contact is about takes no part in it.
fn drop_topics(told: &Told, found: &mut Vec<Party>) {
    if !told.kind.is_contact() || found.len() < 2 {
        return;
    }
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let words = &story_words().words;
    let is_topic = |a: &Actor| {
        let at = tokens.partition_point(|t| t.span.start < a.span.start);
        let end = tokens.partition_point(|t| t.span.start < a.span.end);
        let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        let led = before.last().is_some_and(|t| words.topics.has(t) || t.is("the") && words.topics.any(before));
        let owns = tokens.get(end).is_some_and(|t| t.is("'s")) && before.last().is_some_and(|t| t.is("by"));
        let hosted = words.gathered.any(tokens.get(at.saturating_sub(3)..at).unwrap_or_default());
        a.kind == ActorKind::Country && at > 2 && (led || owns && !hosted)
    };
    let topic = |p: &Party| {
        let mut named =
            told.anchor.actors.iter().filter(|a| !p.person && a.code().is_some() && a.code() == p.code.as_deref());
        named.next().is_some_and(is_topic) && named.all(is_topic)
    };
    let last = found.len() - found.iter().filter(|p| topic(p)).count();
    if last > 0 {
        found.retain(|p| !topic(p));
    }
}

/// Makes the first two parties of a kind: persons at a meeting, states in what states do.
fn level(told: &Told, found: &mut [Party]) {
    let article = told.article;
    let of_persons = matches!(told.kind, EventType::Visit | EventType::Meeting | EventType::Summit | EventType::Call);
    let first_person = found.first().is_some_and(|p| p.person);
    if of_persons {
        let others = found.iter().any(|p| p.person) || told.kind == EventType::Visit;
        let Some(first) = found.first_mut().filter(|p| !p.person && others) else { return };
        let leader =
            std::iter::once(told.anchor).chain(told.near.iter().copied()).flat_map(|s| in_statement(article, s));
        let mut leader = leader.filter(|p| p.person && p.code.is_some() && p.code == first.code);
        if let Some(leader) = leader.next() {
            *first = leader;
        }
        return;
    }
    let state = |p: &Party| {
        let tokens = tokenize(&p.name);
        let kind = gazetteer(&tokens).filter(|m| m.len == tokens.len()).map(|m| m.value.kind);
        matches!(kind, Some(EntryKind::Country | EntryKind::Capital | EntryKind::Igo))
    };
    let of_states = !matches!(told.kind, EventType::Talks | EventType::Statement);
    if first_person || !of_states || !found.first().is_some_and(state) {
        return;
    }
    for party in found.iter_mut().skip(1).filter(|p| p.person) {
        let Some(code) = party.code.clone() else { continue };
        let name = state_name(article, &code).or_else(|| country_name(&code).map(str::to_owned));
        if let Some(name) = name {
            *party = Party { code: Some(code), name, person: false, written: false };
        }
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
