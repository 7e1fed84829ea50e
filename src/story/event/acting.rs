//! Who acts, as the sentence that tells the event says: takes a measure, signs, agrees, speaks.

use super::Told;
use super::party::{Party, in_statement, is_teller};
use crate::lexicon::story_words;
use crate::model::{Actor, ActorKind, Annotated, EventType, Plover, Statement};
use crate::text::Token;

/// The parties of the statement that tells the event; who speaks of himself (`I am to meet …`) leads.
pub(super) fn told_parties(told: &Told) -> Vec<Party> {
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
    if told.kind == EventType::Military {
        drop_bystanders(told, &mut found);
    }
    if told.kind == EventType::Release {
        drop_freed(told, &mut found);
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

/// `Norland shelled the Estmark coast after Sudland pulled back`: who neither strikes nor is struck takes no part.
fn drop_bystanders(told: &Told, found: &mut Vec<Party>) {
    let strikes = told.anchor.events.iter().filter(|e| matches!(e.plover, Plover::Assault | Plover::Coerce));
    let Some(strike) = strikes.min_by_key(|e| e.trigger.start.abs_diff(told.at)) else { return };
    let takes_part =
        |p: &Party| p.code.as_ref().is_none_or(|code| strike.source.contains(code) || strike.target.contains(code));
    // `were killed in fighting with Chilean troops`: the other side of a fight.
    let tokens = told.article.document.tokens_of(told.anchor.index);
    let fought = |p: &Party| {
        let mut named = told.anchor.actors.iter().filter(|a| a.code().is_some() && a.code() == p.code.as_deref());
        named.any(|a| {
            let at = tokens.partition_point(|t| t.span.start < a.span.start);
            at.checked_sub(1).and_then(|k| tokens.get(k)).is_some_and(|t| t.is("with"))
        })
    };
    let takes_part = |p: &Party| takes_part(p) || fought(p);
    if found.iter().any(takes_part) {
        found.retain(takes_part);
    }
}

/// `Two reporters walked free in a swap between Norland and Estmark`: who is freed acts for nobody; who holds an office may.
fn drop_freed(told: &Told, found: &mut Vec<Party>) {
    let office = |p: &Party| {
        let named = told.article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.name == p.name);
        named.into_iter().filter_map(|a| a.role.as_deref()).any(|role| {
            role.to_lowercase()
                .split_whitespace()
                .any(|w| story_words().words.office_words.holds(w) || story_words().words.first_hosts.holds(w))
        })
    };
    let acts = |p: &Party| !p.person || office(p);
    found.sort_by_key(|p| !acts(p));
    if found.iter().filter(|p| acts(p)).count() > 1 {
        found.retain(acts);
    }
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
        tokens.get(from.saturating_sub(5)..from).unwrap_or_default().iter().any(|t| story_words().words.alias.has(t))
    };
    let persons = statement.actors.iter().filter(|a| a.kind == ActorKind::Person && a.span.end <= at && !alias(a));
    let named: Vec<Party> = persons
        .map(|a| Party { code: a.code().map(str::to_owned), name: a.name.clone(), person: true, written: true })
        .collect();
    let skip = named.len().saturating_sub(2);
    named.into_iter().skip(skip).collect()
}
