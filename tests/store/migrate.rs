//! A store of each released schema, made by the schema's own file, comes up to date with all that is in it.

use rusqlite::Connection;

use super::desk::{Desk, VISIT};
use super::exported;

const FIRST: &str = include_str!("../../src/store/schema/0001_articles.sql");
/// The mark of a store.
const APPLICATION: u32 = 0x4154_5443;

/// A desk whose store is of this schema, with a page that has changed once.
fn desk(schema: &str, number: u32) -> Desk {
    let desk = Desk::with_visit();
    let connection = Connection::open(desk.path("attache.db")).expect("opens");
    connection.execute_batch(schema).expect("the schema");
    connection.pragma_update(None, "application_id", APPLICATION).expect("marked");
    connection.pragma_update(None, "user_version", number).expect("numbered");
    for (version, text) in [(1, "They met."), (2, "They met twice.")] {
        let id = attache::ingest::content_id(text);
        let article = "INSERT INTO articles (id, source_path, byline, text, dropped, excerpt, restricted, publish)
                       VALUES (?1, 'a.html', '[]', ?2, '[]', 0, 1, 'quote')";
        connection.execute(article, [&id, text]).expect("an article");
        let at = "INSERT INTO versions VALUES ('https://post.example/a', ?1, ?2)";
        connection.execute(at, (version, &id)).expect("a version");
    }
    desk
}

fn number(desk: &Desk, name: &str) -> u32 {
    let connection = Connection::open(desk.path(name)).expect("opens");
    connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number")
}

#[test]
fn a_store_of_the_first_schema_comes_up_to_date() {
    let desk = desk(FIRST, 1);
    desk.run(&["search", "met"]).ok().says("twice").never_says("They *met*.");
    assert_eq!(number(&desk, "attache.db"), 6);
    // What was there before it was touched lies beside it.
    assert_eq!(number(&desk, "attache.db.schema-1.backup"), 1);
    let rows = exported(&desk);
    let versions: Vec<_> = rows.iter().map(|row| (&row["text"], &row["versions"][0]["version"])).collect();
    assert_eq!(versions, [(&"They met.".into(), &1.into()), (&"They met twice.".into(), &2.into())]);
    assert_eq!(rows[0]["rights"], serde_json::json!({"restricted": true, "publish": "quote"}));
    desk.run(&["fetch", "visit.txt"]).ok().complains("1 new");
    desk.run(&["sources"]).exits(3);
    // Once is enough, and the way back is open.
    assert!(!desk.path("attache.db.schema-1.backup.2").exists());
    desk.run(&["restore", "attache.db.schema-1.backup"]).ok();
    assert_eq!(exported(&desk), rows);
}

#[test]
fn a_migrated_store_is_one_that_is_whole() {
    let desk = desk(FIRST, 1);
    desk.run(&["fetch", "visit.txt"]).ok();
    // A restore compares the tables with those of a new store.
    desk.run(&["backup", "copy.db"]).ok();
    desk.run(&["restore", "copy.db"]).ok();
    assert!(exported(&desk).iter().any(|row| row["text"] == VISIT));
}
