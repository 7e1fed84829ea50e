//! Web pages → articles.

mod blocks;
mod extract;
mod guard;
mod walk;

use scraper::Html;

use super::error::Reason;
use super::limits;
use crate::model::Article;

/// The deepest tree that the extractor is given.
const DEPTH: usize = 600;

/// Reads a page. One without an article has an empty text.
pub(super) fn read(html: &str) -> Result<Article, Reason> {
    let page = guard::flatten(html);
    if page.len() > limits::PAGE {
        return Err(Reason::TooLarge { limit: limits::PAGE });
    }
    let tree = Html::parse_document(&page);
    let paragraphs = if walk::depth(&tree) > DEPTH { blocks::blocks(&tree) } else { extract::body(&page) };
    Ok(Article { text: paragraphs.join("\n\n"), ..Article::default() })
}
