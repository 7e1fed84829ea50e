//! What a desk knows beside its articles: the visit diary, its own people, its spelling of names. A digest is made with
//! it, and made again with what it was then.

use rusqlite::Connection;

use super::desk::Desk;
use super::{VISIT, digest, fetch, headlines, shown, stocked, with};

const MORNING: &str = "2031-03-26T06:30";
const CLAIM: &str = "does not fit the diary, where it is number 3";

fn visit(desk: &Desk, start: &str) {
    let who = ["visits", "add", "--who", "Karin Tamm", "--to", "LTU", "--place", "Vilnius", "--start", start];
    desk.run(&who).ok();
}

/// A desk whose diary is complete and has two earlier visits, where the article counts one.
fn well_read(settings: &str) -> Desk {
    let desk = with(settings).file("inbox/visit.txt", VISIT);
    fetch(&desk);
    visit(&desk, "2027-06-01");
    visit(&desk, "2029-10-05");
    desk.run(&["visits", "complete", "--who", "Karin Tamm", "--until", "2031-12-31"]).ok();
    desk
}

#[test]
fn counts_are_checked_against_the_diary_as_it_was() {
    let desk = well_read("");
    let made = digest(&desk, MORNING).ok().says("Check before use").says(CLAIM).stdout();
    desk.run(&["digest", "show", "1", "-f", "json", "-o", "1.json"]).ok();
    desk.run(&["verify", "1.json"]).ok();
    // What is learnt later changes the next digest, not this one.
    visit(&desk, "2030-02-02");
    assert_eq!(desk.run(&["digest", "rebuild", "1"]).ok().stdout(), made);
    // A log that was tampered with is no longer what the digest was made from.
    let store = Connection::open(desk.path("attache.db")).expect("opens");
    store.execute("DELETE FROM visit_entries WHERE number = 2", []).expect("deleted");
    desk.run(&["digest", "rebuild", "1"]).exits(1).complains("the visit diary is not what it was");
    desk.run(&["digest", "show", "1"]).ok().says(CLAIM);
}

#[test]
fn an_empty_diary_says_nothing() {
    let desk = with("").file("inbox/visit.txt", VISIT);
    fetch(&desk);
    digest(&desk, MORNING).ok().never_says("the diary");
}

#[test]
fn the_trips_of_a_digest_go_into_the_diary_once() {
    let desk = stocked("");
    digest(&desk, MORNING).ok();
    let trips = desk.run(&["visits", "list", "--who", "Karin Tamm"]).ok().says("2031-03-25").says("2029-10").stdout();
    desk.run(&["visits", "add", "--stored"]).ok().complains("0 new reports");
    desk.run(&["digest", "rebuild", "1"]).ok();
    // A reprint tells nothing new, and its trip is the same.
    let desk = desk.file("inbox/reprint.txt", format!("{VISIT}\nThe weather was fine.\n"));
    fetch(&desk);
    digest(&desk, "2031-03-27").exits(3);
    assert_eq!(desk.run(&["visits", "list", "--who", "Karin Tamm"]).ok().stdout(), trips);
}

#[test]
fn the_desk_s_own_people_go_with_the_digest() {
    let bare = "VILNIUS, March 25, 2031 (Baltic Wire) -- Karin Tamm arrived in Vilnius on Tuesday for talks on rail, the \
                Lithuanian Foreign Ministry said.\n\nTamm will meet Jonas Petraitis on Wednesday, the ministry said in a statement.\n";
    let config = "people = \"people.csv\"\n[[source]]\nname = \"inbox\"\npath = \"inbox\"\n";
    let desk = Desk::new()
        .file("attache.toml", config)
        .file("people.csv", "EST,Foreign Minister,Karin Tamm,,,,+\n")
        .file("inbox/visit.txt", bare);
    fetch(&desk);
    let made = digest(&desk, MORNING).ok().stdout();
    // Who is known to act for a state makes it a visit.
    let headline = "Karin Tamm in Vilnius, 25 March 2031";
    assert_eq!(headlines(&shown(&desk, "1")), [headline]);
    desk.run(&["digest", "show", "1", "-f", "json", "-o", "1.json"]).ok();
    // She leaves office, and the table with her.
    let desk = desk.file("attache.toml", "[[source]]\nname = \"inbox\"\npath = \"inbox\"\n");
    assert_eq!(desk.run(&["digest", "rebuild", "1"]).ok().stdout(), made);
    desk.run(&["verify", "1.json"]).ok();
    desk.run(&["digest", "edit", "1", "--reset"]).ok();
    assert_eq!(headlines(&shown(&desk, "1")), [headline]);
    let desk = desk.file("attache.toml", "people = \"none.csv\"\n");
    desk.run(&["digest", "list"]).exits(6).complains("none.csv: cannot be read");
}

