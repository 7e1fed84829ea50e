//! How long what is known of readers is kept, and what a restore must not forget.

use attache::model::SubscriberStatus;
use attache::store::{OutboxState, Store};

use crate::desk::Desk;
use crate::post::{MORNING, count, desk, readers};
use crate::server::Server;

fn status(desk: &Desk, address: &str) -> Option<SubscriberStatus> {
    let store = Store::open(desk.place()).expect("a store");
    let address = attache::model::Address::parse(address).expect("an address");
    store.subscriber_at("main", &address).expect("readable").map(|reader| reader.status)
}

#[test]
fn what_is_older_than_the_desk_says_is_erased() {
    let server = Server::start();
    let desk = desk(&server, "keep_days = 30\n");
    readers(&desk, &["ana@a.example", "bea@a.example", "nobody@a.example"]);
    desk.run(&["subscribers", "add", "cem@a.example", "--now", MORNING]).ok();
    desk.run(&["send", "--now", MORNING]).exits(5);
    desk.run(&["subscribers", "remove", "bea@a.example", "--now", MORNING]).ok();
    desk.run(&["subscribers", "remove", "bea@a.example", "--list", "other", "--now", MORNING]).exits(3);
    // A day too early, and only said.
    desk.run(&["send", "--now", "2031-06-12T06:00:00Z"]).exits(3).never_complains("erased");
    let later = ["subscribers", "expire", "--now", "2031-06-14T06:00:00Z"];
    desk.run(&[&later[..], &["--dry-run"]].concat()).ok().complains("3 readers and 3 messages would be erased");
    assert_eq!(status(&desk, "bea@a.example"), Some(SubscriberStatus::Unsubscribed));
    desk.run(&["send", "--now", "2031-06-14T06:00:00Z"]).exits(3).complains("3 readers and 3 messages erased");
    for gone in ["bea@a.example", "cem@a.example", "nobody@a.example"] {
        assert_eq!(status(&desk, gone), None, "{gone}");
    }
    assert_eq!(status(&desk, "ana@a.example"), Some(SubscriberStatus::Active));
    assert_eq!(count(&desk, OutboxState::Accepted), 0);
    for end in ["", "-wal"] {
        let file = std::fs::read(desk.path(&format!("attache.db{end}"))).unwrap_or_default();
        for gone in ["bea@", "cem@", "nobody@"] {
            let is_there = memchr::memmem::find(&file, gone.as_bytes()).is_some();
            assert!(!is_there, "{gone} is still in attache.db{end}");
        }
    }
    // What was sent stays sent, and who left stays off; who never confirmed may come.
    desk.run(&["send", "--digest", "1", "--now", "2031-06-14T06:00:00Z"]).exits(3);
    desk.run(&["subscribers", "add", "bea@a.example", "nobody@a.example", "--status", "active"])
        .exits(3)
        .complains("kept off");
    desk.run(&["subscribers", "add", "cem@a.example", "--now", "2031-06-14T06:00:00Z"]).ok();
    desk.run(&later).exits(3).complains("0 readers and 0 messages");
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn how_long_must_be_said() {
    let server = Server::start();
    let desk = desk(&server, "");
    desk.run(&["subscribers", "expire"]).exits(6).complains("keep_days");
    desk.run(&["subscribers", "expire", "--days", "1"]).exits(3);
}

#[test]
fn a_restore_gives_no_number_again() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["backup", "b.db"]).ok();
    let news = |day: u32| {
        format!(
            "RIGA, May {day}, 2031 (Baltic Wire) -- Finnish President Aino Salo arrived in Riga on Tuesday for talks on ferries, \
             the Latvian Foreign Ministry said.\n"
        )
    };
    let desk = desk.file("in/second.txt", news(15));
    desk.run(&["fetch"]).ok();
    desk.run(&["digest", "--now", "2031-05-15T06:00:00Z"]).ok().complains("digest 2");
    desk.run(&["send", "--now", "2031-05-15T06:00:00Z"]).ok();
    desk.run(&["restore", "b.db"]).ok();
    desk.run(&["fetch"]).ok();
    desk.run(&["digest", "--now", "2031-05-16T06:00:00Z"]).ok().complains("digest 3");
    desk.run(&["send", "--now", "2031-05-16T06:00:00Z"]).exits(1).complains("--after-restore");
    assert!(desk.run(&["doctor", "--offline"]).stdout().contains("--after-restore"));
    desk.run(&["send", "--after-restore", "2", "--now", "2031-05-16T06:00:00Z"]).ok();
    let ids: Vec<_> = server.taken().iter().filter_map(|taken| taken.header("message-id")).collect();
    assert_eq!(ids.len(), 2);
    assert_ne!(ids[0], ids[1]);
}

#[test]
fn where_the_store_before_is_lost_the_desk_must_say_which_numbers_were_given() {
    let server = Server::start();
    let desk = desk(&server, "");
    readers(&desk, &["ana@a.example"]);
    desk.run(&["backup", "b.db"]).ok();
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(desk.path(&format!("attache.db{end}")));
    }
    desk.run(&["restore", "b.db"]).ok();
    let desk = desk.file("in/second.txt", "RIGA, May 15, 2031 (Baltic Wire) -- Finnish President Aino Salo arrived in Riga on Tuesday for talks on ferries, the Latvian Foreign Ministry said.\n");
    desk.run(&["fetch"]).ok();
    desk.run(&["digest", "--now", "2031-05-16T06:00:00Z"]).exits(1).complains("--after-restore N");
    desk.run(&["send", "--after-restore", "7", "--now", "2031-05-16T06:00:00Z"]).exits(3);
    desk.run(&["digest", "--now", "2031-05-16T06:00:00Z"]).ok().complains("digest 8");
}
