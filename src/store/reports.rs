//! Reports about mails that were sent, each taken once.

use super::sql::{self, Connection, params};

use super::error::StoreError;
use super::subscriber_put::{suppress, turn};
use super::subscribers::{Suppressed, subscriber};
use super::{Step, Writer};
use crate::model::{SubscriberId, SubscriberStatus};

/// What a report asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportEffect {
    /// The address takes no mail.
    Hard,
    /// It did not take this one; so many in a row are as good as hard.
    Soft(u32),
    /// The reader calls the mail unwanted.
    Complaint,
    /// The reader leaves.
    Leave,
}

/// What came of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportTaken {
    /// It was taken before.
    Again,
    /// There is no such subscriber any more.
    Gone,
    /// It changed nothing: the reader had left, the address was out.
    Nothing,
    /// The subscriber gets no more mail.
    Out,
    /// Counted: so many soft ones since the last message that arrived.
    Counted(u32),
}

impl Writer {
    /// Takes a report about a mail to a subscriber, once for all: `mark` is how it is known again, `hash` gives the hash of
    /// the subscriber's address under the desk's key. Of a `mailing` that is named only one report is taken.
    ///
    /// # Errors
    /// What the database gives.
    pub fn take_report(
        &mut self,
        mark: &str,
        (id, mailing): (SubscriberId, Option<i64>),
        effect: ReportEffect,
        hash: impl Fn(&crate::model::Address) -> String,
        step: Step,
    ) -> Result<ReportTaken, StoreError> {
        self.in_one(|connection| {
            let sql = "INSERT INTO delivery (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";
            let is_new = |name: String| Ok::<_, sql::Error>(connection.execute(sql, params![name, step.at])? > 0);
            if !is_new(format!("report:{mark}"))? {
                return Ok(ReportTaken::Again);
            }
            if let Some(mailing) = mailing
                && !is_new(format!("report:{id} of {mailing}"))?
            {
                return Ok(ReportTaken::Again);
            }
            let find = "SELECT * FROM subscribers WHERE id = ?1";
            let Some(reader) = connection.find(find, params![id.0], subscriber)? else { return Ok(ReportTaken::Gone) };
            let out = |reason| {
                suppress(connection, &reader.address.known(), &hash(&reader.address), reason, step)?;
                Ok(ReportTaken::Out)
            };
            match effect {
                _ if reader.status == SubscriberStatus::Bounced => Ok(ReportTaken::Nothing),
                ReportEffect::Hard => out(Suppressed::Bounced),
                ReportEffect::Complaint => out(Suppressed::Complaint),
                ReportEffect::Leave => {
                    let has_left = turn(connection, id, SubscriberStatus::Unsubscribed, step)?;
                    Ok(if has_left { ReportTaken::Out } else { ReportTaken::Nothing })
                }
                ReportEffect::Soft(most) => {
                    let soft = count(connection, id)?;
                    if soft >= most { out(Suppressed::Bounced) } else { Ok(ReportTaken::Counted(soft)) }
                }
            }
        })
    }
}

/// Counts a soft bounce. It also notes how far the reader's messages had come: the next one that the server takes sets the
/// count back only where the one before it did not come back ([`forgive`]).
fn count(connection: &Connection, id: SubscriberId) -> sql::Result<u32> {
    let sql = "INSERT INTO delivery (name, value)
                 SELECT 'soft:' || ?1, CAST(coalesce(max(number), 0) AS TEXT) FROM outbox WHERE subscriber = ?1 AND state = 'accepted'
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    connection.execute(sql, params![id.0])?;
    connection.value("UPDATE subscribers SET soft = soft + 1 WHERE id = ?1 RETURNING soft", params![id.0])
}

/// A server took this message to a subscriber: soft bounces in a row end where the message before was not returned. A relay
/// takes everything, and returns it later.
pub(super) fn forgive(connection: &Connection, id: SubscriberId, number: i64) -> sql::Result<()> {
    let sql = "UPDATE subscribers SET soft = 0 WHERE id = ?1 AND soft > 0 AND
                 coalesce((SELECT CAST(value AS BIGINT) FROM delivery WHERE name = 'soft:' || ?1), -1) <
                 coalesce((SELECT max(number) FROM outbox WHERE subscriber = ?1 AND state = 'accepted' AND number < ?2), 0)";
    connection.execute(sql, params![id.0, number]).map(|_| ())
}
