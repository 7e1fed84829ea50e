//! Words under pictures, and the credits that betray them.

use super::Marks;
use crate::annotate::page::{Line, Page, Shape};
use crate::lexicon::FurnitureRule;

/// How many sentences a caption has at most.
const CAPTION_SENTENCES: usize = 4;

pub(super) fn mark(page: &Page, lede: usize, marks: &mut Marks) {
    for i in 0..page.lines.len() {
        if page.is_credit_line(i) {
            marks.set_line(page, i, FurnitureRule::Credit);
        }
        if page.is_caption(i) {
            marks.set_line(page, i, FurnitureRule::Caption);
        }
    }
    marked_by_credit(page, marks);
    printed_twice(page, lede, marks);
}

/// A paragraph that ends in a marked credit or opens with a marked caption is a caption as a whole.
fn marked_by_credit(page: &Page, marks: &mut Marks) {
    for line in &page.lines {
        let few = line.sentences.len() > 1 && line.sentences.len() <= CAPTION_SENTENCES;
        let last = line.sentences.end - 1;
        let credited = {
            let tokens = page.document.tokens_of(last);
            let is_label = Shape::words_of(tokens) <= 8 && crate::annotate::page::is_credit(tokens);
            is_label || marks.rules.get(line.sentences.start).is_some_and(|r| *r == Some(FurnitureRule::Caption))
        };
        if few && credited {
            line.sentences.clone().for_each(|s| marks.set(s, FurnitureRule::Caption));
        }
    }
}

/// Two lines in a row of which one is the other with a credit glued on, or just the other: both are captions.
fn printed_twice(page: &Page, lede: usize, marks: &mut Marks) {
    for i in 1..page.lines.len() {
        let (a, b) = (page.tokens(i - 1), page.tokens(i));
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let glued = long.len() - short.len() <= 8;
        let same = short.len() >= 6 && glued && short.iter().zip(long).filter(|(x, y)| x.norm != y.norm).count() <= 1;
        let small = page.lines[i].sentences.len() <= CAPTION_SENTENCES;
        let stopped = page.lines[i - 1].shape.stopped || page.lines[i].shape.stopped || i > lede;
        if same && small && stopped {
            marks.set_line(page, i - 1, FurnitureRule::Caption);
            marks.set_line(page, i, FurnitureRule::Caption);
        }
    }
}

/// A page of captions alone: the first that carries news is the article. What names itself a caption stays one.
pub(super) fn spare_the_only_news(page: &Page, marks: &mut Marks) {
    if !marks.rules.contains(&Some(FurnitureRule::Caption)) {
        return;
    }
    let labelled = |line: &Line| line.cue == Some(FurnitureRule::Caption);
    let is_news = |s: usize| {
        let shape = Shape::of(page.document.tokens_of(s));
        shape.stopped && shape.words >= 6
    };
    let is_caption = |s: usize| marks.rules.get(s).copied().flatten() == Some(FurnitureRule::Caption);
    let words = |s: usize| Shape::words_of(page.document.tokens_of(s));
    let open: Vec<&Line> = page.lines.iter().filter(|line| !labelled(line)).collect();
    let news = open.iter().flat_map(|line| line.sentences.clone()).filter(|s| is_news(*s));
    let (captions, article) = news.fold((0, 0), |(captions, article), s| match s {
        s if is_caption(s) => (captions + words(s), article),
        s if marks.is_marked(s) => (captions, article),
        s => (captions, article + words(s)),
    });
    if captions <= article {
        return;
    }
    for line in open.iter().filter(|line| line.sentences.clone().any(is_news)) {
        for slot in marks.rules.get_mut(line.sentences.clone()).into_iter().flatten() {
            *slot = slot.filter(|rule| *rule != FurnitureRule::Caption);
        }
    }
}
