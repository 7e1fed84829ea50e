//! `store = "FILE"`, or a table `[store]`: a file, or a database of PostgreSQL.

use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::{ConfigError, string, unknown};
use crate::model::{StorePlace, StorePlaceError, StoreServer};

const AT: &str = "[store] ";
const KEYS: [&str; 4] = ["ca_file", "path", "schema", "url"];
/// The file, and the name of those beside it, where nothing names another.
pub const DEFAULT: &str = "attache.db";

/// Where the store lies: `store = "desk.db"`; `[store]` with `path`, or with `url` and, where they differ from the usual,
/// `schema`, `ca_file` (certificates, in PEM) and `path`: then the name of the files that stay on this machine.
pub(super) fn place(value: &Value) -> Result<StorePlace, ConfigError> {
    let Some(table) = value.as_table() else {
        let name = string("", "store", value)?;
        return Ok(StorePlace::named(Path::new(name), Path::new(DEFAULT)));
    };
    if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(unknown(AT, key.clone(), &KEYS));
    }
    let path = text(table, "path")?;
    let beside = path.unwrap_or(DEFAULT);
    match table.get("url") {
        None if table.contains_key("schema") => {
            let what = "is for a server: write url = \"postgres://USER@HOST/DATABASE\" beside it".to_owned();
            Err(ConfigError::Value { at: AT.to_owned(), key: "schema", what })
        }
        None => Ok(StorePlace::File(PathBuf::from(beside))),
        // What is no text may be a password all the same: it is not repeated.
        Some(url) => {
            let server = StoreServer::new(url.as_str().unwrap_or_default(), text(table, "schema")?, Path::new(beside));
            let key = |error: &StorePlaceError| if *error == StorePlaceError::Schema { "schema" } else { "url" };
            let wrong = |error| ConfigError::Value { at: AT.to_owned(), key: key(&error), what: error.to_string() };
            let ca_file = text(table, "ca_file")?.map(PathBuf::from);
            server.map(|server| StorePlace::Server(server.trusting(ca_file))).map_err(wrong)
        }
    }
}

fn text<'t>(table: &'t Table, key: &'static str) -> Result<Option<&'t str>, ConfigError> {
    table.get(key).map(|value| string(AT, key, value)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let table: Table = text.parse().map_err(|error| format!("{error}"))?;
        let value = table.get("store").ok_or("no store")?;
        place(value).map(|place| format!("{place}, {}", place.beside().display())).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_or_a_server() {
        assert_eq!(read("store = 'a.db'").as_deref(), Ok("a.db, a.db"));
        assert_eq!(read("[store]\npath = 'a.db'").as_deref(), Ok("a.db, a.db"));
        let url = "url = 'postgres://ana:secret@db.example/desk'";
        assert_eq!(read(&format!("[store]\n{url}")).as_deref(), Ok("postgres://ana@db.example/desk, attache.db"));
        assert_eq!(
            read(&format!("[store]\n{url}\nschema = 'desk'\npath = 'own/a'")).as_deref(),
            Ok("postgres://ana@db.example/desk (schema desk), own/a")
        );
    }

    #[test]
    fn errors_name_the_key_and_never_the_password() {
        let error = |text: &str| read(text).err().unwrap_or_default();
        assert_eq!(error("[store]\nurll = 'a'"), "[store] urll: no such key; did you mean \"url\"?");
        assert!(error("[store]\nurl = 'ana:secret@db'").starts_with("[store] url: is no address of PostgreSQL"));
        assert!(!error("[store]\nurl = 'ana:secret@db'").contains("secret"));
        assert!(error("[store]\nschema = 'a'").contains("is for a server"));
        assert!(error("[store]\nurl = 'postgres://a/b'\nschema = 'a b'").starts_with("[store] schema: is no name"));
    }
}
