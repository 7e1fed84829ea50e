//! Who takes part in an event, and where it is.

use super::Told;
use super::party::{Party, in_statement, is_teller, state_name};
use super::sides::{joined_name, persons_of, state_there};
use crate::lexicon::{EntryKind, country_name, gazetteer, leaders, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Place, Plover, Statement};
use crate::text::{Token, tokenize};

/// Statements in which the other side is looked for: more than any news has, fewer than a book.
const SEARCHED: usize = 300;

/// Tokens before an official in which words say that a visitor meets him.
const MEETS: usize = 6;

/// Statements from the top that may name the host of a visit.
const EARLY: usize = 8;

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
    if told.kind == EventType::Visit || found.len() < 2 || persons == 1 {
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
fn is_summit_of_body(told: &Told, found: &[Party]) -> bool {
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

/// The parties of the statement that tells the event; who speaks of himself (`I am to meet …`) leads.
fn told_parties(told: &Told) -> Vec<Party> {
    let mut found = match told.kind {
        EventType::Agreement => states_agreed(told).unwrap_or_else(|| signers(told)),
        _ => Vec::new(),
    };
    if found.is_empty() {
        found = in_clause(told).unwrap_or_else(|| in_statement(told.article, told.anchor));
    }
    // Who announces a measure takes it.
    if matches!(told.kind, EventType::Expulsion | EventType::Sanction) {
        let tokens = told.article.document.tokens_of(told.anchor.index);
        let teller = told.anchor.actors.iter().find(|a| is_teller(tokens, a)).and_then(|a| a.code());
        found.sort_by_key(|p| teller.is_none() || p.code.as_deref() != teller);
        lead_with_source(told, &mut found);
    }
    if let Some(speaker) = speaker(told) {
        found.retain(|p| p.name != speaker.name && (p.code.is_none() || p.code != speaker.code));
        found.insert(0, speaker);
    }
    found
}

/// `Chile was put under sanctions by Norway`: who takes the measure leads, wherever it stands in the sentence.
fn lead_with_source(told: &Told, found: &mut [Party]) {
    let measures = told.anchor.events.iter().filter(|e| matches!(e.plover, Plover::Sanction | Plover::Coerce));
    let measure = measures.min_by_key(|e| e.trigger.start.abs_diff(told.at));
    let coded = |p: &Party| measure.zip(p.code.as_ref()).is_some_and(|(m, code)| m.source.contains(code));
    let agents = agents(told);
    let leads =
        |p: &Party| coded(p) || (measure.is_none() && agents.iter().any(|code| p.code.as_deref() == Some(code)));
    found.sort_by_key(|p| !leads(p));
}

/// The codes of those who stand behind `by`.
fn agents<'a>(told: &'a Told) -> Vec<&'a str> {
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let is_agent = |a: &&Actor| {
        let at = tokens.partition_point(|t| t.span.start < a.span.start);
        let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        matches!(before, [.., by] if by.is("by")) || matches!(before, [by, the] if by.is("by") && the.is("the"))
    };
    told.anchor.actors.iter().filter(is_agent).filter_map(Actor::code).collect()
}

/// `Pressure is growing on Chile, as Norway's minister met the king`: who takes part stands in the clause of the verb, if
/// that clause names at least two.
fn in_clause(told: &Told) -> Option<Vec<Party>> {
    let contact = told.kind.is_in_person();
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let verb = tokens.partition_point(|t| t.span.start < told.at);
    let opens = |t: &Token| story_words().words.clause_openers.has(t);
    let start = tokens.get(..verb)?.iter().rposition(opens).filter(|_| contact)?;
    let from = tokens.get(start)?.span.end;
    let mut clause = told.anchor.clone();
    clause.actors.retain(|a| a.span.start >= from);
    let person = |a: &&Actor| a.kind == ActorKind::Person && a.span.end <= told.at;
    let subject = clause.actors.iter().any(|a| person(&a));
    Some(in_statement(told.article, &clause)).filter(|p| subject && p.len() >= 2)
}

