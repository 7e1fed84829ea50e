//! What an address, or a page behind it, could do to who fetches it.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

use super::server::{Reply, Server};
use super::*;

fn strict() -> Desk {
    Desk::new().environment("ATTACHE_FETCH_SPACING", "0")
}

#[test]
fn private_addresses_are_refused_unless_allowed() {
    let server = Server::start().on("/a", Reply::text(VISIT));
    let port = server.port();
    for host in ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]", "[::1]", "0.0.0.0"] {
        let ran = strict().run(&["extract", &format!("http://{host}:{port}/a")]).exits(1);
        ran.complains("and is not fetched; if you trust it, pass --allow-private (or set ATTACHE_ALLOW_PRIVATE=");
    }
    for address in
        ["169.254.169.254", "10.0.0.1", "192.168.0.1", "100.100.100.200", "[fd00:ec2::254]", "[64:ff9b::a00:1]"]
    {
        strict().run(&["extract", &format!("http://{address}/latest/meta-data")]).exits(1).complains("is not fetched");
    }
    assert!(server.log().is_empty());
    strict().run(&["extract", "--allow-private", &server.url("/a")]).ok();
    // The flag goes before the environment.
    strict().environment("ATTACHE_ALLOW_PRIVATE", "0").run(&["extract", "--allow-private", &server.url("/a")]).ok();
    strict().environment("ATTACHE_ALLOW_PRIVATE", "perhaps").run(&["extract", &server.url("/a")]).exits(6);
    strict().environment("ATTACHE_ALLOW_PRIVATE", "perhaps").file("a.txt", VISIT).run(&["extract", "a.txt"]).ok();
}

#[test]
fn every_hop_is_checked_again() {
    let server = Server::start();
    let port = server.port();
    for (path, host) in [("/a", "127.0.0.2"), ("/b", "169.254.169.254"), ("/c", "[::ffff:127.0.0.2]")] {
        server.add(path, Reply::redirect(302, format!("http://{host}:{port}/secret")));
    }
    server.add("/secret", Reply::text(VISIT));
    let item = format!(
        "<item><title>A</title><link>http://127.0.0.2:{port}/secret</link><description>B.</description></item>"
    );
    server.add("/feed", Reply::raw(format!("<rss><channel>{item}</channel></rss>")));
    let desk = strict().environment("ATTACHE_ALLOW_PRIVATE", "127.0.0.1");
    desk.run(&["extract", &server.url("/secret")]).ok();
    for path in ["/a", "/b", "/c"] {
        let ran = desk.run(&["extract", &server.url(path)]).exits(1);
        ran.complains(":").complains("/secret, which lies at ").complains("and is not fetched");
    }
    desk.run(&["extract", &server.url("/feed")]).exits(5).complains("lies at 127.0.0.2, this machine itself");
    assert_eq!(server.asked("/secret").len(), 1);
}

#[test]
fn redirects_lead_to_no_other_kind_of_address() {
    let server = Server::start()
        .on("/file", Reply::redirect(302, "file:///etc/passwd"))
        .on("/secret", Reply::redirect(302, "http://ann:secret@127.0.0.1/"))
        .on("/nowhere", Reply::status(302));
    let fails = |path: &str| desk().run(&["extract", &server.url(path)]).exits(1);
    fails("/file").complains("leads to file:///etc/passwd, which is an address of a kind that is not fetched (file:)");
    let ran = fails("/secret");
    assert!(!ran.stderr().contains("secret@"), "{}", ran.stderr());
    ran.complains("carries a user name or password");
    fails("/nowhere").complains("redirects (status 302) without saying where");
}

#[test]
fn redirects_come_to_an_end() {
    let server = Server::start()
        .on("/a", Reply::redirect(301, "/b"))
        .on("/b", Reply::redirect(301, "/a"))
        .on("/self", Reply::redirect(302, "/self"));
    for n in 0..20 {
        server.add(&format!("/{n}"), Reply::redirect(302, format!("/{}", n + 1)));
    }
    desk().run(&["extract", &server.url("/a")]).exits(1).complains("leads in a circle");
    desk().run(&["extract", &server.url("/self")]).exits(1).complains("leads in a circle");
    desk().run(&["extract", &server.url("/0")]).exits(1).complains("leads on more than 10 times");
}

#[test]
fn passwords_are_neither_sent_nor_shown() {
    let server = Server::start().on("/a", Reply::text(VISIT));
    let url = format!("http://ann:secret@127.0.0.1:{}/a", server.port());
    let ran = desk().run(&["brief", &url]).exits(1);
    assert!(!ran.stderr().contains("secret") && ran.stderr().contains("carries a user name or password"));
    let ran = desk().file("b.txt", VISIT).run(&["brief", "-f", "json", &url, "b.txt"]).exits(5);
    assert!(!ran.stdout().contains("secret"));
    assert!(server.log().is_empty());
}

#[test]
fn other_schemes_are_refused() {
    for url in ["ftp://news.example/a", "file:///etc/passwd", "gopher://news.example/"] {
        strict().run(&["extract", url]).exits(1).complains("only http: and https: are");
    }
    strict().run(&["extract", "http://"]).exits(1).complains("is no web address");
}

#[test]
fn bodies_are_bounded() {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![b'a'; 1 << 20];
    (0..20).for_each(|_| packer.write_all(&zeros).expect("packed"));
    let bomb = packer.finish().expect("packed");
    let server = Server::start()
        .on("/bomb", Reply::text(bomb.clone()).field("Content-Encoding", "gzip"))
        .on("/bomb.gz", Reply::raw(bomb))
        .on("/said", Reply::status(200).field("X-Pad", "x").dripping("x").field("Content-Length", 1_u64 << 40))
        .on("/endless", Reply::text("").dripping(vec![b'a'; 1 << 20]))
        .on("/header", Reply::status(200).field("X-Pad", "x".repeat(100 << 10)));
    let fails = |path: &str| desk().run(&["extract", &server.url(path)]).exits(1);
    fails("/bomb").complains("unpacks to more than 64 MB or 200 times its size");
    fails("/bomb.gz").complains("200 times its size");
    fails("/said").complains("is larger than 64 MB");
    fails("/endless").complains("is larger than 64 MB");
    fails("/header").complains("more header lines than a server would");
}

#[test]
fn a_proxy_is_not_used_unless_addresses_may_go_unchecked() {
    // A name that no resolver is asked for, and a proxy that is not there.
    let url = &format!("http://{}.invalid/a", "a".repeat(70));
    let with_proxy = || strict().environment("ALL_PROXY", "http://127.0.0.1:1");
    with_proxy().run(&["extract", url]).exits(1).complains("a proxy is set and not used");
    let ran = with_proxy().run(&["extract", "--allow-private", url]).exits(1);
    assert!(!ran.stderr().contains("not used"), "{}", ran.stderr());
}
