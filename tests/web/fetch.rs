//! `attache fetch` of the same addresses, run after run.

use std::time::Duration;

use rusqlite::Connection;

use super::feeds::{TEASER, feed, item};
use super::server::{Reply, Server};
use super::*;

/// A desk with these sources, by name and address.
fn sources(sources: &[(&str, String)]) -> Desk {
    let one = |(name, url): &(&str, String)| format!("[[source]]\nname = {name:?}\nurl = {url:?}\n");
    desk().file("attache.toml", sources.iter().map(one).collect::<String>())
}

/// A feed of items that are summed up, each with a page.
fn summed_up(server: &Server, tag: &str, pages: &[&str]) {
    let items: String = pages.iter().map(|path| item(&format!("No {path}"), path, TEASER)).collect();
    server.set("/feed", feed(&items).field("ETag", format!("\"{tag}\"")).conditional_on(&format!("\"{tag}\"")));
}

/// A page of its own words, as its path says.
fn own(path: &str) -> Reply {
    Reply::page(page(&format!("No {path}"), "").replace("a rail contract", &format!("rail contract {path}")))
}

fn status(desk: &Desk) -> Vec<Value> {
    rows(&desk.run(&["sources", "-f", "json"]).ok())
}

fn exported(desk: &Desk) -> Vec<Value> {
    let mut rows = rows(&desk.run(&["export"]).ok());
    rows.retain(|row| row["schema"] == "attache/article/1");
    rows
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let server = Server::start().on("/1", own("/1")).on("/2", own("/2"));
    summed_up(&server, "a", &["/1", "/2"]);
    let desk = sources(&[("post", server.url("/feed"))]);
    assert!(!server.log().iter().any(|request| request.fields.contains_key("if-none-match")));
    desk.run(&["fetch"]).ok().complains("2 articles read: 2 new, 0 unchanged, 0 changed\n");
    desk.run(&["fetch"]).ok().complains("0 articles read: 0 new, 0 unchanged, 0 changed; 1 source not changed");
    let asked = server.asked("/feed");
    assert_eq!((asked[0].fields.get("if-none-match"), &*asked[1].fields["if-none-match"]), (None, "\"a\""));
    assert_eq!(exported(&desk).len(), 2);
    let status = status(&desk);
    assert_eq!((&status[0]["last"], &status[0]["articles"]), (&"answered".into(), &2.into()));
    assert!(status[0]["gave"].is_string());
    desk.run(&["sources"]).ok().says("post: answers, 2 articles\n").says("last gave something new 2");
}

#[test]
fn what_is_known_of_an_address_moves_with_an_export() {
    let server = Server::start().on("/1", own("/1"));
    summed_up(&server, "a", &["/1"]);
    let desk = sources(&[("post", server.url("/feed"))]);
    desk.run(&["fetch"]).ok();
    desk.run(&["export", "-o", "all.jsonl"])
        .ok()
        .complains("all.jsonl: 1 article, 1 web address with what is known of it");
    desk.run(&["import", "all.jsonl", "--store", "b.db"]).ok().complains("1 new, 0 unchanged, 1 web address");
    assert_eq!(desk.run(&["export"]).ok().stdout(), desk.run(&["export", "--store", "b.db"]).ok().stdout());
    desk.run(&["fetch", "--store", "b.db"]).ok().complains("1 source not changed");
    // An export is JSON Lines of articles for all other commands.
    desk.run(&["brief", "all.jsonl"]).ok().says("Tamm").never_complains("address");
}

#[test]
fn of_a_changed_feed_only_the_new_page_is_fetched() {
    let server = Server::start().on("/1", own("/1")).on("/2", own("/2"));
    summed_up(&server, "a", &["/1"]);
    let desk = sources(&[("post", server.url("/feed"))]);
    desk.run(&["fetch"]).ok().complains("1 article read: 1 new");
    summed_up(&server, "b", &["/2", "/1"]);
    desk.run(&["fetch"]).ok().complains("2 articles read: 1 new, 1 unchanged, 0 changed");
    assert_eq!((server.asked("/1").len(), server.asked("/2").len()), (1, 1));
    assert_eq!(server.asked("/feed")[1].fields["if-none-match"], "\"a\"");
    desk.run(&["fetch"]).ok().complains("1 source not changed");
}

