//! Cuts tokens into sentences. A sentence never crosses a paragraph break.

mod ends;
mod layout;
mod lists;

use ends::{QuoteState, ends_at};
use layout::Layout;
use lists::ListState;

use crate::model::Sentence;
use crate::text::{Span, Token};

/// The sentences of a token stream; together they hold every token.
pub(super) fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let layout = Layout::of(text);
    let mut sentences = Vec::new();
    let (mut first, mut paragraph) = (0, 0);
    let mut quotes = QuoteState::default();
    let mut list = ListState::default();
    let breaks = layout.breaks(tokens);
    for at in 0..tokens.len() {
        let is_break = at + 1 == tokens.len() || breaks.get(at).copied().unwrap_or(false);
        quotes.see(&tokens[at], tokens.get(at + 1));
        list.see(tokens, first, at);
        let ends =
            is_break || list.opens_item(tokens, at) || (!list.is_marker(at) && ends_at(tokens, first, at, &quotes));
        if !ends {
            continue;
        }
        sentences.push(sentence(tokens, first..at + 1, paragraph));
        first = at + 1;
        if is_break {
            paragraph += 1;
            quotes = QuoteState::default();
            list.end_paragraph();
        }
    }
    sentences
}

/// Sentences that came already split.
pub(super) fn presplit(tokens: &[Token], spans: &[Span]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut at = 0;
    for (n, span) in spans.iter().enumerate() {
        let first = at;
        let last = n + 1 == spans.len();
        while at < tokens.len() && (last || tokens[at].span.start < span.end) {
            at += 1;
        }
        if at > first {
            sentences.push(sentence(tokens, first..at, n));
        }
    }
    sentences
}

fn sentence(tokens: &[Token], range: std::ops::Range<usize>, paragraph: usize) -> Sentence {
    let span = tokens[range.start].span.join(tokens[range.end - 1].span);
    Sentence { span, tokens: range, paragraph }
}

#[cfg(test)]
mod tests;
