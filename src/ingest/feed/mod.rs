//! Feeds given as files (RSS 0.9 to 2.0, RDF, Atom, JSON Feed): each entry is an article.

mod capture;
mod json;
mod names;
pub(super) mod opml;
mod reader;
mod tokens;
mod value;

use rayon::prelude::*;
use url::Url;

use super::error::{IngestError, Input, Reason};
use super::format::Format;
use super::html::byline::names;
use super::part::{Context, Known};
use super::{Read, address, day, decode, failed, finish, is_web_address};
use crate::model::Article;
use reader::Entry;

/// Writers of one entry.
const WRITERS: usize = 8;

/// Reads the entries of a feed; `None` where the bytes are none.
pub(super) fn read(name: &str, bytes: &[u8], format: Format, known: &Known, context: Context) -> Option<Vec<Read>> {
    let text = decode::decode_as(bytes, known.encoding).ok()?;
    let feed = if format == Format::Json { json::feed(&text)? } else { reader::feed(&text)? };
    let inner = context.within(name);
    if feed.entries.is_empty() && inner.wanted.is_none() {
        if context.found {
            return Some(Vec::new());
        }
        let way_out = "if it stays empty, look on its site for the new address";
        return Some(failed(name, Reason::NoArticle { what: "entry", way_out }));
    }
    let base = feed.head.base.get().or(feed.head.link.get()).or(known.reached.as_ref());
    let read = |(at, entry): (usize, &Entry)| {
        let part = address::item(name, at + 1);
        inner.wants(&part).then(|| {
            let read = article(entry, &feed.head, base.map(String::as_str))
                .and_then(|article| finish(Article { source_path: part.clone(), ..article }));
            read.map_err(|reason| IngestError { at: Input::file(&part), reason })
        })
    };
    Some(feed.entries.par_iter().enumerate().filter_map(read).collect())
}

/// An entry as an article. Its text is the whole content where the feed carries it, else the summary, else nothing: title,
/// link and day lead on to the page.
fn article(entry: &Entry, head: &Entry, base: Option<&str>) -> Result<Article, Reason> {
    let content = match entry.content.get() {
        Some(content) => without_trailer(content.paragraphs()?),
        None => String::new(),
    };
    let is_excerpt = content.trim().is_empty();
    let text = match entry.summary.get() {
        Some(summary) if is_excerpt => cut_off(without_trailer(summary.paragraphs()?)),
        _ => content,
    };
    let publisher = entry.source.get().or(head.title.get()).and_then(|title| title.line());
    let stamp = entry.published.get().and_then(|stamp| day::read(stamp));
    let updated = entry.updated.get().and_then(|stamp| day::read(stamp));
    Ok(Article {
        doc_id: entry.id.get().cloned(),
        url: entry.link.get().and_then(|link| absolute(link, entry.base.get().map(String::as_str).or(base))),
        title: entry.title.get().and_then(|title| title.line()),
        byline: writers(entry, publisher.as_deref()),
        published: stamp.or(updated),
        updated,
        published_by: Some("entry"),
        lang: entry.language.get().or(head.language.get()).and_then(|tag| super::html::language_of_tag(tag)),
        excerpt: is_excerpt,
        publisher,
        text,
        ..Article::default()
    })
}

/// The writers of the best rank, without the outlet.
fn writers(entry: &Entry, publisher: Option<&str>) -> Vec<String> {
    let best = entry.authors.iter().map(|(rank, _)| *rank).min();
    let best = entry.authors.iter().filter(|(rank, _)| Some(*rank) == best);
    let mut out: Vec<String> = Vec::new();
    for name in best.flat_map(|(_, author)| names(author)) {
        if !out.contains(&name) && publisher.is_none_or(|p| !p.eq_ignore_ascii_case(&name)) {
            out.push(name);
        }
    }
    out.truncate(WRITERS);
    out
}

/// A web address; a relative one starts from the feed's.
fn absolute(link: &str, base: Option<&str>) -> Option<String> {
    if is_web_address(link) {
        return Some(link.to_owned());
    }
    let joined = Url::parse(base?).ok()?.join(link).ok()?.to_string();
    is_web_address(&joined).then_some(joined)
}

/// The text without the line that a blog program adds: "The post … appeared first on …."
fn without_trailer(text: String) -> String {
    match text.rsplit_once("\n\n") {
        Some((before, last)) if last.starts_with("The post ") && last.contains(" appeared first on ") => {
            before.to_owned()
        }
        _ => text,
    }
}

/// A summary that breaks off ends in "…", however the feed shows it: "[…]", "[...]", "(more…)".
fn cut_off(text: String) -> String {
    let end = text.trim_end();
    let open = end.strip_suffix([']', ')']).and_then(|inner| inner.rsplit_once(['[', '(']));
    match open {
        Some((before, mark)) if matches!(mark.trim(), "…" | "..." | "more…" | "more..." | "more") => {
            format!("{}…", before.trim_end())
        }
        _ => text,
    }
}

#[cfg(test)]
#[path = "feed_tests.rs"]
mod tests;

#[cfg(test)]
mod measure;
