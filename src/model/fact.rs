use serde::{Deserialize, Serialize};

/// The one event that an article is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainEvent {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// The parties, the initiator first.
    pub actors: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// First day: ISO 8601, `XXXX-…` without a year.
    pub start: Option<String>,
    /// Last day, only where the article states it.
    pub end: Option<String>,
    /// How far it has come.
    pub status: Status,
    /// The statements that say so.
    #[serde(skip)]
    pub receipts: Vec<usize>,
    /// True where the article tells of it strongly enough, and between enough sides, that a brief may be headed by it.
    #[serde(skip)]
    pub sure: bool,
}

/// The types of main events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EventType {
    Visit,
    Summit,
    Meeting,
    Call,
    Talks,
    Agreement,
    Sanction,
    Expulsion,
    Statement,
    Vote,
    Aid,
    Military,
    Protest,
    Release,
    Other,
}

impl EventType {
    /// True where people come together in one place: a visit, a summit, a meeting, talks.
    pub const fn is_in_person(self) -> bool {
        matches!(self, Self::Visit | Self::Summit | Self::Meeting | Self::Talks)
    }

    /// True for a contact between states: one in person, or a call.
    pub const fn is_contact(self) -> bool {
        self.is_in_person() || matches!(self, Self::Call)
    }

    /// True for two of one type; one contact may be called by the name of another.
    pub fn is_akin(self, other: Self) -> bool {
        self == other || (self.is_contact() && other.is_contact())
    }
}

/// How far an event has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Still to come.
    #[serde(rename = "planned")]
    Planned,
    /// Going on.
    #[serde(rename = "under way")]
    UnderWay,
    /// Over.
    #[serde(rename = "done")]
    Done,
    /// Called off.
    #[serde(rename = "cancelled")]
    Cancelled,
}

impl Status {
    /// As printed.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Planned => "planned",
            Status::UnderWay => "under way",
            Status::Done => "done",
            Status::Cancelled => "cancelled",
        }
    }
}

/// An earlier contact between the same parties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// visit, meeting, summit, call, talks.
    pub what: String,
    /// Where, as written.
    pub place: Option<String>,
    /// When, as precise as the article and its date allow: `2018`, `2018-05`, `2018-05-07`.
    pub when: Option<String>,
    /// The statement that says so.
    pub i: usize,
}
