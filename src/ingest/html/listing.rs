//! Pages that list articles and are none: a front page, a section.

use std::collections::HashSet;

use super::blocks::Block;
use super::page::Page;
use super::repair::{fold, is_pointer};
use crate::lexicon::page_fields;

/// Bytes of a block that is a teaser or a paragraph.
const TEXT: usize = 40;
/// Words of a link that is a headline.
const HEADLINE_WORDS: usize = 4;
/// Teasers that make a list.
const TEASERS: usize = 4;
/// Paragraphs one after the other that make an article.
const PARAGRAPHS: usize = 3;

/// True where each piece of the body stands under a headline that links elsewhere, as no article has it. A page that says
/// of itself that it is an article is none.
pub(super) fn is_listing(page: &Page, all: &[Block], body: &[String]) -> bool {
    let fields = &page_fields().meta;
    let kind = page.metas("og:type").next();
    let is_article = kind.is_some_and(|kind| kind.eq_ignore_ascii_case("article"))
        || page.linked.is_of_one_article()
        || page.meta(&fields.published).is_some();
    if is_article || body.len() < TEASERS {
        return false;
    }
    let body: HashSet<String> = body.iter().map(|text| fold(text)).collect();
    let (mut teasers, mut texts, mut run) = (0, 0, 0);
    let mut after_headline = false;
    for block in all {
        if is_pointer(block) {
            after_headline |= block.text.split_whitespace().count() >= HEADLINE_WORDS;
            run = 0;
        } else if block.text.len() >= TEXT && body.contains(&fold(&block.text)) {
            texts += 1;
            run += 1;
            teasers += usize::from(std::mem::take(&mut after_headline));
            if run >= PARAGRAPHS {
                return false;
            }
        }
    }
    teasers >= TEASERS && teasers * 3 >= texts * 2
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::blocks::blocks;
    use super::*;

    fn of(html: &str) -> bool {
        let tree = Html::parse_document(html);
        let all = blocks(&tree);
        let body: Vec<String> = all.iter().filter(|b| !is_pointer(b)).map(|b| b.text.clone()).collect();
        is_listing(&Page::new(&tree), &all, &body)
    }

    const TEASER: &str = "The two ministers talked about ferries and fees for most of the day, officials said.";

    fn card(n: usize) -> String {
        format!("<h3><a href='/{n}'>Ministers meet for round {n} of talks</a></h3><p>{TEASER} Part {n}.</p>")
    }

    #[test]
    fn a_list_of_articles_is_none() {
        let cards: String = (0..6).map(card).collect();
        assert!(of(&cards));
        assert!(!of(&format!("<meta property='og:type' content='article'>{cards}")));
        assert!(!of(&(0..3).map(card).collect::<String>()));
    }

    #[test]
    fn an_article_with_pointers_between_its_paragraphs_is_one() {
        let paragraphs: String = (0..3).map(|n| format!("<p>{TEASER} Paragraph {n}.</p>")).collect();
        let parts: String = (0..6).map(|n| format!("{}{paragraphs}", card(n))).collect();
        assert!(!of(&parts));
    }
}
