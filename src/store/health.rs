//! Whether a store is sound.

use super::error::{At, StoreError};
use super::sql::Connection;
use super::{Store, schema};

/// Faults that are named, at most.
const MOST: u32 = 20;

impl Store {
    /// What is damaged in the file: pages, indexes, references from one table to another. Nothing where all is well.
    ///
    /// # Errors
    /// What the database gives.
    pub fn damages(&self) -> Result<Vec<String>, StoreError> {
        let all = |connection: &rusqlite::Connection| -> rusqlite::Result<Vec<String>> {
            let sql = format!("PRAGMA integrity_check({MOST})");
            let mut found: Vec<String> =
                connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            found.retain(|line| line != "ok");
            let mut broken = connection.prepare("PRAGMA foreign_key_check")?;
            let rows =
                broken.query_map([], |row| Ok(format!("a row of {} leads nowhere", row.get::<_, String>(0)?)))?;
            found.extend(rows.take(MOST as usize).collect::<rusqlite::Result<Vec<_>>>()?);
            Ok(found)
        };
        // A server looks after its own pages.
        self.connection.sqlite().map_or_else(|| Ok(Vec::new()), all).at(&self.path)
    }

    /// The number of its schema.
    ///
    /// # Errors
    /// What the database gives.
    pub fn schema(&self) -> Result<u32, StoreError> {
        match &self.connection {
            Connection::Sqlite(connection) => schema::number(connection).at(&self.path),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => super::server::number(&self.connection).at(&self.path),
        }
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// What the database gives.
    pub fn count_articles(&self) -> Result<u64, StoreError> {
        Ok(self.len()? as u64)
    }
}
