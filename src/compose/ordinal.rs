//! "third visit to China this year": the count of contacts that a sentence states, as written.

use crate::model::{EventType, Modality, Reading};
use crate::text::{Span, Token};

const ORDINALS: [&str; 12] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "2nd", "3rd"];
const LINKS: [&str; 10] = ["to", "in", "with", "of", "this", "since", "years", "year", "the", "for"];

/// True for `third` and the like.
pub(super) fn is_ordinal(norm: &str) -> bool {
    ORDINALS.contains(&norm)
}

/// The longest such phrase in statement `i`, where the sentence plainly says it.
pub(super) fn phrase(reading: &Reading, i: usize, kind: EventType) -> Option<Span> {
    let statement = reading.annotated.statements.get(i)?;
    if matches!(statement.modality, Modality::Hedged | Modality::Denied | Modality::Conditional) {
        return None;
    }
    let tokens = reading.annotated.document.tokens_of(i);
    let quoted = |t: &Token| statement.quote.as_ref().is_some_and(|q| q.span.contains(t.span));
    let at = tokens.iter().position(|t| t.is_any(&ORDINALS) && !quoted(t))?;
    let noun = (at + 1..=at + 2).find(|n| tokens.get(*n).is_some_and(|t| t.is_any(nouns(kind))))?;
    let mut last = noun;
    for (n, token) in tokens.iter().enumerate().skip(noun + 1).take(8) {
        let fits =
            token.is_any(&LINKS) || token.is_capitalised() || token.number().is_some_and(|y| (1800..2100).contains(&y));
        if !fits {
            break;
        }
        last = n;
    }
    while last > noun && tokens[last].is_any(&["to", "in", "with", "of", "since", "the", "for", "this"]) {
        last -= 1;
    }
    Some(tokens[at].span.join(tokens[last].span))
}

fn nouns(kind: EventType) -> &'static [&'static str] {
    match kind {
        EventType::Visit => &["visit", "trip", "journey", "stay", "tour"],
        EventType::Summit => &["summit", "meeting"],
        EventType::Meeting => &["meeting", "encounter", "summit"],
        EventType::Talks => &["round", "meeting", "talks"],
        EventType::Call => &["call", "conversation"],
        _ => &[],
    }
}
