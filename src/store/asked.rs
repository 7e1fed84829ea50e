//! What is known of the web addresses that were asked: whether they have changed, moved, failed, and what they gave.

use super::sql::{self, Connection, Row, params};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::error::{At, StoreError};
use super::put::{put, update_rights};
use super::read::{json, parsed};
use super::{Incoming, Outcome, Store, Writer, address};
use crate::model::{Article, Rights};

/// A web address that was asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// As the desk names it; without user name and password.
    pub address: String,
    /// The name of its source in `attache.toml`, where it has one.
    pub source: Option<String>,
    /// The rights that the source had when it was last read.
    pub rights: Rights,
    /// The `ETag` field to ask with.
    pub etag: Option<String>,
    /// The `Last-Modified` field to ask with.
    pub last_modified: Option<String>,
    /// The address to ask, where this one was given up for good.
    pub moved_to: Option<String>,
    /// When it last answered as it should, changed or not.
    pub answered: Option<DateTime<Utc>>,
    /// When it last gave words that were new.
    pub gave: Option<DateTime<Utc>>,
    /// How often it has failed in a row.
    pub failures: u32,
    /// The last failure, in words; `None` while all is well.
    pub failure: Option<String>,
    /// It says that it is gone for good.
    pub gone: bool,
    /// It gave a feed when it last answered.
    pub feed: bool,
}

impl Asked {
    /// It answered as it should at this moment.
    pub fn answered(self, at: DateTime<Utc>) -> Self {
        Asked { answered: Some(at), failures: 0, failure: None, gone: false, ..self }
    }

    /// It failed. A move is forgotten: the old address is asked again. What it last gave can still be compared with.
    pub fn failed(self, why: String, gone: bool) -> Self {
        Asked { failures: self.failures.saturating_add(1), failure: Some(why), gone, moved_to: None, ..self }
    }
}

impl Store {
    /// What is known of an address.
    ///
    /// # Errors
    /// What the database gives.
    pub fn asked(&self, address: &str) -> Result<Option<Asked>, StoreError> {
        let find = || self.connection.find("SELECT * FROM addresses WHERE address = ?1", params![address], asked);
        find().at(&self.path)
    }

    /// All addresses that were asked, each with the number of articles that it gave.
    ///
    /// # Errors
    /// What the database gives.
    pub fn all_asked(&self) -> Result<Vec<(Asked, usize)>, StoreError> {
        let all = || -> sql::Result<Vec<(Asked, usize)>> {
            let sql = "SELECT a.*, (SELECT count(*) FROM given AS g WHERE g.address = a.address) AS articles
                       FROM addresses AS a ORDER BY a.address";
            let read = |row: &Row| Ok((asked(row)?, usize::try_from(row.get::<i64>("articles")?).unwrap_or_default()));
            self.connection.query(sql, params![], read)
        };
        all().at(&self.path)
    }

    /// How many articles first came from the source of this name.
    ///
    /// # Errors
    /// What the database gives.
    pub fn len_of(&self, source: &str) -> Result<usize, StoreError> {
        let count = self.connection.count("SELECT count(*) FROM articles WHERE source = ?1", params![source]);
        count.at(&self.path)
    }

    /// True where the whole text behind an entry of a feed is there: by the address that the entry gives and, where it
    /// gives one, its day.
    ///
    /// # Errors
    /// What the database gives.
    pub fn has_entry(&self, entry: &Article) -> Result<bool, StoreError> {
        let Some(link) = address::of_page(entry) else { return Ok(false) };
        let sql = "SELECT EXISTS (
                     SELECT 1 FROM given AS g JOIN articles AS a ON a.id = g.article
                     WHERE g.entry = ?1 AND NOT a.excerpt AND (?2 IS NULL OR g.day = ?2)
                     UNION ALL
                     SELECT 1 FROM versions AS v JOIN articles AS a ON a.id = v.article
                     WHERE v.address = ?1 AND NOT a.excerpt AND (?2 IS NULL OR a.published = ?2))";
        let day = entry.published.map(|day| day.to_string());
        let find = || self.connection.value(sql, params![link, day]);
        find().at(&self.path)
    }
}

