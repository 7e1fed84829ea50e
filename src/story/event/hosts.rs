//! The other side of a contact where the event's own sentence does not name it: a host, an official, the state of the place.

use super::Told;
use super::parties::is_summit_of_body;
use super::party::{Party, in_statement, state_name};
use super::sides::state_there;
use crate::lexicon::{country_name, leaders, story_words};
use crate::model::{Actor, ActorKind, Annotated, EventType, Kind, Place, Statement};

/// Statements in which the other side is looked for: more than any news has, fewer than a book.
const SEARCHED: usize = 300;

/// Tokens before an official in which words say that a visitor meets him.
const MEETS: usize = 6;

/// Statements from the top that may name the host of a visit.
const EARLY: usize = 8;

/// Adds the other side from the statements that tell of the same event, or the host's state.
pub(super) fn complete(told: &Told, found: &mut Vec<Party>, place: Option<&Place>) {
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
        // A name in the line above the text alone may be that of the paper.
        let body = |p: &Party| {
            let news = told.article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none());
            p.code.is_some() || news.flat_map(|s| &s.actors).any(|a| a.name == p.name)
        };
        let all = headline.into_iter().chain(others());
        let next = all.flat_map(|s| in_statement(told.article, s)).find(|p| p.code != first && body(p));
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
