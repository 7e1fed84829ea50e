//! The body of a page, by the `trafilatura` crate.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{LazyLock, Once};

use scraper::Html;
use trafilatura::{ExtractionFocus, Options};

use super::blocks::{Block, blocks};
use crate::lexicon::page_fields;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// Blocks of the body in a hundred from which on a consent dialog is taken to have got in.
const CONSENT_PERCENT: usize = 30;

/// The blocks of the article on a page; none where there is no article.
pub(super) fn body(page: &str) -> Vec<Block> {
    let first = extracted(page, None);
    let consent = first.iter().filter(|block| speaks_of_consent(&block.text)).count();
    if consent * 100 < first.len() * CONSENT_PERCENT || consent == 0 {
        return first;
    }
    // The page without its dialogs; an article about consent stays as it is, for no dialog holds it.
    let again = extracted(page, Some(&DIALOGS));
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

fn extracted(page: &str, without: Option<&str>) -> Vec<Block> {
    let mut options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        // The title and days of the page are read elsewhere.
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    if let Some(selector) = without {
        options = options.with_prune_selector(selector);
    }
    let result = quietly(|| trafilatura::extract(page, &options).ok()).flatten();
    result.map_or_else(Vec::new, |result| blocks(&Html::parse_fragment(&result.content_html)))
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
            quietly(|| if body("").is_empty() {
                panic!("foreign")
            }),
            None
        );
        assert_eq!(quietly(|| 1), Some(1));
    }
}
