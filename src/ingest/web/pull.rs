//! A feed with the pages behind it: an entry whose whole text is in the feed is used, for another its page is fetched.

use url::Url;

use super::client::Client;
use super::page::{Fetched, Page, Validators};
use super::{crew, reader};
use crate::ingest::error::{IngestError, Input, Reason};
use crate::ingest::{Read, address, is_web_address};
use crate::model::Article;

/// An entry of a feed.
#[derive(Debug)]
pub enum Entry {
    /// Its whole text was in the feed.
    Whole(Article),
    /// What the feed says of one that is not new; its page was not asked.
    Known(Article),
    /// Its page was fetched.
    Page {
        /// The page; `source_path` is the address that the entry gave.
        article: Article,
        /// What the feed says, for whoever wants its title or day where the page has none.
        entry: Box<Article>,
    },
    /// Only the feed's summary: `why` says what became of its page, if it has one and it was asked.
    Summary {
        /// What the feed says.
        entry: Article,
        /// Why there is no more.
        why: Option<IngestError>,
    },
    /// It cannot be read at all.
    Failed(IngestError),
}

impl Entry {
    /// True where there may be more of it another time: its page failed, or was not asked for.
    pub fn is_left(&self) -> bool {
        match self {
            Entry::Summary { entry, why } => why.is_some() || entry.url.as_deref().is_some_and(is_web_address),
            _ => false,
        }
    }
}

/// Reads a feed (or whatever else the page is) that was fetched by this name, and fetches the pages of those entries
/// that are new and summed up only, up to [`super::Options::pages`] of them. An entry that fails does not stop the
/// others.
pub fn pull(client: &Client, name: &str, feed: Page, is_new: &(dyn Fn(&Article) -> bool + Sync)) -> Vec<Entry> {
    let (read, is_feed) = reader::read(name, None, feed);
    if is_feed { complete(client, read, is_new) } else { read.into_iter().map(as_it_is).collect() }
}

fn as_it_is(read: Read) -> Entry {
    read.map_or_else(Entry::Failed, Entry::Whole)
}

/// Fetches what the entries of a feed leave out.
pub(super) fn complete(client: &Client, read: Vec<Read>, is_new: &(dyn Fn(&Article) -> bool + Sync)) -> Vec<Entry> {
    let mut links: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    for read in read {
        let lacks = read.as_ref().is_ok_and(|entry| lacks_text(entry) && is_new(entry));
        let link = read.as_ref().ok().and_then(|entry| entry.url.clone()).filter(|url| lacks && is_web_address(url));
        let asked = link.filter(|_| links.len() < client.options().pages);
        let place = asked.map(|link| {
            links.push(link);
            links.len() - 1
        });
        entries.push((read, lacks, place));
    }
    let host =
        |link: &String| Url::parse(link).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    let mut pages: Vec<Option<Read>> =
        crew::each(&links, host, |link| page(client, link)).into_iter().map(Some).collect();
    let mut of = |place: Option<usize>| place.and_then(|at| pages.get_mut(at)?.take());
    entries.into_iter().map(|(read, lacks, place)| entry(read, lacks, of(place))).collect()
}

/// True for an entry that says less than its page.
fn lacks_text(entry: &Article) -> bool {
    entry.excerpt || entry.text.trim().is_empty()
}

fn entry(read: Read, lacks: bool, page: Option<Read>) -> Entry {
    let entry = match read {
        Ok(entry) if lacks => entry,
        // It was left out because it is known.
        Ok(entry) if lacks_text(&entry) => return Entry::Known(entry),
        other => return as_it_is(other),
    };
    let words = |article: &Article| article.text.split_whitespace().count();
    match page {
        None => Entry::Summary { entry, why: None },
        Some(Err(error)) => Entry::Summary { entry, why: Some(error) },
        Some(Ok(article)) if words(&article) < words(&entry) || article.text.trim().is_empty() => {
            let way_out = "it may want a login; save it in a browser and pass the file";
            let reason = Reason::NoArticle { what: "article longer than its summary in the feed", way_out };
            Entry::Summary { entry, why: Some(IngestError { at: Input::file(&article.source_path), reason }) }
        }
        Some(Ok(article)) => Entry::Page { article, entry: Box::new(entry) },
    }
}

/// The one article behind a link.
fn page(client: &Client, link: &str) -> Read {
    let failed = |reason| IngestError { at: Input::file(&super::shown(link)), reason };
    match client.get(link, &Validators::default()) {
        Ok(Fetched::Page(page)) => {
            let mut read = reader::read(link, None, page).0;
            if read.len() == 1
                && let Some(read) = read.pop()
            {
                return read;
            }
            let way_out = "give its own address if all that it holds is wanted";
            Err(failed(Reason::NoArticle { what: "single article", way_out }))
        }
        // Nothing was sent that could have been compared.
        Ok(Fetched::NotModified) => Err(failed(Reason::NoArticle { what: "page", way_out: "try again" })),
        Err(error) => Err(failed(error.into())),
    }
}

/// The entries as articles, and what is missing of them.
pub(super) fn articles(entries: Vec<Entry>) -> Vec<Read> {
    let read = |entry| match entry {
        Entry::Whole(article) | Entry::Known(article) | Entry::Page { article, .. } => vec![Ok(article)],
        Entry::Summary { entry, why } => {
            let entry = (!entry.text.trim().is_empty() || why.is_none()).then_some(Ok(entry));
            entry.into_iter().chain(why.map(Err)).collect()
        }
        Entry::Failed(error) => vec![Err(error)],
    };
    entries.into_iter().flat_map(read).collect()
}

/// True for the name of an entry of this feed.
pub(super) fn is_entry(feed: &str, name: &str) -> bool {
    name != feed && address::leads_into(name, feed)
}
