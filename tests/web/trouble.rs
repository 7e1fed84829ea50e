//! Servers and networks that do not do what they should.

use std::net::TcpListener;
use std::time::{Duration, Instant};

use super::server::{Reply, Server};
use super::*;

#[test]
fn slow_bodies_end_in_time() {
    let server = Server::start().on("/slow", Reply::page("<p>").dripping("a"));
    let started = Instant::now();
    let desk = desk().environment("ATTACHE_FETCH_TIMEOUT", "1");
    desk.run(&["extract", &server.url("/slow")])
        .exits(1)
        .complains("does not answer in time (all in all, 1 s); try again, or set ATTACHE_FETCH_TIMEOUT");
    // Three attempts, and a slow machine.
    assert!(started.elapsed() < Duration::from_secs(30));
    assert!((1..=3).contains(&server.asked("/slow").len()));
}

#[test]
fn silence_ends_in_time() {
    // Accepts connections and says nothing.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}/a", silent.local_addr().expect("an address"));
    let desk = desk().environment("ATTACHE_FETCH_IDLE", "0.2");
    desk.run(&["extract", &url]).exits(1).complains("does not answer in time (waiting for more, 0.2 s)");
}

#[test]
fn cut_answers_are_not_taken_for_whole_ones() {
    let html = page("Cut", "");
    let server = Server::start()
        .on("/always", Reply::page(html.clone()).cut_after(400))
        .on("/once", Reply::page(html.clone()).cut_after(400))
        .on("/once", Reply::page(html));
    desk().run(&["extract", &server.url("/always")]).exits(1).complains("breaks off in the middle of its answer");
    desk().run(&["extract", &server.url("/once")]).ok();
}

#[test]
fn damaged_packing_is_named() {
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(page("Packed", "").as_bytes()).expect("packed");
    let mut packed = packer.finish().expect("packed");
    packed.truncate(packed.len() / 2);
    let server = Server::start()
        .on("/gzip", Reply::page(packed).field("Content-Encoding", "gzip"))
        .on("/zstd", Reply::page("x").field("Content-Encoding", "zstd"));
    desk().run(&["extract", &server.url("/gzip")]).exits(1).complains("is packed with gzip, and damaged");
    desk().run(&["extract", &server.url("/zstd")]).exits(1).complains("is packed with zstd");
}

#[test]
fn who_is_not_there_or_speaks_otherwise_is_told() {
    // A port that nobody listens on.
    desk().run(&["extract", "http://127.0.0.1:1/a"]).exits(1).complains("cannot be reached");
    // Signs that an address may have for one library and not for another.
    desk().run(&["extract", "http://127.0.0.1:1/a?b=`c`|{d}"]).exits(1).complains("attache: http://127.0.0.1:1/a?b=");
    let server = Server::start().on("/a", Reply::text(VISIT));
    let tls = server.url("/a").replace("http:", "https:");
    desk().run(&["extract", &tls]).exits(1).complains("attache: https://127.0.0.1");
}

#[test]
fn statuses_without_a_page_are_told_with_the_way_out() {
    let server = Server::start()
        .on("/login", Reply::status(401))
        .on("/shut", Reply::status(403))
        .on("/gone", Reply::status(410))
        .on("/empty", Reply::status(204))
        .on("/same", Reply::status(304));
    for (path, words) in [
        ("/login", "status 401, it wants a login or a subscription; save the page"),
        ("/shut", "status 403, it does not serve programs"),
        ("/gone", "status 410, there is no such page"),
        ("/empty", "status 204, and gives no page"),
        ("/same", "status 304, and gives no page"),
    ] {
        desk().run(&["extract", &server.url(path)]).exits(1).complains(words);
    }
}

#[test]
fn one_address_that_fails_stops_no_other() {
    let server = Server::start().on("/a", Reply::page(page("Tamm in Vilnius", "")));
    let ran = desk().run(&["brief", "-f", "json", &server.url("/none"), &server.url("/a")]).exits(5);
    let skipped = &ran.json()["coverage"]["skipped"];
    assert_eq!(skipped[0]["source_path"].as_str(), Some(server.url("/none").as_str()));
    assert!(skipped[0]["reason"].as_str().is_some_and(|reason| reason.contains("status 404")));
}
