//! Messages into the outbox, and what becomes of them. Each step is on the disk before the next one is taken.

use std::thread;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use super::Writer;
use super::error::{At, StoreError};
use super::outbox::{Mailing, MailingKind, OutboxState, Scope, mailing};
use super::pass_log::{self, PASS, PassLog, Progress};
use super::reports::forgive;
use super::subscriber_put::{Step, suppress, turn};
use super::subscribers::Suppressed;
use crate::model::{How, SubscriberId, SubscriberStatus};

/// How often one that has stepped aside tries to get back.
const PAUSE: Duration = Duration::from_millis(2);
/// How often it tries before it gives up: ten minutes.
const TRIES: u32 = 300_000;

/// A mailing that is to begin.
#[derive(Debug, Clone, Copy)]
pub struct NewMailing<'a> {
    /// The desk.
    pub desk: &'a str,
    /// The digest.
    pub digest: u32,
    /// What of it.
    pub kind: MailingKind,
    /// The revision of the digest.
    pub revision: u32,
    /// The moment; RFC 3339 in UTC.
    pub began: &'a str,
    /// To whom, and when at the earliest; or why not.
    pub messages: &'a [(SubscriberId, Result<String, String>)],
}

/// A step of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It is about to be handed over.
    Sending {
        /// Its number in the outbox.
        number: i64,
        /// The moment; RFC 3339 in UTC.
        at: String,
    },
    /// It was not touched after all: it is queued as it was.
    Untouched {
        /// Its number in the outbox.
        number: i64,
    },
    /// Something became of it.
    Done {
        /// Its number in the outbox.
        number: i64,
        /// The moment; RFC 3339 in UTC.
        at: String,
        /// Its state from now on.
        state: OutboxState,
        /// When it is to be tried again, for one that is queued.
        due: Option<String>,
        /// What the server said.
        answer: Option<String>,
        /// Its reader.
        subscriber: SubscriberId,
        /// The address takes no mail: the hash of its normal form.
        dead: Option<String>,
    },
}

impl Writer {
    /// Begins a mailing: it and its messages in one transaction. One that has begun stays as it is.
    ///
    /// # Errors
    /// What the database gives.
    pub fn begin_mailing(&mut self, new: &NewMailing) -> Result<Mailing, StoreError> {
        let (kind, part) = new.kind.columns();
        self.in_one(|connection| {
            let find = "SELECT * FROM mailings WHERE desk = ?1 AND digest = ?2 AND kind = ?3 AND part = ?4";
            let key = params![new.desk, new.digest, kind, part];
            if let Some(there) = connection.query_row(find, key, mailing).optional()? {
                return Ok(there);
            }
            connection.execute(
                "INSERT INTO mailings (desk, digest, kind, part, revision, began) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![new.desk, new.digest, kind, part, new.revision, new.began],
            )?;
            let id = connection.last_insert_rowid();
            let mut put = connection.prepare(
                "INSERT INTO outbox (mailing, subscriber, state, due, answer, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            for (subscriber, due) in new.messages {
                let (state, due, answer) = match due {
                    Ok(due) => (OutboxState::Queued, due.as_str(), None),
                    Err(why) => (OutboxState::Suppressed, new.began, Some(why.as_str())),
                };
                put.execute(params![id, subscriber.0, state.as_str(), due, answer, new.began])?;
            }
            connection.query_row(find, key, mailing)
        })
    }

    /// Messages that were noted as on their way when a sender died: those that were not begun, or surely not taken, are
    /// queued again, those that were taken are accepted, all others ambiguous. To be called where no other sender is at
    /// work. Says how many are ambiguous.
    ///
    /// # Errors
    /// What the database gives.
    pub fn settle_interrupted(&mut self, at: &str) -> Result<usize, StoreError> {
        let pass = self.delivery(PASS)?.unwrap_or_default();
        let steps = pass_log::read(&self.path, &pass)?;
        self.in_one(|connection| {
            let mut find = connection.prepare("SELECT number FROM outbox WHERE state = 'sending'")?;
            let numbers = find.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            let mut ambiguous = 0;
            for number in numbers {
                let step = steps.as_ref().map(|steps| steps.get(&number));
                ambiguous += usize::from(step.is_none() || step == Some(Some(&Progress::Begun)));
                settle(connection, number, step, at)?;
            }
            Ok(ambiguous)
        })
    }

    /// Begins a pass over the outbox: what happens between two transactions goes into its log. To be called after
    /// [`Writer::settle_interrupted`].
    ///
    /// # Errors
    /// What the database and the system give.
    pub fn begin_pass(&mut self) -> Result<PassLog, StoreError> {
        let mut name = [0; 16];
        getrandom::fill(&mut name).map_err(std::io::Error::other).at(&self.path)?;
        let name: String = name.iter().map(|octet| format!("{octet:02x}")).collect();
        self.set_delivery(PASS, &name)?;
        PassLog::begin(&self.path, &name)
    }

    /// Takes messages out of the queue whose readers want none any more.
    ///
    /// # Errors
    /// What the database gives.
    pub fn settle_left(&mut self, at: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE outbox SET state = 'suppressed', changed = ?1, answer = 'the reader has left meanwhile'
                   WHERE state = 'queued' AND NOT EXISTS
                     (SELECT 1 FROM subscribers AS s WHERE s.id = outbox.subscriber AND s.status = 'active')";
        self.in_one(|connection| connection.execute(sql, [at]))
    }

