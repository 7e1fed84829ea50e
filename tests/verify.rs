//! `attache verify`: a brief holds, a changed one does not.

mod desk;

use desk::{Desk, VISIT};

fn with_brief() -> (Desk, serde_json::Value) {
    let desk = Desk::with_visit();
    let brief = desk.run(&["brief", "-f", "json", "visit.txt"]).ok().json();
    (desk, brief)
}

#[test]
fn an_untouched_brief_holds() {
    let (desk, brief) = with_brief();
    desk.file("b.json", brief.to_string()).run(&["verify", "b.json"]).ok().says("lines hold");
}

#[test]
fn a_changed_word_is_found() {
    let (desk, mut brief) = with_brief();
    let text = brief["briefs"][0]["lines"][0]["text"].as_str().unwrap().replace("Vilnius", "Warsaw");
    brief["briefs"][0]["lines"][0]["text"] = text.into();
    desk.file("b.json", brief.to_string()).run(&["verify", "b.json"]).exits(4).says("its receipts with its edits give");
}

#[test]
fn a_changed_source_is_found() {
    let (desk, brief) = with_brief();
    desk.file("b.json", brief.to_string())
        .file("visit.txt", VISIT.replace("Tuesday", "Thursday"))
        .run(&["verify", "b.json"])
        .exits(4)
        .says("not among the sources");
}

#[test]
fn sources_can_be_named_and_standard_input_needs_them() {
    let desk = Desk::with_visit();
    let brief = desk.run_with(&["brief", "-f", "json", "-"], VISIT).ok().stdout();
    let desk = desk.file("b.json", brief);
    desk.run(&["verify", "b.json", "visit.txt"]).ok();
    desk.run(&["verify", "b.json"]).exits(4);
}

#[test]
fn what_is_no_brief_is_refused() {
    Desk::new().file("b.json", "{").run(&["verify", "b.json"]).exits(1).complains("not JSON");
    Desk::new().file("b.json", "{}").run(&["verify", "b.json"]).exits(4).complains("schema");
    Desk::new().run(&["verify", "nowhere.json"]).exits(1).complains("nowhere.json");
}
