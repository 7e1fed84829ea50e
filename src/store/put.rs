//! Articles into the store: new, known, or a new version of one.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::error::{At, StoreError};
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
        let path = self.store.path.clone();
        let all = || -> rusqlite::Result<Vec<Outcome>> {
            let transaction = self.store.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let outcomes = batch.into_iter().map(|one| put(&transaction, one)).collect::<rusqlite::Result<_>>()?;
            transaction.commit()?;
            Ok(outcomes)
        };
        all().at(&path)
    }
}

/// Puts one article in, within a transaction.
pub(super) fn put(connection: &Connection, incoming: Incoming) -> rusqlite::Result<Outcome> {
    let Incoming { article, source, rights, entry } = incoming;
    let address = address::of(&article);
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
    if let Some(link) = entry.as_ref().and_then(address::of_page).filter(|link| address.as_ref() != Some(link)) {
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

fn newest(connection: &Connection, address: &str) -> rusqlite::Result<Option<Newest>> {
    connection
        .prepare_cached(
            "SELECT v.version, v.article, a.excerpt FROM versions AS v JOIN articles AS a ON a.id = v.article
             WHERE v.address = ?1 ORDER BY v.version DESC LIMIT 1",
        )?
        .query_row([address], |row| Ok(Newest { version: row.get(0)?, article: row.get(1)?, excerpt: row.get(2)? }))
        .optional()
}

/// Brings the rights of an article up to date; `false` where there is no such article.
pub(super) fn update_rights(
    connection: &Connection,
    id: &str,
    source: Option<&str>,
    rights: &Rights,
) -> rusqlite::Result<bool> {
    let read = |row: &rusqlite::Row| Ok((row.get::<_, Option<String>>("source")?, super::read::rights(row)?));
    let mut known = connection
        .prepare_cached("SELECT source, embargo_until, restricted, quote_limit, publish FROM articles WHERE id = ?1")?;
    let Some((first, old)) = known.query_row([id], read).optional()? else { return Ok(false) };
    let new = if first.as_deref() == source { rights.clone() } else { old.and(rights) };
    if new != old {
        connection
            .prepare_cached(
                "UPDATE articles SET embargo_until = ?2, restricted = ?3, quote_limit = ?4, publish = ?5 WHERE id = ?1",
            )?
            .execute(params![
                id,
                new.embargo_until.map(|t| t.to_rfc3339()),
                new.restricted,
                new.quote_limit.map(String::from),
                new.publish.as_str(),
            ])?;
    }
    Ok(true)
}

/// Adds an article that is not there; it gets the next number.
pub(super) fn insert(connection: &Connection, r: &Record) -> rusqlite::Result<()> {
    let json = |value: serde_json::Result<String>| value.map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()));
    connection
        .prepare_cached(
            "INSERT INTO articles (id, doc_id, source_path, url, title, byline, publisher, origin, published, published_by,
               lang, dateline, text, presplit, dropped, excerpt, source, embargo_until, restricted, quote_limit, publish, updated)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
        )?
        .execute(params![
            r.id,
            r.doc_id,
            r.source_path,
            r.url,
            r.title,
            json(serde_json::to_string(&r.byline))?,
            r.publisher,
            r.origin,
            r.published.map(|day| day.to_string()),
            r.published_by,
            r.lang,
            r.dateline.as_ref().map(|d| json(serde_json::to_string(d))).transpose()?,
            r.text,
            r.presplit.as_ref().map(|p| json(serde_json::to_string(p))).transpose()?,
            json(serde_json::to_string(&r.dropped))?,
            r.excerpt,
            r.desk_source,
            r.rights.embargo_until.map(|t| t.to_rfc3339()),
            r.rights.restricted,
            r.rights.quote_limit.map(String::from),
            r.rights.publish.as_str(),
            r.updated.map(|day| day.to_string()),
        ])?;
    Ok(())
}

/// Links an article to its address, as the next version where its number is taken; `false` where it has been there
/// before.
pub(super) fn insert_version(connection: &Connection, id: &str, at: &Version) -> rusqlite::Result<bool> {
    let rows = connection
        .prepare_cached(
            "INSERT INTO versions (address, version, article)
             SELECT ?1, iif(EXISTS (SELECT 1 FROM versions WHERE address = ?1 AND version = ?2),
                            (SELECT max(version) + 1 FROM versions WHERE address = ?1), ?2), ?3
             WHERE NOT EXISTS (SELECT 1 FROM versions WHERE address = ?1 AND article = ?3)",
        )?
        .execute(params![at.address, at.version, id])?;
    Ok(rows > 0)
}
