//! What comes back from the web, and what tells whether it has changed since.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::exchange::Answer;
use super::redirect::Path;

/// Bytes of a validator that are kept.
const VALIDATOR: usize = 1024;

/// What a server gave to tell one version of a page from another (RFC 9110, 8.8); sent with the next request, so that
/// an unchanged page is not sent again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// The `ETag` field as it came.
    pub etag: Option<String>,
    /// The `Last-Modified` field as it came.
    pub last_modified: Option<String>,
}

impl Validators {
    /// True where there is nothing to compare with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }

    pub(super) fn of(answer: &Answer) -> Self {
        let field = |name| answer.field(name).filter(|value| value.len() <= VALIDATOR).map(str::to_owned);
        Validators { etag: field("etag"), last_modified: field("last-modified") }
    }

    /// The fields of a request. What was kept elsewhere and is no field's value any more is left out.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let etag = self.etag.as_deref().map(|value| ("if-none-match", value));
        let fields = etag.into_iter().chain(self.last_modified.as_deref().map(|value| ("if-modified-since", value)));
        fields.filter(|(_, value)| value.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' '))
    }
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// The page is the one that the validators belong to.
    NotModified,
    /// The page.
    Page(Page),
}

/// A page, or whatever else the server sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The body, unpacked.
    pub bytes: Vec<u8>,
    /// The address that it came from, after redirects.
    pub final_url: String,
    /// The address to ask from now on, where the server said that the old one was given up for good.
    pub moved_to: Option<String>,
    /// The `Content-Type` field as it came.
    pub content_type: Option<String>,
    /// What to ask with the next time.
    pub validators: Validators,
    /// The day on which it was fetched (UTC).
    pub day: NaiveDate,
}

impl Page {
    pub(super) fn new(answer: Answer, path: &Path, day: NaiveDate) -> Self {
        Page {
            final_url: path.here().to_string(),
            moved_to: path.moved_to().map(|url| url.to_string()),
            content_type: answer.field("content-type").map(str::to_owned),
            validators: Validators::of(&answer),
            bytes: answer.body,
            day,
        }
    }
}
