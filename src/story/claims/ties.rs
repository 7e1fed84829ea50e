//! Ties between states: who broke them off, and in which year they were taken up again.

use std::collections::BTreeSet;

use super::{Source, Stated, compare};
use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{ActorKind, Check, Statement, When};
use crate::story::page::Line;
use crate::text::Token;

/// Tokens between a verb and the ties, and between the ties and their year, at most.
const BESIDE: usize = 6;

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found = broken(sources);
    found.extend(restored(sources));
    found
}

/// `Norway broke off relations in 2019` against `Portugal's king had ended diplomatic relations in 2019`.
fn broken(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<String>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for (line, statement) in lines(source) {
            let Some((verb, end)) = breaks(line) else { continue };
            let Some(code) = subject(line, statement, verb) else { continue };
            let Some(year) = year_beside(line, statement, verb, end) else { continue };
            let Some(name) = country_name(&code) else { continue };
            stated.push(Stated { key: year, value: code, text: name.to_owned(), i: line.i, article });
        }
    }
    compare(
        "actor",
        &stated,
        |a, b| a.key == b.key,
        |a, b| format!("One article says that {a} broke off the ties, another that {b} did."),
    )
}

/// `ties were resumed last year` against `on diplomatic terms again since 2009`.
fn restored(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<BTreeSet<String>>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for (line, statement) in lines(source) {
            let Some((start, end)) = restores(line) else { continue };
            let Some(year) = year_beside(line, statement, start, end) else { continue };
            let states = statement.actors.iter().filter_map(|a| a.country.clone()).collect();
            stated.push(Stated { key: states, value: year.clone(), text: year, i: line.i, article });
        }
    }
    // The states of a sentence that names fewer than two follow from the article.
    let same = |a: &Stated<BTreeSet<String>>, b: &Stated<BTreeSet<String>>| {
        a.key.len() < 2 || b.key.len() < 2 || a.key.intersection(&b.key).count() >= 2
    };
    compare("date", &stated, same, |a, b| format!("One article has the ties restored in {a}, another in {b}."))
}

fn lines<'a>(source: &'a Source) -> impl Iterator<Item = (&'a Line<'a>, &'a Statement)> {
    let statements = &source.reading.annotated.statements;
    let plain = |line: &&Line| {
        !line
            .tokens
            .iter()
            .any(|t| t.is_any(&["will", "would", "may", "could", "if"]) || story_words().words.negation.has(t))
    };
    source.page.lines.iter().take(60).filter(plain).filter_map(|line| Some((line, statements.get(line.i)?)))
}

/// `broke off relations`, `finished off diplomatic ties`, `broke with Norway`: the verb, and one past the object.
fn breaks(line: &Line) -> Option<(usize, usize)> {
    let words = &story_words().words;
    let object = |verb: usize| {
        let with = line.is_at(verb + 1, &["with"]) && is_state(line, verb + 2);
        let ties = (verb + 1..verb + BESIDE).find(|at| line.tokens.get(*at).is_some_and(|t| words.ties.has(t)));
        ties.or(with.then_some(verb + 2)).map(|at| at + 1)
    };
    (0..line.tokens.len())
        .filter(|at| line.tokens.get(*at).is_some_and(|t| words.breaks_off.has(t)))
        .find_map(|verb| Some((verb, object(verb)?)))
}

fn is_state(line: &Line, at: usize) -> bool {
    line.tokens.get(at..).and_then(gazetteer).is_some_and(|m| m.value.kind == EntryKind::Country)
}

/// The state that acts: the last one named before the verb, near it.
fn subject(line: &Line, statement: &Statement, verb: usize) -> Option<String> {
    let at = line.tokens.get(verb)?.span.start;
    let from = line.tokens.get(verb.saturating_sub(BESIDE))?.span.start;
    let near = statement.actors.iter().filter(|a| a.span.end <= at && a.span.end > from && a.country.is_some());
    let actor = near.max_by_key(|a| a.span.end);
    let capital = || {
        (verb.saturating_sub(3)..verb).rev().find_map(|k| {
            let found = line.tokens.get(k..).and_then(gazetteer)?;
            matches!(found.value.kind, EntryKind::Country | EntryKind::Capital).then_some(found.value.code?.to_owned())
        })
    };
    let acting = actor.filter(|a| a.kind != ActorKind::Igo).and_then(|a| a.country.clone());
    acting.or_else(capital)
}

/// `ties were restored`, `restored diplomatic relations`, `on diplomatic terms again`: the first token and one past the last.
fn restores(line: &Line) -> Option<(usize, usize)> {
    let words = &story_words().words;
    let is_tie = |t: &Token| words.ties.has(t) || t.is("terms");
    let ties = (0..line.tokens.len()).filter(|at| line.tokens.get(*at).is_some_and(is_tie));
    ties.into_iter().find_map(|at| {
        let diplomatic = line.slice(at.saturating_sub(2), at).iter().any(|t| t.is("diplomatic"));
        let verb = (at.saturating_sub(4)..at + 5).find(|k| line.tokens.get(*k).is_some_and(|t| words.restores.has(t)));
        let again = line.is_at(at + 1, &["again"]).then_some(at + 1);
        let other = verb.or(again).filter(|_| diplomatic)?;
        Some((at.min(other), at.max(other) + 1))
    })
}

/// The year of a date beside some tokens, as annotated; none for a span.
fn year_beside(line: &Line, statement: &Statement, start: usize, end: usize) -> Option<String> {
    let near = |when: &&When| {
        let at = line.tokens.partition_point(|t| t.span.start < when.span.start);
        (at >= end && at < end + BESIDE) || (at < start && at + BESIDE > start)
    };
    let year = |when: &When| {
        let year = when.value.get(..4).filter(|y| y.bytes().all(|b| b.is_ascii_digit()))?;
        Some(year.to_owned())
    };
    statement.dates.iter().filter(near).find_map(year)
}
