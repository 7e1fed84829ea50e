//! An archive of many stories: how long it takes, and what a day touches.
//!
//! `cargo test --release --test archive large -- --ignored --nocapture` says how long; `ATTACHE_STORIES=1000` takes fewer.

use std::time::Instant;

use attache::store::Writer;

use super::{Site, days};
use crate::fill::{DAILY, fill};

const STORIES: usize = 10_000;
/// Another number of them.
const VARIABLE: &str = "ATTACHE_STORIES";

#[test]
#[ignore = "takes minutes without optimisation"]
fn ten_thousand_stories() {
    let desk = days("", 1);
    let path = desk.path("attache.db");
    let stories = std::env::var(VARIABLE).ok().and_then(|n| n.parse().ok()).unwrap_or(STORIES);
    fill(&mut Writer::open(&path).expect("a store"), stories);
    let timed = |what: &str| {
        let began = Instant::now();
        let said = desk.run(&["archive", "--now", "2099-01-01"]).ok().stderr();
        println!("{what}: {:.1} s: {}", began.elapsed().as_secs_f32(), said.trim());
        said
    };
    timed("all of it");
    let before = Site::read(desk.path("archive"));
    let size: usize = before.files.values().map(String::len).sum();
    println!("{} files, {:.1} MB", before.files.len(), size as f32 / 1e6);
    assert!(timed("again").contains(": 0 written"));
    fill(&mut Writer::open(&path).expect("a store"), DAILY);
    timed("a day more");
    let after = Site::read(desk.path("archive"));
    let touched = after.changed.iter().filter(|(name, time)| before.changed.get(*name) != Some(time)).count();
    println!("{touched} files are touched");
    assert!(touched < 100, "a day touches only what changed");
    let bytes = after.differs(&before).iter().filter_map(|name| after.files.get(name)).map(String::len).sum::<usize>();
    println!("{:.1} MB of them", bytes as f32 / 1e6);
}
