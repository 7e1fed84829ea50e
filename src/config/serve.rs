use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use toml::Value;
use url::Url;

use super::{ConfigError, string, unknown};

const KEYS: [&str; 7] = ["listen", "url", "dir", "desk", "trust_proxy", "per_minute", "connections"];
const AT: &str = "[serve] ";

/// `[serve]`: the archive and the pages of subscribers over HTTP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeConfig {
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where readers reach it, without a slash at its end; without it `http://LISTEN`.
    pub url: Option<String>,
    /// The folder of the archive, relative to the working folder; without it the archive's own.
    pub dir: Option<PathBuf>,
    /// The desk whose list readers come onto; without it the first.
    pub desk: Option<String>,
    /// True behind a proxy that puts the client's address at the end of `X-Forwarded-For`.
    pub trust_proxy: bool,
    /// Forms that a client may send, and wrong links that it may try, in a minute.
    pub per_minute: u32,
    /// Connections at once.
    pub connections: usize,
}

impl Default for ServeConfig {
    fn default() -> Self {
        ServeConfig {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            url: None,
            dir: None,
            desk: None,
            trust_proxy: false,
            per_minute: 30,
            connections: 512,
        }
    }
}

impl ServeConfig {
    /// Reads the table.
    pub(super) fn from_value(value: &Value) -> Result<ServeConfig, ConfigError> {
        let wrong = |at: &str, key, what: String| ConfigError::Value { at: at.to_owned(), key, what };
        let table = value
            .as_table()
            .ok_or_else(|| wrong("", "serve", "is no table: write [serve] and its keys below it".to_owned()))?;
        let mut serve = ServeConfig::default();
        for (key, value) in table {
            let number = |key, most: i64| {
                let number = value.as_integer().filter(|n| (1..=most).contains(n));
                number.ok_or_else(|| wrong(AT, key, format!("{value} is no number from 1 to {most}")))
            };
            match key.as_str() {
                "listen" => {
                    let text = string(AT, "listen", value)?;
                    let what = || format!("{text:?} is no address with a port: write \"127.0.0.1:8080\"");
                    serve.listen = text.parse().map_err(|_| wrong(AT, "listen", what()))?;
                }
                "url" => serve.url = Some(web(string(AT, "url", value)?)?),
                "dir" => serve.dir = Some(PathBuf::from(string(AT, "dir", value)?)),
                "desk" => serve.desk = Some(string(AT, "desk", value)?.to_owned()),
                "trust_proxy" => {
                    let what = || format!("{value} is neither true nor false");
                    serve.trust_proxy = value.as_bool().ok_or_else(|| wrong(AT, "trust_proxy", what()))?;
                }
                "per_minute" => serve.per_minute = number("per_minute", 100_000)? as u32,
                "connections" => serve.connections = number("connections", 65_536)? as usize,
                _ => return Err(unknown(AT, key.clone(), &KEYS)),
            }
        }
        Ok(serve)
    }

    /// Where readers reach it.
    pub fn url(&self) -> String {
        self.url.clone().unwrap_or_else(|| format!("http://{}", self.listen))
    }
}

fn web(text: &str) -> Result<String, ConfigError> {
    let is_plain = |url: &Url| url.query().is_none() && url.fragment().is_none() && url.password().is_none();
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && is_plain(url));
    let what = format!("{text:?} is no web address: write \"https://digest.example.org\"");
    let url = url.ok_or_else(|| ConfigError::Value { at: AT.to_owned(), key: "url", what })?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::Config;

    #[test]
    fn what_is_not_said_has_its_default_and_errors_name_the_way_out() -> Result<(), super::ConfigError> {
        let serve = Config::from_toml("[serve]\nlisten = '[::1]:0'\nurl = 'https://a.example/b/'")?.serve;
        assert_eq!((serve.listen.to_string().as_str(), serve.url().as_str()), ("[::1]:0", "https://a.example/b"));
        assert_eq!(Config::from_toml("")?.serve.url(), "http://127.0.0.1:8080");
        let error = |text: &str| Config::from_toml(text).map(|_| ()).unwrap_err().to_string();
        assert!(error("[serve]\nlisten = '8080'").contains("write \"127.0.0.1:8080\""));
        assert!(error("[serve]\nlisen = ''").contains("did you mean \"listen\"?"));
        assert!(error("[serve]\nurl = 'ftp://x'").contains("no web address"));
        assert!(error("[serve]\nper_minute = 0").contains("from 1 to"));
        Ok(())
    }
}