#[test]
fn a_page_with_another_canonical_address_is_known_and_one_with_a_new_day_is_fetched() {
    let dated = |day: &str| {
        let item = item("One", "/1?from=rss", TEASER).replace("</item>", &format!("<pubDate>{day}</pubDate></item>"));
        feed(&item)
    };
    let head = "<link rel=canonical href='https://post.example/one'>";
    let server = Server::start().on("/1?from=rss", Reply::page(page("One", head)));
    server.set("/feed", dated("Tue, 14 May 2019 10:00:00 GMT"));
    let desk = sources(&[("post", server.url("/feed"))]);
    desk.run(&["fetch"]).ok().complains("1 new");
    desk.run(&["fetch"]).ok().complains("1 article read: 0 new, 1 unchanged");
    assert_eq!(server.asked("/1?from=rss").len(), 1);
    server.set("/feed", dated("Wed, 15 May 2019 10:00:00 GMT"));
    server.set("/1?from=rss", Reply::page(page("One", head).replace("two days are short", "two days are enough")));
    desk.run(&["fetch"]).ok().complains("1 article read: 0 new, 0 unchanged, 1 changed");
    desk.run(&["fetch"]).ok().complains("1 article read: 0 new, 1 unchanged");
    assert_eq!(server.asked("/1?from=rss").len(), 2);
}

#[test]
fn a_page_that_failed_is_tried_again_though_the_feed_has_not_changed() {
    let server = Server::start().on("/1", own("/1")).on("/2", Reply::status(404));
    summed_up(&server, "a", &["/1", "/2"]);
    let desk = sources(&[("post", server.url("/feed"))]);
    desk.run(&["fetch"]).exits(5).complains("/2: answers with status 404").complains("2 new");
    server.set("/2", own("/2"));
    desk.run(&["fetch"]).ok().complains("2 articles read: 0 new, 1 unchanged, 1 changed");
    assert_eq!((server.asked("/1").len(), server.asked("/2").len()), (1, 2));
    desk.run(&["fetch"]).ok().complains("1 source not changed");
    // The summary that stood in for the page is an earlier version now.
    desk.run(&["search", "Tamm"]).ok().never_says("earlier");
    assert_eq!(exported(&desk).iter().filter(|row| row["excerpt"] == true).count(), 1);
    let found = desk.run(&["search", "-f", "json", "Tamm"]).ok();
    assert_eq!(rows(&found).len(), 2);
}

#[test]
fn failures_in_a_row_are_told_and_end_with_an_answer() {
    let server = Server::start().on("/1", own("/1")).on("/visit", Reply::page(page("Visit", "")));
    let desk = sources(&[("wire", server.url("/feed")), ("post", server.url("/visit"))]);
    desk.run(&["fetch"]).exits(5).complains("/feed: answers with status 404").complains("1 new");
    desk.run(&["fetch"]).exits(5).never_complains("in a row");
    desk.run(&["fetch"]).exits(5).complains("wire: failed 3 times in a row: answers with status 404");
    let row = &status(&desk)[0];
    assert_eq!((&row["last"], &row["failures"], &row["articles"]), (&"failed".into(), &3.into(), &0.into()));
    desk.run(&["sources"]).ok().says("wire: failed 3 times in a row, 0 articles").says("status 404");
    summed_up(&server, "a", &["/1"]);
    desk.run(&["fetch"]).ok().complains("1 new").never_complains("in a row");
    let row = &status(&desk)[0];
    assert_eq!((&row["last"], &row["failures"], &row["failure"]), (&"answered".into(), &0.into(), &Value::Null));
    // A feed that has become something else is broken too.
    server.set("/feed", Reply::page(page("We have moved", "")));
    desk.run(&["fetch", "wire"]).exits(1).complains("/feed: gives a page where it gave a feed");
    server.set("/feed", Reply::raw("<?xml version='1.0'?><rss><channel></channel></rss>"));
    desk.run(&["fetch", "wire"]).exits(1).complains("holds no entry");
    assert_eq!((&status(&desk)[0]["failures"], exported(&desk).len()), (&2.into(), 2));
}

