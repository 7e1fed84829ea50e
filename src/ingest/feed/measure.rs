//! Measures the reader on feeds with known fields:
//!
//! `ATTACHE_FEEDS=core.jsonl:dirty.jsonl cargo test --lib feed::measure -- --nocapture`
//!
//! A row of a file is `{"id", "xml_b64", "field", "expect"}`, the field `feed.NAME` or `item0.NAME`; or
//! `{"id", "xml_b64", "expect": {"items", "title", "date"}}`. HTML is compared by the text that a reader sees, stamps by
//! their day. Without the variable the test says that it was left out.

use mail_parser::decoders::base64::base64_decode;
use serde_json::Value as Json;

use super::super::{day, decode};
use super::reader::{self, Entry, Feed};
use super::value::Value;

#[test]
fn fields_of_known_feeds() {
    let Ok(paths) = std::env::var("ATTACHE_FEEDS") else {
        println!("left out: ATTACHE_FEEDS names no files");
        return;
    };
    for path in paths.split(':') {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let rows: Vec<Json> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let wrong: Vec<String> = rows.iter().filter_map(wrong).collect();
        wrong.iter().for_each(|line| println!("  {line}"));
        println!("{path}: {} of {} right", rows.len() - wrong.len(), rows.len());
        assert!(wrong.len() * 20 <= rows.len(), "more than one in twenty wrong");
    }
}

/// What is wrong with a feed, if anything is.
fn wrong(row: &Json) -> Option<String> {
    let id = row.get("id")?.as_str()?;
    let bytes = base64_decode(row.get("xml_b64")?.as_str()?.as_bytes())?;
    let feed = decode::decode(&bytes).ok().and_then(|text| reader::feed(&text)).unwrap_or_default();
    let expect = row.get("expect")?;
    let fields = match row.get("field").and_then(Json::as_str) {
        Some(field) => vec![(field.to_owned(), expect.clone())],
        None => {
            ["title", "date"].into_iter().filter_map(|n| Some((format!("item0.{n}"), expect.get(n)?.clone()))).collect()
        }
    };
    let count = expect.get("items").and_then(Json::as_u64).filter(|n| *n != feed.entries.len() as u64);
    let lost = count.map(|n| format!("{} items and not {n}", feed.entries.len()));
    let differs = |(field, expect): (String, Json)| {
        let expect = expect.as_str().unwrap_or_default();
        let got = value(&feed, &field);
        let same = got.as_deref() == Some(expected(&field, expect).as_str());
        (!same).then(|| format!("{field} is {got:?} and not {expect:?}"))
    };
    lost.or_else(|| fields.into_iter().find_map(differs)).map(|what| format!("{id}: {what}"))
}

fn value(feed: &Feed, field: &str) -> Option<String> {
    let (of, name) = field.split_once('.')?;
    let entry: &Entry = if of == "feed" { &feed.head } else { feed.entries.first()? };
    let text = |value: Option<&Value>| value.map(seen);
    let stamp = |stamp: Option<&String>| stamp.and_then(|stamp| day::read(stamp)).map(|day| day.to_string());
    match name {
        "title" => text(entry.title.get()),
        "summary" => text(entry.summary.get()),
        "content" => text(entry.content.get()),
        "link" => entry.link.get().cloned(),
        "id" => entry.id.get().cloned(),
        "language" => entry.language.get().cloned(),
        "author" => entry.authors.first().map(|(_, name)| name.clone()),
        "published" => stamp(entry.published.get()),
        "updated" => stamp(entry.updated.get()),
        "date" => stamp(entry.published.get().or(entry.updated.get())),
        _ => None,
    }
}

fn expected(field: &str, expect: &str) -> String {
    match field.rsplit('.').next().unwrap_or_default() {
        "published" | "updated" | "date" => expect.get(..10).unwrap_or(expect).to_owned(),
        "author" => expect.split(" (").next().unwrap_or(expect).to_owned(),
        // A "<" that opens no tag stood in plain text.
        "title" | "summary" | "content" => match Value::guess(expect.to_owned()) {
            Value::Text(text)
                if text.contains("&lt;") || text.contains("&amp;") || text.contains("</") || text.contains("/>") =>
            {
                seen(&Value::Html(text))
            }
            value => seen(&value),
        },
        _ => expect.to_owned(),
    }
}

fn seen(value: &Value) -> String {
    value.line().unwrap_or_default()
}
