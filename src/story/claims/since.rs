//! When the last one was: `the first Danish minister there since 2016` against `since 2019`; `by 2030` against `by 2032`.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::{Source, Stated, compare};
use crate::lexicon::check_words;
use crate::model::{Check, Kind};
use crate::story::checks::firsts;
use crate::text::stem;

/// Words that two claims of a first must share.
const SHARED: usize = 2;

/// What is told of whom.
struct Key {
    personal: bool,
    words: BTreeSet<String>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<Key>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        for first in firsts(&source.page).into_iter().filter(|f| f.exact).take(3) {
            let Some(line) = source.page.lines.iter().find(|l| l.i == first.i) else { continue };
            let content =
                line.tokens.iter().filter(|t| t.is_word() && t.norm.len() >= 5 && !check_words().words.no_first.has(t));
            let words = content.map(|t| stem(&t.norm).to_string()).collect();
            let key = Key { personal: first.personal, words };
            stated.push(Stated { key, value: first.after.to_string(), text: first.text, i: first.i, article });
        }
    }
    let same = |a: &Stated<Key>, b: &Stated<Key>| {
        let year = |s: &Stated<Key>| s.value.parse::<i32>().unwrap_or_default();
        let apart = (year(a) - year(b)).abs();
        let shared = a.key.words.intersection(&b.key.words).count() >= SHARED;
        // A year that is not yet full may be counted or not.
        a.key.personal == b.key.personal && shared && apart != 1
    };
    let mut found = compare("since", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."));
    found.extend(deadlines(sources));
    found
}

/// The only year to come of each article, behind `by`.
fn deadlines(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<()>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let Some(today) = source.page.today else { continue };
        let years: Vec<_> = source
            .page
            .lines
            .iter()
            .filter(|l| source.reading.annotated.statements.get(l.i).is_some_and(|s| s.kind != Kind::Noise))
            .flat_map(|l| l.mentions.iter().map(move |m| (l, m)))
            .filter(|(_, m)| m.stamps.iter().any(|s| s.year.is_some_and(|y| y > today.year())))
            .collect();
        let [(line, mention)] = years.as_slice() else { continue };
        let by = mention.at.start.checked_sub(1).filter(|k| line.is_at(*k, &["by"]));
        let Some((by, year)) = by.zip(mention.stamps.first().and_then(|s| s.year)) else { continue };
        let text = source.page.words(line.slice(by, mention.at.end));
        stated.push(Stated { key: (), value: year.to_string(), text, i: line.i, article });
    }
    compare("deadline", &stated, |_, _| true, |a, b| format!("One article says “{a}”, another “{b}”."))
}
