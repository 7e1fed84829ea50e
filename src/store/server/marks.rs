//! The lines that lie beside a store which is a file: here every machine has to see them.

use super::super::sql::{self, Connection, params};

/// All lines of a kind.
pub(in crate::store) fn lines(connection: &Connection, kind: &str) -> sql::Result<Vec<String>> {
    connection.query("SELECT line FROM marks WHERE kind = ?1 ORDER BY number", params![kind], |row| row.get(0))
}

/// Adds a line.
pub(in crate::store) fn add(connection: &Connection, kind: &str, line: &str) -> sql::Result<()> {
    connection.execute("INSERT INTO marks (kind, line) VALUES (?1, ?2)", params![kind, line]).map(drop)
}

/// Puts one line in the place of all.
pub(in crate::store) fn replace(connection: &Connection, kind: &str, line: &str) -> sql::Result<()> {
    connection.execute("DELETE FROM marks WHERE kind = ?1", params![kind])?;
    add(connection, kind, line)
}
