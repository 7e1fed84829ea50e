//! Page furniture: sentences that are no part of the article, each with the rule that says so.
//!
//! Rules look at the line: what stands in it, how it is built, where it stands, whether it comes twice. Word lists come
//! last. A rule never takes what an earlier one has taken.

mod bios;
mod captions;
mod heads;
mod labels;
mod language;
mod repeats;
mod tail;

use super::page::{Line, Page};
use crate::lexicon::FurnitureRule;
use crate::model::Document;

/// What was found about one sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// The rule that takes it for furniture.
    pub rule: Option<&'static str>,
    /// True where the page breaks off in it.
    pub cut_off: bool,
}

/// Looks at every sentence. `lines` are those of the page.
pub(super) fn mark(document: &Document, lines: Vec<Line>) -> Vec<Mark> {
    let page = Page { document, lines };
    let mut marks = Marks { rules: vec![None; document.sentences.len()] };
    let lede = page.lede();
    language::mark(&page, &mut marks);
    labels::mark(&page, &mut marks);
    captions::mark(&page, lede, &mut marks);
    repeats::pull_quotes(&page, &mut marks);
    heads::mark(&page, lede, &mut marks);
    bios::mark(&page, &mut marks);
    repeats::mark(&page, &mut marks);
    tail::mark(&page, &mut marks);
    captions::spare_the_only_news(&page, &mut marks);
    let cut_off = tail::cut_off(&page, &marks);
    let rules = marks.rules.iter().map(|rule| rule.map(FurnitureRule::as_str));
    rules.enumerate().map(|(i, rule)| Mark { rule, cut_off: cut_off == Some(i) }).collect()
}

/// The rules found so far, one slot a sentence.
#[derive(Debug)]
struct Marks {
    rules: Vec<Option<FurnitureRule>>,
}

impl Marks {
    /// Marks one sentence, unless it is marked.
    fn set(&mut self, sentence: usize, rule: FurnitureRule) {
        if let Some(slot) = self.rules.get_mut(sentence) {
            slot.get_or_insert(rule);
        }
    }

    /// Marks every sentence of a line that is not marked yet.
    fn set_line(&mut self, page: &Page, line: usize, rule: FurnitureRule) {
        let sentences = page.lines.get(line).map_or(0..0, |l| l.sentences.clone());
        sentences.for_each(|sentence| self.set(sentence, rule));
    }

    fn is_marked(&self, sentence: usize) -> bool {
        self.rules.get(sentence).is_some_and(Option::is_some)
    }

    /// True where every sentence of the line is furniture.
    fn line_is_marked(&self, page: &Page, line: usize) -> bool {
        page.lines.get(line).is_some_and(|l| l.sentences.clone().all(|s| self.is_marked(s)))
    }
}

#[cfg(test)]
mod tests;
