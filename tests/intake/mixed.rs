use super::desk::{Desk, VISIT};
use super::make::*;

fn desk() -> Desk {
    let page = page("Tamm in Vilnius");
    Desk::new()
        .file("news/a.eml", plain_mail("Tamm in Vilnius"))
        .file(
            "news/b.warc.gz",
            gz(&response("https://post.example/b", "200 OK\r\nContent-Type: text/html", page.as_bytes())),
        )
        .file("news/c.zip", zip(&[("c.html", page.as_bytes())]))
        .file("news/d.xml", rss(&full_item("Tamm in Vilnius")))
        .file("news/e.txt", VISIT)
        .file("news/f.bin", b"\0\x01\x02")
}

#[test]
fn folders_and_patterns_take_all_forms() {
    let names = ["a.eml", "b.warc.gz#1", "c.zip!/c.html", "d.xml#1", "e.txt"].map(|name| format!("news/{name}"));
    let ran = desk().run(&["extract", "news"]).ok();
    assert_eq!(column(&rows(&ran), "source_path"), names);
    let ran = desk().run(&["extract", "news/[a-e].*"]).ok();
    assert_eq!(column(&rows(&ran), "source_path"), names);
}

#[test]
fn one_brief_of_all_forms_reads_well_and_proves() {
    let desk = desk();
    let ran = desk.run(&["brief", "news"]).ok();
    let ran = ran.says("# Karin Tamm in Vilnius, 14–15 May 2019").says("5 articles");
    // The number of one sentence stands once, however many copies of the article there are.
    let line = ran.stdout().lines().find(|l| l.starts_with("**Visit.**")).map(str::to_owned).unwrap_or_default();
    assert_eq!(line.matches("[1]").count() + line.matches("[1.1]").count(), 1, "{line}");
    desk.run(&["brief", "-f", "json", "-o", "b.json", "news"]).ok();
    desk.run(&["verify", "b.json"]).ok();
    // A source that has changed no longer carries its lines.
    desk.run(&["brief", "-f", "json", "-o", "c.json", "news/c.zip"]).ok();
    std::fs::write(desk.path("news/c.zip"), zip(&[("c.html", b"<p>Other words.</p>")])).expect("written");
    desk.run(&["verify", "c.json"]).exits(4);
}

#[test]
fn a_file_with_a_mark_in_its_name_is_a_file() {
    let desk = Desk::new().file("no#1.txt", "First text.").file("odd!/a.txt", "Second text.");
    let ran = desk.run(&["extract", "no#1.txt", "odd!/a.txt"]).ok();
    assert_eq!(column(&rows(&ran), "text"), ["First text.", "Second text."]);
    desk.run(&["extract", "no#1.txt#2"]).exits(1).complains("no#1.txt#2: is not there");
    desk.run(&["extract", "none.zip!/a.txt"]).exits(1).complains("none.zip!/a.txt: is not there");
}

#[test]
fn the_help_names_the_forms() {
    for command in ["brief", "extract"] {
        desk().run(&[command, "--help"]).ok().says("mbox").says(".warc").says("feeds").says("FILE#N");
    }
}
