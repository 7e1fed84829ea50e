use std::path::PathBuf;

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::{ConfigError, string, unknown};
use crate::text::nearest;

const KEYS: [&str; 14] = [
    "title",
    "sources",
    "time_zone",
    "max_stories",
    "max_words",
    "length",
    "empty",
    "review",
    "templates",
    "output",
    "max_failed",
    "list",
    "lang",
    "interests",
];
const INTERESTS: [&str; 3] = ["countries", "people", "topics"];
/// Weights of interests lie between these, in thousandths.
const MOST: i64 = 100_000;

/// The name of the desk where `attache.toml` names none.
pub const MAIN: &str = "main";

/// A desk: `[digest]` holds for all of them, `[desk.NAME]` for one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeskConfig {
    /// Its name.
    pub name: String,
    /// What it calls its digests.
    pub title: String,
    /// The names of its sources; none means all that is in the store.
    pub sources: Option<Vec<String>>,
    /// The zone of its days.
    pub time_zone: Tz,
    /// Stories that are told, at most.
    pub max_stories: usize,
    /// Words of all stories, at most; the first story is always told.
    pub max_words: usize,
    /// How long a brief may be.
    pub length: BriefLength,
    /// What becomes of a day without news.
    pub empty: Empty,
    /// True where a digest goes out only once it is approved.
    pub review: bool,
    /// A folder of templates, relative to the working folder.
    pub templates: Option<PathBuf>,
    /// Where previews go.
    pub output: PathBuf,
    /// The share of sources, in per cent, that may fail before sending is held.
    pub max_failed: u8,
    /// The list of subscribers that gets it.
    pub list: Option<String>,
    /// The language of its digests: `en`, `fr`, or one of the folder of templates. Words of the sources stay in theirs.
    #[serde(default = "english", skip_serializing_if = "is_english")]
    pub lang: String,
    /// What it is keen on.
    pub interests: Interests,
}

fn english() -> String {
    "en".to_owned()
}

fn is_english(code: &str) -> bool {
    code == "en"
}

/// `length`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BriefLength {
    /// About 60 words.
    Short,
    /// 6 to 9 lines.
    #[default]
    Default,
    /// At most 250 words.
    Full,
}

/// `empty`: what becomes of a day without news.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// A numbered digest that says so.
    Send,
    /// None.
    #[default]
    Skip,
    /// None, and the owner is told.
    Notify,
}

/// What a desk is keen on: names and words with a weight in thousandths, in the order of the file. Weights below 0 push
/// down.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interests {
    /// Countries by their English names.
    pub countries: Vec<(String, i64)>,
    /// People; the words of a name as articles write them.
    pub people: Vec<(String, i64)>,
    /// Words that stand side by side in an article.
    pub topics: Vec<(String, i64)>,
}

impl Default for DeskConfig {
    fn default() -> Self {
        DeskConfig {
            name: MAIN.to_owned(),
            title: "Digest".to_owned(),
            sources: None,
            time_zone: Tz::UTC,
            max_stories: 8,
            max_words: 1500,
            length: BriefLength::Default,
            empty: Empty::Skip,
            review: false,
            templates: None,
            output: PathBuf::from("digests"),
            max_failed: 50,
            list: None,
            lang: english(),
            interests: Interests::default(),
        }
    }
}

/// The desks: one of the name `main` where none is named.
pub(super) fn desks(digest: Option<&Value>, desk: Option<&Value>) -> Result<Vec<DeskConfig>, ConfigError> {
    let mut shared = DeskConfig::default();
    if let Some(value) = digest {
        shared.take("digest: ", table("", "digest", value)?)?;
    }
    let Some(value) = desk else { return Ok(vec![shared]) };
    let named = value.as_table().filter(|desks| !desks.is_empty() && desks.values().all(Value::is_table));
    let Some(named) = named else {
        let what = "holds desks by name: write [desk.NAME]; what all desks share belongs into [digest]".to_owned();
        return Err(ConfigError::Value { at: String::new(), key: "desk", what });
    };
    let one = |(name, value): (&String, &Value)| {
        let at = format!("desk {name:?}: ");
        let is_plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        if !name.chars().all(is_plain) {
            let what = format!("{name:?} has signs other than letters, digits, - and _");
            return Err(ConfigError::Value { at: String::new(), key: "desk", what });
        }
        let mut desk = DeskConfig { name: name.clone(), ..shared.clone() };
        desk.take(&at, table(&at, "desk", value)?)?;
        Ok(desk)
    };
    named.iter().map(one).collect()
}

