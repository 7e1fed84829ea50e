//! What stands on the pages.

use std::fs;
use std::path::Path;

use super::desk::Desk;
use super::{CONFIG, files, first_day, page, read, second_day, tell, wiki};

#[test]
fn a_story_goes_on_over_the_days() {
    let desk = second_day(first_day());
    wiki(&desk).ok().complains("pages new, 0 changed");
    let story = read(&desk, &page(&desk, "story/karin-tamm"));
    assert!(story.contains("title: \"Karin Tamm, Jonas Petraitis: agreement in Vilnius, 26 March 2031\""), "{story}");
    assert!(story.contains("aliases:\n  - \"Karin Tamm in Vilnius, 25–26 March 2031"), "{story}");
    assert!(story.contains("created: 2031-03-25\nupdated: 2031-03-26\n"), "{story}");
    let (first, second) = (story.find("### [25 March 2031]"), story.find("### [26 March 2031]"));
    assert!(second.is_some() && second < first, "{story}");
    assert!(story.contains("- Between: [Estonia and Lithuania](../pair/est-ltu.md)"), "{story}");
    assert!(
        story.contains("signed an agreement on rail links, the Lithuanian Foreign Ministry said. [2.1]"),
        "{story}"
    );
    assert!(story.contains("1. Baltic Wire"), "{story}");
}

#[test]
fn people_countries_pairs_and_days_have_pages() {
    let desk = second_day(first_day());
    wiki(&desk).ok();
    let person = read(&desk, "wiki/person/karin-tamm.md");
    assert!(person.contains("- Office: foreign minister\n- Country: [Estonia](../country/estonia.md)"), "{person}");
    let row = "| Karin Tamm | 2031-03-25 | 2031-03-26 | Vilnius, [Lithuania](../country/lithuania.md) |";
    assert!(person.contains(row), "{person}");
    let country = read(&desk, "wiki/country/lithuania.md");
    assert!(country.contains("## Visitors") && country.contains("[Karin Tamm](../person/karin-tamm.md)"), "{country}");
    let pair = read(&desk, "wiki/pair/est-ltu.md");
    assert!(pair.contains("# Estonia and Lithuania") && pair.contains("| 2029-10 |"), "{pair}");
    let day = read(&desk, "wiki/day/2031-03-26.md");
    assert!(day.contains("## Morning digest 2") && day.contains("2. Update: [Karin Tamm"), "{day}");
    let index = read(&desk, "wiki/index.md");
    assert!(index.contains("- [Days](days.md) (2 days)") && index.contains("Bat Erdene in Seoul"), "{index}");
}

#[test]
fn every_link_leads_to_a_page() {
    let desk = second_day(first_day());
    wiki(&desk).ok();
    let mut links = 0;
    for (name, (bytes, _)) in files(&desk.path("wiki")) {
        let text = String::from_utf8(bytes).expect("UTF-8");
        let folder = desk.path("wiki").join(Path::new(&name).parent().expect("a folder"));
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(folder.join(target).is_file(), "{name}: {target}");
            links += 1;
        }
    }
    assert!(links > 50, "{links}");
}

#[test]
fn a_second_run_changes_no_byte() {
    for form in ["markdown", "mediawiki"] {
        let desk = second_day(first_day());
        desk.run(&["wiki", "wiki", "-f", form]).ok();
        let before = files(&desk.path("wiki"));
        desk.run(&["wiki", "wiki", "-f", form]).ok().complains("0 pages new, 0 changed");
        assert_eq!(files(&desk.path("wiki")), before);
    }
}

#[test]
fn a_day_touches_only_what_changed() {
    let desk = first_day();
    wiki(&desk).ok();
    let before = files(&desk.path("wiki"));
    let desk = desk.file("inbox/plan.txt", super::PLAN);
    tell(&desk, "2031-03-26T18:00");
    wiki(&desk).ok();
    let after = files(&desk.path("wiki"));
    for same in ["person/karin-tamm.md", "country/lithuania.md", "pair/est-ltu.md"] {
        assert_eq!(before.get(same), after.get(same), "{same}");
    }
    for other in ["index.md", "stories.md", "people.md", "day/2031-03-25.md"] {
        assert_ne!(before.get(other), after.get(other), "{other}");
    }
}

#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let desk = first_day();
    desk.run(&["wiki", "wiki", "--dry-run"]).ok().says("--- /dev/null\n+++ b/country/estonia.md\n");
    assert!(!desk.path("wiki").exists());
    wiki(&desk).ok();
    let before = files(&desk.path("wiki"));
    let desk = second_day(desk);
    desk.run(&["wiki", "wiki", "--dry-run"])
        .ok()
        .says("--- a/index.md\n+++ b/index.md\n@@")
        .says("+- [Days](days.md) (2 days)")
        .says("-- [Days](days.md) (1 day)");
    assert_eq!(files(&desk.path("wiki")), before);
}

#[test]
fn a_withdrawn_trip_is_struck() {
    let desk = first_day();
    wiki(&desk).ok();
    desk.run(&["visits", "retract", "1", "--note", "the ministry | took it back"]).ok();
    wiki(&desk).ok();
    let person = read(&desk, "wiki/person/karin-tamm.md");
    let row =
        "| ~~Karin Tamm~~ | ~~2031-03-25~~ | ~~2031-03-26~~ | ~~Vilnius, [Lithuania](../country/lithuania.md)~~ |";
    assert!(person.contains(row), "{person}");
    assert!(person.contains("| withdrawn: the ministry \\| took it back |"), "{person}");
}

