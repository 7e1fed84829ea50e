//! Articles out of the store.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Store;
use super::error::{At, StoreError};
use super::record::{Record, SCHEMA};
use super::sql::{self, Connection, Row, params};
use crate::model::{Article, Publish, QuoteLimit, Rights};

/// An article with all that the store knows of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stored {
    /// The article, as it was first read.
    pub article: Article,
    /// The name of its source in `attache.toml`, where it has one.
    pub source: Option<String>,
    /// What may be published of it.
    pub rights: Rights,
    /// Where it stood, by address.
    pub versions: Vec<Version>,
}

/// The place of an article among the texts that stood at an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// The address: that of a web page, else a file.
    pub address: String,
    /// Its number there, from 1; the highest is the newest.
    pub version: u32,
}

impl Store {
    /// How many articles there are.
    ///
    /// # Errors
    /// What the database gives.
    pub fn len(&self) -> Result<usize, StoreError> {
        self.connection.count("SELECT count(*) FROM articles", params![]).at(&self.path)
    }

    /// True where there is none.
    ///
    /// # Errors
    /// What the database gives.
    pub fn is_empty(&self) -> Result<bool, StoreError> {
        Ok(self.len()? == 0)
    }

    /// The article of this `id`.
    ///
    /// # Errors
    /// What the database gives; [`StoreError::Damaged`] for a row that is no article.
    pub fn article(&self, id: &str) -> Result<Option<Stored>, StoreError> {
        let record = whole(&self.connection, "id", params![id]).at(&self.path)?;
        record.map(|record| self.stored(record)).transpose()
    }

    /// All articles that no later version has taken the place of, in the order in which they came.
    ///
    /// # Errors
    /// What the database gives; [`StoreError::Damaged`] for a row that is no article.
    pub fn articles(&self) -> Result<Vec<Article>, StoreError> {
        let sql = "SELECT id FROM current_articles ORDER BY number";
        let ids: Vec<String> = self.connection.query(sql, params![], |row| row.get(0)).at(&self.path)?;
        let stored = ids.into_iter().map(|id| self.article(&id));
        stored.filter_map(|one| one.map(|one| one.map(|s| s.article)).transpose()).collect()
    }

    /// Goes through all articles in the order in which they came, as a transaction sees them, one in memory at a time.
    ///
    /// # Errors
    /// Those of `take`, and those of [`article`](Store::article).
    pub(super) fn each<E: From<StoreError>>(
        &self,
        moment: &Connection,
        mut take: impl FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = "SELECT number FROM articles ORDER BY number";
        let numbers: Vec<i64> = moment.query(sql, params![], |row| row.get(0)).at(&self.path)?;
        for number in numbers {
            if let Some(record) = whole(moment, "number", params![number]).at(&self.path)? {
                take(record)?;
            }
        }
        Ok(())
    }

    fn stored(&self, record: Record) -> Result<Stored, StoreError> {
        let id = record.id.clone();
        Stored::try_from(record)
            .map_err(|error| StoreError::Damaged { path: self.path.clone(), what: format!("article {id}: {error}") })
    }
}

/// The article whose column has this value, with its versions.
fn whole(connection: &Connection, column: &str, value: &[sql::Value]) -> sql::Result<Option<Record>> {
    let sql = format!("SELECT * FROM articles WHERE {column} = ?1");
    let Some(mut record) = connection.find(&sql, value, record)? else { return Ok(None) };
    record.versions = versions(connection, &record.id)?;
    Ok(Some(record))
}

/// A row of `articles`.
fn record(row: &Row) -> sql::Result<Record> {
    Ok(Record {
        schema: SCHEMA.to_owned(),
        versions: Vec::new(),
        id: row.get("id")?,
        doc_id: row.get("doc_id")?,
        source_path: row.get("source_path")?,
        url: row.get("url")?,
        title: row.get("title")?,
        byline: json(row, "byline")?.unwrap_or_default(),
        publisher: row.get("publisher")?,
        origin: row.get("origin")?,
        published: day(row, "published")?,
        published_by: row.get("published_by")?,
        updated: day(row, "updated")?,
        lang: row.get("lang")?,
        dateline: json(row, "dateline")?,
        text: row.get("text")?,
        presplit: json(row, "presplit")?,
        dropped: json(row, "dropped")?.unwrap_or_default(),
        excerpt: row.get("excerpt")?,
        desk_source: row.get("source")?,
        rights: rights(row)?,
    })
}

fn versions(connection: &Connection, id: &str) -> sql::Result<Vec<Version>> {
    connection.query("SELECT address, version FROM versions WHERE article = ?1 ORDER BY address", params![id], |row| {
        Ok(Version { address: row.get(0)?, version: row.get(1)? })
    })
}

/// The rights in a row that has their columns.
pub(super) fn rights(row: &Row) -> sql::Result<Rights> {
    Ok(Rights {
        embargo_until: parsed(row, "embargo_until", |text| DateTime::<FixedOffset>::parse_from_rfc3339(text).ok())?,
        restricted: row.get("restricted")?,
        quote_limit: parsed(row, "quote_limit", |text| text.parse::<QuoteLimit>().ok())?,
        publish: parsed(row, "publish", Publish::named)?.unwrap_or_default(),
    })
}

/// The day in a column.
pub(super) fn day(row: &Row, column: &str) -> sql::Result<Option<NaiveDate>> {
    parsed(row, column, |text| text.parse().ok())
}

/// What the JSON in a column says.
pub(super) fn json<T: DeserializeOwned>(row: &Row, column: &str) -> sql::Result<Option<T>> {
    parsed(row, column, |text| serde_json::from_str(text).ok())
}

/// What the text of a column says; an error where it says nothing that belongs there.
pub(super) fn parsed<T>(row: &Row, column: &str, parse: impl FnOnce(&str) -> Option<T>) -> sql::Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    let wrong = || sql::Error::Column(column.to_owned());
    text.map(|text| parse(&text).ok_or_else(wrong)).transpose()
}
