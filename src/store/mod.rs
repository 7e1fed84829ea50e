//! What must last: the articles that a desk has read, in one SQLite file.
//!
//! An article is known by the hash of its words ([`Article::id`](crate::model::Article)), so the same words are kept
//! once. A web address (or a file) whose words change gets a new version, linked to the one before. A batch of articles
//! is one transaction: a kill at any moment loses or doubles nothing. One process writes at a time ([`Writer`]), others
//! read meanwhile ([`Store`]).
//!
//! `schema` makes and migrates the file, `record` is the one form of an article in it and in an export, `put` and `read`
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
mod sidecar;
mod stories;
mod subscriber_put;
mod subscribers;
mod trouble;
mod visits;

use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

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
pub use outbox_put::{NewMailing, Note};
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

use error::At;
use lock::Lock;

/// How long to wait for another program that holds the file for a moment.
const PATIENCE: Duration = Duration::from_secs(10);

/// A store, open for reading.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
}

/// A store, open for writing; no other process of attache writes to it meanwhile.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    /// Held until the connection is closed: fields are dropped in this order.
    lock: Lock,
    /// True while it lets other processes write.
    is_aside: bool,
}

impl Store {
    /// Opens a store that is there. One of an older schema is migrated first.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Foreign`], [`StoreError::Newer`]; what migrating gives.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        let store = Store::existing(path)?;
        if schema::is_current(&store.connection).at(path)? {
            return Ok(store);
        }
        drop(store);
        Ok(Writer::open(path)?.store)
    }

    fn existing(path: &Path) -> Result<Store, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing { path: path.to_owned() });
        }
        let store = Store { connection: connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?, path: path.to_owned() };
        schema::check(&store.connection, path)?;
        Ok(store)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Writer {
    /// Opens a store, or makes one. One of an older schema is backed up beside it and migrated.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process writes; [`StoreError::Foreign`], [`StoreError::Newer`]; what the
    /// system gives.
    pub fn open(path: &Path) -> Result<Writer, StoreError> {
        let lock = Lock::wait(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let mut store = Store { connection: connect(path, flags)?, path: path.to_owned() };
        schema::check(&store.connection, path)?;
        store.connection.pragma_update(None, "journal_mode", "WAL").at(path)?;
        schema::migrate(&mut store.connection, path, schema::MIGRATIONS)?;
        Ok(Writer { store, lock, is_aside: false })
    }
}

impl Deref for Writer {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let open = || -> rusqlite::Result<Connection> {
        let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "foreign_keys", true)?;
        // What a batch has written is on the disk when the batch ends, also after a power cut.
        connection.pragma_update(None, "synchronous", "FULL")?;
        Ok(connection)
    };
    open().at(path)
}

#[cfg(test)]
#[path = "store_tests.rs"]
mod tests;
