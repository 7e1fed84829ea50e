//! What is new to a desk: articles that none of its digests has dealt with.

use super::sql::{self, Row, params};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Store;
use super::error::{At, StoreError};
use super::read::{day, rights};
use crate::model::Rights;

/// An article that is new to a desk.
#[derive(Debug, Clone, PartialEq)]
pub struct Fresh {
    /// Its id.
    pub id: String,
    /// The name of its source, where it has one.
    pub source: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// What may be published of it.
    pub rights: Rights,
    /// True where a later text stands in its place everywhere.
    pub superseded: bool,
    /// True where a digest of the desk has dealt with it; it comes up again because it was for the desk alone.
    pub seen: bool,
}

/// An article that took another's place at an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Succession {
    /// The `id` of the newer one.
    pub article: String,
    /// The `id` of the older one.
    pub before: String,
}

impl Store {
    /// The articles that are new to a desk, in the order in which they came; of these sources where any are named.
    ///
    /// # Errors
    /// What the database gives.
    pub fn fresh(&self, desk: &str, sources: Option<&[String]>) -> Result<Vec<Fresh>, StoreError> {
        let named = self.connection.list("?2");
        let sql = format!(
            "SELECT a.id, a.source, a.published, a.embargo_until, a.restricted, a.quote_limit, a.publish,
                     NOT EXISTS (SELECT 1 FROM current_articles AS c WHERE c.number = a.number) AS superseded,
                     EXISTS (SELECT 1 FROM digest_articles AS d WHERE d.desk = ?1 AND d.article = a.id) AS seen
                   FROM articles AS a
                   WHERE NOT EXISTS (SELECT 1 FROM digest_articles AS d
                                     WHERE d.desk = ?1 AND d.article = a.id AND d.fate <> 'restricted')
                     AND (?2 IS NULL
                       OR a.source IN ({named})
                       OR EXISTS (SELECT 1 FROM given AS g JOIN addresses AS s USING (address)
                                  WHERE g.article = a.id AND s.source IN ({named})))
                   ORDER BY a.number"
        );
        let read = |row: &Row| {
            Ok(Fresh {
                id: row.get("id")?,
                source: row.get("source")?,
                published: day(row, "published")?,
                rights: rights(row)?,
                superseded: row.get("superseded")?,
                seen: row.get("seen")?,
            })
        };
        let sources = sources.map(|names| serde_json::Value::from(names).to_string());
        let all = || self.connection.query(&sql, params![desk, sources], read);
        all().at(&self.path)
    }

    /// For each of these articles those that it took the place of, of the ones that a desk has dealt with.
    ///
    /// # Errors
    /// What the database gives.
    pub fn successions(&self, desk: &str, articles: &[String]) -> Result<Vec<Succession>, StoreError> {
        let sql = "SELECT DISTINCT old.article FROM versions AS new
                   JOIN versions AS old ON old.address = new.address AND old.version < new.version
                   WHERE new.article = ?2 AND old.article <> ?2
                     AND EXISTS (SELECT 1 FROM digest_articles AS d WHERE d.desk = ?1 AND d.article = old.article)
                   ORDER BY old.article";
        let all = || -> sql::Result<Vec<Succession>> {
            let mut found = Vec::new();
            for article in articles {
                let before = self.connection.query(sql, params![desk, article], |row| row.get(0))?;
                found.extend(before.into_iter().map(|before| Succession { article: article.clone(), before }));
            }
            Ok(found)
        };
        all().at(&self.path)
    }

    /// The articles that a desk has told of and whose own address says that it is gone for good, as far as no
    /// digest has said so.
    ///
    /// # Errors
    /// What the database gives.
    pub fn withdrawn(&self, desk: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT DISTINCT v.article FROM versions AS v JOIN addresses AS a USING (address)
                   WHERE a.gone AND NOT a.feed
                     AND EXISTS (SELECT 1 FROM digest_articles AS d
                                 WHERE d.desk = ?1 AND d.article = v.article AND d.fate = 'told')
                     AND NOT EXISTS (SELECT 1 FROM digest_articles AS d
                                     WHERE d.desk = ?1 AND d.article = v.article AND d.fate = 'withdrawn')
                   ORDER BY v.article";
        let all = || self.connection.query(sql, params![desk], |row| row.get(0));
        all().at(&self.path)
    }

    /// The digests of a desk that told of an article, by number.
    ///
    /// # Errors
    /// What the database gives.
    pub fn digests_telling(&self, desk: &str, article: &str) -> Result<Vec<u32>, StoreError> {
        let sql =
            "SELECT number FROM digest_articles WHERE desk = ?1 AND article = ?2 AND fate = 'told' ORDER BY number";
        let all = || -> sql::Result<Vec<u32>> { self.connection.query(sql, params![desk, article], |row| row.get(0)) };
        all().at(&self.path)
    }
}
