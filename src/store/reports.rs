//! Reports about mails that were sent, each taken once.

use rusqlite::{Connection, params};

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
    /// the subscriber's address under the desk's key.
    ///
    /// # Errors
    /// What the database gives.
    pub fn take_report(
        &mut self,
        mark: &str,
        id: SubscriberId,
        effect: ReportEffect,
        hash: impl Fn(&crate::model::Address) -> String,
        step: Step,
    ) -> Result<ReportTaken, StoreError> {
        self.in_one(|connection| {
            let sql = "INSERT INTO delivery VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";
            if connection.execute(sql, params![format!("report:{mark}"), step.at])? == 0 {
                return Ok(ReportTaken::Again);
            }
            let mut find = connection.prepare_cached("SELECT * FROM subscribers WHERE id = ?1")?;
            let mut found = find.query_map([id.0], subscriber)?;
            let Some(reader) = found.next().transpose()? else { return Ok(ReportTaken::Gone) };
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

fn count(connection: &Connection, id: SubscriberId) -> rusqlite::Result<u32> {
    connection
        .query_row("UPDATE subscribers SET soft = soft + 1 WHERE id = ?1 RETURNING soft", [id.0], |row| row.get(0))
}
