//! The outbox at work: what a digest becomes for its readers, and one pass over what is due.
//!
//! What is about to happen to a message is on the disk before it happens: `sending` before the first octet, `accepted`
//! after the server's answer. The disk is waited for once for a block of messages; the steps in between stand in the log
//! of the pass ([`crate::store::PassLog`]), which outlives the process. Where that one dies, one message a connection is
//! `ambiguous`, where the machine dies, the blocks that were on their way are. What is ambiguous goes out again only where
//! somebody says so.

mod bodies;
mod brake;
mod pass;
mod queue;
mod tally;
mod voices;
mod work;

use std::collections::HashMap;

use chrono::TimeDelta;
use thiserror::Error;

pub use bodies::Bodies;
pub use tally::Tally;

use super::body::BodyError;
use super::choose::{chosen, wants_day};
use super::dkim::{DkimError, Signer};
use super::key::{Key, KeyError};
use super::message::MessageError;
use super::transport::{Endpoint, EndpointError};
use crate::config::{DeskConfig, MailConfig};
use crate::desk::Moment;
use crate::model::{Edition, Subscriber, SubscriberId, SubscriberStatus, Wishes};
use crate::publish::record::Record;
use crate::store::{Mailing, MailingKind, NewMailing, Store, StoreError, StoredDigest, Writer};
use crate::story::visits::HouseNames;

/// The post of a desk: how its digests go out, at a moment.
pub struct Post<'a> {
    /// The desk.
    pub desk: &'a DeskConfig,
    /// How it sends.
    pub mail: &'a MailConfig,
    /// Its secret.
    pub key: Key,
    /// The moment: the date of what begins now, and what is due.
    pub now: Moment,
    archive: Option<(&'a [DeskConfig], &'a HouseNames)>,
    endpoint: Endpoint,
    signer: Option<Signer>,
}

