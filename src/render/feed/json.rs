use serde::Serialize;

use super::Feed;

#[derive(Serialize)]
struct Document<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    language: &'static str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    summary: &'a str,
    content_html: &'a str,
    date_published: &'a str,
    date_modified: &'a str,
}

pub(super) fn write(feed: &Feed) -> Result<String, serde_json::Error> {
    let items = feed.entries.iter().map(|entry| Item {
        id: &entry.id,
        url: &entry.url,
        title: &entry.title,
        summary: &entry.summary,
        content_html: &entry.content,
        date_published: &entry.published,
        date_modified: &entry.updated,
    });
    let document = Document {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home,
        feed_url: &feed.json,
        language: "en",
        authors: [Author { name: &feed.author }],
        items: items.collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}
