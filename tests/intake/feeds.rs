use super::desk::Desk;
use super::make::*;

#[test]
fn the_entries_of_a_feed_are_articles() {
    let teaser = "<item><title>Ozols to Helsinki</title><description>Latvian Prime Minister Janis Ozols will travel to Helsinki on Friday \
                  for talks with his Finnish counterpart, his office said. They [&#8230;]</description></item>";
    let desk = Desk::new().file("f.xml", rss(&format!("{}{teaser}", full_item("Tamm in Vilnius"))));
    let ran = desk.run(&["extract", "f.xml"]).ok();
    let rows = rows(&ran);
    assert_eq!(column(&rows, "source_path"), ["f.xml#1", "f.xml#2"]);
    assert_eq!(column(&rows, "publisher"), ["Baltic Post", "Baltic Post"]);
    assert_eq!(rows[0]["text"].as_str(), Some(paragraphs().join("\n\n").as_str()));
    // What is only a summary is marked as one, and said so.
    assert_eq!(column(&rows, "excerpt"), ["null", "true"]);
    let ran = ran.complains("f.xml: 1 of 2 entries are summaries");
    assert!(!desk.run(&["extract", "-q", "f.xml"]).ok().stderr().contains("summaries"));
    drop(ran);
    proves(&desk, "f.xml", &["f.xml#1", "f.xml#2"]);
}

#[test]
fn an_entry_without_text_is_printed_and_makes_no_brief() {
    let bare = "<item><title>Ozols to Helsinki</title><link>https://post.example/1</link>\
                <pubDate>Tue, 14 May 2019 10:00:00 GMT</pubDate></item><item><category>x</category></item>";
    let desk = Desk::new().file("f.xml", rss(&format!("{bare}{}", full_item("Tamm in Vilnius"))));
    let ran = desk.run(&["extract", "f.xml"]).ok().complains("f.xml#2: no article text in it");
    let rows = rows(&ran);
    assert_eq!(column(&rows, "source_path"), ["f.xml#1", "f.xml#3"]);
    let first = &rows[0];
    assert_eq!((&first["title"], &first["url"]), (&"Ozols to Helsinki".into(), &"https://post.example/1".into()));
    assert_eq!((&first["published"], &first["text"]), (&"2019-05-14".into(), &"".into()));
    assert_eq!(first["excerpt"], true);
    desk.run(&["extract", "-f", "md", "f.xml"]).ok().says("# Ozols to Helsinki");
    desk.run(&["extract", "-f", "text", "f.xml"]).ok().complains("f.xml#1: no article text in it");
    desk.run(&["brief", "f.xml#1"]).exits(3);
}

#[test]
fn feeds_tell_themselves_by_content() {
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Wire</title><entry><title>Talks</title><link href='https://w.example/1'/>\
                <updated>2019-05-14T10:00:00Z</updated><content type='html'>&lt;p>The ministers met in Riga.&lt;/p></content></entry></feed>";
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "items": [{"id": "1", "content_text": "The ministers met in Riga.", "date_published": "2019-05-14"}]}"#;
    let desk = Desk::new().file("atom", atom).file("j.json", json);
    for (inputs, stdin) in
        [(["extract", "atom"], ""), (["extract", "j.json"], ""), (["extract", "-"], atom), (["extract", "-"], json)]
    {
        let ran = desk.run_with(&inputs, stdin).ok();
        assert_eq!(column(&rows(&ran), "text"), ["The ministers met in Riga."]);
        assert_eq!(column(&rows(&ran), "published"), ["2019-05-14"]);
    }
}

#[test]
fn what_is_no_feed_says_so_when_named_and_is_passed_over_in_a_folder() {
    let desk = Desk::new()
        .file("in/map.xml", "<?xml version='1.0'?><urlset></urlset>")
        .file("in/a.txt", "Some text.")
        .file("in/e.xml", rss(""));
    desk.run(&["extract", "in/map.xml"]).exits(1).complains("map.xml: is XML, but no feed");
    desk.run(&["extract", "in/e.xml"]).exits(1).complains("e.xml: holds no entry");
    desk.run(&["extract", "in"]).ok();
}

#[test]
fn hostile_feeds_are_bounded() {
    let laughs: String = (1..12).map(|n| format!("<!ENTITY e{n} '{}'>", format!("&e{};", n - 1).repeat(10))).collect();
    let desk = Desk::new()
        .file("secret.txt", "SECRET")
        .file(
            "laughs.xml",
            format!(
                "<!DOCTYPE r [<!ENTITY e0 'lol'>{laughs}]>{}",
                rss("<item><title>&e11;</title><description>&e11;</description></item>")
            ),
        )
        .file(
            "read.xml",
            format!(
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'secret.txt'>]>{}",
                rss("<item><description>They met. &x;</description></item>")
            ),
        )
        .file("deep.xml", rss(&format!("<item><description>They met.{}</description></item>", "<b>".repeat(200_000))))
        .file("many.xml", rss(&"<item><title>x".repeat(50_000)));
    let start = std::time::Instant::now();
    let ran = desk.run(&["extract", "laughs.xml", "read.xml", "deep.xml"]).ok();
    assert!(!ran.stdout().contains("lollol") && !ran.stdout().contains("SECRET"));
    desk.run(&["extract", "-q", "many.xml"]);
    assert!(start.elapsed().as_secs() < 30);
}