/// Why nothing is sent.
#[derive(Debug, Error)]
pub enum PostError {
    /// What the store gives.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The way out cannot be used.
    #[error(transparent)]
    Endpoint(#[from] EndpointError),
    /// Messages cannot be signed.
    #[error(transparent)]
    Dkim(#[from] DkimError),
    /// The words of a mail cannot be made.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// A message cannot be built.
    #[error(transparent)]
    Message(#[from] MessageError),
    /// What a digest was made from cannot be read.
    #[error("what digest {0} was made from cannot be read")]
    Recipe(u32),
}

impl PostError {
    /// True where `attache.toml`, or a file that it names, is to be mended.
    pub const fn is_configuration(&self) -> bool {
        matches!(self, PostError::Endpoint(_) | PostError::Dkim(_))
    }
}

/// A reader of a digest, and when it is to go out; or why not.
pub type Planned = (Subscriber, Result<Moment, String>);

impl<'a> Post<'a> {
    /// Makes ready what all messages need.
    ///
    /// # Errors
    /// A way out or a key that cannot be used.
    pub fn new(mail: &'a MailConfig, desk: &'a DeskConfig, key: Key, now: Moment) -> Result<Self, PostError> {
        let signer = mail.dkim.as_ref().map(Signer::read).transpose()?;
        Ok(Post { desk, mail, key, now, archive: None, endpoint: Endpoint::of(mail)?, signer })
    }

    /// The same, whose mails lead to the timelines of stories in the archive of these desks.
    #[must_use]
    pub fn with_archive(self, desks: &'a [DeskConfig], house: &'a HouseNames) -> Self {
        Post { archive: Some((desks, house)), ..self }
    }

    /// What the archive is made of that mails lead to, where there is one.
    ///
    /// # Errors
    /// What the store gives.
    pub fn record(&self, store: &Store) -> Result<Option<Record>, PostError> {
        let Some((desks, house)) = self.archive.filter(|_| self.mail.archive.is_some()) else { return Ok(None) };
        Ok(Some(Record::read(store, desks, house, self.now.utc())?))
    }

    /// Where messages are handed over, for people.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// The readers of the list, and what the digest is to each.
    ///
    /// # Errors
    /// What the store gives.
    pub fn plan(&self, store: &Store, edition: &Edition) -> Result<Vec<Planned>, PostError> {
        let readers = store.subscribers(Some(self.desk.list_name()), Some(SubscriberStatus::Active))?;
        let mut known: HashMap<(Vec<String>, Vec<String>), bool> = HashMap::new();
        readers
            .into_iter()
            .map(|reader| {
                let wishes = &reader.wishes;
                let choice = (wishes.topics.clone(), wishes.countries.clone());
                let has_news = *known.entry(choice).or_insert_with(|| chosen(edition, wishes).is_some());
                let hash = self.key.hash(&reader.address);
                let why_not = match store.suppression(&hash, self.desk.list_name())? {
                    Some(reason) => Some(format!("the address is kept off: {}", reason.as_str())),
                    None if !wants_day(wishes, edition.date) => Some("not on this day of the week".to_owned()),
                    None if !has_news => Some("nothing in it of what was chosen".to_owned()),
                    None => None,
                };
                let due = why_not.map_or_else(|| Ok(self.due(wishes)), Err);
                Ok((reader, due))
            })
            .collect()
    }

    /// When a digest that begins now is to reach a reader: now, or at the time of today that was chosen.
    fn due(&self, wishes: &Wishes) -> Moment {
        let zone = wishes.zone.unwrap_or(self.desk.time_zone);
        let here = Moment::of(self.now.utc(), zone);
        wishes.time.map_or(self.now, |time| Moment::local(here.day().and_time(time), zone).max(self.now))
    }

    /// Begins to send a digest: each reader's message is in the outbox, all in one transaction. One that has begun goes
    /// on as it began.
    ///
    /// # Errors
    /// What the store gives.
    pub fn begin(&self, writer: &mut Writer, digest: &StoredDigest) -> Result<Mailing, PostError> {
        if let Some(mailing) = writer.mailing(&digest.desk, digest.number, MailingKind::Digest)? {
            return Ok(mailing);
        }
        let plan = self.plan(writer, &digest.revision.edition)?;
        let messages = plan.into_iter().map(|(reader, due)| (reader.id, due.map(Moment::utc_text))).collect();
        self.put(writer, digest, MailingKind::Digest, messages)
    }

    /// Begins to send the corrections of a digest that no mailing has told of, to those who got the digest; `None` where
    /// there are none.
    ///
    /// # Errors
    /// What the store gives.
    pub fn begin_correction(&self, writer: &mut Writer, digest: &StoredDigest) -> Result<Option<Mailing>, PostError> {
        let untold = writer.untold_corrections(&digest.desk, digest.number)?;
        let Some(part) = untold.iter().map(|one| one.id).max() else { return Ok(None) };
        let readers = writer.readers_of(&digest.desk, digest.number)?;
        if readers.is_empty() {
            return Ok(None);
        }
        let messages = readers.into_iter().map(|reader| (reader.id, Ok(self.now.utc_text()))).collect();
        self.put(writer, digest, MailingKind::Correction(part), messages).map(Some)
    }

    fn put(
        &self,
        writer: &mut Writer,
        digest: &StoredDigest,
        kind: MailingKind,
        messages: Vec<(SubscriberId, Result<String, String>)>,
    ) -> Result<Mailing, PostError> {
        let began = self.now.utc_text();
        let new = NewMailing {
            desk: &digest.desk,
            digest: digest.number,
            kind,
            revision: digest.revision.number,
            began: &began,
            messages: &messages,
        };
        Ok(writer.begin_mailing(&new)?)
    }

    /// When a message that failed for the n-th time is tried again: after 5 minutes, then each time twice as long, 8
    /// hours at most.
    fn again(&self, attempts: u32) -> Moment {
        let minutes = 5_i64.saturating_mul(1 << attempts.saturating_sub(1).min(10)).min(8 * 60);
        Moment::of(self.now.utc() + TimeDelta::minutes(minutes), self.now.zone())
    }
}
