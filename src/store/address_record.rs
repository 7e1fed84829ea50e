//! A web address that was asked, in the form of a line of an export.

use super::sql::{self, Connection, params};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, Serializer};

use super::Asked;
use super::asked;
use super::read::day;
use crate::model::{ADDRESS_RECORD, Rights};

/// The form of such a line.
pub(super) const SCHEMA: &str = ADDRESS_RECORD;

/// What is known of an address: [`Asked`] with its articles. Moments are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AddressRecord {
    schema: String,
    address: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    desk_source: Option<String>,
    #[serde(default, skip_serializing_if = "Rights::is_free")]
    rights: Rights,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    etag: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_modified: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "moment")]
    answered: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "moment")]
    gave: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "is_zero")]
    failures: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    failure: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    gone: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    feed: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    given: Vec<Given>,
}

/// An article that the address gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    article: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entry: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    day: Option<NaiveDate>,
}

fn is_zero(number: &u32) -> bool {
    *number == 0
}

fn moment<S: Serializer>(at: &Option<DateTime<Utc>>, to: S) -> Result<S::Ok, S::Error> {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true)).serialize(to)
}

impl AddressRecord {
    fn new(known: Asked, given: Vec<Given>) -> AddressRecord {
        AddressRecord {
            schema: SCHEMA.to_owned(),
            address: known.address,
            desk_source: known.source,
            rights: known.rights,
            etag: known.etag,
            last_modified: known.last_modified,
            moved_to: known.moved_to,
            answered: known.answered,
            gave: known.gave,
            failures: known.failures,
            failure: known.failure,
            gone: known.gone,
            feed: known.feed,
            given,
        }
    }

    fn asked(&self) -> Asked {
        Asked {
            address: self.address.clone(),
            source: self.desk_source.clone(),
            rights: self.rights.clone(),
            etag: self.etag.clone(),
            last_modified: self.last_modified.clone(),
            moved_to: self.moved_to.clone(),
            answered: self.answered,
            gave: self.gave,
            failures: self.failures,
            failure: self.failure.clone(),
            gone: self.gone,
            feed: self.feed,
        }
    }
}

/// All addresses, in their order.
pub(super) fn all(connection: &Connection) -> sql::Result<Vec<AddressRecord>> {
    let known = connection.query("SELECT * FROM addresses ORDER BY address", params![], asked::asked)?;
    known.into_iter().map(|known| Ok(AddressRecord::new(known.clone(), given(connection, &known.address)?))).collect()
}

fn given(connection: &Connection, address: &str) -> sql::Result<Vec<Given>> {
    connection.query(
        "SELECT g.article, g.entry, g.day FROM given AS g JOIN articles AS a ON a.id = g.article
             WHERE g.address = ?1 ORDER BY a.number",
        params![address],
        |row| Ok(Given { article: row.get("article")?, entry: row.get("entry")?, day: day(row, "day")? }),
    )
}

/// Adds an address and what it gave. Where it is known, what was learnt last counts. Validators need the articles that
/// belong to them: the `id` of one that is not there is given back.
pub(super) fn take_in(connection: &Connection, record: &AddressRecord) -> sql::Result<Option<String>> {
    let here = connection.find("SELECT * FROM addresses WHERE address = ?1", params![&record.address], asked::asked)?;
    if here.is_none_or(|here| here.answered < record.answered) {
        asked::insert(connection, &record.asked())?;
    }
    for Given { article, entry, day } in &record.given {
        let is_there: bool =
            connection.value("SELECT EXISTS (SELECT 1 FROM articles WHERE id = ?1)", params![article])?;
        if !is_there {
            return Ok(Some(article.clone()));
        }
        asked::give(connection, &record.address, article, entry.clone(), *day)?;
    }
    Ok(None)
}
