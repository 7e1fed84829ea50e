//! Subscribers into the store. Each change of a status adds a row to the history of consent.

use super::sql::{self, Connection, params};

use super::Writer;
use super::error::StoreError;
use super::subscribers::Suppressed;
use crate::model::{Address, How, SubscriberId, SubscriberStatus, Wishes};

/// A reader on the way onto a list.
#[derive(Debug, Clone, PartialEq)]
pub struct NewSubscriber {
    /// The list.
    pub list: String,
    /// Where the mail goes.
    pub address: Address,
    /// The hash of its normal form, under the desk's key.
    pub hash: String,
    /// What the reader is called.
    pub name: Option<String>,
    /// Whether it gets the digest.
    pub status: SubscriberStatus,
    /// What it chose.
    pub wishes: Wishes,
}

/// What came of adding a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is on the list now.
    New(SubscriberId),
    /// It was on the list, with this status, and stays as it was.
    Known(SubscriberId, SubscriberStatus),
    /// Its address gets nothing.
    Suppressed(Suppressed),
}

/// Who changed a status, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// When; RFC 3339 in UTC.
    pub at: &'a str,
    /// By which way.
    pub how: How,
    /// The file, the words of a form, the answer of a server.
    pub detail: Option<&'a str>,
}

impl Writer {
    /// Adds readers, all or none, and says of each what came of it.
    ///
    /// # Errors
    /// What the database gives.
    pub fn add_subscribers(&mut self, new: &[NewSubscriber], step: Step) -> Result<Vec<Added>, StoreError> {
        self.in_one(|connection| new.iter().map(|one| add(connection, one, step)).collect())
    }

    /// Gives a subscriber another status; `false` where it has it already or there is no such subscriber.
    ///
    /// # Errors
    /// What the database gives.
    pub fn set_status(&mut self, id: SubscriberId, status: SubscriberStatus, step: Step) -> Result<bool, StoreError> {
        self.in_one(|connection| turn(connection, id, status, step))
    }

    /// Takes what a subscriber chose and is called; `false` where there is none.
    ///
    /// # Errors
    /// What the database gives.
    pub fn set_wishes(&mut self, id: SubscriberId, name: Option<&str>, wishes: &Wishes) -> Result<bool, StoreError> {
        self.in_one(|connection| {
            let sql = "UPDATE subscribers SET name = ?2, lang = ?3, format = ?4, days = ?5, time = ?6, zone = ?7,
                       topics = ?8, countries = ?9 WHERE id = ?1";
            let Wishes { lang, format, days, time, zone, topics, countries } = wishes;
            let time = time.map(|time| time.format("%H:%M").to_string());
            let zone = zone.map(|zone| zone.name());
            let (days, topics, countries) = (json(days)?, json(topics)?, json(countries)?);
            let format = format.as_str();
            let values = params![id.0, name, lang, format, days, time, zone, topics, countries];
            Ok(connection.execute(sql, values)? > 0)
        })
    }

    /// An address takes no mail: all its subscribers are bounced, and it gets nothing from any list.
    ///
    /// # Errors
    /// What the database gives.
    pub fn suppress(
        &mut self,
        address: &Address,
        hash: &str,
        reason: Suppressed,
        step: Step,
    ) -> Result<(), StoreError> {
        self.in_one(|connection| suppress(connection, &address.known(), hash, reason, step))
    }

    /// An address gets mail again, of one list or, with `None`, of all: its owner has asked for it anew.
    ///
    /// # Errors
    /// What the database gives.
    pub fn lift_suppression(&mut self, hash: &str, list: Option<&str>) -> Result<bool, StoreError> {
        let sql = "DELETE FROM suppressions WHERE hash = ?1 AND (?2 IS NULL OR list IN ('', ?2))";
        self.in_one(|connection| Ok(connection.execute(sql, params![hash, list])? > 0))
    }

    /// Counts a soft bounce, and says how many there are since the last message that arrived.
    ///
    /// # Errors
    /// What the database gives.
    pub fn count_soft_bounce(&mut self, id: SubscriberId) -> Result<u32, StoreError> {
        let sql = "UPDATE subscribers SET soft = soft + 1 WHERE id = ?1 RETURNING soft";
        let count = |connection: &Connection| connection.find(sql, params![id.0], |row| row.get(0));
        self.in_one(|connection| Ok(count(connection)?.unwrap_or_default()))
    }

