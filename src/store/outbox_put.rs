//! Messages into the outbox, and what becomes of them. Each step is on the disk before the next one is taken.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use super::sql::{self, Connection, params};

use super::Writer;
use super::error::{At, StoreError};
use super::outbox::{Mailing, MailingKind, OutboxState, Scope, mailing};
use super::pass_log::{self, PASS, PassLog, Progress};
use super::reports::forgive;
#[cfg(feature = "postgres")]
use super::server::{self, senders};
use super::subscriber_put::{Step, suppress, turn};
use super::subscribers::Suppressed;
#[cfg(feature = "postgres")]
use crate::model::StorePlace;
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

/// Whether a step of a message holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// It does.
    Holds,
    /// The message is not to go out any more: its reader has left.
    Left,
    /// Another sender has the message.
    Elsewhere,
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
            if let Some(there) = connection.find(find, key, mailing)? {
                return Ok(there);
            }
            let id: i64 = connection.value(
                "INSERT INTO mailings (desk, digest, kind, part, revision, began) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 RETURNING id",
                params![new.desk, new.digest, kind, part, new.revision, new.began],
            )?;
            let planned = new.messages.iter().map(|(subscriber, due)| match due {
                Ok(due) => (*subscriber, OutboxState::Queued, due.as_str(), None),
                Err(why) => (*subscriber, OutboxState::Suppressed, new.began, Some(why.as_str())),
            });
            put_out(connection, id, planned, new.began)?;
            connection.find(find, key, mailing)?.ok_or(sql::Error::NoRow)
        })
    }

    /// Messages that were noted as on their way when a sender died: those that were not begun, or surely not taken, are
    /// queued again, those that were taken are accepted, all others ambiguous. To be called where no other sender is at
    /// work on a file; on a server it passes over what belongs to senders that live. Says how many are ambiguous.
    ///
    /// # Errors
    /// What the database gives.
    pub fn settle_interrupted(&mut self, at: &str) -> Result<usize, StoreError> {
        #[cfg(feature = "postgres")]
        if self.connection.postgres().is_some() {
            return self.in_one(|connection| {
                let mut ambiguous = 0;
                for (sender, steps) in senders::dead(connection)? {
                    ambiguous += settle_all(connection, &senders::left_by(connection, sender)?, steps.as_ref(), at)?;
                    sender.map_or(Ok(()), |sender| senders::forget(connection, sender))?;
                }
                Ok(ambiguous)
            });
        }
        let pass = self.delivery(PASS)?.unwrap_or_default();
        let steps = pass_log::read(&self.path, &pass)?;
        self.in_one(|connection| {
            let sql = "SELECT number FROM outbox WHERE state = 'sending'";
            let numbers: Vec<i64> = connection.query(sql, params![], |row| row.get(0))?;
            settle_all(connection, &numbers, steps.as_ref(), at)
        })
    }

    /// Begins a pass over the outbox: what happens between two transactions goes into its log. To be called after
    /// [`Writer::settle_interrupted`].
    ///
    /// # Errors
    /// What the database and the system give.
    pub fn begin_pass(&mut self) -> Result<PassLog, StoreError> {
        #[cfg(feature = "postgres")]
        if let StorePlace::Server(server) = self.place() {
            let log = senders::Log::begin(server)?;
            self.sender = Some(log.sender);
            return Ok(PassLog::on_server(log));
        }
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
        self.in_one(|connection| connection.execute(sql, params![at]))
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
    pub fn note_messages(&mut self, notes: &[Note]) -> Result<Vec<Noted>, StoreError> {
        #[cfg(feature = "postgres")]
        if self.connection.postgres().is_some() {
            let Some(sender) = self.sender else { return Ok(vec![Noted::Elsewhere; notes.len()]) };
            return server::notes::take(&self.store.connection, sender, notes).at(&self.store.path);
        }
        let was_aside = self.is_aside;
        self.step_back()?;
        let noted = self.in_one(|connection| notes.iter().map(|one| note(connection, one, None)).collect());
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
        let Some(lock) = &self.lock else { return Ok(()) };
        lock.lend(&self.store.path)?;
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
            if self.lock.as_ref().map_or(Ok(true), |lock| lock.retake(&self.store.path))? {
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

/// Puts the messages of a mailing into the outbox.
fn put_out<'a>(
    connection: &Connection,
    mailing: i64,
    messages: impl Iterator<Item = (SubscriberId, OutboxState, &'a str, Option<&'a str>)>,
    began: &str,
) -> sql::Result<()> {
    #[cfg(feature = "postgres")]
    if connection.postgres().is_some() {
        return server::notes::put_out(connection, mailing, messages, began);
    }
    let sql = "INSERT INTO outbox (mailing, subscriber, state, due, answer, changed) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (subscriber, state, due, answer) in messages {
        connection.execute(sql, params![mailing, subscriber.0, state.as_str(), due, answer, began])?;
    }
    Ok(())
}

/// Settles messages of a sender that died, whose steps are known or not. Says how many are ambiguous.
fn settle_all(
    connection: &Connection,
    numbers: &[i64],
    steps: Option<&HashMap<i64, Progress>>,
    at: &str,
) -> sql::Result<usize> {
    let mut ambiguous = 0;
    for number in numbers {
        let step = steps.map(|steps| steps.get(number));
        ambiguous += usize::from(step.is_none() || step == Some(Some(&Progress::Begun)));
        settle(connection, *number, step, at)?;
    }
    Ok(ambiguous)
}

/// What becomes of a message that was noted as on its way when a sender died. `step` is what its pass says of it, `None`
/// where that is not known.
fn settle(connection: &Connection, number: i64, step: Option<Option<&Progress>>, at: &str) -> sql::Result<()> {
    let (state, attempts, answer) = match step {
        Some(None) => (OutboxState::Queued, -1_i64, None),
        Some(Some(Progress::NotTaken)) => (OutboxState::Queued, 0, Some("was not taken; the sender died meanwhile")),
        Some(Some(Progress::Taken)) => (OutboxState::Accepted, 0, Some("was taken; the sender died meanwhile")),
        Some(Some(Progress::Begun)) | None => (OutboxState::Ambiguous, 0, Some("the sender died meanwhile")),
    };
    let sql = "UPDATE outbox SET state = ?2, attempts = CASE WHEN attempts + ?3 > 0 THEN attempts + ?3 ELSE 0 END, answer = ?4, changed = ?5 WHERE number = ?1";
    connection.execute(sql, params![number, state.as_str(), attempts, answer, at]).map(|_| ())
}

/// Takes a step of a message; on a server only of one that is the sender's own.
pub(super) fn note(connection: &Connection, note: &Note, sender: Option<i64>) -> sql::Result<Noted> {
    let own = sender.map(|sender| format!(" AND sender = {sender}")).unwrap_or_default();
    let free = if sender.is_some() { ", sender = NULL" } else { "" };
    let is_noted = match note {
        Note::Sending { number, at } => {
            let sql = "UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2
                       WHERE number = ?1 AND state = 'queued' AND EXISTS
                         (SELECT 1 FROM subscribers AS s WHERE s.id = outbox.subscriber AND s.status = 'active')";
            connection.execute(sql, params![number, at])? > 0
        }
        Note::Untouched { number } => {
            let sql = format!(
                "UPDATE outbox SET state = 'queued', attempts = CASE WHEN attempts > 0 THEN attempts - 1 ELSE 0 END{free}
                 WHERE number = ?1 AND state = 'sending'{own}"
            );
            connection.execute(&sql, params![number])? > 0
        }
        Note::Done { number, at, state, due, answer, subscriber, dead } => {
            let sql = format!(
                "UPDATE outbox SET state = ?2, changed = ?3, answer = ?4, due = coalesce(?5, due){free}
                 WHERE number = ?1 AND state = 'sending'{own}"
            );
            let is_noted = connection.execute(&sql, params![number, state.as_str(), at, answer, due])? > 0;
            let step = Step { at, how: How::Server, detail: answer.as_deref() };
            match (state, dead) {
                (OutboxState::Accepted, _) => forgive(connection, *subscriber, *number)?,
                (_, Some(hash)) => bury(connection, *subscriber, hash, step)?,
                _ => {}
            }
            is_noted
        }
    };
    Ok(if is_noted { Noted::Holds } else { Noted::Left })
}

/// The address of a subscriber takes no mail.
fn bury(connection: &Connection, id: SubscriberId, hash: &str, step: Step) -> sql::Result<()> {
    let sql = "SELECT known FROM subscribers WHERE id = ?1";
    let known: Option<String> = connection.find(sql, params![id.0], |row| row.get(0))?;
    match known {
        Some(known) => suppress(connection, &known, hash, Suppressed::Bounced, step),
        None => turn(connection, id, SubscriberStatus::Bounced, step).map(|_| ()),
    }
}
