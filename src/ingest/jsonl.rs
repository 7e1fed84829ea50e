//! JSON Lines (and one JSON object, or an array of them): an article a line.

use std::io::BufRead;

use chrono::NaiveDate;
use rayon::prelude::*;
use serde_json::{Map, Value};

use super::decode::decode;
use super::error::{IngestError, Input, Reason};
use super::lines::{BOM, Lines};
use super::part::Out;
use super::repair::repair;
use super::{Read, day, finish};
use crate::model::{ADDRESS_RECORD, Article, ROW_RECORD};
use crate::text::Span;

/// Reads the articles of a file that is one JSON value, or else JSON Lines.
pub(super) fn read_whole(path: &str, bytes: &[u8]) -> Vec<Read> {
    whole(path, bytes).unwrap_or_else(|| read(path, bytes, None))
}

/// Reads JSON Lines as a stream, and hands them on some at a time where `out` takes them; what it took is left out of the
/// result. A line that is no article is an error of its own; the others go on.
pub(super) fn read(path: &str, reader: impl BufRead, out: Option<Out>) -> Vec<Read> {
    let mut lines = Lines::new(reader);
    let mut done = Vec::new();
    loop {
        let batch = lines.batch();
        let is_last = batch.is_empty();
        let read = batch.into_par_iter().filter_map(|(n, line)| match line {
            Ok(line) => row(path, n, &line),
            Err(reason) => Some(Err(IngestError { at: Input::line(path, n), reason })),
        });
        done.par_extend(read);
        if is_last {
            return done;
        }
        if let Some(out) = out {
            out(std::mem::take(&mut done));
        }
    }
}

/// True where a stream begins with a whole object on a line, and another one begins on a line behind it.
pub(super) fn is_rows(head: &[u8]) -> bool {
    let head = head.strip_prefix(BOM).unwrap_or(head);
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().is_some_and(|line| serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok());
    first && lines.next().is_some_and(|line| line.starts_with(b"{"))
}

fn row(path: &str, n: usize, line: &[u8]) -> Option<Read> {
    let failed = |reason| Some(Err(IngestError { at: Input::line(path, n), reason }));
    let text = match decode(line) {
        Ok(text) => text,
        Err(reason) => return failed(reason),
    };
    if text.trim().is_empty() {
        return None;
    }
    let value = parse(text.trim());
    if value.as_ref().is_ok_and(is_state) {
        return None;
    }
    match value.and_then(|value| article(path, value)) {
        Ok(article) => Some(Ok(article)),
        Err(reason) => failed(reason),
    }
}

/// The articles of a file that is one JSON value: an object over several lines, or an array.
fn whole(path: &str, bytes: &[u8]) -> Option<Vec<Read>> {
    let text = decode(bytes).ok()?;
    let first = text.trim_start().lines().next().unwrap_or_default();
    if first.trim_start().starts_with('{') && parse(first).is_ok() {
        return None;
    }
    let values = match parse(text.trim()).ok()? {
        Value::Array(values) => values,
        value => vec![value],
    };
    let values: Vec<Value> = values.into_iter().filter(|value| !is_state(value)).collect();
    let one = values.len() == 1;
    let read = |(n, value): (usize, Value)| {
        article(path, value).map_err(|reason| IngestError {
            at: Input::file(path),
            reason: match reason {
                Reason::Row { what, way_out } if !one => {
                    Reason::Row { what: format!("item {}: {what}", n + 1), way_out }
                }
                reason => reason,
            },
        })
    };
    Some(values.into_iter().enumerate().map(read).collect())
}

/// True for a line of an export that is no article.
fn is_state(value: &Value) -> bool {
    let schema = value.get("schema").and_then(Value::as_str);
    schema.is_some_and(|schema| [ADDRESS_RECORD, ROW_RECORD].contains(&schema))
}

fn parse(json: &str) -> Result<Value, Reason> {
    serde_json::from_str(json).or_else(|_| serde_json::from_str(&repair(json))).map_err(|error| Reason::Row {
        what: format!("not JSON: {error}"),
        way_out: "write one complete JSON object on the line",
    })
}

fn article(path: &str, value: Value) -> Result<Article, Reason> {
    let Value::Object(row) = value else {
        let what = format!("{} where an object belongs", kind(&value));
        return Err(Reason::Row { what, way_out: "write {\"text\": …}" });
    };
    let row = Row(row);
    let (text, presplit) = row.body()?;
    let article = Article {
        doc_id: row.name(&["doc_id", "id"])?.filter(|text| is_told(text)),
        source_path: path.to_owned(),
        url: row.string(&["url"])?.filter(|url| super::is_web_address(url)),
        title: row.string(&["title"])?.filter(|text| is_told(text)),
        byline: row.byline(),
        publisher: row.name(&["publisher", "source"])?.filter(|text| is_told(text)),
        published: row.day(&["date", "dct", "published"])?,
        published_by: Some("row"),
        updated: row.day(&["updated", "date_modified", "dateModified"]).ok().flatten(),
        lang: None,
        text,
        presplit,
        ..Article::default()
    };
    finish(article)
}

