//! Damaged inputs of every form, made from whole ones: nothing panics, nothing hangs, and what comes out is well formed.
//!
//! `ATTACHE_FUZZ_SECONDS=600 cargo test --test intake fuzz -- --nocapture --test-threads 1` gives each form ten minutes and
//! says how many inputs that were; without it each gets a few (`PROPTEST_CASES`, else 48).

use std::time::{Duration, Instant};

use attache::ingest::{content_id, embargo, read};
use attache::model::Article;
use chrono::Datelike;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::desk::VISIT;
use super::make::*;

/// No input of this size may take longer.
const LONGEST: Duration = Duration::from_secs(10);

/// What takes longer is read again.
const SLOW: Duration = Duration::from_millis(500);

/// What means something to a parser.
const TOKENS: [&[u8]; 48] = [
    b"<",
    b">",
    b"</",
    b"/>",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"]]>",
    b"<?",
    b"&#x",
    b"&amp;",
    b"\"",
    b"'",
    b"=",
    b"<item>",
    b"</item>",
    b"<entry>",
    b"<title>",
    b"<script>",
    b"<svg>",
    b"<table><td>",
    b"<div>",
    b"<pubDate>",
    b"\r\n",
    b"\r\n\r\n",
    b"\n\nFrom ",
    b"Content-Length: 99999999999\r\n",
    b"Content-Type: multipart/mixed; boundary=\"x\"\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"--x--",
    b"=?utf-8?B?",
    b"=?x?Q?",
    b"WARC/1.0\r\n",
    b"WARC-Type: response\r\n",
    b"HTTP/1.1 200 OK\r\n",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"{",
    b"}",
    b"[",
    b"\\u0000",
    b"\x00",
    b"\xff\xfe",
    b"\xc3",
    b"Tue, 31 Feb 2024",
    b"2024-13-45T99:99:99+99:99",
    b"EMBARGOED UNTIL 0600 GMT",
];

/// One way to damage an input.
#[derive(Debug, Clone)]
enum Damage {
    Set(Index, u8),
    Cut(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, usize),
    End(Index),
    /// A piece of another input of the corpus.
    Graft(Index, Index, Index, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        2 => (at(), 1..200_usize).prop_map(|(at, len)| Damage::Cut(at, len)),
        1 => (at(), 1..60_usize, 1..40_usize).prop_map(|(at, len, times)| Damage::Repeat(at, len, times)),
        4 => (at(), 0..TOKENS.len()).prop_map(|(at, token)| Damage::Insert(at, token)),
        1 => at().prop_map(Damage::End),
        1 => (at(), at(), at(), 1..300_usize).prop_map(|(at, of, from, len)| Damage::Graft(at, of, from, len)),
    ]
}

fn apply(input: &mut Vec<u8>, damage: &Damage, corpus: &[Vec<u8>]) {
    let place = |at: &Index, of: &[u8]| at.index(of.len() + 1);
    match damage {
        Damage::Set(at, byte) => {
            let at = place(at, input);
            input.get_mut(at).into_iter().for_each(|old| *old = *byte);
        }
        Damage::Cut(at, len) => {
            let at = place(at, input);
            input.drain(at..(at + len).min(input.len()));
        }
        Damage::Repeat(at, len, times) => {
            let at = place(at, input);
            let piece = input[at..(at + len).min(input.len())].repeat(*times);
            input.splice(at..at, piece);
        }
        Damage::Insert(at, token) => {
            let at = place(at, input);
            input.splice(at..at, TOKENS[*token].iter().copied());
        }
        Damage::End(at) => input.truncate(place(at, input)),
        Damage::Graft(at, of, from, len) => {
            let (at, of) = (place(at, input), of.get(corpus));
            let from = place(from, of);
            input.splice(at..at, of[from..(from + len).min(of.len())].iter().copied());
        }
    }
}

/// Damages whole inputs and reads them under this name.
fn fuzz(name: &str, corpus: Vec<Vec<u8>>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fuzz_with(name, corpus, |input| {
        std::fs::write(&path, input).expect("a file");
        read(&[&path]).iter().flatten().try_for_each(|article| well_formed(article, &path.to_string_lossy()))
    });
}

