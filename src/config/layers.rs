//! What is set, and who says so: the environment before the working folder's file, that before the user's own.

use std::ffi::OsString;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use toml::{Table, Value};
use url::Url;

use super::{Config, ConfigError, environment};

/// Keys whose values are never shown, whatever table they stand in.
const SECRET: [&str; 3] = ["password", "secret", "token"];

/// What stands in the place of a secret.
const HIDDEN: &str = "(not shown)";

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A variable of the environment.
    Environment(String),
    /// A file: `attache.toml` of the working folder, or the user's own.
    File(PathBuf),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Origin::Environment(name) => f.write_str(name),
            Origin::File(path) => write!(f, "{}", path.display()),
        }
    }
}

/// A key that is set.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Tables and key with dots between (`mail.url`); of a list of tables the number in it, from 1 (`source.2.name`).
    pub key: String,
    /// The value as TOML; of a secret that it is not shown.
    pub value: String,
    /// Who sets it.
    pub origin: Origin,
}

/// The user's own file, for all working folders: `attache/attache.toml` in `$XDG_CONFIG_HOME`, or in `~/.config`. `None`
/// where the environment names no home.
pub fn user_file() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let config = folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))?;
    Some(config.join("attache").join(super::FILE))
}

/// The files of a configuration as they stand, and what the environment says beside them.
pub(super) struct Layers {
    project: (PathBuf, Option<Table>),
    user: Option<(PathBuf, Table)>,
    environment: Vec<environment::Variable>,
}

impl Layers {
    /// Reads the working folder's file and the user's own.
    ///
    /// # Errors
    /// A file that is there and cannot be read, or is no TOML; the error names it.
    pub(super) fn read(
        project: &Path,
        user: Option<PathBuf>,
        variables: impl Iterator<Item = (OsString, OsString)>,
    ) -> Result<Layers, ConfigError> {
        let own = match user {
            Some(path) => table(&path)?.map(|table| (path, table)),
            None => None,
        };
        let table = table(project)?;
        // Without a file there is no desk, and nothing that variables could set but where the store lies.
        let is_desk = table.is_some();
        let environment = environment::read(variables).filter(|variable| is_desk || variable.is_of_store()).collect();
        Ok(Layers { project: (project.to_owned(), table), user: own, environment })
    }

    /// What they say together.
    ///
    /// # Errors
    /// Those of [`Config::from_toml`]; the error names the file to look into.
    pub(super) fn config(&self) -> Result<Config, ConfigError> {
        let user = self.user.as_ref().map(|(_, table)| table.clone()).unwrap_or_default();
        let alone = self.over(Table::new());
        let file = |path: &Path, source| ConfigError::File { path: path.to_owned(), source: Box::new(source) };
        Config::from_table(self.over(user)).map_err(|error| match &self.user {
            Some((path, _)) if Config::from_table(alone).is_ok() => file(path, error),
            _ => file(&self.project.0, error),
        })
    }

    /// All that is set, by key.
    pub(super) fn settings(&self) -> Vec<Setting> {
        let mut settings = Vec::new();
        let mut add = |table: &Table, origin: &Origin| {
            let mut found = Vec::new();
            list(String::new(), &Value::Table(table.clone()), &mut found);
            for (key, value) in found {
                // A text and a table of one name do not stand beside each other, nor do two lists.
                let lists = |key: &str| key.split('.').next() == Some("source");
                let is_over = |s: &Setting| {
                    s.key == key
                        || s.key.starts_with(&format!("{key}."))
                        || key.starts_with(&format!("{}.", s.key))
                        || (lists(&s.key) && lists(&key) && s.origin != *origin)
                };
                settings.retain(|s: &Setting| !is_over(s));
                settings.push(Setting { value: shown(&key, &value), key, origin: origin.clone() });
            }
        };
        if let Some((path, table)) = &self.user {
            add(table, &Origin::File(path.clone()));
        }
        if let (path, Some(table)) = &self.project {
            add(table, &Origin::File(path.clone()));
        }
        for variable in &self.environment {
            add(&variable.laid_over(Table::new()), &Origin::Environment(variable.name.clone()));
        }
        settings.sort_by_cached_key(|setting| in_order(&setting.key));
        settings
    }

    /// The project's file and the environment, over a table.
    fn over(&self, mut under: Table) -> Table {
        if let Some(project) = &self.project.1 {
            merge(&mut under, project);
        }
        self.environment.iter().fold(under, |table, variable| variable.laid_over(table))
    }
}

