//! The lines of a file, some at a time.

use std::io::{BufRead, Read as _};

use super::error::Reason;
use super::limits;
use super::stream::reason;

/// Bytes of the lines that are read at once.
const BATCH: usize = 4 << 20;
/// Lines that are read at once.
pub(super) const BATCH_LINES: usize = 1024;

/// What some writers put before UTF-8.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The lines with their numbers, from 1. A file in UTF-16 is no JSON Lines for any reader; it comes out as one error.
pub(super) struct Lines<R> {
    reader: R,
    n: usize,
    ended: bool,
}

impl<R: BufRead> Lines<R> {
    /// From the first line on.
    pub fn new(reader: R) -> Self {
        Lines { reader, n: 0, ended: false }
    }

    /// The next few; none at the end, and after an error of reading.
    pub fn batch(&mut self) -> Vec<(usize, Result<Vec<u8>, Reason>)> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH && batch.len() < BATCH_LINES {
            let Some(line) = self.line().transpose() else { break };
            bytes += line.as_ref().map_or(0, Vec::len);
            batch.push((self.n, line));
        }
        batch
    }

    fn line(&mut self) -> Result<Option<Vec<u8>>, Reason> {
        if self.ended {
            return Ok(None);
        }
        self.n += 1;
        let mut line = Vec::new();
        let read = self.reader.by_ref().take(limits::INPUT as u64 + 1).read_until(b'\n', &mut line);
        if let Err(error) = read {
            // What was read of it is half a line; and what is broken may be so for ever.
            self.ended = true;
            return Err(reason(error));
        }
        if line.len() > limits::INPUT {
            if !line.ends_with(b"\n") {
                self.reader.skip_until(b'\n').map_err(reason)?;
            }
            return Err(Reason::TooLarge { limit: limits::INPUT });
        }
        if line.is_empty() {
            return Ok(None);
        }
        if self.n == 1 && line.starts_with(BOM) {
            line.drain(..BOM.len());
        }
        Ok(Some(line))
    }
}
