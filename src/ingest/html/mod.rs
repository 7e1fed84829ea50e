//! Web pages → articles.

mod blocks;
pub(super) mod byline;
mod extract;
mod guard;
mod lean;
mod linked;
mod listing;
mod page;
mod published;
mod repair;
mod slides;
mod title;
mod walk;
mod whole;

use chrono::NaiveDate;
use scraper::Html;
use url::Url;

use super::embargo::is_embargo_line;
use super::error::Reason;
use super::{is_web_address, limits};
use crate::lexicon::page_fields;
use crate::model::Article;
use blocks::{Block, blocks, visible};
use page::Page;

/// The deepest tree that the extractor is given.
const DEPTH: usize = 600;

/// Words of a body in linked data that is one.
const TOLD_WORDS: usize = 40;
/// How many blocks are near the headline.
const NEAR: usize = 9;
/// Bytes of a block that is no paragraph.
const SHORT: usize = 160;

/// Reads a page, whose address is known, or where it was reached, or neither: then it names its own, which goes before
/// where it was reached. One without an article has an empty text.
pub(super) fn read(html: &str, known: Option<&str>, reached: Option<&str>) -> Result<Article, Reason> {
    let flat = guard::flatten(html);
    if flat.len() > limits::PAGE {
        return Err(Reason::TooLarge { limit: limits::PAGE });
    }
    let tree = Html::parse_document(&flat);
    let page = Page::new(&tree);
    let all = blocks(&tree);
    let url = known.map(str::to_owned).or_else(|| address(&page, reached));
    let publisher = title::publisher(&page);
    let title = title::title(&page, publisher.as_deref(), &all);
    let near = near_title(&all, title.as_deref());
    let body = if walk::depth(&tree) > DEPTH { all.clone() } else { extract::body(&flat, &tree, &all) };
    let paragraphs = repair::repair(body, &all, page.meta(&page_fields().meta.description), title.as_deref());
    let (published, published_by) = published::published(&page, url.as_deref(), &near, &all).unzip();
    if listing::is_listing(&page, &all, &paragraphs) {
        return Err(Reason::Listing);
    }
    let paragraphs = embargoed(told(paragraphs, &page), &all, published);
    Ok(Article {
        byline: byline::byline(&page, publisher.as_deref(), &near),
        published,
        published_by,
        updated: published::updated(&page, url.as_deref()),
        title,
        lang: page.lang.as_deref().and_then(language_of_tag),
        url,
        publisher,
        text: paragraphs.join("\n\n"),
        ..Article::default()
    })
}

/// Words of a mail in a hundred that the extractor must find to be believed.
const MAIL_PERCENT: usize = 40;

/// Reads the HTML of a mail: as a page, or, where the extractor finds little in it, all that a reader sees.
pub(super) fn read_mail(html: &str) -> Result<Article, Reason> {
    let page = read(html, None, None)?;
    let seen = text(html)?;
    let words = |text: &str| text.split_whitespace().count();
    if words(&page.text) * 100 >= words(&seen) * MAIL_PERCENT { Ok(page) } else { Ok(Article { text: seen, ..page }) }
}

/// What a reader sees of some HTML, paragraph by paragraph; blocks that are links alone are left out.
pub(super) fn text(html: &str) -> Result<String, Reason> {
    let flat = guard::flatten(html);
    if flat.len() > limits::PAGE {
        return Err(Reason::TooLarge { limit: limits::PAGE });
    }
    let blocks = visible(&Html::parse_fragment(&flat));
    let is_link = |block: &&Block| repair::is_pointer(block);
    let some = blocks.iter().any(|block| !is_link(&block));
    let kept = blocks.iter().filter(|block| !some || !is_link(block)).map(|block| block.text.as_str());
    Ok(kept.collect::<Vec<_>>().join("\n\n"))
}

/// The body that the linked data holds, where the page shows a third of it or less: some write it with a script.
fn told(body: Vec<String>, page: &Page) -> Vec<String> {
    let Some(told) = page.linked.text(&["articleBody"]) else { return body };
    let words = |text: &str| text.split_whitespace().count();
    if words(told) < TOLD_WORDS || body.iter().map(|text| words(text)).sum::<usize>() * 3 > words(told) {
        return body;
    }
    if told.contains("</") {
        return visible(&Html::parse_fragment(&guard::flatten(told))).into_iter().map(|block| block.text).collect();
    }
    told.lines().map(page::collapse).filter(|line| !line.is_empty()).collect()
}

/// The body with the line of embargo that stands before it on the page, which is furniture to an extractor.
fn embargoed(mut body: Vec<String>, all: &[Block], published: Option<NaiveDate>) -> Vec<String> {
    let Some(first) = body.first() else { return body };
    let before = all.iter().map(|block| block.text.as_str()).take_while(|text| !text.starts_with(first.as_str()));
    let near: Vec<&str> = before.filter(|text| text.len() < SHORT).collect();
    let line = near.iter().rev().take(NEAR).find(|line| is_embargo_line(line, published));
    if let Some(line) = line.filter(|line| !body.iter().any(|text| text.contains(*line))) {
        body.insert(0, (*line).to_owned());
    }
    body
}

/// The short blocks after and right before the headline: where a page shows its writer and day.
fn near_title<'a>(blocks: &'a [Block], title: Option<&str>) -> Vec<&'a str> {
    let at = title.and_then(|title| blocks.iter().position(|b| b.text.starts_with(title)));
    let Some(at) = at else { return Vec::new() };
    let after = blocks.iter().skip(at).take(NEAR);
    let before = blocks.iter().take(at).rev().take(NEAR / 3);
    after.chain(before).map(|b| b.text.as_str()).filter(|b| b.len() < SHORT).collect()
}

/// The page's own address, else where it was reached. Other schemes are none, nor are relative ones where it is not
/// known what they start from.
fn address(page: &Page, reached: Option<&str>) -> Option<String> {
    let meta = page_fields().meta.url.iter().flat_map(|key| page.metas(key));
    let linked = page.linked.text(&["url", "mainEntityOfPage", "@id"]);
    let mut named = page.canonical.as_deref().into_iter().chain(meta).chain(linked);
    let base = reached.and_then(|reached| Url::parse(reached).ok());
    let own = named.find_map(|url| match &base {
        _ if is_web_address(url) => Some(url.to_owned()),
        Some(base) if url.starts_with('/') => base.join(url).ok().map(String::from).filter(|url| is_web_address(url)),
        _ => None,
    });
    own.or_else(|| reached.map(str::to_owned))
}

/// "en-GB" → "en".
pub(super) fn language_of_tag(tag: &str) -> Option<String> {
    let code = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    ((2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase())).then_some(code)
}