    /// Puts messages of a state back into the queue. Says how many there were.
    ///
    /// # Errors
    /// What the database gives.
    pub fn requeue(&mut self, scope: Scope, from: OutboxState, at: &str) -> Result<usize, StoreError> {
        let sql = "UPDATE outbox SET state = 'queued', due = ?3, changed = ?3, attempts = 0
                   WHERE state = ?4 AND mailing IN
                     (SELECT id FROM mailings AS m WHERE m.desk = ?1 AND (?2 IS NULL OR m.digest = ?2))";
        self.in_one(|connection| connection.execute(sql, params![scope.desk, scope.digest, at, from.as_str()]))
    }

    /// Takes messages of a desk's digests up to a number out of the queue: they went out already. Says how many there
    /// were.
    ///
    /// # Errors
    /// What the database gives.
    pub fn settle_sent(&mut self, desk: &str, up_to: u32, step: Step) -> Result<usize, StoreError> {
        let sql = "UPDATE outbox SET state = 'suppressed', changed = ?3, answer = ?4
                   WHERE state IN ('queued', 'sending', 'ambiguous') AND mailing IN
                     (SELECT id FROM mailings AS m WHERE m.desk = ?1 AND m.digest <= ?2)";
        self.in_one(|connection| connection.execute(sql, params![desk, up_to, step.at, step.detail]))
    }

    /// Takes steps of messages, all in one transaction. Says of each whether it holds: a message may only be handed over
    /// where it was queued and its reader still wants it.
    ///
    /// # Errors
    /// What the database gives.
    pub fn note_messages(&mut self, notes: &[Note]) -> Result<Vec<bool>, StoreError> {
        let was_aside = self.is_aside;
        self.step_back()?;
        let noted = self.in_one(|connection| notes.iter().map(|one| note(connection, one)).collect());
        if was_aside {
            self.step_aside()?;
        }
        noted
    }

    /// Lets other processes write until [`Writer::step_back`]; meanwhile only [`Writer::note_messages`] may be called.
    ///
    /// # Errors
    /// What the system gives.
    pub fn step_aside(&mut self) -> Result<(), StoreError> {
        self.lock.lend(&self.store.path)?;
        self.is_aside = true;
        Ok(())
    }

    /// Keeps other processes from writing again.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another one keeps the store for very long.
    pub fn step_back(&mut self) -> Result<(), StoreError> {
        let mut tries = 0;
        while self.is_aside {
            if self.lock.retake(&self.store.path)? {
                self.is_aside = false;
            } else if tries < TRIES {
                thread::sleep(PAUSE);
            } else {
                return Err(StoreError::Locked { path: self.store.path.clone(), process: None });
            }
            tries += 1;
        }
        Ok(())
    }
}

/// What becomes of a message that was noted as on its way when a sender died. `step` is what its pass says of it, `None`
/// where that is not known.
fn settle(connection: &Connection, number: i64, step: Option<Option<&Progress>>, at: &str) -> rusqlite::Result<()> {
    let (state, attempts, answer) = match step {
        Some(None) => (OutboxState::Queued, -1, None),
        Some(Some(Progress::NotTaken)) => (OutboxState::Queued, 0, Some("was not taken; the sender died meanwhile")),
        Some(Some(Progress::Taken)) => (OutboxState::Accepted, 0, Some("was taken; the sender died meanwhile")),
        Some(Some(Progress::Begun)) | None => (OutboxState::Ambiguous, 0, Some("the sender died meanwhile")),
    };
    let sql =
        "UPDATE outbox SET state = ?2, attempts = max(attempts + ?3, 0), answer = ?4, changed = ?5 WHERE number = ?1";
    connection.prepare_cached(sql)?.execute(params![number, state.as_str(), attempts, answer, at]).map(|_| ())
}

fn note(connection: &Connection, note: &Note) -> rusqlite::Result<bool> {
    match note {
        Note::Sending { number, at } => {
            let sql = "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2
                       WHERE number = ?1 AND state = 'queued' AND EXISTS
                         (SELECT 1 FROM subscribers AS s WHERE s.id = outbox.subscriber AND s.status = 'active')";
            Ok(connection.prepare_cached(sql)?.execute(params![number, at])? > 0)
        }
        Note::Untouched { number } => {
            let sql = "UPDATE outbox SET state = 'queued', attempts = max(attempts - 1, 0) WHERE number = ?1 AND state = 'sending'";
            Ok(connection.prepare_cached(sql)?.execute([number])? > 0)
        }
        Note::Done { number, at, state, due, answer, subscriber, dead } => {
            let sql = "UPDATE outbox SET state = ?2, changed = ?3, answer = ?4, due = coalesce(?5, due)
                       WHERE number = ?1 AND state = 'sending'";
            let is_noted =
                connection.prepare_cached(sql)?.execute(params![number, state.as_str(), at, answer, due])? > 0;
            let step = Step { at, how: How::Server, detail: answer.as_deref() };
            match (state, dead) {
                (OutboxState::Accepted, _) => forgive(connection, *subscriber, *number)?,
                (_, Some(hash)) => bury(connection, *subscriber, hash, step)?,
                _ => {}
            }
            Ok(is_noted)
        }
    }
}

/// The address of a subscriber takes no mail.
fn bury(connection: &Connection, id: SubscriberId, hash: &str, step: Step) -> rusqlite::Result<()> {
    let sql = "SELECT known FROM subscribers WHERE id = ?1";
    let known: Option<String> = connection.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    match known {
        Some(known) => suppress(connection, &known, hash, Suppressed::Bounced, step),
        None => turn(connection, id, SubscriberStatus::Bounced, step).map(|_| ()),
    }
}
