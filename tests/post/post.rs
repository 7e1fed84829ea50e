//! A desk that has a digest and readers.

use attache::store::{OutboxState, Scope, Store};

use crate::desk::{Desk, VISIT};
use crate::server::Server;

/// The moment of the digest, and a later one.
pub const MORNING: &str = "2031-05-14T06:00:00Z";

/// What `attache.toml` says beside the address of the server.
pub const MAIL: &str = "from = \"Test Desk <desk@desk.example>\"\nunsubscribe = [\"https://desk.example/unsubscribe\", \"mailto:leave@desk.example\"]\nconnections = 2\ntimeout = 2\n";

/// A desk whose first digest is made and which sends to a server.
pub fn desk(server: &Server, more: &str) -> Desk {
    bare(&server.url(), more)
}

pub fn bare(url: &str, more: &str) -> Desk {
    let config = format!(
        "[[source]]\nname = \"in\"\npath = \"in\"\n[digest]\ntitle = \"Test digest\"\n[mail]\nurl = \"{url}\"\n{MAIL}{more}"
    );
    let desk = Desk::new().file("attache.toml", config).file("in/visit.txt", VISIT);
    desk.run(&["fetch"]).ok();
    desk.run(&["digest", "--now", MORNING]).ok();
    desk
}

/// Puts active readers on the list.
pub fn readers(desk: &Desk, addresses: &[&str]) {
    desk.run(&[&["subscribers", "add", "--status", "active"], addresses].concat()).ok();
}

/// The numbers of the messages in a state.
pub fn count(desk: &Desk, state: OutboxState) -> usize {
    let store = Store::open(desk.place()).expect("a store");
    store.messages(Scope { desk: "main", digest: None }, &[state]).expect("messages").len()
}
