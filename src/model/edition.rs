use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Brief, Coverage, Line, Receipt};

/// The name of the JSON form of a numbered digest, and its version.
pub const EDITION_SCHEMA: &str = "attache/digest/1";

/// The label of words that a person wrote.
pub const EDITOR: &str = "Editor";

/// A numbered digest of a desk: the day's stories, what was wrong before, what was left out. Every form comes from this
/// value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edition {
    /// Always [`EDITION_SCHEMA`].
    pub schema: String,
    /// The desk that made it.
    pub desk: String,
    /// Its number there, from 1.
    pub number: u32,
    /// How often it was edited.
    pub revision: u32,
    /// What the desk calls its digests.
    pub title: String,
    /// The day, in the desk's time zone.
    pub date: NaiveDate,
    /// What it looks at.
    pub window: Window,
    /// What earlier digests said and does not hold.
    pub corrections: Vec<Correction>,
    /// The editor's words on the whole of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// The stories, the most important first.
    pub briefs: Vec<Entry>,
    /// Stories that found no room, by headline.
    pub also: Vec<Also>,
    /// Articles of which only headline and address may be published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Stories told before, of which nothing is new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unchanged: Vec<Unchanged>,
    /// What was read and what was not.
    pub coverage: EditionCoverage,
    /// What the same bytes can be made from again.
    pub made_from: MadeFrom,
}

/// Half open: what came before `from` belongs to an earlier digest, what comes at `to` or later to the next one. Both
/// are RFC 3339 in the desk's time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The end of the window before; none for a desk's first digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The moment at which the digest was made.
    pub to: String,
    /// The IANA name of the zone.
    pub zone: String,
}

/// A story of a digest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its brief.
    #[serde(flatten)]
    pub brief: Brief,
    /// What changed since it was told before; none for a new story.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub update: Option<Update>,
    /// The editor's words on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// attache's headline, where the editor wrote another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub headline_was: Option<Line>,
    /// What its rank is made of, in thousandths: importance, origins, novelty, and each interest that it meets.
    pub rank: BTreeMap<String, i64>,
}

/// What changed in a story that was told before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Update {
    /// The digests that told it.
    pub since: Vec<u32>,
    /// Slot by slot. Empty where only new lines came.
    pub changes: Vec<Change>,
}

/// A slot whose value changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Change {
    /// status, days, place, with, ordinal, number, count, duration …
    pub slot: String,
    /// As told before; none where it was open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// As it is now.
    pub now: String,
}

/// A printed line that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The digest that printed it.
    pub digest: u32,
    /// Its day.
    pub date: NaiveDate,
    /// The line: story and line in the digest as it was sent, `2.3`; 0 is the headline.
    pub line: String,
    /// Why it is corrected.
    pub kind: CorrectionKind,
    /// The line as printed.
    pub printed: String,
    /// What is wrong with it, for the reader.
    pub reason: String,
    /// As printed, where one value is at issue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub was: Option<String>,
    /// What stands in its place; none where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<String>,
    /// The sentences behind it: those printed, then those that tell otherwise.
    pub receipts: Vec<Receipt>,
}

/// Why a line is corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectionKind {
    /// An article says otherwise.
    Contradicted,
    /// The source changed the sentence.
    Changed,
    /// The source withdrew the article.
    Withdrawn,
    /// The desk says so.
    Editor,
}

/// A story that found no room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Also {
    /// The story.
    pub story_id: String,
    /// Its headline.
    pub headline: String,
    /// Its articles.
    pub articles: usize,
    /// Their ids: with one of them under embargo, the headline may not go out either.
    #[serde(default)]
    pub ids: Vec<String>,
    /// What there was no room for: `stories` or `words`.
    pub over: String,
}

/// An article of which only headline and address may be published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The article.
    pub article: String,
    /// Its own headline.
    pub title: String,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A story told before, of which nothing is new.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unchanged {
    /// The story.
    pub story_id: String,
    /// Its headline as told.
    pub headline: String,
    /// The last digest that told it.
    pub digest: u32,
    /// The articles that say nothing new.
    pub articles: usize,
}

/// What was read and what was not.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct EditionCoverage {
    /// Read and skipped.
    #[serde(flatten)]
    pub read: Coverage,
    /// Held back for their rights.
    pub held: Vec<Held>,
    /// Sources that failed.
    pub failed: Vec<FailedSource>,
}

/// Articles, or lines of them, that were held back. Never says what they are about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Held {
    /// Why, and until when.
    pub reason: String,
    /// How many.
    pub count: usize,
}

/// A source that failed when it was last asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FailedSource {
    /// Its name, or its address.
    pub source: String,
    /// Why.
    pub reason: String,
}

/// What the same bytes can be made from again. Hashes are SHA-256, hexadecimal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFrom {
    /// Of the articles with their rights, the digests before, the corrections that were asked for.
    pub inputs: String,
    /// Of the desk's settings.
    pub configuration: String,
    /// The version of attache.
    pub version: String,
}

impl Edition {
    /// True where there is nothing for a reader.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty() && self.briefs.is_empty() && self.also.is_empty() && self.links.is_empty()
    }

    /// A story by its printed number, from 1.
    pub fn story(&self, number: usize) -> Option<&Entry> {
        self.briefs.get(number.checked_sub(1)?)
    }
}

impl Entry {
    /// The lines by their printed numbers: 0 the headline, then the body, the checks, the key dates.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &Line)> {
        let key_dates = self.brief.key_dates.iter().map(|row| &row.line);
        let lines = std::iter::once(&self.brief.headline).chain(&self.brief.lines).chain(&self.brief.checks);
        lines.chain(key_dates).enumerate()
    }

    /// attache's own headline.
    pub fn own_headline(&self) -> &Line {
        self.headline_was.as_ref().unwrap_or(&self.brief.headline)
    }
}
