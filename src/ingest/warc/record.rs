//! The records of a web archive, one after the other, with a way back after damage.

use std::io::{self, BufRead, Cursor, Read};

use memchr::memmem;

use crate::ingest::error::{Reason, RecordFault};
use crate::ingest::limits;
use crate::ingest::stream::{is_final, reason};

/// How a record begins.
const START: &[u8] = b"WARC/";
/// The end of a block, and the start of the next record.
const SEAM: &[u8] = b"\r\n\r\nWARC/1.";
/// Line ends between records that are remembered.
const BLANK: usize = 64;
/// Bytes that are read twice at most.
const GIVEN_BACK: usize = 16 * limits::INPUT;
/// Bytes of a record's header.
const HEADER: usize = 64 << 10;

/// A record: its header fields and its block.
#[derive(Debug)]
pub(super) struct Record {
    fields: Vec<(String, String)>,
    block: Vec<u8>,
    whole: bool,
}

impl Record {
    /// A header field, by its name in small letters.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The block as far as it was kept.
    pub fn block(&self) -> &[u8] {
        &self.block
    }

    /// The block, where it was not too large to be kept.
    pub fn into_block(self) -> Result<Vec<u8>, Reason> {
        if self.whole { Ok(self.block) } else { Err(Reason::TooLarge { limit: limits::INPUT }) }
    }
}

/// Gives each record with its number, from 1, or what is wrong with it.
pub(super) struct Records<R> {
    reader: Pushback<R>,
    n: usize,
    /// What went wrong while looking behind a record: it belongs to the next one.
    pending: Option<io::Error>,
    /// The line ends that were skipped last.
    blank: Vec<u8>,
    /// Bytes that were given back: a file that makes much of it is hostile.
    given_back: usize,
    done: bool,
}

impl<R: BufRead> Records<R> {
    pub fn new(reader: R) -> Self {
        Records {
            reader: Pushback { front: Cursor::default(), then: None, rest: reader },
            n: 0,
            pending: None,
            blank: Vec::new(),
            given_back: 0,
            done: false,
        }
    }

    fn record(&mut self) -> Result<Record, Fault> {
        let mut header = Vec::new();
        line(&mut self.reader, &mut header)?;
        if !header.starts_with(START) {
            self.find_start(true)?;
            return Err(RecordFault::NoRecord.into());
        }
        let fields = self.fields()?;
        let length = fields.iter().find(|(name, _)| name == "content-length").and_then(|(_, v)| v.parse::<u64>().ok());
        let Some(length) = length else {
            self.find_start(true)?;
            return Err(RecordFault::NoLength.into());
        };
        let mut block = Vec::new();
        if let Err(error) = self.reader.by_ref().take(length.min(limits::INPUT as u64)).read_to_end(&mut block) {
            if is_final(&error) || memmem::find(&block, SEAM).is_none() {
                return Err(error.into());
            }
            // The damage is that of a record which this one took for its own.
            self.reader.then = Some(error);
            self.blank.clear();
            return Err(self.give_back(block, RecordFault::WrongLength).into());
        }
        let kept = block.len() as u64;
        let mut beyond = self.reader.by_ref().take(length.saturating_sub(limits::INPUT as u64));
        let skipped = io::copy(&mut beyond, &mut io::sink())?;
        let is_cut = kept + skipped < length;
        if is_cut || !self.at_seam() {
            if is_cut {
                self.blank.clear();
            }
            let fault = if is_cut && self.pending.is_none() { RecordFault::Cut } else { RecordFault::WrongLength };
            return Err(self.give_back(block, fault).into());
        }
        Ok(Record { fields, block, whole: skipped == 0 })
    }

