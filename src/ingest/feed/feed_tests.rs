use proptest::prelude::*;

use super::super::part::Budget;
use super::*;

fn with(text: &str, format: Format) -> Vec<Read> {
    let budget = Budget::new();
    let context = Context { found: false, wanted: None, depth: 0, budget: &budget, out: None };
    read("f.xml", text.as_bytes(), format, &Known::default(), context).unwrap_or_default()
}

fn articles(xml: &str) -> Vec<Article> {
    with(xml, Format::Feed).into_iter().filter_map(Result::ok).collect()
}

fn item(fields: &str) -> Article {
    articles(&format!("<rss><channel><title>Baltic Wire</title><link>https://wire.example/</link><item>{fields}</item></channel></rss>"))
        .into_iter()
        .next()
        .unwrap_or_default()
}

fn entry(fields: &str) -> Article {
    let feed = format!(
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://wire.example/a/'><title>Wire</title><entry>{fields}</entry></feed>"
    );
    articles(&feed).into_iter().next().unwrap_or_default()
}

fn day(article: &Article) -> String {
    article.published.map(|d| d.to_string()).unwrap_or_default()
}

#[test]
fn an_item_of_rss() {
    let article = item(
        "<title>Talks &amp; visas</title><link>/a</link><guid isPermaLink='false'>x1</guid><dc:creator>By Ann Ode</dc:creator>\
         <pubDate>Tue, 05 Mar 24 23:00:00 EST</pubDate><description>Short.</description>\
         <content:encoded><![CDATA[<p>They met.</p><p>They meet again.</p><p>The post <a>T</a> appeared first on <a>W</a>.</p>]]></content:encoded>",
    );
    assert_eq!(article.title.as_deref(), Some("Talks & visas"));
    assert_eq!(article.text, "They met.\n\nThey meet again.");
    assert_eq!((article.url.as_deref(), article.doc_id.as_deref()), (Some("https://wire.example/a"), Some("x1")));
    assert_eq!(
        (article.byline.as_slice(), article.publisher.as_deref()),
        (["Ann Ode".to_owned()].as_slice(), Some("Baltic Wire"))
    );
    assert_eq!((day(&article).as_str(), article.excerpt), ("2024-03-05", false));
    assert_eq!(article.source_path, "f.xml#1");
}

#[test]
fn a_summary_is_marked_as_one_and_the_source_is_the_outlet() {
    let article = item(
        "<description>They &lt;b&gt;met&lt;/b&gt;.</description><source url='x'>Other Post</source><guid>https://w.example/1</guid>",
    );
    assert_eq!((article.text.as_str(), article.excerpt), ("They met.", true));
    assert_eq!(
        (article.publisher.as_deref(), article.url.as_deref()),
        (Some("Other Post"), Some("https://w.example/1"))
    );
    assert_eq!(day(&article), "");
}

#[test]
fn a_summary_that_breaks_off_says_so_in_one_way() {
    for mark in ["[&#8230;]", " [...]", " (more&#8230;)", "&#8230;"] {
        assert_eq!(item(&format!("<description>They met. They{mark}</description>")).text, "They met. They…", "{mark}");
    }
    assert_eq!(item("<description>They met (twice)</description>").text, "They met (twice)");
}

#[test]
fn an_entry_of_atom() {
    let article = entry(
        "<id>tag:1</id><link rel='edit' href='x'/><link href='b.html'/><title type='html'>A &amp;lt; B</title><updated>2024-03-06T00:00:00Z</updated>\
         <published>2024-03-05T23:00:00-05:00</published><author><name>Ann Ode</name><email>a@b.example</email></author>\
         <content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>One &lt; two.</p><p>Three.</p></div></content>",
    );
    assert_eq!(article.title.as_deref(), Some("A < B"));
    assert_eq!(article.text, "One < two.\n\nThree.");
    assert_eq!((article.url.as_deref(), day(&article).as_str()), (Some("https://wire.example/a/b.html"), "2024-03-05"));
    assert_eq!(article.byline, ["Ann Ode"]);
}

#[test]
fn what_is_never_closed_ends_with_what_holds_it() {
    let broken = "<rss><channel><item><title>One <b>bold</title><description>They met.</item>\
                  <item><title>Two<link>https://w.example/2</link><description>x</description>\
                  <item><title>Three</title><description>cut o";
    let got: Vec<_> = articles(broken).into_iter().map(|a| (a.title.unwrap_or_default(), a.text)).collect();
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(got, [pair("One bold", "They met."), pair("Two", "x"), pair("Three", "cut o")]);
}

