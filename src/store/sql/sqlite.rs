use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};

use super::{Error, Result, Row, Value};

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null(_) => ValueRef::Null,
            Value::Bool(is) => ValueRef::Integer(i64::from(*is)),
            Value::Integer(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

pub(super) fn execute(connection: &Connection, sql: &str, values: &[Value]) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(params_from_iter(values))?)
}

pub(super) fn each<E: From<Error>>(
    connection: &Connection,
    sql: &str,
    values: &[Value],
    mut take: impl FnMut(&Row) -> Result<(), E>,
) -> Result<(), E> {
    let mut statement = connection.prepare_cached(sql).map_err(Error::from)?;
    let mut rows = statement.query(params_from_iter(values)).map_err(Error::from)?;
    while let Some(row) = rows.next().map_err(Error::from)? {
        take(&Row::Sqlite(row))?;
    }
    Ok(())
}

/// Rolled back where the work fails.
pub(super) fn in_one<T, E: From<Error>>(connection: &Connection, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    whole(connection, TransactionBehavior::Immediate, work)
}

pub(super) fn at_one_moment<T, E: From<Error>>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    whole(connection, TransactionBehavior::Deferred, work)
}

fn whole<T, E: From<Error>>(
    connection: &Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let transaction = Transaction::new_unchecked(connection, behavior).map_err(Error::from)?;
    let done = work()?;
    transaction.commit().map_err(Error::from)?;
    Ok(done)
}
