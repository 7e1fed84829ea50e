//! A wiki of many stories: how long it takes, and what a day touches.
//!
//! `cargo test --release --test wiki large -- --ignored --nocapture` says how long; `ATTACHE_STORIES=1000` takes fewer.

use std::time::Instant;

use attache::model::Edition;
use attache::store::{NewDigest, Revision, Writer};

use super::{files, first_day, wiki};

const STORIES: usize = 10_000;
/// Another number of them.
const VARIABLE: &str = "ATTACHE_STORIES";
/// Stories of a digest.
const DAILY: usize = 8;

/// Fills the store with digests that are like its first one, of other people, days and stories.
fn fill(writer: &mut Writer, stories: usize) {
    let first = writer.digest("main", 1).expect("a store").expect("a digest");
    let last = writer.last_digest("main").expect("a store");
    let given = ["Ana", "Ola", "Eva", "Jan", "Ida", "Leo", "Mia", "Tor", "Una", "Pia"];
    let family = ["Lind", "Berg", "Holm", "Dahl", "Falk", "Ek", "Lund", "Roos", "Sand", "Vik"];
    for n in 0..stories / DAILY {
        let number = last + 1 + u32::try_from(n).expect("a number");
        let mut edition = first.revision.edition.clone();
        let day = edition.date + chrono::Days::new(u64::from(number - 1));
        let entry = edition.briefs.remove(0);
        edition.number = number;
        edition.date = day;
        for k in 0..DAILY {
            let story = usize::try_from(number).expect("a number") * DAILY + k;
            let name = format!("{} {}", given[story % 10], family[story / 10 % 10]);
            let text = serde_json::to_string(&entry).expect("JSON").replace("Karin Tamm", &name);
            let mut entry: attache::model::Entry = serde_json::from_str(&text).expect("an entry");
            entry.brief.story_id = format!("{:016x}", story.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            edition.briefs.push(entry);
        }
        put(writer, edition);
    }
}

fn put(writer: &mut Writer, edition: Edition) {
    let json = serde_json::to_string(&edition).expect("JSON");
    let revision = Revision {
        number: 0,
        edits: String::new(),
        edition,
        hash: json.len().to_string(),
        json,
        forms: "{}".to_owned(),
    };
    let new = NewDigest { recipe: "{}", revision: &revision, articles: &[], waited: &[], slot: None, trips: &[] };
    writer.add_digest(&new).expect("a digest");
}

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