#[test]
fn titles_of_pictures_and_media_are_not_the_entry_s() {
    let article = item(
        "<image><title>Logo</title><link>https://w.example/logo</link></image><media:title>Photo</media:title><title>Talks</title>\
                        <media:group><media:description>Photo of it</media:description></media:group><description>They met.</description>",
    );
    assert_eq!((article.title.as_deref(), article.text.as_str(), article.url), (Some("Talks"), "They met.", None));
}

#[test]
fn rdf_keeps_its_items_beside_the_channel() {
    let rdf = "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>Wire</title></channel>\
               <item rdf:about='https://w.example/1'><title>Talks</title><link>https://w.example/1</link><dc:date>2024-03-05</dc:date></item></rdf:RDF>";
    let article = articles(rdf).into_iter().next().unwrap_or_default();
    assert_eq!(
        (article.publisher.as_deref(), article.title.as_deref(), day(&article).as_str()),
        (Some("Wire"), Some("Talks"), "2024-03-05")
    );
    assert_eq!(article.doc_id.as_deref(), Some("https://w.example/1"));
}

#[test]
fn entities_do_not_blow_up_and_files_are_not_read() {
    let declared: String =
        (1..10).map(|n| format!("<!ENTITY e{n} '{}'>", format!("&e{};", n - 1).repeat(10))).collect();
    let bomb = format!(
        "<!DOCTYPE r [<!ENTITY e0 'lol'>{declared}<!ENTITY f SYSTEM 'file:///etc/passwd'>]><rss><item><title>&e9; &e0; &f;</title></item></rss>"
    );
    let title = articles(&bomb).into_iter().next().and_then(|a| a.title).unwrap_or_default();
    assert_eq!(title, "&e9; lol &f;");
}

#[test]
fn a_json_feed() {
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Wire", "authors": [{"name": "Ann Ode"}], "items": [
        {"id": 7, "url": "https://w.example/7", "title": "Talks", "content_html": "<p>They met.</p>", "date_published": "2024-03-05T10:00:00Z"},
        {"id": "8", "summary": "Short.", "author": {"name": "Bo Lind"}}, "odd"]}"#;
    let got: Vec<Article> = with(json, Format::Json).into_iter().filter_map(Result::ok).collect();
    let show = |a: &Article| {
        format!("{}|{}|{}|{}|{}", a.doc_id.clone().unwrap_or_default(), a.text, a.byline.join(","), day(a), a.excerpt)
    };
    assert_eq!(
        got.iter().map(show).collect::<Vec<_>>(),
        ["7|They met.|Ann Ode|2024-03-05|false", "8|Short.|Bo Lind||true", "||Ann Ode||true"]
    );
    assert!(with(r#"{"version": "1", "items": [{"text": "x"}]}"#, Format::Json).is_empty());
}

#[test]
fn other_xml_is_no_feed_and_an_empty_feed_says_so() {
    assert!(with("<urlset><url/></urlset>", Format::Feed).is_empty());
    assert!(matches!(
        with("<rss><channel/></rss>", Format::Feed).as_slice(),
        [Err(IngestError { reason: Reason::NoArticle { what: "entry", .. }, .. })]
    ));
}

#[test]
fn hostile_feeds_take_no_time() {
    let deep =
        format!("<rss><channel><item><description>{}</description></item></channel></rss>", "<b>".repeat(100_000));
    let open = format!("<rss>{}", "<item><title a=\"".repeat(100_000));
    let ends = format!("<rss>{}{}", "<x>".repeat(100), "</y>".repeat(100_000));
    let names = format!("<rss>{}", (0..50_000).map(|n| format!("<a xmlns:p{n}='u'>&n{n};")).collect::<String>());
    let start = std::time::Instant::now();
    for text in [deep, open, ends, names] {
        let _ = articles(&text);
    }
    assert!(start.elapsed().as_secs() < 20);
}

proptest! {
    #[test]
    fn pieces_of_feeds_do_no_harm(text in "(<(rss|channel|item|entry|feed|title|link|description|content:encoded|author|b)( type='(html|xhtml|x)'| href='a')?/?>|</(item|title|description|b|rss)>|<!\\[CDATA\\[|\\]\\]>|&amp;|&nbsp;|a|é| ){0,60}") {
        let _ = articles(&text);
        let _ = articles(&format!("<rss><channel>{text}"));
        let _ = articles(&format!("<feed><entry>{text}"));
    }

    #[test]
    fn what_is_written_right_is_read_right(titles in prop::collection::vec("[A-Za-z][A-Za-z &<>]{0,20}[a-z]", 1..6)) {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let entries: String = titles.iter().map(|t| format!("<entry><title type='text'>{}</title></entry>", escape(t))).collect();
        let got: Vec<String> = articles(&format!("<feed>{entries}</feed>")).into_iter().filter_map(|a| a.title).collect();
        let line = |t: &String| t.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assert_eq!(got, titles.iter().map(line).collect::<Vec<_>>());
    }
}
