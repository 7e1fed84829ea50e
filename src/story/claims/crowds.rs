//! How many were there: `80 spectators` against `some 600 people applauded`. Such numbers are
//! guesses: only what lies far apart is a dispute.

use super::{Source, Stated, meets, places};
use crate::lexicon::story_words;
use crate::model::{Check, CheckValue, Kind, Verdict};
use crate::story::numbers::cardinal;
use crate::story::page::Line;

/// One number is at least so many times the other.
const FAR: u64 = 3;
/// Fewer people are no crowd.
const FEWEST: u64 = 20;

struct Crowd {
    number: u64,
    places: Vec<String>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut stated: Vec<Stated<Crowd>> = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let mut crowds: Vec<(u64, String, usize)> = source.page.lines.iter().filter_map(|l| crowd(source, l)).collect();
        crowds.dedup_by_key(|(number, ..)| *number);
        // An article with two crowds tells of two places.
        let [(number, text, i)] = &crowds[..] else { continue };
        let places = source.page.lines.iter().find(|l| l.i == *i).map(places).unwrap_or_default();
        let key = Crowd { number: *number, places };
        stated.push(Stated { key, value: number.to_string(), text: text.clone(), i: *i, article });
    }
    let mut found = Vec::new();
    for (n, b) in stated.iter().enumerate() {
        let far = |a: &&Stated<Crowd>| {
            let (x, y) = (&a.key, &b.key);
            let elsewhere = !x.places.is_empty() && !y.places.is_empty() && !meets(&x.places, &y.places);
            !elsewhere && x.number.max(y.number) >= FAR * x.number.min(y.number)
        };
        let Some(a) = stated.iter().take(n).find(far) else { continue };
        let value = |s: &Stated<Crowd>| CheckValue { value: s.text.clone(), i: s.i, article: s.article };
        let note = format!("One article says “{}”, another “{}”.", a.text, b.text);
        found.push(Check {
            slot: "number".into(),
            verdict: Verdict::Contradicts,
            values: vec![value(a), value(b)],
            note,
        });
    }
    found
}

/// `some 80 spectators`, `600 people applauded`: people, and a word for those who watch.
fn crowd(source: &Source, line: &Line) -> Option<(u64, String, usize)> {
    let words = &story_words().words;
    let statement = source.reading.annotated.statements.get(line.i)?;
    if matches!(statement.kind, Kind::Position | Kind::Noise) || statement.quote.is_some() {
        return None;
    }
    (0..line.tokens.len()).find_map(|at| {
        let (value, end) = number(line, at)?;
        let noun = line.tokens.get(end).filter(|_| value >= FEWEST)?;
        let watch = words.crowd.has(noun) || (noun.is("people") && words.seated.any(line.slice(end, end + 10)));
        let text = source.page.words(line.slice(at, end + 1));
        (watch && !words.negation.any(line.tokens)).then_some((value, text, line.i))
    })
}

/// A number, `a thousand` too, and one past it.
fn number(line: &Line, at: usize) -> Option<(u64, usize)> {
    if let Some(number) = cardinal(line.tokens, at) {
        return Some((number.value, at + number.len));
    }
    let scale = story_words().scales.get(&line.tokens.get(at + 1)?.norm).filter(|_| line.is_at(at, &["a"]))?;
    Some((*scale, at + 2))
}
