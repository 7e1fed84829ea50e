use super::{archive, days, make, with};

const SECRET: &str = "RIGA, March 25, 2031 (Baltic Wire) -- Latvian Foreign Minister Ilze Kalniņa arrived in Tallinn on Tuesday for \
talks on the amber harbour, the Estonian Foreign Ministry said.\n\nShe came to Tallinn in October 2029 too.\n\n\
\"The amber harbour is ours to share,\" Kalniņa said.\n";

/// `attache.toml` with a source of its own for what is secret.
fn config(rights: &str) -> String {
    format!(
        "[[source]]\nname = \"inbox\"\npath = \"inbox\"\n[[source]]\nname = \"wire\"\npath = \"wire\"\n{rights}\n\
         [digest]\ntitle = \"Northern digest\"\n"
    )
}

const HELD: [&str; 2] = ["restricted = true", "embargo_until = 2031-04-01T06:00:00Z"];

#[test]
fn what_is_held_reaches_no_file() {
    for rights in HELD {
        let desk = with("").file("attache.toml", config(rights)).file("wire/a.txt", SECRET);
        let desk = desk.file("inbox/1/visit.txt", super::NEWS[0][0].1);
        make(&desk, 1);
        let site = archive(&desk);
        site.page("digest/main-1.html");
        assert_eq!(site.says("amber"), Vec::<&str>::new(), "{rights}");
        assert_eq!(site.says("Kalniņa"), Vec::<&str>::new(), "{rights}");
    }
}

#[test]
fn what_is_held_later_goes_out_of_every_file() {
    for rights in HELD {
        let desk = with("").file("attache.toml", config("")).file("wire/a.txt", SECRET);
        let desk = desk.file("inbox/1/visit.txt", super::NEWS[0][0].1);
        make(&desk, 1);
        assert!(archive(&desk).says("amber").len() > 3);
        let desk = desk.file("attache.toml", config(rights));
        desk.run(&["fetch", "-q"]);
        let site = archive(&desk);
        site.page("digest/main-1.html");
        assert_eq!(site.says("amber"), Vec::<&str>::new(), "{rights}");
        assert_eq!(site.says("Kalniņa"), Vec::<&str>::new(), "{rights}");
        assert_eq!(site.broken(), Vec::<String>::new(), "{rights}");
    }
}

#[test]
fn a_headline_that_fell_out_is_held_with_its_article() {
    for rights in HELD {
        let room = "max_stories = 1\n[digest.interests]\npeople = { \"Ola Nordmann\" = 50 }\n";
        let desk = with("").file("attache.toml", config("") + room).file("wire/a.txt", SECRET);
        let desk = desk.file("inbox/1/expulsion.txt", super::NEWS[0][1].1);
        make(&desk, 1);
        let before = archive(&desk);
        assert!(before.page("digest/main-1.html").contains("<h2 class=\"label\">Also</h2>"), "{rights}");
        assert!(before.page("digest/main-1.html").contains("Kalniņa"), "{rights}");
        let desk = desk.file("attache.toml", config(rights) + room);
        desk.run(&["fetch", "-q"]);
        let site = archive(&desk);
        assert_eq!(site.says("Kalniņa"), Vec::<&str>::new(), "{rights}");
        assert!(!site.page("digest/main-1.html").contains("<h2 class=\"label\">Also</h2>"), "{rights}");
    }
}

#[test]
fn a_correction_of_a_held_story_is_held_too() {
    let desk = with("").file("attache.toml", config("")).file("wire/a.txt", SECRET);
    let desk = desk.file("inbox/1/visit.txt", super::NEWS[0][0].1);
    make(&desk, 1);
    let json = desk.run(&["digest", "show", "1", "-f", "json"]).ok().json();
    let stories = json["briefs"].as_array().expect("stories");
    let of = |entry: &serde_json::Value| entry.to_string().contains("amber");
    let position = 1 + stories.iter().position(of).expect("the story");
    desk.run(&["correct", "1", &format!("{position}.0"), "--reason", "The harbour is another."]).ok();
    let desk = desk.file("inbox/2/agreement.txt", super::NEWS[1][0].1);
    make(&desk, 2);
    assert!(archive(&desk).page("digest/main-2.html").contains("The harbour is another."));
    let desk = desk.file("attache.toml", config(HELD[0]));
    desk.run(&["fetch", "-q"]);
    let site = archive(&desk);
    assert!(site.says("The harbour is another.").is_empty() && site.says("Kalniņa").is_empty());
}

#[test]
fn of_a_quoted_source_only_what_is_quoted_is_shown() {
    let config = "[[source]]\nname = \"wire\"\npath = \"wire\"\npublish = \"quote\"\nquote_limit = \"60 words\"\n";
    let desk = with("").file("attache.toml", config).file("wire/visit.txt", super::NEWS[0][0].1);
    make(&desk, 1);
    let site = archive(&desk);
    let (_, source) = site.like("source/");
    assert!(source.contains("the rest stands with the publisher"), "{source}");
    let sentences = source.split("<div class=\"source\"").nth(1).expect("the sentences");
    let quoted: Vec<&str> = sentences
        .split("<mark id=")
        .skip(1)
        .filter_map(|part| part.split_once('>')?.1.split("</mark>").next())
        .collect();
    let words: usize = quoted.iter().map(|text| text.split_whitespace().count()).sum();
    assert!((1..=60).contains(&words), "{quoted:?}");
    assert_eq!(site.broken(), Vec::<String>::new());
}

#[test]
fn a_draft_that_waits_for_approval_is_not_out() {
    let desk = days("review = true", 1);
    assert!(!archive(&desk).files.contains_key("digest/main-1.html"));
    desk.run(&["digest", "approve", "1"]).ok();
    assert!(archive(&desk).files.contains_key("digest/main-1.html"));
}
