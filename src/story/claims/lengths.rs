//! How long a stay is: `a two-day visit` against `a three-day visit`.

use super::{MOST, Source, Stated, compare, meets};
use crate::lexicon::story_words;
use crate::model::{Check, Kind};
use crate::story::numbers::{cardinal, is_approximate};
use crate::story::page::Line;

/// Whose stay, and what it is called.
struct Key {
    persons: Vec<String>,
    noun: String,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().flat_map(|(n, s)| stated(s, n)).collect();
    let same = |a: &Stated<Key>, b: &Stated<Key>| a.key.noun == b.key.noun && meets(&a.key.persons, &b.key.persons);
    compare("duration", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}

fn stated(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let mut found = Vec::new();
    for line in source.page.lines.iter().take(MOST) {
        let statement = source.reading.annotated.statements.get(line.i);
        let news = statement.is_some_and(|s| matches!(s.kind, Kind::Event | Kind::Agenda | Kind::Outcome));
        let Some((days, start, end)) = (0..line.tokens.len()).find_map(|at| glued(line, at)).filter(|_| news) else {
            continue;
        };
        let Some(noun) = line.tokens.get(end - 1).map(|t| t.norm.to_string()) else { continue };
        let text = source.page.words(line.slice(start, end));
        let key = Key { persons: source.persons(line.i), noun };
        found.push(Stated { key, value: days.to_string(), text, i: line.i, article });
    }
    found
}

/// `two-day official visit`: the days, and the first token and one past the last; not one of another time.
fn glued(line: &Line, at: usize) -> Option<(u64, usize, usize)> {
    let number = cardinal(line.tokens, at).filter(|n| (2..=30).contains(&n.value))?;
    let end = at + number.len;
    let joined = line.is_at(end, &["-"]) && line.is_at(end + 1, &["day"]);
    let words = &story_words().words;
    let noun = (end + 2..end + 5).find(|k| line.tokens.get(*k).is_some_and(|t| words.lengthy.has(t)))?;
    let past = words.bygone.any(line.slice(at.saturating_sub(2), at)) || is_approximate(line.tokens, at, number.len);
    (joined && !past).then_some((number.value, at, noun + 1))
}