#[test]
fn a_corrected_line_is_struck_where_it_stood() {
    let desk = first_day();
    desk.run(&["correct", "1", "2.1", "--reason", "x"]).exits(2);
    desk.run(&["correct", "1", "1.1", "--reason", "She came on Monday."]).ok();
    let desk = second_day(desk);
    wiki(&desk).ok();
    let story = read(&desk, &page(&desk, "story/karin-tamm"));
    assert!(story.contains("**Visit.** ~~Estonian Foreign Minister Karin Tamm arrived"), "{story}");
    assert!(story.contains("Corrected in [Morning digest 2](../day/2031-03-26.md): She came on Monday."), "{story}");
    assert!(
        read(&desk, "wiki/day/2031-03-26.md").contains("Corrections:\n\n- [Morning digest 1](../day/2031-03-25.md): “")
    );
}

#[test]
fn mediawiki_pages_are_named_by_their_titles() {
    let desk = second_day(first_day());
    desk.run(&["wiki", "wiki", "-f", "mediawiki"]).ok();
    let person = read(&desk, "wiki/Karin Tamm.mediawiki");
    assert!(person.starts_with("<!-- attache:begin head"), "{person}");
    assert!(person.contains("* Country: [[Estonia]]") && person.contains("[[Category:People]]"), "{person}");
    assert!(person.contains("|-\n| Karin Tamm || 2031-03-25 || 2031-03-26 || Vilnius, [[Lithuania]] ||"), "{person}");
    let story = "wiki/Karin Tamm, Jonas Petraitis – agreement in Vilnius, 26 March 2031.mediawiki";
    assert!(read(&desk, story).contains("=== [[25 March 2031]], Morning digest 1 ==="));
    assert!(person.contains("[[Karin Tamm, Jonas Petraitis – agreement in Vilnius, 26 March 2031|"), "{person}");
    // The folder keeps its form.
    desk.run(&["wiki", "wiki", "-f", "markdown"]).exits(1).complains("name another folder, or -f mediawiki");
}

/// A source's words come alive in neither form, and cannot end a block.
#[test]
fn words_of_a_source_stay_words() {
    // What stands in the text alone (`{{`) means nothing in Markdown.
    let hostile = "RIGA, March 25, 2031 (Baltic Wire) -- Norwegian Foreign Minister Ana Lind arrived in Riga on Tuesday for an official \
visit, the Latvian Foreign Ministry said.\n\nLind said that {{Delete}} and [[Category:Bad]] and <script>alert(1)</script> and \
[a](javascript:b) were agreed with Latvia on Tuesday.\n\n<!-- attache:end told -->\n\nLind will meet Latvian President Janis Ozols | on Wednesday.\n";
    let desk = Desk::new().file("attache.toml", CONFIG).file("inbox/a.txt", hostile);
    tell(&desk, "2031-03-25T18:00");
    for form in ["markdown", "mediawiki"] {
        desk.run(&["wiki", form, "-f", form]).ok();
        desk.run(&["wiki", form, "-f", form]).ok().complains("0 pages new, 0 changed");
        for (name, (bytes, _)) in files(&desk.path(form)) {
            let text = String::from_utf8(bytes).expect("UTF-8");
            for alive in ["{{Delete", "[[Category:Bad", "[a](java", "\n<!-- attache:end told -->\n\nLind"] {
                assert!(
                    !text.contains(alive) || (form == "markdown" && alive.starts_with("{{")),
                    "{name}: {alive}: {text}"
                );
            }
            assert!(!text.replace("\\<script", "").contains("<script"), "{name}: {text}");
        }
    }
}

#[test]
fn own_templates_take_the_place_of_the_built_in_ones() {
    let own = "<!-- attache:begin head -->\n\n# Dossier: {{ page.title }}\n\n<!-- attache:end head -->\n";
    let desk = second_day(first_day())
        .file("attache.toml", format!("{CONFIG}templates = \"own\"\n"))
        .file("own/wiki-person.md", own);
    wiki(&desk).ok();
    assert!(read(&desk, "wiki/person/bat-erdene.md").contains("# Dossier: Bat Erdene"));
    let wrong = desk
        .file("own/wiki-person.md", "<!-- attache:begin head -->\n{{ person.shoe_size }}\n<!-- attache:end head -->\n");
    wiki(&wrong).exits(1).complains("wiki-person.md:2").complains("shoe_size");
    let open = wrong.file("own/wiki-person.md", "<!-- attache:begin head -->\n");
    wiki(&open).exits(1).complains("block head does not end");
}

#[test]
fn there_is_nothing_to_write_before_the_first_digest() {
    let desk = Desk::new().file("attache.toml", CONFIG).file("inbox/a.txt", super::VISIT);
    desk.run(&["fetch", "-q"]).ok();
    wiki(&desk).exits(3);
    desk.run(&["wiki"]).exits(2).complains("name the folder");
    fs::write(desk.path("file"), "x").expect("a file");
    let desk = first_day().file("file", "x");
    desk.run(&["wiki", "file"]).exits(1).complains("is no folder");
}
