//! A page that gets another name leaves one that leads there.

use std::fs;

use super::{CONFIG, change, first_day, page, read, second_day, wiki};

const HOUSE: &str = "[names]\n\"Karin Tamm-Saar\" = [\"Karin Tamm\"]\n";

#[test]
fn a_person_in_another_spelling_leaves_a_redirect() {
    let desk = second_day(first_day());
    wiki(&desk).ok();
    let desk = desk.file("attache.toml", format!("{CONFIG}\n{HOUSE}"));
    wiki(&desk).ok();
    let now = read(&desk, "wiki/person/karin-tamm-saar.md");
    assert!(now.contains("aliases:\n  - \"Karin Tamm\"\n") && now.contains("- Also written: Karin Tamm\n"), "{now}");
    let old = read(&desk, "wiki/person/karin-tamm.md");
    assert!(old.contains("This page has another name now: [Karin Tamm-Saar](../person/karin-tamm-saar.md)"), "{old}");
    assert!(!old.contains("## Trips") && !old.contains("attache:begin trips"), "{old}");
    let story = read(&desk, &page(&desk, "story/karin-tamm"));
    assert!(story.contains("[Karin Tamm-Saar](../person/karin-tamm-saar.md)"), "{story}");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    // And back again.
    let desk = desk.file("attache.toml", CONFIG);
    wiki(&desk).ok();
    assert!(read(&desk, "wiki/person/karin-tamm.md").contains("## Trips"));
    let other = read(&desk, "wiki/person/karin-tamm-saar.md");
    assert!(
        other.contains("No published digest tells of this any more.") || other.contains("another name now"),
        "{other}"
    );
}

#[test]
fn words_on_a_page_that_moved_stay() {
    let desk = second_day(first_day());
    wiki(&desk).ok();
    change(&desk, "wiki/person/karin-tamm.md", |text| format!("{text}\nI met her once.\n"));
    let desk = desk.file("attache.toml", format!("{CONFIG}\n{HOUSE}"));
    wiki(&desk).ok();
    let old = read(&desk, "wiki/person/karin-tamm.md");
    assert!(old.contains("This page has another name now") && old.ends_with("\nI met her once.\n"), "{old}");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    let desk = desk.file("attache.toml", CONFIG);
    wiki(&desk).ok();
    let back = read(&desk, "wiki/person/karin-tamm.md");
    assert!(back.contains("## Trips") && back.contains("I met her once.\n"), "{back}");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
}

#[test]
fn two_people_who_are_one_share_a_page() {
    let desk = first_day();
    let add = |who: &str, to: &str, day: &str| {
        desk.run(&["visits", "add", "--who", who, "--to", to, "--start", day, "--note", "embassy"]).ok();
    };
    add("Ana Lind", "Latvia", "2031-01-03");
    add("Anna Lynd", "Estonia", "2031-02-03");
    wiki(&desk).ok();
    assert!(desk.path("wiki/person/anna-lynd.md").is_file());
    desk.run(&["visits", "people", "merge", "Ana Lind", "Anna Lynd"]).ok();
    wiki(&desk).ok();
    let one = read(&desk, "wiki/person/ana-lind.md");
    assert!(one.contains("2031-01-03") && one.contains("2031-02-03"), "{one}");
    assert!(read(&desk, "wiki/person/anna-lynd.md").contains("[Ana Lind](../person/ana-lind.md)"));
}

#[test]
fn a_story_of_another_headline_leaves_a_redirect_in_mediawiki() {
    let desk = first_day();
    let wiki = || desk.run(&["wiki", "wiki", "-f", "mediawiki"]).ok();
    wiki();
    let old = "wiki/Karin Tamm in Vilnius, 25–26 March 2031 – second visit to Lithuania.mediawiki";
    change(&desk, old, |text| format!("{text}Mine.\n"));
    desk.run(&["digest", "edit", "1", "--headline", "1=Tamm: an island [sic] of calm"]).ok();
    wiki();
    let new = "wiki/Tamm – an island (sic) of calm.mediawiki";
    assert!(read(&desk, new).contains("== What was told =="));
    let text = read(&desk, old);
    assert!(text.starts_with("#REDIRECT [[Tamm – an island (sic) of calm]]\n<!-- attache:begin head"), "{text}");
    assert!(text.ends_with("Mine.\n"), "{text}");
    wiki().complains("0 pages new, 0 changed");
    desk.run(&["digest", "edit", "1", "--headline", "1=Tamm comes"]).ok();
    wiki();
    assert!(read(&desk, old).starts_with("#REDIRECT [[Tamm comes]]\n<!-- attache:begin head"));
    assert!(read(&desk, new).starts_with("#REDIRECT [[Tamm comes]]\n"));
    desk.run(&["digest", "edit", "1", "--reset"]).ok();
    wiki();
    let back = read(&desk, old);
    assert!(back.starts_with("<!-- attache:begin head") && back.contains("Mine.\n"), "{back}");
    assert!(back.contains("== What was told =="), "{back}");
    // A line that leads elsewhere and is somebody else's is not touched.
    let own = format!("#REDIRECT [[Elsewhere]]\n{}", read(&desk, old));
    fs::write(desk.path(old), &own).expect("a page");
    wiki();
    assert!(read(&desk, old).starts_with("#REDIRECT [[Elsewhere]]\n"));
}

#[test]
fn a_story_keeps_its_address_in_markdown() {
    let desk = first_day();
    wiki(&desk).ok();
    let before = page(&desk, "story/karin-tamm");
    let desk = second_day(desk);
    wiki(&desk).ok();
    assert_eq!(page(&desk, "story/karin-tamm"), before);
}

#[test]
fn what_no_digest_tells_any_more_says_so() {
    let desk = second_day(first_day());
    wiki(&desk).ok();
    desk.run(&["digest", "edit", "2", "--drop", "1"]).ok();
    wiki(&desk).ok();
    let gone = read(&desk, &page(&desk, "story/bat-erdene"));
    assert!(gone.contains("No published digest tells of this any more."), "{gone}");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    desk.run(&["digest", "edit", "2", "--reset"]).ok();
    wiki(&desk).ok();
    let back = read(&desk, &page(&desk, "story/bat-erdene"));
    assert!(back.contains("## What was told") && !back.contains("No published digest"), "{back}");
}
