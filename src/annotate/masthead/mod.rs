//! What stands over and under the body in the text itself: title, byline, dateline, credit, publication stamp.

mod byline;
mod credit;
mod dateline;

use chrono::{Datelike, NaiveDate};

use super::page::{Page, Shape, stamp_at};
use crate::lexicon::{agency, furniture_cues};
use crate::model::{Dateline, Document};
use crate::text::Token;

/// A masthead takes up at most this many lines.
const HEAD_LINES: usize = 15;

/// Fills the article's title, byline, publisher, origin, publication day and dateline where the text has them and the
/// source did not say.
pub(super) fn read(document: &mut Document) {
    let page = Page::new(document);
    let dateline = find_dateline(&page);
    document.article.dateline = dateline;
    let page = Page::new(document);
    let lede = page.lede();
    let title = title(&page, lede);
    let byline = (0..page.lines.len().min(HEAD_LINES)).map(|i| byline::read(&page, i)).find(|names| !names.is_empty());
    let published = stamp(&page, lede);
    let credit = credit::origin(&page, lede);
    let article = &mut document.article;
    article.title = article.title.take().or(title);
    if article.byline.is_empty() {
        article.byline = byline.unwrap_or_default();
    }
    article.published = article.published.or(published);
    let said = article.dateline.as_ref().and_then(|d| d.agency.clone());
    article.origin = article.origin.take().or(said).or(credit);
    complete(&mut article.dateline, article.published);
}

/// The first line that opens with a dateline.
fn find_dateline(page: &Page) -> Option<Dateline> {
    (0..page.lines.len().min(HEAD_LINES)).find_map(|i| {
        let line = &page.lines[i];
        let next_is_prose = page.lines.get(i + 1).is_some_and(|next| next.shape.stopped);
        dateline::read(page.document, page.tokens(i), &line.shape, next_is_prose)
    })
}

/// The first line without a stop over the article, labels aside.
fn title(page: &Page, lede: usize) -> Option<String> {
    let line = (0..lede.min(page.lines.len())).find(|i| {
        let tokens = page.tokens(*i);
        let shape = &page.lines[*i].shape;
        let dated = tokens
            .iter()
            .enumerate()
            .any(|(at, _)| at < 20 && stamp_at(&tokens[at..]).is_some_and(|s| s.day.is_some()));
        shape.words >= 3
            && !page.is_caption(*i)
            && !page.is_credit_line(*i)
            && !(shape.stopped && shape.words > 8 && shape.finite)
            && (!dated || shape.finite)
            && !byline::is_byline(tokens)
            && furniture_cues().rule(tokens).is_none()
    })?;
    let tokens = page.tokens(line);
    let (first, last) = (tokens.first()?, tokens.last()?);
    Some(page.document.text(first.span.join(last.span)).to_owned())
}

/// The page's own date: a full one in a short line without a verb, over the article or right under it.
fn stamp(page: &Page, lede: usize) -> Option<NaiveDate> {
    let last = page.lines.len().saturating_sub(3).max(lede);
    (0..page.lines.len()).filter(|i| *i < lede || *i >= last).find_map(|i| {
        let shape: &Shape = &page.lines[i].shape;
        let tokens = page.tokens(i);
        let label = shape.words <= 18 && !shape.stopped && !page.is_caption(i) && (!shape.finite || is_update(tokens));
        (0..tokens.len().min(30)).filter(|_| label).find_map(|at| stamp_at(&tokens[at..])?.day)
    })
}

fn is_update(tokens: &[Token]) -> bool {
    tokens.iter().take(8).any(|t| t.is_any(&["published", "updated", "posted", "mod", "modified"]))
}

/// Gives a dateline's day the year of publication, where the text left it out and the two fit.
fn complete(dateline: &mut Option<Dateline>, published: Option<NaiveDate>) {
    let (Some(dateline), Some(published)) = (dateline, published) else { return };
    let Some(day) = dateline.date.filter(|d| d.year() == dateline::NO_YEAR) else { return };
    let nearest = [0, -1, 1].iter().filter_map(|shift| day.with_year(published.year() + shift));
    dateline.date = nearest.min_by_key(|d| (*d - published).num_days().abs());
}

fn agency_name(tokens: &[Token]) -> Option<String> {
    agency(tokens).map(|m| m.value.clone())
}

#[cfg(test)]
mod tests;
