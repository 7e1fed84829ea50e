//! Lines in another language or script than the article's.

use super::Marks;
use crate::annotate::page::Page;
use crate::lexicon::{FurnitureRule, is_english_function_word};
use crate::text::{Token, TokenKind};

pub(super) fn mark(page: &Page, marks: &mut Marks) {
    let foreign: Vec<bool> = (0..page.lines.len()).map(|i| is_foreign(page, i)).collect();
    let words = |want: bool| -> usize {
        let lines = page.lines.iter().zip(&foreign);
        lines.filter(|(_, foreign)| **foreign == want).map(|(line, _)| line.shape.words).sum()
    };
    if words(true) >= words(false) {
        return;
    }
    for (i, _) in foreign.iter().enumerate().filter(|(_, foreign)| **foreign) {
        marks.set_line(page, i, FurnitureRule::OtherLanguage);
    }
}

fn is_foreign(page: &Page, i: usize) -> bool {
    let tokens = page.tokens(i);
    other_script(page, tokens) || other_words(page, tokens)
}

/// Most letters are not Latin.
fn other_script(page: &Page, tokens: &[Token]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    if page.document.text(first.span.join(last.span)).is_ascii() {
        return false;
    }
    let letters = tokens.iter().flat_map(|t| page.document.text(t.span).chars()).filter(|c| c.is_alphabetic());
    let (mut latin, mut other) = (0usize, 0usize);
    letters.for_each(
        |c| if (c as u32) < 0x250 || ('\u{1E00}'..'\u{1F00}').contains(&c) { latin += 1 } else { other += 1 },
    );
    other > latin
}

/// No English function word in a long line, and a language detector that is sure of another one.
fn other_words(page: &Page, tokens: &[Token]) -> bool {
    let words: Vec<&Token> = tokens.iter().filter(|t| t.kind == TokenKind::Word).collect();
    let english = words.iter().filter(|t| is_english_function_word(&t.norm)).count();
    if words.len() < 8 || english * 12 > words.len() {
        return false;
    }
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    let text = page.document.text(first.span.join(last.span));
    whatlang::detect(text).is_some_and(|found| found.lang() != whatlang::Lang::Eng && found.is_reliable())
}
