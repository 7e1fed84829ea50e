//! The library's own way in: for who keeps validators and knows what is new.

use std::time::Duration;

use attache::ingest::web::{Client, Entry, Fetched, Options, Page, Validators, pull};

use super::page;
use super::server::{Reply, Server};

fn client() -> Client {
    Client::new(Options { allow_private: true, spacing: Duration::ZERO, ..Options::default() })
}

fn fetched(client: &Client, url: &str) -> Page {
    match client.get(url, &Validators::default()) {
        Ok(Fetched::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

#[test]
fn an_unchanged_page_is_not_sent_again() {
    let modified = "Tue, 14 May 2019 10:00:00 GMT";
    let reply = Reply::page(page("One", "")).field("ETag", "W/\"v1\"").field("Last-Modified", modified).conditional();
    let server = Server::start().on("/a", reply);
    let client = client();
    let first = fetched(&client, &server.url("/a"));
    assert_eq!(first.validators.etag.as_deref(), Some("W/\"v1\""));
    assert_eq!(client.get(&server.url("/a"), &first.validators), Ok(Fetched::NotModified));
    let asked = server.asked("/a");
    assert_eq!((&*asked[1].fields["if-none-match"], &*asked[1].fields["if-modified-since"]), ("W/\"v1\"", modified));
    assert!(!asked[0].fields.contains_key("if-none-match"));
}

#[test]
fn what_moved_for_good_says_where() {
    let server = Server::start()
        .on("/old", Reply::redirect(301, "/new"))
        .on("/new", Reply::page("<p>x"))
        .on("/now", Reply::redirect(302, "/new"));
    let client = client();
    assert_eq!(fetched(&client, &server.url("/old")).moved_to, Some(server.url("/new")));
    let page = fetched(&client, &server.url("/now"));
    assert_eq!((page.moved_to, page.final_url), (None, server.url("/new")));
}

#[test]
fn only_the_pages_of_new_entries_are_fetched() {
    let entry = |n: usize| {
        format!(
            "<entry><id>{n}</id><title>No {n}</title><link href='/{n}'/><summary>Tamm came.</summary>\
             <updated>2019-05-1{n}T10:00:00Z</updated></entry>"
        )
    };
    let atom = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title>{}{}{}</feed>",
        entry(1),
        entry(2),
        entry(3)
    );
    let server = Server::start().on("/feed", Reply::raw(atom)).on("/2", Reply::page(page("Two", "")));
    let client = client();
    let name = server.url("/feed");
    let feed = fetched(&client, &name);
    let entries = pull(&client, &name, feed, &|entry| entry.doc_id.as_deref() != Some("1"));
    match entries.as_slice() {
        [Entry::Known(known), Entry::Page { article, entry }, Entry::Summary { why: Some(why), .. }] => {
            assert_eq!(known.source_path, format!("{name}#1"));
            assert_eq!((article.source_path.as_str(), entry.doc_id.as_deref()), (server.url("/2").as_str(), Some("2")));
            assert!(why.to_string().contains("status 404"), "{why}");
        }
        other => panic!("{other:?}"),
    }
    assert!(server.asked("/1").is_empty());
}

#[test]
fn no_more_pages_than_asked_for() {
    let items: String = (0..9)
        .map(|n| format!("<item><title>{n}</title><link>/{n}</link><description>Tamm came.</description></item>"))
        .collect();
    let server = Server::start().on("/feed", Reply::raw(format!("<rss><channel>{items}</channel></rss>")));
    (0..9).for_each(|n| server.add(&format!("/{n}"), Reply::page(page("Page", ""))));
    let options = Options { allow_private: true, spacing: Duration::ZERO, pages: 3, ..Options::default() };
    let client = Client::new(options);
    let feed = fetched(&client, &server.url("/feed"));
    let entries = pull(&client, &server.url("/feed"), feed, &|_| true);
    let pages = entries.iter().filter(|entry| matches!(entry, Entry::Page { .. })).count();
    let left = entries.iter().filter(|entry| matches!(entry, Entry::Summary { why: None, .. })).count();
    assert_eq!((pages, left), (3, 6));
}
