use std::path::PathBuf;

use toml::Value;

use super::{ConfigError, string, unknown};

const KEYS: [&str; 1] = ["ca_file"];

/// `[fetch]`: how pages are fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FetchConfig {
    /// A file of certificates in PEM, whose authorities are trusted beside the public ones; relative to the working folder.
    pub ca_file: Option<PathBuf>,
}

impl FetchConfig {
    /// Reads the table.
    pub(super) fn from_value(value: &Value) -> Result<FetchConfig, ConfigError> {
        let at = "[fetch] ";
        let Some(table) = value.as_table() else {
            let what = "is no table: write [fetch] and its keys below it".to_owned();
            return Err(ConfigError::Value { at: String::new(), key: "fetch", what });
        };
        let mut fetch = FetchConfig::default();
        for (key, value) in table {
            match key.as_str() {
                "ca_file" => fetch.ca_file = Some(PathBuf::from(string(at, "ca_file", value)?)),
                _ => return Err(unknown(at, key.clone(), &KEYS)),
            }
        }
        Ok(fetch)
    }
}