/// Damages whole inputs and hands them to a reader, which says whether all held.
fn fuzz_with(name: &str, corpus: Vec<Vec<u8>>, look: impl Fn(&[u8]) -> Result<(), TestCaseError>) {
    let seconds = std::env::var("ATTACHE_FUZZ_SECONDS").ok().and_then(|s| s.parse().ok()).unwrap_or(0);
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(48);
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let (begun, mut done, slowest) = (Instant::now(), 0, std::cell::Cell::new(Duration::ZERO));
    loop {
        let strategy = (any::<Index>(), prop::collection::vec(damage(), 1..12));
        TestRunner::new(config.clone())
            .run(&strategy, |(seed, damages)| {
                let mut input = seed.get(&corpus).clone();
                damages.iter().for_each(|damage| apply(&mut input, damage, &corpus));
                let timed = || {
                    let start = Instant::now();
                    (look(&input), start.elapsed())
                };
                let (held, took) = timed();
                // A machine with other work may have halted: what is slow is slow twice.
                let took = if took > SLOW { took.min(timed().1) } else { took };
                slowest.set(slowest.get().max(took));
                prop_assert!(took < LONGEST, "took {took:?}");
                held
            })
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        done += cases;
        if begun.elapsed().as_secs() >= seconds {
            break;
        }
    }
    println!("{name}: {done} inputs in {} s, the slowest {} ms", begun.elapsed().as_secs(), slowest.get().as_millis());
}

/// What holds of every article, whatever it was read from.
fn well_formed(article: &Article, path: &str) -> Result<(), TestCaseError> {
    // One without a text is known by its headline.
    let headline = article.title.as_deref().filter(|_| article.text.trim().is_empty());
    prop_assert_eq!(&article.id, &content_id(headline.unwrap_or(&article.text)));
    prop_assert!(article.source_path.starts_with(path), "{}", article.source_path);
    prop_assert!(article.published.is_none_or(|day| (1600..2200).contains(&day.year())), "{:?}", article.published);
    prop_assert_eq!(article.published.is_some(), article.published_by.is_some());
    let spans = article.presplit.iter().flatten().chain(article.dropped.iter().map(|dropped| &dropped.span));
    for span in spans {
        prop_assert!(article.text.get(span.start..span.end).is_some(), "{span:?}");
    }
    prop_assert!(article.title.as_ref().is_none_or(|title| !title.trim().is_empty()));
    let _ = embargo(article);
    Ok(())
}

fn bytes(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn feeds() -> Vec<Vec<u8>> {
    let atom = "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://wire.example/'><title>Wire</title>\
                <entry><id>tag:1</id><title type='html'>A &amp;lt; B</title><link href='b.html'/><updated>2019-05-14T10:00:00Z</updated>\
                <author><name>Ann Ode</name></author><content type='xhtml'><div><p>They met.</p><p>They left.</p></div></content></entry></feed>";
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>Wire</title>\
               </channel><item rdf:about='https://w.example/1'><title>Talks</title><dc:date>2019-05-14</dc:date></item></rdf:RDF>";
    let declared = "<!DOCTYPE rss [<!ENTITY wire \"Baltic Wire\">]><rss><channel><item><title>&wire;</title>\
                    <description>&lt;p>They met.&lt;/p> [&#8230;]</description></item></channel></rss>";
    let whole = rss(&[full_item("Tamm in Vilnius"), full_item("Ozols in Riga")].concat());
    bytes(&[atom, rdf, declared, &whole])
}

fn mails() -> Vec<Vec<u8>> {
    let two = format!(
        "--b\r\nContent-Type: text/plain; charset=iso-8859-2\r\n\r\n{VISIT}\r\n--b\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>They met=20in Riga.</p>\r\n--b--"
    );
    let packed = "PHA+VGhlIG1pbmlzdGVycyBtZXQgaW4gUmlnYS48L3A+";
    vec![
        plain_mail("=?utf-8?Q?Tamm_in_V=C4=ABlnius?=").into_bytes(),
        mail("Two", "Content-Type: multipart/alternative; boundary=b\r\n", &two).into_bytes(),
        mail("Packed", "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n", packed).into_bytes(),
        mail(
            "Flowed",
            "Content-Type: text/plain; format=flowed; delsp=yes\r\n",
            "They \r\nmet.\r\n> quoted \r\n> twice",
        )
        .into_bytes(),
    ]
}

fn crawl() -> Vec<Vec<u8>> {
    let html = "200 OK\r\nContent-Type: text/html; charset=utf-8";
    let chunked = "200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked";
    let records = [
        record("warcinfo", "Content-Type: application/warc-fields\r\n", b"software: x\r\n"),
        response("https://post.example/visit", html, page("Tamm in Vilnius").as_bytes()),
        response(
            "https://post.example/packed",
            &format!("{html}\r\nContent-Encoding: gzip"),
            &gz(b"<p>They met in Riga.</p>"),
        ),
        response("https://post.example/pieces", chunked, b"10\r\n<p>They met.</p>\r\n0\r\n\r\n"),
        record(
            "conversion",
            "WARC-Target-URI: https://post.example/text\r\nContent-Type: text/plain\r\n",
            b"They met.",
        ),
    ];
    vec![records.concat(), records[1].clone()]
}

fn rows_of_json() -> Vec<Vec<u8>> {
    let row = serde_json::json!({"id": 7, "title": "Talks", "date": "2019-05-14", "publisher": {"name": "Wire"}, "text": VISIT});
    let split = r#"{"doc_id": "a", "dct": 1557828000, "sentences": ["They met.", "They left."]}"#;
    let state = r#"{"schema": "attache/address/1", "address": "https://post.example/feed"}"#;
    bytes(&[&format!("{row}\n{split}\n{state}\n"), &format!("[{row}, {split}]")])
}

fn pages() -> Vec<Vec<u8>> {
    let head = "<script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"datePublished\": \"2019-05-14T10:00:00Z\", \
                \"author\": [{\"name\": \"Ann Ode\"}]}</script><meta property='article:published_time' content='2019-05-14'>\
                <link rel=canonical href='https://post.example/visit'>";
    let marked = page("Tamm in Vilnius").replace("<meta charset=utf-8>", &format!("<meta charset=utf-8>{head}"));
    let shown = page("Talks")
        .replace("By Ann Ode", "By Ann Ode | Tuesday, 14 May 2019 10:00 <time datetime='2019-05-14'>May 14</time>");
    vec![marked.into_bytes(), shown.into_bytes()]
}

#[test]
fn fuzz_feeds() {
    fuzz("f.xml", feeds());
}

#[test]
fn fuzz_json_feeds() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "authors": [{"name": "Ann Ode"}], "items": [
        {"id": 7, "url": "https://w.example/7", "title": "Talks", "content_html": "<p>They met.</p>", "date_published": "2019-05-14T10:00:00Z"},
        {"id": "8", "summary": "Short.", "author": {"name": "Bo Lind"}}]}"#;
    fuzz("f.json", bytes(&[feed]));
}

