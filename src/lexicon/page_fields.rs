use crate::text::WordSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// Where pages say who, when and what.
#[derive(Debug, Deserialize)]
pub struct PageFields {
    /// Keys of meta elements.
    pub meta: MetaKeys,
    /// Words of class names.
    pub class: ClassWords,
    /// Words of bylines.
    pub byline: BylineWords,
    /// What gets into the body and is none of it.
    pub body: BodyWords,
}

/// Words of what surrounds an article.
#[derive(Debug, Deserialize)]
pub struct BodyWords {
    /// Words of consent dialogs.
    pub consent: Vec<String>,
    /// Parts of the class or id of consent dialogs.
    pub consent_class: Vec<String>,
    /// Beginnings of headings over lists of other articles.
    pub others: Vec<String>,
}

/// Keys of meta elements for each field, best first; small letters.
#[derive(Debug, Deserialize)]
pub struct MetaKeys {
    /// The headline.
    pub title: Vec<String>,
    /// The writers.
    pub author: Vec<String>,
    /// The outlet.
    pub publisher: Vec<String>,
    /// The day of publication.
    pub published: Vec<String>,
    /// The day of the last change.
    pub updated: Vec<String>,
    /// The address.
    pub url: Vec<String>,
    /// A sentence or two of what it is about.
    pub description: Vec<String>,
}

/// Words in classes and ids, for and against.
#[derive(Debug, Deserialize)]
pub struct ClassWords {
    /// Elements that name the writers.
    pub byline: Vec<String>,
    /// Elements that only look so.
    pub no_byline: WordSet,
    /// Elements that hold the day of publication.
    pub published: Vec<String>,
    /// Elements that hold other days.
    pub no_published: WordSet,
    /// Elements that hold the day of the last change.
    pub updated: WordSet,
    /// What stands right before the day in the text of a page.
    pub labels: Vec<String>,
}

/// Words in and around bylines.
#[derive(Debug, Deserialize)]
pub struct BylineWords {
    /// Before the names, longest first once loaded.
    pub before: Vec<String>,
    /// Between names.
    pub between: WordSet,
    /// Words that no person's name holds.
    pub no_name: WordSet,
}

static FIELDS: LazyLock<PageFields> = LazyLock::new(|| {
    let mut fields: PageFields = super::embedded!("page_fields");
    fields.byline.before.sort_by_key(|words| std::cmp::Reverse(words.len()));
    fields
});

/// The lists of `lexicon/page_fields.toml`.
pub fn page_fields() -> &'static PageFields {
    &FIELDS
}