impl DeskConfig {
    /// The list of subscribers that gets its digests: where none is named, the one of the desk's own name.
    pub fn list_name(&self) -> &str {
        self.list.as_deref().unwrap_or(&self.name)
    }

    fn take(&mut self, at: &str, table: &Table) -> Result<(), ConfigError> {
        for (key, value) in table {
            let Some(known) = KEYS.iter().copied().find(|known| known == key) else {
                return Err(unknown(at, key.clone(), &KEYS));
            };
            self.set(at, known, value)?;
        }
        Ok(())
    }

    fn set(&mut self, at: &str, key: &'static str, value: &Value) -> Result<(), ConfigError> {
        match key {
            "title" => self.title = string(at, key, value)?.to_owned(),
            "sources" => self.sources = Some(strings(at, key, value)?),
            "time_zone" => self.time_zone = zone(at, key, string(at, key, value)?)?,
            "max_stories" => self.max_stories = count(at, key, value)?,
            "max_words" => self.max_words = count(at, key, value)?,
            "length" => self.length = choice(at, key, value, &["short", "default", "full"])?,
            "empty" => self.empty = choice(at, key, value, &["send", "skip", "notify"])?,
            "review" => self.review = flag(at, key, value)?,
            "templates" => self.templates = Some(PathBuf::from(string(at, key, value)?)),
            "output" => self.output = PathBuf::from(string(at, key, value)?),
            "max_failed" => self.max_failed = share(at, key, value)?,
            "lang" => self.lang = language(at, key, value)?,
            "list" => self.list = Some(string(at, key, value)?.to_owned()),
            _ => self.interests = interests(at, self::table(at, key, value)?)?,
        }
        Ok(())
    }
}

fn wrong(at: &str, key: &'static str, what: String) -> ConfigError {
    ConfigError::Value { at: at.to_owned(), key, what }
}

fn table<'a>(at: &str, key: &'static str, value: &'a Value) -> Result<&'a Table, ConfigError> {
    value.as_table().ok_or_else(|| wrong(at, key, format!("{value} is no table: write [{key}] and its keys below it")))
}

/// `fr`, `pt-BR`: a part of a file's name, so letters, digits and hyphens alone.
fn language(at: &str, key: &'static str, value: &Value) -> Result<String, ConfigError> {
    let code = string(at, key, value)?;
    let is_plain = code.len() <= 35 && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_plain { Ok(code.to_owned()) } else { Err(wrong(at, key, format!("{code:?} is no language: write \"fr\""))) }
}

fn strings(at: &str, key: &'static str, value: &Value) -> Result<Vec<String>, ConfigError> {
    let Some(list) = value.as_array() else { return Ok(vec![string(at, key, value)?.to_owned()]) };
    list.iter().map(|value| Ok(string(at, key, value)?.to_owned())).collect()
}

fn count(at: &str, key: &'static str, value: &Value) -> Result<usize, ConfigError> {
    let number = value.as_integer().and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=1_000_000).contains(n));
    number.ok_or_else(|| wrong(at, key, format!("{value} is no number from 1 on")))
}

fn flag(at: &str, key: &'static str, value: &Value) -> Result<bool, ConfigError> {
    value.as_bool().ok_or_else(|| wrong(at, key, format!("{value} is neither true nor false")))
}

/// `50`, `"50 %"`.
fn share(at: &str, key: &'static str, value: &Value) -> Result<u8, ConfigError> {
    let text = value.as_str().map(|text| text.trim_end_matches('%').trim().to_owned());
    let number = text.map_or_else(|| value.as_integer(), |text| text.parse().ok());
    let number = number.and_then(|n| u8::try_from(n).ok()).filter(|n| *n <= 100);
    number.ok_or_else(|| wrong(at, key, format!("{value} is no share: write \"50 %\"")))
}

/// The zone of an IANA name.
fn zone(at: &str, key: &'static str, name: &str) -> Result<Tz, ConfigError> {
    named_zone(name).map_err(|what| wrong(at, key, what))
}

