//! What was sent to whom, and what is still to go out.

use super::sql::{self, Row, params};
use std::collections::HashSet;

use serde::Serialize;

use super::Store;
use super::error::{At, StoreError};
use super::read::parsed;
use super::subscribers::subscriber;
use crate::model::{Subscriber, SubscriberId};

/// A digest, or the corrections of one, on its way to a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailing {
    /// Its number.
    pub id: i64,
    /// The desk.
    pub desk: String,
    /// The digest.
    pub digest: u32,
    /// What of it.
    pub kind: MailingKind,
    /// The revision of the digest that goes out.
    pub revision: u32,
    /// The moment at which sending began, the date of its messages; RFC 3339 in UTC.
    pub began: String,
}

/// What a mailing tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase", tag = "kind", content = "part")]
pub enum MailingKind {
    /// The digest.
    Digest,
    /// Its corrections, up to the one of this id.
    Correction(i64),
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum OutboxState {
    /// It is to go out once its time has come.
    Queued,
    /// It is on its way now.
    Sending,
    /// The server took it.
    Accepted,
    /// It was on its way when the sender or the connection died: nobody knows whether it arrived.
    Ambiguous,
    /// It was given up.
    Failed,
    /// It is not to go out.
    Suppressed,
}

/// A message of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxEntry {
    /// Its number.
    pub number: i64,
    /// The desk.
    pub desk: String,
    /// The digest.
    pub digest: u32,
    /// What of it.
    #[serde(flatten)]
    pub kind: MailingKind,
    /// To whom.
    pub subscriber: SubscriberId,
    /// How far it has come.
    pub state: OutboxState,
    /// How often it was tried.
    pub attempts: u32,
    /// Not to be tried before; RFC 3339 in UTC.
    pub due: String,
    /// What the server said last.
    pub answer: Option<String>,
    /// When the state came about; RFC 3339 in UTC.
    pub changed: String,
}

/// A message that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// Its number in the outbox.
    pub number: i64,
    /// The mailing.
    pub mailing: i64,
    /// How often it was tried.
    pub attempts: u32,
    /// To whom.
    pub subscriber: Subscriber,
}

/// A correction of a line, as the desk asked for it or a later digest prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineCorrection {
    /// Its id.
    pub id: i64,
    /// The line.
    pub line: String,
    /// What is wrong with it.
    pub reason: String,
    /// JSON: the correction as a later digest prints it; none while it waits for one.
    pub printed: Option<String>,
}

/// Which messages are meant.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Of this desk.
    pub desk: &'a str,
    /// Of this digest alone.
    pub digest: Option<u32>,
}

impl OutboxState {
    /// All of them.
    pub const ALL: [OutboxState; 6] = [
        OutboxState::Queued,
        OutboxState::Sending,
        OutboxState::Accepted,
        OutboxState::Ambiguous,
        OutboxState::Failed,
        OutboxState::Suppressed,
    ];

    /// queued, sending, accepted, ambiguous, failed, suppressed.
    pub const fn as_str(self) -> &'static str {
        match self {
            OutboxState::Queued => "queued",
            OutboxState::Sending => "sending",
            OutboxState::Accepted => "accepted",
            OutboxState::Ambiguous => "ambiguous",
            OutboxState::Failed => "failed",
            OutboxState::Suppressed => "suppressed",
        }
    }
}

impl MailingKind {
    pub(super) const fn columns(self) -> (&'static str, i64) {
        match self {
            MailingKind::Digest => ("digest", 0),
            MailingKind::Correction(part) => ("correction", part),
        }
    }
}

const ENTRY: &str =
    "SELECT o.*, m.desk, m.digest, m.kind, m.part FROM outbox AS o JOIN mailings AS m ON m.id = o.mailing";
/// The scope of a query, as parameters 1 and 2.
const SCOPE: &str = "m.desk = ?1 AND (?2 IS NULL OR m.digest = ?2)";

impl Store {
    /// The mailing of a digest or of corrections, if it has begun.
    ///
    /// # Errors
    /// What the database gives.
    pub fn mailing(&self, desk: &str, digest: u32, kind: MailingKind) -> Result<Option<Mailing>, StoreError> {
        let (name, part) = kind.columns();
        let sql = "SELECT * FROM mailings WHERE desk = ?1 AND digest = ?2 AND kind = ?3 AND part = ?4";
        let find = || self.connection.find(sql, params![desk, digest, name, part], mailing);
        find().at(&self.path)
    }

