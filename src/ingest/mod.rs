//! Any input → articles. Knows files, encodings and forms; knows nothing of sentences.
//!
//! `source::expand` finds the files behind what the user named, `bytes` reads them under caps, `decode` makes text of
//! them, and one reader a form makes articles of the text.

mod bytes;
pub(crate) mod day;
mod decode;
mod error;
mod format;
mod html;
mod id;
mod jsonl;
mod language;
mod limits;
mod markdown;
mod repair;
mod source;

use std::ffi::OsStr;

use rayon::prelude::*;

pub use error::{IngestError, Input, Reason};
pub use id::content_id;
pub use language::{SkipReason, language, skip_reason};

use crate::model::Article;
use format::Format;
use source::Source;

/// One input (or one line of it), read: an article, or the reason why it gave none.
pub type Read = Result<Article, IngestError>;

/// Reads files, folders, patterns and `-` (standard input); articles come in the order of the inputs, those of a
/// folder by name. What fails does not stop the others.
pub fn read<S: AsRef<OsStr>>(inputs: &[S]) -> Vec<Read> {
    let sources: Vec<Result<Source, IngestError>> = inputs.iter().flat_map(|i| source::expand(i.as_ref())).collect();
    sources
        .into_par_iter()
        .flat_map(|source| match source {
            Ok(source) => read_source(&source),
            Err(error) => vec![Err(error)],
        })
        .collect()
}

fn read_source(source: &Source) -> Vec<Read> {
    let failed = |reason| vec![Err(IngestError { at: Input::file(&source.name), reason })];
    let bytes = match bytes::read(source) {
        Ok(bytes) => bytes,
        Err(reason) => return failed(reason),
    };
    // A filter that gets nothing has nothing to say; an empty file was meant to be an article.
    if bytes.is_empty() && source.name == "-" {
        return Vec::new();
    }
    let head = decode::decode(bytes.get(..bytes.len().min(4096)).unwrap_or_default()).unwrap_or_default();
    let format = format::of(&source.name, &head);
    if matches!(format, Format::Rows | Format::Json) {
        let mut rows = jsonl::read(&source.name, &bytes, format);
        // In a folder lie other JSON files too: settings, briefs.
        if source.found && format == Format::Json && rows.iter().all(Result::is_err) {
            rows.clear();
        }
        return rows;
    }
    match decode::decode(&bytes).and_then(|text| article(source, text, format)) {
        Ok(article) => vec![Ok(article)],
        Err(_) if source.found && format == Format::Feed => Vec::new(),
        Err(reason) => failed(reason),
    }
}

fn article(source: &Source, text: String, format: Format) -> Result<Article, Reason> {
    let article = match format {
        Format::Feed => return Err(Reason::Feed),
        Format::Html => html::read(&text)?,
        Format::Markdown => markdown::read(&text),
        Format::Text | Format::Rows | Format::Json => Article { text, ..Article::default() },
    };
    finish(Article { source_path: source.name.clone(), ..article })
}

/// Fills in what follows from the text alone.
fn finish(mut article: Article) -> Result<Article, Reason> {
    if article.text.len() > limits::ARTICLE {
        return Err(Reason::TooLong { limit: limits::ARTICLE });
    }
    article.id = content_id(&article.text);
    article.lang = language(&article.text).or(article.lang);
    Ok(article)
}

/// True for `http` and `https` addresses without white space or control characters.
fn is_web_address(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}
