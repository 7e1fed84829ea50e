//! Headlines, subheads and labels: lines without a full stop, and what stands between them.

use super::Marks;
use crate::annotate::page::{Line, Page, Shape};
use crate::lexicon::{FurnitureRule, furniture_cues};
use crate::text::Token;

/// A heading within the article has at most this many words.
const SUBHEAD_WORDS: usize = 14;

pub(super) fn mark(page: &Page, lede: usize, marks: &mut Marks) {
    let mut headline = None;
    for i in 0..lede.min(page.lines.len()) {
        let shape = &page.lines[i].shape;
        let sentence = shape.stopped && (page.document.article.presplit.is_some() || shape.quoted);
        if marks.line_is_marked(page, i) || is_standfirst(page, i, lede) || sentence {
            continue;
        }
        let rule = if headline.is_some() { FurnitureRule::HeadlineRepeated } else { FurnitureRule::Headline };
        let caption = page.lines[i].shape.stopped && page.lines[i].shape.words > 8;
        marks.set_line(page, i, if caption { FurnitureRule::Caption } else { rule });
        headline.get_or_insert(i);
    }
    kicker(page, lede, marks);
    let mut list = false;
    let end = (0..page.lines.len()).rposition(|i| !marks.line_is_marked(page, i));
    for i in lede + 1..page.lines.len() {
        let shape = &page.lines[i].shape;
        list = (list && !shape.stopped) || (shape.colon && shape.words > LABEL_WORDS);
        if !list && !marks.line_is_marked(page, i) && is_subhead(page, i, end == Some(i)) {
            marks.set_line(page, i, FurnitureRule::Subhead);
        }
    }
    between(page, lede, marks);
}

/// A label that ends with a colon has at most this many words.
const LABEL_WORDS: usize = 5;

/// A full sentence of news between headline and article, printed without its stop.
fn is_standfirst(page: &Page, i: usize, lede: usize) -> bool {
    let shape = &page.lines[i].shape;
    let comma = page.tokens(i).iter().any(|t| t.is_any(&[",", ";"]));
    let dated = page.document.article.dateline.is_some();
    i > 0 && i + 3 > lede && !dated && shape.words >= 12 && shape.finite && comma && shape.lower * 2 > shape.words
}

/// One or two words with a stop before the first sentence of the article, or of a paragraph under a heading.
fn kicker(page: &Page, lede: usize, marks: &mut Marks) {
    for (i, line) in page.lines.iter().enumerate().filter(|(_, line)| line.sentences.len() > 1) {
        let under_heading = i.checked_sub(1).is_some_and(|above| marks.line_is_marked(page, above));
        let tokens = page.document.tokens_of(line.sentences.start);
        let short = Shape::words_of(tokens) <= if i == lede { 3 } else { 2 };
        let shape = if short { Shape::of(tokens) } else { continue };
        if (i == 0 || under_heading) && !shape.finite && !shape.quoted {
            marks.set(line.sentences.start, FurnitureRule::Headline);
        }
    }
}

/// A heading: short, no stop, and not the page's broken end (`is_end`); or a short question that opens with a question word; or one or two words.
fn is_subhead(page: &Page, i: usize, is_end: bool) -> bool {
    let line = &page.lines[i];
    let shape = &line.shape;
    if line.sentences.len() > 2 {
        return false;
    }
    if shape.stopped {
        // In a text that comes cut into sentences every short one stands on a line of its own.
        return page.document.article.presplit.is_none()
            && (shape.words <= 2 && !shape.finite && !shape.quoted || is_question_heading(page, i, line));
    }
    if shape.colon {
        return shape.words <= LABEL_WORDS && !has_lower_verb(page, i);
    }
    let breaks_off = is_end && is_broken(page.tokens(i), shape);
    shape.words <= SUBHEAD_WORDS && !breaks_off
}

/// A colon line with a verb leads into what follows: `He told reporters:`.
fn has_lower_verb(page: &Page, i: usize) -> bool {
    let shape = &page.lines[i].shape;
    shape.finite && !page.tokens(i).first().is_some_and(|t| t.is_any(&["what", "how", "why"]))
}

fn is_question_heading(page: &Page, i: usize, line: &Line) -> bool {
    let opens = page.tokens(i).first().is_some_and(|t| t.is_one(&furniture_cues().lines.question_openers));
    line.shape.question && line.sentences.len() == 1 && line.shape.words <= 8 && opens
}

/// A sentence that has begun and not ended: words of running text, or a word that wants another one after it.
fn is_broken(tokens: &[Token], shape: &Shape) -> bool {
    let dangling = shape.words >= 2 && tokens.last().is_some_and(|t| t.is_one(&furniture_cues().lines.wants_more));
    dangling || (!shape.is_title_case() && shape.words >= if shape.finite { 5 } else { 8 })
}

/// A short line without a verb between two lines of furniture belongs to them.
fn between(page: &Page, lede: usize, marks: &mut Marks) {
    for i in lede + 1..page.lines.len() {
        let line = &page.lines[i];
        let fenced = marks.line_is_marked(page, i - 1) && marks.line_is_marked(page, i + 1);
        let plain =
            line.sentences.len() == 1 && !line.shape.finite && line.shape.words <= SUBHEAD_WORDS && !line.shape.quoted;
        if fenced && plain && !marks.line_is_marked(page, i) {
            marks.set_line(page, i, FurnitureRule::Subhead);
        }
    }
}
