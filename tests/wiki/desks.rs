//! A wiki belongs to the desks that it was written for.

use super::desk::Desk;
use super::{CONFIG, PLAN, VISIT, files, first_day, tell};

#[test]
fn a_run_for_one_desk_leaves_no_page_of_another_without_its_news() {
    let config = format!("{CONFIG}\n[desk.a]\ntitle = \"A\"\n[desk.b]\ntitle = \"B\"\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/visit.txt", VISIT);
    desk.run(&["fetch", "-q"]).ok();
    for name in ["a", "b"] {
        desk.run(&["digest", "--desk", name, "--now", "2031-03-25T18:00"]).ok();
    }
    desk.run(&["wiki", "wiki"]).ok();
    let before = files(&desk.path("wiki"));
    let story = before.iter().find(|(name, _)| name.starts_with("story/") && name.ends_with(".md")).expect("a story");
    let text = String::from_utf8_lossy(&story.1.0).into_owned();
    assert!(text.contains("A 1") && text.contains("B 1"), "both desks told it: {text}");
    desk.run(&["wiki", "wiki", "--desk", "a"]).exits(6).complains("wiki holds what the desk b told too");
    assert_eq!(files(&desk.path("wiki")), before);
    desk.run(&["wiki", "wiki", "--desk", "a", "--drop", "b"]).ok();
    let text = std::fs::read_to_string(desk.path("wiki").join(story.0)).expect("a page");
    assert!(text.contains("A 1") && !text.contains("B 1"), "{text}");
}

#[test]
fn another_store_does_not_write_into_it() {
    let desk = first_day();
    desk.run(&["wiki", "wiki"]).ok();
    let before = files(&desk.path("wiki"));
    let other = Desk::new().file("attache.toml", CONFIG).file("inbox/plan.txt", PLAN);
    tell(&other, "2031-03-26T18:00");
    let folder = desk.path("wiki").to_string_lossy().into_owned();
    other.run(&["wiki", &folder]).exits(6).complains("another desk named main, of another store");
    assert_eq!(files(&desk.path("wiki")), before);
}
