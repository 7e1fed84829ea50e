//! `attache.toml` in the working folder: the sources and desks, and where their store lies. Unknown keys are errors.

mod archive;
mod desk;
mod environment;
mod fetch;
mod layers;
mod mail;
mod serve;
mod source;
mod store;
mod wiki;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toml::{Table, Value};

pub use archive::ArchiveConfig;
pub use desk::{BriefLength, DeskConfig, Empty, Interests, MAIN, named_zone};
pub use fetch::FetchConfig;
pub use layers::{Origin, Setting, user_file};
pub use mail::{DkimConfig, MailConfig, Password, Secret, Unsubscribe};
pub use serve::ServeConfig;
pub use source::{Place, SourceConfig};
pub use store::DEFAULT as STORE;
pub use wiki::WikiConfig;

use self::layers::Layers;
use crate::model::StorePlace;
use crate::text::nearest;

/// The file's name.
pub const FILE: &str = "attache.toml";

/// What `attache.toml` says.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Where the store lies; a file relative to the working folder.
    pub store: Option<StorePlace>,
    /// How pages are fetched.
    pub fetch: FetchConfig,
    /// The sources, in the order of the file; no two have one name.
    pub sources: Vec<SourceConfig>,
    /// The house spelling of names, each with the variants that it takes the place of: `"Kim Jong-un" = ["Kim Jong Un"]`.
    pub names: BTreeMap<String, Vec<String>>,
    /// A file of people of the desk's own, in the form of `lexicon/leaders.csv`; relative to the working folder.
    pub people: Option<PathBuf>,
    /// The desks, by name; there is always one.
    pub desks: Vec<DeskConfig>,
    /// How digests go out; none where the desk sends nothing.
    pub mail: Option<MailConfig>,
    /// The archive and the pages of subscribers over HTTP.
    pub serve: ServeConfig,
    /// The static site of all digests; `attache run` keeps it where the table is there.
    pub archive: Option<ArchiveConfig>,
    /// The wiki, where there is one.
    pub wiki: Option<WikiConfig>,
}

impl Default for Config {
    fn default() -> Self {
        Config {
            store: None,
            fetch: FetchConfig::default(),
            sources: Vec::new(),
            names: BTreeMap::new(),
            people: None,
            desks: vec![DeskConfig::default()],
            mail: None,
            serve: ServeConfig::default(),
            archive: None,
            wiki: None,
        }
    }
}

/// Why the file cannot be used.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// It is no TOML.
    #[error("not TOML: {0}")]
    Syntax(#[from] toml::de::Error),
    /// A key that does not exist.
    #[error("{at}{key}: no such key{}", suggestion(.meant))]
    UnknownKey {
        /// The source that it stands in, with a blank after it; empty at the top.
        at: String,
        /// The key as written.
        key: String,
        /// The nearest key that exists.
        meant: Option<&'static str>,
    },
    /// A value that a key cannot have.
    #[error("{at}{key}: {what}")]
    Value {
        /// The source that it stands in, with a blank after it; empty at the top.
        at: String,
        /// The key.
        key: &'static str,
        /// What is wrong, and what belongs there.
        what: String,
    },
    /// Any of these, with the file.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<ConfigError>,
    },
}

fn suggestion(meant: &Option<&'static str>) -> String {
    meant.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default()
}

impl Config {
    /// Reads the file, over the [user's own](user_file); where there is none, nothing else is set but the store, if the
    /// environment names it. What the environment says as `ATTACHE_MAIL__URL` (table and key, two strokes between them)
    /// stands in the place of what the files say.
    ///
    /// # Errors
    /// Those of [`from_toml`](Config::from_toml), and a file that cannot be read; all name the file.
    pub fn read(path: &Path) -> Result<Config, ConfigError> {
        Layers::read(path, user_file(), std::env::vars_os())?.config()
    }

