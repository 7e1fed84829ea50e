//! What lies in a container, on its way to the reader of its form.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use encoding_rs::Encoding;
use rayon::prelude::*;

use super::address::leads_into;
use super::error::{IngestError, Input, Reason};
use super::format::Format;
use super::stream::Stream;
use super::{Read, limits, read_stream};

/// A message, record or entry, unpacked.
pub(super) struct Part {
    /// Its name: that of the container and its own.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// What its container says of it.
    pub known: Known,
}

/// What is known of an input before it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    /// Its form.
    pub format: Option<Format>,
    /// Its character set.
    pub encoding: Option<&'static Encoding>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was fetched from: its address if it names no other itself.
    pub reached: Option<String>,
    /// The day on which it was fetched: nothing in it can be later.
    pub fetched: Option<NaiveDate>,
}

/// Takes what was read of a container so far.
pub(super) type Out<'a> = &'a (dyn Fn(Vec<Read>) + Sync);

/// What is asked of an input, and what it may still cost.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// The user did not name it: what is no article is left out without a word.
    pub found: bool,
    /// The one part that is wanted, if not all are.
    pub wanted: Option<&'a str>,
    /// Containers around it.
    pub depth: usize,
    /// What all containers of one file may unpack to.
    pub budget: &'a Budget,
    /// Where the parts of the outermost container go while it is being read, if not all come together.
    pub out: Option<Out<'a>>,
}

impl<'a> Context<'a> {
    /// The same for what lies in a container of this name.
    pub fn within(self, name: &str) -> Context<'a> {
        Context { wanted: self.wanted.filter(|wanted| *wanted != name), depth: self.depth + 1, ..self }
    }

    /// True where a part is wanted, or something in it, or something that it lies in.
    pub fn wants(&self, name: &str) -> bool {
        self.wanted.is_none_or(|wanted| leads_into(wanted, name) || leads_into(name, wanted))
    }

    /// True once nothing that follows a part can be wanted.
    pub fn is_last(&self, name: &str) -> bool {
        self.wanted.is_some_and(|wanted| leads_into(wanted, name))
    }
}

/// Bytes that may still be unpacked.
pub(super) struct Budget(AtomicUsize);

impl Budget {
    pub fn new() -> Self {
        Budget(AtomicUsize::new(limits::ARCHIVE))
    }

    /// Adds what an archive of so many bytes may unpack to.
    pub fn add(&self, packed: usize) {
        self.0.fetch_add(packed.saturating_mul(limits::ARCHIVE_RATIO).min(limits::ARCHIVE_MOST), Ordering::Relaxed);
    }

    /// Takes bytes out; an error where there are no more so many.
    pub fn take(&self, bytes: usize) -> Result<(), Reason> {
        let less = |left: usize| left.checked_sub(bytes);
        let taken = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
        taken.map(|_| ()).map_err(|_| Reason::Archive {
            what: "the archive unpacks to more than news in such a file would".to_owned(),
            way_out: "unpack it yourself if you trust it, and pass the folder",
        })
    }
}

/// Parts of a container, read some at a time: side by side, in order, and without holding all at once.
pub(super) struct Batch<'a> {
    context: Context<'a>,
    waiting: Vec<Result<Part, IngestError>>,
    bytes: usize,
    done: Vec<Read>,
}

impl<'a> Batch<'a> {
    /// For the parts of a container; the context is that of the parts.
    pub fn new(context: Context<'a>) -> Self {
        Batch { context, waiting: Vec::new(), bytes: 0, done: Vec::new() }
    }

    /// Adds a part.
    pub fn push(&mut self, part: Part) {
        self.bytes += part.bytes.len();
        self.add(Ok(part));
    }

    /// Adds the reason why a part cannot be read.
    pub fn fail(&mut self, name: &str, reason: Reason) {
        self.add(Err(IngestError { at: Input::file(name), reason }));
    }

    fn add(&mut self, part: Result<Part, IngestError>) {
        self.waiting.push(part);
        if self.bytes > limits::BATCH || self.waiting.len() >= limits::BATCH_PARTS {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let context = self.context;
        self.bytes = 0;
        let parts = std::mem::take(&mut self.waiting);
        if let Some(give) = context.out.filter(|_| context.depth == 1 && !parts.is_empty()) {
            give(std::mem::take(&mut self.done));
        }
        self.done.par_extend(parts.into_par_iter().flat_map(|part| match part {
            Ok(part) => read_part(part, context),
            Err(error) => vec![Err(error)],
        }));
    }

    /// All that was read, in order; what went out before is left out.
    pub fn finish(mut self) -> Vec<Read> {
        self.flush();
        self.done
    }
}

fn read_part(part: Part, context: Context) -> Vec<Read> {
    let read = if context.depth > limits::DEPTH {
        Err(Reason::Deep { limit: limits::DEPTH })
    } else {
        Stream::of_bytes(part.bytes).map(|stream| read_stream(&part.name, stream, &part.known, context))
    };
    read.unwrap_or_else(|reason| vec![Err(IngestError { at: Input::file(&part.name), reason })])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_budget_is_taken_once() {
        let budget = Budget::new();
        assert!(budget.take(limits::ARCHIVE).is_ok());
        assert!(budget.take(0).is_ok());
        assert!(matches!(budget.take(1), Err(Reason::Archive { .. })));
        budget.add(1);
        assert!(budget.take(limits::ARCHIVE_RATIO).is_ok());
    }

    #[test]
    fn what_is_wanted_leads_in_and_out() {
        let budget = Budget::new();
        let context = Context { found: false, wanted: Some("a.zip!/b.mbox#3"), depth: 0, budget: &budget, out: None };
        assert!(context.wants("a.zip!/b.mbox") && !context.wants("a.zip!/c.mbox"));
        assert!(context.is_last("a.zip!/b.mbox#3") && !context.is_last("a.zip!/b.mbox#2"));
        let context = Context { wanted: Some("a.zip!/b.mbox"), ..context };
        assert!(context.within("a.zip!/b.mbox").wants("a.zip!/b.mbox#7"));
    }
}
