//! Who is on which list, and the whole history of their consent.

use super::sql::{self, Row, params};

use super::Store;
use super::error::{At, StoreError};
use super::read::{json, parsed};
use crate::model::{Address, Consent, How, MailFormat, Subscriber, SubscriberId, SubscriberStatus, Wishes};

/// Why an address gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suppressed {
    /// The person asked to be forgotten.
    Forgotten,
    /// It takes no mail.
    Bounced,
    /// The reader called it unwanted.
    Complaint,
}

impl Suppressed {
    const ALL: [Suppressed; 3] = [Suppressed::Forgotten, Suppressed::Bounced, Suppressed::Complaint];

    /// The one of a name; an unknown one counts as forgotten, the strictest.
    pub(super) fn named(text: &str) -> Suppressed {
        Suppressed::ALL.into_iter().find(|known| known.as_str() == text).unwrap_or(Suppressed::Forgotten)
    }

    /// forgotten, bounced, complaint.
    pub const fn as_str(self) -> &'static str {
        match self {
            Suppressed::Forgotten => "forgotten",
            Suppressed::Bounced => "bounced",
            Suppressed::Complaint => "complaint",
        }
    }
}

impl Store {
    /// A subscriber by number.
    ///
    /// # Errors
    /// What the database gives.
    pub fn subscriber(&self, id: SubscriberId) -> Result<Option<Subscriber>, StoreError> {
        Ok(self.select("WHERE id = ?1", params![id.0])?.pop())
    }

    /// The subscriber of an address on a list.
    ///
    /// # Errors
    /// What the database gives.
    pub fn subscriber_at(&self, list: &str, address: &Address) -> Result<Option<Subscriber>, StoreError> {
        Ok(self.select("WHERE list = ?1 AND known = ?2", params![list, address.known()])?.pop())
    }

    /// The subscribers of an address on all lists.
    ///
    /// # Errors
    /// What the database gives.
    pub fn subscribers_at(&self, address: &Address) -> Result<Vec<Subscriber>, StoreError> {
        self.select("WHERE known = ?1 ORDER BY id", params![address.known()])
    }

    /// The subscribers of a list, or of all lists, in the order in which they came; those of one status where it is named.
    ///
    /// # Errors
    /// What the database gives.
    pub fn subscribers(
        &self,
        list: Option<&str>,
        status: Option<SubscriberStatus>,
    ) -> Result<Vec<Subscriber>, StoreError> {
        let status = status.map(SubscriberStatus::as_str);
        self.select(
            "WHERE (?1 IS NULL OR list = ?1) AND (?2 IS NULL OR status = ?2) ORDER BY id",
            params![list, status],
        )
    }

    /// How many subscribers of a status a list has.
    ///
    /// # Errors
    /// What the database gives.
    pub fn count_subscribers(&self, list: &str, status: SubscriberStatus) -> Result<usize, StoreError> {
        let sql = "SELECT count(*) FROM subscribers WHERE list = ?1 AND status = ?2";
        self.connection.count(sql, params![list, status.as_str()]).at(&self.path)
    }

    /// What a subscriber agreed to and took back, the first step first.
    ///
    /// # Errors
    /// What the database gives.
    pub fn consents(&self, id: SubscriberId) -> Result<Vec<Consent>, StoreError> {
        let sql = "SELECT at, status, how, detail FROM consents WHERE subscriber = ?1 ORDER BY number";
        let all = || self.connection.query(sql, params![id.0], consent);
        all().at(&self.path)
    }

    /// Why the address behind a hash (of its normal form, under the desk's key) gets nothing from a list, if so.
    ///
    /// # Errors
    /// What the database gives.
    pub fn suppression(&self, hash: &str, list: &str) -> Result<Option<Suppressed>, StoreError> {
        let sql = "SELECT reason FROM suppressions WHERE hash = ?1 AND list IN ('', ?2)";
        let find =
            || -> sql::Result<Option<String>> { self.connection.find(sql, params![hash, list], |row| row.get(0)) };
        let found = find().at(&self.path)?;
        Ok(found.map(|reason| Suppressed::named(&reason)))
    }

    /// What is known of the delivery under a name.
    ///
    /// # Errors
    /// What the database gives.
    pub fn delivery(&self, name: &str) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM delivery WHERE name = ?1";
        self.connection.find(sql, params![name], |row| row.get(0)).at(&self.path)
    }

    fn select(&self, rest: &str, values: &[sql::Value]) -> Result<Vec<Subscriber>, StoreError> {
        let all = || -> sql::Result<Vec<Subscriber>> {
            let sql = format!("SELECT * FROM subscribers {rest}");
            self.connection.query(&sql, values, subscriber)
        };
        all().at(&self.path)
    }
}

pub(super) fn subscriber(row: &Row) -> sql::Result<Subscriber> {
    let missing = || sql::Error::Column("subscribers".to_owned());
    Ok(Subscriber {
        id: SubscriberId(row.get("id")?),
        list: row.get("list")?,
        address: parsed(row, "address", |text| Address::parse(text).ok())?.ok_or_else(missing)?,
        name: row.get("name")?,
        status: parsed(row, "status", |text| text.parse().ok())?.ok_or_else(missing)?,
        wishes: Wishes {
            lang: row.get("lang")?,
            format: parsed(row, "format", format_of)?.unwrap_or_default(),
            days: json(row, "days")?.unwrap_or_default(),
            time: parsed(row, "time", |text| text.parse().ok())?,
            zone: parsed(row, "zone", |text| text.parse().ok())?,
            topics: json(row, "topics")?.unwrap_or_default(),
            countries: json(row, "countries")?.unwrap_or_default(),
        },
        soft_bounces: row.get("soft")?,
        created: row.get("created")?,
    })
}

fn format_of(text: &str) -> Option<MailFormat> {
    [MailFormat::Both, MailFormat::Text].into_iter().find(|format| format.as_str() == text)
}

fn consent(row: &Row) -> sql::Result<Consent> {
    let how = |text: &str| serde_json::from_value::<How>(text.into()).ok();
    Ok(Consent {
        at: row.get("at")?,
        status: parsed(row, "status", |text| text.parse().ok())?.unwrap_or_default(),
        how: parsed(row, "how", how)?.unwrap_or(How::Command),
        detail: row.get("detail")?,
    })
}
