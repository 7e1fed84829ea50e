//! A wiki in another language.

use super::desk::Desk;
use super::{AGREEMENT, CONFIG, PLAN, VISIT, files, tell};

/// Words of attache's own in English; none stands in the articles.
const OWN: [&str; 29] = [
    "All pages",
    "What was told",
    "Trips",
    "Visitors",
    "Office:",
    "Countries:",
    "People:",
    "Newest",
    "Check before use",
    "Key dates",
    "Not stated",
    "| Who |",
    "under way",
    "planned",
    "Numbers in",
    "Nothing new",
    "Also:",
    "Update:",
    "Changed since",
    "Headline then",
    "Between:",
    "Code:",
    "With others",
    "Corrected in",
    "# 26 March 2031",
    "Tuesday ·",
    "[Stories]",
    "1 story",
    "Timeline",
];

fn french(format: &str) -> Desk {
    let config = format!("{CONFIG}lang = \"fr\"\n[wiki]\ndir = \"wiki\"\nformat = \"{format}\"\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/visit.txt", VISIT);
    tell(&desk, "2031-03-25T18:00");
    desk.run(&["correct", "1", "1.1", "--reason", "Mercredi."]).ok();
    let desk = desk.file("inbox/agreement.txt", AGREEMENT).file("inbox/plan.txt", PLAN);
    tell(&desk, "2031-03-26T18:00");
    desk.run(&["wiki"]).ok();
    desk
}

/// A page without the addresses that it leads to, which are the same in every language.
fn without_addresses(page: &str) -> String {
    let mut parts = page.split("](");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once(')').map_or("", |(_, rest)| rest))
}

#[test]
fn no_word_of_attaches_own_stays_english() {
    for format in ["markdown", "mediawiki"] {
        let desk = french(format);
        let mut said_so = 0;
        let is_page = |name: &str| !name.starts_with('.') && !name.ends_with(".svg");
        for (name, (bytes, _)) in files(&desk.path("wiki")).iter().filter(|(name, _)| is_page(name)) {
            let text = without_addresses(&String::from_utf8_lossy(bytes));
            let left: Vec<&&str> = OWN.iter().filter(|words| text.contains(**words)).collect();
            assert!(left.is_empty(), "{format}: {name}: {left:?}\n{text}");
            said_so += usize::from(text.contains("restent dans leur langue"));
        }
        assert!(said_so >= 3, "pages with words of sources say that these stay in their language");
    }
}

#[test]
fn another_language_changes_words_and_no_place_in_markdown() {
    let desk = french("markdown");
    let before = files(&desk.path("wiki"));
    desk.run(&["wiki", "--lang", "en"]).ok();
    let after = files(&desk.path("wiki"));
    assert!(before.keys().eq(after.keys()));
    let index = String::from_utf8_lossy(&after["index.md"].0).into_owned();
    assert!(index.contains("# Index") && index.contains("Newest stories"), "{index}");
    desk.run(&["wiki"]).ok();
    desk.run(&["wiki"]).ok().complains("0 pages new, 0 changed");
}
