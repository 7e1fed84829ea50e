//! What templates see. `docs/templates.md` is made from these types and their comments.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Section;

/// What the templates `brief.*` see.
#[derive(Serialize, JsonSchema)]
pub(super) struct BriefContext {
    /// The code of the language that attache's own words are in: `en`.
    pub lang: String,
    /// The code of the language that the sources are in, and with them their words.
    pub source_lang: String,
    /// The briefs, the most important first.
    pub briefs: Vec<BriefView>,
    /// What was read and what was left out.
    pub coverage: CoverageView,
    /// Headings of the parts that are no sections.
    pub labels: LabelView,
}

/// What the templates `digest.*` see.
#[derive(Serialize, JsonSchema)]
pub(super) struct DigestContext {
    /// The code of the language that attache's own words are in: `en`.
    pub lang: String,
    /// The code of the language that the sources are in, and with them their words.
    pub source_lang: String,
    /// The digest without its stories.
    pub digest: DigestView,
    /// The stories, the most important first.
    pub briefs: Vec<StoryView>,
    /// What was read and what was left out.
    pub coverage: CoverageView,
    /// Headings of the parts that are no sections.
    pub labels: LabelView,
}

/// A brief.
#[derive(Serialize, JsonSchema)]
pub(super) struct BriefView {
    /// The story's name, the same while its first article is.
    pub story_id: String,
    /// The headline.
    pub headline: String,
    /// The code of the headline's language.
    pub headline_lang: String,
    /// Place, days, status and origins, between dots.
    pub dateline: String,
    /// The parts of the dateline between its dots.
    pub dateline_parts: Vec<String>,
    /// Countries that the story is about, by name.
    pub countries: Vec<String>,
    /// The body, in print order.
    pub sections: Vec<SectionView>,
    /// What a source states about the future.
    pub watch: Vec<LineView>,
    /// What does not fit together in the sources.
    pub checks: Vec<LineView>,
    /// Dated happenings, the latest first.
    pub key_dates: Vec<KeyDateView>,
    /// What the sources leave open.
    pub not_stated: Vec<NotStatedView>,
    /// The articles that the lines lead to.
    pub sources: Vec<SourceView>,
    /// The number of the story's articles.
    pub articles: usize,
    /// The number of sentences read in them.
    pub statements: usize,
}

/// Lines under one heading.
#[derive(Serialize, JsonSchema)]
pub(super) struct SectionView {
    /// The name of the section, the same in every language: `event`, `outcome`, `prior`, `positions`, `agenda`,
    /// `unconfirmed`, `quotation`, `background`.
    #[schemars(with = "String")]
    pub name: Section,
    /// Its heading: `Prior visits`.
    pub label: String,
    /// Its lines.
    pub lines: Vec<LineView>,
}

/// A printed line.
#[derive(Serialize, JsonSchema)]
pub(super) struct LineView {
    /// What is printed.
    pub text: String,
    /// The code of the language of its words.
    pub lang: String,
    /// The heading that it stands under.
    pub label: String,
    /// Who says it, where the words themselves do not name the speaker.
    pub speaker: Option<String>,
    /// How far the reader may lean on it: `stated`, `attributed`, `tentative`, `unconfirmed`, `inferred`, `conditional`,
    /// `planned`, `denied`.
    pub certainty: String,
    /// True where attache wrote the words itself.
    pub generated: bool,
    /// The sentences behind it.
    pub marks: Vec<Mark>,
}

/// A row of the key dates.
#[derive(Serialize, JsonSchema)]
pub(super) struct KeyDateView {
    /// The days: `14–15 May 2019`.
    pub when: String,
    /// What happened, where, and who.
    pub what: String,
    /// The code of the language of its words.
    pub lang: String,
    /// The sentences behind it.
    pub marks: Vec<Mark>,
}

/// Something that the sources leave open.
#[derive(Serialize, JsonSchema)]
pub(super) struct NotStatedView {
    /// What it is.
    pub text: String,
    /// True where something is there that could not be resolved; `marks` lead to it.
    pub unclear: bool,
    /// The sentences that touch it.
    pub marks: Vec<Mark>,
}

/// An article behind a brief.
#[derive(Serialize, JsonSchema)]
pub(super) struct SourceView {
    /// Its number in the marks, from 1.
    pub number: usize,
    /// Who published it, or its title, where the path alone does not tell it from the others.
    pub name: Option<String>,
    /// The file or address it came from.
    pub path: String,
    /// Its id.
    pub article: String,
    /// Those of its sentences that lines lead to.
    pub sentences: Vec<Mark>,
}

