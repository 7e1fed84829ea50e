use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{PartialDate, Receipt};
use crate::text::nearest;

/// One trip of one traveller to one country, as all its reports together tell it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Visit {
    /// The number of its first report: it stays the same while reports are added.
    pub id: u64,
    /// Who went, in the house spelling.
    pub traveller: String,
    /// The office held, as first told.
    pub office: Option<String>,
    /// The state that the traveller acts for: ISO 3166-1 alpha-3.
    pub state: Option<String>,
    /// First day.
    pub start: PartialDate,
    /// Last day; the first where no other was told.
    pub end: PartialDate,
    /// The country, as told.
    pub country: String,
    /// Its code: ISO 3166-1 alpha-3, or that of ISO 3166-3 for a state that is no more.
    pub code: Option<String>,
    /// Cities and venues.
    pub place: Option<String>,
    /// What kind of visit.
    pub kind: Option<VisitKind>,
    /// Whom the traveller met, each with the office where told.
    pub counterparts: Vec<String>,
    /// What the source remarks on it.
    pub remarks: Option<String>,
    /// How far it has come.
    pub status: VisitStatus,
    /// Each status that was told, oldest first, with who says so.
    pub steps: Vec<Step>,
    /// Why somebody changed or withdrew it by hand.
    pub notes: Vec<String>,
}

impl Visit {
    /// How far it has come, as far as it can have: what was last told of it before it begins is no more than planned.
    pub fn standing(&self) -> VisitStatus {
        let told = self.steps.last().and_then(|step| step.told);
        let is_ahead = told.is_some_and(|told| told < self.start.first());
        if is_ahead && self.counts() { VisitStatus::Planned } else { self.status }
    }

    /// True where it took place or is taking place: what ordinals count.
    pub fn counts(&self) -> bool {
        matches!(self.status, VisitStatus::UnderWay | VisitStatus::Done)
    }

    /// True where its days have passed by this day and nobody has said what became of it.
    pub fn is_overdue(&self, now: NaiveDate) -> bool {
        matches!(self.status, VisitStatus::Planned | VisitStatus::Confirmed) && self.end.last() < now
    }

    /// True where it was under way when last told of, and its days have passed by this day. Where no end was told, its days
    /// are the one on which it was seen.
    pub fn has_run_out(&self, now: NaiveDate) -> bool {
        self.status == VisitStatus::UnderWay && self.end.last() < now
    }
}

/// A status, and who says so.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The status.
    pub status: VisitStatus,
    /// The day on which it was told, where known.
    pub told: Option<NaiveDate>,
    /// Who says so.
    pub evidence: Evidence,
}

/// What one source says of one trip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct VisitReport {
    /// Who goes, as told.
    pub traveller: String,
    /// The office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The state that the traveller acts for: ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// First day.
    pub start: PartialDate,
    /// Last day, where told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// The country, as told.
    pub country: String,
    /// Its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Cities and venues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What kind of visit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<VisitKind>,
    /// Whom the traveller meets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counterparts: Vec<String>,
    /// What the source remarks on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remarks: Option<String>,
    /// How far it has come.
    pub status: VisitStatus,
    /// The day on which it was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<NaiveDate>,
    /// Who says so.
    pub evidence: Evidence,
}

/// Who says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    /// A sentence of an article.
    Article(Receipt),
    /// A row of a table that was imported.
    Row {
        /// The file, as named by the user.
        file: String,
        /// The row, from 1, its head not counted.
        row: usize,
    },
    /// The desk itself.
    Hand {
        /// Why.
        note: String,
    },
}

/// What the desk changes of a visit; what is not set stays.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VisitChange {
    /// Who went.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub traveller: Option<String>,
    /// The office.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// First day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// Last day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
    /// The country, with its code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<(String, Option<String>)>,
    /// Cities and venues.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What kind of visit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<VisitKind>,
    /// Whom the traveller met.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counterparts: Option<Vec<String>>,
    /// How far it has come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<VisitStatus>,
}

