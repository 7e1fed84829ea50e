//! Which one of a row is the news: `the eighth round of talks opened` against `returned for the ninth round of talks`.

use super::{Source, Stated, compare};
use crate::lexicon::{check_words, story_words};
use crate::model::{Check, Kind};
use crate::story::numbers::ordinal;
use crate::story::page::Line;

/// Tokens between the verb and the numbered one, at most.
const BESIDE: usize = 10;

/// What is numbered.
struct Key {
    noun: String,
    /// All numbers of this noun that the article tells.
    known: Vec<u64>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().filter_map(|(n, s)| news(s, n)).collect();
    let same = |a: &Stated<Key>, b: &Stated<Key>| {
        let knows = |s: &Stated<Key>, other: &Stated<Key>| {
            s.value != other.value && other.value.parse().is_ok_and(|n: u64| s.key.known.contains(&n))
        };
        a.key.noun == b.key.noun && !knows(a, b) && !knows(b, a)
    };
    compare("ordinal", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}

/// The first round that the article tells as under way or opening.
fn news(source: &Source, article: usize) -> Option<Stated<Key>> {
    let words = &check_words().words;
    let all: Vec<(&Line, usize, u64, usize)> = source
        .page
        .lines
        .iter()
        .take(40)
        .flat_map(|line| {
            (0..line.tokens.len()).filter_map(move |at| {
                let number = ordinal(line.tokens, at).filter(|o| (2..=200).contains(&o.value))?;
                let first = at + number.len;
                let noun = (first..first + 3).find(|k| line.has_at(*k, &words.rows))?;
                let plain = line.slice(first, noun).iter().all(|t| t.is_word() && !t.is_any(&["of", "the", "in"]));
                plain.then_some((line, at, number.value, noun))
            })
        })
        .collect();
    let is_news = |line: &Line, at: usize, noun: usize| {
        let around = line.slice(at.saturating_sub(BESIDE), at).iter().chain(line.slice(noun + 1, noun + BESIDE));
        let begins = around.clone().any(|t| words.now.has(t));
        let old = line
            .slice(at.saturating_sub(3), at)
            .iter()
            .any(|t| words.preceding.has(t) || t.is_any(&["least", "after"]));
        begins && !old && !story_words().words.negation.any(line.tokens)
    };
    let (line, at, value, noun) = all.iter().copied().find(|(line, at, _, noun)| {
        let kind = source.reading.annotated.statements.get(line.i).map(|s| s.kind);
        kind.is_some_and(|k| k != Kind::Noise) && is_news(line, *at, *noun)
    })?;
    let word = line.tokens.get(noun)?.norm.trim_end_matches('s').to_owned();
    let known = all
        .iter()
        .filter(|o| o.0.tokens.get(o.3).is_some_and(|t| t.norm.trim_end_matches('s') == word))
        .map(|o| o.2)
        .collect();
    let text = source.page.words(line.slice(at, noun + 1));
    Some(Stated { key: Key { noun: word, known }, value: value.to_string(), text, i: line.i, article })
}
