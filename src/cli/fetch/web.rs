//! Sources on the web: several hosts at once are asked, and one thread writes what they give.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use chrono::{DateTime, Utc};
use url::Url;

use super::tally::Tally;
use super::{Source, is_asked, own_rights, progress, talk};
use crate::ingest::web::{self, Client, Entry, Fault, FetchError, Fetched, Options, Validators, side_by_side};
use crate::ingest::{IngestError, Input};
use crate::model::Article;
use crate::store::{Asked, Incoming, Outcome, Store, StoreError, Writer};
use crate::text::escape_controls;

/// Failures in a row from which on the summary names a source.
const FAILURES: u32 = 3;
/// What was fetched and is not written yet: so many sources at most.
const WAITING: usize = 4;

/// An address that is to be asked.
struct Job<'a> {
    source: &'a Source,
    address: &'a str,
    /// What is known of it.
    known: Asked,
}

/// What came of it.
enum Came {
    /// Another process that fetches into the same store asks it, or has just asked it.
    Elsewhere,
    /// It has not changed.
    Same,
    /// It was read.
    Read { entries: Vec<Entry>, validators: Validators, moved_to: Option<String> },
    /// It gave nothing.
    Failed(FetchError),
}

/// Reads the web addresses of the sources into the store, what each of them gives in one transaction.
pub(super) fn pull(
    sources: &[Source],
    options: Options,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let mut jobs = Vec::new();
    for source in sources {
        for address in source.inputs.iter().filter(|input| is_asked(input)) {
            jobs.push(Job { source, address, known: known(source, address, writer)? });
        }
    }
    if jobs.is_empty() {
        return Ok(());
    }
    let (client, reader) = (Client::new(options), Mutex::new(Store::open(writer.place())?));
    let (sender, receiver) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(|| ask_all(&jobs, &client, &reader, sender));
        write_all(receiver, jobs.len(), writer, tally)
    })
}

/// What is known of an address. Where its source has other rights now, its articles get them first: it may have nothing
/// new to give.
fn known(source: &Source, address: &str, writer: &mut Writer) -> Result<Asked, StoreError> {
    let shown = web::shown(address);
    let fresh = |known: Asked| Asked { source: source.name.clone(), rights: source.rights.clone(), ..known };
    let Some(known) = writer.asked(&shown)? else {
        return Ok(fresh(Asked { address: shown, ..Asked::default() }));
    };
    let now = fresh(known.clone());
    if now != known {
        writer.renew_rights(&shown, source.name.as_deref(), &source.rights, own_rights)?;
        writer.put_from(Vec::new(), &now)?;
    }
    Ok(now)
}

/// Asks all of them; ends early where nobody takes what comes.
fn ask_all<'a>(jobs: &'a [Job<'a>], client: &Client, reader: &Mutex<Store>, sender: SyncSender<(&'a Job<'a>, Came)>) {
    let stopped = AtomicBool::new(false);
    let host = |job: &&Job| {
        let url = Url::parse(job.known.moved_to.as_deref().unwrap_or(job.address)).ok();
        url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
    };
    let jobs: Vec<&Job> = jobs.iter().collect();
    side_by_side(&jobs, host, |job| {
        if !stopped.load(Ordering::Relaxed) && sender.send((job, ask(job, client, reader))).is_err() {
            stopped.store(true, Ordering::Relaxed);
        }
    });
}

fn ask(job: &Job, client: &Client, reader: &Mutex<Store>) -> Came {
    let known = &job.known;
    let validators = Validators { etag: known.etag.clone(), last_modified: known.last_modified.clone() };
    // What cannot be looked up is fetched once more.
    let is_new =
        |entry: &Article| !reader.lock().unwrap_or_else(PoisonError::into_inner).has_entry(entry).unwrap_or(false);
    // One that cannot be claimed for a fault is asked: asking twice does no harm.
    if !reader.lock().unwrap_or_else(PoisonError::into_inner).claim_address(known).unwrap_or(true) {
        return Came::Elsewhere;
    }
    match client.get(known.moved_to.as_deref().unwrap_or(job.address), &validators) {
        Err(error) => Came::Failed(error),
        Ok(Fetched::NotModified) => Came::Same,
        Ok(Fetched::Page(page)) => {
            let (validators, moved_to) = (page.validators.clone(), page.moved_to.clone());
            Came::Read { entries: web::pull(client, job.address, page, &is_new), validators, moved_to }
        }
    }
}

fn write_all(
    receiver: Receiver<(&Job, Came)>,
    jobs: usize,
    writer: &mut Writer,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let mut elsewhere = 0;
    for (done, (job, came)) in (1..).zip(receiver) {
        match came {
            Came::Elsewhere => elsewhere += 1,
            Came::Same => {
                writer.put_from(Vec::new(), &job.known.clone().answered(now()))?;
                tally.same();
                job.remark(&[], None, tally);
            }
            Came::Failed(error) => {
                let gone = error.hop.is_none() && error.fault == (Fault::Status { status: 410 });
                tally.failure(&IngestError { at: Input::file(&job.known.address), reason: error.clone().into() });
                job.failed(error.to_string(), gone, writer, tally)?;
            }
            Came::Read { entries, validators, moved_to } => job.read(entries, validators, moved_to, writer, tally)?,
        }
        progress::doing(format!("{done} of {jobs} web sources, {}", tally.so_far()));
    }
    if elsewhere > 0 {
        tally.remark(format!("{elsewhere} of {jobs} web addresses are with another `attache fetch` of this store"));
    }
    Ok(())
}

