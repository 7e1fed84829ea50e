//! Digests into the store: new ones, edited ones, and what becomes of them.

use super::sql::{self, Connection, params};

use super::Writer;
use super::digests::{Revision, last};
use super::error::{At, StoreError};
use super::visits;
use crate::model::{Correction, Edition, VisitEntry};

/// A digest on its way into the store.
#[derive(Debug, Clone, PartialEq)]
pub struct NewDigest<'a> {
    /// JSON: all that the same digest can be made from again.
    pub recipe: &'a str,
    /// As made.
    pub revision: &'a Revision,
    /// The articles that it has dealt with, and what became of each.
    pub articles: &'a [(String, &'static str)],
    /// The corrections that waited and now open it, by their ids.
    pub waited: &'a [i64],
    /// The moment of the schedule that it was made for, RFC 3339 in UTC.
    pub slot: Option<&'a str>,
    /// The trips that its articles tell of.
    pub trips: &'a [VisitEntry],
}

impl Writer {
    /// Puts a digest into the store under the next number of its desk, with all that goes with it, or nothing.
    ///
    /// # Errors
    /// What the database gives, also where the edition bears another number than the next.
    pub fn add_digest(&mut self, new: &NewDigest<'_>) -> Result<(), StoreError> {
        let Edition { desk, number, date, made_from, corrections, .. } = &new.revision.edition;
        let given = self.given_before(desk)?;
        self.in_one(|connection| {
            if last(connection, desk)?.max(given) + 1 != *number {
                return Err(sql::Error::Overtaken("another attache has made a digest meanwhile; run it again"));
            }
            connection.execute(
                "INSERT INTO digests (desk, number, day, recipe, version, revision) VALUES (?1, ?2, ?3, ?4, ?5, 0)",
                params![desk, number, date.to_string(), new.recipe, made_from.version],
            )?;
            insert(connection, new.revision)?;
            let deal = "INSERT INTO digest_articles (desk, article, number, fate) VALUES (?1, ?2, ?3, ?4)";
            for (article, fate) in new.articles {
                connection.execute(deal, params![desk, article, number, fate])?;
            }
            for (n, correction) in corrections.iter().enumerate() {
                open(connection, (desk, *number), correction, new.waited.get(n).copied())?;
            }
            if let Some(slot) = new.slot {
                run(connection, desk, slot, "made", Some(*number))?;
            }
            new.trips.iter().try_for_each(|trip| visits::insert(connection, trip).map(drop))?;
            Ok(())
        })
    }

    /// Notes what became of articles of which no digest was made: those are no longer new. They go with the last digest
    /// of the desk; the trips that they tell of go into the diary.
    ///
    /// # Errors
    /// What the database gives.
    pub fn deal(
        &mut self,
        desk: &str,
        articles: &[(String, &'static str)],
        trips: &[VisitEntry],
    ) -> Result<(), StoreError> {
        self.in_one(|connection| {
            let number = last(connection, desk)?;
            for (article, fate) in articles.iter().filter(|_| number > 0) {
                let sql = "INSERT INTO digest_articles (desk, article, number, fate) VALUES (?1, ?2, ?3, ?4)
                           ON CONFLICT DO NOTHING";
                connection.execute(sql, params![desk, article, number, fate])?;
            }
            trips.iter().try_for_each(|trip| visits::insert(connection, trip).map(drop))?;
            Ok(())
        })
    }

    /// Adds the digest after an edit; an approval is void.
    ///
    /// # Errors
    /// What the database gives.
    pub fn revise_digest(&mut self, revision: &Revision) -> Result<(), StoreError> {
        let Edition { desk, number, .. } = &revision.edition;
        self.in_one(|connection| {
            insert(connection, revision)?;
            connection.execute(
                "UPDATE digests SET revision = ?3, approved = NULL, approved_hash = NULL
                 WHERE desk = ?1 AND number = ?2 AND sent IS NULL",
                params![desk, number, revision.number],
            )?;
            Ok(())
        })
    }

    /// Notes that somebody approved a digest; `false` where it is no longer what the hash says.
    ///
    /// # Errors
    /// What the database gives.
    pub fn approve_digest(&mut self, desk: &str, number: u32, hash: &str, at: &str) -> Result<bool, StoreError> {
        self.mark("approved = ?4, approved_hash = ?3", desk, number, hash, at)
    }

    /// Notes that a digest went out; `false` where it is no longer what the hash says.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digest_sent(&mut self, desk: &str, number: u32, hash: &str, at: &str) -> Result<bool, StoreError> {
        self.mark("sent = ?4, sent_hash = ?3", desk, number, hash, at)
    }

    fn mark(&mut self, set: &str, desk: &str, number: u32, hash: &str, at: &str) -> Result<bool, StoreError> {
        let sql = format!(
            "UPDATE digests SET {set} WHERE desk = ?1 AND number = ?2 AND sent IS NULL AND ?3 =
               (SELECT hash FROM digest_revisions AS r
                WHERE r.desk = ?1 AND r.number = ?2 AND r.revision = digests.revision)"
        );
        let rows = self.store.connection.execute(&sql, params![desk, number, hash, at]).at(&self.store.path)?;
        Ok(rows > 0)
    }

    /// Has a line of a digest corrected by the next one.
    ///
    /// # Errors
    /// What the database gives.
    pub fn ask_correction(&mut self, desk: &str, number: u32, line: &str, reason: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO corrections (desk, digest, line, reason) VALUES (?1, ?2, ?3, ?4)";
        self.store.connection.execute(sql, params![desk, number, line, reason]).at(&self.store.path)?;
        Ok(())
    }

    /// Notes that a moment of the schedule found nothing to make a digest of.
    ///
    /// # Errors
    /// What the database gives.
    pub fn run_was_empty(&mut self, desk: &str, slot: &str) -> Result<(), StoreError> {
        run(&self.store.connection, desk, slot, "empty", None).at(&self.store.path)
    }
}

fn insert(connection: &Connection, revision: &Revision) -> sql::Result<()> {
    let Edition { desk, number, .. } = &revision.edition;
    connection.execute(
        "INSERT INTO digest_revisions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![desk, number, revision.number, revision.edits, revision.json, revision.hash, revision.forms],
    )?;
    Ok(())
}

/// Notes which digest opens with a correction: one that waited, or one that its articles brought up.
fn open(
    connection: &Connection,
    (desk, number): (&str, u32),
    correction: &Correction,
    waited: Option<i64>,
) -> sql::Result<()> {
    let text = serde_json::to_string(correction);
    let text = text?;
    if let Some(id) = waited {
        connection.execute("UPDATE corrections SET opens = ?2, text = ?3 WHERE id = ?1", params![id, number, text])?;
        return Ok(());
    }
    connection.execute(
        "INSERT INTO corrections (desk, digest, line, reason, opens, text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![desk, correction.digest, correction.line, correction.reason, number, text],
    )?;
    Ok(())
}

fn run(connection: &Connection, desk: &str, slot: &str, outcome: &str, digest: Option<u32>) -> sql::Result<()> {
    let sql = "INSERT INTO runs (desk, slot, outcome, digest) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (desk, slot) DO UPDATE SET outcome = excluded.outcome, digest = excluded.digest";
    connection.execute(sql, params![desk, slot, outcome, digest])?;
    Ok(())
}
