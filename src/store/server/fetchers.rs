//! Several processes that fetch share the addresses.

use super::super::Asked;
use super::super::asked;
use super::super::sql::{self, Connection, params};

/// Takes an address for this session, until it ends: `false` where another process is asking it, or has asked it since it
/// was known as `known`.
pub(in crate::store) fn claim(connection: &Connection, known: &Asked) -> sql::Result<bool> {
    let sql = "SELECT pg_try_advisory_lock(hashtext('attache fetch ' || current_schema()), hashtext(?1))";
    if !connection.value(sql, params![known.address])? {
        return Ok(false);
    }
    let sql = "SELECT * FROM addresses WHERE address = ?1";
    let now = connection.find(sql, params![known.address], asked::asked)?;
    Ok(now.is_none_or(|now| (now.answered, now.failures) == (known.answered, known.failures)))
}
