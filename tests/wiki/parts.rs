//! Lists that are too long for one page.

use std::fs;

use attache::store::Writer;

use super::fill::{DAILY, fill};
use super::{CONFIG, change, files, first_day, read, wiki};

/// So many that there are more than a page holds, over two months.
const STORIES: usize = 240;

#[test]
fn a_long_list_has_parts_and_a_day_touches_the_newest() {
    let desk = first_day();
    let path = desk.path("attache.db");
    fill(&mut Writer::open(&path).expect("a store"), STORIES);
    wiki(&desk).ok();
    let top = read(&desk, "wiki/country/estonia.md");
    assert!(top.contains("## All by year\n\n[2031](../country/estonia/2031.md)"), "{top}");
    let year = read(&desk, "wiki/country/estonia/2031.md");
    assert!(year.contains("[March 2031](../../country/estonia/2031-03.md)"), "{year}");
    let march = read(&desk, "wiki/country/estonia/2031-03.md");
    assert!(march.contains("# Estonia, March 2031\n"), "{march}");
    assert!(march.contains("- Part of: [Estonia](../../country/estonia.md), [2031](../../country/estonia/2031.md)\n"));
    assert!(march.contains("- After it: [April 2031](../../country/estonia/2031-04.md)\n"), "{march}");
    assert!(march.contains("](../../story/") && march.contains(" (31 March 2031)\n"), "{march}");
    let mine = change(&desk, "wiki/country/estonia/2031-03.md", |text| format!("{text}\nA cold month.\n"));
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    let before = files(&desk.path("wiki"));
    fill(&mut Writer::open(&path).expect("a store"), DAILY);
    wiki(&desk).ok();
    let after = files(&desk.path("wiki"));
    let is_same = |page: &str| before.get(page) == after.get(page);
    assert!(is_same("stories/2031-03.md") && !is_same("stories/2031-04.md"));
    assert!(is_same("country/estonia/2031-03.md") && !is_same("country/estonia/2031-04.md"));
    assert_eq!(read(&desk, "wiki/country/estonia/2031-03.md"), mine);
    // The parts of a page go where it goes.
    let house = "[names]\n\"Jonas Petraitis-Kalnius\" = [\"Jonas Petraitis\"]\n";
    let desk = desk.file("attache.toml", format!("{CONFIG}\n{house}"));
    wiki(&desk).ok();
    let old = read(&desk, "wiki/person/jonas-petraitis/2031-03.md");
    assert!(old.contains("](../../person/jonas-petraitis-kalnius/2031-03.md)"), "{old}");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
}

#[test]
fn a_wiki_of_mediawiki_has_parts_and_pictures() {
    let desk = first_day();
    fill(&mut Writer::open(desk.path("attache.db")).expect("a store"), STORIES);
    desk.run(&["wiki", "text", "-f", "mediawiki"]).ok();
    let march = read(&desk, "text/Estonia, March 2031.mediawiki");
    assert!(march.contains("* Part of: [[Estonia]], [[Estonia, 2031|2031]]\n"), "{march}");
    let pair = read(&desk, "text/Estonia and Lithuania.mediawiki");
    assert!(pair.contains("[[File:Pair-est-ltu.svg|frameless|720px|alt=Timeline: "), "{pair}");
    let picture = fs::read_to_string(desk.path("text/pictures/Pair-est-ltu.svg")).expect("a picture");
    assert!(picture.starts_with("<svg xmlns="), "{picture}");
    desk.run(&["wiki", "text", "-f", "mediawiki"]).ok().complains("0 pages new, 0 changed");
}
