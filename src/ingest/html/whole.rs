//! Paragraphs from which an extractor took words: a link in an element of its own looks like furniture to it, and the
//! sentence around it loses its object.

use super::blocks::Block;
use super::repair::fold;

/// Words that a paragraph may have lost in one place; more is a box that stood in it.
const LOST: usize = 12;
/// Words at the start and at the end of a paragraph by which it is found.
const ENDS: usize = 2;

/// The page's blocks, to find a paragraph by its words.
pub(super) struct Whole<'a> {
    page: &'a [Block],
    keys: &'a [String],
}

impl<'a> Whole<'a> {
    /// For the blocks of a page and their letters.
    pub fn new(page: &'a [Block], keys: &'a [String]) -> Self {
        Whole { page, keys }
    }

    /// The paragraph as the page has it, where words from within it are missing.
    pub fn of(&self, text: &str, key: &str) -> Option<String> {
        if key.is_empty() || self.keys.iter().any(|k| k.contains(key)) {
            return None;
        }
        // A mark that stood behind what was lost may be left alone.
        let words: Vec<&str> = text.split_whitespace().filter(|word| !fold(word).is_empty()).collect();
        let first = fold(words.first()?);
        let near = |k: &&String| k.len() > key.len() && k.len() < key.len() * 2 && k.starts_with(&first);
        let blocks = self.page.iter().zip(self.keys).filter(|(_, k)| near(k)).map(|(block, _)| block);
        blocks.map(|block| &block.text).find(|whole| has_lost(whole, &words)).cloned()
    }
}

/// True where these are the words of a text but for some in the middle of it.
fn has_lost(whole: &str, words: &[&str]) -> bool {
    let mut left = words.iter().copied().peekable();
    let (mut gap, mut gaps, mut kept) = (0, 0, 0);
    for word in whole.split_whitespace() {
        if left.peek().is_some_and(|next| is_same(next, word)) {
            left.next();
            kept += 1;
            gap = 0;
        } else if gap >= LOST || kept < ENDS {
            return false;
        } else {
            gaps += usize::from(gap == 0);
            gap += 1;
        }
    }
    left.peek().is_none() && gap == 0 && gaps > 0 && kept > ENDS * 2
}

/// The same word, with or without a mark behind it.
fn is_same(one: &str, other: &str) -> bool {
    one == other || fold(one) == fold(other) && !fold(one).is_empty()
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    use super::super::blocks::blocks;
    use super::*;

    fn of(page: &str, text: &str) -> Option<String> {
        let page = blocks(&Html::parse_document(page));
        let keys: Vec<String> = page.iter().map(|block| fold(&block.text)).collect();
        Whole::new(&page, &keys).of(text, &fold(text))
    }

    const PAGE: &str = "<p>The talks between <span class=link><a href=/x>Norland and Estmark</a></span>, on port fees, ended on Tuesday in Tallinn.</p>\
                        <p>The talks went on.</p>";

    #[test]
    fn words_that_were_taken_from_within_come_back() {
        let whole = "The talks between Norland and Estmark, on port fees, ended on Tuesday in Tallinn.";
        assert_eq!(of(PAGE, "The talks between , on port fees, ended on Tuesday in Tallinn.").as_deref(), Some(whole));
        assert_eq!(of(PAGE, "The talks between, on port fees, ended on Tuesday in Tallinn.").as_deref(), Some(whole));
    }

    #[test]
    fn what_is_whole_ends_early_or_says_something_else_stays() {
        assert_eq!(of(PAGE, "The talks between Norland and Estmark, on port fees,"), None);
        assert_eq!(of(PAGE, "The talks on port fees ended on Tuesday in Riga."), None);
        assert_eq!(of(PAGE, "The talks went on."), None);
        let long = PAGE.replace("Norland and Estmark", &"word ".repeat(LOST + 1));
        assert_eq!(of(&long, "The talks between , on port fees, ended on Tuesday in Tallinn."), None);
    }
}