/// Who says `I` of what is to come.
fn speaker(told: &Told) -> Option<Party> {
    let quote = told.anchor.quote.as_ref()?;
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let quoted = tokens.iter().filter(|t| quote.span.contains(t.span));
    let own = quoted.take(4).any(|t| t.is("i") || t.is("we"));
    let name = quote.speaker.as_deref().filter(|_| own)?;
    let actors = told.article.statements.iter().flat_map(|s| &s.actors);
    let mut persons = actors.filter(|a| a.kind == ActorKind::Person);
    let person = persons.find(|a| a.name == name || a.name.ends_with(name) || name.ends_with(&a.name));
    let code = person.and_then(|a| a.code()).map(str::to_owned);
    let name = person.map_or(name, |a| a.name.as_str()).to_owned();
    Some(Party { code, name, person: true, written: true })
}

/// `Norway and Chile agreed on Monday …`, told before the sentence that names who signed: the states are the parties.
fn states_agreed(told: &Told) -> Option<Vec<Party>> {
    let first = told.near.iter().find(|s| s.index < told.anchor.index)?;
    let agree = told.article.document.tokens_of(first.index).iter().any(|t| story_words().words.signs.has(t));
    let found = in_statement(told.article, first);
    (agree && found.len() >= 2 && found.iter().all(|p| !p.person && p.code.is_some())).then_some(found)
}

/// The persons before `signed` or `sign`, in the statement that tells of the agreement or one beside it.
fn signers(told: &Told) -> Vec<Party> {
    let near = || told.related.iter().chain(told.near).copied();
    let all = in_statement(told.article, told.anchor);
    if all.len() >= 2 {
        return Vec::new();
    }
    near().map(|s| before_signing(told.article, s)).find(|p| p.len() == 2).unwrap_or_default()
}

