use std::error::Error;

use proptest::prelude::*;

use super::record::Record;
use super::test_place::place;
use super::*;
use crate::ingest::content_id;
use crate::model::{Article, DAY_RULES, Dateline, Dropped, Publish, QuoteLimit, Rights};
use crate::text::Span;

type Tested = Result<(), Box<dyn Error>>;

fn article(text: &str, url: Option<&str>) -> Article {
    Article {
        id: content_id(text),
        text: text.to_owned(),
        url: url.map(str::to_owned),
        source_path: "-".to_owned(),
        ..Article::default()
    }
}

/// From now on this text finds no room.
fn no_room(writer: &Writer, text: &str) -> Tested {
    let sql = match writer.store.connection.sqlite() {
        Some(_) => format!(
            "CREATE TEMP TRIGGER no_room BEFORE INSERT ON articles WHEN new.text = '{text}'
             BEGIN SELECT raise(ABORT, 'no room'); END"
        ),
        None => format!(
            "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
               'BEGIN RAISE EXCEPTION ''no room''; END';
             CREATE TRIGGER no_room BEFORE INSERT ON articles FOR EACH ROW WHEN (new.text = '{text}')
               EXECUTE FUNCTION no_room()"
        ),
    };
    Ok(writer.store.connection.batch(&sql)?)
}

fn incoming(article: Article) -> Incoming {
    Incoming { article, ..Incoming::default() }
}

/// An article with something in every field.
fn full() -> Article {
    let text = "ŽILINA, May 14 (Wire) -- Tamm arrived — late.\nShare this";
    let span = |piece: &str| text.find(piece).map(|at| Span::new(at, at + piece.len())).unwrap_or_default();
    Article {
        doc_id: Some("a \"7\"".to_owned()),
        source_path: "in/a b.zip!/c#1".to_owned(),
        title: Some("Tamm in Žilina".to_owned()),
        byline: vec!["Ann Ode".to_owned(), "Jo \"J\" Poe".to_owned()],
        publisher: Some("Baltic Post".to_owned()),
        origin: Some("Wire".to_owned()),
        published: chrono::NaiveDate::from_ymd_opt(2019, 5, 14),
        published_by: DAY_RULES.first().copied(),
        updated: chrono::NaiveDate::from_ymd_opt(2019, 5, 16),
        lang: Some("en".to_owned()),
        dateline: Some(Dateline {
            span: span("ŽILINA, May 14 (Wire) --"),
            place: Some("Žilina".to_owned()),
            agency: Some("Wire".to_owned()),
            date: chrono::NaiveDate::from_ymd_opt(2019, 5, 14),
        }),
        presplit: Some(vec![span("Tamm arrived — late."), span("Share this")]),
        dropped: vec![Dropped { span: span("Share this"), rule: "share-bar".to_owned() }],
        excerpt: true,
        ..article(text, Some("https://post.example/a"))
    }
}

fn rights() -> Rights {
    Rights {
        embargo_until: "2031-05-14T06:00:00+02:00".parse().ok(),
        restricted: true,
        quote_limit: Some(QuoteLimit::Percent(10)),
        publish: Publish::Quote,
    }
}

#[test]
fn an_article_comes_back_as_it_went_in() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    let bare = article("Nothing but words.", None);
    let whole = Incoming { article: full(), source: Some("wire".to_owned()), rights: rights(), entry: None };
    assert_eq!(writer.put(vec![whole, incoming(bare.clone())])?, [Outcome::New, Outcome::New]);
    let stored = writer.article(&full().id)?.ok_or("it is there")?;
    assert_eq!(stored.article, full());
    assert_eq!((stored.source.as_deref(), stored.rights), (Some("wire"), rights()));
    assert_eq!(stored.versions, [Version { address: "https://post.example/a".to_owned(), version: 1 }]);
    let stored = writer.article(&bare.id)?.ok_or("it is there")?;
    assert_eq!((stored.article, stored.versions), (bare, Vec::new()));
    assert_eq!(writer.len()?, 2);
    Ok(())
}

