//! The one form of a stored article outside the program: in the columns of the store and in the lines of an export.
//! Ranges are characters.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::read::{Stored, Version};
use crate::ingest::content_id;
use crate::model::{Article, DAY_RULES, Dateline, Dropped, Rights};
use crate::text::{CharIndex, Span};

/// The form of a line of an export.
pub(super) const SCHEMA: &str = "attache/article/1";

/// A range of characters: first, past the last.
type Range = (usize, usize);

/// An article with all that the store knows of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub schema: String,
    pub id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc_id: Option<String>,
    pub source_path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<DatelineRecord>,
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presplit: Option<Vec<Range>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<DroppedRecord>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excerpt: bool,
    /// The name of the source in `attache.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk_source: Option<String>,
    #[serde(default, skip_serializing_if = "Rights::is_free")]
    pub rights: Rights,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DatelineRecord {
    span: Range,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agency: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DroppedRecord {
    span: Range,
    rule: String,
}

/// Why a record is no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum RecordError {
    #[error("its form is {0:?}, and this attache reads \"attache/article/1\"")]
    Schema(String),
    #[error("its \"id\" is {stated:?}, but that of its text is {real:?}")]
    Id { stated: String, real: String },
    #[error("the range {0}–{1} does not fit its text")]
    Range(usize, usize),
    #[error("\"published_by\" is {0:?}, which this attache does not know")]
    DayRule(String),
}

impl From<Stored> for Record {
    fn from(stored: Stored) -> Record {
        let Stored { article, source, rights, versions } = stored;
        let index = CharIndex::new(&article.text);
        let chars = |span: Span| index.chars(&article.text, span);
        Record {
            schema: SCHEMA.to_owned(),
            dateline: article.dateline.map(|d| DatelineRecord {
                span: chars(d.span),
                place: d.place,
                agency: d.agency,
                date: d.date,
            }),
            presplit: article.presplit.map(|spans| spans.into_iter().map(chars).collect()),
            dropped: article.dropped.into_iter().map(|d| DroppedRecord { span: chars(d.span), rule: d.rule }).collect(),
            id: article.id,
            doc_id: article.doc_id,
            source_path: article.source_path,
            url: article.url,
            title: article.title,
            byline: article.byline,
            publisher: article.publisher,
            origin: article.origin,
            published: article.published,
            published_by: article.published_by.map(str::to_owned),
            updated: article.updated,
            lang: article.lang,
            text: article.text,
            excerpt: article.excerpt,
            desk_source: source,
            rights,
            versions,
        }
    }
}

impl TryFrom<Record> for Stored {
    type Error = RecordError;

    fn try_from(record: Record) -> Result<Stored, RecordError> {
        if record.schema != SCHEMA {
            return Err(RecordError::Schema(record.schema));
        }
        let real = content_id(&record.text);
        if record.id != real {
            return Err(RecordError::Id { stated: record.id, real });
        }
        let index = CharIndex::new(&record.text);
        let bytes = |(start, end): Range| index.bytes(&record.text, start, end).ok_or(RecordError::Range(start, end));
        let dateline = record
            .dateline
            .map(|d| Ok(Dateline { span: bytes(d.span)?, place: d.place, agency: d.agency, date: d.date }));
        let article = Article {
            dateline: dateline.transpose()?,
            presplit: record.presplit.map(|spans| spans.into_iter().map(bytes).collect()).transpose()?,
            dropped: record
                .dropped
                .into_iter()
                .map(|d| Ok(Dropped { span: bytes(d.span)?, rule: d.rule }))
                .collect::<Result<_, _>>()?,
            published_by: record.published_by.map(day_rule).transpose()?,
            id: record.id,
            doc_id: record.doc_id,
            source_path: record.source_path,
            url: record.url,
            title: record.title,
            byline: record.byline,
            publisher: record.publisher,
            origin: record.origin,
            published: record.published,
            updated: record.updated,
            lang: record.lang,
            text: record.text,
            excerpt: record.excerpt,
        };
        Ok(Stored { article, source: record.desk_source, rights: record.rights, versions: record.versions })
    }
}

fn day_rule(name: String) -> Result<&'static str, RecordError> {
    DAY_RULES.into_iter().find(|rule| *rule == name).ok_or(RecordError::DayRule(name))
}
