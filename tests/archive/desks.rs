//! A folder belongs to the desks that it was written for.

use super::desk::Desk;
use super::{NEWS, Site, with};

const TWO: &str = "[desk.a]\ntitle = 'A'\n[desk.b]\ntitle = 'B'\n";

/// Two desks, each with a digest.
fn two() -> Desk {
    let desk = NEWS[0].iter().fold(with(TWO), |desk, (name, text)| desk.file(&format!("inbox/1/{name}"), text));
    desk.run(&["fetch", "-q"]).ok();
    for name in ["a", "b"] {
        desk.run(&["digest", "-q", "--desk", name, "--now", "2031-03-25T18:00"]).ok();
    }
    desk.run(&["archive", "--now", "2031-03-28"]).ok();
    desk
}

#[test]
fn a_run_for_one_desk_takes_nothing_of_another_away() {
    let desk = two();
    let before = Site::read(desk.path("archive"));
    desk.run(&["archive", "--desk", "a", "--now", "2031-03-28"])
        .exits(6)
        .complains("archive holds what the desk b told too")
        .complains("--drop b");
    assert_eq!(Site::read(desk.path("archive")).files, before.files);
    desk.run(&["archive", "alone", "--desk", "a", "--now", "2031-03-28"]).ok();
    let alone = Site::read(desk.path("alone"));
    assert!(alone.files.contains_key("digest/a-1.html") && !alone.files.contains_key("digest/b-1.html"));
}

#[test]
fn a_desk_can_be_taken_out_and_comes_back() {
    let desk = two();
    desk.run(&["archive", "--desk", "a", "--drop", "b", "--now", "2031-03-28"]).ok();
    let site = Site::read(desk.path("archive"));
    assert!(!site.files.contains_key("digest/b-1.html"));
    assert_eq!(site.broken(), Vec::<String>::new());
    desk.run(&["archive", "--now", "2031-03-28"]).ok();
    assert!(desk.path("archive/digest/b-1.html").exists());
}

#[test]
fn another_store_does_not_write_into_it() {
    let (desk, other) = (super::days("", 1), super::with("").file("inbox/1/sanctions.txt", NEWS[1][1].1));
    desk.run(&["archive", "--now", "2031-03-28"]).ok();
    let before = Site::read(desk.path("archive"));
    super::make(&other, 2);
    let folder = desk.path("archive").to_string_lossy().into_owned();
    other.run(&["archive", &folder]).exits(6).complains("another desk named main, of another store");
    assert_eq!(Site::read(desk.path("archive")).files, before.files);
    other.run(&["archive", &folder, "--drop", "main"]).ok();
    desk.run(&["archive"]).exits(6);
}
