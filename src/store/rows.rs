//! What the store keeps beside articles and web addresses, row by row: the visit diary, what the desk ruled on stories,
//! the digests and all that belongs to them; where it is asked for, the subscribers and what was sent to them.

use std::path::Path;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::error::Ended;
use super::export::ExportError;
use super::sql::{self, Cell, Connection, Row, ToValue, params};
use crate::model::ROW_RECORD;

/// The form of a line of an export.
pub(super) const SCHEMA: &str = ROW_RECORD;

/// A table of the store.
struct Table {
    name: &'static str,
    /// What names a row.
    key: &'static [&'static str],
    /// What two rows of one name must share; the rest may have moved on.
    same: &'static [&'static str],
    /// True where it tells of readers.
    is_of_readers: bool,
}

const fn table(name: &'static str, key: &'static [&'static str], same: &'static [&'static str]) -> Table {
    Table { name, key, same, is_of_readers: false }
}

const fn readers(name: &'static str, key: &'static [&'static str], same: &'static [&'static str]) -> Table {
    Table { name, key, same, is_of_readers: true }
}

/// The numbers that were given to subscribers, also to those who were forgotten: none is given twice.
const SEQUENCE: &str = "sqlite_sequence";

/// In an order in which each row finds those that it names.
const TABLES: [Table; 15] = [
    table("visit_entries", &["number"], &["entry"]),
    table("story_articles", &["article"], &[]),
    table("story_rulings", &["number"], &["ruling", "one", "other"]),
    table("digests", &["desk", "number"], &["recipe"]),
    table("digest_revisions", &["desk", "number", "revision"], &["hash"]),
    table("digest_articles", &["desk", "article", "number"], &["fate"]),
    table("corrections", &["id"], &["desk", "digest", "line", "reason"]),
    table("runs", &["desk", "slot"], &[]),
    readers("subscribers", &["id"], &["list", "known"]),
    readers("consents", &["number"], &["subscriber", "at", "status"]),
    readers("suppressions", &["hash", "list"], &[]),
    readers("mailings", &["id"], &["desk", "digest", "kind", "part"]),
    readers("outbox", &["number"], &["mailing", "subscriber"]),
    readers("delivery", &["name"], &["value"]),
    readers(SEQUENCE, &["name"], &[]),
];

/// A row of a table. Empty columns are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowRecord {
    schema: String,
    table: String,
    row: Map<String, Value>,
}

/// Why a row cannot be taken in.
pub(super) enum RowError {
    /// What is wrong with it.
    Wrong(String),
    Store(sql::Error),
}

impl From<sql::Error> for RowError {
    fn from(error: sql::Error) -> Self {
        RowError::Store(error)
    }
}

/// Hands over all rows, those of readers where they are asked for.
pub(super) fn each(
    (connection, path): (&Connection, &Path),
    with_readers: bool,
    mut take: impl FnMut(&RowRecord) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    for table in TABLES.iter().filter(|table| with_readers || !table.is_of_readers) {
        let sql = match table.name {
            SEQUENCE => last_subscriber(connection).to_owned(),
            name => format!("SELECT * FROM {name} ORDER BY {}", table.key.join(", ")),
        };
        connection
            .each(&sql, params![], |row| {
                let row = cells(row)?;
                take(&RowRecord { schema: SCHEMA.to_owned(), table: table.name.to_owned(), row }).map_err(Ended::Own)
            })
            .map_err(|ended: Ended<ExportError>| ended.at(path))?;
    }
    Ok(())
}

/// The statement for the highest number that was given to a subscriber.
fn last_subscriber(connection: &Connection) -> &'static str {
    match connection {
        Connection::Sqlite(_) => "SELECT * FROM sqlite_sequence WHERE name = 'subscribers' ORDER BY name",
        #[cfg(feature = "postgres")]
        Connection::Postgres(_) => super::server::LAST_SUBSCRIBER,
    }
}

fn cells(row: &Row) -> sql::Result<Map<String, Value>> {
    let mut cells = Map::new();
    for n in 0..row.len() {
        let name = row.name(n).unwrap_or_default();
        let value = match row.get(n)? {
            Cell::Null => continue,
            // Who has a message on its way is for the processes of this server alone.
            _ if name == "sender" => continue,
            Cell::Integer(number) => Value::from(number),
            Cell::Text(text) => Value::from(text),
        };
        cells.insert(name.to_owned(), value);
    }
    Ok(cells)
}

impl RowRecord {
    /// True where it tells that something was sent, or to whom.
    pub fn is_of_readers(&self) -> bool {
        TABLES.iter().any(|table| table.name == self.table && table.is_of_readers)
    }

    /// Adds the row; `false` where it is there. One that is there stays as it is.
    pub fn take_in(&self, connection: &Connection) -> Result<bool, RowError> {
        let table = TABLES.iter().find(|table| table.name == self.table);
        let table = table.ok_or_else(|| RowError::Wrong(format!("this attache has no table {:?}", self.table)))?;
        #[cfg(feature = "postgres")]
        if table.name == SEQUENCE && connection.postgres().is_some() {
            let Cell::Integer(last) = self.cell("seq")? else { return Err(RowError::Wrong(self.beside("no number"))) };
            super::server::count_on(connection, last)?;
            return Ok(false);
        }
        let columns = self.columns(connection, table)?;
        let key = table.key.iter().map(|column| self.cell(column)).collect::<Result<Vec<_>, _>>()?;
        let is_there = self.is_there(connection, table, &key)?;
        if table.name == SEQUENCE && is_there {
            let sql = "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1 AND name = 'subscribers'";
            connection.execute(sql, params![self.cell("name")?, self.cell("seq")?])?;
            return Ok(false);
        }
        if is_there {
            return Ok(false);
        }
        let marks: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let sql = format!("INSERT INTO {} ({}) VALUES ({})", table.name, columns.join(", "), marks.join(", "));
        let cells = columns.iter().map(|column| self.cell(column)).collect::<Result<Vec<_>, _>>()?;
        let values: Vec<sql::Value> = cells.iter().map(ToValue::to_value).collect();
        connection.execute(&sql, &values).map_err(|error| self.refused(error))?;
        Ok(true)
    }

    /// The columns that it fills, all of which the table has.
    fn columns(&self, connection: &Connection, table: &Table) -> Result<Vec<String>, RowError> {
        let known = connection.columns(table.name)?;
        match self.row.keys().find(|name| !known.contains(name)) {
            Some(name) => Err(RowError::Wrong(format!("this attache has no column {name:?} in {}", table.name))),
            None => Ok(self.row.keys().cloned().collect()),
        }
    }

    /// True where a row of its name is there; another one is refused.
    fn is_there(&self, connection: &Connection, table: &Table, key: &[Cell]) -> Result<bool, RowError> {
        let columns = if table.same.is_empty() { "1".to_owned() } else { table.same.join(", ") };
        let named: Vec<String> = (1..).zip(table.key).map(|(n, column)| format!("{column} = ?{n}")).collect();
        let sql = format!("SELECT {columns} FROM {} WHERE {}", table.name, named.join(" AND "));
        let values: Vec<sql::Value> = key.iter().map(ToValue::to_value).collect();
        let here = connection.find(&sql, &values, |row| {
            (0..table.same.len()).map(|n| row.get::<Cell>(n)).collect::<sql::Result<Vec<_>>>()
        });
        let here = here.map_err(|error| self.refused(error))?;
        let Some(here) = here else { return Ok(false) };
        let said = table.same.iter().map(|column| self.cell(column)).collect::<Result<Vec<_>, _>>()?;
        if here == said { Ok(true) } else { Err(RowError::Wrong(self.beside("another one is there"))) }
    }

    fn cell(&self, column: &str) -> Result<Cell, RowError> {
        match self.row.get(column) {
            None | Some(Value::Null) => Ok(Cell::Null),
            Some(Value::String(text)) => Ok(Cell::Text(text.clone())),
            Some(Value::Number(number)) if number.is_i64() => Ok(Cell::Integer(number.as_i64().unwrap_or_default())),
            Some(other) => Err(RowError::Wrong(format!("{column} is {other}, neither a text nor a whole number"))),
        }
    }

    fn refused(&self, error: sql::Error) -> RowError {
        if error.is_misfit() { RowError::Wrong(self.beside(&error.to_string())) } else { RowError::Store(error) }
    }

    fn beside(&self, why: &str) -> String {
        format!(
            "a row of {} does not fit what the store holds ({why}); import into a new store: --store FILE",
            self.table
        )
    }
}
