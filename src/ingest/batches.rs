//! Many inputs, some at a time: nothing but a batch is in memory.

use std::ffi::OsStr;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use super::error::IngestError;
use super::source::{self, Named, Place, Source};
use super::{Read, read_source, web};

/// Files that are read at once.
const FILES: usize = 64;
/// Bytes of the files that are read at once.
const BYTES: u64 = 8 << 20;
/// Bytes from which on a file is read alone, its parts some at a time.
const LARGE: u64 = 256 << 10;

/// Articles that are handed on at once.
const MOST: usize = 256;

/// Takes a batch; says whether to go on.
type Take<'a> = dyn FnMut(Vec<Read>) -> ControlFlow<()> + Send + 'a;

/// Reads inputs as [`read_with`](super::read_with) does, in the same order, and hands them on in batches of a bounded size.
/// Where `take` breaks, reading ends soon.
pub fn read_in_batches<S: AsRef<OsStr>>(inputs: &[S], options: &web::Options, take: &mut Take<'_>) {
    let out = Out { take: Mutex::new(take), stopped: AtomicBool::new(false) };
    let mut waiting: Vec<Result<Source, IngestError>> = Vec::new();
    let mut targets: Vec<web::Target> = Vec::new();
    let mut bytes = 0;
    for named in inputs.iter().flat_map(|input| source::expand(input.as_ref())) {
        let source = match named {
            Ok(Named::Local(source)) => Ok(source),
            Err(error) => Err(error),
            Ok(Named::Web(target)) => {
                out.give(together(std::mem::take(&mut waiting)));
                bytes = 0;
                targets.push(target);
                continue;
            }
        };
        // Hosts are asked side by side.
        if !targets.is_empty() {
            web::read_all(&std::mem::take(&mut targets), options).into_iter().for_each(|read| out.give(read));
        }
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
    web::read_all(&targets, options).into_iter().for_each(|read| out.give(read));
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
    /// Hands on what was read, no more than a batch at a time.
    fn give(&self, read: Vec<Read>) {
        let Ok(mut take) = self.take.lock() else { return };
        let mut left = read.into_iter();
        while !self.is_stopped() && left.len() > 0 {
            if take(left.by_ref().take(MOST).collect()).is_break() {
                self.stopped.store(true, Ordering::Relaxed);
            }
        }
    }

    /// True once nothing more is taken.
    fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::*;

    fn names(read: &[Read]) -> Vec<String> {
        read.iter()
            .map(|read| match read {
                Ok(article) => article.text.clone(),
                Err(error) => error.to_string(),
            })
            .collect()
    }

    #[test]
    fn batches_are_bounded_and_hold_what_read_gives() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let row = |n: usize| format!("{{\"text\": \"Row {n}. {}\"}}\n", "x".repeat(400));
        std::fs::write(folder.path().join("b.jsonl"), (0..1000).map(row).collect::<String>())?;
        for n in 0..150 {
            std::fs::write(folder.path().join(format!("a{n:03}.txt")), format!("Text {n}."))?;
        }
        let inputs = [folder.path().as_os_str().to_owned(), folder.path().join("none.txt").into_os_string()];
        let mut batches = Vec::new();
        read_in_batches(&inputs, &web::Options::default(), &mut |batch| {
            batches.push(batch);
            ControlFlow::Continue(())
        });
        assert!(batches.iter().all(|batch| (1..=MOST).contains(&batch.len())), "no batch is empty or large");
        assert_eq!(names(&batches.into_iter().flatten().collect::<Vec<_>>()), names(&super::super::read(&inputs)));
        Ok(())
    }

    #[test]
    fn a_break_ends_it() -> Result<(), Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("a.jsonl"), "{\"text\": \"Row.\"}\n".repeat(20_000))?;
        let mut batches = 0;
        read_in_batches(&[folder.path()], &web::Options::default(), &mut |_| {
            batches += 1;
            ControlFlow::Break(())
        });
        assert_eq!(batches, 1);
        Ok(())
    }
}
