//! What somebody changed inside a block is kept, and said.

use std::fs;

use super::desk::Desk;
use super::{change, first_day, read, second_day, wiki};

const PAGE: &str = "wiki/person/karin-tamm.md";

/// Edits a page of the first day as named, brings the wiki to the second day, and looks at what became of it.
fn keeps(edit: impl FnOnce(&str) -> String, line: usize, what: &str) -> Desk {
    let desk = first_day();
    wiki(&desk).ok();
    let mine = change(&desk, PAGE, edit);
    let desk = second_day(desk);
    let said = format!("{PAGE}:{line}: {what}: kept as it is; the new text is {PAGE}.rej");
    let before = wiki(&desk).exits(7).complains(&said);
    assert_eq!(read(&desk, PAGE), mine, "{}", before.stderr());
    let beside = read(&desk, &format!("{PAGE}.rej"));
    assert!(beside.contains("agreement in Vilnius, 26 March 2031"), "{beside}");
    assert!(read(&desk, "wiki/index.md").contains("(2 days)"), "the other pages go on");
    wiki(&desk).exits(7).complains(&said).complains("0 pages new, 0 changed");
    desk
}

/// The number of the line that holds these words.
fn line_of(words: &str) -> usize {
    let desk = first_day();
    wiki(&desk).ok();
    1 + read(&desk, PAGE).lines().position(|line| line.contains(words)).expect("a line")
}

#[test]
fn a_word_that_was_changed() {
    let line = line_of("- Office:");
    keeps(|text| text.replace("foreign minister", "head of diplomacy"), line, "block head was edited");
}

#[test]
fn a_line_that_was_added() {
    let line = line_of("- Office:");
    keeps(|text| text.replace("- Office:", "- Mine: yes\n- Office:"), line, "block head was edited");
}

#[test]
fn a_line_that_was_taken_out() {
    let line = line_of("- Office:");
    keeps(|text| text.replace("- Office: foreign minister\n", ""), line, "block head was edited");
}

#[test]
fn a_blank_that_was_added() {
    let line = line_of("- Office:");
    keeps(|text| text.replace("foreign minister\n", "foreign minister \n"), line, "block head was edited");
}

#[test]
fn a_marker_that_is_gone() {
    let line = line_of("attache:begin trips");
    keeps(|text| text.replace("<!-- attache:end head -->\n", ""), line - 1, "block trips begins within block head");
}

#[test]
fn a_first_marker_that_is_gone() {
    let line = line_of("attache:end head");
    let cut = |text: &str| text.lines().filter(|l| !l.contains("begin head")).map(|l| format!("{l}\n")).collect();
    keeps(cut, line - 1, "block head ends but does not begin");
}

#[test]
fn a_block_that_is_gone() {
    let cut = |text: &str| text.split("<!-- attache:begin stories").next().expect("text").to_owned();
    keeps(cut, line_of("attache:begin stories") - 1, "block stories is gone");
}

#[test]
fn a_block_that_is_there_twice() {
    let twice = |text: &str| {
        let at = text.find("<!-- attache:begin stories").expect("a block");
        format!("{text}\n{}", &text[at..])
    };
    let length = {
        let desk = first_day();
        wiki(&desk).ok();
        read(&desk, PAGE).lines().count()
    };
    keeps(twice, length + 2, "block stories is there twice");
}

#[test]
fn a_hash_that_was_changed() {
    let line = line_of("attache:end stories");
    let hurt = |text: &str| {
        let at = text.find("<!-- attache:begin stories sha256=").expect("a block") + 34;
        format!("{}0000000000000000{}", &text[..at], &text[at + 16..])
    };
    let desk = keeps(hurt, line - 2, "block stories was edited");
    assert!(desk.path(PAGE).is_file());
}

#[test]
fn a_title_that_was_changed() {
    keeps(
        |text| text.replace("title: \"Karin Tamm\"", "title: K. Tamm"),
        2,
        "key title of the front matter was edited",
    );
}

#[test]
fn front_matter_that_is_gone() {
    let cut = |text: &str| text.splitn(3, "---\n").nth(2).expect("a body").to_owned();
    keeps(cut, 1, "the front matter is gone");
}

#[test]
fn a_page_without_a_block_is_somebody_elses() {
    let desk = first_day().file(PAGE, "my own page\n");
    wiki(&desk).exits(7).complains(&format!("{PAGE}:1: it is there already and not attache's"));
    assert_eq!(read(&desk, PAGE), "my own page\n");
    assert!(desk.path("wiki/country/estonia.md").is_file());
}

#[test]
fn a_page_that_is_no_text() {
    let desk = first_day().file(PAGE, [0xff, 0xfe, 0x00]);
    wiki(&desk).exits(7).complains(&format!("{PAGE}:1: it is no UTF-8"));
    assert_eq!(fs::read(desk.path(PAGE)).expect("a file"), [0xff, 0xfe, 0x00]);
}

#[test]
fn a_conflict_ends_with_the_new_text_or_the_old_block() {
    let desk = keeps(|text| text.replace("foreign minister", "envoy"), line_of("- Office:"), "block head was edited");
    let mine = read(&desk, PAGE);
    // The old words are put back and the own ones written below.
    fs::write(desk.path(PAGE), mine.replace("envoy", "foreign minister") + "\nAn envoy, that is.\n").expect("a page");
    wiki(&desk).ok().complains("0 pages new, 1 changed");
    assert!(read(&desk, PAGE).ends_with("\nAn envoy, that is.\n"));
    assert!(!desk.path(&format!("{PAGE}.rej")).exists());
    // Or the new text is taken.
    change(&desk, PAGE, |text| text.replace("foreign minister", "envoy"));
    wiki(&desk).exits(7);
    fs::rename(desk.path(&format!("{PAGE}.rej")), desk.path(PAGE)).expect("a page");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
}

#[test]
fn a_page_that_was_deleted_comes_back_and_a_damaged_list_is_an_error() {
    let desk = first_day();
    wiki(&desk).ok();
    fs::remove_file(desk.path(PAGE)).expect("a page");
    wiki(&desk).ok().complains("1 page new, 0 changed");
    fs::write(desk.path("wiki/.attache-wiki.json"), "{").expect("a file");
    wiki(&desk).exits(1).complains(".attache-wiki.json").complains("or delete it");
    fs::remove_file(desk.path("wiki/.attache-wiki.json")).expect("a file");
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    let list = "{\"schema\":\"attache/wiki/1\",\"format\":\"markdown\",\"pages\":{\"../a.md\":{\"id\":\"a\",\"title\":\"a\",\"blocks\":[]}}}";
    fs::write(desk.path("wiki/.attache-wiki.json"), list).expect("a file");
    wiki(&desk).exits(1).complains("leads out of the folder");
}