#[test]
fn a_page_that_changes_has_versions() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    let (url, other) = (Some("https://post.example/a"), Some("http://post.example/a#top"));
    let (first, second) = (article("They met.", url), article("They met twice.", other));
    let mut put = |article: &Article| writer.put(vec![incoming(article.clone())]);
    assert_eq!(put(&first)?, [Outcome::New]);
    assert_eq!(put(&Article { text: "They\n met. ".into(), ..first.clone() })?, [Outcome::Unchanged]);
    assert_eq!(put(&second)?, [Outcome::Changed { before: first.id.clone() }]);
    assert_eq!(put(&first)?, [Outcome::Unchanged]);
    let summary = Article { excerpt: true, ..article("They met …", url) };
    assert_eq!(put(&summary)?, [Outcome::Unchanged], "a summary is no new version");
    assert_eq!(put(&article("They met twice.", Some("https://wire.example/b")))?, [Outcome::Unchanged]);
    assert_eq!(writer.len()?, 2);
    let versions = writer.article(&second.id)?.ok_or("it is there")?.versions;
    let versions: Vec<_> = versions.iter().map(|v| (v.address.as_str(), v.version)).collect();
    assert_eq!(versions, [("https://post.example/a", 2), ("https://wire.example/b", 1)]);
    Ok(())
}

#[test]
fn words_of_earlier_versions_are_found_only_when_asked_for() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    let url = Some("https://post.example/a");
    writer.put(vec![incoming(article("Café talks began.", url)), incoming(article("Café talks ended.", url))])?;
    let found = |words: &[&str], superseded: bool| -> Result<Vec<String>, Box<dyn Error>> {
        let query = Query::of(words).ok_or("words")?;
        let hits = writer.search(&Search { query, order: Order::Newest, limit: 9, superseded })?;
        Ok(hits.into_iter().map(|hit| hit.snippet).collect())
    };
    assert_eq!(found(&["CAFE", "talk"], false)?, ["Café talks ended."]);
    assert_eq!(found(&["cafe"], true)?, ["Café talks ended.", "Café talks began."]);
    assert_eq!(found(&["talks ended"], true)?, ["Café talks ended."]);
    assert!(found(&["ended talks"], true)?.is_empty());
    assert_eq!(found(&["caf*"], false)?.len(), 1);
    assert!(found(&["began"], false)?.is_empty());
    for odd in ["\"", "a OR", "text:x", "NEAR(", "^a", "{a}", "a + b", "-a", "(", "col : *", "a\0b"] {
        found(&[odd, "x"], true)?;
    }
    Ok(())
}

#[test]
fn rights_follow_their_source_and_the_stricter_hold() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    let id = full().id;
    let mut put = |source: &str, rights: Rights| -> Result<Rights, Box<dyn Error>> {
        writer.put(vec![Incoming { article: full(), source: Some(source.to_owned()), rights, entry: None }])?;
        Ok(writer.article(&id)?.ok_or("it is there")?.rights)
    };
    let link = Rights { publish: Publish::Link, ..Rights::default() };
    assert_eq!(put("wire", link.clone())?, link);
    assert_eq!(put("post", Rights { restricted: true, ..Rights::default() })?, Rights { restricted: true, ..link });
    assert_eq!(put("wire", Rights::default())?, Rights::default());
    Ok(())
}

#[test]
fn a_batch_goes_in_whole_or_not_at_all() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    writer.put(vec![incoming(article("One.", None))])?;
    no_room(&writer, "Three.")?;
    assert!(writer.put(vec![incoming(article("Two.", None)), incoming(article("Three.", None))]).is_err());
    assert_eq!(writer.len()?, 1);
    Ok(())
}

