//! The end of the page: what follows the article, and a last sentence that breaks off.

use super::Marks;
use crate::annotate::page::{Page, Shape, trim_end};
use crate::lexicon::FurnitureRule;

pub(super) fn mark(page: &Page, marks: &mut Marks) {
    let total: usize = page.lines.iter().map(|l| l.shape.words).sum();
    let mut left: usize = total;
    for (i, line) in page.lines.iter().enumerate() {
        left -= line.shape.words;
        // A tail is the smaller part of a page: what opens one earlier stands in the middle of the article.
        if !opens_tail(page, i, marks, left * 100 / total.max(1)) {
            continue;
        }
        (i + 1..page.lines.len()).for_each(|after| marks.set_line(page, after, FurnitureRule::Tail));
        return;
    }
}

/// A heading after which no article goes on. `left`: the percentage of the page's words that follow.
fn opens_tail(page: &Page, i: usize, marks: &Marks, left: usize) -> bool {
    use FurnitureRule::{CommentBox, Copyright, RelatedLinks, Tail};
    let line = &page.lines[i];
    let rule = marks.rules.get(line.sentences.start).copied().flatten();
    match rule {
        Some(CommentBox | Copyright | Tail) => left <= 45,
        Some(RelatedLinks) => left <= 30 && line.shape.words <= 5 && !line.shape.is_upper() && !goes_on(page, i),
        _ => false,
    }
}

/// Words of a line that is a paragraph and no headline.
const PARAGRAPH: usize = 20;
/// The percentage of the words that follow a pointer which stand in paragraphs where the article goes on behind it.
const PROSE: usize = 80;

/// True where paragraphs follow and hardly a headline: the pointer stood between them.
fn goes_on(page: &Page, i: usize) -> bool {
    let after = page.lines.iter().skip(i + 1).map(|line| &line.shape);
    let (mut words, mut prose, mut paragraphs) = (0, 0, 0);
    for shape in after {
        let is_paragraph = shape.words >= PARAGRAPH && shape.stopped && shape.finite;
        words += shape.words;
        prose += if is_paragraph { shape.words } else { 0 };
        paragraphs += usize::from(is_paragraph);
    }
    paragraphs >= 2 && prose * 100 >= words * PROSE
}

/// The sentence in which the page breaks off: the last one of the article, where it has no end.
pub(super) fn cut_off(page: &Page, marks: &Marks) -> Option<usize> {
    let last = (0..page.document.sentences.len()).rev().find(|s| !marks.is_marked(*s))?;
    let tokens = page.document.tokens_of(last);
    let shape = Shape::of(tokens);
    let ends = trim_end(tokens).last().is_some_and(|t| t.is_any(&[".", "!", "?", ".."]) || t.norm.ends_with('.'));
    let quoted_end = tokens.last().is_some_and(|t| t.is_quote()) && shape.words >= 8 && shape.finite;
    let dots = trim_end(tokens).last().is_some_and(|t| t.is("..."));
    (dots || !(ends || quoted_end)).then_some(last)
}
