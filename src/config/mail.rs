use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use toml::{Table, Value};
use url::Url;

use super::{ConfigError, string, unknown};
use crate::model::{Address, Mailbox};

const AT: &str = "[mail] ";
const KEYS: [&str; 20] = [
    "url",
    "from",
    "reply_to",
    "unsubscribe",
    "list_id",
    "archive",
    "imprint",
    "rate",
    "host_rate",
    "connections",
    "attempts",
    "timeout",
    "allow_plain",
    "user",
    "password",
    "password_file",
    "password_command",
    "ca_file",
    "dkim",
    "keep_days",
];
const DKIM_KEYS: [&str; 3] = ["domain", "selector", "key_file"];

/// `[mail]`: how digests go out.
#[derive(Debug, Clone, PartialEq)]
pub struct MailConfig {
    /// Where messages are handed over: `smtp://HOST:PORT`, `smtps://…`, `sendmail:PROGRAM`, `maildir:FOLDER`,
    /// `file:FOLDER`, `stdout:`. It may hold a password.
    pub url: Secret,
    /// Whom they come from.
    pub from: Mailbox,
    /// Where answers go.
    pub reply_to: Option<Mailbox>,
    /// How a reader leaves.
    pub unsubscribe: Unsubscribe,
    /// The List-Id (RFC 2919); without it the list's name and the domain of `from`.
    pub list_id: Option<String>,
    /// Where a digest can be read on the web; the number is put behind it.
    pub archive: Option<String>,
    /// Where readers choose what they get, a token behind it: `[serve] url` and `/p`.
    pub preferences: Option<String>,
    /// Who is behind the mail: name and postal address, for the foot.
    pub imprint: Option<String>,
    /// The time between two messages, at least.
    pub pace: Option<Duration>,
    /// The time between two messages to one domain, at least.
    pub host_pace: Option<Duration>,
    /// Connections at once.
    pub connections: usize,
    /// How often a message is tried.
    pub attempts: u32,
    /// How long to wait for an answer.
    pub timeout: Duration,
    /// True where messages may go to another machine without TLS.
    pub allow_plain: bool,
    /// The name to log in with.
    pub user: Option<String>,
    /// Where the password is.
    pub password: Option<Password>,
    /// A file of certificates in PEM, whose authorities are trusted beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// How messages are signed.
    pub dkim: Option<DkimConfig>,
    /// Days after which readers who are gone are erased, and who got which message; a hash stays of those who left.
    pub keep_days: Option<u32>,
}

/// How a reader leaves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Unsubscribe {
    /// The address of `attache serve`: a token is put behind it.
    pub https: Option<String>,
    /// A mailbox whose mail `attache bounces` reads.
    pub mailto: Option<Address>,
}

/// A value that is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub String);

/// Where a password is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Password {
    /// Here.
    Is(Secret),
    /// In the first line of a file.
    File(PathBuf),
    /// In the first line that a command prints.
    Command(String),
}

/// `dkim = { domain, selector, key_file }` (RFC 6376).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DkimConfig {
    /// The signing domain, in ASCII.
    pub domain: String,
    /// Names the key of the domain.
    pub selector: String,
    /// The private key: RSA (PKCS#1 or PKCS#8, PEM) or Ed25519 (PKCS#8 PEM, or its 32 octets in base64).
    pub key_file: PathBuf,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl MailConfig {
    /// Reads the table.
    pub(super) fn from_value(value: &Value) -> Result<MailConfig, ConfigError> {
        let Some(table) = value.as_table() else {
            let what = "is no table: write [mail] and its keys below it".to_owned();
            return Err(ConfigError::Value { at: String::new(), key: "mail", what });
        };
        if let Some(key) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(unknown(AT, key.clone(), &KEYS));
        }
        let text = |key: &'static str| table.get(key).map(|value| secret(key, value)).transpose();
        let must =
            |key: &'static str, way_out: &str| text(key)?.ok_or_else(|| wrong(key, format!("is missing: {way_out}")));
        let mailbox = |key: &'static str, text: String| text.parse::<Mailbox>().map_err(|error| wrong(key, error));
        let from = mailbox("from", must("from", "write from = \"Name <desk@example.org>\"")?)?;
        if from.address.needs_utf8() {
            return Err(wrong("from", "stands in ASCII before the @: not every server takes others"));
        }
        Ok(MailConfig {
            url: Secret(must("url", "write url = \"smtp://127.0.0.1:2525\"")?),
            reply_to: text("reply_to")?.map(|text| mailbox("reply_to", text)).transpose()?,
            unsubscribe: table.get("unsubscribe").map(unsubscribe).transpose()?.unwrap_or_default(),
            list_id: text("list_id")?.map(list_id).transpose()?,
            archive: text("archive")?.map(|text| web("archive", &text)).transpose()?,
            preferences: None,
            imprint: text("imprint")?,
            pace: table.get("rate").map(|value| pace("rate", value)).transpose()?,
            host_pace: table.get("host_rate").map(|value| pace("host_rate", value)).transpose()?,
            connections: number(table, "connections", 4, 1..=64)? as usize,
            attempts: number(table, "attempts", 8, 1..=100)?,
            timeout: Duration::from_secs(number(table, "timeout", 60, 1..=600)?.into()),
            allow_plain: match table.get("allow_plain") {
                None => false,
                Some(value) => value.as_bool().ok_or_else(|| wrong("allow_plain", "is neither true nor false"))?,
            },
            user: text("user")?,
            password: password(table)?,
            ca_file: text("ca_file")?.map(PathBuf::from),
            dkim: table.get("dkim").map(dkim).transpose()?,
            keep_days: table.get("keep_days").map(|_| number(table, "keep_days", 0, 1..=36_500)).transpose()?,
            from,
        })
    }
}

