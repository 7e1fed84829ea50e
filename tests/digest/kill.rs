//! Kills `attache run` at random moments: no number is used twice, no story is lost, and the next run completes the day.
//! `ATTACHE_KILLS=100 cargo test --test digest kill` tries more moments than the usual 10.

use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::desk::Desk;
use super::with;

const ITEMS: usize = 60;
const PLACES: [&str; 6] = ["Vilnius", "Riga", "Tallinn", "Oslo", "Quito", "Dakar"];

fn text(n: usize) -> String {
    let (place, other) = (PLACES[n % PLACES.len()], PLACES[(n / PLACES.len() + 1 + n) % PLACES.len()]);
    format!(
        "{}, March 25, 2031 (Wire {n}) -- In matter {n} the ministers of trade met in {place} on Tuesday and talked about item {n} \
         of the list of {other}, both ministries said.\n\nA paper of {n} pages was signed. The next round is planned for May.\n",
        place.to_uppercase()
    )
}

fn desk() -> Desk {
    (0..ITEMS).fold(with("[digest]\nmax_stories = 12\n"), |desk, n| desk.file(&format!("inbox/{n:02}.txt"), text(n)))
}

/// Numbers that look random and are the same each time (a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u128) -> u128 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u128::from(self.0 >> 33) * limit / (1 << 31)
    }
}

const RUN: [&str; 6] = ["run", "--no-fetch", "--now", "2031-03-26T06:30", "-q", "--store=attache.db"];

/// The digest that the store holds, whole or not at all.
fn digests(desk: &Desk) -> u32 {
    let store = Connection::open(desk.path("attache.db")).expect("opens");
    let count = |sql: &str| store.query_row(sql, [], |row| row.get::<_, u32>(0)).expect("counted");
    let (digests, revisions, dealt) = (
        count("SELECT count(*) FROM digests"),
        count("SELECT count(*) FROM digest_revisions"),
        count("SELECT count(DISTINCT article) FROM digest_articles"),
    );
    assert_eq!((digests, dealt), (revisions, digests * ITEMS as u32), "whole or not at all");
    digests
}

/// The store as it was, and nothing beside it that is younger.
fn back_to(desk: &Desk, before: &[u8]) {
    let folder = desk.path("");
    for entry in std::fs::read_dir(&folder).expect("the desk").map(|entry| entry.expect("a file")) {
        if entry.file_name().to_string_lossy().starts_with("attache.db") {
            std::fs::remove_file(entry.path()).expect("removed");
        }
    }
    std::fs::write(desk.path("attache.db"), before).expect("written");
}

#[test]
fn a_kill_at_any_moment_uses_no_number_twice_and_loses_no_story() {
    let kills = std::env::var("ATTACHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(10);
    let desk = desk();
    desk.run(&["fetch", "-q"]).ok();
    let before = std::fs::read(desk.path("attache.db")).expect("the store");
    let began = Instant::now();
    desk.run(&RUN).ok();
    let whole = began.elapsed();
    let expected = desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout();
    let (mut random, mut made) = (Random(7), 0);
    for _ in 0..kills {
        // Not `restore`, which would know that the number was given.
        back_to(&desk, &before);
        let moment = Duration::from_nanos(random.below(whole.as_nanos()) as u64);
        let mut child = desk.start(&RUN);
        drop(child.stdin.take());
        std::thread::sleep(moment);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let there = digests(&desk);
        made += there;
        // The next run makes it, or finds that it is made.
        desk.run(&RUN).exits(if there == 1 { 3 } else { 0 });
        assert_eq!(digests(&desk), 1, "killed after {moment:?}");
        assert_eq!(desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout(), expected);
        desk.run(&["digest", "rebuild", "1"]).ok();
    }
    println!("{kills} kills within {whole:?}; {made} of them after the digest was made");
}
