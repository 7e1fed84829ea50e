//! Edits and approvals.

use super::{digest, headlines, shown, stocked};

const MORNING: &str = "2031-03-26T06:30";

fn made() -> super::desk::Desk {
    let desk = stocked("");
    digest(&desk, MORNING).ok();
    desk
}

#[test]
fn each_kind_of_edit_survives_a_rebuild() {
    let edits: [&[&str]; 9] = [
        &["--drop", "2"],
        &["--drop", "1.1"],
        &["--pin", "3"],
        &["--pin", "1.2"],
        &["--order", "3,1"],
        &["--order", "1.2,1.1"],
        &["--headline", "1=Tamm comes to town"],
        &["--note", "Read this first"],
        &["--note", "2=Mind the count"],
    ];
    for edit in edits {
        let desk = made();
        let before = shown(&desk, "1");
        desk.run(&[&["digest", "edit", "1"], edit].concat()).ok().complains("revision 1");
        let after = shown(&desk, "1");
        assert_ne!(
            before["briefs"].to_string() + &before["notes"].to_string(),
            after["briefs"].to_string() + &after["notes"].to_string(),
            "{edit:?}"
        );
        for form in ["md", "html", "text", "line", "json"] {
            let kept = desk.run(&["digest", "show", "1", "-f", form]).ok().stdout();
            assert_eq!(desk.run(&["digest", "rebuild", "1", "-f", form]).ok().stdout(), kept, "{edit:?} {form}");
        }
        desk.run(&["digest", "show", "1", "-f", "json", "-o", "1.json"]).ok();
        desk.run(&["verify", "1.json"]).ok();
    }
}

#[test]
fn an_edited_headline_is_the_editors_in_every_form() {
    let desk = made();
    let own = headlines(&shown(&desk, "1"));
    desk.run(&["digest", "edit", "1", "--headline", "2=Twelve go home", "--note", "2=From our desk"]).ok();
    for (form, words) in [
        ("md", "Twelve go home *(Editor)*"),
        ("html", "Twelve go home <span class=\"status\">Editor</span>"),
        ("text", "Twelve go home (Editor)"),
        ("line", "Twelve go home (Editor)"),
        ("json", "\"label\": \"Editor\""),
    ] {
        desk.run(&["digest", "show", "1", "-f", form]).ok().says(words);
    }
    let edition = shown(&desk, "1");
    assert_eq!(edition["briefs"][1]["headline_was"]["text"], own[1].as_str(), "attache's own is kept");
    desk.run(&["digest", "show", "1", "-f", "json", "-o", "1.json"]).ok();
    desk.run(&["verify", "1.json"])
        .ok()
        .says("headline: \"Twelve go home\": the editor's words")
        .says("note: \"From our desk\": the editor's words");
}

#[test]
fn numbers_are_those_of_the_print_and_a_file_of_edits_does_the_same() {
    let (one, two) = (made(), made());
    one.run(&["digest", "edit", "1", "--drop", "1"]).ok();
    one.run(&["digest", "edit", "1", "--drop", "1", "--headline", "2=Left"]).ok();
    assert_eq!(headlines(&shown(&one, "1")), ["Left"]);
    let two = two.file(
        "edits.toml",
        "[[edit]]\ndrop = [1]\n\n[[edit]]\ndrop = [1]\n\n[[edit.story]]\nstory = 2\nheadline = \"Left\"\n",
    );
    two.run(&["digest", "edit", "1", "--overlay", "edits.toml"]).ok();
    assert_eq!(headlines(&shown(&two, "1")), ["Left"]);
    two.run(&["digest", "edit", "1", "--reset"]).ok();
    assert_eq!(headlines(&shown(&two, "1")), headlines(&shown(&made(), "1")));
    two.run(&["digest", "rebuild", "1"]).ok();
}

#[test]
fn what_cannot_be_edited_is_said() {
    let desk = made();
    desk.run(&["digest", "edit", "1"]).exits(2).complains("nothing to edit");
    desk.run(&["digest", "edit", "1", "--drop", "9"]).exits(2).complains("there is no story 9: the digest has 3");
    desk.run(&["digest", "edit", "1", "--drop", "1.0"]).exits(2).complains("line 1.0 cannot be moved or dropped");
    desk.run(&["digest", "edit", "1", "--headline", "1= "]).exits(2).complains("has words");
    desk.run(&["digest", "edit", "1", "--headline", "words"]).exits(2).complains("names no story");
    desk.run(&["digest", "edit", "7", "--drop", "1"]).exits(3);
    let desk = desk.file("wrong.toml", "[[edit]]\ndorp = [1]\n");
    desk.run(&["digest", "edit", "1", "--overlay", "wrong.toml"]).exits(2).complains("dorp");
    assert_eq!(shown(&desk, "1")["revision"], 0);
}

#[test]
fn an_approval_names_what_it_approves_and_is_void_after_any_change() {
    let desk = made();
    desk.run(&["digest", "approve", "1", "--hash", "0000"]).exits(1).complains("was changed");
    desk.run(&["digest", "approve", "1", "--now", "2031-03-26T07:00"]).ok();
    let row = desk.run(&["digest", "list", "-f", "json"]).ok().json();
    assert_eq!((&row["state"], &row["at"]), (&"approved".into(), &"2031-03-26T07:00:00+00:00".into()));
    assert_eq!(row["state_hash"], row["hash"]);
    desk.run(&["digest", "edit", "1", "--note", "One more thing"]).ok().complains("its approval is void");
    desk.run(&["digest", "list"]).ok().says("draft");
    desk.run(&["digest", "show", "1", "--lines"]).ok().says("revision 1, draft");
}

#[test]
fn what_an_editor_writes_breaks_out_of_no_form() {
    let desk = made();
    let words = "1=<script>x</script> **b** [l](https://e.example)\u{202e}\n\nnext";
    desk.run(&["digest", "edit", "1", "--headline", words]).ok();
    desk.run(&["digest", "show", "1", "-f", "html"]).ok().never_says("<script>").never_says("\u{202e}");
    desk.run(&["digest", "show", "1"])
        .ok()
        .says("\\<script>")
        .never_says(" <script>")
        .never_says("**b**")
        .says("[l\\](https");
}
