//! What must last: the articles that a desk has read, in one SQLite file or, for several machines, on a server of
//! PostgreSQL.
//!
//! An article is known by the hash of its words ([`Article::id`](crate::model::Article)), so the same words are kept
//! once. A web address (or a file) whose words change gets a new version, linked to the one before. A batch of articles
//! is one transaction: a kill at any moment loses or doubles nothing. To a file one process writes at a time ([`Writer`]),
//! others read meanwhile ([`Store`]); on a server many write, a transaction at a time, and several that send share the outbox.
//!
//! `sql` is what the rest speaks to either database, `server` what is done otherwise on a server. `schema` makes and migrates the file, `record` is the one form of an article in it and in an export, `put` and `read`
//! go in and out, `asked` keeps what is known
//! of web addresses, `trouble` says what is wrong with one, `visits` the log of the visit diary, `address` says where an
//! article was found, `backup` copies the whole file.

mod address;
mod address_record;
mod asked;
mod backup;
mod digest_put;
mod digests;
mod error;
mod export;
mod files;
mod fresh;
mod heads;
mod health;
mod lock;
mod outbox;
mod outbox_put;
mod pass_log;
mod put;
mod read;
mod record;
mod reports;
mod retention;
mod rows;
mod schema;
mod search;
#[cfg(feature = "postgres")]
mod server;
mod sidecar;
mod sql;
mod stories;
mod subscriber_put;
mod subscribers;
mod trouble;
mod visits;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::OpenFlags;

pub use asked::Asked;
pub use backup::{Restored, restore};
pub use digest_put::NewDigest;
pub use digests::{Revision, State, StoredDigest, Waiting};
pub use error::StoreError;
pub use export::{ExportError, Exported, Imported};
pub use files::replace;
pub use fresh::{Fresh, Succession};
pub use heads::Head;
pub use outbox::{Job, LineCorrection, Mailing, MailingKind, OutboxEntry, OutboxState, Scope};
pub use outbox_put::{NewMailing, Note, Noted};
pub use pass_log::{PassLog, Progress};
pub use put::{Incoming, Outcome};
pub use read::{Stored, Version};
pub use reports::{ReportEffect, ReportTaken};
pub use retention::{Expired, Expiring};
pub use search::{Hit, Order, Query, Search};
pub use subscriber_put::{Added, NewSubscriber, Step};
pub use subscribers::Suppressed;
pub use trouble::Trouble;

pub use lock::{RunLock, SendLock};
pub use sql::Error as DatabaseError;

use error::At;
use lock::Lock;
use sql::Connection;

use crate::model::StorePlace;

/// How long to wait for another program that holds the file for a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// Statements that are kept prepared.
const PREPARED: usize = 64;

/// A store, open for reading.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    /// What errors call it: the file, or the server's address without the password.
    path: PathBuf,
    place: StorePlace,
}

/// A store, open for writing. In a file no other process of attache writes to it meanwhile.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    /// Held until the connection is closed: fields are dropped in this order. None on a server, where transactions wait for
    /// each other.
    lock: Option<Lock>,
    /// True while it lets other processes write.
    is_aside: bool,
    /// The number of the pass that is under way, on a server.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for a server"))]
    sender: Option<i64>,
}

impl Store {
    /// Opens a store that is there. One of an older schema is migrated first.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Foreign`], [`StoreError::Newer`]; what migrating gives.
    pub fn open(place: impl Into<StorePlace>) -> Result<Store, StoreError> {
        match place.into() {
            StorePlace::File(path) => {
                let (store, file) = Store::existing(&path)?;
                if file.at(&path)? {
                    return Ok(store);
                }
                drop(store);
                Ok(Writer::open(path)?.store)
            }
            StorePlace::Server(server) => {
                let path = PathBuf::from(server.to_string());
                #[cfg(feature = "postgres")]
                return Ok(Store { connection: server::open(&server)?, path, place: StorePlace::Server(server) });
                #[cfg(not(feature = "postgres"))]
                Err(StoreError::NoServer { path })
            }
        }
    }

