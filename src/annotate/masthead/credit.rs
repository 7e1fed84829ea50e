//! The agency that a page names as its source.

use super::agency_name;
use crate::annotate::page::Page;
use crate::text::{Token, TokenKind};

/// How many lines at the end of a page may hold the credit.
const FOOT_LINES: usize = 6;

/// The agency or outlet behind the article: `Source: X`, `By X`, `- X - date`, `X/` or `(Reporting by ...)` at the end.
pub(super) fn origin(page: &Page, lede: usize) -> Option<String> {
    let head = 0..lede.min(page.lines.len());
    let foot = page.lines.len().saturating_sub(FOOT_LINES).max(lede + 1)..page.lines.len();
    head.chain(foot).find_map(|i| {
        let tokens = page.tokens(i);
        stated_source(page, tokens).or_else(|| agency_line(page, i, tokens))
    })
}

/// `Source: X`, up to a bar, a bracket or the line's end.
fn stated_source(page: &Page, tokens: &[Token]) -> Option<String> {
    let opens = tokens.first()?.is("source") && tokens.get(1)?.is(":");
    let rest = tokens.get(2..).filter(|_| opens)?;
    let end = rest.iter().position(|t| !(t.is_word() || t.is_any(&["'s", "-", "."]))).unwrap_or(rest.len());
    let name = rest.get(..end).filter(|n| !n.is_empty() && n.len() <= 6)?;
    agency_name(name).or_else(|| Some(page.document.text(name.first()?.span.join(name.last()?.span)).to_owned()))
}

/// A short line that names an agency and, marks and a date aside, nothing else; or a byline of an agency.
fn agency_line(page: &Page, i: usize, tokens: &[Token]) -> Option<String> {
    if page.is_credit_line(i) || page.lines[i].shape.words > 12 || page.lines[i].shape.stopped {
        return None;
    }
    let by = usize::from(tokens.first()?.is("by"));
    let from = tokens.iter().skip(by).position(|t| t.kind != TokenKind::Mark)? + by;
    let found = crate::lexicon::agency(tokens.get(from..)?)?;
    let after = tokens.get(from + found.len..)?;
    let closed = after.first().is_none_or(|t| t.kind == TokenKind::Mark && !(t.is("/") && after.len() > 1));
    closed.then(|| found.value.clone())
}
