//! Names and subjects of any kind: every head is legal, and none says more than it should.

use attache::config::Unsubscribe;
use attache::deliver::{Body, Key, Letterhead, Reader};
use attache::model::{Address, Edition, MailFormat, Mailbox, SubscriberId};
use attache::render::{MailLinks, MailTemplate, Templates};
use chrono::DateTime;

use crate::post::bare;

/// Texts that break heads: scripts of all kinds, line breaks, signs that mean something, great length.
fn names() -> Vec<String> {
    let pieces = [
        "Ana Lind",
        "王小明",
        "김영희",
        "שלום לך",
        "مرحبا بالعالم",
        "🦊🦊",
        "👩\u{200d}🚀",
        "é",
        "e\u{301}",
        "\r\n",
        "\n",
        "\r",
        "\r\nBcc: x@b.example",
        "\u{2028}",
        "\0",
        "\u{202e}abc",
        "=?utf-8?q?x?=",
        "\"",
        "\\",
        "<",
        ">",
        "@",
        ",",
        ";",
        "(",
        ")",
        "_",
        "?",
        "=",
        " ",
        "  ",
        "\t",
        "%0d%0a",
        "ß",
        "İ",
        "\u{feff}",
        "\u{7f}",
        "a",
        "Þ",
        "—",
        ":",
        "\u{85}",
    ];
    let mut seed = 11_u64;
    let mut next = |most: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % most
    };
    let mut names: Vec<String> =
        (0..494).map(|_| (0..1 + next(12)).map(|_| pieces[next(pieces.len())]).collect()).collect();
    names.extend([
        "x".repeat(1000),
        "字".repeat(1000),
        "🦊".repeat(250),
        "a b ".repeat(250),
        "ש".repeat(998),
        "\"".repeat(1000),
    ]);
    names
}

#[test]
fn every_head_is_legal_and_none_injects() {
    let desk = bare("stdout:", "");
    let json = desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout();
    let edition: Edition = serde_json::from_str(&json).expect("a digest");
    let (from, address) =
        ("desk@a.example".parse::<Mailbox>().expect("a mailbox"), Address::parse("ana@a.example").expect("an address"));
    let (key, unsubscribe) = (Key::new([1; 32]), Unsubscribe::default());
    let names = names();
    assert_eq!(names.len(), 500);
    for name in names {
        let mut edition = edition.clone();
        edition.title = name.clone();
        edition.briefs[0].brief.headline.text = name.clone();
        let body = Body::render(&edition, MailTemplate::Digest, &MailLinks::default(), &Templates::built_in())
            .expect("a body");
        let head = Letterhead {
            from: &from,
            reply_to: None,
            list_id: "a.example",
            unsubscribe: &unsubscribe,
            preferences: None,
            date: DateTime::from_timestamp(1_936_000_000, 0).expect("a moment"),
            mailing: "main 1 digest",
            key: &key,
            signer: None,
        };
        let mailbox = Mailbox::new(Some(&name), address.clone());
        let reader = Reader {
            id: Some(SubscriberId(1)),
            name: mailbox.name.as_deref(),
            address: &address,
            format: MailFormat::Both,
        };
        let letter = head.letter(&body, reader).expect("a letter");
        let text = String::from_utf8(letter.octets).expect("ASCII");
        assert!(text.is_ascii(), "{name:?}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n', '\0']), "{name:?}: a bare line break");
        assert!(text.split("\r\n").all(|line| line.len() <= 998), "{name:?}: a long line");
        let (top, _) = text.split_once("\r\n\r\n").expect("a head");
        let fields: Vec<&str> = top
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .map(|line| line.split(':').next().unwrap_or_default())
            .collect();
        assert_eq!(
            fields,
            [
                "Date",
                "From",
                "To",
                "Subject",
                "Message-ID",
                "List-Id",
                "Auto-Submitted",
                "Precedence",
                "MIME-Version",
                "Content-Type"
            ],
            "{name:?}"
        );
        let words =
            top.split([' ', '\r', '\n', '\t', '"', '<']).filter(|word| word.starts_with("=?") && word.ends_with("?="));
        assert!(words.clone().all(|word| word.len() <= 75), "{name:?}: {:?}", words.max_by_key(|word| word.len()));
        // What an independent reader makes of it is what went in, and the address is the address.
        let read = mail_parser::MessageParser::default().parse(text.as_bytes()).expect("a message");
        let to = read.to().and_then(|to| to.first()).expect("a reader");
        assert_eq!(to.address(), Some("ana@a.example"), "{name:?}");
        let plain = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        if !name.contains("=?") {
            assert_eq!(
                plain(to.name().unwrap_or_default()),
                plain(mailbox.name.as_deref().unwrap_or_default()),
                "{name:?}"
            );
            assert_eq!(plain(read.subject().unwrap_or_default()), plain(body.subject()), "{name:?}");
        }
        assert_eq!(read.to().map(|to| to.iter().count()), Some(1), "{name:?}");
    }
}

#[test]
fn a_long_digest_is_cut_and_says_so() {
    let desk = bare("stdout:", "");
    let json = desk.run(&["digest", "show", "1", "-f", "json"]).ok().stdout();
    let mut edition: Edition = serde_json::from_str(&json).expect("a digest");
    edition.briefs = (0..60).map(|_| edition.briefs[0].clone()).collect();
    let links = MailLinks { archive: Some("https://desk.example/0001.html".into()), ..MailLinks::default() };
    let body = Body::render(&edition, MailTemplate::Digest, &links, &Templates::built_in()).expect("a body");
    assert!(body.cut > 0 && body.cut < 60, "{}", body.cut);
    let html = body.html(Default::default());
    assert!(html.len() < 102 * 1024 && html.contains(&format!("{} more stories were left out", body.cut)));
    assert!(html.contains("https://desk.example/0001.html"));
}
