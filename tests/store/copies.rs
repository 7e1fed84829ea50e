use std::fs;

use rusqlite::Connection;

use super::desk::{Desk, VISIT};
use super::{exported, stocked};

#[test]
fn export_and_import_are_lossless() {
    let desk = stocked();
    desk.run(&["export", "-o", "all.jsonl"]).ok().complains("all.jsonl: 2 articles");
    desk.run(&["import", "all.jsonl", "--store", "b.db"]).ok().complains("2 articles read: 2 new, 0 unchanged");
    desk.run(&["export", "--store", "b.db", "-o", "again.jsonl"]).ok();
    assert_eq!(fs::read(desk.path("all.jsonl")).expect("a file"), fs::read(desk.path("again.jsonl")).expect("a file"));
    desk.run(&["import", "all.jsonl"]).ok().complains("0 new, 2 unchanged");
    let piped = fs::read_to_string(desk.path("all.jsonl")).expect("a file");
    desk.run_with(&["import", "-", "--store", "c.db"], &piped).ok();
    // Every command that reads JSON Lines reads an export.
    desk.run(&["brief", "all.jsonl"]).ok().says("Tamm");
    desk.run(&["export", "-o", "attache.db"]).exits(1).complains("is the store itself");
}

#[test]
fn a_wrong_line_imports_nothing() {
    let desk = stocked();
    desk.run(&["export", "-o", "all.jsonl"]).ok();
    let good = fs::read_to_string(desk.path("all.jsonl")).expect("a file");
    let wrong = [
        ("{}\n", "line 3: not what `attache export` writes: missing field"),
        ("{\n", "line 3: not what"),
        (
            "{\"schema\":\"attache/article/1\",\"id\":\"0\",\"source_path\":\"a\",\"text\":\"x\"}",
            "but that of its text is",
        ),
    ];
    for (line, message) in wrong {
        let desk = Desk::new().file("wrong.jsonl", format!("{good}{line}"));
        desk.run(&["import", "wrong.jsonl"]).exits(1).complains(message).complains("nothing was imported");
        assert!(exported(&desk).is_empty());
    }
    desk.run(&["import", "none.jsonl"]).exits(1).complains("none.jsonl: cannot be read");
}

#[test]
fn a_backup_comes_back_and_what_was_there_is_kept() {
    let desk = stocked();
    desk.run(&["backup", "copy.db"]).ok().complains("copy.db: a copy of attache.db");
    desk.run(&["backup", "copy.db"]).ok();
    let desk = desk.file("later.txt", "Later news of the day.");
    desk.run(&["fetch", "later.txt"]).ok();
    desk.run(&["restore", "copy.db"])
        .ok()
        .complains("attache.db: 2 articles, from copy.db")
        .complains("before-restore");
    assert_eq!(exported(&desk).len(), 2);
    desk.run(&["export", "--store", "attache.db.before-restore"]).ok().says("Later news of the day.");
    desk.run(&["restore", "copy.db"]).ok().complains("attache.db.before-restore.2");
    desk.run(&["restore", "copy.db", "--store", "new.db"]).ok().complains("new.db: 2 articles");
    desk.run(&["fetch", "later.txt"]).ok().complains("1 new");
}

#[test]
fn a_broken_backup_is_refused() {
    let mails: String =
        (0..200).map(|n| format!("{{\"text\": \"{n}: {}\"}}\n", VISIT.replace('\n', " ").replace('"', ""))).collect();
    let desk = stocked().file("many.jsonl", mails);
    desk.run(&["fetch", "many.jsonl"]).ok();
    desk.run(&["backup", "copy.db"]).ok();
    let mut bytes = fs::read(desk.path("copy.db")).expect("a file");
    let half = bytes.len() / 2;
    let desk = desk.file("cut.db", &bytes[..half]);
    bytes[half..half + 9000].fill(0x55);
    let desk =
        desk.file("garbled.db", &bytes).file("empty.db", "").file("notes.db", "no database at all, just some notes");
    let before = desk.run(&["export"]).ok().stdout();
    desk.run(&["restore", "attache.db"]).exits(1).complains("is the store itself");
    for file in ["cut.db", "garbled.db", "empty.db", "notes.db", "none.db"] {
        desk.run(&["restore", file]).exits(1).complains(file);
    }
    assert_eq!(desk.run(&["export"]).ok().stdout(), before);
    assert!(!desk.path("attache.db.before-restore").exists());
}

#[test]
fn a_broken_store_is_moved_aside_by_a_restore() {
    let desk = stocked();
    desk.run(&["backup", "copy.db"]).ok();
    let desk = desk.file("attache.db", "What was a store and is now this.");
    desk.run(&["restore", "copy.db"]).ok();
    assert_eq!(exported(&desk).len(), 2);
    let kept = fs::read_to_string(desk.path("attache.db.before-restore")).expect("a file");
    assert_eq!(kept, "What was a store and is now this.");
}

#[test]
fn what_is_left_of_a_store_does_not_spoil_the_next() {
    let desk = stocked();
    desk.run(&["backup", "copy.db"]).ok();
    fs::remove_file(desk.path("attache.db")).expect("removed");
    let desk = desk.file("attache.db-wal", "changes of the store that was there");
    desk.run(&["restore", "copy.db"]).ok();
    assert!(!desk.path("attache.db-wal").exists());
    assert_eq!(exported(&desk).len(), 2);
}

#[test]
fn a_backup_replaces_nothing_but_backups() {
    let desk = stocked().file("notes.txt", "Notes that nobody wants to lose.");
    desk.run(&["backup", "notes.txt"]).exits(1).complains("notes.txt: is no database");
    let desk = desk.file("live.db-wal", "changes of another store");
    desk.run(&["backup", "live.db"]).exits(1).complains("live.db: is a store that is in use");
    desk.run(&["backup", "attache.db"]).exits(1).complains("is the store itself");
    desk.run(&["backup", "no/such/folder/a.db"]).exits(1).complains("no/such/folder/a.db");
    Connection::open(desk.path("other.db")).expect("opens").execute_batch("CREATE TABLE a (b)").expect("a table");
    desk.run(&["backup", "other.db"]).exits(1).complains("is the database of another program");
    fs::create_dir(desk.path("folder")).expect("a folder");
    desk.run(&["backup", "folder"]).exits(1).complains("folder: is a folder; name another file");
    desk.run(&["backup", "none/b.db"]).exits(1).complains("none/b.db: lies in a folder that is not there");
}

#[test]
fn a_newer_schema_is_refused_in_clear_words() {
    let desk = stocked();
    desk.run(&["backup", "copy.db"]).ok();
    for file in ["attache.db", "copy.db"] {
        Connection::open(desk.path(file)).expect("opens").pragma_update(None, "user_version", 99).expect("set");
    }
    let words = "was written by a newer attache (schema 99, this one knows up to 6); install the newer attache";
    for command in [&["fetch", "visit.txt"][..], &["search", "x"], &["export"], &["restore", "copy.db"]] {
        desk.run(command).exits(1).complains(words);
    }
}
