//! A session with a server of PostgreSQL. Statements are prepared once; texts go over without the sign NUL, which the
//! server does not take.

use std::cell::RefCell;
use std::collections::HashMap;
use std::error::Error as _;
use std::time::Duration;

use postgres::config::{Host, SslMode};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};
use postgres::{Client, Config, NoTls, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::row::{CellRef, NUL};
use super::{Error, Kind, Result, Row, Value};
use crate::model::StoreServer;

/// Begins a transaction beside others.
pub(super) const BEGIN: &str = "BEGIN";
/// Begins a transaction that is the only one of its kind until it ends: others of the same schema wait.
pub(super) const BEGIN_ALONE: &str = "BEGIN; SELECT pg_advisory_xact_lock(hashtext('attache ' || current_schema()), 0)";
/// Begins one that sees one moment.
pub(super) const BEGIN_READING: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// How long to wait for a server that does not answer, where the address says nothing of it.
const PATIENCE: Duration = Duration::from_secs(10);
/// What the server says beside (a table that is there already) is for nobody. It notices within a minute that the machine of a
/// session is gone, and ends a session that stops within a transaction: others wait for that.
const SETTINGS: &str =
    "SET client_min_messages TO warning; SET tcp_keepalives_idle TO 30; SET tcp_keepalives_interval TO 10;
    SET tcp_keepalives_count TO 3; SET idle_in_transaction_session_timeout TO '10min'";
/// Statements that are kept prepared.
const KEPT: usize = 256;

/// A session.
pub(in crate::store) struct Session {
    client: RefCell<Client>,
    prepared: RefCell<HashMap<(String, Vec<Kind>), Statement>>,
}

impl Session {
    /// Begins a session.
    pub fn open(server: &StoreServer) -> Result<Session> {
        let mut config: Config = server.url().parse()?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(PATIENCE);
        }
        config.keepalives_idle(Duration::from_secs(30));
        if config.get_application_name().is_none() {
            config.application_name("attache");
        }
        if !names_mode(server.url()) {
            // Nobody listens on this machine; beyond it, a password and all articles would lie open.
            config.ssl_mode(if is_here(&config) { SslMode::Disable } else { SslMode::Require });
        }
        let mut client = if config.get_ssl_mode() == SslMode::Disable {
            config.connect(NoTls)?
        } else {
            let tls = crate::tls::client(server.ca_file()).map_err(Error::Authorities)?;
            config.connect(MakeRustlsConnect::new((*tls).clone()))?
        };
        if let Some(schema) = server.schema() {
            // A name of letters, digits and _ needs no quotation marks.
            client.batch_execute(&format!("SET search_path TO {schema}"))?;
        }
        client.batch_execute(SETTINGS)?;
        Ok(Session { client: RefCell::new(client), prepared: RefCell::default() })
    }

    pub fn execute(&self, sql: &str, values: &[Value]) -> Result<usize> {
        let statement = self.prepare(sql, values)?;
        let values: Vec<&(dyn ToSql + Sync)> = values.iter().map(|value| value as _).collect();
        Ok(usize::try_from(self.client.borrow_mut().execute(&statement, &values)?).unwrap_or_default())
    }

    pub fn batch(&self, sql: &str) -> Result<()> {
        Ok(self.client.borrow_mut().batch_execute(sql)?)
    }

    pub fn each<E: From<Error>>(
        &self,
        sql: &str,
        values: &[Value],
        mut take: impl FnMut(&Row) -> Result<(), E>,
    ) -> Result<(), E> {
        let statement = self.prepare(sql, values)?;
        let mut client = self.client.borrow_mut();
        let mut rows = client.query_raw(&statement, values).map_err(Error::from)?;
        while let Some(row) = rows.next().map_err(Error::from)? {
            take(&Row::Postgres(&row))?;
        }
        Ok(())
    }

    /// Rolled back where the work fails.
    pub fn in_one<T, E: From<Error>>(&self, begin: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        let done = self.batch(begin).map_err(E::from).and_then(|()| work()).and_then(|done| {
            self.batch("COMMIT")?;
            Ok(done)
        });
        if done.is_err() {
            // A session that is lost has rolled back.
            let _ = self.batch("ROLLBACK");
        }
        done
    }

    /// The statement in the server's words, prepared; values whose kind is known say it.
    fn prepare(&self, sql: &str, values: &[Value]) -> Result<Statement> {
        let key = (sql.to_owned(), values.iter().map(Value::kind).collect::<Vec<_>>());
        if let Some(statement) = self.prepared.borrow().get(&key) {
            return Ok(statement.clone());
        }
        let types: Vec<Type> = key.1.iter().map(|kind| of(*kind)).collect();
        let statement = self.client.borrow_mut().prepare_typed(&in_its_words(sql), &types)?;
        let mut prepared = self.prepared.borrow_mut();
        if prepared.len() >= KEPT {
            prepared.clear();
        }
        prepared.insert(key, statement.clone());
        Ok(statement)
    }
}

