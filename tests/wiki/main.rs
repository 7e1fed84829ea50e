//! A wiki that attache and people write together.

#[path = "../desk/mod.rs"]
mod desk;
#[path = "../desk/fill.rs"]
mod fill;

mod conflicts;
mod desks;
mod edits;
mod held;
mod language;
mod large;
mod pages;
mod parts;
mod pictures;
mod renames;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use desk::Desk;

/// A visit, on its first day.
const VISIT: &str = "VILNIUS, March 25, 2031 (Baltic Wire) -- Estonian Foreign Minister Karin Tamm arrived in Vilnius on Tuesday for a \
two-day visit, the Lithuanian Foreign Ministry said.\n\nTamm will meet her Lithuanian counterpart Jonas Petraitis on Wednesday, \
the ministry said in a statement.\n\nThis is her second visit to Lithuania. She earlier came to Vilnius in October 2029, when \
the two countries signed an agreement on air transport.\n";
/// The same on its second day.
const AGREEMENT: &str = "VILNIUS, March 26, 2031 (Baltic Wire) -- Estonian Foreign Minister Karin Tamm met her Lithuanian counterpart Jonas \
Petraitis in Vilnius on Wednesday and signed an agreement on rail links, the Lithuanian Foreign Ministry said.\n\n\"The border should be \
something that one does not notice,\" Tamm told reporters after the talks.\n";
/// Another story, on the second day.
const PLAN: &str = "SEOUL, March 26, 2031 (Han Daily) -- Mongolian President Bat Erdene will pay a state visit to South Korea on April 3-5, the \
presidential office in Seoul said on Wednesday.\n\nHe will hold talks with President Min Seo-yeon on rare earths.\n";

const CONFIG: &str = "[[source]]\nname = \"inbox\"\npath = \"inbox\"\n\n[digest]\ntitle = \"Morning digest\"\n";

/// A desk whose digests are out without review, with the first day told.
fn first_day() -> Desk {
    let desk = Desk::new().file("attache.toml", CONFIG).file("inbox/visit.txt", VISIT);
    tell(&desk, "2031-03-25T18:00");
    desk
}

/// The second day of the same.
fn second_day(desk: Desk) -> Desk {
    let desk = desk.file("inbox/agreement.txt", AGREEMENT).file("inbox/plan.txt", PLAN);
    tell(&desk, "2031-03-26T18:00");
    desk
}

/// Fetches, makes the digest of a moment, and enters the trips that were told.
fn tell(desk: &Desk, now: &str) {
    desk.run(&["fetch", "-q"]).ok();
    desk.run(&["digest", "--now", now]).ok();
    desk.run(&["visits", "add", "--stored", "-q"]).ok();
}

/// Brings `wiki/` up to date.
fn wiki(desk: &Desk) -> desk::Ran {
    desk.run(&["wiki", "wiki"])
}

fn read(desk: &Desk, page: &str) -> String {
    fs::read_to_string(desk.path(page)).unwrap_or_else(|error| panic!("{page}: {error}"))
}

/// The one page whose path holds these words.
fn page(desk: &Desk, words: &str) -> String {
    let found: Vec<String> =
        files(&desk.path("wiki")).into_keys().filter(|path| path.contains(words) && !path.ends_with(".svg")).collect();
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    format!("wiki/{}", found[0])
}

fn change(desk: &Desk, page: &str, edit: impl FnOnce(&str) -> String) -> String {
    let (old, path) = (read(desk, page), desk.path(page));
    let new = edit(&old);
    assert_ne!(old, new, "{page} does not change");
    fs::write(path, &new).expect("a file");
    new
}

/// All files under a folder with their bytes and times, by path.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut all = BTreeMap::new();
    let mut left = vec![folder.to_owned()];
    while let Some(next) = left.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                left.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("inside").to_string_lossy().into_owned();
            let time = path.metadata().and_then(|m| m.modified()).expect("a time");
            all.insert(name, (fs::read(&path).expect("a file"), time));
        }
    }
    all
}

/// The words of a page that are not attache's: neither in a block nor under a key of its own.
fn around(text: &str) -> Vec<&str> {
    const KEYS: [&str; 6] = ["title:", "aliases:", "tags:", "created:", "updated:", "attache:"];
    let (mut out, mut in_block, mut in_key, mut fences) = (Vec::new(), false, false, 0);
    for line in text.split_inclusive('\n') {
        if fences < 2 && line.trim_end() == "---" {
            fences += 1;
            in_key = false;
        } else if fences == 1 {
            in_key = KEYS.iter().any(|key| line.starts_with(key)) || (in_key && line.starts_with(' '));
        }
        in_block |= line.starts_with("<!-- attache:begin");
        if !in_block && !in_key {
            out.push(line);
        }
        if line.starts_with("<!-- attache:end") {
            in_block = false;
        }
    }
    out
}
