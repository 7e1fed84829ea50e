//! What comes from an address goes through the reader of its form.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

use super::server::{Reply, Server};
use super::*;

fn gz(data: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(data).expect("packed");
    packer.finish().expect("packed")
}

#[test]
fn a_page_is_an_article() {
    let server = Server::start().on("/a?id=1", Reply::page(page("Tamm in Vilnius", "")));
    let url = server.url("/a?id=1");
    desk().run(&["brief", &url]).ok().says("Karin Tamm in Vilnius").says(&url);
    let ran = desk().run(&["extract", &format!("{url}#top")]).ok();
    let rows = rows(&ran);
    // Named as it was; known by where it was.
    assert_eq!(column(&rows, "source_path"), [format!("{url}#top")]);
    assert_eq!(column(&rows, "url"), [url.as_str()]);
    assert_eq!(column(&rows, "title"), ["Tamm in Vilnius"]);
    for command in ["score", "explain", "stories"] {
        desk().run(&[command, &url]).ok().says("Tamm");
    }
}

#[test]
fn a_brief_is_proved_against_the_page_as_it_is_now() {
    let server = Server::start().on("/a", Reply::page(page("Tamm in Vilnius", "")));
    let url = server.url("/a");
    let desk = desk();
    desk.run(&["brief", "-f", "json", "-o", "a.json", &url]).ok();
    desk.run(&["verify", "a.json"]).ok().says("lines hold");
    let changed = Server::start().on("/a", Reply::page(page("Tamm in Vilnius", "").replace("Tuesday", "Monday")));
    desk.run(&["verify", "a.json", &changed.url("/a")]).exits(4);
    drop(server);
    desk.run(&["verify", "a.json"]).exits(1).complains(&url);
}

#[test]
fn the_pages_own_address_goes_before_the_one_it_was_reached_by() {
    let server = Server::start()
        .on("/own", Reply::page(page("Own", "<link rel=canonical href='https://post.example/own'>")))
        .on("/relative", Reply::page(page("Relative", "<link rel=canonical href='/news/relative'>")))
        .on("/moved", Reply::redirect(301, "/there"))
        .on("/there", Reply::page(page("There", "")));
    let ran = desk().run(&["extract", &server.url("/own"), &server.url("/relative"), &server.url("/moved")]).ok();
    let wanted = ["https://post.example/own".to_owned(), server.url("/news/relative"), server.url("/there")];
    assert_eq!(column(&rows(&ran), "url"), wanted);
    assert_eq!(column(&rows(&ran), "source_path")[2], server.url("/moved"));
}

#[test]
fn content_and_type_tell_the_form() {
    let lines = "{\"id\": \"1\", \"text\": \"One minister came.\"}\n{\"id\": \"2\", \"text\": \"Two came.\"}\n";
    let server = Server::start()
        .on("/text", Reply::text(VISIT))
        .on("/rows.jsonl", Reply::text(lines))
        .on("/rows", Reply::raw(lines).field("Content-Type", "application/x-ndjson"))
        .on("/notes.md", Reply::text("# Talks\n\nThe *two* ministers met.\n"))
        .on("/bare", Reply::raw(page("Bare", "")))
        .on("/visit.txt.gz", Reply::raw(gz(VISIT.as_bytes())).field("Content-Type", "application/gzip"))
        .on("/picture", Reply::raw(*b"\x89PNG\r\n").field("Content-Type", "image/png"));
    let text = |path: &str| column(&rows(&desk().run(&["extract", &server.url(path)]).ok()), "text");
    assert_eq!(text("/text"), [VISIT]);
    assert_eq!(text("/visit.txt.gz"), [VISIT]);
    assert_eq!((text("/rows.jsonl").len(), text("/rows").len()), (2, 2));
    assert_eq!(text("/notes.md").len(), 1);
    assert!(!text("/notes.md")[0].contains('*'));
    assert!(text("/bare")[0].starts_with("VILNIUS, May 14, 2019"));
    desk().run(&["extract", &server.url("/picture")]).exits(1).complains("is no text but a picture");
}

#[test]
fn the_character_set_is_that_of_the_field_where_utf8_does_not_fit() {
    let latin2 = b"The minister, Ms Dvo\xF8\xE1kov\xE1, came to Prague on Tuesday and left on Wednesday.".to_vec();
    let says = "Dvořáková";
    let wrong = page("Wrong", "").replace("Karin Tamm", "Karin Dvořáková");
    let server = Server::start()
        .on("/latin2", Reply::raw(latin2).field("Content-Type", "text/plain; charset=iso-8859-2"))
        .on("/wrong", Reply::raw(wrong).field("Content-Type", "text/html; charset=windows-1250"))
        .on("/unknown", Reply::raw(says).field("Content-Type", "text/plain; charset=klingon"));
    for path in ["/latin2", "/wrong", "/unknown"] {
        let ran = desk().run(&["extract", &server.url(path)]).ok();
        assert!(column(&rows(&ran), "text")[0].contains(says), "{path}: {}", ran.stdout());
    }
}

#[test]
fn packed_bodies_are_unpacked() {
    let html = page("Packed", "");
    let server = Server::start()
        .on("/gzip", Reply::page(gz(html.as_bytes())).field("Content-Encoding", "gzip"))
        .on("/plain", Reply::page(html).field("Content-Encoding", "gzip"));
    for path in ["/gzip", "/plain"] {
        let ran = desk().run(&["extract", &server.url(path)]).ok();
        assert_eq!(column(&rows(&ran), "title"), ["Packed"], "{path}");
    }
    assert_eq!(server.asked("/gzip")[0].fields["accept-encoding"], "gzip, deflate, br");
}

#[test]
fn inputs_keep_their_order() {
    let server = Server::start().on("/a", Reply::text("First of all.")).on("/b", Reply::text("Third of all."));
    let desk = desk().file("local.txt", "Second of all.");
    let ran = desk.run(&["extract", &server.url("/a"), "local.txt", &server.url("/b"), "none.txt"]).exits(5);
    assert_eq!(column(&rows(&ran), "text"), ["First of all.", "Second of all.", "Third of all."]);
}
