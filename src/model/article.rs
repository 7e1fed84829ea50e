use chrono::NaiveDate;

use crate::text::Span;

/// The `schema` of a line of an export that is no article: a web address that was asked.
pub const ADDRESS_RECORD: &str = "attache/address/1";

/// The `schema` of a line of an export that is a row of another table of the store.
pub const ROW_RECORD: &str = "attache/row/1";

/// What can tell the day of publication: see [`Article::published_by`].
pub const DAY_RULES: [&str; 11] = [
    "linked-data",
    "meta",
    "marked-element",
    "address",
    "shown",
    "near-headline",
    "label",
    "date-field",
    "entry",
    "row",
    "front-matter",
];

/// One news article as it was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Hash of the normalised text, 16 hexadecimal digits: the same words are the same article.
    pub id: String,
    /// The name that the input gave it (`id` or `doc_id` of a JSON line), if any.
    pub doc_id: Option<String>,
    /// The file it was read from, as named by the user; `-` is standard input.
    pub source_path: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it, one name an entry.
    pub byline: Vec<String>,
    /// The outlet that printed it.
    pub publisher: Option<String>,
    /// The outlet or agency that first said it; a reprint of a wire story has the agency here.
    pub origin: Option<String>,
    /// The day of publication, local to the publisher.
    pub published: Option<NaiveDate>,
    /// What told that day: `linked-data`, `meta`, `marked-element`, `address`, `shown`, `near-headline` or `label` on a
    /// page; `date-field` in a mail, `entry` in a feed, `row` in JSON Lines, `front-matter` in Markdown.
    pub published_by: Option<&'static str>,
    /// The day on which the publisher last changed it, where that is said and lies after the day of publication.
    pub updated: Option<NaiveDate>,
    /// Two-letter code (ISO 639-1; three letters where there are no two) of the language, where it could be told.
    pub lang: Option<String>,
    /// Place, agency and day that open the article.
    pub dateline: Option<Dateline>,
    /// The text itself. All spans point into it.
    pub text: String,
    /// Sentences that came already split, if they did.
    pub presplit: Option<Vec<Span>>,
    /// What is no part of the article, in order.
    pub dropped: Vec<Dropped>,
    /// True where only a summary of it was at hand, as feeds carry them; or not even that (then the text is empty).
    pub excerpt: bool,
}

/// "BEIJING, June 19 (Xinhua) —".
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dateline {
    /// The whole of it, with its closing dash or colon.
    pub span: Span,
    /// The place as written.
    pub place: Option<String>,
    /// The agency in brackets.
    pub agency: Option<String>,
    /// The day and month, and the year where stated.
    pub date: Option<NaiveDate>,
}

/// A piece of page furniture and the rule that dropped it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Where it stands.
    pub span: Span,
    /// The name of the rule, e.g. `comment-box`.
    pub rule: String,
}