fn before_signing(article: &Annotated, statement: &Statement) -> Vec<Party> {
    let tokens = article.document.tokens_of(statement.index);
    let Some(verb) = tokens.iter().rposition(|t| story_words().once(t) == Some("sign")) else { return Vec::new() };
    let at = tokens.get(verb).map_or(0, |t| t.span.start);
    let alias = |a: &Actor| {
        let from = tokens.partition_point(|t| t.span.start < a.span.start);
        tokens.get(from.saturating_sub(5)..from).unwrap_or_default().iter().any(|t| t.is_any(&["alias", "dubbed"]))
    };
    let persons = statement.actors.iter().filter(|a| a.kind == ActorKind::Person && a.span.end <= at && !alias(a));
    let named: Vec<Party> = persons
        .map(|a| Party { code: a.code().map(str::to_owned), name: a.name.clone(), person: true, written: true })
        .collect();
    let skip = named.len().saturating_sub(2);
    named.into_iter().skip(skip).collect()
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

/// Adds the other side from the statements that tell of the same event, or the host's state.
fn complete(told: &Told, found: &mut Vec<Party>, place: Option<&Place>) {
    let headline = told.article.statements.iter().find(|s| s.furniture.as_deref().is_some_and(|f| f == "headline"));
    let others = || told.related.iter().chain(told.near).copied();
    if found.is_empty() {
        let all = headline.into_iter().chain(others());
        found.extend(all.map(|s| in_statement(told.article, s)).find(|p| !p.is_empty()).unwrap_or_default());
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
    let leads = found.first().is_some_and(|p| p.person) && !states && told.kind != EventType::Other;
    let early = told
        .article
        .statements
        .iter()
        .filter(|s| matches!(s.kind, Kind::Event | Kind::Agenda | Kind::Outcome | Kind::Position))
        .take(SEARCHED);
    let named = others().chain(early).flat_map(|s| in_statement(told.article, s));
    let named = leads.then(|| named.filter(other_side).find(|p| is_official(told.article, &p.name))).flatten();
    let named = named.or_else(|| host_met(told, found.first()?).filter(|_| leads && host.is_some()));
    if let Some(person) = named {
        let same = |p: &Party| p.code == person.code && p.code.is_some();
        if let Some(at) = found.iter().position(same).filter(|at| *at > 0) {
            found.remove(at);
        }
        found.insert(1, person);
        return;
    }
    if leads && told.kind == EventType::Visit {
        // Nobody of the host's side is named: the visitor stands alone, or with the state that the same sentence names.
        let named = |p: &Party| p.person || (p.written && (host.is_none() || p.code == host));
        found.retain(named);
        if found.len() < 2 {
            let name = host.as_ref().and_then(|h| state_name(told.article, h).or(country_name(h).map(str::to_owned)));
            found.extend(name.map(|name| Party { code: host, name, person: false, written: false }));
        }
        return;
    }
    let state = host.and_then(|h| country_name(&h).map(|n| (n.to_owned(), h)));
    if let Some((name, code)) = state {
        found.retain(|p| p.code.as_ref() != Some(&code));
        found.insert(found.len().min(1), Party { code: Some(code), name, person: false, written: false });
    } else if let Some(there) = state_there(told, first.as_ref()).filter(|_| found.len() < 2) {
        found.push(there);
    } else if found.len() < 2 && !is_summit_of_body(told, found) {
        let all = headline.into_iter().chain(others());
        let next = all.flat_map(|s| in_statement(told.article, s)).find(|p| p.code != first);
        found.extend(next);
    }
}

/// `She held talks with President Lind`: an official of no named state whom a visitor meets is of the host's side.
fn host_met(told: &Told, visitor: &Party) -> Option<Party> {
    let words = &story_words().words;
    let told_by = std::iter::once(told.anchor).chain(told.related.iter().copied()).chain(told.near.iter().copied());
    let early = told.article.statements.iter().filter(|s| !s.is_noise() && s.kind != Kind::Prior).take(EARLY);
    let told_by = told_by.chain(early);
    let is_met = |statement: &Statement, actor: &Actor| {
        let tokens = told.article.document.tokens_of(statement.index);
        let at = tokens.partition_point(|t| t.span.start < actor.span.start);
        let before = tokens.get(at.saturating_sub(MEETS)..at).unwrap_or_default();
        let called = before.iter().rev().take(3).any(|t| words.hosts.has(t));
        let held = actor.role.is_some() && words.meets.any(before);
        (called || held) && !words.accompanies.any(before)
    };
    let open = |a: &&Actor| a.kind == ActorKind::Person && a.code().is_none() && a.name != visitor.name;
    // Who received her at the airport is not whom she came to see.
    let first = |a: &&Actor| a.role.as_deref().is_some_and(|r| words.first_hosts.holds(r.to_lowercase()));
    let hosts: Vec<&Actor> = told_by.flat_map(|s| s.actors.iter().filter(open).filter(move |a| is_met(s, a))).collect();
    let found = hosts.iter().copied().find(first).or(hosts.first().copied()).or_else(|| head_of_host(told, visitor))?;
    Some(Party { code: None, name: found.name.clone(), person: true, written: true })
}

/// `President Jonsdottir licked the spoon`: the one head of a state that is not named, in the sentences that tell of the day,
/// is the host's.
fn head_of_host<'a>(told: &Told<'a>, visitor: &Party) -> Option<&'a Actor> {
    let words = &story_words().words;
    let early = told.article.statements.iter().filter(|s| matches!(s.kind, Kind::Event | Kind::Colour | Kind::Outcome));
    let head = |a: &&Actor| a.role.as_deref().is_some_and(|r| words.first_hosts.holds(r.to_lowercase()));
    let open = |a: &&Actor| a.kind == ActorKind::Person && a.code().is_none() && a.name != visitor.name;
    let mut heads = early.take(EARLY).flat_map(|s| s.actors.iter().filter(open).filter(head));
    let first = heads.next()?;
    heads.all(|a| a.name == first.name).then_some(first)
}

/// True for a person whom the article gives an office, or who is known to hold one.
fn is_official(article: &Annotated, name: &str) -> bool {
    let all = article.statements.iter().flat_map(|s| &s.actors);
    let known = || name.split(' ').flat_map(leaders).any(|l| l.name == name);
    all.filter(|a| a.name == name).any(|a| a.role.is_some()) || known()
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