impl Job<'_> {
    fn read(
        &self,
        entries: Vec<Entry>,
        validators: Validators,
        moved_to: Option<String>,
        writer: &mut Writer,
        tally: &mut Tally,
    ) -> Result<(), StoreError> {
        let is_feed = entries.iter().any(|entry| is_entry(entry, self.address));
        if self.known.feed && !is_feed && !entries.iter().all(|entry| matches!(entry, Entry::Failed(_))) {
            let why = "gives a page where it gave a feed; check the address";
            talk::error(format!("{}: {why}", Input::file(&self.known.address)));
            tally.broken(why);
            return self.failed(why.to_owned(), false, writer, tally);
        }
        let is_left = entries.iter().any(Entry::is_left);
        let is_known = entries.iter().any(|entry| matches!(entry, Entry::Known(_)));
        let why = entries.iter().find_map(why).unwrap_or_else(|| "no article text in it".to_owned());
        let incoming = self.incoming(entries, tally);
        if incoming.is_empty() && !is_known {
            return self.failed(why, false, writer, tally);
        }
        // As long as something is left to fetch, the feed has to come again.
        let Validators { etag, last_modified } = if is_left { Validators::default() } else { validators };
        let moved_to = moved_to.or_else(|| self.known.moved_to.clone());
        let known = Asked { etag, last_modified, moved_to, feed: is_feed, ..self.known.clone() }.answered(now());
        let outcomes = writer.put_from(incoming, &known)?;
        tally.outcomes(&outcomes);
        self.remark(&outcomes, known.moved_to.as_deref(), tally);
        Ok(())
    }

    /// What goes into the store of that which came.
    fn incoming(&self, entries: Vec<Entry>, tally: &mut Tally) -> Vec<Incoming> {
        let (mut incoming, mut later) = (Vec::with_capacity(entries.len()), 0);
        for entry in entries {
            later += usize::from(matches!(entry, Entry::Summary { why: None, .. }) && entry.is_left());
            match entry {
                Entry::Whole(article) => incoming.extend(self.source.incoming(article, None, tally)),
                Entry::Known(_) => tally.known(),
                Entry::Page { article, entry } => {
                    incoming.extend(self.source.incoming(article, Some(*entry), tally));
                }
                Entry::Summary { entry, why } => {
                    why.iter().for_each(|why| tally.failure(why));
                    if why.is_none() || !entry.text.trim().is_empty() {
                        incoming.extend(self.source.incoming(entry, None, tally));
                    }
                }
                Entry::Failed(error) => tally.failure(&error),
            }
        }
        if later > 0 {
            let name = self.name();
            tally.remark(format!("{name}: {later} of its pages are left for the next run; their summaries are kept"));
        }
        incoming
    }

    fn failed(&self, why: String, gone: bool, writer: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
        let known = self.known.clone().failed(why, gone);
        writer.put_from(Vec::new(), &known)?;
        // One failure stands above the summary.
        if let Some(trouble) = known.trouble(now()).filter(|_| known.gone || known.failures >= FAILURES) {
            let way_out = if known.gone { "; take it out of your sources" } else { "" };
            tally.remark(format!("{}: {}{way_out}", self.name(), escape_controls(&trouble.to_string())));
        }
        Ok(())
    }

    /// What the desk should know of a source that answers.
    fn remark(&self, outcomes: &[Outcome], moved_to: Option<&str>, tally: &mut Tally) {
        let name = self.name();
        if let Some(place) = moved_to.or(self.known.moved_to.as_deref()) {
            tally.remark(format!("{name}: moved for good to {}; name that instead", escape_controls(place)));
        }
        let is_new = outcomes.iter().any(|outcome| *outcome != Outcome::Unchanged);
        let known = Asked { failure: None, gone: false, ..self.known.clone() };
        if let Some(trouble) = known.trouble(now()).filter(|_| !is_new) {
            tally.remark(format!("{name}: {trouble}"));
        }
    }

    /// The source's name; with the address where it has several.
    fn name(&self) -> String {
        let address = &self.known.address;
        let name = match &self.source.name {
            None => address.clone(),
            Some(name) if self.source.inputs.len() == 1 => name.clone(),
            Some(name) => format!("{name}, {address}"),
        };
        escape_controls(&name).into_owned()
    }
}

/// Why an entry gave no text.
fn why(entry: &Entry) -> Option<String> {
    match entry {
        Entry::Failed(why) | Entry::Summary { why: Some(why), .. } => Some(why.reason.to_string()),
        _ => None,
    }
}

/// True for an entry of a feed; a page bears the name of its address.
fn is_entry(entry: &Entry, address: &str) -> bool {
    match entry {
        Entry::Whole(article) => article.source_path != address,
        Entry::Failed(_) => false,
        Entry::Known(_) | Entry::Page { .. } | Entry::Summary { .. } => true,
    }
}

/// The one use of the clock: when a source answered.
fn now() -> DateTime<Utc> {
    DateTime::from(SystemTime::now())
}
