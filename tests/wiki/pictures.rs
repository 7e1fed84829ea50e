//! Timelines as pictures beside the pages.

use std::fs;

use super::{change, files, first_day, page, read, second_day, wiki};

#[test]
fn a_story_and_a_pair_have_a_picture_that_their_page_leads_to() {
    let desk = first_day();
    wiki(&desk).ok();
    let (story, picture) = (page(&desk, "story/karin-tamm-in-vilnius"), "wiki/pair/est-ltu.svg");
    let name = story.strip_prefix("wiki/story/").and_then(|name| name.strip_suffix(".md"));
    let name = name.expect("a story").to_owned();
    assert!(read(&desk, &story).contains(&format!("]({name}.svg)")), "{}", read(&desk, &story));
    assert!(read(&desk, "wiki/pair/est-ltu.md").contains("](est-ltu.svg)"));
    let svg = read(&desk, picture);
    assert!(svg.starts_with("<svg xmlns=") && svg.contains("<style>") && svg.contains("October 2029"), "{svg}");
    assert!(!read(&desk, "wiki/person/karin-tamm.md").contains(".svg"));
    let before = files(&desk.path("wiki"));
    wiki(&desk).ok().complains("0 pages new, 0 changed");
    assert_eq!(files(&desk.path("wiki")), before);
    wiki(&second_day(desk)).ok();
}

#[test]
fn a_picture_that_somebody_drew_in_stays() {
    let desk = first_day();
    wiki(&desk).ok();
    let picture = "wiki/pair/est-ltu.svg";
    let mine = change(&desk, picture, |svg| svg.replace("</svg>", "<circle r=\"9\"/></svg>"));
    let desk = second_day(desk);
    wiki(&desk).exits(7).complains(&format!("{picture}:1: the picture was edited: kept as it is"));
    assert_eq!(read(&desk, picture), mine);
    fs::remove_file(desk.path(picture)).expect("a file");
    wiki(&desk).ok();
    assert!(read(&desk, picture).contains("<svg"));
}
