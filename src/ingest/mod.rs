//! Any input → articles. Knows files and encodings; knows nothing of sentences.

mod error;
mod id;
mod jsonl;

pub use error::{IngestError, Input};
pub use id::content_id;

use std::io::Read;
use std::path::Path;

use crate::model::Article;

/// One input, read: an article, or the reason why it gave none.
pub type Read1 = Result<Article, IngestError>;

/// Reads the inputs in order. One that fails does not stop the others.
pub fn read(inputs: &[String]) -> Vec<Read1> {
    inputs.iter().flat_map(|input| read_one(input)).collect()
}

fn read_one(input: &str) -> Vec<Read1> {
    let bytes = if input == "-" {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        std::fs::read(Path::new(input))
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(source) => return vec![Err(IngestError::Read { path: input.to_owned(), source })],
    };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    if input.ends_with(".jsonl") || input.ends_with(".ndjson") || text.trim_start().starts_with('{') {
        return jsonl::read(input, &text);
    }
    vec![Ok(Article { id: content_id(&text), source_path: input.to_owned(), text, ..Article::default() })]
}