#[test]
fn what_an_address_gave_goes_in_with_what_is_known_of_it() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut writer = Writer::open(place(folder.path(), "a.db"))?;
    let at = chrono::DateTime::parse_from_rfc3339("2019-05-14T10:00:00Z")?.to_utc();
    let feed = Asked { address: "https://post.example/feed".to_owned(), rights: rights(), ..Asked::default() };
    let entry = Article {
        published: chrono::NaiveDate::from_ymd_opt(2019, 5, 14),
        ..article("", Some("http://post.example/a?rss"))
    };
    let page = Incoming { entry: Some(entry.clone()), ..incoming(article("One.", Some("https://post.example/a"))) };
    no_room(&writer, "Two.")?;
    let known = Asked { etag: Some("\"a\"".to_owned()), ..feed.clone() }.answered(at);
    assert!(writer.put_from(vec![page.clone(), incoming(article("Two.", None))], &known).is_err());
    assert_eq!((writer.len()?, writer.asked(&feed.address)?), (0, None), "no validators without their articles");

    assert!(!writer.has_entry(&entry)?);
    writer.put_from(vec![page.clone()], &known)?;
    let gave = Asked { gave: Some(at), ..known.clone() };
    assert_eq!(writer.all_asked()?, [(gave.clone(), 1)]);
    assert!(writer.has_entry(&entry)? && writer.has_entry(&Article { published: None, ..entry.clone() })?);
    assert!(!writer.has_entry(&Article { published: entry.published.and_then(|day| day.succ_opt()), ..entry })?);

    let later = at + chrono::TimeDelta::days(1);
    writer.put_from(vec![page], &gave.clone().answered(later))?;
    assert_eq!(writer.asked(&feed.address)?, Some(Asked { answered: Some(later), ..gave.clone() }));
    let failed =
        Asked { moved_to: Some("https://post.example/b".to_owned()), ..gave.clone() }.failed("x".to_owned(), true);
    assert_eq!((failed.failures, failed.gone, &failed.moved_to, &failed.etag), (1, true, &None, &gave.etag));
    assert_eq!(failed.answered(at), gave);
    Ok(())
}

#[test]
fn an_import_is_whole_or_nothing_and_merges() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut one = Writer::open(place(folder.path(), "a.db"))?;
    let url = Some("https://post.example/a");
    let whole = Incoming { article: full(), source: Some("wire".to_owned()), rights: rights(), entry: None };
    one.put(vec![whole, incoming(article("They met.", url)), incoming(article("They met twice.", url))])?;
    let mut lines = Vec::new();
    assert_eq!(one.export(&mut lines, false)?, Exported { articles: 3, ..Exported::default() });
    let mut two = Writer::open(place(folder.path(), "b.db"))?;
    let broken = [&lines[..], b"{\"schema\": \"attache/article/1\"}\n"].concat();
    let refused = two.import(&mut &broken[..]).map(|_| ()).unwrap_err().to_string();
    assert!(refused.starts_with("line 4: not what `attache export` writes: missing field"), "{refused}");
    assert_eq!(two.len()?, 0);
    let read = |new| Imported { articles: 3, new, ..Imported::default() };
    assert_eq!(two.import(&mut &lines[..])?, read(3));
    let mut again = Vec::new();
    two.export(&mut again, false)?;
    assert_eq!(String::from_utf8(again)?, String::from_utf8(lines.clone())?);

    let mut three = Writer::open(place(folder.path(), "c.db"))?;
    three.put(vec![incoming(article("They never met.", url))])?;
    assert_eq!(three.import(&mut &lines[..])?, read(3));
    assert_eq!(three.import(&mut &lines[..])?, read(0));
    let at = |text: &str| -> Result<u32, Box<dyn Error>> {
        let stored = three.article(&content_id(text))?.ok_or("it is there")?;
        Ok(stored.versions.first().ok_or("an address")?.version)
    };
    assert_eq!([at("They never met.")?, at("They met twice.")?], [1, 4]);
    Ok(())
}

