//! A wiki of many stories: how long it takes, and what a day touches.
//!
//! `cargo test --release --test wiki large -- --ignored --nocapture` says how long; `ATTACHE_STORIES=1000` takes fewer.

use std::time::Instant;

use attache::store::Writer;

use super::fill::{DAILY, fill};
use super::{files, first_day, wiki};

const STORIES: usize = 10_000;
/// Another number of them.
const VARIABLE: &str = "ATTACHE_STORIES";

#[test]
#[ignore = "takes minutes without optimisation"]
fn ten_thousand_stories() {
    let desk = first_day();
    let path = desk.path("attache.db");
    let stories = std::env::var(VARIABLE).ok().and_then(|n| n.parse().ok()).unwrap_or(STORIES);
    fill(&mut Writer::open(&path).expect("a store"), stories);
    let timed = |what: &str| {
        let began = Instant::now();
        let said = wiki(&desk).ok().stderr();
        println!("{what}: {:.1} s: {}", began.elapsed().as_secs_f32(), said.trim());
        said
    };
    timed("all of it");
    let before = files(&desk.path("wiki"));
    let size: usize = before.values().map(|(bytes, _)| bytes.len()).sum();
    println!("{} files, {:.1} MB", before.len(), size as f32 / 1e6);
    assert!(timed("again").contains("0 pages new, 0 changed"));
    fill(&mut Writer::open(&path).expect("a store"), DAILY);
    timed("a day more");
    let after = files(&desk.path("wiki"));
    let same = before.iter().filter(|(name, file)| after.get(*name) == Some(*file)).count();
    println!("{} files are as they were", same);
    assert!(before.len() - same < 100, "a day touches only what changed");
}
