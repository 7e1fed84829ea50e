//! What the user names: patterns, folders, saved pages, and what is said of the rest.

use super::desk::{Desk, VISIT};
use super::make::*;

#[cfg(unix)]
#[test]
fn a_pattern_over_all_folders_follows_no_link_back_up() {
    let desk =
        Desk::new().file("news/a.txt", VISIT).file("news/in/b.txt", "Another text.").file("news/in/c.pdf", "%PDF-1.7");
    for link in ["up", "again"] {
        std::os::unix::fs::symlink("..", desk.path("news/in").join(link)).expect("a link");
    }
    for pattern in ["news/**/*.txt", "**/*.txt", "news/**"] {
        let ran = desk.run(&["extract", pattern]).ok();
        assert_eq!(column(&rows(&ran), "source_path"), ["news/a.txt", "news/in/b.txt"], "{pattern}");
    }
    let ran = desk.run(&["extract", "news/*/**"]).ok();
    assert_eq!(column(&rows(&ran), "source_path"), ["news/in/b.txt"]);
    desk.run(&["extract", "news/**/*.eml"]).exits(1).complains("no file matches");
}

#[test]
fn documents_of_kinds_that_are_not_read_are_told() {
    let desk = Desk::new()
        .file("news/a.txt", VISIT)
        .file("news/b.pdf", "%PDF-1.7")
        .file("news/in/c.PDF", "%PDF-1.7")
        .file("news/d.docx", "PK\x03\x04")
        .file("news/picture.png", "\u{89}PNG");
    let told = "news: 3 files passed over, of kinds that are not read: .docx (1), .pdf (2)";
    desk.run(&["brief", "-f", "line", "news"]).ok().complains(told);
    desk.run(&["fetch", "news"]).ok().complains(told);
    desk.run(&["-q", "extract", "news"]).ok().never_complains("passed over");
    desk.run(&["extract", "news/a.txt"]).ok().never_complains("passed over");
}

/// A page as browsers save it in one file.
fn saved(page: &str) -> String {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/visit\r\nSubject: Saved page\r\n\
         Date: Mon, 3 Jun 2019 10:00:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; \
         boundary=\"--x\"\r\n\r\n----x\r\nContent-Type: text/html\r\nContent-Location: https://post.example/visit\r\n\r\n{page}\r\n\
         ----x\r\nContent-Type: text/css\r\n\r\np {{ color: red }}\r\n----x--\r\n"
    )
}

#[test]
fn a_saved_page_is_the_page_and_no_mail() {
    let stamp = |day: &str| format!("<meta charset=utf-8><meta property='article:published_time' content='{day}'>");
    let page = page("Tamm in Vilnius");
    let desk = Desk::new()
        .file("s/a.mhtml", saved(&page.replace("<meta charset=utf-8>", &stamp("2019-05-14"))))
        .file("s/b.mht", saved(&page.replace("<meta charset=utf-8>", &stamp("2031-05-14"))));
    let rows = rows(&desk.run(&["extract", "s"]).ok());
    let first = &rows[0];
    assert_eq!(first["title"], "Tamm in Vilnius");
    assert_eq!(first["url"], "https://post.example/visit");
    assert_eq!(first["published"], "2019-05-14");
    assert_eq!(first["publisher"], "Baltic Post");
    assert_eq!(first["byline"], serde_json::json!(["Ann Ode"]));
    assert!(first["articleBody"].as_str().is_some_and(|text| text.contains("second visit") && !text.contains("color")));
    // No page was published after it was saved.
    assert!(rows[1]["published"].is_null(), "{}", rows[1]["published"]);
}

#[test]
fn a_folder_of_mails_without_names_is_a_maildir() {
    let desk = Desk::new()
        .file("box/cur/1709.M1P2.host:2,S", plain_mail("Tamm in Vilnius"))
        .file("box/new/1710.M1P2.host", plain_mail("Tamm in Riga"))
        .file("box/tmp/1711.M1P2.host", plain_mail("Half a mail"))
        .file("other/cur/1709", "No mail of any kind.");
    let ran = desk.run(&["extract", "box", "other"]).ok();
    assert_eq!(column(&rows(&ran), "title"), ["Tamm in Vilnius", "Tamm in Riga"]);
}

#[test]
fn a_brief_says_what_could_not_be_read() {
    let desk = Desk::with_visit().file("b.pdf", "%PDF-1.7");
    let inputs = ["visit.txt", "b.pdf", "none.txt"];
    for form in ["md", "text", "html", "mediawiki"] {
        let ran = desk.run(&[&["brief", "-f", form][..], &inputs].concat()).exits(5);
        ran.says("Skipped: b.pdf: is no text but a PDF").says("Skipped: none.txt: is not there");
    }
    desk.run(&["brief", "--lang", "fr", "visit.txt", "b.pdf"]).exits(5).says("Écarté : b.pdf");
    desk.run(&["brief", "visit.txt"]).ok().never_says("Skipped");
    // A thousand of them are counted.
    let many: Vec<String> = (0..15).map(|n| format!("none{n:02}.txt")).collect();
    let many: Vec<&str> = std::iter::once("visit.txt").chain(many.iter().map(String::as_str)).collect();
    let ran = desk.run(&[&["brief"][..], &many].concat()).exits(5);
    ran.says("none09.txt").never_says("none10.txt").says("5 more");
}

#[test]
fn an_empty_name_is_shown_as_one() {
    Desk::new().run(&["extract", ""]).exits(1).complains("\"\": is not there");
}

#[test]
fn a_brief_says_that_its_article_is_under_embargo() {
    let desk = Desk::new()
        .file("a.txt", format!("EMBARGOED UNTIL 0600 GMT, 15 MAY 2019\n\n{VISIT}"))
        .file("b.txt", format!("EMBARGOED UNTIL DELIVERY\n\n{VISIT}"));
    desk.run(&["brief", "a.txt"]).ok().complains("a.txt: is under embargo until 2019-05-15 06:00 +00:00");
    desk.run(&["brief", "b.txt"]).ok().complains("b.txt: is under embargo: \"EMBARGOED UNTIL DELIVERY\"");
    desk.run(&["brief", "-q", "a.txt"]).ok().never_complains("embargo");
}
