//! Any input → articles. Knows files, encodings and forms; knows nothing of sentences.
//!
//! `source::expand` finds the files behind what the user named, `stream` opens and unpacks them under caps, `format`
//! tells their form. Containers (archives, mailboxes, web archives) hand their parts on through `part`; `decode` makes
//! text of bytes, and one reader a form makes articles of the text. `address` names the parts. `web` fetches what lies behind
//! an address, and hands it to the same readers.

mod address;
mod batches;
mod coding;
mod content_type;
pub(crate) mod day;
mod decode;
mod embargo;
mod error;
mod feed;
mod format;
mod gzip;
mod html;
mod id;
mod jsonl;
mod language;
mod limits;
mod lines;
mod mail;
mod markdown;
mod part;
mod repair;
mod source;
mod stream;
mod warc;
pub mod web;
mod zipped;

use std::collections::BTreeMap;
use std::ffi::OsStr;

use chrono::NaiveDate;
use rayon::prelude::*;

pub use address::file_of;
pub use batches::read_in_batches;
pub use embargo::{Embargo, embargo};
pub use error::{IngestError, Input, MailFault, Reason, RecordFault};
pub use feed::opml::FeedList;
pub use id::content_id;
pub use language::{SkipReason, language, skip_reason};
pub use mail::mails;

use crate::model::{Article, DAY_RULES};
use format::Format;
use part::{Budget, Context, Known};
use source::{Named, Source};
use stream::Stream;

/// One input (or one line of it), read: an article, or the reason why it gave none.
pub type Read = Result<Article, IngestError>;

/// Reads files, folders, patterns, web addresses and `-` (standard input); articles come in the order of the inputs,
/// those of a folder by name. What fails does not stop the others.
pub fn read<S: AsRef<OsStr>>(inputs: &[S]) -> Vec<Read> {
    read_with(inputs, &web::Options::default())
}