fn wrong(key: &'static str, what: impl fmt::Display) -> ConfigError {
    ConfigError::Value { at: AT.to_owned(), key, what: what.to_string() }
}

/// A text that an error does not repeat.
fn secret(key: &'static str, value: &Value) -> Result<String, ConfigError> {
    string(AT, key, value).map(str::to_owned).map_err(|_| wrong(key, "is no text in quotation marks"))
}

fn number(
    table: &Table,
    key: &'static str,
    default: u32,
    range: std::ops::RangeInclusive<u32>,
) -> Result<u32, ConfigError> {
    let Some(value) = table.get(key) else { return Ok(default) };
    let number = value.as_integer().and_then(|n| u32::try_from(n).ok()).filter(|n| range.contains(n));
    number.ok_or_else(|| wrong(key, format!("{value} is no number from {} to {}", range.start(), range.end())))
}

/// `20`, `"20/s"`, `"300/min"`, `"5000/h"`: the time between two messages.
fn pace(key: &'static str, value: &Value) -> Result<Duration, ConfigError> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (count, unit) = text.split_once('/').unwrap_or((&text, "s"));
    let seconds = match unit.trim() {
        "s" => 1,
        "min" => 60,
        "h" => 3600,
        _ => 0,
    };
    let count = count.trim().parse::<u32>().ok().filter(|count| (1..=1_000_000).contains(count) && seconds > 0);
    let count =
        count.ok_or_else(|| wrong(key, format!("{value} is no rate: write \"20/s\", \"300/min\" or \"5000/h\"")))?;
    Ok(Duration::from_secs(seconds) / count)
}

/// One way or two, of which one is an https address and one a mailto.
fn unsubscribe(value: &Value) -> Result<Unsubscribe, ConfigError> {
    let key = "unsubscribe";
    let ways = match value {
        Value::Array(ways) => ways.iter().map(|way| secret(key, way)).collect::<Result<_, _>>()?,
        one => vec![secret(key, one)?],
    };
    let mut found = Unsubscribe::default();
    for way in ways {
        match way.strip_prefix("mailto:") {
            Some(address) => found.mailto = Some(Address::parse(address).map_err(|error| wrong(key, error))?),
            None => found.https = Some(web(key, &way)?),
        }
    }
    Ok(found)
}

