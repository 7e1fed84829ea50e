//! Who was there before: `the first Norwegian leader in Lisbon` against `leaders of Norway have been there before`, and
//! `was last there 30 years ago` against `the first time since 1990`.

use chrono::Datelike;

use super::{MOST, Source, Stated, compare, meets};
use crate::lexicon::{EntryKind, country_name, gazetteer, story_words};
use crate::model::{ActorKind, Check};
use crate::story::numbers::cardinal;
use crate::story::page::Line;
use crate::text::{Token, tokenize};

/// Who held an office so long ago holds none today.
const LIFETIME: i32 = 40;
/// Years told in round numbers may lie this far apart.
const ROUND: i32 = 2;
/// Tokens between `first` and the leader, at most.
const REACH: usize = 12;
/// Tokens between `since` and the year that its clause names, at most.
const CLAUSE: usize = 9;

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found = leaders(sources);
    found.extend(last_times(sources));
    found
}

/// A claim about the leaders of a state: that none was there, or that one was.
#[derive(PartialEq)]
struct OfLeaders {
    state: &'static str,
    none: bool,
}

fn leaders(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<OfLeaders>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let year = source.page.today.map(|t| t.year());
        for line in source.page.lines.iter().take(60) {
            let none = nobody(line, year).map(|found| (found, true));
            let Some(((state, start, end), none)) = none.or_else(|| Some((somebody(source, line)?, false))) else {
                continue;
            };
            let text = source.page.words(line.slice(start, end));
            let key = OfLeaders { state, none };
            stated.push(Stated { key, value: none.to_string(), text, i: line.i, article });
        }
    }
    let same = |a: &Stated<OfLeaders>, b: &Stated<OfLeaders>| a.key.state == b.key.state;
    compare("ordinal", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}

/// `the first leader of Norway at the place`, `no Norwegian leader had visited since 1912`: state, first token, one past
/// the last. None where only visits of one form are counted.
fn nobody(line: &Line, today: Option<i32>) -> Option<(&'static str, usize, usize)> {
    let words = &story_words().words;
    let start = (0..line.tokens.len()).find(|at| line.is_at(*at, &["first", "no"]))?;
    let leader = (start + 1..start + REACH).find(|at| line.is_at(*at, &["leader"]))?;
    let state = state_beside(line, leader)?;
    let end = if line.is_at(leader + 1, &["of"]) { leader + 3 } else { leader + 1 };
    if line.tokens.iter().any(|t| words.forms.has(t)) {
        return None;
    }
    let since = (start..line.tokens.len()).find(|at| line.is_at(*at, &["since"]));
    let year = since.and_then(|at| line.mentions.iter().find(|m| m.at.start > at)?.stamps.first()?.year);
    let old = |year: i32| today.is_some_and(|today| today - year >= LIFETIME);
    let travels = |range: std::ops::Range<usize>| {
        range.into_iter().any(|k| line.tokens.get(k).is_some_and(|t| words.visits.has(t)))
    };
    let here =
        line.is_at(end, &["at", "in", "there", "here"]) || (line.is_at(end, &["to"]) && travels(end + 1..end + 3));
    match (line.is_at(start, &["no"]), year) {
        (_, Some(year)) if !old(year) => None,
        (true, Some(_)) => travels(leader..leader + 6).then_some((state, start, since? + 2)),
        (false, Some(_)) => travels(start..line.tokens.len()).then_some((state, start, since? + 2)),
        (false, None) => (since.is_none() && here).then_some((state, start, end)),
        (true, None) => None,
    }
}

/// `leaders of Norway have been there before`, `had been there before, twice as prime minister`.
fn somebody(source: &Source, line: &Line) -> Option<(&'static str, usize, usize)> {
    let words = &story_words().words;
    let before = (0..line.tokens.len()).find(|at| line.is_at(*at, &["before", "earlier"]))?;
    let visits = |t: &Token| words.visits.has(t) || t.is("been");
    let verb = (before.saturating_sub(7)..before).find(|at| line.tokens.get(*at).is_some_and(visits))?;
    let have = verb.checked_sub(1).filter(|at| line.is_at(*at, &["have", "has", "had"]))?;
    let placed = line.slice(verb, before).iter().any(|t| t.is_any(&["there", "to", "in", "at"]));
    let held = line.slice(before, before + 8);
    let office = held.iter().position(|t| t.is("as")).is_some_and(|as_| {
        held.get(as_ + 1..)
            .unwrap_or_default()
            .iter()
            .take(3)
            .any(|t| t.is_any(&["prime", "president", "chancellor", "premier"]))
    });
    let plural = (0..have).rev().take(6).find(|at| line.is_at(*at, &["leaders", "presidents", "premiers"]));
    let state = match plural {
        Some(at) => state_beside(line, at),
        None if office => holder(source, line, have),
        None => None,
    }?;
    let plain = placed && !words.negation.any(line.slice(0, before));
    plain.then_some((state, have, before + 1))
}