fn table(path: &Path) -> Result<Option<Table>, ConfigError> {
    let wrong = |source: ConfigError| ConfigError::File { path: path.to_owned(), source: Box::new(source) };
    match std::fs::read_to_string(path) {
        Ok(text) => text.parse().map(Some).map_err(|error: toml::de::Error| wrong(error.into())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(wrong(error.into())),
    }
}

/// Lays a table over another: tables key by key, all else in the place of what stood there.
fn merge(under: &mut Table, over: &Table) {
    for (key, value) in over {
        match (under.get_mut(key), value) {
            (Some(Value::Table(under)), Value::Table(over)) => merge(under, over),
            _ => {
                under.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The values of a table, those of the tables in it with it.
fn list(key: String, value: &Value, found: &mut Vec<(String, Value)>) {
    let below = |name: &str| if key.is_empty() { name.to_owned() } else { format!("{key}.{name}") };
    match value {
        Value::Table(table) => table.iter().for_each(|(name, value)| list(below(name), value, found)),
        Value::Array(values) if values.iter().all(Value::is_table) && !values.is_empty() => {
            (1..).zip(values).for_each(|(n, value)| list(below(&n.to_string()), value, found));
        }
        value => found.push((key, value.clone())),
    }
}

/// What keys are sorted by: numbers in them by size.
fn in_order(key: &str) -> Vec<(Option<usize>, String)> {
    key.split('.').map(|part| (part.parse().ok(), part.to_owned())).collect()
}

/// A value as TOML; secrets, and those in addresses, are not shown.
fn shown(key: &str, value: &Value) -> String {
    let name = key.rsplit('.').next().unwrap_or(key);
    let is_secret = SECRET.iter().any(|secret| name == *secret || name.ends_with(&format!("_{secret}")));
    match value {
        _ if is_secret => HIDDEN.to_owned(),
        Value::String(text) => Value::from(without_password(text)).to_string(),
        Value::Array(values) => {
            let values: Vec<String> = values.iter().map(|value| shown(key, value)).collect();
            format!("[{}]", values.join(", "))
        }
        value => value.to_string(),
    }
}

/// An address without the password in it, other texts as they are.
fn without_password(text: &str) -> String {
    if text.contains("password=") {
        return HIDDEN.to_owned();
    }
    match Url::parse(text) {
        Ok(url) if url.password().is_some() => {
            let mut bare = url;
            // An address with a password takes another one too.
            let _ = bare.set_password(Some("…"));
            bare.to_string().replace("%E2%80%A6", "…")
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layers(user: &str, project: &str, variables: &[(&str, &str)]) -> Layers {
        let variables = variables.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        Layers {
            project: ("attache.toml".into(), Some(project.parse().expect("TOML"))),
            user: Some(("own.toml".into(), user.parse().expect("TOML"))),
            environment: environment::read(variables).collect(),
        }
    }

    #[test]
    fn the_nearer_layer_wins_key_by_key() {
        let layers = layers(
            "[mail]\nurl = 'smtp://a'\nfrom = 'a@a.example'\n[digest]\nlang = 'fr'",
            "[mail]\nurl = 'smtp://u:hunter2@b'\n[digest]\ntitle = 'T'\n[[source]]\nname = 'x'\npath = 'in'",
            &[("ATTACHE_DIGEST__TITLE", "U"), ("ATTACHE_MAIL__PASSWORD", "hunter2")],
        );
        let settings: Vec<String> =
            layers.settings().iter().map(|s| format!("{} = {} # {}", s.key, s.value, s.origin)).collect();
        assert_eq!(
            settings,
            [
                "digest.lang = \"fr\" # own.toml",
                "digest.title = \"U\" # ATTACHE_DIGEST__TITLE",
                "mail.from = \"a@a.example\" # own.toml",
                "mail.password = (not shown) # ATTACHE_MAIL__PASSWORD",
                "mail.url = \"smtp://u:…@b\" # attache.toml",
                "source.1.name = \"x\" # attache.toml",
                "source.1.path = \"in\" # attache.toml",
            ]
        );
        let config = layers.config().expect("a sound configuration");
        assert_eq!(config.desks.first().map(|desk| (desk.title.as_str(), desk.lang.as_str())), Some(("U", "fr")));
    }

    #[test]
    fn an_error_names_the_file_that_brings_it() {
        let of = |user, project| layers(user, project, &[]).config().expect_err("a fault").to_string();
        assert!(of("stoer = 'a'", "").starts_with("own.toml: stoer: no such key"));
        assert!(of("", "stoer = 'a'").starts_with("attache.toml: stoer: no such key"));
    }

    #[test]
    fn lists_of_the_nearer_file_stand_alone() {
        let source = |name: &str| format!("[[source]]\nname = '{name}'\npath = 'in'\n");
        let layers = layers(&(source("a") + &source("b")), &source("c"), &[]);
        let keys: Vec<String> = layers.settings().into_iter().map(|s| s.key).collect();
        assert_eq!(keys, ["source.1.name", "source.1.path"]);
        assert_eq!(layers.config().map(|config| config.sources.len()).ok(), Some(1));
    }
}
