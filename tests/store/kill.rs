//! Kills `attache fetch` of 500 items at random moments: whatever is in the store then is whole, and a second run
//! completes it. `ATTACHE_KILLS=100 cargo test --test store kill` tries more moments than the usual 20.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use super::desk::Desk;
use super::exported;

const ITEMS: usize = 500;
const PLACES: [&str; 7] = ["Vilnius", "Riga", "Tallinn", "Oslo", "Vienna", "Quito", "Dakar"];
const ENDS: [&str; 5] = [
    "signed an agreement on air transport",
    "talked about fishing rights",
    "could not agree on a date",
    "opened a consulate",
    "put off a vote on the rail contract",
];

/// A folder with 350 texts, 100 lines of JSON and 50 mails.
fn desk() -> Desk {
    let mut desk = Desk::new();
    for n in 0..350 {
        desk = desk.file(&format!("items/{n:03}.txt"), text(n));
    }
    let rows: String = (350..450).map(|n| format!("{}\n", serde_json::json!({"id": n, "text": text(n)}))).collect();
    let mail = |n: usize| {
        format!(
            "From a@wire.example Tue May 14 18:04:00 2019\nFrom: a@wire.example\nSubject: Item {n}\n\
             Date: Tue, 14 May 2019 18:04:00 +0300\nMessage-ID: <{n}@wire.example>\n\n{}\n\n",
            text(n)
        )
    };
    desk.file("items/rows.jsonl", rows).file("items/box.mbox", (450..ITEMS).map(mail).collect::<String>())
}

fn text(n: usize) -> String {
    let (place, end) = (PLACES[n % PLACES.len()], ENDS[n % ENDS.len()]);
    let head = format!("{place}, May 14, 2019 (Wire) -- In round {n} the ministers of both states {end}.\n\n");
    let more = |k: usize| format!("In paragraph {k} of item {n} an official said that {place} was ready to go on.\n\n");
    head + &(0..12).map(more).collect::<String>()
}

/// Numbers that look random and are the same each time (a linear congruential generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u128) -> u128 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u128::from(self.0 >> 33) * limit / (1 << 31)
    }
}

fn ids(desk: &Desk) -> Vec<String> {
    exported(desk).iter().map(|row| row["id"].as_str().expect("an id").to_owned()).collect()
}

fn check(desk: &Desk) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
    let connection = Connection::open_with_flags(desk.path("attache.db"), flags).expect("opens");
    let said: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("checked");
    assert_eq!(said, "ok");
    connection
        .execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", [])
        .expect("the words are those of the texts");
}

fn unique(ids: &[String]) -> BTreeSet<&String> {
    let set: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(set.len(), ids.len(), "an article is there twice");
    set
}

#[test]
fn a_kill_at_any_moment_loses_and_doubles_nothing() {
    let kills = std::env::var("ATTACHE_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let desk = desk();
    let began = Instant::now();
    desk.run(&["fetch", "items"]).ok().complains("500 articles read: 500 new, 0 unchanged, 0 changed");
    let whole = began.elapsed();
    let all = ids(&desk);
    assert_eq!(unique(&all).len(), ITEMS);
    let mut random = Random(14);
    let mut found = Vec::new();
    for _ in 0..kills {
        for name in ["attache.db", "attache.db-wal", "attache.db-shm", "attache.db.lock"] {
            let _ = std::fs::remove_file(desk.path(name));
        }
        let moment = Duration::from_nanos(random.below(whole.as_nanos()) as u64);
        let mut child = desk.start(&["fetch", "items"]);
        drop(child.stdin.take());
        std::thread::sleep(moment);
        child.kill().expect("killed");
        child.wait().expect("ended");
        let kept = if desk.path("attache.db").exists() { ids(&desk) } else { Vec::new() };
        // What was there before the kill is there after it, in the order in which it came.
        assert_eq!(kept, all[..kept.len()], "killed after {moment:?}");
        if desk.path("attache.db").exists() {
            check(&desk);
        }
        let news = format!("500 articles read: {} new, {} unchanged, 0 changed", ITEMS - kept.len(), kept.len());
        desk.run(&["fetch", "items"]).ok().complains(&news);
        assert_eq!(ids(&desk), all);
        check(&desk);
        found.push(kept.len());
    }
    found.sort_unstable();
    println!("{kills} kills within {whole:?}; articles in the store at the kill: {found:?}");
    assert!(found.iter().any(|n| (1..ITEMS).contains(n)), "no kill fell into the work: {found:?}");
}