/// The state of the person before the token `have`.
fn holder(source: &Source, line: &Line, have: usize) -> Option<&'static str> {
    let end = line.tokens.get(have)?.span.start;
    let actors = &source.reading.annotated.statements.get(line.i)?.actors;
    let person = actors.iter().find(|a| a.kind == ActorKind::Person && a.span.end <= end)?;
    let name = country_name(person.country.as_deref()?)?;
    gazetteer(&tokenize(name))?.value.code
}

/// The state of a leader: `the leader of Norway`, `the Norwegian leader`, `Norway's leader`.
fn state_beside(line: &Line, leader: usize) -> Option<&'static str> {
    let after = (line.is_at(leader + 1, &["of"])).then(|| state_at(line, leader + 2)).flatten();
    after.or_else(|| (leader.saturating_sub(3)..leader).rev().find_map(|at| state_at(line, at)))
}

fn state_at(line: &Line, at: usize) -> Option<&'static str> {
    let found = gazetteer(line.tokens.get(at..)?)?;
    matches!(found.value.kind, EntryKind::Country | EntryKind::Adjective).then_some(found.value.code).flatten()
}

/// When a person was last there, as a year.
struct LastTime {
    persons: Vec<String>,
    year: i32,
}

fn last_times(sources: &[Source]) -> Vec<Check> {
    // An article without a day counts its years from the latest day of the others.
    let today = sources.iter().filter_map(|s| s.page.today).max().map(|d| d.year());
    let mut stated: Vec<Stated<LastTime>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let year = source.page.today.map(|t| t.year()).or(today);
        for line in source.page.lines.iter().take(60) {
            let claim = years_ago(line, year).or_else(|| first_since(line));
            let Some((year, start, end)) = claim else { continue };
            let key = LastTime { persons: source.persons(line.i), year };
            let text = source.page.words(line.slice(start, end));
            stated.push(Stated { key, value: year.to_string(), text, i: line.i, article });
        }
    }
    stated.truncate(MOST * sources.len());
    let same = |a: &Stated<LastTime>, b: &Stated<LastTime>| {
        let apart = (a.key.year - b.key.year).abs();
        (apart == 0 || apart > ROUND) && meets(&a.key.persons, &b.key.persons)
    };
    compare("since", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}

/// `was last in Lisbon 30 years ago`.
fn years_ago(line: &Line, today: Option<i32>) -> Option<(i32, usize, usize)> {
    let last =
        (1..line.tokens.len()).find(|at| line.is_at(*at, &["last"]) && line.is_at(at - 1, &["was", "were", "been"]))?;
    let placed = line.is_at(last + 1, &["in", "there", "at", "here"]);
    let (at, number) = (last + 1..last + 8).find_map(|at| Some((at, cardinal(line.tokens, at)?)))?;
    let end = at + number.len;
    let ago = line.is_at(end, &["years", "year"]) && line.is_at(end + 1, &["ago"]);
    let rough = crate::story::numbers::is_approximate(line.tokens, at, number.len);
    let years = i32::try_from(number.value).ok().filter(|y| (1..200).contains(y))?;
    (placed && ago && !rough).then_some((today? - years, last, end + 2))
}

/// `the first time that he is there since 1990`, `… since the two quarrelled in 1990`.
fn first_since(line: &Line) -> Option<(i32, usize, usize)> {
    let words = &story_words().words;
    let first = (0..line.tokens.len()).find(|at| {
        line.is_at(*at, &["first"]) && line.tokens.get(at + 1).is_some_and(|t| words.contact_nouns.has(t))
    })?;
    let since = (first..line.tokens.len()).find(|at| line.is_at(*at, &["since"]))?;
    let goes = line.slice(first + 1, since).iter().any(|t| words.visits.has(t) || t.is("foot"));
    let collective = line.slice(first, since).iter().any(|t| words.forms.has(t) || t.is_any(&["leader", "no"]));
    let mention = line.mentions.iter().find(|m| m.at.start > since && m.at.start <= since + CLAUSE)?;
    let year = mention.stamps.first()?.year?;
    (goes && !collective).then_some((year, first, mention.at.end))
}