    /// Opens a store, if it is there.
    ///
    /// # Errors
    /// Those of [`open`](Store::open) but [`StoreError::Missing`].
    pub fn open_if_there(place: impl Into<StorePlace>) -> Result<Option<Store>, StoreError> {
        match Store::open(place) {
            Err(StoreError::Missing { .. }) => Ok(None),
            opened => opened.map(Some),
        }
    }

    /// True where a store is there; a file is not opened for that.
    ///
    /// # Errors
    /// Those of [`open`](Store::open) on a server.
    pub fn is_there(place: &StorePlace) -> Result<bool, StoreError> {
        match place {
            StorePlace::File(path) => Ok(path.exists()),
            StorePlace::Server(_) => Ok(Store::open_if_there(place)?.is_some()),
        }
    }

    /// The store of a file, and whether its schema is the newest.
    fn existing(path: &Path) -> Result<(Store, rusqlite::Result<bool>), StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let file = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        schema::check(&file, path)?;
        let is_current = schema::is_current(&file);
        Ok((Store::of(file, path), is_current))
    }

    fn of(file: rusqlite::Connection, path: &Path) -> Store {
        let place = StorePlace::File(path.to_owned());
        Store { connection: Connection::Sqlite(file), path: path.to_owned(), place }
    }

    /// How errors name it: the file; a server's address without the password.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it lies.
    pub fn place(&self) -> &StorePlace {
        &self.place
    }

    /// Takes an address for one who is about to ask it: `false` where another process is asking it, or has asked it since it
    /// was known as `known`. It stays taken until this store is closed. A file is fetched into by one process alone.
    ///
    /// # Errors
    /// What the database gives.
    pub fn claim_address(&self, known: &Asked) -> Result<bool, StoreError> {
        match &self.connection {
            Connection::Sqlite(_) => {
                let _ = known;
                Ok(true)
            }
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => server::claim(&self.connection, known).at(&self.path),
        }
    }
}

impl Writer {
    /// Opens a store, or makes one. One of an older schema is migrated; a file is backed up beside itself before.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process writes to the file; [`StoreError::Foreign`], [`StoreError::Newer`]; what
    /// the system gives.
    pub fn open(place: impl Into<StorePlace>) -> Result<Writer, StoreError> {
        match place.into() {
            StorePlace::File(path) => {
                let lock = Lock::wait(&path)?;
                let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
                let mut file = connect(&path, flags)?;
                schema::check(&file, &path)?;
                file.pragma_update(None, "journal_mode", "WAL").at(&path)?;
                schema::migrate(&mut file, &path, schema::MIGRATIONS)?;
                Ok(Writer { store: Store::of(file, &path), lock: Some(lock), is_aside: false, sender: None })
            }
            StorePlace::Server(server) => {
                let path = PathBuf::from(server.to_string());
                #[cfg(feature = "postgres")]
                return Ok(Writer {
                    store: Store { connection: server::make(&server)?, path, place: StorePlace::Server(server) },
                    lock: None,
                    is_aside: false,
                    sender: None,
                });
                #[cfg(not(feature = "postgres"))]
                Err(StoreError::NoServer { path })
            }
        }
    }

    /// Does something in one transaction.
    fn in_one<T>(&mut self, work: impl FnOnce(&Connection) -> sql::Result<T>) -> Result<T, StoreError> {
        self.store.connection.in_one(work).at(&self.store.path)
    }
}

impl Deref for Writer {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<rusqlite::Connection, StoreError> {
    let open = || -> rusqlite::Result<rusqlite::Connection> {
        let connection = rusqlite::Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(PREPARED);
        connection.pragma_update(None, "foreign_keys", true)?;
        // What a batch has written is on the disk when the batch ends, also after a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(connection)
    };
    open().at(path)
}

#[cfg(test)]
pub(crate) mod test_place;
#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
