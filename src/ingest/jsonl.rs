use serde_json::Value;

use super::{IngestError, Input, Read1, content_id};
use crate::model::Article;
use crate::text::Span;

/// Reads JSON Lines, one article a line. A line that is none is an error of its own.
pub(super) fn read(path: &str, text: &str) -> Vec<Read1> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            let at = Input { path: path.to_owned(), line: Some(n + 1) };
            article(path, line).map_err(|reason| IngestError::Line { at, reason })
        })
        .collect()
}

fn article(path: &str, line: &str) -> Result<Article, String> {
    let row: Value = serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
    let string = |keys: &[&str]| keys.iter().find_map(|k| row.get(*k)?.as_str()).map(str::to_owned);
    let (text, presplit) = match row.get("sentences").and_then(Value::as_array) {
        Some(sentences) => join(sentences),
        None => (string(&["text", "articleBody"]).ok_or("no \"text\", \"articleBody\" or \"sentences\"")?, None),
    };
    Ok(Article {
        id: content_id(&text),
        doc_id: string(&["doc_id", "id"]),
        source_path: path.to_owned(),
        url: string(&["url"]),
        title: string(&["title"]),
        publisher: string(&["publisher", "source"]),
        published: string(&["date", "dct", "published"]).and_then(|d| d.get(..10)?.parse().ok()),
        text,
        presplit,
        ..Article::default()
    })
}

fn join(sentences: &[Value]) -> (String, Option<Vec<Span>>) {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(sentences.len());
    for sentence in sentences.iter().filter_map(Value::as_str) {
        if !text.is_empty() {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(sentence);
        spans.push(Span::new(start, text.len()));
    }
    (text, Some(spans))
}
