//! What all commands that read articles share: reading the inputs, reporting failures, the exit code.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::{IsTerminal, stdout};
use std::ops::ControlFlow;
use std::process::ExitCode;

use super::output::Stop;
use super::web::WebArgs;
use super::{desk, progress, talk};
use crate::ingest::web::is_address;
use crate::ingest::{self, IngestError, Input, Read};
use crate::model::Article;

/// What became of the inputs.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// How many articles came in.
    pub read: usize,
    /// Inputs, or lines of them, that gave none; in order.
    pub failures: Vec<IngestError>,
}

/// Reads the inputs in the order in which they are named; each failure is a line on standard error.
///
/// # Errors
/// The exit code, where the environment asks for something that cannot be done.
pub(super) fn read(inputs: &[OsString], web: &WebArgs) -> Result<(Vec<Article>, Outcome), ExitCode> {
    let options = web.options(inputs)?;
    progress::doing("reading");
    progress::watch(&options.requests);
    let mut articles = Vec::new();
    let mut reading = Reading::default();
    reading.sort(ingest::read_with(inputs, &options), &mut articles);
    let outcome = reading.end(inputs);
    progress::doing(format!("going through {}", desk::articles(outcome.read)));
    Ok((articles, outcome))
}

/// The same, some at a time: nothing but a batch is held, however many there are.
///
/// # Errors
/// The exit code, where the environment asks for something that cannot be done, and what `take` gives.
pub(super) fn read_in_batches(
    inputs: &[OsString],
    web: &WebArgs,
    mut take: impl FnMut(Vec<Article>) -> Result<(), Stop> + Send,
) -> Result<Outcome, Stop> {
    let options = web.options(inputs).map_err(Stop)?;
    progress::doing("reading");
    progress::watch(&options.requests);
    let mut reading = Reading::default();
    let mut taken = Ok(());
    ingest::read_in_batches(inputs, &options, &mut |batch| {
        let mut articles = Vec::with_capacity(batch.len());
        reading.sort(batch, &mut articles);
        taken = take(articles);
        // What is printed on a terminal shows by itself how far it is.
        if !stdout().is_terminal() {
            progress::doing(format!("{} read", desk::articles(reading.outcome.read)));
        }
        if taken.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    taken.map(|()| reading.end(inputs))
}

/// What becomes of the inputs, while they are read.
#[derive(Default)]
struct Reading {
    outcome: Outcome,
    /// Of each feed, how many of its entries are summaries, and how many there are.
    feeds: BTreeMap<String, (usize, usize)>,
}

impl Reading {
    fn sort(&mut self, batch: Vec<Read>, articles: &mut Vec<Article>) {
        for read in batch {
            match read {
                Ok(article) => {
                    self.count(&article);
                    articles.push(article);
                }
                Err(error) => {
                    talk::error(&error);
                    self.outcome.failures.push(error);
                }
            }
        }
    }

    fn count(&mut self, article: &Article) {
        self.outcome.read += 1;
        // An entry of a feed is a part of it, or a page of its own where that was fetched.
        let part = article.source_path.rsplit_once('#').map(|(feed, _)| feed);
        let Some(feed) = part.or(article.excerpt.then_some(article.source_path.as_str())) else { return };
        if !self.feeds.contains_key(feed) {
            self.feeds.insert(feed.to_owned(), (0, 0));
        }
        if let Some((excerpts, all)) = self.feeds.get_mut(feed) {
            *excerpts += usize::from(article.excerpt);
            *all += 1;
        }
    }

    /// Says what there is to say of all of them.
    fn end(self, inputs: &[OsString]) -> Outcome {
        self.note_excerpts();
        inputs.iter().for_each(|input| note_passed_over(input));
        self.outcome.summarize();
        self.outcome
    }

    /// Says of each feed how many of its entries are summaries: a brief of them knows less than the articles.
    fn note_excerpts(&self) {
        for (feed, (excerpts, all)) in self.feeds.iter().filter(|(_, (excerpts, _))| *excerpts > 0) {
            let at = Input::file(feed);
            // Entries whose pages were fetched are named by these, not by the feed.
            let stay =
                if is_address(feed) { "of its entries stay".to_owned() } else { format!("of {all} entries are") };
            talk::note(format!("{at}: {excerpts} {stay} summaries; the articles' own pages say more"));
        }
    }
}

/// Says of a folder which documents in it are of kinds that are not read.
pub(super) fn note_passed_over(folder: &OsStr) {
    let kinds = ingest::passed_over(folder);
    if kinds.is_empty() {
        return;
    }
    let named: Vec<String> = kinds.iter().map(|(kind, count)| format!(".{kind} ({count})")).collect();
    let at = Input::file(&folder.to_string_lossy());
    let count = talk::counted(kinds.values().sum(), "file");
    talk::note(format!("{at}: {count} passed over, of kinds that are not read: {}", named.join(", ")));
}

/// Reasons that the summary names; the lines above it name all.
const REASONS: usize = 3;

impl Outcome {
    /// Says how much was read where a part of it was not: "58 articles read; 2 skipped: no article text in it (2)".
    fn summarize(&self) {
        let read = format!("{} read", desk::articles(self.read));
        if self.failures.is_empty() {
            return talk::detail(read);
        }
        if self.read + self.failures.len() < 2 {
            return;
        }
        let mut reasons: BTreeMap<String, usize> = BTreeMap::new();
        for failure in &self.failures {
            *reasons.entry(failure.reason.to_string()).or_default() += 1;
        }
        let mut reasons: Vec<_> = reasons.into_iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let named: Vec<String> = reasons.iter().take(REASONS).map(|(why, count)| format!("{why} ({count})")).collect();
        let others = if reasons.len() > REASONS { "; others for reasons named above" } else { "" };
        talk::note(format!("{read}; {} skipped: {}{others}", self.failures.len(), named.join("; ")));
    }

    /// The exit code of a command that came to its end: 0 done, 5 done in part, 1 where every input failed, 3 where
    /// there was nothing to report (then with a word on standard error).
    pub fn exit_code(&self, reported: bool) -> ExitCode {
        match (reported, self.failures.is_empty()) {
            (true, true) => ExitCode::SUCCESS,
            (true, false) => ExitCode::from(5),
            (false, false) if self.read == 0 => ExitCode::FAILURE,
            (false, _) => {
                talk::error("nothing to report: no article in what was read");
                ExitCode::from(3)
            }
        }
    }
}
