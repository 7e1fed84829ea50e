//! The page as lines: what masthead and furniture both look at.

mod calendar;
mod shape;

use std::ops::Range;

pub(super) use calendar::{is_month, is_weekday, stamp_at};
pub(super) use shape::{Shape, is_credit, trim_end};

use crate::lexicon::{FurnitureRule, furniture_cues};
use crate::model::Document;
use crate::text::Token;

/// A line without a stop that tells news has so many words.
const EXCERPT_WORDS: usize = 12;

/// A paragraph of the page.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// How it is built.
    pub shape: Shape,
    /// The rule that its words call for.
    pub cue: Option<FurnitureRule>,
}

/// A document seen as lines.
#[derive(Debug)]
pub(super) struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its paragraphs, in order.
    pub lines: Vec<Line>,
}

impl<'a> Page<'a> {
    /// Looks at every line.
    pub fn new(document: &'a Document) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let mut paragraph = None;
        for (index, sentence) in document.sentences.iter().enumerate() {
            match lines.last_mut().filter(|_| paragraph == Some(sentence.paragraph)) {
                Some(line) => {
                    line.sentences.end = index + 1;
                    line.tokens.end = sentence.tokens.end;
                }
                None => lines.push(Line {
                    sentences: index..index + 1,
                    tokens: sentence.tokens.clone(),
                    shape: Shape::default(),
                    cue: None,
                }),
            }
            paragraph = Some(sentence.paragraph);
        }
        for line in &mut lines {
            let tokens = &document.tokens[line.tokens.clone()];
            line.shape = Shape::of(tokens);
            line.cue = furniture_cues().rule(tokens);
        }
        Page { document, lines }
    }

    /// The tokens of line `i`; none where there is no such line.
    pub fn tokens(&self, i: usize) -> &'a [Token] {
        let range = self.lines.get(i).map_or(0..0, |line| line.tokens.clone());
        self.document.tokens.get(range).unwrap_or_default()
    }

    /// The line that opens the article proper: the one with the dateline, else the first that reads like a sentence of
    /// news. The number of lines where there is none.
    pub fn lede(&self) -> usize {
        let dateline = self.lines.iter().position(|line| self.has_dateline(line));
        dateline.unwrap_or_else(|| {
            let all = 0..self.lines.len();
            let first = all.clone().find(|i| self.is_prose(*i)).or_else(|| all.clone().find(|i| self.is_excerpt(*i)));
            first.unwrap_or(all.end)
        })
    }

    /// True for the line that opens with the article's dateline.
    fn has_dateline(&self, line: &Line) -> bool {
        let Some(dateline) = &self.document.article.dateline else { return false };
        let tokens = self.document.tokens.get(line.tokens.clone()).unwrap_or_default();
        tokens.iter().any(|t| dateline.span.contains(t.span))
    }

    /// A line that could be the article's first: a stopped sentence with a verb that is neither caption nor cue.
    fn is_prose(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i) else { return false };
        let shape = &line.shape;
        let sentences = line.sentences.len();
        let sentence = shape.words >= 12 || sentences > 1 || (shape.words >= 8 && shape.finite);
        let running = sentences > 2 || (sentences == 2 && shape.words > 40) || shape.words > 45;
        ((shape.stopped && sentence) || running)
            && shape.capitalised * 10 < shape.words * 8
            && line.cue.is_none()
            && !self.is_caption(i)
    }

    /// The opening of an article whose headline is known, broken off in its first sentence: what a feed gives of it.
    fn is_excerpt(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i).filter(|line| line.cue.is_none()) else { return false };
        let shape = &line.shape;
        let text = &self.document.article.text;
        let words =
            self.tokens(i).first().zip(self.tokens(i).last()).map_or("", |(a, z)| &text[a.span.start..z.span.end]);
        let headline = self.document.article.title.as_deref().is_none_or(|title| title.contains(words));
        i + 1 == self.lines.len()
            && !headline
            && !shape.stopped
            && shape.finite
            && shape.words >= EXCERPT_WORDS
            && shape.lower * 2 > shape.words
            && !self.is_caption(i)
    }

    /// Words under a picture, by place in the picture, credit, or present tense with a full date.
    pub fn is_caption(&self, i: usize) -> bool {
        let Some(line) = self.lines.get(i).filter(|line| !self.has_dateline(line)) else { return false };
        if line.cue == Some(FurnitureRule::Caption) {
            return true;
        }
        if line.sentences.len() > 4 {
            return false;
        }
        let tokens = self.tokens(i);
        let last = self.document.tokens_of(line.sentences.end - 1);
        let few = line.sentences.len() <= 3;
        let signed = shape::ends_in_credit(tokens) || (last.len() < tokens.len() && is_credit(last));
        let shown = || shape::shows_picture(tokens);
        let label = line.shape.lower < 3;
        signed
            || (few && furniture_cues().has_position(tokens))
            || (few && !label && shape::ends_in_year(tokens) && (!line.shape.finite || shown()))
            || (self.is_credit_line(i + 1) && shown())
    }

    /// A line that is nothing but a photographer's or agency's credit.
    pub fn is_credit_line(&self, i: usize) -> bool {
        let tokens = self.tokens(i);
        !tokens.is_empty() && shape::is_credit(tokens)
    }
}
