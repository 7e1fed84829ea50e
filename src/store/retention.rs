//! What is kept of readers and messages no longer than it must be.

use rusqlite::{Connection, params};

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
        let all = || -> rusqlite::Result<Vec<Subscriber>> {
            self.connection.prepare(sql)?.query_map([moment], subscriber)?.collect()
        };
        all().at(&self.path)
    }

    /// How many messages are through since before a moment.
    ///
    /// # Errors
    /// What the database gives.
    pub fn messages_before(&self, moment: &str) -> Result<usize, StoreError> {
        let sql = format!("SELECT count(*) FROM outbox WHERE {OLD}");
        let count = self.connection.query_row(&sql, [moment], |row| row.get::<_, i64>(0)).at(&self.path)?;
        Ok(usize::try_from(count).unwrap_or_default())
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
            let messages = connection.execute(&format!("DELETE FROM outbox WHERE {OLD}"), [before])?;
            Ok(Expired { readers: gone, messages })
        })
    }

    /// Does something in one transaction, after which what was deleted is neither in the file nor in its log.
    pub(super) fn erasing<T>(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        self.store.connection.pragma_update(None, "secure_delete", true).at(&self.store.path)?;
        let done = self.in_one(work)?;
        let emptied = self.store.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        emptied.at(&self.store.path)?;
        Ok(done)
    }
}

fn erase(connection: &Connection, reader: &Expiring, at: &str) -> rusqlite::Result<usize> {
    let id = reader.id.0;
    let answers = "UPDATE outbox SET answer = NULL WHERE subscriber = ?1 AND answer IS NOT NULL";
    connection.prepare_cached(answers)?.execute([id])?;
    if let Some(hash) = &reader.hash {
        // One that is there, for this list or all, says enough.
        let keep = "INSERT INTO suppressions SELECT ?1, ?2, 'forgotten', ?3
                    WHERE NOT EXISTS (SELECT 1 FROM suppressions WHERE hash = ?1 AND list IN ('', ?2))";
        connection.prepare_cached(keep)?.execute(params![hash, reader.list, at])?;
    }
    connection.prepare_cached("DELETE FROM delivery WHERE name = 'soft:' || ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM subscribers WHERE id = ?1")?.execute([id])
}
