//! Kills `attache fetch` of 500 items behind feeds at random moments: whatever is in the store then is whole, and a second
//! run completes it. `ATTACHE_KILLS=100 cargo test --test web kill` tries more moments than the usual 10.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::server::{Reply, Server};
use super::{Desk, column, desk, rows};

const FEEDS: usize = 10;
/// Entries of a feed whose text is in it, and those that have a page.
const WHOLE: usize = 40;
const PAGES: usize = 10;
const ITEMS: usize = FEEDS * (WHOLE + PAGES);

fn text(feed: usize, n: usize) -> String {
    let head =
        format!("<p>In round {n} of talks {feed} the ministers of both states signed an agreement on fishing.</p>");
    let more =
        |k: usize| format!("<p>In paragraph {k} of item {n} in feed {feed} an official said that all was ready.</p>");
    head + &(0..8).map(more).collect::<String>()
}

fn entry(server: &Server, feed: usize, n: usize) -> String {
    let path = format!("/{feed}/{n}");
    let (link, title) = (server.url(&path), format!("Round {n} of talks {feed}"));
    let body = if n < WHOLE {
        let escaped = text(feed, n).replace('<', "&lt;");
        format!("<content type='html'>{escaped}</content>")
    } else {
        let body = text(feed, n);
        let page = format!("<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>");
        server.set(&path, Reply::page(page));
        "<summary>The ministers met.</summary>".to_owned()
    };
    format!("<entry><id>{path}</id><title>{title}</title><link href='{link}'/>{body}</entry>")
}

fn set_up(server: &Server) -> Desk {
    let mut sources = String::new();
    for feed in 0..FEEDS {
        let entries: String = (0..WHOLE + PAGES).map(|n| entry(server, feed, n)).collect();
        let atom = format!("<feed xmlns='http://www.w3.org/2005/Atom'><title>Post {feed}</title>{entries}</feed>");
        server.set(&format!("/{feed}"), Reply::raw(atom).field("ETag", "\"a\"").conditional());
        let host = if feed.is_multiple_of(2) { "127.0.0.1" } else { "localhost" };
        sources += &format!("[[source]]\nname = 'f{feed}'\nurl = 'http://{host}:{}/{feed}'\n", server.port());
    }
    desk().file("attache.toml", sources)
}

/// Numbers that look random and are the same each time (a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u128) -> u128 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u128::from(self.0 >> 33) * limit / (1 << 31)
    }
}

/// The articles in the store; none of them is there twice.
fn ids(desk: &Desk) -> BTreeSet<String> {
    if !desk.path("attache.db").exists() {
        return BTreeSet::new();
    }
    let mut articles = rows(&desk.run(&["export"]).ok());
    articles.retain(|row| row["id"].is_string());
    let ids = column(&articles, "id");
    let set: BTreeSet<String> = ids.iter().cloned().collect();
    assert_eq!(set.len(), ids.len(), "an article is there twice");
    set
}

/// How many feeds would not be sent again: of each, all articles are there.
fn complete(desk: &Desk) -> usize {
    let Ok(connection) = Connection::open(desk.path("attache.db")) else { return 0 };
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(said, "ok");
    let sql =
        "SELECT (SELECT count(*) FROM given WHERE address = a.address) FROM addresses AS a WHERE etag IS NOT NULL";
    let Ok(mut statement) = connection.prepare(sql) else { return 0 };
    let counts: Vec<usize> = statement
        .query_map([], |row| row.get::<_, i64>(0))
        .expect("asked")
        .map(|count| count.expect("a count") as usize)
        .collect();
    assert!(counts.iter().all(|count| *count == WHOLE + PAGES), "validators without their articles: {counts:?}");
    counts.len()
}

#[test]
fn a_kill_at_any_moment_loses_and_doubles_nothing() {
    let kills = std::env::var("ATTACHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let server = Server::start();
    let desk = set_up(&server);
    let began = Instant::now();
    desk.run(&["fetch"]).ok().complains("500 articles read: 500 new, 0 unchanged, 0 changed");
    let (whole, all) = (began.elapsed(), ids(&desk));
    assert_eq!((all.len(), complete(&desk)), (ITEMS, FEEDS));
    let (mut random, mut found) = (Random(14), Vec::new());
    for _ in 0..kills {
        for name in ["attache.db", "attache.db-wal", "attache.db-shm", "attache.db.lock"] {
            let _ = std::fs::remove_file(desk.path(name));
        }
        let moment = Duration::from_nanos(random.below(whole.as_nanos()) as u64);
        let mut child = desk.start(&["fetch"]);
        drop(child.stdin.take());
        std::thread::sleep(moment);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let kept = ids(&desk);
        assert!(kept.is_subset(&all), "killed after {moment:?}");
        let same = complete(&desk);
        assert_eq!(kept.len(), same * (WHOLE + PAGES), "killed after {moment:?}");
        let news = format!("{0} articles read: {0} new, 0 unchanged, 0 changed", ITEMS - kept.len());
        desk.run(&["fetch"]).ok().complains(&news);
        assert_eq!((ids(&desk), complete(&desk)), (all.clone(), FEEDS));
        found.push(kept.len());
    }
    found.sort_unstable();
    println!("{kills} kills within {whole:?}; articles in the store at the kill: {found:?}");
    assert!(found.iter().any(|n| (1..ITEMS).contains(n)), "no kill fell into the work: {found:?}");
}
