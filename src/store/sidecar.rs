//! What lies beside the store and outlives a restore: that one was done, and the hashes of those who were forgotten.

use std::ffi::OsString;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use super::Writer;
use super::error::{At, StoreError};

/// `PATH.restored`: the store came from a backup; a line for each desk that has said since what was sent.
fn restored(path: &Path) -> PathBuf {
    beside(path, ".restored")
}

/// `PATH.forgotten`: a line for each person who was erased, the hash of the address.
fn forgotten(path: &Path) -> PathBuf {
    beside(path, ".forgotten")
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    PathBuf::from(name)
}

/// Notes that the store came from a backup.
pub(super) fn mark_restored(path: &Path) -> Result<(), StoreError> {
    let mark = restored(path);
    fs::write(&mark, "").at(&mark)
}

impl Writer {
    /// True where the store came from a backup and a desk has not said since what was sent.
    ///
    /// # Errors
    /// What the system gives.
    pub fn is_unsure_since_restore(&self, desk: &str) -> Result<bool, StoreError> {
        let lines = lines(&restored(&self.path))?;
        Ok(lines.is_some_and(|lines| lines.iter().all(|line| line != desk)))
    }

    /// A desk has said what was sent.
    ///
    /// # Errors
    /// What the system gives.
    pub fn is_sure_now(&mut self, desk: &str) -> Result<(), StoreError> {
        append(&restored(&self.path), desk)
    }

    /// Keeps the hash of somebody who is erased where a backup does not bring the person back.
    ///
    /// # Errors
    /// What the system gives.
    pub fn note_forgotten(&mut self, hash: &str) -> Result<(), StoreError> {
        append(&forgotten(&self.path), hash)
    }

    /// The hashes of those who were erased.
    ///
    /// # Errors
    /// What the system gives.
    pub fn all_forgotten(&self) -> Result<Vec<String>, StoreError> {
        Ok(lines(&forgotten(&self.path))?.unwrap_or_default())
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
