//! How often: `five other times while prime minister` against `two times as prime minister`.

use super::{MOST, Source, Stated, compare, meets};
use crate::lexicon::story_words;
use crate::model::Check;
use crate::story::numbers::{is_approximate, times};
use crate::story::page::Line;

/// Words of an office behind `as` or `while`.
const OFFICE: usize = 3;

/// Whom a count is about, doing what, in which office.
struct Key {
    persons: Vec<String>,
    meeting: bool,
    office: String,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().flat_map(|(n, s)| stated(s, n)).collect();
    // Without an office two counts may have two scopes.
    let same = |a: &Stated<Key>, b: &Stated<Key>| {
        a.key.meeting == b.key.meeting && a.key.office == b.key.office && meets(&a.key.persons, &b.key.persons)
    };
    compare("count", &stated, same, |a, b| format!("One article says “{a}”, another “{b}”."))
}

fn stated(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let words = &story_words().words;
    let mut found = Vec::new();
    for line in &source.page.lines {
        let claim = (0..line.tokens.len()).find_map(|at| {
            let number = times(line.tokens, at).filter(|t| (1..=100).contains(&t.value))?;
            let before = line.slice(at.saturating_sub(8), at);
            (words.contact_verbs.any(before) && !is_approximate(line.tokens, at, number.len)).then_some((at, number))
        });
        let Some((at, number)) = claim else { continue };
        let Some(office) = office(line, at + number.len) else { continue };
        let meeting = line.slice(at.saturating_sub(8), at).iter().any(|t| story_words().words.spoke.has(t));
        let key = Key { persons: source.persons(line.i), meeting, office };
        let text = source.page.words(line.slice(at, at + number.len));
        found.push(Stated { key, value: number.value.to_string(), text, i: line.i, article });
    }
    found.truncate(MOST);
    found
}

/// The office in which the contacts were made: `as prime minister`, `while she was foreign minister`.
fn office(line: &Line, end: usize) -> Option<String> {
    let opens = line.tokens.get(end).filter(|t| t.is_any(&["as", "while", "when"])).map(|_| end + 1)?;
    let skip = line
        .slice(opens, opens + 3)
        .iter()
        .take_while(|t| t.is_any(&["he", "she", "was", "the", "still", "a"]))
        .count();
    let words = line
        .slice(opens + skip, opens + skip + OFFICE)
        .iter()
        .take_while(|t| t.is_word() && !t.is_any(&["and", "of", "in", "but"]));
    let office = words.map(|t| t.norm.as_str()).collect::<Vec<_>>().join(" ");
    (!office.is_empty()).then_some(office)
}
