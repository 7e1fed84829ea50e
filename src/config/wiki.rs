use std::path::PathBuf;

use toml::Value;

use super::{ConfigError, string, unknown};
use crate::text::nearest;

const KEYS: [&str; 2] = ["dir", "format"];
const FORMATS: [&str; 2] = ["markdown", "mediawiki"];

/// `[wiki]`: the wiki that `attache run` keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WikiConfig {
    /// Its folder, relative to the working folder.
    pub dir: PathBuf,
    /// `markdown` or `mediawiki`.
    pub format: &'static str,
}

impl WikiConfig {
    /// Reads the table.
    pub(super) fn from_value(value: &Value) -> Result<WikiConfig, ConfigError> {
        let at = "[wiki] ";
        let Some(table) = value.as_table() else {
            let what = "is no table: write [wiki] and its keys below it".to_owned();
            return Err(ConfigError::Value { at: String::new(), key: "wiki", what });
        };
        let mut wiki = WikiConfig { dir: PathBuf::from("wiki"), format: FORMATS[0] };
        for (key, value) in table {
            match key.as_str() {
                "dir" => wiki.dir = PathBuf::from(string(at, "dir", value)?),
                "format" => wiki.format = format(at, string(at, "format", value)?)?,
                _ => return Err(unknown(at, key.clone(), &KEYS)),
            }
        }
        Ok(wiki)
    }
}

fn format(at: &str, name: &str) -> Result<&'static str, ConfigError> {
    FORMATS.into_iter().find(|format| *format == name).ok_or_else(|| {
        let meant = nearest(name, FORMATS).map(|format| format!("; did you mean \"{format}\"?")).unwrap_or_default();
        let what = format!("{name:?} is neither markdown nor mediawiki{meant}");
        ConfigError::Value { at: at.to_owned(), key: "format", what }
    })
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn a_wiki_has_a_folder_and_a_form() {
        let read = |text: &str| Config::from_toml(text).map(|config| config.wiki).map_err(|error| error.to_string());
        let wiki = read("[wiki]").expect("a table").expect("a wiki");
        assert_eq!((wiki.dir.to_str(), wiki.format), (Some("wiki"), "markdown"));
        assert_eq!(read("").expect("no table"), None);
        let wrong = read("[wiki]\nformat = 'mediawki'").expect_err("a misspelt form");
        assert!(wrong.contains("did you mean \"mediawiki\"?"), "{wrong}");
        assert!(read("[wiki]\nfolder = 'a'").expect_err("no such key").starts_with("[wiki] folder: no such key"));
        assert!(read("wiki = 'a'").expect_err("no table").starts_with("wiki: is no table"));
    }
}
