//! Makes the tables of a store, and brings those of an older attache up to date.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::backup;
use super::error::{At, StoreError};

/// Marks a database file as a store: "ATTC".
const APPLICATION: u32 = 0x4154_5443;

/// One step from a schema to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Migration {
    /// What it does, in SQL.
    pub sql: &'static str,
}

/// All steps; a store of schema n has gone through the first n.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("schema/0001_articles.sql") },
    Migration { sql: include_str!("schema/0002_web.sql") },
    Migration { sql: include_str!("schema/0003_diary.sql") },
    Migration { sql: include_str!("schema/0004_digests.sql") },
    Migration { sql: include_str!("schema/0005_delivery.sql") },
    Migration { sql: include_str!("schema/0006_updated.sql") },
];

/// The schema of a file that is a store, 0 for an empty file.
pub(super) fn number(connection: &Connection) -> rusqlite::Result<u32> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// True where nothing is to be migrated.
pub(super) fn is_current(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(number(connection)? as usize == MIGRATIONS.len())
}

/// Refuses what is no store, and stores of a newer attache.
pub(super) fn check(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let mark: u32 = connection.pragma_query_value(None, "application_id", |row| row.get(0)).at(path)?;
    let tables: u32 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).at(path)?;
    if mark != APPLICATION && (mark != 0 || tables > 0) {
        return Err(StoreError::Foreign { path: path.to_owned(), what: "is the database of another program" });
    }
    let (found, known) = (number(connection).at(path)?, MIGRATIONS.len() as u32);
    if found > known { Err(StoreError::Newer { path: path.to_owned(), found, known }) } else { Ok(()) }
}

/// Goes through the steps that are still to be gone, in one transaction. What is in the file is backed up first, as
/// `PATH.schema-N.backup`.
pub(super) fn migrate(connection: &mut Connection, path: &Path, steps: &[Migration]) -> Result<(), StoreError> {
    let from = number(connection).at(path)?;
    let left = steps.get(from as usize..).unwrap_or_default();
    if left.is_empty() {
        return Ok(());
    }
    if from > 0 {
        backup::copy(connection, path, &backup::free_name(path, &format!("schema-{from}.backup")))?;
    }
    apply(connection, left, from + left.len() as u32).at(path)
}

fn apply(connection: &mut Connection, steps: &[Migration], number: u32) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in steps {
        transaction.execute_batch(step.sql)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", number)?;
    transaction.commit()
}

/// Says what is wrong with the file, if anything: its pages, its tables, its links between them.
pub(super) fn faults(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let damaged = |what: String| Err(StoreError::Damaged { path: path.to_owned(), what });
    let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).at(path)?;
    if said != "ok" {
        return damaged(said);
    }
    if connection.prepare("PRAGMA foreign_key_check").and_then(|mut s| s.exists([])).at(path)? {
        return damaged("a version of an article that is not there".to_owned());
    }
    let number = number(connection).at(path)? as usize;
    let expected = || {
        let mut fresh = Connection::open_in_memory()?;
        apply(&mut fresh, MIGRATIONS.get(..number).unwrap_or_default(), number as u32)?;
        tables(&fresh)
    };
    if tables(connection).at(path)? == expected().at(path)? {
        Ok(())
    } else {
        damaged(format!("its tables are not those of schema {number}"))
    }
}

fn tables(connection: &Connection) -> rusqlite::Result<Vec<(String, String)>> {
    // Without those that full text makes for itself.
    let made = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
                AND name NOT IN ('words_data', 'words_idx', 'words_content', 'words_docsize', 'words_config') ORDER BY name";
    connection.prepare(made)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// The names of the backups that migrating has made.
#[cfg(test)]
fn backups(path: &Path) -> Vec<std::path::PathBuf> {
    let folder = path.parent().and_then(|f| std::fs::read_dir(f).ok());
    let names = folder.into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path()));
    names.filter(|p| p.extension().is_some_and(|e| e == "backup")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEXT: Migration = Migration { sql: "CREATE TABLE next (a TEXT) STRICT;" };
    const KNOWN: u32 = MIGRATIONS.len() as u32;

    /// What a later attache may know.
    fn later() -> Vec<Migration> {
        [MIGRATIONS, &[NEXT]].concat()
    }

    #[test]
    fn a_migration_backs_up_first_and_keeps_what_is_there() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.db");
        let mut connection = Connection::open(&path)?;
        migrate(&mut connection, &path, MIGRATIONS)?;
        assert!(backups(&path).is_empty(), "an empty file needs none");
        connection.execute("INSERT INTO versions VALUES ('a', 1, 'x')", []).expect_err("no such article");
        migrate(&mut connection, &path, &later())?;
        assert_eq!(number(&connection)?, KNOWN + 1);
        let kept = backups(&path);
        assert_eq!(kept.len(), 1);
        assert_eq!(number(&Connection::open(&kept[0])?)?, KNOWN);
        let newer = check(&connection, &path);
        assert!(matches!(newer, Err(StoreError::Newer { found, known: KNOWN, .. }) if found == KNOWN + 1));
        Ok(())
    }

    #[test]
    fn a_step_that_fails_leaves_the_store_as_it_was() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.db");
        let mut connection = Connection::open(&path)?;
        migrate(&mut connection, &path, MIGRATIONS)?;
        let broken = [&later()[..], &[Migration { sql: "CREATE TABLE next (b TEXT);" }]].concat();
        assert!(migrate(&mut connection, &path, &broken).is_err());
        assert_eq!(number(&connection)?, KNOWN);
        faults(&connection, &path)?;
        Ok(())
    }

    #[test]
    fn another_program_s_database_is_left_alone() -> Result<(), Box<dyn std::error::Error>> {
        let connection = Connection::open_in_memory()?;
        assert!(check(&connection, Path::new("a.db")).is_ok(), "an empty one can become a store");
        connection.execute_batch("CREATE TABLE mails (a)")?;
        assert!(matches!(check(&connection, Path::new("a.db")), Err(StoreError::Foreign { .. })));
        Ok(())
    }
}