/// A receipt as a reader sees it: a number that leads to the sentence.
#[derive(Serialize, JsonSchema, Clone, PartialEq)]
pub(super) struct Mark {
    /// `7`, or `2.7` where the brief has several articles.
    pub number: String,
    /// The anchor in HTML.
    pub anchor: String,
    /// The sentence; empty in a digest, which is passed on.
    pub text: String,
    /// The first character of the sentence in its article.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// What was read and what was left out.
#[derive(Serialize, JsonSchema)]
pub(super) struct CoverageView {
    /// Articles read.
    pub read: usize,
    /// Distinct origins.
    pub origins: usize,
    /// Sentences read.
    pub statements: usize,
    /// Lines of page furniture dropped.
    pub dropped: usize,
    /// Inputs that gave no article, each with the reason.
    pub skipped: Vec<(String, String)>,
}

/// Headings of the parts that are no sections.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LabelView {
    /// Over `checks`.
    pub checks: String,
    /// Over `key_dates`.
    pub key_dates: String,
    /// Over `not_stated`.
    pub not_stated: String,
    /// Over `watch`.
    pub watch: String,
}

/// A digest without its stories.
#[derive(Serialize, JsonSchema)]
pub(super) struct DigestView {
    /// What the desk calls its digests.
    pub title: String,
    /// The desk's name.
    pub desk: String,
    /// Its number, from 1.
    pub number: u32,
    /// Its day in words: `Tuesday, 14 May 2019`.
    pub day: String,
    /// Its day: `2019-05-14`.
    pub date: String,
    /// The moment since which articles count, in words; none for a desk's first digest.
    pub from: Option<String>,
    /// The moment at which it was made, in words: `14 May 2019, 06:30`.
    pub to: String,
    /// The zone of these moments: `Europe/Vilnius`.
    pub zone: String,
    /// True where there is nothing for a reader.
    pub is_empty: bool,
    /// The editor's words on the whole of it.
    pub notes: Vec<String>,
    /// What earlier digests said and does not hold.
    pub corrections: Vec<CorrectionView>,
    /// Stories that found no room.
    pub also: Vec<AlsoView>,
    /// Articles of which only headline and address may be published.
    pub links: Vec<LinkView>,
    /// Stories told before, of which nothing is new.
    pub unchanged: Vec<UnchangedView>,
    /// What was held back for its rights.
    pub held: Vec<HeldView>,
    /// Sources that failed.
    pub failed: Vec<FailedView>,
}

/// A story of a digest: all that a brief has, and what follows.
#[derive(Serialize, JsonSchema)]
pub(super) struct StoryView {
    #[serde(flatten)]
    pub brief: BriefView,
    /// What changed since it was told before; none for a new story.
    pub update: Option<UpdateView>,
    /// The editor's words on it.
    pub notes: Vec<String>,
    /// True where the headline is the editor's.
    pub editor: bool,
}

/// What changed in a story that was told before.
#[derive(Serialize, JsonSchema)]
pub(super) struct UpdateView {
    /// The digests that told it.
    pub since: Vec<u32>,
    /// Slot by slot; empty where only new lines came.
    pub changes: Vec<ChangeView>,
}

/// A value that changed.
#[derive(Serialize, JsonSchema)]
pub(super) struct ChangeView {
    /// What it is of: `days`.
    pub slot: String,
    /// As told before; none where it was open.
    pub was: Option<String>,
    /// As it is now.
    pub now: String,
}

/// A line of an earlier digest that does not hold.
#[derive(Serialize, JsonSchema)]
pub(super) struct CorrectionView {
    /// The digest that printed it.
    pub digest: u32,
    /// Its day, in words.
    pub day: String,
    /// Story and line there: `2.3`; 0 is the headline.
    pub line: String,
    /// The line as printed.
    pub printed: String,
    /// What is wrong with it.
    pub reason: String,
    /// As printed, where one value is at issue.
    pub was: Option<String>,
    /// What stands in its place.
    pub now: Option<String>,
}

/// A story that found no room.
#[derive(Serialize, JsonSchema)]
pub(super) struct AlsoView {
    /// Its headline.
    pub headline: String,
    /// The number of its articles.
    pub articles: usize,
}

/// An article of which only headline and address may be published.
#[derive(Serialize, JsonSchema)]
pub(super) struct LinkView {
    /// Its own headline; empty where it has none.
    pub title: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where: an address of the web and nothing else.
    pub url: Option<String>,
}

/// A story told before.
#[derive(Serialize, JsonSchema)]
pub(super) struct UnchangedView {
    /// Its headline as told.
    pub headline: String,
    /// The last digest that told it.
    pub digest: u32,
}

/// What was held back.
#[derive(Serialize, JsonSchema)]
pub(super) struct HeldView {
    /// Why.
    pub reason: String,
    /// How many articles or lines.
    pub count: usize,
}

/// A source that failed.
#[derive(Serialize, JsonSchema)]
pub(super) struct FailedView {
    /// Its name.
    pub source: String,
    /// Why.
    pub reason: String,
}