    /// The mailings of a desk that have messages to go out, the first one first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn open_mailings(&self, scope: Scope) -> Result<Vec<Mailing>, StoreError> {
        let sql = format!(
            "SELECT m.* FROM mailings AS m WHERE {SCOPE} AND EXISTS
               (SELECT 1 FROM outbox AS o WHERE o.mailing = m.id AND o.state IN ('queued', 'sending')) ORDER BY m.id"
        );
        let all =
            || -> sql::Result<Vec<Mailing>> { self.connection.query(&sql, params![scope.desk, scope.digest], mailing) };
        all().at(&self.path)
    }

    /// The messages of a desk that are due at a moment (RFC 3339 in UTC), in the order in which they were made.
    ///
    /// # Errors
    /// What the database gives.
    pub fn due_messages(&self, scope: Scope, now: &str) -> Result<Vec<Job>, StoreError> {
        let sql = format!(
            "SELECT o.number, o.mailing, o.attempts, s.* FROM outbox AS o JOIN mailings AS m ON m.id = o.mailing
             JOIN subscribers AS s ON s.id = o.subscriber
             WHERE {SCOPE} AND o.state = 'queued' AND o.due <= ?3 AND s.status = 'active' ORDER BY o.number"
        );
        let read = |row: &Row| {
            Ok(Job { number: row.get(0)?, mailing: row.get(1)?, attempts: row.get(2)?, subscriber: subscriber(row)? })
        };
        let all =
            || -> sql::Result<Vec<Job>> { self.connection.query(&sql, params![scope.desk, scope.digest, now], read) };
        all().at(&self.path)
    }

    /// The numbers of the messages of a desk that are queued: what other senders have taken is not among them.
    ///
    /// # Errors
    /// What the database gives.
    pub fn queued(&self, scope: Scope) -> Result<HashSet<i64>, StoreError> {
        let sql = format!(
            "SELECT o.number FROM outbox AS o JOIN mailings AS m ON m.id = o.mailing WHERE {SCOPE} AND o.state = 'queued'"
        );
        let all = self.connection.query(&sql, params![scope.desk, scope.digest], |row| row.get(0));
        Ok(all.at(&self.path)?.into_iter().collect())
    }

    /// When the next message is due that is not due yet.
    ///
    /// # Errors
    /// What the database gives.
    pub fn next_due(&self, scope: Scope) -> Result<Option<String>, StoreError> {
        let sql = format!(
            "SELECT min(o.due) FROM outbox AS o JOIN mailings AS m ON m.id = o.mailing WHERE {SCOPE} AND o.state = 'queued'"
        );
        let find = || self.connection.value(&sql, params![scope.desk, scope.digest]);
        find().at(&self.path)
    }

    /// How many messages there are in each state.
    ///
    /// # Errors
    /// What the database gives.
    pub fn count_messages(&self, scope: Scope) -> Result<Vec<(OutboxState, usize)>, StoreError> {
        let sql = format!(
            "SELECT o.state, count(*) FROM outbox AS o JOIN mailings AS m ON m.id = o.mailing WHERE {SCOPE} GROUP BY o.state"
        );
        let all = || -> sql::Result<Vec<(String, i64)>> {
            let read = |row: &Row| Ok((row.get(0)?, row.get(1)?));
            self.connection.query(&sql, params![scope.desk, scope.digest], read)
        };
        let counts = all().at(&self.path)?;
        let count = |state: OutboxState| counts.iter().find(|(name, _)| name == state.as_str()).map_or(0, |(_, n)| *n);
        Ok(OutboxState::ALL.into_iter().map(|s| (s, usize::try_from(count(s)).unwrap_or_default())).collect())
    }

    /// The messages of these states, in the order in which they were made.
    ///
    /// # Errors
    /// What the database gives.
    pub fn messages(&self, scope: Scope, states: &[OutboxState]) -> Result<Vec<OutboxEntry>, StoreError> {
        let names: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
        let names = serde_json::Value::from(names).to_string();
        let sql = format!("{ENTRY} WHERE {SCOPE} AND o.state IN ({}) ORDER BY o.number", self.connection.list("?3"));
        let all = || -> sql::Result<Vec<OutboxEntry>> {
            self.connection.query(&sql, params![scope.desk, scope.digest, names], entry)
        };
        all().at(&self.path)
    }

    /// All messages to a subscriber, the first one first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn messages_to(&self, id: SubscriberId) -> Result<Vec<OutboxEntry>, StoreError> {
        let all = || -> sql::Result<Vec<OutboxEntry>> {
            let sql = format!("{ENTRY} WHERE o.subscriber = ?1 ORDER BY o.number");
            self.connection.query(&sql, params![id.0], entry)
        };
        all().at(&self.path)
    }

    /// What went to an address (its normal form) since a moment (RFC 3339 in UTC), as far as anybody knows: the reader and
    /// the mailing, the newest first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn sent_to(&self, known: &str, since: &str) -> Result<Vec<(Subscriber, Mailing)>, StoreError> {
        let sql = "SELECT s.*, m.id AS of, m.desk, m.digest, m.kind, m.part, m.revision, m.began
                   FROM subscribers AS s JOIN outbox AS o ON o.subscriber = s.id JOIN mailings AS m ON m.id = o.mailing
                   WHERE s.known = ?1 AND o.state IN ('accepted', 'ambiguous') AND o.changed >= ?2 ORDER BY o.number DESC";
        let read = |row: &Row| Ok((subscriber(row)?, Mailing { id: row.get("of")?, ..mailing(row)? }));
        let all = || self.connection.query(sql, params![known, since], read);
        all().at(&self.path)
    }

    /// The corrections of a digest's lines that no mailing has told of, in the order in which they came.
    ///
    /// # Errors
    /// What the database gives.
    pub fn untold_corrections(&self, desk: &str, digest: u32) -> Result<Vec<LineCorrection>, StoreError> {
        let sql = "SELECT id, line, reason, text FROM corrections WHERE desk = ?1 AND digest = ?2 AND id >
                     (SELECT coalesce(max(part), 0) FROM mailings WHERE desk = ?1 AND digest = ?2 AND kind = 'correction')
                   ORDER BY id";
        let all = || -> sql::Result<Vec<_>> {
            let read = |row: &Row| {
                Ok(LineCorrection { id: row.get(0)?, line: row.get(1)?, reason: row.get(2)?, printed: row.get(3)? })
            };
            self.connection.query(sql, params![desk, digest], read)
        };
        all().at(&self.path)
    }

    /// The same of a mailing that has begun: those after the mailing before, up to its own part.
    ///
    /// # Errors
    /// What the database gives.
    pub fn told_corrections(&self, desk: &str, digest: u32, part: i64) -> Result<Vec<LineCorrection>, StoreError> {
        let sql = "SELECT id, line, reason, text FROM corrections WHERE desk = ?1 AND digest = ?2 AND id <= ?3 AND id >
                     (SELECT coalesce(max(part), 0) FROM mailings
                      WHERE desk = ?1 AND digest = ?2 AND kind = 'correction' AND part < ?3)
                   ORDER BY id";
        let all = || -> sql::Result<Vec<_>> {
            let read = |row: &Row| {
                Ok(LineCorrection { id: row.get(0)?, line: row.get(1)?, reason: row.get(2)?, printed: row.get(3)? })
            };
            self.connection.query(sql, params![desk, digest, part], read)
        };
        all().at(&self.path)
    }

    /// Those who got a digest, as far as anybody knows, and still want mail.
    ///
    /// # Errors
    /// What the database gives.
    pub fn readers_of(&self, desk: &str, digest: u32) -> Result<Vec<Subscriber>, StoreError> {
        let sql = "SELECT s.* FROM subscribers AS s JOIN outbox AS o ON o.subscriber = s.id JOIN mailings AS m ON m.id = o.mailing
                   WHERE m.desk = ?1 AND m.digest = ?2 AND m.kind = 'digest' AND o.state IN ('accepted', 'ambiguous')
                     AND s.status = 'active' ORDER BY o.number";
        let all = || -> sql::Result<Vec<Subscriber>> { self.connection.query(sql, params![desk, digest], subscriber) };
        all().at(&self.path)
    }
}

pub(super) fn mailing(row: &Row) -> sql::Result<Mailing> {
    Ok(Mailing {
        id: row.get("id")?,
        desk: row.get("desk")?,
        digest: row.get("digest")?,
        kind: kind(row)?,
        revision: row.get("revision")?,
        began: row.get("began")?,
    })
}

fn kind(row: &Row) -> sql::Result<MailingKind> {
    let is_digest = row.get::<String>("kind")? == "digest";
    Ok(if is_digest { MailingKind::Digest } else { MailingKind::Correction(row.get("part")?) })
}

fn entry(row: &Row) -> sql::Result<OutboxEntry> {
    let state = |text: &str| OutboxState::ALL.into_iter().find(|state| state.as_str() == text);
    Ok(OutboxEntry {
        number: row.get("number")?,
        desk: row.get("desk")?,
        digest: row.get("digest")?,
        kind: kind(row)?,
        subscriber: SubscriberId(row.get("subscriber")?),
        state: parsed(row, "state", state)?.unwrap_or(OutboxState::Ambiguous),
        attempts: row.get("attempts")?,
        due: row.get("due")?,
        answer: row.get("answer")?,
        changed: row.get("changed")?,
    })
}
