//! What a desk owes to the hosts that it reads.

use std::time::Duration;

use super::server::{Reply, Server};
use super::*;

#[test]
fn robots_are_heard_and_the_rule_is_told() {
    let robots = "User-agent: *\nDisallow: /\n\nUser-agent: attache\nDisallow: /closed\nAllow: /closed/open\n";
    let server = Server::start()
        .on("/robots.txt", Reply::text(robots))
        .on("/closed/a", Reply::text(VISIT))
        .on("/closed/open", Reply::text(VISIT))
        .on("/way", Reply::redirect(302, "/closed/a"));
    desk().run(&["extract", &server.url("/closed/open")]).ok();
    desk().run(&["extract", &server.url("/closed/a")]).exits(1).complains(&format!(
        "is closed to programs by {} (\"Disallow: /closed\"); save the page",
        server.url("/robots.txt")
    ));
    // A redirect is no way around.
    desk().run(&["extract", &server.url("/way")]).exits(1).complains("which is closed to programs");
    assert!(server.asked("/closed/a").is_empty());
}

#[test]
fn a_robots_that_cannot_be_had_may_close_all_and_none_closes_nothing() {
    let server = Server::start().on("/robots.txt", Reply::status(503)).on("/a", Reply::text(VISIT));
    desk().run(&["extract", &server.url("/a")]).exits(1).complains("robots.txt answers with status 503");
    assert!(server.asked("/a").is_empty());
    let server = Server::start().on("/robots.txt", Reply::redirect(302, "/there")).on("/a", Reply::text(VISIT));
    server.add("/there", Reply::text("User-agent: *\nDisallow: /\n"));
    desk().run(&["extract", &server.url("/a")]).exits(1).complains("is closed to programs");
    let server = Server::start().on("/robots.txt", Reply::redirect(302, "/robots.txt")).on("/a", Reply::text(VISIT));
    desk().run(&["extract", &server.url("/a")]).ok();
    let server = Server::start().on("/robots.txt", Reply::status(403)).on("/a", Reply::text(VISIT));
    desk().run(&["extract", &server.url("/a")]).ok();
}

#[test]
fn attache_says_who_it_is_and_asks_for_robots_once() {
    let server = Server::start().on("/a", Reply::text(VISIT)).on("/b", Reply::text(VISIT));
    desk().run(&["extract", &server.url("/a"), &server.url("/b")]).ok();
    assert_eq!(server.asked("/robots.txt").len(), 1);
    let agent = concat!("attache/", env!("CARGO_PKG_VERSION"));
    assert!(server.log().iter().all(|request| request.fields["user-agent"] == agent));
}

#[test]
fn pages_of_a_host_come_one_by_one_and_with_a_distance() {
    let server = Server::start();
    let names: Vec<String> = (0..4).map(|n| format!("/{n}")).collect();
    names.iter().for_each(|name| server.add(name, Reply::text(VISIT).held(Duration::from_millis(30))));
    let urls: Vec<String> = names.iter().map(|name| server.url(name)).collect();
    let mut arguments = vec!["extract"];
    arguments.extend(urls.iter().map(String::as_str));
    desk().environment("ATTACHE_FETCH_SPACING", "0.2").run(&arguments).ok();
    let mut times: Vec<_> = server.log().iter().filter(|r| r.path != "/robots.txt").map(|r| r.at).collect();
    times.sort();
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= Duration::from_millis(190)), "{times:?}");
    assert_eq!(server.most_at_once(), 1);
}

#[test]
fn a_crawl_delay_is_kept() {
    let server = Server::start()
        .on("/robots.txt", Reply::text("User-agent: *\nCrawl-delay: 0.3\n"))
        .on("/a", Reply::text(VISIT))
        .on("/b", Reply::text(VISIT));
    desk().run(&["extract", &server.url("/a"), &server.url("/b")]).ok();
    let (first, second) = (server.asked("/a")[0].at, server.asked("/b")[0].at);
    assert!(second - first >= Duration::from_millis(290));
}

#[test]
fn a_busy_server_is_asked_again_when_it_says() {
    let busy = |after: &str| Reply::status(429).field("Retry-After", after);
    let server = Server::start().on("/a", busy("1")).on("/a", Reply::text(VISIT)).on("/b", busy("3600"));
    desk().run(&["extract", &server.url("/a")]).ok();
    let asked = server.asked("/a");
    assert!(asked.len() == 2 && asked[1].at - asked[0].at >= Duration::from_millis(990));
    desk()
        .run(&["extract", &server.url("/b")])
        .exits(1)
        .complains("is busy (status 429) and asks to come back in 3600 s");
    assert_eq!(server.asked("/b").len(), 1);
}

#[test]
fn an_error_that_may_pass_is_tried_again() {
    let server = Server::start()
        .on("/a", Reply::status(500))
        .on("/a", Reply::text(VISIT))
        .on("/b", Reply::status(502))
        .on("/c", Reply::status(404));
    desk().run(&["extract", &server.url("/a")]).ok();
    desk().run(&["extract", &server.url("/b")]).exits(1).complains("answers with status 502, the server is in trouble");
    desk().run(&["extract", &server.url("/c")]).exits(1).complains("answers with status 404, there is no such page");
    assert_eq!((server.asked("/b").len(), server.asked("/c").len()), (3, 1));
}