#[test]
fn addresses_with_all_that_is_known_of_them_come_back() -> Tested {
    let folder = tempfile::tempdir()?;
    let mut one = Writer::open(place(folder.path(), "a.db"))?;
    let day = |day: u32| format!("2019-05-{day}T10:00:00Z").parse::<chrono::DateTime<chrono::Utc>>();
    let whole = Asked {
        source: Some("post".to_owned()),
        rights: rights(),
        etag: Some("\"a\"".to_owned()),
        last_modified: Some("Tue, 14 May 2019 10:00:00 GMT".to_owned()),
        moved_to: Some("https://post.example/new".to_owned()),
        feed: true,
        ..asked_feed()
    };
    let entry = Some(Article {
        published: chrono::NaiveDate::from_ymd_opt(2019, 5, 14),
        ..article("", Some("https://post.example/a?rss"))
    });
    let page = Incoming { entry, ..incoming(article("They met.", Some("https://post.example/a"))) };
    one.put_from(vec![page, incoming(article("They left.", None))], &whole.answered(day(15)?))?;
    let gone = Asked { address: "https://wire.example/".to_owned(), ..Asked::default() };
    one.put_from(Vec::new(), &gone.failed("answers with status 410".to_owned(), true))?;
    let mut lines = Vec::new();
    assert_eq!(one.export(&mut lines, false)?, Exported { articles: 2, addresses: 2, rows: 0 });

    let mut two = Writer::open(place(folder.path(), "b.db"))?;
    assert_eq!(two.import(&mut &lines[..])?, Imported { articles: 2, new: 2, addresses: 2, ..Imported::default() });
    assert_eq!(two.all_asked()?, one.all_asked()?);
    assert!(two.has_entry(&article("", Some("https://post.example/a?rss")))?);
    let mut again = Vec::new();
    two.export(&mut again, false)?;
    assert_eq!(String::from_utf8(again)?, String::from_utf8(lines.clone())?);

    // What was learnt last counts, here and there.
    let here = two.asked(&asked_feed().address)?.ok_or("it is there")?;
    let later = Asked { etag: Some("\"b\"".to_owned()), ..here }.answered(day(16)?);
    two.put_from(Vec::new(), &later)?;
    two.import(&mut &lines[..])?;
    assert_eq!(two.asked(&later.address)?, Some(later.clone()));
    let mut newer = Vec::new();
    two.export(&mut newer, false)?;
    one.import(&mut &newer[..])?;
    assert_eq!(one.asked(&later.address)?, Some(later));

    // Validators without the articles that belong to them would hide these for ever.
    let mut three = Writer::open(place(folder.path(), "c.db"))?;
    let alone: Vec<u8> = String::from_utf8(lines)?
        .lines()
        .filter(|l| l.contains("address/1"))
        .map(|l| format!("{l}\n"))
        .collect::<String>()
        .into();
    let refused = three.import(&mut &alone[..]).map(|_| ()).unwrap_err().to_string();
    assert!(refused.contains("which is not there") && refused.contains("nothing was imported"), "{refused}");
    assert!(three.all_asked()?.is_empty());
    Ok(())
}

fn asked_feed() -> Asked {
    Asked { address: "https://post.example/feed".to_owned(), ..Asked::default() }
}

#[test]
fn what_does_not_fit_its_text_is_no_article() -> Tested {
    let stored = Stored { article: full(), ..Stored::default() };
    let changed = |change: &dyn Fn(&mut Record)| {
        let mut record = Record::from(stored.clone());
        change(&mut record);
        Stored::try_from(record).map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(changed(&|_| {}), Ok(()));
    let refused = |change: &dyn Fn(&mut Record)| changed(change).err().unwrap_or_default();
    assert!(refused(&|r| r.text.push_str(" more")).contains("but that of its text is"));
    assert!(refused(&|r| r.presplit = Some(vec![(3, 9999)])).contains("the range 3–9999 does not fit"));
    assert!(refused(&|r| r.presplit = Some(vec![(3, 2)])).contains("does not fit"));
    assert!(refused(&|r| r.published_by = Some("guess".into())).contains("\"guess\""));
    assert!(refused(&|r| r.schema = "attache/article/9".into()).contains("attache/article/9"));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_and_its_ranges_come_back(text in "\\PC{0,60}", cut in prop::collection::vec((0usize..60, 0usize..60), 0..4)) {
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let at = |n: usize| bytes.get(n).copied().unwrap_or(text.len());
        let spans: Vec<Span> = cut.into_iter().map(|(a, b)| Span::new(at(a.min(b)), at(a.max(b)))).collect();
        let stored = Stored { article: Article { presplit: Some(spans), ..article(&text, None) }, ..Stored::default() };
        let line = serde_json::to_string(&Record::from(stored.clone())).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let record: Record = serde_json::from_str(&line).map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(Stored::try_from(record).ok(), Some(stored));
    }
}
