use std::fmt;

use thiserror::Error;

use super::web::FetchError;
use crate::text::escape_controls;

/// Where in an input something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file or address as named by the user (or as found in a folder or feed that the user named); `-` is standard
    /// input. What lies in a container has its name after it: `news.zip!/page.html`, `box.mbox#3`.
    pub path: String,
    /// The line, from 1, where the input has lines of its own.
    pub line: Option<usize>,
}

impl Input {
    /// A whole file.
    pub fn file(path: &str) -> Self {
        Input { path: path.to_owned(), line: None }
    }

    /// The line of a file, from 1.
    pub fn line(path: &str, line: usize) -> Self {
        Input { path: path.to_owned(), line: Some(line) }
    }
}

/// `FILE` or `FILE:LINE`; control characters of the name are escaped.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.strip_prefix('-') {
            Some(part) if part.is_empty() || part.starts_with(['#', '!']) => {
                write!(f, "standard input{}", escape_controls(part))?;
            }
            _ if self.path.is_empty() => f.write_str("\"\"")?,
            _ => f.write_str(&escape_controls(&self.path))?,
        }
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// Why an input, or a line of it, gave no article: `FILE:LINE: what is wrong; the way out`.
#[derive(Debug, Error)]
#[error("{at}: {reason}")]
pub struct IngestError {
    /// Which input.
    pub at: Input,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What is wrong with an input.
#[derive(Debug, Error)]
pub enum Reason {
    /// The system does not hand it over.
    #[error("cannot be read: {0}")]
    Read(#[from] std::io::Error),
    /// A web address that gives nothing.
    #[error(transparent)]
    Web(#[from] FetchError),
    /// No file or folder of that name.
    #[error("is not there{}", .meant.as_ref().map_or(String::new(), |name| format!("; did you mean {}?", escape_controls(name))))]
    Missing {
        /// What stands beside it under a name that is nearly the same.
        meant: Option<String>,
    },
    /// A pattern with wildcards that no file matches.
    #[error("no file matches this pattern; check it, or quote it less")]
    NoMatch,
    /// A pattern with wildcards that cannot be understood.
    #[error("is no pattern: {0}; escape `[` as `[[]` or name the files")]
    Pattern(String),
    /// More bytes than an input may have.
    #[error("is larger than {} MB; split it", .limit >> 20)]
    TooLarge {
        /// The cap in bytes.
        limit: usize,
    },
    /// One text longer than an article may be.
    #[error("one article of more than {} MB of text; split it, or give JSON Lines with an article a line", .limit >> 20)]
    TooLong {
        /// The cap in bytes.
        limit: usize,
    },
    /// A gzip file or an archive that unpacks to more than its size allows.
    #[error("unpacks to more than {} MB or {ratio} times its size; unpack it yourself if you trust it", .limit >> 20)]
    Bomb {
        /// The cap in bytes.
        limit: usize,
        /// The cap on unpacked to packed size.
        ratio: usize,
    },
    /// A gzip file that is damaged.
    #[error("cannot be unpacked: {0}; fetch it again")]
    Unpack(String),
    /// Bytes that are no text.
    #[error("is no text but {what}; give plain text, Markdown, HTML or JSON Lines")]
    Binary {
        /// What it looks like.
        what: &'static str,
    },
    /// A page that lists articles.
    #[error("is a list of articles, and none itself; pass the address of an article, or of the site's feed")]
    Listing,
    /// XML that is no feed.
    #[error("is XML, but no feed (RSS, RDF or Atom); save the article's own page and pass that")]
    Feed,
    /// A list of feeds.
    #[error("is a list of feeds (OPML); `attache fetch` of it reads those that it names")]
    FeedList,
    /// A container without anything to read in it.
    #[error("holds no {what}; {way_out}")]
    NoArticle {
        /// What was looked for.
        what: &'static str,
        /// What to do about it.
        way_out: &'static str,
    },
    /// A part that was named and is not there.
    #[error("is not there; `attache extract` on the file alone names its parts as \"source_path\"")]
    NoPart,
    /// Containers in containers.
    #[error("lies in more than {limit} archives; unpack the outer ones and pass what is in them")]
    Deep {
        /// How many are opened.
        limit: usize,
    },
    /// An archive, or an entry of one, that cannot be unpacked.
    #[error("{what}; {way_out}")]
    Archive {
        /// What is wrong.
        what: String,
        /// What to do about it.
        way_out: &'static str,
    },
    /// A mail that gives no article.
    #[error(transparent)]
    Mail(#[from] MailFault),
    /// A record of a web archive that is damaged.
    #[error(transparent)]
    Record(#[from] RecordFault),
    /// A line of JSON Lines, or an object of a JSON file, that is no article.
    #[error("{what}; {way_out}")]
    Row {
        /// What is wrong.
        what: String,
        /// What to do about it.
        way_out: &'static str,
    },
}

/// Why a mail gives no article.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFault {
    /// No header lines at its start.
    #[error(
        "is no mail: no header lines such as \"From:\" and \"Date:\" at its start; save the whole message, headers too"
    )]
    NoHeader,
    /// No part of it is text.
    #[error("the mail has no text part{}; save what is attached and pass that", attached(.0))]
    NoText(Vec<String>),
    /// Its text is encrypted.
    #[error("the mail is encrypted; decrypt it and save it again")]
    Encrypted,
}

fn attached(types: &[String]) -> String {
    if types.is_empty() { String::new() } else { format!(", only {}", types.join(", ")) }
}

/// What is wrong with a record of a web archive.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RecordFault {
    /// Something else stands where a record should begin.
    #[error("no record begins where the one before it ends; fetch the file again if you need what is lost")]
    NoRecord,
    /// Its header lacks a length, or one that can be read.
    #[error("the record's header states no length; fetch the file again if you need it")]
    NoLength,
    /// Its block is longer or shorter than its header says.
    #[error("the record is not as long as its header says; fetch the file again if you need it")]
    WrongLength,
    /// The file ends in it.
    #[error("the file ends within the record; fetch the file again if you need it")]
    Cut,
    /// What was stored is no HTTP response.
    #[error("the record holds no HTTP response; fetch its page again if you need it")]
    NoResponse,
    /// The body is packed in a way that is not read, or is damaged.
    #[error("the body is packed with {0} and cannot be unpacked; fetch its page again if you need it")]
    Coding(String),
}