/// True where the options of an address say themselves whether the way is encrypted.
fn names_mode(url: &str) -> bool {
    let options = url.rsplit_once('?').map_or("", |(_, options)| options);
    options.split('&').any(|option| option.starts_with("sslmode="))
}

/// True where each host is this machine: a socket, or a loopback address.
fn is_here(config: &Config) -> bool {
    let here = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    let addresses = config.get_hostaddrs();
    match addresses.is_empty() {
        true => config.get_hosts().iter().all(here),
        false => addresses.iter().all(std::net::IpAddr::is_loopback),
    }
}

/// `?1` becomes `$1`.
fn in_its_words(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut signs = sql.chars().peekable();
    while let Some(sign) = signs.next() {
        let is_mark = sign == '?' && signs.peek().is_some_and(char::is_ascii_digit);
        out.push(if is_mark { '$' } else { sign });
    }
    out
}

fn of(kind: Kind) -> Type {
    match kind {
        Kind::Bool => Type::BOOL,
        Kind::Integer => Type::INT8,
        Kind::Text => Type::TEXT,
        Kind::Any => Type::UNKNOWN,
    }
}

/// The server's own words; else those of the client. Neither repeats the address.
pub(super) fn said(error: &postgres::Error) -> String {
    if let Some(said) = error.as_db_error() {
        let detail = said.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
        return format!("{}{detail}", said.message());
    }
    let mut words = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_words = cause.to_string();
        if !words.contains(&cause_words) {
            words = format!("{words}: {cause_words}");
        }
        source = cause.source();
    }
    words
}

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null(_) => Ok(IsNull::Yes),
            Value::Bool(is) => is.to_sql(kind, out),
            Value::Integer(number) => number.to_sql(kind, out),
            Value::Text(text) if text.contains('\0') => {
                text.replace('\0', NUL.encode_utf8(&mut [0; 4])).to_sql(kind, out)
            }
            Value::Text(text) => text.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for CellRef<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(match *kind {
            Type::BOOL => CellRef::Bool(bool::from_sql(kind, raw)?),
            Type::INT4 => CellRef::Integer(i64::from(i32::from_sql(kind, raw)?)),
            Type::INT8 => CellRef::Integer(i64::from_sql(kind, raw)?),
            Type::FLOAT4 => CellRef::Real(f64::from(f32::from_sql(kind, raw)?)),
            Type::FLOAT8 => CellRef::Real(f64::from_sql(kind, raw)?),
            _ => CellRef::Text(<&str>::from_sql(kind, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(CellRef::Null)
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_spoken_to_in_the_open() {
        let here = |url: &str| is_here(&url.parse().expect("an address"));
        for url in
            ["postgres:///a?host=/run/db", "postgres://ana@localhost/a", "postgres://127.0.0.1/a", "postgres://[::1]/a"]
        {
            assert!(here(url), "{url}");
        }
        for url in ["postgres://db.example/a", "postgres://10.0.0.1/a", "postgres://localhost,db.example/a"] {
            assert!(!here(url), "{url}");
        }
        assert!(!here("postgres://localhost/a?hostaddr=10.0.0.1"));
        assert!(names_mode("postgres://db.example/a?connect_timeout=3&sslmode=disable"));
        assert!(!names_mode("postgres://ana:sslmode=no@db.example/a"));
    }

    #[test]
    fn marks_of_values_are_the_server_s() {
        assert_eq!(in_its_words("a = ?1 AND b LIKE '%?' AND c = ?12"), "a = $1 AND b LIKE '%?' AND c = $12");
    }
}
