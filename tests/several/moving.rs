//! A store moves from a file to a server and back, and is the same.

use crate::desk::{Desk, VISIT};
use crate::is_there;
use crate::post::{MAIL, MORNING};

/// A desk in a file with something of everything.
fn filled() -> Desk {
    let config = format!(
        "[[source]]\nname = \"in\"\npath = \"in\"\n[digest]\ntitle = \"Test digest\"\n[mail]\nurl = \"maildir:box\"\n{MAIL}"
    );
    let desk = Desk::new().file("attache.toml", config).file("in/visit.txt", VISIT);
    let odd = format!("{}\u{0}{}", &VISIT[..400], &VISIT[400..]).replace("Vilnius", "Žilina");
    let desk = desk.file("in/odd.txt", odd);
    let run = |arguments: &[&str]| desk.run(&[arguments, &["--store", "a.db"]].concat()).ok();
    run(&["fetch"]);
    run(&["digest", "--now", MORNING]);
    run(&["correct", "1", "1.1", "--reason", "the day is another one"]);
    run(&["subscribers", "add", "--status", "active", "ana@a.example", "bea@a.example", "cem@a.example"]);
    run(&["subscribers", "remove", "--forget", "cem@a.example"]);
    run(&["send", "--now", MORNING]);
    desk
}

#[test]
fn what_is_exported_comes_back_the_same_from_a_server() {
    if !is_there() {
        return;
    }
    let desk = filled();
    let read = |name: &str| std::fs::read_to_string(desk.path(name)).expect("an export");
    desk.run(&["export", "--readers", "-o", "one.jsonl", "--store", "a.db"]).ok();
    // The key goes along by hand: it is in no export.
    std::fs::copy(desk.path("a.db.key"), desk.path("attache.db.key")).expect("a key");
    desk.run(&["import", "one.jsonl"]).ok();
    desk.run(&["export", "--readers", "-o", "two.jsonl"]).ok();
    assert!(read("one.jsonl").lines().count() > 12, "{}", read("one.jsonl"));
    assert_eq!(read("one.jsonl"), read("two.jsonl"));
    desk.run(&["import", "two.jsonl", "--store", "b.db"]).ok();
    desk.run(&["export", "--readers", "-o", "three.jsonl", "--store", "b.db"]).ok();
    assert_eq!(read("one.jsonl"), read("three.jsonl"));

    // Life goes on there, with numbers that nobody had.
    desk.run(&["search", "training", "centre"]).ok().says("training");
    desk.run(&["import", "one.jsonl"]).ok();
    desk.run(&["send", "--now", MORNING]).exits(1).complains("came from a backup");
    desk.run(&["send", "--after-restore", "1", "--now", MORNING]).exits(3);
    desk.run(&["subscribers", "add", "cem@a.example"]).complains("forgotten");
    desk.run(&["subscribers", "add", "--status", "active", "dan@a.example"]).ok();
    let all = desk.run(&["export", "--readers"]).ok().stdout();
    let dan = all.lines().find(|line| line.contains("\"address\":\"dan@a.example\"")).unwrap_or_default();
    assert!(dan.contains("\"id\":4,"), "the third was forgotten, and its number is not given again: {dan}");
    std::fs::write(desk.path("in/next.txt"), VISIT.replace("Tamm", "Lind")).expect("an article");
    desk.run(&["fetch"]).ok();
    desk.run(&["digest", "--now", "2031-05-15"]).ok().says("No. 2");
}