#[test]
fn fuzz_pages() {
    fuzz("p.html", pages());
}

#[test]
fn fuzz_mails() {
    fuzz("m.eml", mails());
}

#[test]
fn fuzz_mailboxes() {
    let mails: Vec<String> = mails().into_iter().filter_map(|mail| String::from_utf8(mail).ok()).collect();
    fuzz("m.mbox", vec![mailbox(&mails).into_bytes(), mailbox(&mails[..1]).into_bytes()]);
}

#[test]
fn fuzz_crawls() {
    fuzz("c.warc", crawl());
}

#[test]
fn fuzz_packed_crawls() {
    let members: Vec<u8> = crawl().iter().flat_map(|record| gz(record)).collect();
    fuzz("c.warc.gz", vec![members, gz(&crawl().concat())]);
}

#[test]
fn fuzz_archives() {
    let (page, mail) = (page("Talks").into_bytes(), mails()[0].clone());
    let inner = zip(&[("a.txt", VISIT.as_bytes())]);
    fuzz(
        "a.zip",
        vec![zip(&[("a.html", &page), ("b/m.eml", &mail)]), zip(&[("in.zip", &inner), ("n.txt", b"They met.")])],
    );
}

#[test]
fn fuzz_rows() {
    fuzz("r.jsonl", rows_of_json());
}

#[test]
fn fuzz_json() {
    fuzz("r.json", rows_of_json());
}

#[test]
fn fuzz_text_with_embargoes() {
    let texts = [
        format!("EMBARGOED UNTIL 0600 GMT, 14 MAY 2019\n\n{VISIT}"),
        format!("Not for publication before Tuesday, May 14, 2019, 6 a.m. EST.\n\n{VISIT}"),
        format!("Strictly embargoed until 14.05.2019, 06:00 CET\n{VISIT}"),
    ];
    fuzz("t.txt", texts.map(String::into_bytes).to_vec());
}

#[test]
fn fuzz_markdown() {
    let text = format!(
        "---\ntitle: \"Talks\"\ndate: 2019-05-14\nauthor: [Ann Ode, Bo Lind]\n---\n\n# Talks\n\n{VISIT}\n- one\n- *two* [x](y)\n"
    );
    fuzz("t.md", bytes(&[&text]));
}

#[test]
fn fuzz_saved_pages() {
    let head = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/visit\r\nDate: Tue, 14 May 2019 10:00:00 -0000\r\n\
                MIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\n\
                Content-Type: text/html\r\n";
    let whole = |page: &str| format!("{head}\r\n{page}\r\n--b--\r\n");
    let packed =
        format!("{head}Content-Transfer-Encoding: base64\r\n\r\nPHA+VGhleSBtZXQgaW4gUmlnYS48L3A+\r\n--b--\r\n");
    fuzz("p.mhtml", bytes(&[&whole(&page("Talks")), &packed]));
}

