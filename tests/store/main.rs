//! The store as a desk uses it: fetch, search, export, import, backup, restore, from the command line.

#[path = "../desk/mod.rs"]
mod desk;

mod copies;
mod fetch;
mod kill;
mod migrate;
mod search;
mod writers;

use desk::{Desk, Ran};

/// Another article, with a headline and an address.
const TALKS: &str = "{\"title\": \"Oil talks in Tallinn\", \"url\": \"https://post.example/talks\", \"date\": \"2019-05-16\", \
                     \"publisher\": \"Baltic Post\", \"text\": \"Delegations of both states met in Tallinn. The café was full.\"}\n";

/// A desk with two articles in its store.
fn stocked() -> Desk {
    let desk = Desk::with_visit().file("talks.jsonl", TALKS);
    desk.run(&["fetch", "visit.txt", "talks.jsonl"]).ok().complains("2 articles read: 2 new, 0 unchanged, 0 changed");
    desk
}

/// The lines of an export.
fn exported(desk: &Desk) -> Vec<serde_json::Value> {
    lines(&desk.run(&["export"]).ok())
}

fn lines(ran: &Ran) -> Vec<serde_json::Value> {
    ran.stdout().lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}