    /// The header lines up to the empty one; a line that begins with a blank continues the one before.
    fn fields(&mut self) -> Result<Vec<(String, String)>, Fault> {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut size = 0;
        loop {
            let mut bytes = Vec::new();
            line(&mut self.reader, &mut bytes)?;
            size += bytes.len();
            if bytes.is_empty() {
                return Err(RecordFault::Cut.into());
            }
            let text = String::from_utf8_lossy(&bytes);
            let text = text.trim_end_matches(['\r', '\n']);
            if text.is_empty() {
                return Ok(fields);
            }
            if size > HEADER {
                self.find_start(true)?;
                return Err(RecordFault::NoLength.into());
            }
            match (text.starts_with([' ', '\t']), text.split_once(':'), fields.last_mut()) {
                (true, _, Some((_, value))) => *value = format!("{value} {}", text.trim()),
                (_, Some((name, value)), _) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
    }

    /// Skips the empty lines behind a block. True where a record follows, or the end, or damage that is the next one's.
    fn at_seam(&mut self) -> bool {
        match self.skip_empty() {
            Ok(next) => {
                next.is_empty() || START.starts_with(next.get(..START.len().min(next.len())).unwrap_or_default())
            }
            Err(error) => {
                self.pending = Some(error);
                true
            }
        }
    }

    fn skip_empty(&mut self) -> io::Result<&[u8]> {
        self.blank.clear();
        loop {
            let buffer = self.reader.fill_buf()?;
            let empty = buffer.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
            let (all, none) = (empty == buffer.len(), empty == 0);
            if none || buffer.is_empty() {
                break;
            }
            let kept = BLANK.saturating_sub(self.blank.len()).min(empty);
            self.blank.extend_from_slice(buffer.get(..kept).unwrap_or_default());
            self.reader.consume(empty);
            if !all {
                break;
            }
        }
        self.reader.fill_buf()
    }

    /// A block that took too much gives back the records that it swallowed; after one that took too little the next start
    /// is looked for.
    fn give_back(&mut self, mut block: Vec<u8>, fault: RecordFault) -> RecordFault {
        block.append(&mut self.blank);
        let seam = memmem::find(&block, SEAM);
        // The seam may lie across the end of the block.
        let from = seam.unwrap_or_else(|| (block.len() + 1).saturating_sub(SEAM.len()));
        let back = block.get(from..).unwrap_or_default();
        self.given_back += back.len();
        if self.given_back > GIVEN_BACK {
            self.done = true;
            return fault;
        }
        self.reader.push(back);
        if seam.is_some() {
            return RecordFault::WrongLength;
        }
        if let Err(error) = self.find_start(false) {
            self.pending = Some(error);
        }
        fault
    }

    /// Moves on to the next line that begins a record, or to the end. Damage on the way is part of what is lost.
    fn find_start(&mut self, mut at_line_start: bool) -> io::Result<()> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            match line(&mut self.reader, &mut bytes) {
                Ok(0) => return Ok(()),
                Ok(_) if at_line_start && bytes.starts_with(START) => {
                    self.reader.push(&bytes);
                    return Ok(());
                }
                Ok(_) => at_line_start = bytes.ends_with(b"\n"),
                Err(error) if is_final(&error) => return Err(error),
                // The next member begins a record.
                Err(_) => at_line_start = true,
            }
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = (usize, Result<Record, Reason>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let failed = match self.pending.take() {
            Some(error) => Some(error),
            None => match self.skip_empty() {
                Ok([]) => return None,
                Ok(_) => None,
                Err(error) => Some(error),
            },
        };
        self.n += 1;
        let result = match failed {
            Some(error) => Err(Fault::Read(error)),
            None => self.record(),
        };
        let result = result.map_err(|fault| match fault {
            Fault::Record(fault) => fault.into(),
            Fault::Read(error) => {
                self.done = is_final(&error) || self.find_start(true).is_err();
                reason(error)
            }
        });
        Some((self.n, result))
    }
}

enum Fault {
    Record(RecordFault),
    Read(io::Error),
}

impl From<RecordFault> for Fault {
    fn from(fault: RecordFault) -> Self {
        Fault::Record(fault)
    }
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        Fault::Read(error)
    }
}

/// Reads a line with its end, or as much as a header may have.
fn line(reader: &mut impl BufRead, out: &mut Vec<u8>) -> io::Result<usize> {
    reader.take(HEADER as u64).read_until(b'\n', out)
}

/// A reader that takes bytes back, and the error that came after them.
struct Pushback<R> {
    front: Cursor<Vec<u8>>,
    then: Option<io::Error>,
    rest: R,
}

impl<R> Pushback<R> {
    fn push(&mut self, bytes: &[u8]) {
        let at = usize::try_from(self.front.position()).unwrap_or_default();
        let left = self.front.get_ref().get(at..).unwrap_or_default();
        self.front = Cursor::new([bytes, left].concat());
    }
}

impl<R: BufRead> Read for Pushback<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match (self.front.read(buffer)?, self.then.take_if(|_| !buffer.is_empty())) {
            (0, Some(error)) => Err(error),
            (0, None) => self.rest.read(buffer),
            (n, then) => {
                self.then = then;
                Ok(n)
            }
        }
    }
}

impl<R: BufRead> BufRead for Pushback<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let is_empty = self.front.position() >= self.front.get_ref().len() as u64;
        match self.then.take_if(|_| is_empty) {
            Some(error) => Err(error),
            None if is_empty => self.rest.fill_buf(),
            None => self.front.fill_buf(),
        }
    }

    fn consume(&mut self, n: usize) {
        let is_empty = self.front.position() >= self.front.get_ref().len() as u64;
        if is_empty { self.rest.consume(n) } else { self.front.consume(n) }
    }
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
