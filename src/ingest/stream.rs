//! An input as a stream: opened, unpacked where it is gzip, with a look at how it begins.

use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, stdin};

use super::error::Reason;
use super::gzip::{self, Members};
use super::limits;
use super::source::Place;

/// How much is looked at before the form of an input is known.
const HEAD: u64 = 1 << 16;

/// An input that was opened.
pub(super) struct Stream {
    /// How it begins, unpacked.
    pub head: Vec<u8>,
    /// All of it, unpacked, from the start.
    pub reader: Box<dyn BufRead + Send>,
    /// The file itself, where it is one and not packed: archives are read from their end.
    pub file: Option<File>,
}

impl Stream {
    /// Opens a file or standard input.
    pub fn open(place: &Place) -> Result<Stream, Reason> {
        match place {
            Place::Stdin => Stream::new(Box::new(BufReader::new(stdin())), None),
            Place::File(path) => {
                let file = File::open(path)?;
                let again = file.try_clone().ok();
                Stream::new(Box::new(BufReader::with_capacity(HEAD as usize, file)), again)
            }
        }
    }

    /// What lies in a container, as a stream of its own.
    pub fn of_bytes(bytes: Vec<u8>) -> Result<Stream, Reason> {
        Stream::new(Box::new(Cursor::new(bytes)), None)
    }

    fn new(reader: Box<dyn BufRead + Send>, file: Option<File>) -> Result<Stream, Reason> {
        let (head, reader) = peek(reader)?;
        if !head.starts_with(&gzip::MAGIC) {
            return Ok(Stream { head, reader, file });
        }
        let (head, reader) = peek(Box::new(BufReader::with_capacity(HEAD as usize, Members::new(reader))))?;
        Ok(Stream { head, reader, file: None })
    }

    /// The rest of it, up to a cap.
    ///
    /// # Errors
    /// [`Reason::TooLarge`] above the cap; what reading and unpacking give.
    pub fn bytes(self, limit: usize) -> Result<Vec<u8>, Reason> {
        capped(self.reader, limit)
    }
}

/// Reads all, up to a cap.
pub(super) fn capped(reader: impl Read, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(reason)?;
    if bytes.len() > limit { Err(Reason::TooLarge { limit }) } else { Ok(bytes) }
}

fn peek(mut reader: Box<dyn BufRead + Send>) -> Result<(Vec<u8>, Box<dyn BufRead + Send>), Reason> {
    let mut head = Vec::new();
    // What is damaged further on is read as far as it goes.
    let read = reader.by_ref().take(HEAD).read_to_end(&mut head);
    let failed: Box<dyn BufRead + Send> = match read {
        Ok(_) => Box::new(io::empty()),
        Err(error) if head.is_empty() => return Err(reason(error)),
        Err(error) => Box::new(BufReader::new(Failing(Some(error)))),
    };
    let whole = Cursor::new(head.clone()).chain(failed).chain(reader);
    Ok((head, Box::new(whole)))
}

/// Gives its error once, then nothing.
struct Failing(Option<io::Error>);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// What went wrong while unpacking, carried through [`io::Error`].
#[derive(Debug)]
pub(super) enum Unpacking {
    /// It unpacks to too much.
    Bomb,
    /// It is damaged.
    Damaged(String),
}

impl fmt::Display for Unpacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unpacking::Bomb => f.write_str("unpacks to too much"),
            Unpacking::Damaged(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Unpacking {}

/// True for the error that nothing can be read after.
pub(super) fn is_final(error: &io::Error) -> bool {
    match error.get_ref().and_then(|e| e.downcast_ref::<Unpacking>()) {
        Some(Unpacking::Damaged(_)) => false,
        Some(Unpacking::Bomb) | None => true,
    }
}

/// What a failed read means to the user.
pub(super) fn reason(error: io::Error) -> Reason {
    match error.get_ref().and_then(|e| e.downcast_ref::<Unpacking>()) {
        Some(Unpacking::Bomb) => Reason::Bomb { limit: limits::TOTAL, ratio: limits::RATIO },
        Some(Unpacking::Damaged(what)) => Reason::Unpack(what.clone()),
        None => Reason::Read(error),
    }
}
