//! How many: `expelled 12 diplomats` against `expelled 14 diplomats`, by the same state.

use super::{MOST, Source, Stated, compare};
use crate::lexicon::story_words;
use crate::model::{Check, Kind};
use crate::story::numbers::{cardinal, is_approximate};
use crate::text::Case;

/// Who did what to how many of which.
#[derive(PartialEq)]
struct Key {
    verb: String,
    noun: String,
    state: String,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().flat_map(|(n, s)| stated(s, n)).collect();
    compare("number", &stated, |a, b| a.key == b.key, |a, b| format!("One article says “{a}”, another “{b}”."))
}

fn stated(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let mut found = signed(source, article);
    for line in &source.page.lines {
        let Some(statement) = source.reading.annotated.statements.get(line.i) else { continue };
        if !matches!(statement.kind, Kind::Event | Kind::Outcome) {
            continue;
        }
        for at in 1..line.tokens.len() {
            let Some(number) = cardinal(line.tokens, at).filter(|n| n.value >= 2) else { continue };
            let Some(verb) = line.tokens.get(at - 1).and_then(|t| story_words().once(t)) else { continue };
            let end = at + number.len;
            // The noun, behind at most one adjective: `12 diplomats`, `12 Portuguese diplomats`.
            let plural = |k: &usize| {
                line.tokens.get(*k).is_some_and(|t| t.case == Case::Lower && t.norm.len() > 3 && t.norm.ends_with('s'))
            };
            let Some(noun) = (end..end + 2).find(plural) else { continue };
            let Some(word) = line.tokens.get(noun).filter(|t| !story_words().words.units.has(t)) else { continue };
            let before = line.tokens.get(at).map_or(0, |t| t.span.start);
            let state = statement.actors.iter().filter(|a| a.span.end <= before).find_map(|a| a.code());
            let Some(state) = state.filter(|_| !is_approximate(line.tokens, at, number.len)) else { continue };
            let key = Key { verb: verb.to_owned(), noun: word.norm.to_string(), state: state.to_owned() };
            let text = source.page.words(line.slice(at, noun + 1));
            found.push(Stated { key, value: number.value.to_string(), text, i: line.i, article });
        }
    }
    found.truncate(MOST);
    found
}

/// How many documents were signed at the event: `13 agreements were signed`, `signed 13 documents`.
fn signed(source: &Source, article: usize) -> Vec<Stated<Key>> {
    let words = story_words();
    let mut found = Vec::new();
    for line in &source.page.lines {
        let news = source.reading.annotated.statements.get(line.i);
        if !news.is_some_and(|s| matches!(s.kind, Kind::Event | Kind::Outcome | Kind::Colour)) {
            continue;
        }
        let claim = (0..line.tokens.len()).find_map(|at| {
            let number = cardinal(line.tokens, at).filter(|n| n.value >= 2)?;
            let end = at + number.len;
            let noun = (end..end + 3).find(|k| line.tokens.get(*k).is_some_and(|t| words.words.documents.has(t)))?;
            let beside = line.slice(at.saturating_sub(5), noun + 12);
            let told = beside.iter().any(|t| words.once(t) == Some("sign"));
            let each = line.slice(at.saturating_sub(1), at).iter().any(|t| t.is_any(&["two", "of", "-"]));
            (told && !each && !is_approximate(line.tokens, at, number.len)).then_some((number.value, at, noun + 1))
        });
        let Some((value, at, end)) = claim else { continue };
        let key = Key { verb: "sign".into(), noun: "documents".into(), state: String::new() };
        found.push(Stated {
            key,
            value: value.to_string(),
            text: source.page.words(line.slice(at, end)),
            i: line.i,
            article,
        });
    }
    // Of several numbers none is the whole.
    if found.len() > 1 { Vec::new() } else { found }
}
