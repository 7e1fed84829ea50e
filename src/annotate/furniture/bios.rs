//! A word on the writer at the end: "Ann Ode is a reporter for the Harbour Wire."

use super::Marks;
use crate::annotate::page::Page;
use crate::lexicon::{FurnitureRule, furniture_cues};
use crate::text::Token;

/// Words of such a line; a longer one tells a story.
const WORDS: usize = 60;
/// Words of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// Words between "is a" and what somebody is by trade.
const BEFORE_TRADE: usize = 4;

pub(super) fn mark(page: &Page, marks: &mut Marks) {
    let from = page.lines.len() / 2;
    for i in (from..page.lines.len()).filter(|i| page.lines.get(*i).is_some_and(|line| line.shape.words <= WORDS)) {
        if is_bio(page, marks, i) {
            marks.set_line(page, i, FurnitureRule::Credit);
        }
    }
}

fn is_bio(page: &Page, marks: &Marks, i: usize) -> bool {
    let tokens = page.tokens(i);
    let name = tokens.iter().take_while(|t| t.is_word() && t.is_capitalised()).count();
    let Some(rest) = tokens.get(name..).filter(|_| NAME.contains(&name)) else { return false };
    if !is_trade(rest) {
        return false;
    }
    let name = tokens.get(..name).unwrap_or_default();
    signs(page, name) || is_new(page, marks, i, name)
}

/// "is a political reporter", "is our correspondent".
fn is_trade(tokens: &[Token]) -> bool {
    let lines = &furniture_cues().lines;
    let [is, article, rest @ ..] = tokens else { return false };
    is.is("is")
        && article.is_any(&["a", "an", "the", "our"])
        && rest.iter().take(BEFORE_TRADE).take_while(|t| t.is_word()).any(|t| t.is_one(&lines.bio_trades))
}

/// The byline names this writer.
fn signs(page: &Page, name: &[Token]) -> bool {
    let named = |byline: &String| {
        let words: Vec<String> = byline.split_whitespace().map(str::to_lowercase).collect();
        name.iter().all(|token| words.iter().any(|word| *word == *token.norm))
    };
    page.document.article.byline.iter().any(named)
}

/// Nothing else on the page names this person: who is news is named before.
fn is_new(page: &Page, marks: &Marks, i: usize, name: &[Token]) -> bool {
    let Some(surname) = name.last() else { return false };
    let others = (0..page.lines.len()).filter(|at| *at != i && !marks.line_is_marked(page, *at));
    !others.flat_map(|at| page.tokens(at)).any(|token| token.norm == surname.norm)
}
