use chrono::{DateTime, FixedOffset};
use toml::{Table, Value};

use super::{ConfigError, string, unknown};
use crate::model::{Publish, Rights};
use crate::text::nearest;

const KEYS: [&str; 7] = ["name", "path", "url", "embargo_until", "restricted", "quote_limit", "publish"];

/// A `[[source]]`.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceConfig {
    /// What the desk calls it.
    pub name: String,
    /// Where it lies.
    pub place: Place,
    /// What may be published of it.
    pub rights: Rights,
}

/// Where a source lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Files, folders and patterns, relative to the working folder.
    Paths(Vec<String>),
    /// A web address.
    Url(String),
}

impl Place {
    /// What to read, as an input is named on the command line.
    pub fn inputs(&self) -> &[String] {
        match self {
            Place::Paths(paths) => paths,
            Place::Url(url) => std::slice::from_ref(url),
        }
    }
}

impl SourceConfig {
    /// Reads the n-th `[[source]]`, from 1.
    pub(super) fn from_table(n: usize, table: &Table) -> Result<SourceConfig, ConfigError> {
        let name = table.get("name");
        let at = match name.and_then(Value::as_str) {
            Some(name) => format!("source {name:?}: "),
            None => format!("source {n}: "),
        };
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(unknown(&at, key.clone(), &KEYS));
        }
        let name = name.ok_or_else(|| missing(&at, "name", "write name = \"…\""))?;
        let (name, place) = (string(&at, "name", name)?.to_owned(), place(&at, table)?);
        Ok(SourceConfig { name, place, rights: rights(&at, table)? })
    }
}

fn missing(at: &str, key: &'static str, way_out: &str) -> ConfigError {
    ConfigError::Value { at: at.to_owned(), key, what: format!("is missing: {way_out}") }
}

fn place(at: &str, table: &Table) -> Result<Place, ConfigError> {
    let wrong = |what: &str| Err(ConfigError::Value { at: at.to_owned(), key: "path", what: what.to_owned() });
    match (table.get("path"), table.get("url")) {
        (Some(_), Some(_)) => wrong("stands beside url; give one of the two"),
        (None, None) => Err(missing(at, "path", "write path = \"folder\", or url = \"https://…\"")),
        (None, Some(url)) => Ok(Place::Url(string(at, "url", url)?.to_owned())),
        (Some(Value::Array(paths)), None) if paths.is_empty() => wrong("is empty; name a file or a folder"),
        (Some(Value::Array(paths)), None) => {
            let paths = paths.iter().map(|path| Ok(string(at, "path", path)?.to_owned()));
            Ok(Place::Paths(paths.collect::<Result<_, ConfigError>>()?))
        }
        (Some(path), None) => Ok(Place::Paths(vec![string(at, "path", path)?.to_owned()])),
    }
}

fn rights(at: &str, table: &Table) -> Result<Rights, ConfigError> {
    let wrong = |key, what| ConfigError::Value { at: at.to_owned(), key, what };
    let mut rights = Rights::default();
    if let Some(value) = table.get("embargo_until") {
        let time = moment(value);
        let what =
            || format!("{value} names no moment: give a day, a time and a zone, as in 2031-05-14T06:00:00+02:00");
        rights.embargo_until = Some(time.ok_or_else(|| wrong("embargo_until", what()))?);
    }
    if let Some(value) = table.get("restricted") {
        let flag = value.as_bool();
        rights.restricted = flag.ok_or_else(|| wrong("restricted", format!("{value} is neither true nor false")))?;
    }
    if let Some(value) = table.get("quote_limit") {
        let text = value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
        rights.quote_limit = Some(text.parse().map_err(|what| wrong("quote_limit", what))?);
    }
    if let Some(value) = table.get("publish") {
        let name = string(at, "publish", value)?;
        rights.publish = Publish::named(name).ok_or_else(|| wrong("publish", no_form(name)))?;
    }
    Ok(rights)
}

fn no_form(name: &str) -> String {
    let meant = nearest(name, Publish::ALL.map(Publish::as_str));
    let meant = meant.map(|form| format!("; did you mean \"{form}\"?")).unwrap_or_default();
    format!("{name:?} is neither full, quote nor link{meant}")
}

/// A date and time of TOML, or a text of that form.
fn moment(value: &Value) -> Option<DateTime<FixedOffset>> {
    let text = match value {
        Value::Datetime(time) => time.to_string(),
        value => value.as_str()?.to_owned(),
    };
    DateTime::parse_from_rfc3339(&text).ok()
}
