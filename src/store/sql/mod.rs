//! The little of SQL that the store speaks, to either database: one text of a statement for both wherever possible, with
//! `?1`, `?2` … for its values.

mod error;
#[cfg(feature = "postgres")]
mod postgres;
mod row;
mod sqlite;
mod value;

pub use error::Error;
pub(super) use row::{Cell, FromCell, Row};
pub(super) use value::{Kind, ToValue, Value};

#[cfg(feature = "postgres")]
pub(super) use postgres::Session;

/// What a statement gives.
pub(super) type Result<T, E = Error> = std::result::Result<T, E>;

/// The values of a statement.
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$($crate::store::sql::ToValue::to_value(&$value)),*] as &[$crate::store::sql::Value]
    };
}
pub(super) use params;

/// A connection to a database.
pub(super) enum Connection {
    /// A file.
    Sqlite(rusqlite::Connection),
    /// A server.
    #[cfg(feature = "postgres")]
    Postgres(Box<Session>),
}

impl Connection {
    /// Carries a statement out, and says how many rows it changed.
    pub fn execute(&self, sql: &str, values: &[Value]) -> Result<usize> {
        match self {
            Connection::Sqlite(connection) => sqlite::execute(connection, sql, values),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.execute(sql, values),
        }
    }

    /// Carries out statements that have no values.
    #[cfg_attr(not(feature = "postgres"), allow(dead_code, reason = "for a server"))]
    pub fn batch(&self, sql: &str) -> Result<()> {
        match self {
            Connection::Sqlite(connection) => Ok(connection.execute_batch(sql)?),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.batch(sql),
        }
    }

    /// Hands over row after row, without holding them all. What takes them asks this connection nothing meanwhile.
    pub fn each<E: From<Error>>(
        &self,
        sql: &str,
        values: &[Value],
        take: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        match self {
            Connection::Sqlite(connection) => sqlite::each(connection, sql, values, take),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.each(sql, values, take),
        }
    }

    /// All rows.
    pub fn query<T>(&self, sql: &str, values: &[Value], mut read: impl FnMut(&Row) -> Result<T>) -> Result<Vec<T>> {
        let mut all = Vec::new();
        self.each(sql, values, |row| {
            all.push(read(row)?);
            Ok::<_, Error>(())
        })?;
        Ok(all)
    }

    /// The first row, if there is one.
    pub fn find<T>(&self, sql: &str, values: &[Value], read: impl FnOnce(&Row) -> Result<T>) -> Result<Option<T>> {
        let (mut found, mut read) = (None, Some(read));
        self.each(sql, values, |row| {
            if let Some(read) = read.take() {
                found = Some(read(row)?);
            }
            Ok::<_, Error>(())
        })?;
        Ok(found)
    }

    /// The first column of the first row; an error where there is none.
    pub fn value<T: FromCell>(&self, sql: &str, values: &[Value]) -> Result<T> {
        self.find(sql, values, |row| row.get(0))?.ok_or(Error::NoRow)
    }

    /// How many rows a statement counts.
    pub fn count(&self, sql: &str, values: &[Value]) -> Result<usize> {
        Ok(usize::try_from(self.value::<i64>(sql, values)?).unwrap_or_default())
    }

    /// Does something in one transaction, alone: other writers wait until it ends.
    pub fn in_one<T, E: From<Error>>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        match self {
            Connection::Sqlite(connection) => sqlite::in_one(connection, || work(self)),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.in_one(postgres::BEGIN_ALONE, || work(self)),
        }
    }

    /// Does something in one transaction beside others, which wait for the same rows alone; where there is one writer at a
    /// time anyway, as [`in_one`](Connection::in_one).
    #[cfg(feature = "postgres")]
    pub fn beside<T, E: From<Error>>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        match self {
            Connection::Sqlite(connection) => sqlite::in_one(connection, || work(self)),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.in_one(postgres::BEGIN, || work(self)),
        }
    }

    /// Reads all as it is at one moment.
    pub fn at_one_moment<T, E: From<Error>>(&self, work: impl FnOnce(&Connection) -> Result<T, E>) -> Result<T, E> {
        match self {
            Connection::Sqlite(connection) => sqlite::at_one_moment(connection, || work(self)),
            #[cfg(feature = "postgres")]
            Connection::Postgres(session) => session.in_one(postgres::BEGIN_READING, || work(self)),
        }
    }

    /// The texts of a list that a value holds as JSON, as a table of one column: for `IN (…)`.
    pub fn list(&self, value: &str) -> String {
        match self {
            Connection::Sqlite(_) => format!("SELECT value FROM json_each({value})"),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => format!("SELECT json_array_elements_text({value}::json)"),
        }
    }

    /// True where a text is short enough to be looked up by: PostgreSQL has pages of 8 kB, and an entry of an index takes no
    /// more than a third of one.
    pub fn takes_key(&self, text: &str) -> bool {
        match self {
            Connection::Sqlite(_) => !text.is_empty(),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => !text.is_empty() && text.len() <= 2000,
        }
    }

    /// The columns of a table.
    pub fn columns(&self, table: &str) -> Result<Vec<String>> {
        let sql = match self {
            Connection::Sqlite(_) => "SELECT name FROM pragma_table_info(?1)",
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => {
                "SELECT column_name::text FROM information_schema.columns
                 WHERE table_schema = current_schema() AND table_name = ?1"
            }
        };
        self.query(sql, params![table], |row| row.get(0))
    }

    /// The file's connection, where it is a file.
    pub fn sqlite(&self) -> Option<&rusqlite::Connection> {
        match self {
            Connection::Sqlite(connection) => Some(connection),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => None,
        }
    }

    /// The session with a server, where it is one.
    #[cfg(feature = "postgres")]
    pub fn postgres(&self) -> Option<&Session> {
        match self {
            Connection::Sqlite(_) => None,
            Connection::Postgres(session) => Some(session),
        }
    }
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Connection::Sqlite(connection) => connection.fmt(f),
            #[cfg(feature = "postgres")]
            Connection::Postgres(_) => f.write_str("Session"),
        }
    }
}