/// Pages whose head says much: linked data of all kinds, an index, a body that a script writes, a line of embargo.
#[test]
fn fuzz_metadata() {
    let graph = r##"[{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Post"}, {"@type": ["NewsArticle"],
        "headline": "Talks", "datePublished": "2019-05-14T10:00:00+02:00", "dateModified": "2019-05-15", "author": [{"@id": "#a"}, "Bo Eck"],
        "publisher": {"@id": "#o"}, "mainEntityOfPage": {"@id": "https://post.example/visit"}, "articleBody": "They met. \n\n <p>They left.</p>"},
        {"@type": "Person", "@id": "#a", "name": "Ann Ode"}]}]"##;
    let head = format!(
        "<script type='application/ld+json'>{graph}</script><meta name=author content='Ann Ode, Bo Eck, Cy Fay'>"
    );
    let card = "<h3><a href=/1>Ministers meet for a round of talks</a></h3><p>They talked about ferries and fees for hours.</p>";
    let embargoed =
        "<p>EMBARGOED UNTIL 0600 GMT, 14 MAY 2019</p><h1>Talks</h1><p>Updated 15 May 2019 Published 14 May 2019</p>";
    let bodies = [page("Talks"), card.repeat(6), format!("{embargoed}{}", html()), "<div id=root></div>".to_owned()];
    fuzz("p.html", bodies.iter().map(|body| format!("<title>Talks - Post</title>{head}{body}").into_bytes()).collect());
}

#[test]
fn fuzz_lists_of_feeds() {
    let list = "<?xml version='1.0'?><!DOCTYPE opml [<!ENTITY wire 'https://wire.example/'>]><opml version='2.0'><head><title>Press</title>\
                </head><body><outline text='Wires'><outline type='rss' text='Wire' xmlUrl='https://wire.example/feed?a=1&amp;b=2'/>\
                <outline text='Post' xmlUrl='feed://post.example/rss'/></outline><outline xmlUrl='&wire;feed'/></body></opml>";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("f.opml").to_string_lossy().into_owned();
    fuzz_with("f.opml", bytes(&[list]), |input| {
        std::fs::write(&path, input).expect("a file");
        let list = attache::ingest::feed_list(&path).unwrap_or_default();
        prop_assert!(list.feeds.iter().all(|address| address.starts_with("http")), "{list:?}");
        Ok(())
    });
}

#[test]
fn fuzz_settings() {
    let whole = "store = \"attache.db\"\npeople = \"people.csv\"\n[[source]]\nname = \"wire\"\nurl = \"https://news.example/feed.xml\"\n\
                 publish = \"quote\"\nquote_limit = \"50 words\"\nembargo_until = 2031-05-14T06:00:00+02:00\n[digest]\ntime_zone = \"Europe/Paris\"\n\
                 max_failed = \"50 %\"\n[digest.interests]\ncountries = { Uruguay = 1 }\n[names]\n\"Helena Vaz\" = [\"H. Vaz\"]\n[mail]\n\
                 from = \"desk@example.org\"\n[serve]\nlisten = \"127.0.0.1:8080\"\n";
    fuzz_with("attache.toml", bytes(&[whole]), |input| {
        let read = attache::config::Config::from_toml(&String::from_utf8_lossy(input));
        prop_assert!(read.map_or_else(|error| !error.to_string().is_empty(), |_| true));
        Ok(())
    });
}

#[test]
fn fuzz_tables_of_visits() {
    use attache::diary::table::{Defaults, parse};
    let csv = "traveller,office,from,to,country,place,kind,counterpart\nKarin Tamm,foreign minister,2019-05-14,2019-05-15,Lithuania,Vilnius,official visit,\"Petraitis, Jonas\"\n";
    let rows = r#"{"traveller": "Karin Tamm", "from": "2019-05", "country": "LTU", "place": "Vilnius"}"#;
    let tables = bytes(&[csv, rows, &format!("[{rows}, {rows}]")]);
    fuzz_with("visits.csv", tables, |input| {
        let _ = parse(&String::from_utf8_lossy(input), std::path::Path::new("visits.csv"), &Defaults::default());
        Ok(())
    });
}

#[cfg(feature = "mail")]
#[test]
fn fuzz_tables_of_subscribers() {
    let csv = "\u{feff}email,name,status,lang,topics\nana@example.org,\"Lind, Ana\",active,en,\"trade;visas\"\nbo@example.org,,paused,,\n";
    let foreign = "uuid,email,name,status,attributes\n1,ana@example.org,Ana,enabled,\"{\"\"city\"\": \"\"Riga\"\"}\"\n";
    fuzz_with("readers.csv", bytes(&[csv, foreign]), |input| {
        let table = attache::deliver::table::read(input);
        prop_assert!(table.map_or(true, |table| table.rows.len() <= input.len()));
        Ok(())
    });
}