/// One entry of the diary's log; entries are added and never changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitEntry {
    /// A source tells of a trip.
    Report(VisitReport),
    /// The desk knows better.
    Amend {
        /// A visit, by the number of any of its reports.
        visit: u64,
        /// What changes.
        change: VisitChange,
        /// Why.
        note: String,
    },
    /// The desk takes a visit out.
    Retract {
        /// A visit, by the number of any of its reports.
        visit: u64,
        /// Why.
        note: String,
    },
    /// Two names are one person; the first is the one to print.
    Merge {
        /// The name to print.
        name: String,
        /// The other one.
        other: String,
    },
    /// Two names are two people.
    Split {
        /// One.
        name: String,
        /// The other.
        other: String,
    },
    /// The diary holds all visits of somebody, within these days.
    Complete(Complete),
}

/// A promise that no visit is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Complete {
    /// Whose.
    pub who: Who,
    /// To this country alone; to all where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// From this day on; ever, where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Up to this day.
    pub until: NaiveDate,
}

/// A traveller, or all who hold an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// One person, under any name that the diary joins.
    Person(String),
    /// Whoever holds an office of a state.
    Office {
        /// The office: `president`.
        office: String,
        /// ISO 3166-1 alpha-3.
        state: String,
    },
}

/// What kind of visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VisitKind {
    /// With the full ceremony of a state.
    State,
    /// Official, below a state visit.
    Official,
    /// For work, also "official working visit".
    Working,
    /// To a summit or conference of several states.
    Summit,
    /// Beside a meeting of others: "on the margins of".
    Margins,
    /// Called informal or unofficial.
    Informal,
    /// On leave: vacations, fishing trips.
    Private,
    /// On the way elsewhere.
    Transit,
}

/// How far a visit has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum VisitStatus {
    /// Somebody expects it.
    #[serde(rename = "planned")]
    Planned,
    /// An official side says that it will be.
    #[serde(rename = "confirmed")]
    Confirmed,
    /// Going on.
    #[serde(rename = "under way")]
    UnderWay,
    /// Over.
    #[serde(rename = "done")]
    Done,
    /// Put off.
    #[serde(rename = "postponed")]
    Postponed,
    /// Called off.
    #[serde(rename = "cancelled")]
    Cancelled,
}

macro_rules! names {
    ($type:ident, $what:literal, $($variant:ident => $name:literal),+) => {
        impl $type {
            /// All of them.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name in files and in print.
            pub const fn as_str(self) -> &'static str {
                match self { $($type::$variant => $name),+ }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        /// Reads a name; the error lists all.
        impl FromStr for $type {
            type Err = String;

            fn from_str(text: &str) -> Result<Self, String> {
                let name = text.trim().to_lowercase().replace(['-', '_'], " ");
                let names = $type::ALL.iter().map(|one| one.as_str());
                let wrong = || {
                    let meant = nearest(&name, names.clone()).map(|m| format!("; did you mean {m:?}?"));
                    format!("{text:?} is no {}{}", $what, meant.unwrap_or_else(|| {
                        format!(": {}", names.clone().collect::<Vec<_>>().join(", "))
                    }))
                };
                $type::ALL.iter().copied().find(|one| one.as_str() == name).ok_or_else(wrong)
            }
        }
    };
}

names!(VisitKind, "kind of visit", State => "state", Official => "official", Working => "working", Summit => "summit",
    Margins => "margins", Informal => "informal", Private => "private", Transit => "transit");
names!(VisitStatus, "status", Planned => "planned", Confirmed => "confirmed", UnderWay => "under way", Done => "done",
    Postponed => "postponed", Cancelled => "cancelled");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_misspelt_ones_explained() {
        assert_eq!("Under-Way".parse(), Ok(VisitStatus::UnderWay));
        assert_eq!("state".parse(), Ok(VisitKind::State));
        assert_eq!(
            "cancled".parse::<VisitStatus>().unwrap_err(),
            "\"cancled\" is no status; did you mean \"cancelled\"?"
        );
        assert!("xyz".parse::<VisitKind>().unwrap_err().contains("state, official"));
    }
}
