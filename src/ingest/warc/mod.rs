//! Web archives (WARC 1.0 and 1.1, ISO 28500): each stored page is an article. Read record by record, whatever the size.

mod http;
mod record;

use std::io::BufRead;

use super::content_type::{charset, media_type};
use super::error::{Reason, RecordFault};
use super::format::{self, Format};
use super::part::{Batch, Context, Known, Part};
use super::{Read, address, day, failed, is_web_address};
use http::Response;
use record::{Record, Records};

/// Reads the pages of a web archive: responses that carry HTML or a feed, stored resources and texts. Pictures, redirects
/// and errors are left out without a word; a damaged record is an error, and the others go on.
pub(super) fn read(name: &str, reader: Box<dyn BufRead + Send>, context: Context) -> Vec<Read> {
    let inner = context.within(name);
    let mut batch = Batch::new(Context { found: true, ..inner });
    for (n, record) in Records::new(reader) {
        let part = address::item(name, n);
        if inner.wants(&part) {
            match record.and_then(page) {
                Ok(Some((bytes, known))) => batch.push(Part { name: part.clone(), bytes, known }),
                Ok(None) => {}
                Err(reason) => batch.fail(&part, reason),
            }
        }
        if inner.is_last(&part) {
            break;
        }
    }
    let read = batch.finish();
    if read.is_empty() && inner.wanted.is_none() && !context.found {
        let way_out = "look into it with a tool such as warcio";
        return failed(name, Reason::NoArticle { what: "page (a response with HTML, or a stored text)", way_out });
    }
    read
}

/// The page in a record and what is known of it; `None` where it holds something else.
fn page(record: Record) -> Result<Option<(Vec<u8>, Known)>, Reason> {
    let url = record.field("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    let known = Known {
        url: url.filter(|url| is_web_address(url)),
        fetched: record.field("warc-date").and_then(day::read),
        ..Known::default()
    };
    let of = record.field("content-type").map(media_type).unwrap_or_default();
    let text = |format, known| Known { format: Some(format), ..known };
    match record.field("warc-type") {
        Some("response") if of == "application/http" || record.block().starts_with(b"HTTP/") => {
            response(record.into_block()?, known)
        }
        Some("resource" | "conversion") => Ok(match of.as_str() {
            "text/html" | "application/xhtml+xml" => Some((record.into_block()?, text(Format::Html, known))),
            "text/plain" => Some((record.into_block()?, text(Format::Text, known))),
            _ => None,
        }),
        _ => Ok(None),
    }
}

fn response(block: Vec<u8>, known: Known) -> Result<Option<(Vec<u8>, Known)>, Reason> {
    let response = Response::parse(&block).ok_or(RecordFault::NoResponse)?;
    if !matches!(response.status, 200 | 203) {
        return Ok(None);
    }
    let stated = response.field("content-type");
    let html = match stated.map(media_type).as_deref() {
        Some("text/html" | "application/xhtml+xml") => true,
        Some(
            "application/rss+xml"
            | "application/atom+xml"
            | "application/rdf+xml"
            | "application/feed+json"
            | "application/xml"
            | "text/xml",
        ) => false,
        None => true,
        Some(_) => return Ok(None),
    };
    let body = response.body()?;
    // Without a type the bytes decide; feeds tell themselves.
    let format = if html && stated.is_some() { Some(Format::Html) } else { None };
    if stated.is_none() && format::of("", &body) != Format::Html {
        return Ok(None);
    }
    let encoding = stated.and_then(charset);
    Ok(Some((body, Known { format, encoding, ..known })))
}