/// The same with other options for web addresses. Without an address among the inputs the network is left alone.
pub fn read_with<S: AsRef<OsStr>>(inputs: &[S], options: &web::Options) -> Vec<Read> {
    let named: Vec<Result<Named, IngestError>> = inputs.iter().flat_map(|i| source::expand(i.as_ref())).collect();
    let targets: Vec<web::Target> = named.iter().flatten().filter_map(target).collect();
    if targets.is_empty() {
        return local(named).into_iter().flatten().flatten().collect();
    }
    let (read, fetched) = std::thread::scope(|scope| {
        let fetching = scope.spawn(|| web::read_all(&targets, options));
        let read = local(named);
        (read, fetching.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let mut fetched = fetched.into_iter();
    read.into_iter().flat_map(|read| read.or_else(|| fetched.next()).unwrap_or_default()).collect()
}

/// The documents and archives in a folder that are of kinds that are not read (PDF, Office, tar …): the ending of their
/// names, and how many there are. Nothing for what is no folder.
pub fn passed_over(input: &OsStr) -> BTreeMap<&'static str, usize> {
    source::passed_over(input)
}

/// What a list of feeds names (a file of OPML, `.opml` or `.xml`); `None` for anything else, and for a file that cannot be
/// read.
pub fn feed_list(path: &str) -> Option<FeedList> {
    let name = path.to_ascii_lowercase();
    if !name.ends_with(".opml") && !name.ends_with(".xml") {
        return None;
    }
    let stream = Stream::open(&source::Place::File(path.into())).ok()?;
    if format::of(path, &stream.head) != Format::Feed {
        return None;
    }
    feed::opml::list(&decode::decode(&stream.bytes(limits::INPUT).ok()?).ok()?)
}

fn target(named: &Named) -> Option<web::Target> {
    match named {
        Named::Web(target) => Some(target.clone()),
        Named::Local(_) => None,
    }
}

/// What came of each input; `None` for those on the web.
fn local(named: Vec<Result<Named, IngestError>>) -> Vec<Option<Vec<Read>>> {
    let read = |named| match named {
        Ok(Named::Local(source)) => Some(read_source(&source, None)),
        Ok(Named::Web(_)) => None,
        Err(error) => Some(vec![Err(error)]),
    };
    named.into_par_iter().map(read).collect()
}

/// Reads a source; with `out`, all but the last parts of a container go there.
fn read_source(source: &Source, out: Option<part::Out>) -> Vec<Read> {
    let budget = Budget::new();
    let context = Context { found: source.found, wanted: source.part.as_deref(), depth: 0, budget: &budget, out };
    let read = Stream::open(&source.place)
        .map(|stream| read_stream(&source.name, stream, &Known::default(), context))
        .unwrap_or_else(|reason| failed(&source.name, reason));
    match &source.part {
        Some(part) if read.is_empty() => failed(part, Reason::NoPart),
        _ => read,
    }
}

fn failed(name: &str, reason: Reason) -> Vec<Read> {
    vec![Err(IngestError { at: Input::file(name), reason })]
}

/// Reads an input, or a part of one, by the reader of its form.
fn read_stream(name: &str, stream: Stream, known: &Known, context: Context) -> Vec<Read> {
    // A filter that gets nothing has nothing to say; an empty file was meant to be an article.
    if stream.head.is_empty() && name == "-" {
        return Vec::new();
    }
    let format = known.format.unwrap_or_else(|| format::of(name, &stream.head));
    // In a folder lie other JSON files too, and settings may come a line each.
    let is_rows = format == Format::Json && !context.found && jsonl::is_rows(&stream.head);
    match if is_rows { Format::Rows } else { format } {
        Format::Rows if context.wanted.is_some_and(|wanted| wanted != name) => return Vec::new(),
        // Where nobody takes them as they come, all are held at once: there is a cap.
        Format::Rows => {
            return match context.out.filter(|_| context.depth == 0) {
                Some(out) => jsonl::read(name, stream.reader, Some(out)),
                None => match stream.bytes(limits::ROWS) {
                    Ok(bytes) => jsonl::read(name, bytes.as_slice(), None),
                    Err(reason) => failed(name, reason),
                },
            };
        }
        Format::Zip => return zipped::read(name, stream, context),
        Format::Warc => return warc::read(name, stream.reader, context),
        Format::Mbox => return mail::mbox::read(name, stream.reader, context),
        _ => {}
    }
    let limit = if format == Format::Json { limits::ROWS } else { limits::INPUT };
    match stream.bytes(limit) {
        Ok(bytes) => read_bytes(name, &bytes, format, known, context),
        Err(reason) => failed(name, reason),
    }
}

fn read_bytes(name: &str, bytes: &[u8], format: Format, known: &Known, context: Context) -> Vec<Read> {
    if matches!(format, Format::Feed | Format::Json)
        && let Some(entries) = feed::read(name, bytes, format, known, context)
    {
        return entries;
    }
    if context.wanted.is_some_and(|wanted| wanted != name) {
        return Vec::new();
    }
    if format == Format::Json {
        let mut rows = jsonl::read_whole(name, bytes);
        // In a folder lie other JSON files too: settings, briefs.
        if context.found && rows.iter().all(Result::is_err) {
            rows.clear();
        }
        return rows;
    }
    match article(name, bytes, format, known) {
        Err(Reason::Feed | Reason::FeedList) if context.found => Vec::new(),
        Ok(article) => vec![Ok(article)],
        Err(reason) => failed(name, reason),
    }
}

fn article(name: &str, bytes: &[u8], format: Format, known: &Known) -> Result<Article, Reason> {
    let text = || decode::decode_as(bytes, known.encoding);
    let article = match format {
        Format::Mail => mail::read(bytes)?,
        Format::Feed if feed::opml::list(&text()?).is_some() => return Err(Reason::FeedList),
        Format::Feed => return Err(Reason::Feed),
        Format::Html => html::read(&text()?, known.url.as_deref(), known.reached.as_deref())?,
        Format::Markdown => markdown::read(&text()?),
        Format::Text | Format::Rows | Format::Json | Format::Mbox | Format::Warc | Format::Zip => {
            Article { text: text()?, ..Article::default() }
        }
    };
    // What was fetched on a day was not published after it; a day is left for the zones.
    let possible = |day: &NaiveDate| known.fetched.and_then(|f| f.succ_opt()).is_none_or(|last| *day <= last);
    finish(Article {
        source_path: name.to_owned(),
        url: known.url.clone().or(article.url).or(known.reached.clone()),
        published: article.published.filter(possible),
        updated: article.updated.filter(possible),
        ..article
    })
}

/// Fills in what follows from the text alone.
fn finish(mut article: Article) -> Result<Article, Reason> {
    if article.text.len() > limits::ARTICLE {
        return Err(Reason::TooLong { limit: limits::ARTICLE });
    }
    // One without a text is known by its headline: all of them would be one article.
    let bare = article.text.trim().is_empty();
    article.id = content_id(article.title.as_deref().filter(|_| bare).unwrap_or(&article.text));
    article.published_by = article.published_by.filter(|_| article.published.is_some());
    article.updated = article.updated.filter(|day| article.published.is_none_or(|published| *day > published));
    debug_assert!(article.published_by.is_none_or(|rule| DAY_RULES.contains(&rule)), "{:?}", article.published_by);
    article.lang = language(&article.text).or(article.lang);
    Ok(article)
}

/// True for `http` and `https` addresses without white space or control characters.
fn is_web_address(url: &str) -> bool {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    (lower.starts_with("http://") || lower.starts_with("https://"))
        && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}
