//! Steps of messages, beside other senders: all that are alike in one statement.

use std::collections::HashSet;

use super::super::outbox::OutboxState;
use super::super::outbox_put::{Note, Noted, note};
use super::super::reports::forgive;
use super::super::sql::{self, Connection, params};
use super::senders;
use crate::model::SubscriberId;

/// How often a transaction is tried that another one stands in the way of.
const TRIES: usize = 5;

/// Messages that go over in one statement.
const BLOCK: usize = 1000;

/// Puts the messages of a mailing into the outbox, in their order.
pub(in crate::store) fn put_out<'a>(
    connection: &Connection,
    mailing: i64,
    messages: impl Iterator<Item = (SubscriberId, OutboxState, &'a str, Option<&'a str>)>,
    began: &str,
) -> sql::Result<()> {
    let sql = "INSERT INTO outbox (mailing, subscriber, state, due, answer, changed)
               SELECT ?1, m.who, m.state, m.due, m.why, ?3
               FROM ROWS FROM (json_to_recordset(?2::json) AS (who bigint, state text, due text, why text))
                 WITH ORDINALITY AS m (who, state, due, why, place) ORDER BY m.place";
    let row = |(who, state, due, why): (SubscriberId, OutboxState, &str, Option<&str>)| serde_json::json!({ "who": who.0, "state": state.as_str(), "due": due, "why": why });
    let mut rows = messages.map(row).peekable();
    while rows.peek().is_some() {
        let block = serde_json::Value::from_iter(rows.by_ref().take(BLOCK)).to_string();
        connection.execute(sql, params![mailing, block, began])?;
    }
    Ok(())
}

/// Takes steps of messages, all in one transaction. Says of each whether it holds.
pub(in crate::store) fn take(connection: &Connection, sender: i64, notes: &[Note]) -> sql::Result<Vec<Noted>> {
    let mut tries = 0;
    loop {
        tries += 1;
        match connection.beside(|connection| all(connection, sender, notes)) {
            Err(error) if error.is_in_the_way() && tries < TRIES => {}
            done => return done,
        }
    }
}

fn all(connection: &Connection, sender: i64, notes: &[Note]) -> sql::Result<Vec<Noted>> {
    let begun = |note: &Note| match note {
        Note::Sending { number, at } => Some((*number, at.clone())),
        _ => None,
    };
    let (wanted, moments): (Vec<i64>, Vec<String>) = notes.iter().filter_map(begun).unzip();
    let taken = match moments.first() {
        Some(at) => senders::take(connection, sender, &wanted, at)?,
        None => HashSet::new(),
    };
    let left: Vec<i64> = wanted.into_iter().filter(|number| !taken.contains(number)).collect();
    let elsewhere = senders::elsewhere(connection, &left)?;
    let accepted = accept(connection, sender, notes)?;
    let each = |one: &Note| match one {
        Note::Sending { number, .. } if taken.contains(number) => Ok(Noted::Holds),
        Note::Sending { number, .. } if elsewhere.contains(number) => Ok(Noted::Elsewhere),
        Note::Sending { .. } => Ok(Noted::Left),
        Note::Done { number, state: OutboxState::Accepted, .. } => {
            Ok(if accepted.contains(number) { Noted::Holds } else { Noted::Left })
        }
        other => note(connection, other, Some(sender)),
    };
    notes.iter().map(each).collect()
}

/// Notes those that a server took.
fn accept(connection: &Connection, sender: i64, notes: &[Note]) -> sql::Result<HashSet<i64>> {
    let (mut rows, mut readers) = (Vec::new(), Vec::new());
    for note in notes {
        if let Note::Done { number, at, state: OutboxState::Accepted, answer, subscriber, .. } = note {
            rows.push(serde_json::json!({ "n": number, "at": at, "a": answer }));
            readers.push((subscriber, *number));
        }
    }
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let sql = "UPDATE outbox SET state = 'accepted', changed = d.at, answer = d.a, sender = NULL
               FROM json_to_recordset(?1::json) AS d (n bigint, at text, a text)
               WHERE outbox.number = d.n AND outbox.state = 'sending' AND outbox.sender = ?2 RETURNING outbox.number";
    let rows = serde_json::Value::from(rows).to_string();
    let noted = connection.query(sql, params![rows, sender], |row| row.get(0))?.into_iter().collect();
    let list = readers.iter().map(|(reader, _)| reader.0.to_string()).collect::<Vec<_>>().join(",");
    let sql = "SELECT id FROM subscribers WHERE soft > 0 AND id = ANY (string_to_array(?1, ',')::bigint[])";
    let bounced: HashSet<i64> = connection.query(sql, params![list], |row| row.get(0))?.into_iter().collect();
    for (reader, number) in readers.into_iter().filter(|(reader, _)| bounced.contains(&reader.0)) {
        forgive(connection, *reader, number)?;
    }
    Ok(noted)
}
