//! Puts what readers asked for into the store, and sends the mails that ask for a confirmation.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::journal::{Journal, Request};
use super::metrics::{Metrics, add};
use super::{ServeError, Settings};
use crate::deliver::{Key, Purpose, Question};
use crate::model::{Address, How, Subscriber, SubscriberId, SubscriberStatus, Wishes};
use crate::render::WebPage;
use crate::store::{Added, NewSubscriber, Step, StoreError, Writer};

/// How long to wait for a store that another program writes to, and for a mail server that takes nothing now.
const AGAIN: Duration = Duration::from_secs(5);
/// An address is asked once in this time, however often a form names it.
const BETWEEN: TimeDelta = TimeDelta::minutes(10);
/// Tries to send a question.
const TRIES: u32 = 8;
/// Addresses that are remembered as asked.
const ASKED: usize = 100_000;

pub(super) struct Worker {
    pub settings: Arc<Settings>,
    pub key: Key,
    pub journal: Arc<Journal>,
    pub metrics: Arc<Metrics>,
    pub said: Arc<dyn Fn(&str) + Send + Sync>,
}

impl Worker {
    /// Works until nothing more comes.
    pub fn run(&self) {
        let mut asked: HashMap<String, DateTime<Utc>> = HashMap::new();
        let mut pause = None;
        loop {
            let is_last = !self.journal.is_open();
            let left = match self.round(pause, &mut asked) {
                Ok(left) => left,
                Err(error) => {
                    add(&self.metrics.failures);
                    (self.said)(&format!("what readers asked for waits: {error}"));
                    true
                }
            };
            if is_last {
                return;
            }
            pause = left.then_some(AGAIN);
        }
    }

    /// Does what is waiting; true where something is left.
    fn round(&self, pause: Option<Duration>, asked: &mut HashMap<String, DateTime<Utc>>) -> Result<bool, ServeError> {
        let kept = |source| ServeError::Journal { path: self.settings.store.beside().to_owned(), source };
        let waiting = self.journal.wait(pause).map_err(kept)?;
        if waiting.requests.is_empty() {
            return Ok(false);
        }
        let now = Utc::now();
        let mut left = Vec::new();
        let mut questions = Vec::new();
        let mut writer = Writer::open(&self.settings.store)?;
        for request in &waiting.requests {
            match request {
                Request::Ask { due, .. } if *due > now.timestamp() => left.push(request.clone()),
                Request::Ask { id, tried, .. } => questions.push((*id, *tried)),
                _ => questions.extend(self.take(&mut writer, request, asked, now)?.map(|id| (id, 0))),
            }
        }
        let readers: Vec<(Option<Subscriber>, u32)> = questions
            .iter()
            .map(|(id, tried)| Ok((writer.subscriber(*id)?, *tried)))
            .collect::<Result<_, StoreError>>()?;
        // Others write while mail goes out.
        drop(writer);
        for (reader, tried) in readers {
            left.extend(reader.and_then(|reader| self.ask(&reader, tried, now)));
        }
        self.journal.done(&waiting, &left).map_err(kept)?;
        Ok(!left.is_empty())
    }

    /// Takes a wish; gives the subscriber who is to be asked, if any.
    fn take(
        &self,
        writer: &mut Writer,
        request: &Request,
        asked: &mut HashMap<String, DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Option<SubscriberId>, StoreError> {
        add(&self.metrics.applied);
        let status =
            |writer: &Writer, id| -> Result<_, StoreError> { Ok(writer.subscriber(id)?.map(|reader| reader.status)) };
        match request {
            Request::Subscribe { email, name, topics, at } => {
                let Ok(address) = Address::parse(email) else { return Ok(None) };
                let hash = self.key.hash(&address);
                let new = NewSubscriber {
                    list: self.settings.list.clone(),
                    hash: hash.clone(),
                    address,
                    name: name.clone(),
                    status: SubscriberStatus::Pending,
                    wishes: Wishes { topics: topics.clone(), ..Wishes::default() },
                };
                let step = Step { at, how: How::Form, detail: Some("the form of the web page") };
                let added = writer.add_subscribers(&[new], step)?.pop();
                let id = match added {
                    Some(Added::New(id)) => id,
                    Some(Added::Known(id, SubscriberStatus::Pending | SubscriberStatus::Unsubscribed)) => id,
                    // Who is on the list needs no question; who gets nothing is not asked.
                    _ => return Ok(None),
                };
                if asked.len() > ASKED {
                    asked.clear();
                }
                let is_due = asked.get(&hash).is_none_or(|before| now - before >= BETWEEN);
                if is_due {
                    asked.insert(hash, now);
                }
                Ok(is_due.then_some(id))
            }
            Request::Confirm { id, at } => {
                use SubscriberStatus::{Pending, Unsubscribed};
                if matches!(status(writer, *id)?, Some(Pending | Unsubscribed)) {
                    let step = Step { at, how: How::Link, detail: Some("confirmed") };
                    writer.set_status(*id, SubscriberStatus::Active, step)?;
                }
                Ok(None)
            }
            Request::Leave { id, one_click, at } => {
                // A dead address stays dead.
                if status(writer, *id)?.is_some_and(|status| status != SubscriberStatus::Bounced) {
                    let how = if *one_click { How::OneClick } else { How::Link };
                    writer.set_status(*id, SubscriberStatus::Unsubscribed, Step { at, how, detail: None })?;
                }
                Ok(None)
            }
            Request::Choose { id, name, wishes, pause, at } => {
                use SubscriberStatus::{Active, Paused};
                writer.set_wishes(*id, name.as_deref(), wishes)?;
                let turned = match (status(writer, *id)?, pause) {
                    (Some(Active), true) => Some(Paused),
                    (Some(Paused), false) => Some(Active),
                    _ => None,
                };
                if let Some(turned) = turned {
                    writer.set_status(*id, turned, Step { at, how: How::Link, detail: None })?;
                }
                Ok(None)
            }
            Request::Ask { .. } => Ok(None),
        }
    }

    /// Asks a reader; gives what is to be tried again.
    fn ask(&self, reader: &Subscriber, tried: u32, now: DateTime<Utc>) -> Option<Request> {
        let mail = self.settings.mail.as_ref()?;
        let link = format!("{}/c/{}", self.settings.serve.url(), self.key.token(Purpose::Confirm, reader.id, now));
        let templates = &self.settings.templates;
        let page = WebPage {
            lang: templates.lang().to_owned(),
            site: self.settings.site.clone(),
            action: link,
            ..WebPage::default()
        };
        let subject = templates.web("serve-confirm.subject.txt", &page);
        let rendered = subject.and_then(|subject| Ok((subject, templates.web("serve-confirm.txt", &page)?)));
        let (subject, text) = match rendered {
            Ok(rendered) => rendered,
            Err(error) => {
                add(&self.metrics.failures);
                (self.said)(&error.to_string());
                return None;
            }
        };
        let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
        let question = Question { mail, key: &self.key, to: &reader.address, subject: &subject, text: &text, now };
        match question.send() {
            Ok(()) => {
                add(&self.metrics.questions);
                None
            }
            Err((why, again)) => {
                add(&self.metrics.unsent);
                (self.said)(&format!("{}: the question was not sent: {why}", reader.address.masked()));
                let wait = TimeDelta::seconds(30 << tried.min(10));
                let tried = tried + 1;
                (again && tried < TRIES).then(|| Request::Ask { id: reader.id, tried, due: (now + wait).timestamp() })
            }
        }
    }
}
