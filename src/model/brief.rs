use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The name of the JSON form, and its version.
pub const SCHEMA: &str = "attache/brief/1";

/// All that a run hands over: the briefs and what they rest on. Every rendering comes from this value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// One brief a story, the most important first.
    pub briefs: Vec<Brief>,
    /// What was read and what was left out.
    pub coverage: Coverage,
}

/// One story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Stays the same while the story's first article does.
    pub story_id: String,
    /// Built from slots.
    pub headline: Line,
    /// Place, resolved dates, status, origin.
    pub dateline: Line,
    /// The body, in print order.
    pub lines: Vec<Line>,
    /// Check before use.
    pub checks: Vec<Line>,
    /// Dated happenings of the story.
    pub key_dates: Vec<KeyDate>,
    /// What the sources leave open.
    pub not_stated: Vec<NotStated>,
    /// Countries that the story is about, by name.
    #[serde(default)]
    pub countries: Vec<String>,
    /// Outlets and agencies that the story goes back to.
    #[serde(default)]
    pub origins: Vec<String>,
    /// Sentences read in the story's articles.
    #[serde(default)]
    pub statements: usize,
    /// Articles of the story.
    #[serde(default)]
    pub articles: usize,
    /// Each of them.
    #[serde(default)]
    pub sources: Vec<SourceRef>,
}

/// An article, by id and by file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRef {
    /// The article's id.
    pub article: String,
    /// The file it came from.
    pub source_path: String,
    /// Who published it, where the article says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Its headline, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A printed line with the sentences it comes from.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands.
    pub section: Section,
    /// The heading printed over it: `Visit`, `Outcome`, `Prior visits`.
    pub label: String,
    /// What is printed: the receipts' texts joined by one space, with the edits applied; or, if generated, the slots put
    /// into words.
    pub text: String,
    /// True where attache wrote the words itself.
    pub generated: bool,
    /// What a generated line is made of, and facts that go with a taken one (`speaker`). Where the house spells a name its
    /// own way, `who_source`, `with_source`, `place_source` hold it as the source has it.
    pub slots: BTreeMap<String, String>,
    /// How far the reader may lean on it.
    pub certainty: String,
    /// The score that chose it, in points.
    pub score: f64,
    /// Changes to the joined receipts, in order.
    pub edits: Vec<Edit>,
    /// The source sentences.
    pub receipts: Vec<Receipt>,
    /// Sentences that are not printed but carry a slot, a gloss or the same fact (a speaker's name, another source).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<Receipt>,
}

/// The sections of a brief, in print order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// The headline.
    Headline,
    /// The dateline.
    Dateline,
    /// Today's development.
    #[default]
    Event,
    /// Results.
    Outcome,
    /// Earlier visits and contacts.
    Prior,
    /// Opposing or single positions.
    Positions,
    /// Aims and plans.
    Agenda,
    /// What nobody vouches for by name.
    Unconfirmed,
    /// One quotation.
    Quotation,
    /// Older history.
    Background,
    /// Check before use.
    Checks,
    /// Key dates.
    KeyDates,
    /// What to watch: what a source states about the future.
    Watch,
}

/// Replaces characters `start..end` of the joined receipts by `with`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// First character, counted in the joined receipts.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// A gloss in brackets, `[...]` for a cut, a capital, a mark, or nothing.
    pub with: String,
}

/// A sentence of an article, by place and by words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The article's id.
    pub article: String,
    /// The file it came from.
    pub source_path: String,
    /// Number of the statement.
    pub i: usize,
    /// First character in the article's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// A line with its days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct KeyDate {
    /// The line.
    #[serde(flatten)]
    pub line: Line,
    /// The days.
    pub when: Days,
}

/// First and last day, ISO 8601; `2018-05` where only the month is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Days {
    /// First day or coarser period.
    pub start: String,
    /// Last day or coarser period.
    pub end: String,
}

/// A slot that the sources leave open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotStated {
    /// kind, counterpart, venue, result, date.
    pub slot: String,
    /// As printed: "kind of visit".
    pub text: String,
    /// True where something is there that could not be resolved; `receipts` then show it.
    #[serde(default)]
    pub unclear: bool,
    /// What could not be resolved.
    #[serde(default)]
    pub receipts: Vec<Receipt>,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Coverage {
    /// Articles read.
    pub read: usize,
    /// Distinct origins.
    pub origins: usize,
    /// Sentences read.
    pub statements: usize,
    /// Lines of page furniture dropped.
    pub dropped: usize,
    /// Inputs that gave no article, and why.
    pub skipped: Vec<Skipped>,
}

/// An input that gave no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    /// The file.
    pub source_path: String,
    /// Why.
    pub reason: String,
}
