//! The whole store as JSON Lines, and back. An export can also be read by every command that reads JSON Lines, which
//! passes over the lines that are no articles.

use std::io::{BufRead, Read as _, Write};

use super::sql::{self, Connection};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::address_record::{self, AddressRecord};
use super::error::{At, Ended, StoreError};
use super::put::{insert, insert_version, update_rights};
use super::read::Stored;
use super::record::Record;
use super::rows::{self, RowError, RowRecord};
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

/// How many lines of each kind an export has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Articles.
    pub articles: usize,
    /// Web addresses that were asked.
    pub addresses: usize,
    /// Rows of the visit diary, the stories, the digests and, where they are asked for, the readers.
    pub rows: usize,
}

/// What an import took in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Articles that were read.
    pub articles: usize,
    /// Those of them whose words were not there.
    pub new: usize,
    /// Web addresses that were read.
    pub addresses: usize,
    /// Rows of all else that were read.
    pub rows: usize,
    /// Those of them that were not there.
    pub new_rows: usize,
}

impl Store {
    /// Writes all articles, a line each, in the order in which they came; then all web addresses that were asked, with what
    /// each gave; then all else, with the subscribers and what was sent to them where `readers` asks for that. All of it
    /// is as it was at one moment.
    ///
    /// # Errors
    /// What reading and writing give.
    pub fn export(&self, to: &mut dyn Write, readers: bool) -> Result<Exported, ExportError> {
        let mut all = |moment: &Connection| -> Result<Exported, ExportError> {
            let mut lines = Exported::default();
            self.each(moment, |record| {
                lines.articles += 1;
                line(to, &record)
            })?;
            for record in address_record::all(moment).at(&self.path)? {
                lines.addresses += 1;
                line(to, &record)?;
            }
            rows::each((moment, &self.path), readers, |record| {
                lines.rows += 1;
                line(to, record)
            })?;
            Ok(lines)
        };
        let done = self.connection.at_one_moment(|moment| all(moment).map_err(Ended::Own));
        done.map_err(|ended| ended.at(&self.path))
    }
}

fn line(to: &mut dyn Write, record: &impl Serialize) -> Result<(), ExportError> {
    serde_json::to_writer(&mut *to, record).map_err(std::io::Error::from)?;
    Ok(to.write_all(b"\n")?)
}

impl Writer {
    /// Takes in what [`export`](Store::export) wrote: all of it or, where a line is wrong, nothing. Articles that are
    /// there stay as they are; of an address that is there too, what was learnt last counts; a row of the diary, of a
    /// digest or of a reader that is another one there is wrong.
    ///
    /// # Errors
    /// [`StoreError::Line`] names the line and what is wrong with it; what the database gives.
    pub fn import(&mut self, from: &mut dyn BufRead) -> Result<Imported, StoreError> {
        let store = &self.store;
        let done = store.connection.in_one(|connection| take_all(connection, store, from).map_err(Ended::Own));
        done.map_err(|ended: Ended<StoreError>| ended.at(&store.path))
    }
}

/// Takes in line after line, within a transaction.
fn take_all(connection: &Connection, store: &Store, from: &mut dyn BufRead) -> Result<Imported, StoreError> {
    let path = &store.path;
    let mut done = Imported::default();
    let mut bytes = Vec::new();
    let mut has_readers = false;
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
        match parse(&bytes).map_err(wrong)? {
            Line::Article(stored) => {
                done.articles += 1;
                done.new += usize::from(take_in(connection, *stored).at(path)?);
            }
            Line::Address(record) => {
                done.addresses += 1;
                let unknown = address_record::take_in(connection, &record).at(path)?;
                if let Some(id) = unknown {
                    return Err(wrong(format!("it says that it gave article {id:?}, which is not there")));
                }
            }
            Line::Row(record) => {
                done.rows += 1;
                has_readers |= record.is_of_readers();
                done.new_rows += usize::from(record.take_in(connection).map_err(|error| match error {
                    RowError::Wrong(what) => wrong(what),
                    RowError::Store(source) => StoreError::Database { path: path.clone(), source },
                })?);
            }
        }
    }
    if has_readers {
        // What the export knows of mail, and of digests, is older than what went out since.
        store.mark_restored()?;
    }
    #[cfg(feature = "postgres")]
    if connection.postgres().is_some() {
        super::server::count_on(connection, 0).at(path)?;
    }
    Ok(done)
}

/// A line of an export.
enum Line {
    Article(Box<Stored>),
    Address(Box<AddressRecord>),
    Row(Box<RowRecord>),
}

/// What says of which kind a line is.
#[derive(Deserialize)]
struct Kind {
    schema: Option<String>,
}

fn parse(line: &[u8]) -> Result<Line, String> {
    let wrong = |error| format!("not what `attache export` writes: {error}");
    let kind: Kind = serde_json::from_slice(line).map_err(wrong)?;
    if kind.schema.as_deref() == Some(address_record::SCHEMA) {
        return serde_json::from_slice(line).map(|record| Line::Address(Box::new(record))).map_err(wrong);
    }
    if kind.schema.as_deref() == Some(rows::SCHEMA) {
        return serde_json::from_slice(line).map(|record| Line::Row(Box::new(record))).map_err(wrong);
    }
    let record: Record = serde_json::from_slice(line).map_err(wrong)?;
    Stored::try_from(record).map(|stored| Line::Article(Box::new(stored))).map_err(|error| error.to_string())
}

/// Adds an article with its versions; `false` where its words are there.
fn take_in(connection: &Connection, stored: Stored) -> sql::Result<bool> {
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
