use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::DateTime;

use super::voices::Voices;
use super::{Post, PostError};
use crate::deliver::body::Body;
use crate::deliver::choose::chosen;
use crate::deliver::message::{Letter, Letterhead, Reader, mailing_name};
use crate::desk::{Recipe, corrected};
use crate::model::{Correction, Edition, Subscriber, Wishes};
use crate::publish::archive::timeline_pages;
use crate::publish::record::{Record, digest_id};
use crate::render::{MailLinks, MailTemplate};
use crate::store::{Mailing, MailingKind, Store, StoreError};

/// The words of a mailing, each once for all readers who get the same.
pub struct Bodies<'a> {
    post: &'a Post<'a>,
    /// The mailing.
    pub mailing: Mailing,
    edition: Edition,
    voices: Voices,
    /// The pages of timelines, from the top of the archive, by story.
    timelines: BTreeMap<String, String>,
    made: Mutex<HashMap<Choice, Arc<Body>>>,
}

/// What decides what a mail says: topics, countries, language.
type Choice = (Vec<String>, Vec<String>, String);

impl<'a> Bodies<'a> {
    /// Reads what a mailing tells; of the record, which stories have a timeline to lead to.
    ///
    /// # Errors
    /// What the store gives; a digest that is not there.
    pub fn of(post: &'a Post<'a>, store: &Store, mailing: Mailing, record: Option<&Record>) -> Result<Self, PostError> {
        let missing = || PostError::Recipe(mailing.digest);
        let digest = store.digest(&mailing.desk, mailing.digest)?.ok_or_else(missing)?;
        let recipe: Recipe = serde_json::from_str(&digest.recipe).map_err(|_| missing())?;
        let edition = store.digest_revision(&mailing.desk, mailing.digest, mailing.revision)?.ok_or_else(missing)?;
        let edition = match mailing.kind {
            MailingKind::Digest => edition,
            MailingKind::Correction(part) => told(store, edition, part)?,
        };
        let voices = Voices::new(recipe.templates, recipe.desk.lang)?;
        let told = edition.briefs.iter().map(|entry| entry.brief.story_id.as_str());
        let timelines = record.map(|record| timeline_pages(record, told)).unwrap_or_default();
        Ok(Bodies { post, mailing, edition, voices, timelines, made: Mutex::default() })
    }

    /// The message for a reader.
    ///
    /// # Errors
    /// What the templates give; a head that cannot be built.
    pub fn letter(&self, reader: &Subscriber) -> Result<Letter, PostError> {
        let to = Reader {
            id: Some(reader.id),
            name: reader.name.as_deref(),
            address: &reader.address,
            format: reader.wishes.format,
        };
        self.letter_to(&reader.wishes, to)
    }

    /// The message for somebody who need not be on a list.
    ///
    /// # Errors
    /// Those of [`Bodies::letter`].
    pub fn letter_to(&self, wishes: &Wishes, reader: Reader) -> Result<Letter, PostError> {
        let body = self.body(wishes, reader.id.is_some())?;
        let from = &self.post.mail.from;
        let list_id = match &self.post.mail.list_id {
            Some(list_id) => list_id.clone(),
            None => format!("{}.{}", label(self.post.desk.list_name()), from.address.domain()),
        };
        let head = Letterhead {
            from,
            reply_to: self.post.mail.reply_to.as_ref(),
            list_id: &list_id,
            unsubscribe: &self.post.mail.unsubscribe,
            preferences: self.post.mail.preferences.as_deref(),
            date: DateTime::parse_from_rfc3339(&self.mailing.began).map_or(self.post.now.utc(), |at| at.to_utc()),
            mailing: &mailing_name(&self.mailing),
            key: &self.post.key,
            signer: self.post.signer.as_ref(),
        };
        Ok(head.letter(&body, reader)?)
    }

    fn body(&self, wishes: &Wishes, can_leave: bool) -> Result<Arc<Body>, PostError> {
        let is_digest = self.mailing.kind == MailingKind::Digest;
        let (lang, templates) = self.voices.of(wishes.lang.as_deref())?;
        let (topics, countries) =
            if is_digest { (wishes.topics.clone(), wishes.countries.clone()) } else { <_>::default() };
        let choice = (topics, countries, lang);
        // Held while it is made: others who want the same wait for it.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(body) = made.get(&choice) {
            return Ok(Arc::clone(body));
        }
        // One who has nothing of it any more gets the whole: the outbox says that there was something.
        let theirs = if is_digest { chosen(&self.edition, wishes) } else { None };
        let edition = theirs.as_ref().unwrap_or(&self.edition);
        let template = if is_digest { MailTemplate::Digest } else { MailTemplate::Correction };
        let body = Arc::new(Body::render(edition, template, &self.links(can_leave), &templates)?);
        made.insert(choice, Arc::clone(&body));
        Ok(body)
    }

    /// The digest's page in the archive.
    fn page_in(&self, archive: &str) -> String {
        let page = digest_id(&self.mailing.desk, self.mailing.digest);
        within(archive, &format!("{page}.html"))
    }

    fn links(&self, can_leave: bool) -> MailLinks {
        let mail = self.post.mail;
        let has_way = mail.unsubscribe.https.is_some() || mail.unsubscribe.mailto.is_some();
        MailLinks {
            list: self.post.desk.list_name().to_owned(),
            unsubscribe: (has_way && can_leave).then(String::new),
            preferences: (mail.preferences.is_some() && can_leave).then(String::new),
            archive: mail.archive.as_ref().map(|archive| self.page_in(archive)),
            timelines: match &mail.archive {
                Some(top) => self.timelines.iter().map(|(id, page)| (id.clone(), within(top, page))).collect(),
                None => BTreeMap::new(),
            },
            imprint: mail.imprint.clone(),
            cut: 0,
        }
    }
}

/// The address of a page of the archive.
fn within(archive: &str, page: &str) -> String {
    format!("{}/{page}", archive.trim_end_matches('/'))
}

/// The digest with these corrections of itself in the place of all else.
fn told(store: &Store, mut edition: Edition, part: i64) -> Result<Edition, StoreError> {
    let rows = store.told_corrections(&edition.desk, edition.number, part)?;
    let corrections = rows.into_iter().filter_map(|row| match row.printed {
        Some(text) => serde_json::from_str::<Correction>(&text).ok(),
        None => corrected(&edition, &row.line, &row.reason),
    });
    edition.corrections = corrections.collect();
    edition.briefs.clear();
    Ok(edition)
}

/// A list's name as the label of a List-Id.
fn label(list: &str) -> String {
    let label: String = list.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect();
    label.to_lowercase()
}
