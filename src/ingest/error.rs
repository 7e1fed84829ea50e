use std::fmt;

use thiserror::Error;

use crate::text::escape_controls;

/// Where in an input something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The file as named by the user (or as found in a folder that the user named); `-` is standard input.
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
        match self.path.as_str() {
            "-" => f.write_str("standard input")?,
            path => f.write_str(&escape_controls(path))?,
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
    /// A web address.
    #[error(
        "is a web address, and fetching pages is not there yet; save the page and pass the file, or pipe it to `-`"
    )]
    Url,
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
    /// A gzip file that unpacks to more than its size allows.
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
    /// RSS, Atom or other XML.
    #[error("is XML or a feed, which is not read yet; save the article's own page and pass that")]
    Feed,
    /// A line of JSON Lines, or an object of a JSON file, that is no article.
    #[error("{what}; {way_out}")]
    Row {
        /// What is wrong.
        what: String,
        /// What to do about it.
        way_out: &'static str,
    },
}
