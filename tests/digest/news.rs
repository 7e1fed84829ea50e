//! New since yesterday: updates, corrections, and what is told only once.

use super::{EXPULSION, VISIT, digest, fetch, shown, stocked, with};

const FIRST: &str = "2031-03-26T06:30";
const SECOND: &str = "2031-03-27T06:30";

#[test]
fn a_reprint_is_not_told_again() {
    let desk = stocked("");
    digest(&desk, FIRST).ok();
    let desk = desk.file("inbox/reprint.txt", format!("{VISIT}\nThe weather was fine.\n"));
    fetch(&desk);
    digest(&desk, SECOND).exits(3).complains("1 article is new since digest 1, and tells nothing new; 1 told before");
    // It has been dealt with, also by the day without a digest.
    digest(&desk, SECOND).exits(3).complains("no article is new");
}

#[test]
fn a_story_that_goes_on_is_an_update_with_what_changed() {
    let desk = stocked("");
    digest(&desk, FIRST).ok();
    let more = EXPULSION
        .replace("March 25", "March 26")
        .replace(
            "Norway expelled 12 diplomats of Ruritania on Tuesday over",
            "Norway expelled 14 diplomats of Ruritania on Tuesday over",
        )
        .replace("Nordic Desk", "Fjord Agency")
        + "\nRuritania closed its consulate in Bergen on Wednesday and recalled its ambassador.\n";
    let desk = desk.file("inbox/more.txt", more);
    fetch(&desk);
    digest(&desk, SECOND)
        .ok()
        .says("Update: ")
        .says("**Changed since No. 1:**")
        .says("12 diplomats → 14 diplomats")
        .says("consulate in Bergen");
    let edition = shown(&desk, "2");
    assert_eq!(edition["briefs"][0]["update"]["since"][0], 1);
    assert_eq!(
        edition["briefs"][0]["story_id"],
        shown(&desk, "1")["briefs"]
            .as_array()
            .and_then(|b| b.iter().find(|b| b["story_id"] == edition["briefs"][0]["story_id"]))
            .expect("the same story")["story_id"]
    );
    // What was printed and is now contradicted opens the digest.
    let correction = &edition["corrections"][0];
    assert_eq!((&correction["digest"], &correction["kind"]), (&1.into(), &"contradicted".into()));
    let (story, line) = correction["line"].as_str().and_then(|l| l.split_once('.')).expect("story and line");
    let printed = &shown(&desk, "1")["briefs"][story.parse::<usize>().expect("a number") - 1]["lines"]
        [line.parse::<usize>().expect("a number") - 1];
    assert_eq!(printed["text"], correction["printed"]);
    assert!(printed["text"].as_str().is_some_and(|text| text.contains("12 diplomats")));
    desk.run(&["digest", "show", "2", "-f", "json", "-o", "2.json"]).ok();
    desk.run(&["verify", "2.json"]).ok();
    desk.run(&["digest", "rebuild", "2", "-f", "json"]).ok();
    desk.run(&["digest", "diff", "1", "2"]).ok().says("~ ").says("  + ");
    // The numbered digest stays as it was; the list of its lines says what became of them.
    desk.run(&["digest", "rebuild", "1"]).ok().says("12 diplomats");
    desk.run(&["digest", "show", "1", "--lines"]).ok().says("corrected in digest 2");
}

fn page(text: &str) -> String {
    let row = serde_json::json!({"title": "Envoys leave", "url": "https://nordic.example/a", "publisher": "Nordic Post", "text": text});
    format!("{row}\n")
}

#[test]
fn a_page_that_changes_corrects_the_line_it_gave() {
    let desk = with("").file("inbox/page.jsonl", page(EXPULSION));
    fetch(&desk);
    digest(&desk, FIRST).ok();
    let desk = desk
        .file("inbox/page.jsonl", page(&EXPULSION.replace("12 diplomats of Ruritania", "ten diplomats of Ruritania")));
    fetch(&desk);
    digest(&desk, SECOND)
        .ok()
        .says("**Corrections:**")
        .says("No. 1 of 26 March 2031, line 1.")
        .says("Nordic Post changed the sentence.");
    let correction = &shown(&desk, "2")["corrections"][0];
    assert_eq!(correction["kind"], "changed");
    assert!(correction["now"].as_str().is_some_and(|now| now.contains("ten diplomats")), "{correction}");
    desk.run(&["digest", "show", "2", "-f", "json", "-o", "2.json"]).ok();
    desk.run(&["verify", "2.json"]).ok();
    digest(&desk, "2031-03-28").exits(3);
}

#[test]
fn a_page_that_is_withdrawn_corrects_its_story_once() {
    let desk = with("").file("inbox/page.jsonl", page(EXPULSION));
    fetch(&desk);
    digest(&desk, FIRST).ok();
    let notice =
        "This article has been withdrawn. Our report on the envoys could not be confirmed by the desk in Oslo.";
    let desk = desk.file("inbox/page.jsonl", page(notice));
    fetch(&desk);
    digest(&desk, SECOND)
        .ok()
        .says("line 1.0: ")
        .says("Nordic Post withdrew the article behind lines 1.0, 1.1")
        .never_says("## 1.");
    digest(&desk, "2031-03-28").exits(3);
    desk.run(&["digest", "rebuild", "2"]).ok();
}

#[test]
fn a_correction_that_the_desk_asks_for_opens_the_next_digest() {
    let desk = stocked("");
    digest(&desk, FIRST).ok();
    desk.run(&["correct", "1", "9.1", "--reason", "x"]).exits(2).complains("has no line 9.1");
    desk.run(&["correct", "1", "1.1", "--reason", " "]).exits(2).complains("say what is wrong");
    desk.run(&["correct", "last", "1.1", "--reason", "The day was Monday."])
        .ok()
        .complains("the next digest corrects digest 1, line 1.1");
    // A correction alone makes a digest.
    digest(&desk, SECOND)
        .ok()
        .says("**Corrections:**")
        .says("No. 1 of 26 March 2031, line 1.1")
        .says("The day was Monday.");
    digest(&desk, SECOND).exits(3);
    desk.run(&["digest", "rebuild", "2"]).ok();
    desk.run(&["digest", "show", "2", "-f", "json", "-o", "2.json"]).ok();
    desk.run(&["verify", "2.json"]).ok().says("correction: \"The day was Monday.\": the editor's words");
}
