//! What lies beside a store that is a file and outlives a restore: that one was done, the numbers of digests that were given
//! out, and the hashes of those who were forgotten. On a server these lines are rows: all machines have to see them.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::error::{At, StoreError};
#[cfg(feature = "postgres")]
use super::server::marks;
use super::sql::Connection;
use super::{Store, Writer};

/// Stands in `PATH.restored` where the store before could be read: no desk has this name.
const KNOWN: &str = "*numbers";

/// `PATH.restored`: the store came from a backup; a line for each desk that has said since what was sent.
const RESTORED: &str = "restored";
/// `PATH.numbers`: a line for each desk of which a digest of this number was given out.
const NUMBERS: &str = "numbers";
/// `PATH.forgotten`: a line for each person who was erased, the hash of the address.
const FORGOTTEN: &str = "forgotten";

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".");
    name.push(end);
    PathBuf::from(name)
}

/// Notes that the store came from a backup, and which digests were given out before, where that could be read.
pub(super) fn mark_restored(path: &Path, given: Option<&[(String, u32)]>) -> Result<(), StoreError> {
    for (desk, number) in given.into_iter().flatten() {
        append(&beside(path, NUMBERS), &format!("{number} {desk}"))?;
    }
    let (mark, known) = (beside(path, RESTORED), if given.is_some() { KNOWN } else { "" });
    fs::write(&mark, format!("{known}\n")).at(&mark)
}

impl Store {
    /// Notes that what the store says of mail and of digests is older than what went out since.
    pub(super) fn mark_restored(&self) -> Result<(), StoreError> {
        match &self.connection {
            Connection::Sqlite(_) => mark_restored(&self.path, None),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => marks::replace(&self.connection, RESTORED, "").at(&self.path),
        }
    }

    /// The lines of a kind; `None` where there never was one.
    fn lines(&self, kind: &str) -> Result<Option<Vec<String>>, StoreError> {
        match &self.connection {
            Connection::Sqlite(_) => lines(&beside(&self.path, kind)),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => {
                let lines = marks::lines(&self.connection, kind).at(&self.path)?;
                Ok(Some(lines).filter(|lines| !lines.is_empty()))
            }
        }
    }

    fn append(&self, kind: &str, line: &str) -> Result<(), StoreError> {
        match &self.connection {
            Connection::Sqlite(_) => append(&beside(&self.path, kind), line),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => marks::add(&self.connection, kind, line).at(&self.path),
        }
    }

    /// True where the store came from a backup and a desk has not said since what was sent.
    ///
    /// # Errors
    /// What the system gives.
    pub fn is_unsure_since_restore(&self, desk: &str) -> Result<bool, StoreError> {
        let lines = self.lines(RESTORED)?;
        Ok(lines.is_some_and(|lines| lines.iter().all(|line| line != desk)))
    }

    /// True where it came from a backup, the store before could not be read, and the desk has not said since what was sent:
    /// nobody knows which numbers its digests had.
    ///
    /// # Errors
    /// What the system gives.
    pub fn is_unsure_of_numbers(&self, desk: &str) -> Result<bool, StoreError> {
        let lines = self.lines(RESTORED)?;
        Ok(lines.is_some_and(|lines| lines.iter().all(|line| line != desk && line != KNOWN)))
    }

    /// The highest number that is known to have been given to a digest of the desk before the store came from a backup; 0
    /// where there is none.
    pub(super) fn given_before(&self, desk: &str) -> Result<u32, StoreError> {
        let lines = self.lines(NUMBERS)?.unwrap_or_default();
        let given = lines.iter().filter_map(|line| line.split_once(' ')).filter(|(_, name)| *name == desk);
        Ok(given.filter_map(|(number, _)| number.parse().ok()).max().unwrap_or_default())
    }
}

impl Writer {
    /// Digests of a desk up to this number were given out: the next one gets a higher one.
    ///
    /// # Errors
    /// What the system gives.
    pub fn note_given(&mut self, desk: &str, number: u32) -> Result<(), StoreError> {
        self.append(NUMBERS, &format!("{number} {desk}"))
    }

    /// A desk has said what was sent.
    ///
    /// # Errors
    /// What the system gives.
    pub fn is_sure_now(&mut self, desk: &str) -> Result<(), StoreError> {
        self.append(RESTORED, desk)
    }

    /// Keeps the hash of somebody who is erased where a backup does not bring the person back.
    ///
    /// # Errors
    /// What the system gives.
    pub fn note_forgotten(&mut self, hash: &str) -> Result<(), StoreError> {
        self.append(FORGOTTEN, hash)
    }

    /// The hashes of those who were erased.
    ///
    /// # Errors
    /// What the system gives.
    pub fn all_forgotten(&self) -> Result<Vec<String>, StoreError> {
        Ok(self.lines(FORGOTTEN)?.unwrap_or_default())
    }
}

fn lines(path: &Path) -> Result<Option<Vec<String>>, StoreError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.lines().map(str::to_owned).collect())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).at(path),
    }
}

fn append(path: &Path, line: &str) -> Result<(), StoreError> {
    let write = || -> std::io::Result<()> {
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        writeln!(file, "{line}")?;
        file.sync_all()
    };
    write().at(path)
}
