use std::fs;
use std::io::Write;
use std::process::Child;
use std::time::{Duration, Instant};

use super::desk::Desk;
use super::{exported, stocked};

/// A fetch of standard input that waits for more: it holds the store meanwhile.
fn held(desk: &Desk) -> Child {
    let mut child = desk.start(&["fetch", "-"]);
    let pipe = child.stdin.as_mut().expect("standard input");
    pipe.write_all(b"News that comes slowly, ").and_then(|()| pipe.flush()).expect("written");
    let number = child.id().to_string();
    let began = Instant::now();
    while fs::read_to_string(desk.path("attache.db.lock")).unwrap_or_default() != number {
        assert!(began.elapsed() < Duration::from_secs(30), "the lock is never taken");
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn one_writes_and_the_other_learns_it_while_readers_go_on() {
    let desk = stocked();
    let child = held(&desk);
    let words = format!("attache.db: another attache (process {}) is writing to it; wait", child.id());
    desk.run(&["fetch", "visit.txt"]).exits(1).complains(&words);
    desk.run(&["import", "talks.jsonl"]).exits(1).complains(&words);
    desk.run(&["search", "Tamm"]).ok();
    desk.run(&["backup", "copy.db"]).ok();
    desk.run(&["restore", "copy.db"]).exits(1).complains(&words);
    let mut child = child;
    child.stdin.take().expect("standard input").write_all(b"and then ends.").expect("written");
    desk.wait(child, &["fetch", "-"]).ok().complains("1 article read: 1 new");
    desk.run(&["fetch", "visit.txt"]).ok();
    assert_eq!(exported(&desk).len(), 3);
}

#[test]
fn many_at_once_lose_and_double_nothing() {
    let rows: String = (0..300).map(|n| format!("{{\"text\": \"Item {n} of the day.\"}}\n")).collect();
    let desk = Desk::new().file("rows.jsonl", rows);
    let arguments = ["fetch", "-q", "rows.jsonl"];
    let children: Vec<Child> = (0..6).map(|_| desk.start(&arguments)).collect();
    for child in children {
        let ran = desk.wait(child, &arguments);
        let said = ran.stderr();
        assert!(said.is_empty() || said.contains("another attache"), "{said}");
    }
    desk.run(&["fetch", "rows.jsonl"]).ok().complains("300 articles read");
    assert_eq!(exported(&desk).len(), 300);
}
