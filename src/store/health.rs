//! Whether a store is sound.

use super::error::{At, StoreError};
use super::{Store, schema};

/// Faults that are named, at most.
const MOST: u32 = 20;

impl Store {
    /// What is damaged in the file: pages, indexes, references from one table to another. Nothing where all is well.
    ///
    /// # Errors
    /// What the database gives.
    pub fn damages(&self) -> Result<Vec<String>, StoreError> {
        let all = || -> rusqlite::Result<Vec<String>> {
            let sql = format!("PRAGMA integrity_check({MOST})");
            let mut found: Vec<String> =
                self.connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            found.retain(|line| line != "ok");
            let mut broken = self.connection.prepare("PRAGMA foreign_key_check")?;
            let rows =
                broken.query_map([], |row| Ok(format!("a row of {} leads nowhere", row.get::<_, String>(0)?)))?;
            found.extend(rows.take(MOST as usize).collect::<rusqlite::Result<Vec<_>>>()?);
            Ok(found)
        };
        all().at(&self.path)
    }

    /// The number of its schema.
    ///
    /// # Errors
    /// What the database gives.
    pub fn schema(&self) -> Result<u32, StoreError> {
        schema::number(&self.connection).at(&self.path)
    }

    /// How many articles there are.
    ///
    /// # Errors
    /// What the database gives.
    pub fn count_articles(&self) -> Result<u64, StoreError> {
        let count = self.connection.query_row("SELECT count(*) FROM articles", [], |row| row.get::<_, i64>(0));
        Ok(u64::try_from(count.at(&self.path)?).unwrap_or_default())
    }
}
