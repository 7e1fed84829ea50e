//! The numbered digests of each desk, and what became of them.

use super::sql::{self, Connection, Row, params};
use chrono::NaiveDate;

use super::Store;
use super::error::{At, StoreError};
use super::read::{day, parsed};
use crate::model::{Correction, Edition};

/// A digest as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDigest {
    /// Its desk.
    pub desk: String,
    /// Its number there.
    pub number: u32,
    /// Its day, in the desk's time zone.
    pub day: NaiveDate,
    /// JSON: all that the same digest can be made from again.
    pub recipe: String,
    /// Of the attache that made it.
    pub version: String,
    /// Draft, approved or sent.
    pub state: State,
    /// The newest revision.
    pub revision: Revision,
}

/// How far a digest has come. Moments are RFC 3339; hashes are of the edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nobody has approved it, or it was edited since.
    Draft,
    /// Somebody has.
    Approved {
        /// When.
        at: String,
        /// What.
        hash: String,
    },
    /// It went out.
    Sent {
        /// When.
        at: String,
        /// What.
        hash: String,
    },
}

/// A digest as made, or after an edit.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// 0 as made; each edit adds one.
    pub number: u32,
    /// TOML: all edits up to here.
    pub edits: String,
    /// The value.
    pub edition: Edition,
    /// The value as JSON, as it is printed.
    pub json: String,
    /// SHA-256 of that JSON.
    pub hash: String,
    /// JSON: the SHA-256 of each form as it was first rendered.
    pub forms: String,
}

/// A correction that waits for the next digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub id: i64,
    /// The digest that printed the line.
    pub digest: u32,
    /// The line.
    pub line: String,
    /// What is wrong with it.
    pub reason: String,
}

impl State {
    /// draft, approved, sent.
    pub const fn as_str(&self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Approved { .. } => "approved",
            State::Sent { .. } => "sent",
        }
    }
}

const DIGEST: &str = "SELECT d.*, r.edits, r.edition, r.hash, r.forms FROM digests AS d
                      JOIN digest_revisions AS r USING (desk, number, revision)";

