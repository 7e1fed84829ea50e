//! JSON Feed (1.0 and 1.1).

use serde_json::Value as Json;

use super::reader::{Entry, Feed};
use super::value::Value;

/// Reads a JSON Feed; `None` where the text is none: its version names the standard, and it has a list of items.
pub(super) fn feed(text: &str) -> Option<Feed> {
    // Most JSON files are none; they are not taken apart twice.
    if !text.contains("jsonfeed.org/version") {
        return None;
    }
    let json: Json = serde_json::from_str(text).ok()?;
    if !json.get("version")?.as_str()?.contains("jsonfeed.org/version") {
        return None;
    }
    let items = json.get("items")?.as_array()?;
    let mut feed = Feed { entries: items.iter().map(entry).collect(), ..Feed::default() };
    offer(&json, "title", |title| feed.head.title.offer(0, Value::Text(title)));
    offer(&json, "home_page_url", |url| feed.head.link.offer(0, url));
    offer(&json, "language", |code| feed.head.language.offer(0, code));
    let writers = authors(&json);
    // An entry without writers has those of the feed.
    for entry in feed.entries.iter_mut().filter(|entry| entry.authors.is_empty()) {
        entry.authors.clone_from(&writers);
    }
    Some(feed)
}

fn entry(item: &Json) -> Entry {
    let mut entry = Entry { authors: authors(item), ..Entry::default() };
    offer(item, "title", |title| entry.title.offer(0, Value::Text(title)));
    offer(item, "url", |url| entry.link.offer(0, url));
    offer(item, "external_url", |url| entry.link.offer(1, url));
    offer(item, "content_html", |html| entry.content.offer(0, Value::Html(html)));
    offer(item, "content_text", |text| entry.content.offer(1, Value::Text(text)));
    offer(item, "summary", |text| entry.summary.offer(0, Value::Text(text)));
    offer(item, "date_published", |stamp| entry.published.offer(0, stamp));
    offer(item, "date_modified", |stamp| entry.updated.offer(0, stamp));
    offer(item, "language", |code| entry.language.offer(0, code));
    // Version 1.0 let an id be a number.
    if let Some(id) =
        item.get("id").and_then(|id| id.as_str().map(str::to_owned).or_else(|| id.as_i64().map(|n| n.to_string())))
    {
        entry.id.offer(0, id);
    }
    entry
}

fn authors(json: &Json) -> Vec<(u8, String)> {
    let many = json.get("authors").and_then(Json::as_array).into_iter().flatten();
    let names = many.chain(json.get("author")).filter_map(|author| author.get("name")?.as_str());
    names.map(|name| (0, name.to_owned())).collect()
}

fn offer(json: &Json, key: &str, mut to: impl FnMut(String)) {
    if let Some(text) = json.get(key).and_then(Json::as_str).filter(|text| !text.trim().is_empty()) {
        to(text.to_owned());
    }
}
