//! Copies of the whole store, made while others read and write, and the way back from one.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use super::error::{At, StoreError};
use super::files::replace;
use super::lock::Lock;
use super::{Store, connect, schema, sidecar};
use crate::model::StorePlace;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// How many articles the store has now.
    pub articles: usize,
    /// Where the store lies that was there before, if there was one.
    pub aside: Option<PathBuf>,
}

impl Store {
    /// Copies the store, as it is at this moment, to another file; one that is a backup already is replaced.
    ///
    /// # Errors
    /// [`StoreError::Foreign`] where the file is something else, or the store itself; what the system gives.
    pub fn backup(&self, to: &Path) -> Result<(), StoreError> {
        let foreign = |what| Err(StoreError::Foreign { path: to.to_owned(), what });
        if is_same(to, &self.path) {
            return foreign("is the store itself");
        }
        if to.is_dir() {
            return foreign("is a folder");
        }
        if to.parent().is_some_and(|folder| folder != Path::new("") && !folder.is_dir()) {
            return foreign("lies in a folder that is not there");
        }
        if fs::metadata(to).is_ok_and(|file| file.len() > 0) {
            Store::read_only(to)?;
        }
        // What is still in its log would be taken for changes of the copy.
        if with_end(to, "-wal").exists() {
            return foreign("is a store that is in use");
        }
        let Some(file) = self.connection.sqlite() else {
            let what =
                "a server is backed up by its own means: pg_dump; `attache export --readers` writes all as JSON Lines";
            return Err(StoreError::NoFile { path: self.path.clone(), what });
        };
        copy(file, &self.path, to)
    }

    /// A store that is only looked at.
    fn read_only(path: &Path) -> Result<Connection, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let file = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        schema::check(&file, path)?;
        Ok(file)
    }
}

/// Puts a backup in the place of the store at `path`. The backup is checked first; the store that was there is copied
/// (or, where it cannot be read, moved) to `PATH.before-restore`, and a kill at any moment leaves one of the two in place.
///
/// # Errors
/// [`StoreError::Damaged`], [`StoreError::Foreign`], [`StoreError::Newer`] where the backup cannot be used;
/// [`StoreError::Locked`] where another process writes; [`StoreError::NoFile`] for a store on a server.
pub fn restore(place: impl Into<StorePlace>, from: &Path) -> Result<Restored, StoreError> {
    let path = match place.into() {
        StorePlace::File(path) => path,
        StorePlace::Server(server) => {
            let what = "a server is restored by its own means: pg_restore; `attache import` takes in what `attache export` wrote";
            return Err(StoreError::NoFile { path: PathBuf::from(server.to_string()), what });
        }
    };
    let path = path.as_path();
    if is_same(path, from) {
        return Err(StoreError::Foreign { path: from.to_owned(), what: "is the store itself" });
    }
    let backup = checked(from)?;
    let articles = backup.query_row("SELECT count(*) FROM articles", [], |row| row.get::<_, i64>(0)).at(from)?;
    let articles = usize::try_from(articles).unwrap_or_default();
    let _lock = Lock::wait(path)?;
    let given = given(path);
    let aside = set_aside(path)?;
    // What the backup knows of mail and of digests is older than what went out since.
    let given = given.as_deref();
    if has_readers(&backup) || given.is_some_and(|given| !given.is_empty()) {
        sidecar::mark_restored(path, given)?;
    }
    if path.exists() {
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        pages(&backup, &mut connection, path)?;
    } else {
        copy(&backup, from, path)?;
    }
    Ok(Restored { articles, aside })
}

/// The desks of the store that is there, each with the number of its last digest; `None` where it cannot be read.
fn given(path: &Path) -> Option<Vec<(String, u32)>> {
    let present = Store::existing(path).ok()?.0;
    let sql = "SELECT desk, max(number) FROM digests GROUP BY desk";
    let mut find = present.connection.sqlite()?.prepare(sql).ok()?;
    find.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).ok()?.collect::<rusqlite::Result<_>>().ok()
}

/// True for a store that has subscribers, or had.
fn has_readers(connection: &Connection) -> bool {
    let sql = "SELECT EXISTS (SELECT 1 FROM subscribers) OR EXISTS (SELECT 1 FROM mailings)";
    connection.query_row(sql, [], |row| row.get(0)).unwrap_or(false)
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(a), Ok(b)) if a == b)
}

/// Opens a backup that is whole.
fn checked(from: &Path) -> Result<Connection, StoreError> {
    let backup = Store::read_only(from)?;
    if schema::number(&backup).at(from)? == 0 {
        return Err(StoreError::Foreign { path: from.to_owned(), what: "is empty" });
    }
    schema::faults(&backup, from)?;
    Ok(backup)
}

/// Keeps the present store under another name: as a copy where it can be read, else the files themselves.
fn set_aside(path: &Path) -> Result<Option<PathBuf>, StoreError> {
    let (aside, was_there) = (free_name(path, "before-restore"), path.exists());
    let present = || connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|present| copy(&present, path, &aside));
    let is_copied = match was_there.then(present) {
        Some(Ok(())) => true,
        None | Some(Err(StoreError::Foreign { .. } | StoreError::Damaged { .. })) => false,
        Some(Err(error)) => return Err(error),
    };
    if !is_copied {
        // A log without its store would be taken for changes of the next one.
        for end in ["-wal", "-shm", ""] {
            let from = with_end(path, end);
            if from.exists() {
                fs::rename(&from, with_end(&aside, end)).at(&from)?;
            }
        }
    }
    Ok(was_there.then_some(aside))
}

/// Copies the database behind a connection to a file of its own.
pub(super) fn copy(from: &Connection, from_path: &Path, to: &Path) -> Result<(), StoreError> {
    let copied = replace(to, |part| {
        let mut copy = Connection::open(part).at(to)?;
        pages(from, &mut copy, from_path)?;
        // One file, without a log beside it.
        copy.pragma_update(None, "journal_mode", "DELETE").at(to)?;
        let said: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).at(from_path)?;
        if said != "ok" {
            return Err(StoreError::Damaged { path: from_path.to_owned(), what: said }.into());
        }
        copy.close().map_err(|(_, error)| error).at(to)?;
        Ok(())
    });
    copied.map_err(|failed| match failed {
        Failed::Store(error) => error,
        Failed::File(source) => StoreError::File { path: to.to_owned(), source },
    })
}

/// Copies all pages in one step: others may write meanwhile, and the copy is of one moment.
fn pages(from: &Connection, to: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let step = Backup::new(from, to).and_then(|backup| backup.step(-1)).at(path)?;
    match step {
        StepResult::Done => Ok(()),
        _ => Err(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY), None)).at(path),
    }
}

/// Why a copy was not made.
enum Failed {
    Store(StoreError),
    File(std::io::Error),
}

impl From<StoreError> for Failed {
    fn from(error: StoreError) -> Self {
        Failed::Store(error)
    }
}

impl From<std::io::Error> for Failed {
    fn from(error: std::io::Error) -> Self {
        Failed::File(error)
    }
}

fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// `PATH.END`, or `PATH.END.2` and so on where that is taken.
pub(super) fn free_name(path: &Path, end: &str) -> PathBuf {
    let first = with_end(path, &format!(".{end}"));
    let later = (2u32..).map(|n| with_end(path, &format!(".{end}.{n}")));
    std::iter::once(first).chain(later).find(|name| !name.exists()).unwrap_or_else(|| path.to_owned())
}