    /// All that is set for the working folder of this file, each with who sets it; the whole is sound.
    ///
    /// # Errors
    /// Those of [`read`](Config::read).
    pub fn settings(path: &Path) -> Result<Vec<Setting>, ConfigError> {
        let layers = Layers::read(path, user_file(), std::env::vars_os())?;
        layers.config()?;
        Ok(layers.settings())
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// A text that is no TOML, an unknown key, a value that a key cannot have; two sources of one name.
    pub fn from_toml(text: &str) -> Result<Config, ConfigError> {
        Config::from_table(text.parse()?)
    }

    /// Mails lead to the archive and to the page where a reader chooses, where there are any.
    fn link_mails(&mut self) {
        let Some(mail) = &mut self.mail else { return };
        let archive = self.archive.as_ref().and_then(|archive| archive.url.clone());
        mail.archive = mail.archive.take().or(archive);
        mail.preferences = self.serve.url.as_ref().map(|url| format!("{url}/p"));
    }

    fn from_table(table: Table) -> Result<Config, ConfigError> {
        let desks = desk::desks(table.get("digest"), table.get("desk"))?;
        let mut config = Config { desks, ..Config::default() };
        for (key, value) in table {
            match key.as_str() {
                "digest" | "desk" => {}
                "archive" => config.archive = Some(ArchiveConfig::from_value(&value)?),
                "store" => config.store = Some(store::place(&value)?),
                "fetch" => config.fetch = FetchConfig::from_value(&value)?,
                "source" => config.sources = sources(&value)?,
                "names" => config.names = names(&value)?,
                "people" => config.people = Some(PathBuf::from(string("", "people", &value)?)),
                "mail" => config.mail = Some(MailConfig::from_value(&value)?),
                "serve" => config.serve = ServeConfig::from_value(&value)?,
                "wiki" => config.wiki = Some(WikiConfig::from_value(&value)?),
                _ => {
                    let known = [
                        "archive", "desk", "digest", "fetch", "mail", "names", "people", "serve", "source", "store",
                        "wiki",
                    ];
                    return Err(unknown("", key, &known));
                }
            }
        }
        config.link_mails();
        for desk in &config.desks {
            let named = desk.sources.iter().flatten();
            if let Some(name) = named.into_iter().find(|name| config.sources.iter().all(|s| s.name != **name)) {
                let at = format!("desk {:?}: ", desk.name);
                return Err(ConfigError::Value {
                    at,
                    key: "sources",
                    what: format!("no [[source]] is named {name:?}"),
                });
            }
        }
        Ok(config)
    }
}

/// `[names]`: a variant or a list of them for each house spelling.
fn names(value: &Value) -> Result<BTreeMap<String, Vec<String>>, ConfigError> {
    let wrong = |what: String| ConfigError::Value { at: String::new(), key: "names", what };
    let table = value
        .as_table()
        .ok_or_else(|| wrong("is no table: write [names] and \"House Spelling\" = [\"variant\"]".into()))?;
    let variants = |value: &Value| match value {
        Value::Array(list) => list.iter().map(|v| string("", "names", v).map(str::to_owned)).collect(),
        one => string("", "names", one).map(|v| vec![v.to_owned()]),
    };
    table.iter().map(|(name, value)| Ok((name.clone(), variants(value)?))).collect()
}

fn sources(value: &Value) -> Result<Vec<SourceConfig>, ConfigError> {
    let wrong = |what: String| Err(ConfigError::Value { at: String::new(), key: "source", what });
    let Some(tables) = value.as_array() else {
        return wrong("is no list: write [[source]], with two brackets".to_owned());
    };
    let mut sources: Vec<SourceConfig> = Vec::new();
    for (n, value) in (1..).zip(tables) {
        let Some(table) = value.as_table() else {
            return wrong("is no table: write [[source]] and its keys below it".to_owned());
        };
        let source = SourceConfig::from_table(n, table)?;
        if sources.iter().any(|other| other.name == source.name) {
            return wrong(format!("two are named {:?}; give each its own name", source.name));
        }
        sources.push(source);
    }
    Ok(sources)
}

fn unknown(at: &str, key: String, known: &[&'static str]) -> ConfigError {
    let meant = nearest(&key, known.iter().copied()).and_then(|name| known.iter().copied().find(|k| *k == name));
    ConfigError::UnknownKey { at: at.to_owned(), key, meant }
}

fn string<'a>(at: &str, key: &'static str, value: &'a Value) -> Result<&'a str, ConfigError> {
    let wrong =
        || ConfigError::Value { at: at.to_owned(), key, what: format!("{value} is no text in quotation marks") };
    value.as_str().filter(|text| !text.trim().is_empty()).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Publish, QuoteLimit};

    fn error(text: &str) -> String {
        Config::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn sources_and_their_rights() -> Result<(), ConfigError> {
        let config = Config::from_toml(
            "store = 'desk.db'\n[fetch]\nca_file = 'ca.pem'\n[[source]]\nname = 'wire'\npath = ['in/*.eml', 'box.mbox']\npublish = 'quote'\n\
             quote_limit = '10 %'\nrestricted = true\nembargo_until = 2031-05-14T06:00:00+02:00\n\
             [[source]]\nname = 'post'\nurl = 'https://post.example/feed'\nquote_limit = 50",
        )?;
        assert_eq!(config.store, Some(PathBuf::from("desk.db").into()));
        assert_eq!(config.fetch.ca_file, Some(PathBuf::from("ca.pem")));
        let [wire, post] = &config.sources[..] else { panic!("{config:?}") };
        assert_eq!(wire.place, Place::Paths(vec!["in/*.eml".to_owned(), "box.mbox".to_owned()]));
        assert_eq!((wire.rights.publish, wire.rights.restricted), (Publish::Quote, true));
        assert_eq!(wire.rights.embargo_until.map(|t| t.to_rfc3339()).as_deref(), Some("2031-05-14T06:00:00+02:00"));
        assert_eq!(post.place, Place::Url("https://post.example/feed".to_owned()));
        assert_eq!(post.rights.quote_limit, Some(QuoteLimit::Words(50)));
        Ok(())
    }

    #[test]
    fn errors_name_the_key_and_the_way_out() {
        assert_eq!(error("stoer = 'a'"), "stoer: no such key; did you mean \"store\"?");
        assert_eq!(error("[fetch]\nca_fil = 'a'"), "[fetch] ca_fil: no such key; did you mean \"ca_file\"?");
        assert!(error("[fetch]\nca_file = 1").starts_with("[fetch] ca_file: 1 is no text"));
        assert!(error("fetch = 1").starts_with("fetch: is no table"));
        assert_eq!(error("[[sources]]"), "sources: no such key; did you mean \"source\"?");
        assert_eq!(
            error("[[source]]\nname = 'wire'\npaht = 'a'"),
            "source \"wire\": paht: no such key; did you mean \"path\"?"
        );
        assert_eq!(error("[source]\nname = 'a'"), "source: is no list: write [[source]], with two brackets");
        assert!(error("[[source]]\npath = 'a'").starts_with("source 1: name: is missing"));
        assert!(error("[[source]]\nname = 'a'").starts_with("source \"a\": path: is missing"));
        assert!(error("[[source]]\nname = 'a'\npath = 'b'\nurl = 'c'").contains("give one of the two"));
        assert!(error("[[source]]\nname = 'a'\npath = 1").contains("1 is no text"));
        assert!(error("[[source]]\nname = 'a'\npath = []").contains("is empty"));
        assert!(error("[[source]]\nname = 'a'\npath = 'b'\npublish = 'lnk'").contains("did you mean \"link\"?"));
        assert!(
            error("[[source]]\nname = 'a'\npath = 'b'\nquote_limit = '5 lines'").contains("\"50 words\" or \"10 %\"")
        );
        assert!(error("[[source]]\nname = 'a'\npath = 'b'\nembargo_until = 2031-05-14").contains("a time and a zone"));
        let two = "[[source]]\nname = 'a'\npath = 'b'\n";
        assert!(error(&format!("{two}{two}")).contains("two are named \"a\""));
        assert!(error("[[source]\n").starts_with("not TOML"));
        assert!(error("names = 'Lind'").starts_with("names: is no table"));
        assert!(error("[names]\n'Ana Lind' = 3").starts_with("names: 3 is no text"));
    }

    #[test]
    fn names_have_a_house_spelling() -> Result<(), ConfigError> {
        let config = Config::from_toml("[names]\n'Ana Lind' = ['Anna Lind', 'A. Lind']\n'Ola Berg' = 'Ole Berg'")?;
        assert_eq!(config.names.get("Ana Lind").map(Vec::len), Some(2));
        assert_eq!(config.names.get("Ola Berg").map(Vec::len), Some(1));
        Ok(())
    }

    #[test]
    fn no_file_sets_nothing() -> Result<(), ConfigError> {
        assert_eq!(Config::read(Path::new("no/such/attache.toml"))?, Config::default());
        Ok(())
    }
}