    /// Erases a person: the subscribers of the address with their history, and what servers answered about them. The
    /// hash alone stays, so that no list takes the address again. Says how many subscribers there were.
    ///
    /// # Errors
    /// What the database gives.
    pub fn forget(&mut self, address: &Address, hash: &str, at: &str) -> Result<usize, StoreError> {
        self.erasing(|connection| {
            let known = address.known();
            connection.execute(
                "UPDATE outbox SET answer = NULL, state = CASE state WHEN 'queued' THEN 'suppressed' ELSE state END
                 WHERE subscriber IN (SELECT id FROM subscribers WHERE known = ?1)",
                params![known],
            )?;
            let soft = "DELETE FROM delivery WHERE name IN (SELECT 'soft:' || id FROM subscribers WHERE known = ?1)";
            connection.execute(soft, params![known])?;
            let erased = connection.execute("DELETE FROM subscribers WHERE known = ?1", params![known])?;
            keep_out(connection, hash, Suppressed::Forgotten, at)?;
            Ok(erased)
        })
    }

    /// Keeps what is known of the delivery under a name, where nothing is known yet.
    ///
    /// # Errors
    /// What the database gives.
    pub fn keep_delivery(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO delivery (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";
        self.in_one(|connection| connection.execute(sql, params![name, value]).map(|_| ()))
    }

    /// Keeps what is known of the delivery under a name.
    ///
    /// # Errors
    /// What the database gives.
    pub fn set_delivery(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        let sql = "INSERT INTO delivery (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        self.in_one(|connection| connection.execute(sql, params![name, value]).map(|_| ()))
    }
}

fn add(connection: &Connection, new: &NewSubscriber, step: Step) -> sql::Result<Added> {
    let known = new.address.known();
    let there = connection.find(
        "SELECT id, status FROM subscribers WHERE list = ?1 AND known = ?2",
        params![new.list, known],
        |row| Ok((row.get(0)?, row.get::<String>(1)?)),
    )?;
    if let Some((id, status)) = there {
        return Ok(Added::Known(SubscriberId(id), status.parse().unwrap_or_default()));
    }
    let reason: Option<String> = connection.find(
        "SELECT reason FROM suppressions WHERE hash = ?1 AND list IN ('', ?2)",
        params![new.hash, new.list],
        |row| row.get(0),
    )?;
    if let Some(reason) = reason {
        return Ok(Added::Suppressed(Suppressed::named(&reason)));
    }
    let Wishes { lang, format, days, time, zone, topics, countries } = &new.wishes;
    let time = time.map(|time| time.format("%H:%M").to_string());
    let id = connection.value(
        "INSERT INTO subscribers (list, address, known, name, status, lang, format, days, time, zone, topics, countries, created)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id", params![
            new.list,
            new.address.to_string(),
            known,
            new.name,
            new.status.as_str(),
            lang,
            format.as_str(),
            json(days)?,
            time,
            zone.map(|zone| zone.name()),
            json(topics)?,
            json(countries)?,
            step.at
        ])?;
    let id = SubscriberId(id);
    note(connection, id, new.status, step)?;
    Ok(Added::New(id))
}

/// Gives a subscriber another status, with its step in the history.
pub(super) fn turn(
    connection: &Connection,
    id: SubscriberId,
    status: SubscriberStatus,
    step: Step,
) -> sql::Result<bool> {
    let sql = "UPDATE subscribers SET status = ?2 WHERE id = ?1 AND status <> ?2";
    let is_changed = connection.execute(sql, params![id.0, status.as_str()])? > 0;
    if is_changed {
        note(connection, id, status, step)?;
    }
    Ok(is_changed)
}

pub(super) fn suppress(
    connection: &Connection,
    known: &str,
    hash: &str,
    reason: Suppressed,
    step: Step,
) -> sql::Result<()> {
    keep_out(connection, hash, reason, step.at)?;
    let find = "SELECT id FROM subscribers WHERE known = ?1 ORDER BY id";
    let ids: Vec<i64> = connection.query(find, params![known], |row| row.get(0))?;
    let status = match reason {
        Suppressed::Complaint => SubscriberStatus::Unsubscribed,
        Suppressed::Bounced | Suppressed::Forgotten => SubscriberStatus::Bounced,
    };
    ids.into_iter().try_for_each(|id| turn(connection, SubscriberId(id), status, step).map(|_| ()))
}

fn keep_out(connection: &Connection, hash: &str, reason: Suppressed, at: &str) -> sql::Result<()> {
    let sql = "INSERT INTO suppressions (hash, list, reason, at) VALUES (?1, '', ?2, ?3)
               ON CONFLICT (hash, list) DO UPDATE SET reason = excluded.reason
               WHERE excluded.reason = 'forgotten'";
    connection.execute(sql, params![hash, reason.as_str(), at]).map(|_| ())
}

fn note(connection: &Connection, id: SubscriberId, status: SubscriberStatus, step: Step) -> sql::Result<()> {
    let sql = "INSERT INTO consents (subscriber, at, status, how, detail) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (status, how) = (status.as_str(), step.how.as_str());
    connection.execute(sql, params![id.0, step.at, status, how, step.detail]).map(|_| ())
}

fn json<T: serde::Serialize>(value: &T) -> sql::Result<String> {
    Ok(serde_json::to_string(value)?)
}
