//! Many digests, made of one: for figures of what thousands of stories take.
#![allow(dead_code, reason = "each test program uses its part")]

use attache::model::Edition;
use attache::store::{NewDigest, Revision, Writer};

/// Stories of a digest.
pub const DAILY: usize = 8;

/// Fills the store with digests that are like its first one, of other people, days and stories.
pub fn fill(writer: &mut Writer, stories: usize) {
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
