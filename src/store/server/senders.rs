//! Several processes that send share the outbox. Each has a number and, as long as it lives, the advisory lock of it; a
//! message that is on its way bears the number of its sender. What a sender does between two transactions goes into a table
//! that is quick to write and that a crash of the server empties.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use super::super::error::{At, StoreError};
use super::super::pass_log::Progress;
use super::super::sql::{self, Connection, params};
use super::connect;
use crate::model::StoreServer;

/// What a sender is known by: the first number of its advisory lock; the second one is its own.
const LOCK: &str = "hashtext('attache sender ' || current_schema())";

/// The log of a sender at work, and its sign of life.
#[derive(Debug)]
pub(in crate::store) struct Log {
    session: Mutex<Connection>,
    path: std::path::PathBuf,
    /// The sender's number.
    pub sender: i64,
}

impl Log {
    /// Begins to send: takes a number, and its lock.
    pub fn begin(server: &StoreServer) -> Result<Log, StoreError> {
        let (path, session) = connect(server)?;
        let begin = || -> sql::Result<i64> {
            // The lock is there before the number can be seen: a sender without it is dead.
            let sender: i64 =
                session.value("SELECT nextval(pg_get_serial_sequence('senders', 'id')::regclass)", params![])?;
            if !session.value(&format!("SELECT pg_try_advisory_lock({LOCK}, CAST(?1 AS INTEGER))"), params![sender])? {
                return Err(sql::Error::Overtaken("another sender has this number"));
            }
            let named = format!("process {}", std::process::id());
            session.execute("INSERT INTO senders (id, named) VALUES (?1, ?2)", params![sender, named])?;
            step(&session, sender, 0, "p")?;
            Ok(sender)
        };
        let sender = begin().at(&path)?;
        Ok(Log { session: Mutex::new(session), path, sender })
    }

    /// With which of so many messages to begin. Steps of the golden section leave the largest gaps, however many there are.
    pub fn first_of(&self, messages: usize) -> usize {
        let share = (self.sender as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        usize::try_from((share * messages as u64) >> 32).unwrap_or_default()
    }

    /// Notes a step of a message.
    pub fn note(&self, message: i64, sign: &str) -> Result<(), StoreError> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        step(&session, self.sender, message, sign).at(&self.path)
    }
}

fn step(session: &Connection, sender: i64, message: i64, step: &str) -> sql::Result<()> {
    let sql = "INSERT INTO outbox_steps (sender, message, step) VALUES (?1, ?2, ?3)";
    session.execute(sql, params![sender, message, step]).map(drop)
}

/// A sender that has died, and what its log says; `None` where that cannot be trusted.
type Dead = (Option<i64>, Option<HashMap<i64, Progress>>);

/// The senders that have died and left something; `None` stands for those of which nothing is known.
pub(in crate::store) fn dead(connection: &Connection) -> sql::Result<Vec<Dead>> {
    let known: Vec<i64> = connection.query("SELECT id FROM senders ORDER BY id", params![], |row| row.get(0))?;
    let mut dead = vec![(None, None)];
    for sender in known {
        let sql = format!("SELECT pg_try_advisory_xact_lock({LOCK}, CAST(?1 AS INTEGER))");
        if connection.value(&sql, params![sender])? {
            dead.push((Some(sender), steps(connection, sender)?));
        }
    }
    Ok(dead)
}

/// The messages that a dead sender had on their way.
pub(in crate::store) fn left_by(connection: &Connection, sender: Option<i64>) -> sql::Result<Vec<i64>> {
    match sender {
        Some(sender) => {
            let sql = "SELECT number FROM outbox WHERE state = 'sending' AND sender = ?1 ORDER BY number";
            connection.query(sql, params![sender], |row| row.get(0))
        }
        None => {
            let sql = "SELECT number FROM outbox WHERE state = 'sending' AND (sender IS NULL OR NOT EXISTS
                         (SELECT 1 FROM senders AS s WHERE s.id = outbox.sender)) ORDER BY number";
            connection.query(sql, params![], |row| row.get(0))
        }
    }
}

/// Forgets a sender whose messages are settled.
pub(in crate::store) fn forget(connection: &Connection, sender: i64) -> sql::Result<()> {
    connection.execute("UPDATE outbox SET sender = NULL WHERE sender = ?1", params![sender])?;
    connection.execute("DELETE FROM outbox_steps WHERE sender = ?1", params![sender])?;
    connection.execute("DELETE FROM senders WHERE id = ?1", params![sender]).map(drop)
}

fn steps(connection: &Connection, sender: i64) -> sql::Result<Option<HashMap<i64, Progress>>> {
    let sql = "SELECT message, step FROM outbox_steps WHERE sender = ?1 ORDER BY number";
    let lines: Vec<(i64, String)> = connection.query(sql, params![sender], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let step = |(message, step): &(i64, String)| Some((*message, Progress::of(step.chars().next()?)?));
    Ok(lines.first().filter(|first| first.1 == "p").map(|_| lines.iter().filter_map(step).collect()))
}

/// Takes messages for a sender: those of these that are queued, that no other sender is taking and whose readers want them.
pub(in crate::store) fn take(
    connection: &Connection,
    sender: i64,
    numbers: &[i64],
    at: &str,
) -> sql::Result<HashSet<i64>> {
    let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let sql = "WITH free AS MATERIALIZED (
                 SELECT o.number FROM outbox AS o
                 WHERE o.number = ANY (string_to_array(?1, ',')::bigint[]) AND o.state = 'queued'
                   AND EXISTS (SELECT 1 FROM subscribers AS s WHERE s.id = o.subscriber AND s.status = 'active')
                 ORDER BY o.number FOR UPDATE OF o SKIP LOCKED)
               UPDATE outbox SET state = 'sending', attempts = attempts + 1, changed = ?2, sender = ?3
               FROM free WHERE outbox.number = free.number RETURNING outbox.number";
    Ok(connection.query(sql, params![list, at, sender], |row| row.get(0))?.into_iter().collect())
}

/// Of messages that could not be taken those that another sender has, or had.
pub(in crate::store) fn elsewhere(connection: &Connection, numbers: &[i64]) -> sql::Result<HashSet<i64>> {
    if numbers.is_empty() {
        return Ok(HashSet::new());
    }
    let list = numbers.iter().map(i64::to_string).collect::<Vec<_>>().join(",");
    let sql = "SELECT o.number FROM outbox AS o
               WHERE o.number = ANY (string_to_array(?1, ',')::bigint[]) AND (o.state <> 'queued'
                 OR EXISTS (SELECT 1 FROM subscribers AS s WHERE s.id = o.subscriber AND s.status = 'active'))";
    Ok(connection.query(sql, params![list], |row| row.get(0))?.into_iter().collect())
}
