//! Many inputs, some at a time: nothing but a batch is in memory.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::error::IngestError;
use super::source::{self, Place, Source};
use super::{Read, read_source};

/// Files that are read at once.
const FILES: usize = 64;
/// Bytes of the files that are read at once.
const BYTES: u64 = 8 << 20;
/// Bytes from which on a file is read alone, its parts some at a time.
const LARGE: u64 = 256 << 10;

/// Takes a batch; says whether to go on.
type Take<'a> = dyn FnMut(Vec<Read>) -> ControlFlow<()> + Send + 'a;

/// Reads inputs as [`read`](super::read) does, in the same order, and hands them on in batches of a bounded size. Where
/// `take` breaks, reading ends soon.
pub fn read_in_batches<S: AsRef<OsStr>>(inputs: &[S], take: &mut Take<'_>) {
    let out = Out { take: Mutex::new(take), stopped: AtomicBool::new(false) };
    let mut waiting: Vec<Result<Source, IngestError>> = Vec::new();
    let mut bytes = 0;
    for source in inputs.iter().flat_map(|input| source::expand(input.as_ref())) {
        let size = source.as_ref().map_or(0, size);
        if size >= LARGE || waiting.len() >= FILES || bytes + size > BYTES {
            out.give(together(std::mem::take(&mut waiting)));
            bytes = 0;
        }
        if out.is_stopped() {
            return;
        }
        match source {
            Ok(source) if size >= LARGE => out.give(read_source(&source, Some(&|batch| out.give(batch)))),
            source => waiting.push(source),
        }
        bytes += size;
    }
    out.give(together(waiting));
}

fn together(sources: Vec<Result<Source, IngestError>>) -> Vec<Read> {
    let read = |source: Result<Source, IngestError>| match source {
        Ok(source) => read_source(&source, None),
        Err(error) => vec![Err(error)],
    };
    sources.into_par_iter().flat_map(read).collect()
}

/// The size of a file; that of a stream, and of what is packed, is not known before it is read.
fn size(source: &Source) -> u64 {
    let Place::File(path) = &source.place else { return LARGE };
    let is_packed =
        path.extension().is_some_and(|end| end.eq_ignore_ascii_case("gz") || end.eq_ignore_ascii_case("zip"));
    if is_packed { LARGE } else { path.metadata().map_or(0, |file| file.len()) }
}

/// Where the parts of a large input go while it is still being read.
struct Out<'a, 'b> {
    take: Mutex<&'a mut Take<'b>>,
    stopped: AtomicBool,
}

impl Out<'_, '_> {
    /// Hands a batch on.
    fn give(&self, batch: Vec<Read>) {
        if batch.is_empty() || self.is_stopped() {
            return;
        }
        let Ok(mut take) = self.take.lock() else { return };
        if take(batch).is_break() {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    /// True once nothing more is taken.
    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}
