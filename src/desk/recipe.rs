use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::config::DeskConfig;
use crate::model::{Article, Edition, FailedSource, Held, MadeFrom, Rights, Rulings, Skipped, VisitEntry, Window};
use crate::pipeline::Known;
use crate::store::{Succession, Waiting};
use crate::story::visits::{Diary, HouseNames};

/// All that a digest is made from. The same recipe gives the same bytes, whatever else the store holds by then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// The version of attache that makes it.
    pub version: String,
    /// The number of the digest.
    pub number: u32,
    /// Its day, in the desk's time zone.
    pub date: NaiveDate,
    /// What it looks at.
    pub window: Window,
    /// The articles that are new, in the order in which they came.
    pub articles: Vec<Ingredient>,
    /// New articles that a later text took the place of.
    pub superseded: Vec<String>,
    /// New articles that are for the desk alone.
    pub restricted: Vec<String>,
    /// What is held back for its rights.
    pub held: Vec<Held>,
    /// Sources that failed.
    pub failed: Vec<FailedSource>,
    /// Inputs that could not be read.
    pub unread: Vec<Skipped>,
    /// The digests that told what is told now or was wrong: number and revision.
    pub told: Vec<(u32, u32)>,
    /// New articles that took the place of ones that were told.
    pub successions: Vec<Succession>,
    /// Articles that were told and are gone from their address for good.
    pub withdrawn: Vec<String>,
    /// Corrections that the desk asked for.
    pub asked: Vec<AskedFor>,
    /// What the desk has ruled on stories of these articles and of those told.
    pub rulings: Rulings,
    /// The desk's settings.
    pub desk: DeskConfig,
    /// The templates of the desk's own, by name.
    pub templates: BTreeMap<String, String>,
    /// The visit diary that counts of visits are checked against; `None` where it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diary: Option<DiaryPoint>,
    /// The rows of the desk's own people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// How the house spells names, in what attache writes itself.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: HouseNames,
}

/// The visit diary at a moment: its log is added to and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiaryPoint {
    /// The number of the last entry.
    pub last: u64,
    /// SHA-256 of the entries up to it, with their numbers.
    pub hash: String,
    /// The house spelling of names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: HouseNames,
}

impl DiaryPoint {
    /// Where a log ends; `None` for an empty one.
    pub fn of(entries: &[(u64, VisitEntry)], names: &HouseNames) -> Option<DiaryPoint> {
        let (last, _) = entries.last()?;
        Some(DiaryPoint { last: *last, hash: hash_of(&entries), names: names.clone() })
    }

    /// The diary as it was, from the log of now; `None` where that is not what it was.
    pub fn diary(&self, mut entries: Vec<(u64, VisitEntry)>) -> Option<Diary> {
        entries.retain(|(number, _)| *number <= self.last);
        (hash_of(&entries) == self.hash).then(|| Diary::of(&entries, &self.names))
    }
}

/// An article with the rights that it had when the digest was made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ingredient {
    /// Its id.
    pub id: String,
    /// What may be published of it.
    #[serde(default, skip_serializing_if = "Rights::is_free")]
    pub rights: Rights,
}

/// A correction that the desk asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AskedFor {
    /// Its id in the store.
    pub id: i64,
    /// The digest that printed the line.
    pub digest: u32,
    /// The line.
    pub line: String,
    /// What is wrong with it.
    pub reason: String,
}

impl From<Waiting> for AskedFor {
    fn from(waiting: Waiting) -> Self {
        AskedFor { id: waiting.id, digest: waiting.digest, line: waiting.line, reason: waiting.reason }
    }
}

/// The texts that a recipe names.
#[derive(Debug, Clone, Default)]
pub struct Material {
    /// The articles that are new, in the recipe's order.
    pub articles: Vec<Article>,
    /// The digests before, the first one first.
    pub told: Vec<Edition>,
    /// Articles of those digests, and those that new ones took the place of, by id.
    pub old: BTreeMap<String, Article>,
    /// The visit diary and the spelling of names; rulings on stories stand in the recipe.
    pub known: Known,
}

impl Recipe {
    /// The hashes of what goes in. Of the settings all count, of the rest what can change a line.
    pub fn made_from(&self) -> MadeFrom {
        let inputs = (
            (&self.window, &self.articles, &self.superseded, &self.restricted),
            (&self.held, &self.failed, &self.unread),
            (&self.told, &self.successions, &self.withdrawn, &self.asked, &self.rulings),
        );
        MadeFrom {
            inputs: hash_of(&(inputs, &self.diary)),
            configuration: match self.names.is_empty() {
                true => hash_of(&(&self.desk, &self.templates, &self.people)),
                false => hash_of(&(&self.desk, &self.templates, &self.people, &self.names)),
            },
            version: self.version.clone(),
        }
    }
}

/// The hash of its JSON, which is never there as a whole: a diary of years is many megabytes of it.
fn hash_of(value: &impl Serialize) -> String {
    let mut hash = Hashing(Sha256::new());
    // Writing into a hash cannot fail; a value that JSON cannot hold has the hash of nothing, as it always had.
    match serde_json::to_writer(&mut hash, value) {
        Ok(()) => hexadecimal(&hash.0.finalize()),
        Err(_) => sha256(&[]),
    }
}

struct Hashing(Sha256);

impl std::io::Write for Hashing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// SHA-256, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hash, byte| {
        let _ = write!(hash, "{byte:02x}");
        hash
    })
}