/// The zone of an IANA name.
///
/// # Errors
/// Says what belongs there.
pub fn named_zone(name: &str) -> Result<Tz, String> {
    name.parse().map_err(|_| {
        let meant = nearest(name, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
        let meant = meant.map(|zone| format!("; did you mean \"{zone}\"?")).unwrap_or_default();
        format!("{name:?} is no time zone: write a name such as \"Europe/Paris\"{meant}")
    })
}

fn choice<T: serde::de::DeserializeOwned>(
    at: &str,
    key: &'static str,
    value: &Value,
    names: &[&'static str],
) -> Result<T, ConfigError> {
    let name = string(at, key, value)?;
    let read = serde_json::from_value(serde_json::Value::from(name));
    read.map_err(|_| {
        let meant = nearest(name, names.iter().copied());
        let meant = meant.map(|form| format!("; did you mean \"{form}\"?")).unwrap_or_default();
        wrong(at, key, format!("{name:?} is none of {}{meant}", names.join(", ")))
    })
}

fn interests(at: &str, table: &Table) -> Result<Interests, ConfigError> {
    let at = format!("{at}interests: ");
    let mut interests = Interests::default();
    for (key, value) in table {
        let Some(known) = INTERESTS.iter().copied().find(|known| known == key) else {
            return Err(unknown(&at, key.clone(), &INTERESTS));
        };
        let rows = weights(&at, known, self::table(&at, known, value)?)?;
        match known {
            "countries" => interests.countries = rows,
            "people" => interests.people = rows,
            _ => interests.topics = rows,
        }
    }
    Ok(interests)
}

/// `{ Estonia = 2, "air transport" = 0.5 }`, in thousandths.
fn weights(at: &str, key: &'static str, table: &Table) -> Result<Vec<(String, i64)>, ConfigError> {
    let row = |(name, value): (&String, &Value)| {
        let number = value.as_float().or_else(|| value.as_integer().map(|n| n as f64));
        let number = number.filter(|n| n.is_finite()).map(|n| (n * 1000.0).round() as i64);
        let number = number.filter(|n| n.abs() <= MOST);
        let weight = number.ok_or_else(|| wrong(at, key, format!("{name}: {value} is no weight from -100 to 100")))?;
        Ok((name.clone(), weight))
    };
    table.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;

    fn error(text: &str) -> String {
        Config::from_toml(text).unwrap_err().to_string()
    }

    #[test]
    fn without_a_word_there_is_one_desk() -> Result<(), ConfigError> {
        assert_eq!(Config::from_toml("")?.desks, [DeskConfig::default()]);
        Ok(())
    }

    #[test]
    fn desks_share_what_digest_says() -> Result<(), ConfigError> {
        let config = Config::from_toml(
            "[[source]]\nname = 'wire'\npath = 'in'\n[digest]\ntime_zone = 'Europe/Paris'\nmax_stories = 3\nempty = 'send'\nmax_failed = '20 %'\n\
             [digest.interests]\ncountries = { Estonia = 2, 'South Korea' = 0.5 }\n\
             [desk.baltic]\ntitle = 'Baltic'\nsources = ['wire']\nreview = true\n[desk.all]\nmax_stories = 9",
        )?;
        let [all, baltic] = &config.desks[..] else { panic!("{config:?}") };
        assert_eq!((all.name.as_str(), all.max_stories, all.review), ("all", 9, false));
        assert_eq!((baltic.name.as_str(), baltic.max_stories, baltic.review), ("baltic", 3, true));
        assert_eq!(baltic.sources.as_deref(), Some(&["wire".to_owned()][..]));
        assert_eq!((baltic.time_zone, baltic.empty, baltic.max_failed), (Tz::Europe__Paris, Empty::Send, 20));
        assert_eq!(all.interests.countries, [("Estonia".to_owned(), 2000), ("South Korea".to_owned(), 500)]);
        Ok(())
    }

    #[test]
    fn errors_name_the_desk_and_the_way_out() {
        assert_eq!(error("[digest]\nmax_storys = 1"), "digest: max_storys: no such key; did you mean \"max_stories\"?");
        assert!(error("[desk]\ntitle = 'a'").contains("write [desk.NAME]"));
        assert!(error("[desk.a]\ntime_zone = 'Europe/Pariss'").contains("did you mean \"Europe/Paris\"?"));
        assert!(error("[desk.a]\nempty = 'sent'").contains("did you mean \"send\"?"));
        assert!(error("[desk.a]\nmax_words = 0").contains("no number from 1 on"));
        assert!(error("[desk.'a b']\n").contains("other than letters"));
        assert!(error("[digest.interests]\npeple = {}").contains("did you mean \"people\"?"));
        assert!(error("[digest.interests]\npeople = { A = 'x' }").contains("no weight"));
        assert!(error("[desk.a]\nmax_failed = 101").contains("no share"));
        assert!(error("[desk.a]\nsources = ['wire']").contains("no [[source]] is named \"wire\""));
    }
}
