//! Keys of `attache.toml` that the environment sets: secrets need not lie in a file.

use std::ffi::OsString;

use toml::{Table, Value};

/// The tables whose keys it can set.
const TABLES: [&str; 5] = ["digest", "fetch", "mail", "serve", "store"];

/// A variable of the form `ATTACHE_MAIL__URL`, `ATTACHE_MAIL__DKIM__KEY_FILE`.
pub(super) struct Variable {
    /// Its whole name.
    pub name: String,
    path: Vec<String>,
    value: String,
}

/// The variables that set a key, by name.
pub(super) fn read(variables: impl Iterator<Item = (OsString, OsString)>) -> impl Iterator<Item = Variable> {
    let text = |(name, value): (OsString, OsString)| Some((name.into_string().ok()?, value.into_string().ok()?));
    let mut known: Vec<(String, String)> = variables.filter_map(text).collect();
    known.sort();
    known.into_iter().filter_map(|(name, value)| {
        let path: Vec<String> = name.strip_prefix("ATTACHE_")?.split("__").map(str::to_lowercase).collect();
        let sets = path.len() > 1 && path.first().is_some_and(|table| TABLES.contains(&table.as_str()));
        (sets && !value.is_empty()).then_some(Variable { name, path, value })
    })
}

impl Variable {
    /// True where it says where the store lies.
    pub(super) fn is_of_store(&self) -> bool {
        self.path.first().is_some_and(|table| table == "store")
    }

    /// Lays it over a configuration. `true`, numbers and lists are taken as TOML, all else as a text.
    pub(super) fn laid_over(&self, mut table: Table) -> Table {
        set(&mut table, &self.path, &self.value);
        table
    }
}

fn set(table: &mut Table, path: &[String], value: &str) {
    match path {
        [] => {}
        [key] => {
            table.insert(key.clone(), value_of(value));
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

fn value_of(text: &str) -> Value {
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
        let table = read(variables).fold(table, |table, variable| variable.laid_over(table));
        let wanted = "[mail]\nurl = 'smtp://b'\nfrom = 'a@a.example'\nattempts = 3\nallow_plain = true\ndkim = { selector = 's1' }\n[store]\nurl = 'postgres://a/b'";
        assert_eq!(table, wanted.parse::<Table>().expect("TOML"));
    }
}