#[test]
fn a_digest_is_made_again_from_another_folder() {
    let desk = well_read("");
    let made = digest(&desk, MORNING).ok().stdout();
    let elsewhere = Desk::new();
    let store = desk.path("attache.db");
    let again = ["digest", "rebuild", "1", "--store", store.to_str().expect("a path")];
    assert_eq!(elsewhere.run(&again).ok().stdout(), made);
}

#[test]
fn after_an_upgrade_the_version_that_is_needed_is_named() {
    let desk = stocked("");
    digest(&desk, MORNING).ok();
    let store = Connection::open(desk.path("attache.db")).expect("opens");
    // As if an earlier attache had counted words differently.
    store
        .execute("UPDATE digests SET version = '0.0.9', recipe = json_set(recipe, '$.desk.max_words', 1)", [])
        .expect("changed");
    desk.run(&["digest", "rebuild", "1"]).exits(1).complains("made by attache 0.0.9").complains("install 0.0.9");
    store.execute("UPDATE digests SET recipe = json_set(recipe, '$.moon', 'full')", []).expect("changed");
    desk.run(&["digest", "rebuild", "1"]).exits(1).complains("it was made by attache 0.0.9: install that one");
}

#[test]
fn all_of_a_desk_goes_into_another_store() {
    let desk = well_read("");
    digest(&desk, MORNING).ok();
    desk.run(&["digest", "edit", "1", "--note", "Mind the count"]).ok();
    desk.run(&["digest", "approve", "1", "--now", "2031-03-26T07:00"]).ok();
    desk.run(&["correct", "1", "1.1", "--reason", "The day was Monday."]).ok();
    desk.run(&["subscribers", "add", "ana@post.example", "--status", "active"]).ok();
    desk.run(&["export", "-o", "all.jsonl"]).ok().complains("rows of the diary, stories and digests");
    let lines = std::fs::read_to_string(desk.path("all.jsonl")).expect("an export");
    assert!(!lines.contains("ana@post.example"), "readers are asked for");

    let other = with("").file("all.jsonl", &lines);
    other.run(&["import", "all.jsonl"]).ok().complains("1 article read: 1 new");
    for command in [&["digest", "show", "1"][..], &["digest", "rebuild", "1"], &["digest", "list"], &["visits", "list"]]
    {
        assert_eq!(other.run(command).ok().stdout(), desk.run(command).ok().stdout(), "{command:?}");
    }
    other.run(&["export", "-o", "again.jsonl"]).ok();
    assert_eq!(std::fs::read_to_string(other.path("again.jsonl")).expect("an export"), lines);
    // Twice is once; beside another desk's own it is refused, and nothing changes.
    other.run(&["import", "all.jsonl"]).ok().complains("0 new, 1 unchanged").complains(": 0 new");
    digest(&other, "2031-03-27").ok().says("The day was Monday.");
    let third = stocked("");
    digest(&third, MORNING).ok();
    let third = third.file("all.jsonl", &lines);
    third.run(&["import", "all.jsonl"]).exits(1).complains("import into a new store").complains("nothing was imported");

    desk.run(&["export", "--readers", "-o", "readers.jsonl"]).ok();
    let fourth = with("").file("readers.jsonl", std::fs::read(desk.path("readers.jsonl")).expect("an export"));
    fourth.run(&["import", "readers.jsonl"]).ok();
    fourth.run(&["subscribers", "list"]).ok().says("ana@post.example");
    assert!(fourth.path("attache.db.restored").exists(), "what was sent since is not known");
    fourth.run(&["brief", "readers.jsonl"]).ok().says("Tamm");
}

#[test]
fn the_house_spells_names_in_what_attache_writes_and_verify_says_so() {
    let config =
        "[names]\n'Carin Tamm' = ['Karin Tamm']\n'Wilna' = ['Vilnius']\n[[source]]\nname = 'inbox'\npath = 'inbox'\n";
    let desk = Desk::new().file("attache.toml", config).file("inbox/visit.txt", VISIT);
    fetch(&desk);
    let made = digest(&desk, MORNING).ok().says("arrived in Vilnius").stdout();
    let headline = headlines(&shown(&desk, "1")).remove(0);
    assert!(headline.starts_with("Carin Tamm in Wilna"), "{headline}");
    desk.run(&["digest", "show", "1", "-f", "json", "-o", "1.json"]).ok();
    desk.run(&["verify", "1.json"]).ok().says("headline: \"Carin Tamm\": as the house spells \"Karin Tamm\"");
    // The digest keeps the spelling that it was made with.
    let desk = desk.file("attache.toml", "[[source]]\nname = 'inbox'\npath = 'inbox'\n");
    assert_eq!(desk.run(&["digest", "rebuild", "1"]).ok().stdout(), made);
    desk.run(&["verify", "1.json"]).ok();
    // A spelling of a name that its source does not have is none.
    let forged = std::fs::read_to_string(desk.path("1.json"))
        .expect("read")
        .replace("\"who_source\": \"Karin Tamm\"", "\"who_source\": \"Kalle Berg\"");
    desk.file("2.json", forged).run(&["verify", "2.json"]).exits(4);
}
