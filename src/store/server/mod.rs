//! A store on a server of PostgreSQL: how it is opened and migrated, and what is done there in another way than in a file.
//!
//! `locks` are the rights that a file gives by locks beside it, `senders` who sends which messages, `fetchers` who asks which
//! address, `search` the full text, `marks` the lines that would lie beside a file. The tables are in `schema/postgres`.

mod fetchers;
mod locks;
pub(super) mod marks;
pub(super) mod notes;
pub(super) mod search;
pub(super) mod senders;

use std::path::PathBuf;

use super::error::{At, StoreError};
use super::sql::{self, Connection, Session, params};
use crate::model::StoreServer;

pub(super) use fetchers::claim;
pub(super) use locks::Lock;

/// All steps; a store of schema n has gone through the first n.
const MIGRATIONS: [&str; 6] = [
    include_str!("../schema/postgres/0001_articles.sql"),
    include_str!("../schema/postgres/0002_web.sql"),
    include_str!("../schema/postgres/0003_diary.sql"),
    include_str!("../schema/postgres/0004_digests.sql"),
    include_str!("../schema/postgres/0005_delivery.sql"),
    include_str!("../schema/postgres/0006_several.sql"),
];

/// Names the table that says how far the migrations have come.
const NUMBER: &str = "attache_schema";
/// The tables that give numbers.
const NUMBERED: [(&str, &str); 8] = [
    ("articles", "number"),
    ("visit_entries", "number"),
    ("story_rulings", "number"),
    ("corrections", "id"),
    ("subscribers", "id"),
    ("consents", "number"),
    ("mailings", "id"),
    ("outbox", "number"),
];

/// Opens a store that is there. One of an older schema is migrated first.
pub(super) fn open(server: &StoreServer) -> Result<Connection, StoreError> {
    let (path, connection) = connect(server)?;
    match number(&connection).at(&path)? {
        0 => Err(StoreError::Missing { path }),
        found => migrated(connection, path, found),
    }
}

/// Opens a store, or makes one.
pub(super) fn make(server: &StoreServer) -> Result<Connection, StoreError> {
    let (path, connection) = connect(server)?;
    let found = number(&connection).at(&path)?;
    migrated(connection, path, found)
}

/// A session of its own with the server; how errors name it.
fn connect(server: &StoreServer) -> Result<(PathBuf, Connection), StoreError> {
    let path = PathBuf::from(server.to_string());
    let session = Session::open(server).at(&path)?;
    Ok((path, Connection::Postgres(Box::new(session))))
}

fn migrated(connection: Connection, path: PathBuf, found: u32) -> Result<Connection, StoreError> {
    let known = MIGRATIONS.len() as u32;
    if found > known {
        return Err(StoreError::Newer { path, found, known });
    }
    if found < known {
        migrate(&connection).at(&path)?;
    }
    Ok(connection)
}

/// Goes through the steps that are still to be gone, in one transaction; of several processes one does.
fn migrate(connection: &Connection) -> sql::Result<()> {
    let schema: Option<String> =
        connection.value("SELECT split_part(current_setting('search_path'), ',', 1)", params![])?;
    let is_there: bool = connection.value("SELECT current_schema() IS NOT NULL", params![])?;
    let is_name = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if let Some(schema) = schema.filter(|name| !is_there && is_name(name)) {
        connection.batch("BEGIN; SELECT pg_advisory_xact_lock(hashtext('attache schema'), 0)")?;
        connection.batch(&format!("CREATE SCHEMA IF NOT EXISTS {schema}; COMMIT"))?;
    }
    connection.in_one(|connection| {
        let from = number(connection)? as usize;
        for step in MIGRATIONS.get(from..).unwrap_or_default() {
            connection.batch(step)?;
        }
        connection.batch(&format!("CREATE TABLE IF NOT EXISTS {NUMBER} (number BIGINT NOT NULL)"))?;
        connection.execute(&format!("DELETE FROM {NUMBER}"), params![])?;
        let number = MIGRATIONS.len() as u32;
        connection.execute(&format!("INSERT INTO {NUMBER} (number) VALUES (?1)"), params![number])?;
        Ok(())
    })
}

/// The schema of a store, 0 where there is none.
pub(super) fn number(connection: &Connection) -> sql::Result<u32> {
    if connection.value(&format!("SELECT to_regclass('{NUMBER}') IS NULL"), params![])? {
        return Ok(0);
    }
    connection.value(&format!("SELECT number FROM {NUMBER}"), params![])
}

/// The highest number that was given to a subscriber, also to those who were forgotten.
pub(super) const LAST_SUBSCRIBER: &str =
    "SELECT 'subscribers' AS name, last_value AS seq FROM subscribers_id_seq WHERE is_called";

/// After rows came in with their numbers: the next one gets a higher one than all, also than `subscriber`.
pub(super) fn count_on(connection: &Connection, subscriber: i64) -> sql::Result<()> {
    for (table, column) in NUMBERED {
        let least = if table == "subscribers" { subscriber } else { 0 };
        let sql = format!(
            "SELECT setval(s.seq, s.top) FROM
               (SELECT pg_get_serial_sequence('{table}', '{column}')::regclass AS seq,
                  greatest(?1, (SELECT coalesce(max({column}), 0) FROM {table})) AS top) AS s
             WHERE s.top > coalesce(pg_sequence_last_value(s.seq), 0)"
        );
        connection.query(&sql, params![least], |_| Ok(()))?;
    }
    Ok(())
}