#[test]
fn what_is_gone_or_quiet_is_told() {
    let server = Server::start().on("/feed", Reply::status(410)).on("/visit", Reply::page(page("Visit", "")));
    let desk = sources(&[("wire", server.url("/feed")), ("post", server.url("/visit"))]);
    desk.run(&["fetch"]).exits(5).complains("wire: is gone for good (status 410)");
    desk.run(&["sources"]).ok().says("wire: is gone for good, 0 articles");
    let connection = Connection::open(desk.path("attache.db")).expect("opens");
    let old = "UPDATE addresses SET gave = '2019-05-14T10:00:00Z' WHERE source = 'post'";
    assert_eq!(connection.execute(old, []).expect("written"), 1);
    drop(connection);
    desk.run(&["fetch"]).exits(5).complains("post: nothing new for ").complains(" days, since 2019-05-14");
    desk.run(&["sources"]).ok().says("    nothing new for ").says(" days, since 2019-05-14");
    let trouble = |n: usize| status(&desk)[n]["trouble"].as_str().unwrap_or_default().to_owned();
    assert_eq!(trouble(0), "is gone for good (status 410)");
    assert!(trouble(1).starts_with("nothing new for "), "{}", trouble(1));
    // Where there is no digest to say it in, it is said beside.
    desk.run(&["digest"]);
    desk.run(&["digest"]).exits(3).complains("wire: answers with status 410").complains("post: nothing new for ");
}

#[test]
fn what_holds_no_article_is_a_failure_each_time() {
    let empty = Reply::text(" \n").field("ETag", "\"a\"").conditional();
    let server = Server::start().on("/", empty);
    let desk = sources(&[("post", server.url("/"))]);
    desk.run(&["fetch"]).exits(3).complains("no article text in it");
    desk.run(&["fetch"]).exits(3).complains("no article text in it");
    assert_eq!((&status(&desk)[0]["last"], &status(&desk)[0]["failures"]), (&"failed".into(), &2.into()));
}

#[test]
fn a_permanent_move_is_remembered_until_it_fails() {
    let server = Server::start().on("/old", Reply::redirect(301, "/feed")).on("/1", own("/1"));
    summed_up(&server, "a", &["/1"]);
    let desk = sources(&[("post", server.url("/old"))]);
    let told = format!("post: moved for good to {}; name that instead", server.url("/feed"));
    desk.run(&["fetch"]).ok().complains("1 new").complains(&told);
    desk.run(&["fetch"]).ok().complains("1 source not changed").complains(&told);
    assert_eq!((server.asked("/old").len(), server.asked("/feed").len()), (1, 2));
    assert_eq!(status(&desk)[0]["moved_to"], server.url("/feed"));
    server.set("/feed", Reply::status(404));
    desk.run(&["fetch"]).exits(1);
    desk.run(&["fetch"]).exits(1);
    assert_eq!(server.asked("/old").len(), 2);
}

#[test]
fn long_work_shows_itself_on_terminals_only() {
    let server = Server::start().on("/1", own("/1").held(Duration::from_millis(1500)));
    let desk = desk().environment("TERM", "xterm");
    desk.run(&["fetch", &server.url("/1")]).ok().never_complains("\r").never_complains("\u{1b}").complains("1 new");
    desk.run(&["extract", &server.url("/1")]).ok().never_complains("\r").never_complains("reading");
}

