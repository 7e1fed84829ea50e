//! Done or not done: `the captain was detained` against `the captain was not detained`.

use super::{Source, Stated};
use crate::lexicon::check_words;
use crate::model::{Check, CheckValue, Kind, Modality, Verdict};
use crate::story::page::Line;

/// Articles further apart may tell of two stages, in days.
const NEAR_DAYS: i64 = 2;

/// Whom something was done to, and what.
#[derive(PartialEq)]
struct Key {
    subject: String,
    done: String,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().flat_map(|(n, s)| passives(s, n)).collect();
    let both = |article: usize, key: &Key| {
        let mut of = stated.iter().filter(|s| s.article == article && s.key == *key);
        let first = of.next().map(|s| &s.value);
        of.any(|s| Some(&s.value) != first)
    };
    let mut found: Vec<Check> = Vec::new();
    for (k, b) in stated.iter().enumerate() {
        let other = stated.iter().take(k).find(|a| a.article != b.article && a.key == b.key && a.value != b.value);
        let Some(a) = other.filter(|a| near(sources, a.article, b.article)) else { continue };
        if both(a.article, &a.key) || both(b.article, &b.key) {
            continue;
        }
        let value = |s: &Stated<Key>| CheckValue { value: s.text.clone(), i: s.i, article: s.article };
        let note = format!("One article says “{}”, another “{}”.", a.text, b.text);
        if found.iter().all(|c| c.note != note) {
            found.push(Check {
                slot: "outcome".into(),
                verdict: Verdict::Contradicts,
                values: vec![value(a), value(b)],
                note,
            });
        }
    }
    found
}

fn near(sources: &[Source], a: usize, b: usize) -> bool {
    let day = |n: usize| sources.get(n).and_then(|s| s.page.today);
    day(a).zip(day(b)).is_none_or(|(a, b)| (a - b).num_days().abs() <= NEAR_DAYS)
}

/// `The captain was not detained`: the last word before the auxiliary, and the participle.
fn passives(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let mut found = Vec::new();
    for line in source.page.lines.iter().take(40) {
        let statement = source.reading.annotated.statements.get(line.i);
        let plain = statement
            .is_some_and(|s| s.kind != Kind::Noise && matches!(s.modality, Modality::Asserted | Modality::Denied));
        let open = line.tokens.iter().any(|t| t.is_any(&["if", "whether", "unless", "?", "or"]));
        if plain && !open {
            found.extend((1..line.tokens.len()).filter_map(|at| passive(source, line, at, article)));
        }
    }
    found
}

fn passive(source: &Source, line: &Line, at: usize, article: usize) -> Option<Stated<Key>> {
    let words = &check_words().words;
    line.tokens.get(at).filter(|t| words.auxiliaries.has(t))?;
    let subject = line.tokens.get(at - 1).filter(|t| t.is_word() && t.norm.len() >= 4 && !words.no_subject.has(t))?;
    let mut k = at + 1;
    let mut denied = false;
    while line.is_at(k, &["not", "been", "also", "now", "later"]) {
        denied |= line.is_at(k, &["not"]);
        k += 1;
    }
    let done = line
        .tokens
        .get(k)
        .filter(|t| t.is_word() && t.norm.len() >= 5 && (t.norm.ends_with("ed") || words.participles.has(t)))?;
    let key = Key { subject: subject.norm.to_string(), done: done.norm.to_string() };
    let text = source.page.words(line.slice(at - 1, k + 1));
    Some(Stated { key, value: denied.to_string(), text, i: line.i, article })
}
