//! From an empty folder to an approved digest.

use super::desk::{Desk, examples};

#[test]
fn from_init_to_an_approved_digest_over_the_examples() {
    let desk = Desk::new();
    desk.run(&["init"]).ok().complains("attache fetch");
    for name in ["visit", "talks", "sanctions", "agreement"] {
        std::fs::copy(examples().join(format!("{name}.txt")), desk.path(&format!("inbox/{name}.txt"))).expect("copied");
    }
    desk.run(&["fetch"]).ok().complains("4 new");
    desk.run(&["digest"]).ok().says("# Morning digest").says("Helena Vaz in Montevideo").complains("4 stories");
    desk.run(&["digest", "show", "last", "-f", "json", "-o", "1.json"]).ok();
    desk.run(&["verify", "1.json"]).ok().says("lines hold");
    desk.run(&["digest", "approve", "1"]).ok().complains("digest 1 is approved, hash ");
    desk.run(&["digest", "list"]).ok().says("approved");
    desk.run(&["digest", "preview", "last"]).ok().says("digests/0001.html").says("digests/0001.mail.html");
    assert!(desk.path("digests/0001.txt").exists());
    let mail = std::fs::read_to_string(desk.path("digests/0001.mail.txt")).expect("a mail");
    assert!(mail.starts_with("Subject: ") && mail.contains("Helena Vaz in Montevideo"), "{mail}");
}

#[test]
fn a_desk_is_never_overwritten() {
    let desk = Desk::new();
    desk.run(&["init", "here", "--templates"]).ok();
    let config = std::fs::read_to_string(desk.path("here/attache.toml")).expect("it is there");
    assert!(desk.path("here/templates/digest.md").exists() && desk.path("here/inbox").is_dir());
    desk.run(&["init", "here"]).exits(1).complains("never overwritten");
    std::fs::remove_file(desk.path("here/attache.toml")).expect("removed");
    desk.run(&["init", "here", "--templates"]).exits(1).complains("never overwritten");
    assert!(config.contains("\ntemplates = \"templates\""));
}

#[test]
fn before_the_first_fetch_the_way_is_shown() {
    let desk = Desk::new();
    desk.run(&["init"]).ok();
    desk.run(&["digest"]).exits(1).complains("`attache fetch` makes one");
    desk.run(&["digest", "list"]).exits(1).complains("`attache fetch` makes one");
}
