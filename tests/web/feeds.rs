//! Feeds, and the pages behind them.

use super::server::{Reply, Server};
use super::*;

pub fn item(title: &str, link: &str, description: &str) -> String {
    format!("<item><title>{title}</title><link>{link}</link><description>{description}</description></item>")
}

pub fn feed(items: &str) -> Reply {
    let rss =
        format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Baltic Post</title>{items}</channel></rss>");
    Reply::raw(rss).field("Content-Type", "application/rss+xml")
}

pub const TEASER: &str = "Estonian Foreign Minister Karin Tamm arrived in Vilnius on Tuesday &amp; will stay [...]";

pub fn full(title: &str) -> String {
    let text: String =
        VISIT.trim().split("\n\n").map(|p| format!("&lt;p&gt;{}&lt;/p&gt;", p.replace('&', "&amp;"))).collect();
    format!(
        "<item><title>{title}</title><content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>{text}\
         </content:encoded></item>"
    )
}

#[test]
fn the_pages_of_summaries_are_fetched_and_whole_texts_are_not() {
    let server = Server::start().on("/1", Reply::page(page("One", "")));
    let items =
        [item("One", "/1", TEASER), full("Two"), item("Three", "/gone", TEASER), item("Four", "", TEASER)].concat();
    server.add("/feed", feed(&items));
    let name = server.url("/feed");
    let ran = desk().run(&["extract", &name]).exits(5);
    let rows = rows(&ran);
    let part = |n: usize| format!("{name}#{n}");
    assert_eq!(column(&rows, "source_path"), [server.url("/1"), part(2), part(3), part(4)]);
    assert_eq!(column(&rows, "excerpt"), ["null", "null", "true", "true"]);
    assert!(column(&rows, "text")[0].contains("joint training centre"));
    ran.complains(&format!("{}: answers with status 404", server.url("/gone")))
        .complains(&format!("{name}: 2 of its entries stay summaries"));
}

#[test]
fn an_entry_can_be_named() {
    let server = Server::start().on("/1", Reply::page(page("One", ""))).on("/2", Reply::page(page("Two", "")));
    server.add("/feed", feed(&[item("One", "/1", TEASER), item("Two", "/2", TEASER)].concat()));
    let ran = desk().run(&["extract", &server.url("/feed#2")]).ok();
    assert_eq!(column(&rows(&ran), "title"), ["Two"]);
    assert!(server.asked("/1").is_empty());
    desk().run(&["extract", &server.url("/feed#3")]).exits(1).complains("#3: is not there");
    // In a page it is a place.
    desk().run(&["extract", &server.url("/1#3")]).ok();
}

#[test]
fn a_brief_of_a_feed_is_proved_against_feed_and_pages() {
    let server = Server::start().on("/1", Reply::page(page("One", "")));
    server.add("/feed", feed(&[item("One", "/1", TEASER), full("Two")].concat()));
    let desk = desk();
    desk.run(&["brief", "-f", "json", "-o", "b.json", &server.url("/feed")]).ok();
    desk.run(&["verify", "b.json"]).ok();
}

#[test]
fn a_page_that_says_less_than_the_feed_is_not_taken() {
    let server = Server::start().on("/1", Reply::page("<html><body><p>Please log in.</p></body></html>"));
    server.add("/feed", feed(&item("One", "/1", TEASER)));
    let ran = desk().run(&["extract", &server.url("/feed")]).exits(5).complains("no article longer than its summary");
    assert_eq!(column(&rows(&ran), "excerpt"), ["true"]);
}

#[test]
fn links_of_a_feed_are_under_the_same_rules() {
    let server = Server::start();
    let items =
        [item("One", "file:///etc/passwd", TEASER), item("Two", "https://ann:secret@post.example/", TEASER)].concat();
    server.add("/feed", feed(&items));
    let ran = desk().run(&["extract", &server.url("/feed")]).exits(5);
    assert!(!ran.stderr().contains("secret"), "{}", ran.stderr());
    ran.complains("carries a user name or password");
}
