//! The body of a page, by the `trafilatura` crate.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{LazyLock, Once};

use scraper::Html;
use trafilatura::{ExtractResult, ExtractionFocus, Options, TrafilaturaError};

use super::blocks::{Block, blocks};
use super::lean::lean;
use super::repair::is_pointer;
use crate::ingest::language::language;
use crate::lexicon::page_fields;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Blocks of the body in a hundred from which on a consent dialog is taken to have got in.
const CONSENT_PERCENT: usize = 30;

/// Bytes of a block that counts as prose.
const PROSE: usize = 80;
/// Bytes of a body that may stand without a second opinion.
const BODY: usize = 300;

/// The blocks of the article on a page; none where there is no article. `tree` is the page's, `all` are its blocks.
pub(super) fn body(page: &str, tree: &Html, all: &[Block]) -> Vec<Block> {
    let first = quick(tree, all).unwrap_or_else(|| extracted(page, all, None));
    let consent = first.iter().filter(|block| speaks_of_consent(&block.text)).count();
    if consent * 100 < first.len() * CONSENT_PERCENT || consent == 0 {
        return first;
    }
    // The page without its dialogs; an article about consent stays as it is, for no dialog holds it.
    let again = extracted(page, all, Some(&DIALOGS));
    let better = again.iter().any(|block| !speaks_of_consent(&block.text));
    if better { again } else { first }
}

/// A selector of consent dialogs.
static DIALOGS: LazyLock<String> = LazyLock::new(|| {
    let parts = page_fields().body.consent_class.iter();
    let of = |part: &String| {
        let of = |element| format!("{element}[class*=\"{part}\"], {element}[id*=\"{part}\"]");
        ["div", "section", "aside", "dialog", "form"].map(of).join(", ")
    };
    parts.map(of).collect::<Vec<_>>().join(", ")
});

/// The body without the extractor's second opinion, which takes as long as the first, where that could not change it: it
/// takes the place of the first where it is more than twice as long, or where the first has page furniture in it.
fn quick(tree: &Html, all: &[Block]) -> Option<Vec<Block>> {
    let html = content(|| trafilatura::extract_document(lean(tree), &options().with_fallback(false)));
    let body = blocks(&Html::parse_fragment(&html));
    let own: usize = body.iter().map(|block| block.text.len()).sum();
    let is_prose = |block: &&Block| block.text.len() > PROSE && !is_pointer(block);
    let prose: usize = all.iter().filter(is_prose).map(|block| block.text.len()).sum();
    let is_clean = !FURNITURE.iter().any(|tag| html.contains(tag));
    (own >= BODY && own * 2 >= prose && is_clean).then_some(body)
}

/// Elements that the extractor takes for furniture in a body.
const FURNITURE: [&str; 10] =
    ["<aside", "<button", "<fieldset", "<figure", "<footer", "<label", "<nav", "<select", "<source", "<time"];

fn extracted(page: &str, all: &[Block], without: Option<&str>) -> Vec<Block> {
    let mut options = options();
    if let Some(selector) = without {
        options = options.with_prune_selector(selector);
    }
    // Small words of all languages are a tenth of a second's work to look at: an English page needs its own alone.
    let english =
        is_english(all).then(|| content(|| trafilatura::extract(page, &options.clone().with_target_language("en"))));
    let html =
        english.filter(|html| !html.is_empty()).unwrap_or_else(|| content(|| trafilatura::extract(page, &options)));
    blocks(&Html::parse_fragment(&html))
}

fn is_english(all: &[Block]) -> bool {
    let text: Vec<&str> = all.iter().map(|block| block.text.as_str()).collect();
    language(&text.join("\n")).as_deref() == Some("en")
}

fn options() -> Options {
    Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        // The title and days of the page are read elsewhere.
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled)
}

/// The body as HTML; nothing where there is none.
fn content(extract: impl FnOnce() -> Result<ExtractResult, TrafilaturaError>) -> String {
    let result = quietly(|| extract().ok()).flatten();
    result.map(|result| result.content_html).unwrap_or_default()
}

fn speaks_of_consent(text: &str) -> bool {
    let lower = text.to_lowercase();
    page_fields().body.consent.iter().filter(|word| lower.contains(word.as_str())).count() >= 2
}

/// Runs foreign code that may panic on odd pages; a panic there is no article here, and no word on the terminal.
fn quietly<T>(run: impl FnOnce() -> T) -> Option<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !QUIET.get() {
                before(info);
            }
        }));
    });
    QUIET.set(true);
    let result = panic::catch_unwind(AssertUnwindSafe(run)).ok();
    QUIET.set(false);
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught() {
        assert_eq!(
            quietly(|| if body("", &Html::new_document(), &[]).is_empty() {
                panic!("foreign")
            }),
            None
        );
        assert_eq!(quietly(|| 1), Some(1));
    }
}
