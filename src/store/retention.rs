//! What is kept of readers and messages no longer than it must be.

use super::sql::{self, Connection, params};

use super::error::{At, StoreError};
use super::subscribers::subscriber;
use super::{Store, Writer};
use crate::model::{Subscriber, SubscriberId};

/// A reader who is to be erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiring {
    /// The reader.
    pub id: SubscriberId,
    /// The list.
    pub list: String,
    /// What stays: the hash of the address under the desk's key. None of one who never agreed to anything.
    pub hash: Option<String>,
}

/// What was erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Expired {
    /// Readers, with the history of their consent.
    pub readers: usize,
    /// Messages of the outbox.
    pub messages: usize,
}

/// Messages that are through and were so before a moment.
const OLD: &str = "state IN ('accepted', 'ambiguous', 'failed', 'suppressed') AND changed < ?1";

impl Store {
    /// Readers who left, whose address takes no mail, or who never confirmed: all before a moment (RFC 3339 in UTC).
    ///
    /// # Errors
    /// What the database gives.
    pub fn gone_before(&self, moment: &str) -> Result<Vec<Subscriber>, StoreError> {
        let sql = "SELECT * FROM subscribers AS s WHERE status IN ('unsubscribed', 'bounced', 'pending')
                   AND coalesce((SELECT max(at) FROM consents WHERE subscriber = s.id), created) < ?1 ORDER BY id";
        let all = || -> sql::Result<Vec<Subscriber>> { self.connection.query(sql, params![moment], subscriber) };
        all().at(&self.path)
    }

    /// How many messages are through since before a moment.
    ///
    /// # Errors
    /// What the database gives.
    pub fn messages_before(&self, moment: &str) -> Result<usize, StoreError> {
        let sql = format!("SELECT count(*) FROM outbox WHERE {OLD}");
        self.connection.count(&sql, params![moment]).at(&self.path)
    }
}

impl Writer {
    /// Erases readers, and the messages that are through since before a moment (RFC 3339 in UTC). Digests and the fact that
    /// they were sent stay.
    ///
    /// # Errors
    /// What the database gives.
    pub fn expire(&mut self, readers: &[Expiring], before: &str, at: &str) -> Result<Expired, StoreError> {
        self.erasing(|connection| {
            let mut gone = 0;
            for reader in readers {
                gone += erase(connection, reader, at)?;
            }
            let messages = connection.execute(&format!("DELETE FROM outbox WHERE {OLD}"), params![before])?;
            Ok(Expired { readers: gone, messages })
        })
    }

    /// Does something in one transaction, after which what was deleted is neither in the file nor in its log.
    pub(super) fn erasing<T>(&mut self, work: impl FnOnce(&Connection) -> sql::Result<T>) -> Result<T, StoreError> {
        if let Some(file) = self.store.connection.sqlite() {
            file.pragma_update(None, "secure_delete", true).at(&self.store.path)?;
        }
        let done = self.in_one(work)?;
        if let Some(file) = self.store.connection.sqlite() {
            file.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).at(&self.store.path)?;
        }
        Ok(done)
    }
}

fn erase(connection: &Connection, reader: &Expiring, at: &str) -> sql::Result<usize> {
    let id = reader.id.0;
    let answers = "UPDATE outbox SET answer = NULL WHERE subscriber = ?1 AND answer IS NOT NULL";
    connection.execute(answers, params![id])?;
    if let Some(hash) = &reader.hash {
        // One that is there, for this list or all, says enough.
        let keep = "INSERT INTO suppressions (hash, list, reason, at) SELECT ?1, ?2, 'forgotten', ?3
                    WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE hash = ?1 AND list IN ('', ?2))";
        connection.execute(keep, params![hash, reader.list, at])?;
    }
    connection.execute("DELETE FROM delivery WHERE name = 'soft:' || ?1", params![id])?;
    connection.execute("DELETE FROM subscribers WHERE id = ?1", params![id])
}
