use std::fmt;
use std::str::FromStr;

use chrono::{NaiveTime, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Address;

/// The number of a subscriber: of one address on one list. It is never given twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SubscriberId(pub i64);

impl fmt::Display for SubscriberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A reader on a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subscriber {
    /// Its number.
    pub id: SubscriberId,
    /// The list.
    pub list: String,
    /// Where the mail goes.
    pub address: Address,
    /// What the reader is called.
    pub name: Option<String>,
    /// Whether it gets the digest.
    pub status: SubscriberStatus,
    /// What it chose.
    pub wishes: Wishes,
    /// Soft bounces since the last message that arrived.
    pub soft_bounces: u32,
    /// When it came onto the list; RFC 3339 in UTC.
    pub created: String,
}

/// What a reader can choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wishes {
    /// The language, BCP 47.
    pub lang: Option<String>,
    /// The form of the mail.
    pub format: MailFormat,
    /// The days whose digests it gets; none means each of them.
    pub days: Vec<Weekday>,
    /// Not before this time of the day, in `zone`.
    pub time: Option<NaiveTime>,
    /// The zone of `time` and `days`; without it the desk's.
    pub zone: Option<Tz>,
    /// Words: stories that hold one of them.
    pub topics: Vec<String>,
    /// English names of countries: stories that one of them plays a part in. Without topics and countries the whole digest.
    pub countries: Vec<String>,
}

/// The form of the mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MailFormat {
    /// A page and its text.
    #[default]
    Both,
    /// The text alone.
    Text,
}

/// Whether a reader gets the digest.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "lowercase")]
pub enum SubscriberStatus {
    /// Asked for, not yet confirmed: gets nothing but the question.
    #[default]
    Pending,
    /// Gets it.
    Active,
    /// Does not want it for the time being.
    Paused,
    /// Has left.
    Unsubscribed,
    /// Its address takes no mail.
    Bounced,
}

/// A step of a reader's consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// When; RFC 3339 in UTC.
    pub at: String,
    /// The status from then on.
    pub status: SubscriberStatus,
    /// By which way.
    pub how: How,
    /// The file, the words of a form, the answer of a server.
    pub detail: Option<String>,
}

/// The way by which a status came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// `attache subscribers`.
    Command,
    /// `attache subscribers import`.
    Import,
    /// The form of the web page.
    Form,
    /// A signed link that was followed and a button that was pressed.
    Link,
    /// The one click of a mail program (RFC 8058).
    OneClick,
    /// A mail of the reader.
    Reply,
    /// A report that a message did not arrive.
    Bounce,
    /// The answer of the server that was to take a message.
    Server,
}

impl SubscriberStatus {
    /// All of them.
    pub const ALL: [SubscriberStatus; 5] = [
        SubscriberStatus::Pending,
        SubscriberStatus::Active,
        SubscriberStatus::Paused,
        SubscriberStatus::Unsubscribed,
        SubscriberStatus::Bounced,
    ];

    /// pending, active, paused, unsubscribed, bounced.
    pub const fn as_str(self) -> &'static str {
        match self {
            SubscriberStatus::Pending => "pending",
            SubscriberStatus::Active => "active",
            SubscriberStatus::Paused => "paused",
            SubscriberStatus::Unsubscribed => "unsubscribed",
            SubscriberStatus::Bounced => "bounced",
        }
    }
}

impl FromStr for SubscriberStatus {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || SubscriberStatus::ALL.map(SubscriberStatus::as_str).join(", ");
        let found = SubscriberStatus::ALL.into_iter().find(|status| status.as_str() == text);
        found.ok_or_else(|| format!("{text:?} is no status; there are {}", known()))
    }
}

impl How {
    /// command, import, form, link, one-click, reply, bounce, server.
    pub const fn as_str(self) -> &'static str {
        match self {
            How::Command => "command",
            How::Import => "import",
            How::Form => "form",
            How::Link => "link",
            How::OneClick => "one-click",
            How::Reply => "reply",
            How::Bounce => "bounce",
            How::Server => "server",
        }
    }
}

impl MailFormat {
    /// both, text.
    pub const fn as_str(self) -> &'static str {
        match self {
            MailFormat::Both => "both",
            MailFormat::Text => "text",
        }
    }
}
