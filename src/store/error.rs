use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use thiserror::Error;

use super::sql;
use crate::text::escape_controls;

/// Why a store does not do what it was asked: the file, what is wrong, the way out.
#[derive(Debug, Error)]
pub enum StoreError {
    /// No such file.
    #[error("{}: there is no store; `attache fetch` makes one, `--store FILE` names another", shown(.path))]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file that attache has not made.
    #[error("{}: {what}; name another file", shown(.path))]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A file of a later attache.
    #[error(
        "{}: was written by a newer attache (schema {found}, this one knows up to {known}); install the newer attache",
        shown(.path)
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: u32,
        /// The newest schema that this program knows.
        known: u32,
    },
    /// Another process writes.
    #[error("{}: another attache{} is writing to it; wait until that one is done", shown(.path), named(.process))]
    Locked {
        /// The file.
        path: PathBuf,
        /// The number of that process, where known.
        process: Option<u32>,
    },
    /// A store that is damaged.
    #[error("{}: is damaged: {what}; use an earlier backup", shown(.path))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A line of an export that is no article.
    #[error("line {line}: {what}; nothing was imported")]
    Line {
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        what: String,
    },
    /// The system does not hand a file over, or does not take it.
    #[error("{}: {source}", shown(.path))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The database reports a fault.
    #[error("{}: {}", shown(.path), explain(.source))]
    Database {
        /// The file.
        path: PathBuf,
        /// What it reports.
        source: sql::Error,
    },
    /// A store on a server, where this program speaks to files alone.
    #[error("{}: this attache was built without PostgreSQL; build one with it: cargo install attache --features postgres", shown(.path))]
    NoServer {
        /// The server.
        path: PathBuf,
    },
    /// Something that only a store in a file can do.
    #[error("{}: {what}", shown(.path))]
    NoFile {
        /// The server.
        path: PathBuf,
        /// What, and what does it instead.
        what: &'static str,
    },
}

/// A path for a message.
fn shown(path: &Path) -> String {
    escape_controls(&path.to_string_lossy()).into_owned()
}

fn named(process: &Option<u32>) -> String {
    process.map(|number| format!(" (process {number})")).unwrap_or_default()
}

/// The database's words, and what to do where that is known.
fn explain(error: &sql::Error) -> String {
    let way_out = match error.sqlite_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => "another program holds the file; try again",
        Some(ErrorCode::DiskFull) => "make room on the disk and run it again; nothing was lost",
        Some(ErrorCode::ReadOnly) => "the file or its folder may not be written",
        Some(ErrorCode::CannotOpen) => "the file or its folder cannot be opened",
        _ => return error.to_string(),
    };
    format!("{error}; {way_out}")
}

/// Names the file in an error.
pub(super) trait At<T> {
    /// The same, with the file named.
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T> At<T> for Result<T, rusqlite::Error> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(sql::Error::from).at(path)
    }
}

impl<T> At<T> for Result<T, sql::Error> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::of(source, path))
    }
}

impl StoreError {
    fn of(source: sql::Error, path: &Path) -> StoreError {
        let path = path.to_owned();
        match source.sqlite_code() {
            Some(ErrorCode::NotADatabase) => StoreError::Foreign { path, what: "is no database" },
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged { path, what: source.to_string() },
            _ => StoreError::Database { path, source },
        }
    }
}

impl<T> At<T> for std::io::Result<T> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::File { path: path.to_owned(), source })
    }
}

/// Why work within a transaction ends early.
pub(super) enum Ended<E> {
    /// The database fails.
    Sql(sql::Error),
    /// Anything else.
    Own(E),
}

impl<E> From<sql::Error> for Ended<E> {
    fn from(error: sql::Error) -> Self {
        Ended::Sql(error)
    }
}

impl<E: From<StoreError>> Ended<E> {
    /// The error, with the file named.
    pub fn at(self, path: &Path) -> E {
        match self {
            Ended::Own(error) => error,
            Ended::Sql(error) => StoreError::of(error, path).into(),
        }
    }
}
