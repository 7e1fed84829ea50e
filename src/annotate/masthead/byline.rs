//! Who wrote it: `By A. Name and B. Name`, `By A. Name, Agency`, `A. Name, OUTLET 8:40 p.m. ...`.

use crate::annotate::page::{Page, is_month, is_weekday};
use crate::lexicon::agency;
use crate::model::Document;
use crate::text::{Span, Token, TokenKind};

/// A byline has at most this many tokens.
const LONGEST: usize = 24;

/// True for a line that opens with `by` and a name.
pub(super) fn is_byline(tokens: &[Token]) -> bool {
    tokens.len() <= LONGEST
        && tokens.first().is_some_and(|t| t.is("by"))
        && tokens.get(1).is_some_and(|t| t.is_capitalised() || t.is("our"))
        && tokens.iter().skip(1).all(|t| {
            t.is_capitalised()
                || t.kind != TokenKind::Word
                || t.is_one(&crate::lexicon::furniture_cues().lines.byline_small_head)
        })
}

/// The names of line `i`, if it is a byline.
pub(super) fn read(page: &Page, i: usize) -> Vec<String> {
    let tokens = page.tokens(i);
    if !is_byline(tokens) {
        return Vec::new();
    }
    let mut names = Vec::new();
    let mut from = 1;
    for at in 1..=tokens.len() {
        let ends = tokens.get(at).is_none_or(|t| t.is_any(&[",", "and", "&", "/", "|", "in", "for", "at", "("]));
        if ends {
            names.extend(name(page.document, &tokens[from.min(at)..at]));
            from = at + 1;
        }
    }
    names
}

/// A person's or agency's name; dates and section words are none.
fn name(document: &Document, tokens: &[Token]) -> Option<String> {
    let (first, last) = (tokens.first()?, tokens.last()?);
    let plain = tokens.iter().all(|t| {
        (t.is_capitalised() && !is_month(t) && !is_weekday(t)) || t.is_any(&[".", "-", "de", "la", "van", "of", "'s"])
    });
    let whole = tokens.len() >= 2 || agency(tokens).is_some();
    let span: Span = first.span.join(last.span);
    (plain && whole && first.is_capitalised()).then(|| document.text(span).to_owned())
}
