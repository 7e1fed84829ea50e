use std::fs;

use super::{archive, day, days};

#[test]
fn twice_changes_no_byte_and_touches_no_file() {
    let desk = days("", 3);
    let first = archive(&desk);
    let second = archive(&desk);
    assert_eq!(first.files, second.files);
    assert_eq!(first.changed, second.changed);
    desk.run(&["archive", "other", "--now", "2031-03-28"]).ok();
    assert_eq!(first.files, super::Site::read(desk.path("other")).files);
}

#[test]
fn a_day_touches_what_it_has_to() {
    let desk = days("", 2);
    let before = archive(&desk);
    let after = archive(&day(desk, 3));
    let changed = after.differs(&before);
    for page in ["index.html", "feed.xml", "calendar.ics", "digest/main-3.html", "assets/index-2031.js"] {
        assert!(changed.contains(page), "{page} is not among {changed:?}");
    }
    // What the day says nothing of stays, to the moment of its last change.
    let story = before.like("story/foreign-minister-ola-nordmann").0.to_owned();
    for page in ["digest/main-1.html", "person/ola-nordmann.html", "assets/archive.css", "search.html", story.as_str()]
    {
        assert!(!changed.contains(page), "{page} is among {changed:?}");
    }
    let untouched = before.changed.iter().filter(|(name, _)| !changed.contains(*name));
    assert!(untouched.into_iter().all(|(name, time)| after.changed.get(name) == Some(time)));
}

#[test]
fn what_somebody_else_wrote_stays() {
    let desk = days("", 1).file("archive/index.html", "mine").file("archive/notes.txt", "mine too");
    let ran = desk.run(&["archive", "--now", "2031-03-28"]).exits(5);
    ran.complains("index.html: somebody else wrote or changed it");
    fs::write(desk.path("archive/people.html"), "changed").expect("a file");
    desk.run(&["archive", "--now", "2031-03-28"]).exits(5).complains("people.html");
    for (name, text) in [("index.html", "mine"), ("notes.txt", "mine too"), ("people.html", "changed")] {
        assert_eq!(fs::read_to_string(desk.path(&format!("archive/{name}"))).expect("a file"), text);
    }
}

#[test]
fn a_page_that_is_no_longer_made_goes() {
    let desk = days("review = true", 1);
    desk.run(&["digest", "approve", "1"]).ok();
    assert!(archive(&desk).files.contains_key("digest/main-1.html"));
    desk.run(&["digest", "edit", "1", "--note", "A word of the editor."]);
    let site = archive(&desk);
    if site.files.contains_key("digest/main-1.html") {
        assert!(site.page("digest/main-1.html").contains("A word of the editor."));
    } else {
        assert_eq!(site.broken(), Vec::<String>::new());
    }
}

#[test]
fn a_template_of_ones_own_takes_the_place_of_the_built_in_one() {
    let own = "{{ page.title }}: {{ groups | length }}";
    let desk = day(super::with("templates = \"own\"").file("own/archive/list.html", own), 1);
    assert_eq!(archive(&desk).page("people.html"), "People: 4");
    let desk = desk.file("own/archive/list.html", "one\n{{ nothing }}");
    desk.run(&["archive"]).exits(1).complains("own/archive/list.html:2:").complains("nothing");
}

#[test]
fn a_run_keeps_the_archive_where_the_configuration_has_one() {
    let desk = days("[archive]\ndir = 'public'", 1).file("inbox/2/agreement.txt", super::NEWS[1][0].1);
    desk.run(&["run", "--now", "2031-03-26T18:00", "--report", "run.json"]);
    assert!(desk.path("public/digest/main-2.html").exists());
    let report = fs::read_to_string(desk.path("run.json")).expect("a report");
    let report: serde_json::Value = serde_json::from_str(&report).expect("JSON");
    let steps = report["desks"][0]["steps"].as_array().expect("steps");
    assert!(steps.iter().any(|step| step["step"] == "archive" && step["outcome"] == "done"), "{report}");
    let plain = days("", 1);
    plain.run(&["run", "--now", "2031-03-26T18:00"]);
    assert!(!plain.path("archive").exists());
}
