//! Keys of `attache.toml` that the environment sets: secrets need not lie in a file.

use std::ffi::{OsStr, OsString};

use toml::{Table, Value};

/// The tables whose keys it can set.
const TABLES: [&str; 5] = ["digest", "fetch", "mail", "serve", "store"];

/// Lays the variables of the form `ATTACHE_MAIL__URL`, `ATTACHE_MAIL__DKIM__KEY_FILE` over a configuration. `true`,
/// numbers and lists are taken as TOML, all else as a text.
pub(super) fn laid_over(mut table: Table, variables: impl Iterator<Item = (OsString, OsString)>) -> Table {
    let text = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    let mut known: Vec<(String, String)> = variables.filter_map(text).collect();
    known.sort();
    for (name, value) in known {
        let Some(path) = name.strip_prefix("ATTACHE_") else { continue };
        let path: Vec<String> = path.split("__").map(str::to_lowercase).collect();
        if path.len() > 1 && path.first().is_some_and(|table| TABLES.contains(&table.as_str())) && !value.is_empty() {
            set(&mut table, &path, &value);
        }
    }
    table
}

/// True for a variable that says where the store lies.
pub(super) fn is_of_store(name: &OsStr) -> bool {
    name.to_str().is_some_and(|name| name.starts_with("ATTACHE_STORE__"))
}

fn set(table: &mut Table, path: &[String], value: &str) {
    match path {
        [] => {}
        [key] => {
            table.insert(key.clone(), read(value));
        }
        [key, rest @ ..] => {
            let inner = table.entry(key.clone()).or_insert_with(|| Value::Table(Table::new()));
            // `store = "FILE"` gives way to a table.
            if key == "store" && !inner.is_table() {
                *inner = Value::Table(Table::new());
            }
            if let Value::Table(inner) = inner {
                set(inner, rest, value);
            }
        }
    }
}

fn read(text: &str) -> Value {
    let toml = format!("v = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("v"));
    toml.filter(|value| value.is_bool() || value.is_integer() || value.is_array()).unwrap_or_else(|| Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environment_stands_before_the_file() {
        let table = "store = 'a.db'\n[mail]\nurl = 'smtp://a'\nfrom = 'a@a.example'".parse::<Table>().expect("TOML");
        let variables = [
            ("ATTACHE_MAIL__URL", "smtp://b"),
            ("ATTACHE_MAIL__DKIM__SELECTOR", "s1"),
            ("ATTACHE_MAIL__ALLOW_PLAIN", "true"),
            ("ATTACHE_MAIL__ATTEMPTS", "3"),
            ("ATTACHE_STORE", "b.db"),
            ("ATTACHE_STORE__URL", "postgres://a/b"),
            ("ATTACHE_SOURCE__NAME", "x"),
        ];
        let variables = variables.into_iter().map(|(name, value)| (name.into(), value.into()));
        let table = laid_over(table, variables);
        let wanted = "[mail]\nurl = 'smtp://b'\nfrom = 'a@a.example'\nattempts = 3\nallow_plain = true\ndkim = { selector = 's1' }\n[store]\nurl = 'postgres://a/b'";
        assert_eq!(table, wanted.parse::<Table>().expect("TOML"));
    }
}
