//! Rights that one process has at a time, as advisory locks: the server lets go of them when the session ends, however it
//! ends.

use super::super::error::{At, StoreError};
use super::super::sql::{Connection, params};
use super::connect;
use crate::model::StoreServer;

/// A right, with the session that holds it.
#[derive(Debug)]
pub(in crate::store) struct Lock {
    _session: Connection,
}

impl Lock {
    /// Takes the right of this name.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it.
    pub fn take(server: &StoreServer, name: &str) -> Result<Lock, StoreError> {
        let (path, session) = connect(server)?;
        let sql = "SELECT pg_try_advisory_lock(hashtext('attache ' || coalesce(current_schema(), '') || ?1), 1)";
        if session.value(sql, params![name]).at(&path)? {
            Ok(Lock { _session: session })
        } else {
            Err(StoreError::Locked { path, process: None })
        }
    }
}