impl Writer {
    /// Puts what an address gave into the store, and what is known of the address now: all of it or, where anything
    /// fails, none. Where something was new, the moment of the answer becomes the one at which it last gave something.
    ///
    /// # Errors
    /// What the database gives.
    pub fn put_from(&mut self, batch: Vec<Incoming>, known: &Asked) -> Result<Vec<Outcome>, StoreError> {
        self.in_one(|connection| {
            insert(connection, known)?;
            let mut outcomes = Vec::with_capacity(batch.len());
            for one in batch {
                let (id, entry) = (one.article.id.clone(), one.entry.clone());
                outcomes.push(put(connection, one)?);
                let (link, day) = entry.as_ref().map_or((None, None), |e| (address::of_page(e), e.published));
                let link = link.filter(|link| connection.takes_key(link));
                give(connection, &known.address, &id, link, day)?;
            }
            if outcomes.iter().any(|outcome| *outcome != Outcome::Unchanged) {
                insert(connection, &Asked { gave: known.answered, ..known.clone() })?;
            }
            Ok(outcomes)
        })
    }

    /// Gives the articles that came from an address the rights that their source has now; `own` says what an article
    /// says of itself.
    ///
    /// # Errors
    /// What the database gives; [`StoreError::Damaged`] for a row that is no article.
    pub fn renew_rights(
        &mut self,
        address: &str,
        source: Option<&str>,
        rights: &Rights,
        own: impl Fn(&Article) -> Rights,
    ) -> Result<(), StoreError> {
        let ids = || -> sql::Result<Vec<String>> {
            let sql = "SELECT article FROM given WHERE address = ?1";
            self.store.connection.query(sql, params![address], |row| row.get(0))
        };
        let mut renewed = Vec::new();
        for id in ids().at(&self.store.path)? {
            if let Some(stored) = self.store.article(&id)? {
                renewed.push((id, rights.and(&own(&stored.article))));
            }
        }
        self.in_one(|connection| {
            for (id, rights) in &renewed {
                update_rights(connection, id, source, rights)?;
            }
            Ok(())
        })
    }
}

/// A row of `addresses`.
pub(super) fn asked(row: &Row) -> sql::Result<Asked> {
    let moment = |column| parsed(row, column, |text| Some(DateTime::parse_from_rfc3339(text).ok()?.to_utc()));
    Ok(Asked {
        address: row.get("address")?,
        source: row.get("source")?,
        rights: json(row, "rights")?.unwrap_or_default(),
        etag: row.get("etag")?,
        last_modified: row.get("last_modified")?,
        moved_to: row.get("moved_to")?,
        answered: moment("answered")?,
        gave: moment("gave")?,
        failures: row.get("failures")?,
        failure: row.get("failure")?,
        gone: row.get("gone")?,
        feed: row.get("feed")?,
    })
}

/// Writes down what is known of an address now.
pub(super) fn insert(connection: &Connection, known: &Asked) -> sql::Result<()> {
    let moment = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
    let rights = serde_json::to_string(&known.rights);
    connection.execute(
        "INSERT INTO addresses (address, source, rights, etag, last_modified, moved_to, answered, gave, failures,
               failure, gone, feed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (address) DO UPDATE SET source = ?2, rights = ?3, etag = ?4, last_modified = ?5, moved_to = ?6,
               answered = ?7, gave = ?8, failures = ?9, failure = ?10, gone = ?11, feed = ?12",
        params![
            known.address,
            known.source,
            rights?,
            known.etag,
            known.last_modified,
            known.moved_to,
            moment(known.answered),
            moment(known.gave),
            known.failures,
            known.failure,
            known.gone,
            known.feed,
        ],
    )?;
    Ok(())
}

/// Notes that an address gave an article. One that was not kept (a summary of what is there) is not noted.
pub(super) fn give(
    connection: &Connection,
    address: &str,
    article: &str,
    entry: Option<String>,
    day: Option<NaiveDate>,
) -> sql::Result<()> {
    connection.execute(
        "INSERT INTO given (address, article, entry, day)
             SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM articles WHERE id = ?2)
             ON CONFLICT (address, article) DO UPDATE SET entry = ?3, day = ?4",
        params![address, article, entry, day.map(|day| day.to_string())],
    )?;
    Ok(())
}
