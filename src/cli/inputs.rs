//! What all commands that read articles share: reading the inputs, reporting failures, the exit code.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use super::web::WebArgs;
use super::{desk, progress, talk};
use crate::ingest::web::is_address;
use crate::ingest::{self, IngestError, Input};
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
    let mut failures = Vec::new();
    for read in ingest::read_with(inputs, &options) {
        match read {
            Ok(article) => articles.push(article),
            Err(error) => {
                talk::error(&error);
                failures.push(error);
            }
        }
    }
    note_excerpts(&articles);
    inputs.iter().for_each(|input| note_passed_over(input));
    let outcome = Outcome { read: articles.len(), failures };
    outcome.summarize();
    progress::doing(format!("going through {}", desk::articles(outcome.read)));
    Ok((articles, outcome))
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

/// Says of each feed how many of its entries are summaries: a brief of them knows less than the articles.
fn note_excerpts(articles: &[Article]) {
    let mut feeds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for article in articles {
        let feed = article.source_path.rsplit_once('#').map_or(article.source_path.as_str(), |(feed, _)| feed);
        let (excerpts, all) = feeds.entry(feed).or_default();
        *excerpts += usize::from(article.excerpt);
        *all += 1;
    }
    for (feed, (excerpts, all)) in feeds.into_iter().filter(|(_, (excerpts, _))| *excerpts > 0) {
        let at = Input::file(feed);
        // Entries whose pages were fetched are named by these, not by the feed.
        let stay = if is_address(feed) { "of its entries stay".to_owned() } else { format!("of {all} entries are") };
        talk::note(format!("{at}: {excerpts} {stay} summaries; the articles' own pages say more"));
    }
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
