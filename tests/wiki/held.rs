//! What may not go out does not; what leads out of the folder is not followed.

use std::fs;

use super::desk::Desk;
use super::{CONFIG, VISIT, files, first_day, read, second_day, tell, wiki};

const SECRET: &str = "TALLINN, March 25, 2031 (Baltic Wire) -- Finnish President Aino Virtala arrived in Tallinn on Tuesday for a working \
visit, the Estonian presidential office said.\n";

fn nothing_of(desk: &Desk, words: &str) {
    for (name, (bytes, _)) in files(&desk.path("wiki")) {
        assert!(!String::from_utf8_lossy(&bytes).contains(words) && !name.contains(&words.to_lowercase()), "{name}");
    }
}

#[test]
fn a_trip_of_an_article_for_the_desk_alone_is_not_there() {
    let config = format!("{CONFIG}\n[[source]]\nname = \"desk\"\npath = \"secret\"\nrestricted = true\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/a.txt", VISIT).file("secret/b.txt", SECRET);
    tell(&desk, "2031-03-25T18:00");
    desk.run(&["visits", "list"]).ok().says("Aino Virtala");
    wiki(&desk).ok();
    nothing_of(&desk, "Virtala");
    assert!(read(&desk, "wiki/country/estonia.md").contains("Karin Tamm"));
}

#[test]
fn a_trip_under_embargo_comes_when_it_is_over() {
    let config =
        format!("{CONFIG}\n[[source]]\nname = \"desk\"\npath = \"early\"\nembargo_until = 2031-03-27T06:00:00Z\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/a.txt", VISIT).file("early/b.txt", SECRET);
    tell(&desk, "2031-03-25T18:00");
    desk.run(&["wiki", "wiki", "--now", "2031-03-27T05:59"]).ok();
    nothing_of(&desk, "Virtala");
    desk.run(&["wiki", "wiki", "--now", "2031-03-27T06:00"]).ok();
    assert!(read(&desk, "wiki/person/aino-virtala.md").contains("Tallinn"));
}

#[test]
fn a_draft_waits_for_its_approval() {
    let config = format!("{CONFIG}review = true\n\n[wiki]\ndir = \"wiki\"\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/a.txt", VISIT);
    tell(&desk, "2031-03-25T18:00");
    wiki(&desk).ok();
    assert!(!desk.path("wiki/day").exists(), "only the trips of the diary");
    desk.run(&["digest", "approve", "1"]).ok();
    wiki(&desk).ok();
    assert!(read(&desk, "wiki/day/2031-03-25.md").contains("Karin Tamm"));
}

#[test]
fn a_day_brings_the_wiki_up_to_date() {
    let config = format!("{CONFIG}\n[wiki]\ndir = \"pages\"\nformat = \"mediawiki\"\n");
    let desk = Desk::new().file("attache.toml", config).file("inbox/a.txt", VISIT);
    let run = |now: &str, code: i32| desk.run(&["run", "--now", now, "--report", "run.json"]).exits(code);
    run("2031-03-25T18:00", 0);
    assert!(read(&desk, "pages/25 March 2031.mediawiki").contains("Karin Tamm"));
    assert!(read(&desk, "run.json").contains("\"wiki\""));
    fs::write(desk.path("inbox/b.txt"), super::PLAN).expect("an article");
    let page = "pages/Index.mediawiki";
    fs::write(desk.path(page), read(&desk, page).replace("1 day", "one day")).expect("a page");
    run("2031-03-26T18:00", 5).complains("block head was edited");
    assert!(read(&desk, "pages/26 March 2031.mediawiki").contains("Bat Erdene"));
}

#[test]
fn a_run_without_a_wiki_writes_none() {
    let desk = Desk::new().file("attache.toml", CONFIG).file("inbox/a.txt", VISIT);
    desk.run(&["run", "--now", "2031-03-25T18:00"]).ok();
    assert!(!desk.path("wiki").exists());
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_not_followed() {
    use std::os::unix::fs::symlink;
    let desk = first_day();
    wiki(&desk).ok();
    let desk = desk.file("outside/index.md", "not yours\n");
    fs::remove_file(desk.path("wiki/index.md")).expect("a page");
    symlink(desk.path("outside/index.md"), desk.path("wiki/index.md")).expect("a link");
    fs::remove_dir_all(desk.path("wiki/day")).expect("a folder");
    symlink(desk.path("outside"), desk.path("wiki/day")).expect("a link");
    let desk = second_day(desk);
    wiki(&desk)
        .exits(7)
        .complains("wiki/index.md:1: it is a link that leads out of the wiki")
        .complains("wiki/day/2031-03-26.md:1: it is a link that leads out of the wiki");
    assert_eq!(read(&desk, "outside/index.md"), "not yours\n");
    assert_eq!(fs::read_dir(desk.path("outside")).expect("a folder").count(), 1);
    assert!(read(&desk, "wiki/stories.md").contains("Bat Erdene"));
}

/// An article that was free when a digest told of it, and is for the desk alone now.
#[test]
fn what_is_held_later_goes_from_the_pages() {
    let desk = first_day();
    wiki(&desk).ok();
    let desk = desk
        .file("attache.toml", CONFIG.replace("path = \"inbox\"", "path = \"inbox\"\nrestricted = true"))
        .file("inbox/z.txt", SECRET);
    desk.run(&["fetch", "-q"]).ok();
    wiki(&desk).ok();
    for (name, (bytes, _)) in files(&desk.path("wiki")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("arrived in Vilnius") && !text.contains("2031-03-25 |"), "{name}: {text}");
    }
}