/// The address of a web page, without what would stand behind what is put behind it.
fn web(key: &'static str, text: &str) -> Result<String, ConfigError> {
    let url = Url::parse(text).ok().filter(|url| {
        let is_near = url.scheme() == "http" && matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        (url.scheme() == "https" || is_near) && url.query().is_none() && url.fragment().is_none()
    });
    let url =
        url.ok_or_else(|| wrong(key, format!("{text:?} is neither an https address without ? and # nor a mailto:")))?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn list_id(text: String) -> Result<String, ConfigError> {
    let bare = text.trim().trim_start_matches('<').trim_end_matches('>');
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    if bare.len() <= 255 && bare.split('.').count() > 1 && bare.split('.').all(is_label) {
        return Ok(bare.to_owned());
    }
    Err(wrong("list_id", format!("{text:?} is no List-Id: write \"digest.example.org\"")))
}

fn password(table: &Table) -> Result<Option<Password>, ConfigError> {
    let text = |key: &'static str| table.get(key).map(|value| secret(key, value)).transpose();
    let given = [
        text("password")?.map(|text| Password::Is(Secret(text))),
        text("password_file")?.map(|text| Password::File(PathBuf::from(text))),
        text("password_command")?.map(Password::Command),
    ];
    let mut given = given.into_iter().flatten();
    match (given.next(), given.next()) {
        (one, None) => Ok(one),
        _ => Err(wrong("password", "stands beside password_file or password_command; give one of the three")),
    }
}

fn dkim(value: &Value) -> Result<DkimConfig, ConfigError> {
    let key = "dkim";
    let way_out = "write dkim = { domain = \"example.org\", selector = \"mail\", key_file = \"dkim.pem\" }";
    let table = value.as_table().ok_or_else(|| wrong(key, format!("is no table: {way_out}")))?;
    if let Some(other) = table.keys().find(|key| !DKIM_KEYS.contains(&key.as_str())) {
        return Err(unknown("[mail] dkim: ", other.clone(), &DKIM_KEYS));
    }
    let text = |name: &str| match table.get(name).and_then(Value::as_str) {
        Some(text) if !text.trim().is_empty() => Ok(text.trim().to_owned()),
        _ => Err(wrong(key, format!("{name} is missing: {way_out}"))),
    };
    let is_name = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    let (domain, selector) = (text("domain")?, text("selector")?);
    let domain = idna::domain_to_ascii(&domain).ok().filter(|domain| is_name(domain));
    let domain = domain.ok_or_else(|| wrong(key, "domain is no domain"))?;
    if !is_name(&selector) {
        return Err(wrong(key, "selector holds letters, digits, - and . alone"));
    }
    Ok(DkimConfig { domain, selector, key_file: PathBuf::from(text("key_file")?) })
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    const FEW: &str = "[mail]\nurl = 'smtp://ana:geheim@mx.example'\nfrom = 'Desk <desk@a.example>'\n";

    fn with(more: &str) -> Result<MailConfig, String> {
        let config = Config::from_toml(&format!("{FEW}{more}")).map_err(|error| error.to_string())?;
        config.mail.ok_or_else(|| "no mail".to_owned())
    }

    fn error(more: &str) -> String {
        with(more).expect_err(more)
    }

    #[test]
    fn what_is_not_said_has_its_default() -> Result<(), String> {
        let mail = with("")?;
        assert_eq!((mail.connections, mail.attempts, mail.allow_plain), (4, 8, false));
        assert_eq!(mail.from.to_string(), "Desk <desk@a.example>");
        assert!(!format!("{mail:?}").contains("geheim"), "{mail:?}");
        Ok(())
    }

    #[test]
    fn everything_can_be_said() -> Result<(), String> {
        let mail = with(
            "unsubscribe = ['https://a.example/leave/', 'mailto:leave@a.example']\nrate = '300/min'\nhost_rate = 2\n\
             list_id = '<digest.a.example>'\narchive = 'https://a.example/digests/'\npassword_file = 'pw'\n\
             dkim = { domain = 'bücher.example', selector = 's1', key_file = 'dkim.pem' }",
        )?;
        assert_eq!(mail.unsubscribe.https.as_deref(), Some("https://a.example/leave"));
        assert_eq!(mail.unsubscribe.mailto.map(|a| a.to_string()).as_deref(), Some("leave@a.example"));
        assert_eq!(mail.pace, Some(Duration::from_millis(200)));
        assert_eq!(mail.host_pace, Some(Duration::from_millis(500)));
        assert_eq!(mail.list_id.as_deref(), Some("digest.a.example"));
        assert_eq!(mail.dkim.map(|dkim| dkim.domain).as_deref(), Some("xn--bcher-kva.example"));
        Ok(())
    }

    #[test]
    fn errors_name_the_key_and_never_a_secret() {
        assert!(error("unsubscribe = 'http://a.example/'").contains("[mail] unsubscribe:"));
        assert!(error("unsubscribe = 'mailto:a b'").contains("no e-mail address"));
        assert!(error("rate = '5/day'").contains("300/min"));
        assert!(error("rates = 5").contains("did you mean \"rate\"?"));
        assert!(error("list_id = 'a b'").contains("no List-Id"));
        assert!(error("connections = 0").contains("from 1 to 64"));
        assert!(error("password = 'a'\npassword_file = 'b'").contains("give one of the three"));
        assert!(error("dkim = { domain = 'a.example' }").contains("selector is missing"));
        assert!(
            error("dkim = { domain = 'a', selector = 'b', key_file = 'c', bits = 2 }").contains("bits: no such key")
        );
        let shown = error("password = ['geheim']");
        assert!(shown.contains("[mail] password:") && !shown.contains("geheim"), "{shown}");
    }
}
