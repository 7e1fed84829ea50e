//! What stands over and under the body in the text itself: title, byline, dateline, credit, publication stamp.

mod byline;
mod credit;
mod dateline;

use chrono::{Datelike, NaiveDate};

use super::page::{Line, Page, Shape, stamp_at};
use crate::lexicon::{FurnitureRule, agency, dateline_city, furniture_cues};
use crate::model::{Dateline, Document};
use crate::text::Token;

/// A masthead takes up at most this many lines.
const HEAD_LINES: usize = 15;

/// Fills the article's title, byline, publisher, origin, publication day and dateline where the text has them and the
/// source did not say. Returns the lines of the page.
pub(super) fn read(document: &mut Document) -> Vec<Line> {
    let page = Page::new(document);
    let dateline = find_dateline(&page);
    let lines = page.lines;
    document.article.dateline = dateline;
    let page = Page { document, lines };
    let lede = page.lede();
    let title = title(&page, lede);
    let byline = (0..page.lines.len().min(HEAD_LINES)).map(|i| byline::read(&page, i)).find(|names| !names.is_empty());
    let published = stamp(&page, lede);
    let credit = credit::origin(&page, lede);
    let lines = page.lines;
    let article = &mut document.article;
    article.title = article.title.take().filter(|t| !t.trim().is_empty()).or(title);
    if article.byline.is_empty() {
        article.byline = byline.unwrap_or_default();
    }
    article.published = article.published.or(published);
    let said = article.dateline.as_ref().and_then(|d| d.agency.clone());
    article.origin = article.origin.take().or(said).or(credit);
    complete(&mut article.dateline, article.published);
    lines
}

/// A dateline stands under at most this many words of headline and captions.
const HEAD_WORDS: usize = 160;

/// The first line that opens with a dateline. One that is no more than capitals and a dash must open the article.
fn find_dateline(page: &Page) -> Option<Dateline> {
    let lede = page.lede();
    let mut words = 0;
    for i in 0..page.lines.len().min(HEAD_LINES) {
        let line = &page.lines[i];
        let next_is_prose = page.lines.get(i + 1).is_some_and(|next| next.shape.stopped);
        let found = dateline::read(page.document, line, next_is_prose);
        let stands_out = |found: &Dateline| {
            found.agency.is_some() || found.date.is_some() || dateline_city(page.tokens(i)).is_some()
        };
        if let Some(found) = found.filter(|found| i <= lede || stands_out(found)) {
            return Some(found);
        }
        words += line.shape.words;
        if words > HEAD_WORDS {
            break;
        }
    }
    None
}

/// A headline has at least this many words.
const TITLE_WORDS: usize = 5;

/// The first line without a stop over the article, labels aside; a date stamp at its end is left out.
fn title(page: &Page, lede: usize) -> Option<String> {
    (0..lede.min(page.lines.len())).find_map(|i| {
        let tokens = page.tokens(i);
        let stamped = (0..tokens.len().min(40)).find(|at| stamp_at(&tokens[*at..]).is_some_and(|s| s.day.is_some()));
        let head = &tokens[..stamped.unwrap_or(tokens.len())];
        let shape = Shape::of(head);
        let fits = shape.words >= TITLE_WORDS
            && !head.last().is_some_and(|t| t.is("."))
            && !page.is_caption(i)
            && !page.is_credit_line(i)
            && !byline::is_byline(tokens)
            && page.lines.get(i).is_some_and(|line| line.cue.is_none());
        let span = head.first().filter(|_| fits)?.span.join(head.last()?.span);
        Some(page.document.text(span).to_owned())
    })
}

/// The page's own date: a full one in a short line without a verb, over the article or right under it.
fn stamp(page: &Page, lede: usize) -> Option<NaiveDate> {
    let last = page.lines.len().saturating_sub(3).max(lede);
    (0..page.lines.len()).filter(|i| *i < lede || *i >= last).find_map(|i| {
        let shape: &Shape = &page.lines[i].shape;
        let tokens = page.tokens(i);
        let credit = page.lines[i].cue == Some(FurnitureRule::Credit);
        let label = shape.words <= 18
            && (!shape.stopped || credit)
            && !page.is_caption(i)
            && (!shape.finite || is_update(tokens));
        (0..tokens.len().min(30)).filter(|_| label).find_map(|at| stamp_at(&tokens[at..])?.day)
    })
}

fn is_update(tokens: &[Token]) -> bool {
    tokens.iter().take(8).any(|t| t.is_one(&furniture_cues().lines.update_words))
}

/// Gives a dateline's day the year of publication where the text left it out; without one it is no date.
fn complete(dateline: &mut Option<Dateline>, published: Option<NaiveDate>) {
    let Some(dateline) = dateline else { return };
    let Some(day) = dateline.date.filter(|d| d.year() == dateline::NO_YEAR) else { return };
    dateline.date = published.and_then(|published| {
        let nearest = [0, -1, 1].iter().filter_map(|shift| day.with_year(published.year() + shift));
        nearest.min_by_key(|d| (*d - published).num_days().abs())
    });
}

fn agency_name(tokens: &[Token]) -> Option<String> {
    agency(tokens).map(|m| m.value.clone())
}

#[cfg(test)]
mod tests;
