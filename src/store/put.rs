//! Articles into the store: new, known, or a new version of one.

use super::sql::{self, Connection, Row, params};

use super::error::StoreError;
use super::read::{Stored, Version};
use super::record::Record;
use super::{Writer, address};
use crate::model::{Article, Rights};

/// An article on its way into the store.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incoming {
    /// The article, as `ingest` gave it.
    pub article: Article,
    /// The name of its source in `attache.toml`, where it has one.
    pub source: Option<String>,
    /// What may be published of it.
    pub rights: Rights,
    /// What the entry of a feed says that led to it.
    pub entry: Option<Article>,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there.
    New,
    /// Its words were there.
    Unchanged,
    /// Its words are new at an address where others stood.
    Changed {
        /// The `id` of the article that it follows.
        before: String,
    },
}

impl Writer {
    /// Puts a batch of articles into the store: all of them or, where anything fails, none.
    ///
    /// An article whose words are there stays as it was first read; its rights follow its source, and of two sources the
    /// stricter rights hold. A summary never takes the place of a whole text.
    ///
    /// # Errors
    /// What the database gives.
    pub fn put(&mut self, batch: Vec<Incoming>) -> Result<Vec<Outcome>, StoreError> {
        self.in_one(|connection| {
            let outcomes = batch.into_iter().map(|one| put(connection, one)).collect::<sql::Result<_>>()?;
            Ok(outcomes)
        })
    }
}

/// Puts one article in, within a transaction.
pub(super) fn put(connection: &Connection, incoming: Incoming) -> sql::Result<Outcome> {
    let Incoming { article, source, rights, entry } = incoming;
    let address = address::of(&article).filter(|address| connection.takes_key(address));
    let before = match &address {
        Some(address) => newest(connection, address)?,
        None => None,
    };
    if article.excerpt && before.as_ref().is_some_and(|newest| !newest.excerpt) {
        return Ok(Outcome::Unchanged);
    }
    let id = article.id.clone();
    let is_known = update_rights(connection, &id, source.as_deref(), &rights)?;
    if !is_known {
        insert(connection, &Record::from(Stored { article, source, rights, versions: Vec::new() }))?;
    }
    let is_new_there = match &address {
        Some(address) => {
            let version = before.as_ref().map_or(0, |newest| newest.version) + 1;
            insert_version(connection, &id, &Version { address: address.clone(), version })?
        }
        None => false,
    };
    if let Some(link) = entry
        .as_ref()
        .and_then(address::of_page)
        .filter(|link| address.as_ref() != Some(link) && connection.takes_key(link))
    {
        // A summary may stand there, whose place it takes.
        let version = newest(connection, &link)?.map_or(0, |newest| newest.version) + 1;
        insert_version(connection, &id, &Version { address: link, version })?;
    }
    Ok(match before {
        Some(newest) if is_new_there => Outcome::Changed { before: newest.article },
        _ if is_known => Outcome::Unchanged,
        _ => Outcome::New,
    })
}

/// The newest version at an address.
struct Newest {
    version: u32,
    article: String,
    excerpt: bool,
}

fn newest(connection: &Connection, address: &str) -> sql::Result<Option<Newest>> {
    connection.find(
        "SELECT v.version, v.article, a.excerpt FROM versions AS v JOIN articles AS a ON a.id = v.article
             WHERE v.address = ?1 ORDER BY v.version DESC LIMIT 1",
        params![address],
        |row| Ok(Newest { version: row.get(0)?, article: row.get(1)?, excerpt: row.get(2)? }),
    )
}

/// Brings the rights of an article up to date; `false` where there is no such article.
pub(super) fn update_rights(
    connection: &Connection,
    id: &str,
    source: Option<&str>,
    rights: &Rights,
) -> sql::Result<bool> {
    let read = |row: &Row| Ok((row.get::<Option<String>>("source")?, super::read::rights(row)?));
    let known = "SELECT source, embargo_until, restricted, quote_limit, publish FROM articles WHERE id = ?1";
    let Some((first, old)) = connection.find(known, params![id], read)? else { return Ok(false) };
    let new = if first.as_deref() == source { rights.clone() } else { old.and(rights) };
    if new != old {
        connection.execute(
            "UPDATE articles SET embargo_until = ?2, restricted = ?3, quote_limit = ?4, publish = ?5 WHERE id = ?1",
            params![
                id,
                new.embargo_until.map(|t| t.to_rfc3339()),
                new.restricted,
                new.quote_limit.map(String::from),
                new.publish.as_str(),
            ],
        )?;
    }
    Ok(true)
}

/// Adds an article that is not there; it gets the next number.
pub(super) fn insert(connection: &Connection, r: &Record) -> sql::Result<()> {
    connection
        .execute("INSERT INTO articles (id, doc_id, source_path, url, title, byline, publisher, origin, published, published_by,
               lang, dateline, text, presplit, dropped, excerpt, source, embargo_until, restricted, quote_limit, publish, updated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)", params![
            r.id,
            r.doc_id,
            r.source_path,
            r.url,
            r.title,
            serde_json::to_string(&r.byline)?,
            r.publisher,
            r.origin,
            r.published.map(|day| day.to_string()),
            r.published_by,
            r.lang,
            r.dateline.as_ref().map(serde_json::to_string).transpose()?,
            r.text,
            r.presplit.as_ref().map(serde_json::to_string).transpose()?,
            serde_json::to_string(&r.dropped)?,
            r.excerpt,
            r.desk_source,
            r.rights.embargo_until.map(|t| t.to_rfc3339()),
            r.rights.restricted,
            r.rights.quote_limit.map(String::from),
            r.rights.publish.as_str(),
            r.updated.map(|day| day.to_string()),
        ])?;
    #[cfg(feature = "postgres")]
    if connection.postgres().is_some() {
        super::server::search::keep(connection, r)?;
    }
    Ok(())
}

/// Links an article to its address, as the next version where its number is taken; `false` where it has been there
/// before.
pub(super) fn insert_version(connection: &Connection, id: &str, at: &Version) -> sql::Result<bool> {
    let rows = connection.execute(
        "INSERT INTO versions (address, version, article)
             SELECT ?1, CASE WHEN EXISTS (SELECT 1 FROM versions WHERE address = ?1 AND version = ?2)
                         THEN (SELECT max(version) + 1 FROM versions WHERE address = ?1) ELSE ?2 END, ?3
             WHERE NOT EXISTS (SELECT 1 FROM versions WHERE address = ?1 AND article = ?3)",
        params![at.address, at.version, id],
    )?;
    Ok(rows > 0)
}
