//! What stands over each article, without its text.

use std::collections::BTreeMap;

use super::sql::{self, Row, params};
use chrono::NaiveDate;

use super::Store;
use super::error::{At, StoreError};
use super::read::{day, rights};
use crate::model::Rights;

/// What stands over an article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Its headline.
    pub title: Option<String>,
    /// The outlet.
    pub publisher: Option<String>,
    /// Who first said it, where another did.
    pub origin: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// The web address.
    pub url: Option<String>,
    /// The file that it was first read from.
    pub source_path: String,
    /// What may be published of it.
    pub rights: Rights,
}

impl Store {
    /// What stands over each article, by id.
    ///
    /// # Errors
    /// What the database gives.
    pub fn heads(&self) -> Result<BTreeMap<String, Head>, StoreError> {
        let sql = "SELECT id, title, publisher, origin, published, url, source_path,
                     embargo_until, restricted, quote_limit, publish FROM articles";
        let read = |row: &Row| -> sql::Result<(String, Head)> {
            let head = Head {
                title: row.get("title")?,
                publisher: row.get("publisher")?,
                origin: row.get("origin")?,
                published: day(row, "published")?,
                url: row.get("url")?,
                source_path: row.get("source_path")?,
                rights: rights(row)?,
            };
            Ok((row.get("id")?, head))
        };
        let all = self.connection.query(sql, params![], read).at(&self.path)?;
        Ok(all.into_iter().collect())
    }
}