#[test]
fn a_list_of_feeds_stands_for_the_feeds_in_it() {
    let server = Server::start().on("/1", own("/1")).on("/2", own("/2")).on("/b", Reply::status(410));
    summed_up(&server, "a", &["/1", "/2"]);
    let outline = |path: &str| format!("<outline text='x' type='rss' xmlUrl='{}'/>", server.url(path));
    let list = format!(
        "<opml version='2.0'><body><outline text='All'>{}{}<outline text='x' xmlUrl='ftp://old.example/feed'/></outline></body></opml>",
        outline("/feed"),
        outline("/b")
    );
    let desk = desk().file("press.opml", &list).file("none.opml", "<opml><body/></opml>");
    desk.run(&["fetch", "press.opml"]).exits(5).complains("2 new").complains("/b: is gone for good");
    desk.run(&["fetch", "press.opml"])
        .complains("press.opml: what it names as 'ftp://old.example/feed' is no web address");
    desk.run(&["fetch", "none.opml"]).exits(1).complains("none.opml: is a list of feeds (OPML)");
    desk.run(&["brief", "press.opml"]).exits(1).complains("`attache fetch` of it reads those that it names");
    let desk = desk.file("attache.toml", "[[source]]\nname = 'press'\npath = 'press.opml'\npublish = 'quote'\n");
    desk.run(&["fetch"]).exits(5).complains(&format!("press, {}: is gone for good", server.url("/b")));
    let status = status(&desk);
    assert_eq!(column(&status, "source"), ["press", "press"]);
    assert_eq!(column(&status, "configured"), ["true", "true"]);
    assert_eq!(exported(&desk)[0]["rights"], serde_json::json!({"publish": "quote"}));
}

#[test]
fn hosts_are_asked_side_by_side_and_one_host_in_turn() {
    let hold = Duration::from_millis(250);
    let server = Server::start();
    let names = ["/a", "/b", "/c", "/d"];
    names.iter().for_each(|name| server.set(name, own(name).held(hold)));
    let one: Vec<_> = names.iter().map(|name| (*name, server.url(name))).collect();
    sources(&one).run(&["fetch"]).ok().complains("4 new");
    assert_eq!(server.most_at_once(), 1);
    let two: Vec<_> = names.iter().enumerate().map(|(n, name)| (*name, host(&server.url(name), n))).collect();
    sources(&two).run(&["fetch"]).ok().complains("4 new");
    assert_eq!(server.most_at_once(), 2);
}

/// Every second address by another name of this machine.
fn host(url: &str, n: usize) -> String {
    if n.is_multiple_of(2) { url.to_owned() } else { url.replace("127.0.0.1", "localhost") }
}

#[test]
fn new_rights_of_a_source_reach_articles_that_do_not_come_again() {
    let server = Server::start().on("/1", own("/1"));
    summed_up(&server, "a", &["/1"]);
    let desk = sources(&[("post", server.url("/feed"))]);
    desk.run(&["fetch"]).ok();
    let file = std::fs::read_to_string(desk.path("attache.toml")).expect("a file");
    let desk = desk.file("attache.toml", format!("{file}publish = \"link\"\n"));
    desk.run(&["fetch"]).ok().complains("1 source not changed");
    assert_eq!(exported(&desk)[0]["rights"], serde_json::json!({"publish": "link"}));
    let desk = desk.file("attache.toml", file);
    desk.run(&["fetch"]).ok().complains("1 source not changed");
    assert_eq!(exported(&desk)[0]["rights"], Value::Null);
}

#[test]
fn a_secret_in_an_address_is_not_kept() {
    let desk = sources(&[("post", "https://ann:secret@post.example/feed".to_owned())]);
    desk.run(&["fetch"]).exits(1).never_complains("secret").complains("carries a user name or password");
    desk.run(&["sources"]).ok().never_says("secret").says("https://…@post.example/feed");
    let file = std::fs::read(desk.path("attache.db")).expect("a file");
    assert!(!String::from_utf8_lossy(&file).contains("secret"));
}
