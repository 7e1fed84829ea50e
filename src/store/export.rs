//! The whole store as JSON Lines, and back. An export can also be read by every command that reads JSON Lines.

use std::io::{BufRead, Read as _, Write};

use rusqlite::{Connection, TransactionBehavior};
use thiserror::Error;

use super::error::{At, StoreError};
use super::put::{insert, insert_version, update_rights};
use super::read::Stored;
use super::record::Record;
use super::{Store, Writer};

/// Bytes of a line; an article has no more than 20 MB of text, and escapes can make six of one.
const LINE: u64 = 256 << 20;

/// Why an export ends early.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What it is written to fails.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

impl Store {
    /// Writes all articles, a line each, in the order in which they came.
    ///
    /// # Errors
    /// What reading and writing give.
    pub fn export(&self, to: &mut dyn Write) -> Result<usize, ExportError> {
        let mut lines = 0;
        self.each(|record| {
            serde_json::to_writer(&mut *to, &record).map_err(std::io::Error::from)?;
            to.write_all(b"\n")?;
            lines += 1;
            Ok::<(), ExportError>(())
        })?;
        Ok(lines)
    }
}

impl Writer {
    /// Takes in what [`export`](Store::export) wrote: all of it or, where a line is wrong, nothing. Articles that are
    /// there stay as they are. Returns how many lines there were, and how many of them were new.
    ///
    /// # Errors
    /// [`StoreError::Line`] names the line and what is wrong with it; what the database gives.
    pub fn import(&mut self, from: &mut dyn BufRead) -> Result<(usize, usize), StoreError> {
        let path = self.store.path.clone();
        let transaction = self.store.connection.transaction_with_behavior(TransactionBehavior::Immediate).at(&path)?;
        let (mut lines, mut new) = (0, 0);
        let mut bytes = Vec::new();
        for line in 1.. {
            bytes.clear();
            let wrong = |what: String| StoreError::Line { line, what };
            let read = (&mut *from).take(LINE).read_until(b'\n', &mut bytes);
            if read.map_err(|error| wrong(format!("cannot be read: {error}")))? == 0 {
                break;
            }
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let stored = parse(&bytes).map_err(wrong)?;
            lines += 1;
            new += usize::from(take_in(&transaction, stored).at(&path)?);
        }
        transaction.commit().at(&path)?;
        Ok((lines, new))
    }
}

fn parse(line: &[u8]) -> Result<Stored, String> {
    let record: Record =
        serde_json::from_slice(line).map_err(|error| format!("not what `attache export` writes: {error}"))?;
    Stored::try_from(record).map_err(|error| error.to_string())
}

/// Adds an article with its versions; `false` where its words are there.
fn take_in(connection: &Connection, stored: Stored) -> rusqlite::Result<bool> {
    let record = Record::from(stored);
    let is_known = update_rights(connection, &record.id, record.desk_source.as_deref(), &record.rights)?;
    if !is_known {
        insert(connection, &record)?;
    }
    for version in &record.versions {
        insert_version(connection, &record.id, version)?;
    }
    Ok(!is_known)
}
