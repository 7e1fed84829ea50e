//! What was fetched → articles, by the readers of its form.

use super::client::Client;
use super::form::form;
use super::page::{Fetched, Page, Validators};
use super::pull::{articles, complete, is_entry};
use super::target::Target;
use crate::ingest::content_type::charset;
use crate::ingest::error::{IngestError, Input, Reason};
use crate::ingest::format::Format;
use crate::ingest::part::{Budget, Context, Known};
use crate::ingest::stream::Stream;
use crate::ingest::{Read, failed, read_stream};

/// Fetches and reads what the user named; of a feed also the pages that its entries leave out.
pub(super) fn fetch(client: &Client, target: &Target) -> Vec<Read> {
    let page = match client.get(target.url.as_str(), &Validators::default()) {
        Ok(Fetched::Page(page)) => page,
        // Nothing was sent that could have been compared.
        Ok(Fetched::NotModified) => return Vec::new(),
        Err(error) => return failed(&target.name, error.into()),
    };
    if !target.is_part {
        return with_pages(client, read(&target.name, None, page));
    }
    let (found, is_feed) = read(&target.whole, Some(&target.name), page.clone());
    if !found.is_empty() {
        return with_pages(client, (found, is_feed));
    }
    // `#3` may be a place in a page instead of a part.
    let whole = read(&target.name, None, page).0;
    let is_page = matches!(whole.as_slice(), [Ok(article)] if article.source_path == target.name);
    if is_page { whole } else { failed(&target.name, Reason::NoPart) }
}

fn with_pages(client: &Client, (read, is_feed): (Vec<Read>, bool)) -> Vec<Read> {
    if is_feed { articles(complete(client, read, &|_| true)) } else { read }
}

/// Reads a page, or one part of it; and whether it is a feed.
pub(super) fn read(name: &str, wanted: Option<&str>, page: Page) -> (Vec<Read>, bool) {
    let stream = match Stream::of_bytes(page.bytes) {
        Ok(stream) => stream,
        Err(reason) => return (vec![Err(IngestError { at: Input::file(name), reason })], false),
    };
    let format = form(&stream.head, page.content_type.as_deref(), &page.final_url);
    let known = Known {
        format: Some(format),
        encoding: page.content_type.as_deref().and_then(charset),
        url: None,
        reached: Some(page.final_url),
        fetched: Some(page.day),
    };
    let budget = Budget::new();
    let context = Context { found: false, wanted, depth: 0, budget: &budget, out: None };
    let read = read_stream(name, stream, &known, context);
    let of_feed = |read: &Read| read.as_ref().is_ok_and(|article| is_entry(name, &article.source_path));
    let is_feed = matches!(format, Format::Feed | Format::Json) && read.iter().any(of_feed);
    (read, is_feed)
}
