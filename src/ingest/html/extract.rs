//! The body of a page, by the `trafilatura` crate.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

use scraper::Html;
use trafilatura::{ExtractionFocus, Options};

use super::blocks::{Block, blocks};

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The paragraphs of the article on a page; none where there is no article.
pub(super) fn body(page: &str) -> Vec<Block> {
    let options = Options::default()
        .with_fallback(true)
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_exclude_comments(true)
        // The title and days of the page are read elsewhere.
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    let result = quietly(|| trafilatura::extract(page, &options).ok()).flatten();
    result.map_or_else(Vec::new, |result| blocks(&Html::parse_fragment(&result.content_html)))
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
