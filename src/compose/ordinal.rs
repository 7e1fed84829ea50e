//! "third visit to China this year": the count of contacts that a sentence states, as written.

use crate::lexicon::wording;
use crate::model::{EventType, Modality, Reading};
use crate::text::{Span, Token};

/// True for `third` and the like.
pub(super) fn is_ordinal(norm: &str) -> bool {
    wording().count.ordinals.contains(norm)
}

/// The longest such phrase in statement `i`, where the sentence plainly says it.
pub(super) fn phrase(reading: &Reading, i: usize, kind: EventType) -> Option<Span> {
    let statement = reading.annotated.statements.get(i)?;
    if matches!(statement.modality, Modality::Hedged | Modality::Denied | Modality::Conditional) {
        return None;
    }
    let words = &wording().count;
    let tokens = reading.annotated.document.tokens_of(i);
    let quoted = |t: &Token| statement.quote.as_ref().is_some_and(|q| q.span.contains(t.span));
    let at = tokens.iter().position(|t| is_ordinal(&t.norm) && !quoted(t))?;
    let noun = (at + 1..=at + 2).find(|n| tokens.get(*n).is_some_and(|t| words.is_noun(&t.norm, kind)))?;
    let mut last = noun;
    for (n, token) in tokens.iter().enumerate().skip(noun + 1).take(8) {
        let fits = words.follows.contains(&token.norm)
            || token.is_capitalised()
            || token.number().is_some_and(|y| (1800..2100).contains(&y));
        if !fits {
            break;
        }
        last = n;
    }
    while last > noun && words.not_last.contains(&tokens[last].norm) {
        last -= 1;
    }
    Some(tokens[at].span.join(tokens[last].span))
}