/// A field that is there and empty says nothing.
fn is_told(text: &str) -> bool {
    !text.trim().is_empty()
}

/// An object with look-ups by any of several keys; null is as good as absent.
struct Row(Map<String, Value>);

impl Row {
    fn get(&self, keys: &[&'static str]) -> Option<(&'static str, &Value)> {
        keys.iter().find_map(|key| Some((*key, self.0.get(*key).filter(|v| !v.is_null())?)))
    }

    fn string(&self, keys: &[&'static str]) -> Result<Option<String>, Reason> {
        match self.get(keys) {
            None => Ok(None),
            Some((_, Value::String(s))) => Ok(Some(s.clone())),
            Some((key, value)) => Err(wrong(key, value, "a string")),
        }
    }

    /// A string, a number, or an object with a name in it.
    fn name(&self, keys: &[&'static str]) -> Result<Option<String>, Reason> {
        match self.get(keys) {
            Some((_, Value::Number(n))) => Ok(Some(n.to_string())),
            Some((_, Value::Object(o))) if o.get("name").is_some_and(Value::is_string) => {
                Ok(o.get("name").and_then(Value::as_str).map(str::to_owned))
            }
            _ => self.string(keys),
        }
    }

    fn day(&self, keys: &[&'static str]) -> Result<Option<NaiveDate>, Reason> {
        match self.get(keys) {
            None => Ok(None),
            Some((_, Value::String(s))) => Ok(day::read(s)),
            Some((_, Value::Number(n))) => Ok(n.as_i64().and_then(day::from_epoch)),
            Some((key, value)) => Err(wrong(key, value, "a date such as \"2024-03-05\"")),
        }
    }

    fn byline(&self) -> Vec<String> {
        match self.get(&["byline", "author", "authors"]) {
            Some((_, Value::String(s))) => vec![s.clone()],
            Some((_, Value::Array(names))) => names.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }

    fn body(&self) -> Result<(String, Option<Vec<Span>>), Reason> {
        if let Some(text) = self.string(&["text", "articleBody"])? {
            return Ok((text, None));
        }
        match self.get(&["sentences"]) {
            Some((_, Value::Array(sentences))) => join(sentences),
            Some((key, value)) => Err(wrong(key, value, "a list of strings")),
            None => Err(Reason::Row {
                what: "no \"text\", \"articleBody\" or \"sentences\"".to_owned(),
                way_out: "name the article's text \"text\"",
            }),
        }
    }
}

fn wrong(key: &str, value: &Value, right: &'static str) -> Reason {
    let what = format!("\"{key}\" is {} and not {right}", kind(value));
    Reason::Row { what, way_out: "correct the line, or leave the key out" }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Sentences joined by line breaks, each with its span.
fn join(sentences: &[Value]) -> Result<(String, Option<Vec<Span>>), Reason> {
    let mut text = String::new();
    let mut spans = Vec::with_capacity(sentences.len());
    for (n, value) in sentences.iter().enumerate() {
        let sentence = value.as_str().ok_or_else(|| wrong("sentences", value, "a list of strings alone"))?;
        if n > 0 {
            text.push('\n');
        }
        let start = text.len();
        text.push_str(sentence);
        spans.push(Span::new(start, text.len()));
    }
    Ok((text, Some(spans)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::lines::BATCH_LINES;
    use super::*;

    fn read(json: &str) -> Vec<Read> {
        super::read("x.jsonl", json.as_bytes(), None)
    }

    fn one(json: &str) -> Article {
        read_whole("x.json", json.as_bytes()).pop().and_then(Result::ok).unwrap_or_default()
    }

    fn error(json: &str) -> String {
        read(json).pop().and_then(Result::err).map(|e| e.to_string()).unwrap_or_default()
    }

    #[test]
    fn all_keys_of_the_contract() {
        let a =
            one(r#"{"id": 7, "title": null, "dct": "Tue, 19 Jun 2018 10:00:00 GMT", "url": "https://news.example/a",
            "source": "Example Post", "articleBody": "The two met.", "x": {"y": 1}}"#);
        assert_eq!((a.doc_id.as_deref(), a.title.as_deref()), (Some("7"), None));
        assert_eq!(a.published.map(|d| d.to_string()).as_deref(), Some("2018-06-19"));
        assert_eq!((a.url.as_deref(), a.publisher.as_deref()), (Some("https://news.example/a"), Some("Example Post")));
        assert_eq!(a.text, "The two met.");
    }

    #[test]
    fn an_empty_field_is_none() {
        let a = one(r#"{"id": "", "title": " ", "source": "", "text": "They met."}"#);
        assert_eq!((a.doc_id, a.title, a.publisher), (None, None, None));
    }

    #[test]
    fn sentences_are_joined_by_line_breaks() {
        let a = one(r#"{"sentences": ["", "One.", "Two."]}"#);
        assert_eq!(a.text, "\nOne.\nTwo.");
        assert_eq!(a.presplit.as_deref(), Some([Span::new(0, 0), Span::new(1, 5), Span::new(6, 10)].as_slice()));
    }

    #[test]
    fn what_is_taken_as_it_comes_is_the_same_and_no_more_than_a_batch_at_once() {
        let line = |n: usize| format!("{{\"text\": \"Row {n}.\"}}\n");
        let lines: String = (0..BATCH_LINES * 2 + 7).map(line).collect();
        let taken = std::sync::Mutex::new(Vec::new());
        let out = |read: Vec<Read>| taken.lock().map(|mut taken| taken.push(read)).unwrap_or_default();
        let rest = super::read("x.jsonl", lines.as_bytes(), Some(&out));
        let taken = taken.into_inner().unwrap_or_default();
        assert_eq!(taken.iter().map(Vec::len).collect::<Vec<_>>(), [BATCH_LINES, BATCH_LINES, 7]);
        let texts = |read: Vec<Read>| read.into_iter().flatten().map(|a| a.text).collect::<Vec<_>>();
        assert_eq!(texts(taken.into_iter().flatten().chain(rest).collect()), texts(read(&lines)));
    }

    #[test]
    fn lines_are_told_from_one_object() {
        assert!(is_rows(b"\xEF\xBB\xBF{\"text\": \"a\"}\n\n {\"text\""));
        for one in ["{\"text\": \"a\"}\n", "{\n\"text\": \"a\"}", "[{\"text\": \"a\"},\n{}]", "x\n{\"text\": 1}", ""] {
            assert!(!is_rows(one.as_bytes()), "{one}");
        }
    }

    #[test]
    fn the_text_of_a_line_is_unchanged() {
        assert_eq!(one("{\"text\": \"\\ufeffA\\r\\nB \\u202e\\u0000C\"}").text, "\u{FEFF}A\r\nB \u{202e}\0C");
        assert_eq!(one(r#"{"text": "Tamm \ud83d came."}"#).text, "Tamm \u{FFFD} came.");
    }

    #[test]
    fn a_bad_line_is_named_and_the_others_go_on() {
        let rows = read("{\"text\": \"One.\"}\n\n{\"text\": \"Two\n{\"text\": 42}\n[1]\n{\"text\": \"Three.\"}\r\n");
        let good: Vec<&str> = rows.iter().flatten().map(|a| a.text.as_str()).collect();
        assert_eq!(good, ["One.", "Three."]);
        let bad: Vec<String> = rows.iter().filter_map(|r| r.as_ref().err()).map(ToString::to_string).collect();
        assert!(bad[0].starts_with("x.jsonl:3: not JSON"), "{bad:?}");
        assert!(bad[1].starts_with("x.jsonl:4: \"text\" is a number"), "{bad:?}");
        assert!(bad[2].starts_with("x.jsonl:5: a list where an object belongs"), "{bad:?}");
    }

    #[test]
    fn an_array_and_an_object_over_lines_are_read_whole() {
        let array = read_whole("x.json", b"[\n{\"text\": \"One.\"},\n{\"title\": \"x\"}]");
        assert_eq!(array.len(), 2);
        assert!(array[1].as_ref().is_err_and(|e| e.to_string().contains("item 2")));
        assert_eq!(one("{\n \"text\": \"One.\"\n}").text, "One.");
        assert_eq!(read_whole("-", b"{\"text\": \"One.\"}\n{\"text\": \"Two.\"}\n").len(), 2);
    }

    #[test]
    fn a_line_in_another_encoding_does_not_spoil_the_rest() {
        let rows = super::read("x", &b"{\"text\": \"caf\xE9\"}\n{\"text\": \"caf\xC3\xA9\"}"[..], None);
        assert!(rows.iter().all(|r| r.as_ref().is_ok_and(|a| a.text == "café")));
    }

    #[test]
    fn an_unreadable_day_leaves_the_article_undated() {
        assert_eq!(one(r#"{"date": "262142-12-31", "text": "x"}"#).published, None);
        assert!(error(r#"{"date": ["2018"], "text": "x"}"#).contains("\"date\" is a list"));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), bait in "[\\[\\]{}\":,a-z0-9\\\\u\n]{0,200}") {
            let _ = read_whole("x", &bytes);
            let _ = read_whole("x", bait.as_bytes());
        }
    }
}