impl Store {
    /// The digests of a desk, the first one first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digests(&self, desk: &str) -> Result<Vec<StoredDigest>, StoreError> {
        let all = || -> sql::Result<Vec<StoredDigest>> {
            let sql = format!("{DIGEST} WHERE d.desk = ?1 ORDER BY d.number");
            self.connection.query(&sql, params![desk], digest)
        };
        all().at(&self.path)
    }

    /// A digest as it is now.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digest(&self, desk: &str, number: u32) -> Result<Option<StoredDigest>, StoreError> {
        let sql = format!("{DIGEST} WHERE d.desk = ?1 AND d.number = ?2");
        let find = || self.connection.find(&sql, params![desk, number], digest);
        find().at(&self.path)
    }

    /// The digests of a desk from this day on: number and newest revision, the first one first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digests_since(&self, desk: &str, day: NaiveDate) -> Result<Vec<(u32, u32)>, StoreError> {
        let sql = "SELECT number, revision FROM digests WHERE desk = ?1 AND day >= ?2 ORDER BY number";
        let all = || -> sql::Result<Vec<(u32, u32)>> {
            let read = |row: &Row| Ok((row.get(0)?, row.get(1)?));
            self.connection.query(sql, params![desk, day.to_string()], read)
        };
        all().at(&self.path)
    }

    /// The recipe of a desk's first digest; none where it has none yet. It never changes.
    ///
    /// # Errors
    /// What the database gives.
    pub fn first_recipe(&self, desk: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT recipe FROM digests WHERE desk = ?1 ORDER BY number LIMIT 1";
        self.connection.find(sql, params![desk], |row| row.get(0)).at(&self.path)
    }

    /// The number of a desk's last digest; 0 where there is none.
    ///
    /// # Errors
    /// What the database gives.
    pub fn last_digest(&self, desk: &str) -> Result<u32, StoreError> {
        last(&self.connection, desk).at(&self.path)
    }

    /// The number of a desk's next digest: one that none had, also not before the store came from a backup, as far as that
    /// is known.
    ///
    /// # Errors
    /// What the database and the system give.
    pub fn next_digest(&self, desk: &str) -> Result<u32, StoreError> {
        Ok(self.last_digest(desk)?.max(self.given_before(desk)?) + 1)
    }

    /// A revision of a digest.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digest_revision(&self, desk: &str, number: u32, revision: u32) -> Result<Option<Edition>, StoreError> {
        let sql = "SELECT edition FROM digest_revisions WHERE desk = ?1 AND number = ?2 AND revision = ?3";
        let read = |row: &Row| parsed(row, "edition", |text| serde_json::from_str(text).ok());
        let find = || self.connection.find(sql, params![desk, number, revision], read);
        Ok(find().at(&self.path)?.flatten())
    }

    /// Corrections that no digest has opened with yet, in the order in which they came.
    ///
    /// # Errors
    /// What the database gives.
    pub fn waiting_corrections(&self, desk: &str) -> Result<Vec<Waiting>, StoreError> {
        let sql = "SELECT id, digest, line, reason FROM corrections WHERE desk = ?1 AND opens IS NULL ORDER BY id";
        let read =
            |row: &Row| Ok(Waiting { id: row.get(0)?, digest: row.get(1)?, line: row.get(2)?, reason: row.get(3)? });
        let all = || self.connection.query(sql, params![desk], read);
        all().at(&self.path)
    }

    /// The corrections of a digest's lines, each with the digest that opens with it, in the order in which they came.
    ///
    /// # Errors
    /// What the database gives.
    pub fn corrections_of(&self, desk: &str, number: u32) -> Result<Vec<(u32, Correction)>, StoreError> {
        let sql = "SELECT opens, text FROM corrections
                   WHERE desk = ?1 AND digest = ?2 AND text IS NOT NULL ORDER BY opens, id";
        let read =
            |row: &Row| Ok((row.get(0)?, parsed(row, "text", |text| serde_json::from_str::<Correction>(text).ok())?));
        let all = || -> sql::Result<Vec<(u32, Option<Correction>)>> {
            self.connection.query(sql, params![desk, number], read)
        };
        let all = all().at(&self.path)?;
        Ok(all.into_iter().filter_map(|(opens, correction)| Some((opens, correction?))).collect())
    }

    /// The last moment of its schedule that a desk has dealt with, RFC 3339 in UTC, and the digest that it made.
    ///
    /// # Errors
    /// What the database gives.
    pub fn last_run(&self, desk: &str) -> Result<Option<(String, Option<u32>)>, StoreError> {
        let sql = "SELECT slot, digest FROM runs WHERE desk = ?1 ORDER BY slot DESC LIMIT 1";
        let find = || self.connection.find(sql, params![desk], |row| Ok((row.get(0)?, row.get(1)?)));
        find().at(&self.path)
    }
}

pub(super) fn last(connection: &Connection, desk: &str) -> sql::Result<u32> {
    connection.value("SELECT coalesce(max(number), 0) FROM digests WHERE desk = ?1", params![desk])
}

fn digest(row: &Row) -> sql::Result<StoredDigest> {
    let moment = |when: &str, what: &str| -> sql::Result<Option<(String, String)>> {
        let (when, what): (Option<String>, Option<String>) = (row.get(when)?, row.get(what)?);
        Ok(when.zip(what))
    };
    let state = match (moment("sent", "sent_hash")?, moment("approved", "approved_hash")?) {
        (Some((at, hash)), _) => State::Sent { at, hash },
        (None, Some((at, hash))) => State::Approved { at, hash },
        (None, None) => State::Draft,
    };
    let edition = parsed(row, "edition", |text| serde_json::from_str::<Edition>(text).ok())?;
    let wrong = || sql::Error::Column("edition".to_owned());
    Ok(StoredDigest {
        desk: row.get("desk")?,
        number: row.get("number")?,
        day: day(row, "day")?.ok_or_else(wrong)?,
        recipe: row.get("recipe")?,
        version: row.get("version")?,
        state,
        revision: Revision {
            number: row.get("revision")?,
            edits: row.get("edits")?,
            edition: edition.ok_or_else(wrong)?,
            json: row.get("edition")?,
            hash: row.get("hash")?,
            forms: row.get("forms")?,
        },
    })
}
