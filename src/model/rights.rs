use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// What may be published of an article, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rights {
    /// Nothing of it before this moment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargo_until: Option<DateTime<FixedOffset>>,
    /// For the desk alone.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub restricted: bool,
    /// How much of it may be quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote_limit: Option<QuoteLimit>,
    /// In which form it may be published.
    #[serde(skip_serializing_if = "Publish::is_full")]
    pub publish: Publish,
}

/// In which form an article may be published; a later one allows less.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Publish {
    /// All of it.
    #[default]
    Full,
    /// Quotations of it.
    Quote,
    /// Its headline and address.
    Link,
}

/// How much of an article may be quoted: `50 words`, or `10 %` of its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum QuoteLimit {
    /// So many words.
    Words(u32),
    /// So many hundredths of its words, at most 100.
    Percent(u8),
}

impl Rights {
    /// True where nothing is held back.
    pub fn is_free(&self) -> bool {
        *self == Rights::default()
    }

    /// What both allow: the later embargo, the lower form, the tighter limit (words before a share of them).
    pub fn and(&self, other: &Rights) -> Rights {
        Rights {
            embargo_until: self.embargo_until.max(other.embargo_until),
            restricted: self.restricted || other.restricted,
            quote_limit: match (self.quote_limit, other.quote_limit) {
                (Some(a), Some(b)) => Some(a.tighter(b)),
                (a, b) => a.or(b),
            },
            publish: self.publish.max(other.publish),
        }
    }
}

impl Publish {
    /// All forms, the one that allows most first.
    pub const ALL: [Publish; 3] = [Publish::Full, Publish::Quote, Publish::Link];

    /// True where all of it may be published.
    pub fn is_full(&self) -> bool {
        *self == Publish::Full
    }

    /// As written in `attache.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Publish::Full => "full",
            Publish::Quote => "quote",
            Publish::Link => "link",
        }
    }

    /// The form of this name.
    pub fn named(name: &str) -> Option<Publish> {
        Publish::ALL.into_iter().find(|form| form.as_str() == name)
    }
}

impl QuoteLimit {
    /// How many words of an article may be quoted.
    pub fn words(self, text: &str) -> usize {
        match self {
            QuoteLimit::Words(words) => words as usize,
            QuoteLimit::Percent(share) => text.split_whitespace().count() * usize::from(share) / 100,
        }
    }

    fn tighter(self, other: QuoteLimit) -> QuoteLimit {
        match (self, other) {
            (QuoteLimit::Words(a), QuoteLimit::Words(b)) => QuoteLimit::Words(a.min(b)),
            (QuoteLimit::Percent(a), QuoteLimit::Percent(b)) => QuoteLimit::Percent(a.min(b)),
            (words @ QuoteLimit::Words(_), _) | (_, words) => words,
        }
    }
}

impl fmt::Display for QuoteLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuoteLimit::Words(n) => write!(f, "{n} words"),
            QuoteLimit::Percent(n) => write!(f, "{n} %"),
        }
    }
}

/// Reads `50`, `50 words`, `10 %`; the error says what belongs there.
impl FromStr for QuoteLimit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (number, unit) = text.split_at(end);
        let limit = match unit.trim() {
            "" | "word" | "words" => number.parse().ok().map(QuoteLimit::Words),
            "%" => number.parse().ok().filter(|n| *n <= 100).map(QuoteLimit::Percent),
            _ => None,
        };
        limit.ok_or_else(|| format!("{text:?} is no limit: write \"50 words\" or \"10 %\""))
    }
}

impl TryFrom<String> for QuoteLimit {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<QuoteLimit> for String {
    fn from(limit: QuoteLimit) -> String {
        limit.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(text: &str) -> Option<String> {
        text.parse::<QuoteLimit>().ok().map(|l| l.to_string())
    }

    #[test]
    fn limits_are_words_or_a_share() {
        assert_eq!(limit("50").as_deref(), Some("50 words"));
        assert_eq!(limit(" 50 words ").as_deref(), Some("50 words"));
        assert_eq!(limit("10%").as_deref(), Some("10 %"));
        for wrong in ["", "words", "101 %", "-5", "5 lines", "99999999999"] {
            assert_eq!(limit(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn of_two_rights_the_stricter_ones_hold() {
        let embargo = "2031-05-14T06:00:00+02:00".parse().ok();
        let a = Rights { embargo_until: embargo, quote_limit: Some(QuoteLimit::Words(50)), ..Rights::default() };
        let b = Rights { publish: Publish::Link, quote_limit: Some(QuoteLimit::Percent(5)), ..Rights::default() };
        let both = Rights { publish: Publish::Link, ..a.clone() };
        assert_eq!((a.and(&b), b.and(&a)), (both.clone(), both));
        assert!(Rights::default().and(&Rights::default()).is_free());
    }
}
