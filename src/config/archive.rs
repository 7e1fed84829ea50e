use std::path::PathBuf;

use toml::Value;
use url::Url;

use super::{ConfigError, string, unknown};

const KEYS: [&str; 3] = ["dir", "title", "url"];

/// `[archive]`: the static site of all digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveConfig {
    /// Where it is written, relative to the working folder.
    pub dir: PathBuf,
    /// What it is called; the desk's title where nothing is said.
    pub title: Option<String>,
    /// Where it is published: `http` or `https`, with a slash at its end. Without it, feeds have relative addresses.
    pub url: Option<String>,
}

impl Default for ArchiveConfig {
    fn default() -> Self {
        ArchiveConfig { dir: PathBuf::from("archive"), title: None, url: None }
    }
}

impl ArchiveConfig {
    pub(super) fn from_value(value: &Value) -> Result<ArchiveConfig, ConfigError> {
        let wrong = |what: String| ConfigError::Value { at: String::new(), key: "archive", what };
        let table =
            value.as_table().ok_or_else(|| wrong("is no table: write [archive] and its keys below it".to_owned()))?;
        let mut config = ArchiveConfig::default();
        let at = "[archive] ";
        for (key, value) in table {
            match key.as_str() {
                "dir" => config.dir = PathBuf::from(string(at, "dir", value)?),
                "title" => config.title = Some(string(at, "title", value)?.to_owned()),
                "url" => config.url = Some(url(at, string(at, "url", value)?)?),
                _ => return Err(unknown(at, key.clone(), &KEYS)),
            }
        }
        Ok(config)
    }
}

/// The address of a folder.
fn url(at: &str, text: &str) -> Result<String, ConfigError> {
    let is_folder = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.password().is_none();
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && is_folder(url));
    let what = format!("{text:?} is no address of a folder: write \"https://example.org/digests/\"");
    let url = url.ok_or_else(|| ConfigError::Value { at: at.to_owned(), key: "url", what })?;
    Ok(url.as_str().trim_end_matches('/').to_owned() + "/")
}

#[cfg(test)]
mod tests {
    use super::super::Config;

    #[test]
    fn an_archive_has_a_place_a_name_and_an_address() -> Result<(), super::ConfigError> {
        let config = Config::from_toml("[archive]\ndir = 'site'\ntitle = 'Digests'\nurl = 'https://a.example/b'")?;
        assert_eq!(config.archive.and_then(|archive| archive.url).as_deref(), Some("https://a.example/b/"));
        let error = |text: &str| Config::from_toml(text).unwrap_err().to_string();
        assert_eq!(error("[archive]\nurls = 'a'"), "[archive] urls: no such key; did you mean \"url\"?");
        assert!(error("[archive]\nurl = 'javascript:a'").contains("no address of a folder"));
        assert!(error("archive = 'a'").contains("write [archive]"));
        Ok(())
    }
}
