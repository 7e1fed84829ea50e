//! The form of what a server sent: by its content, by its media type where that does not say, by its address last.

use url::Url;

use crate::ingest::content_type::media_type;
use crate::ingest::format::{self, Format};

/// The form of some bytes, from how they begin.
pub(super) fn form(head: &[u8], content_type: Option<&str>, url: &str) -> Format {
    // An address may end like a file without being one: /article.md is as likely a page about it.
    match format::of("", head) {
        Format::Text => stated(&content_type.map(media_type).unwrap_or_default(), url),
        told => told,
    }
}

fn stated(media: &str, url: &str) -> Format {
    match media {
        "text/html" | "application/xhtml+xml" => Format::Html,
        "text/markdown" | "text/x-markdown" => Format::Markdown,
        "application/jsonl" | "application/x-ndjson" | "application/x-jsonlines" => Format::Rows,
        "application/json" | "application/feed+json" => Format::Json,
        "message/rfc822" => Format::Mail,
        "application/mbox" => Format::Mbox,
        "application/xml" | "text/xml" => Format::Feed,
        _ if media.ends_with("+xml") => Format::Feed,
        _ => {
            let path = Url::parse(url).map(|url| url.path().to_owned()).unwrap_or_default();
            match format::by_name(&path) {
                Some(named @ (Format::Markdown | Format::Rows | Format::Mbox | Format::Mail)) => named,
                _ => Format::Text,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_goes_before_type_and_type_before_address() {
        let cases: [(&[u8], Option<&str>, &str, Format); 9] = [
            (b"<!doctype html><p>x", Some("text/plain"), "https://a.example/README.md", Format::Html),
            (b"<rss version='2.0'>", Some("text/html"), "https://a.example/feed", Format::Feed),
            (b"{\"a\": 1}", Some("text/html"), "https://a.example/", Format::Json),
            (b"<b>Ministers", Some("text/html; charset=x"), "https://a.example/a.md", Format::Html),
            (b"Ministers", Some("text/plain"), "https://a.example/a.md?raw", Format::Markdown),
            (b"Ministers", Some("text/plain"), "https://a.example/a.html", Format::Text),
            (b"Ministers", Some("text/markdown"), "https://a.example/a", Format::Markdown),
            (b"Ministers", None, "https://a.example/a", Format::Text),
            (b"PK\x03\x04", Some("text/html"), "https://a.example/a", Format::Zip),
        ];
        for (head, content_type, url, wanted) in cases {
            assert_eq!(form(head, content_type, url), wanted, "{url} {content_type:?}");
        }
    }
}
