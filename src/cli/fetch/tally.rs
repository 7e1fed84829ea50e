use std::collections::BTreeMap;
use std::process::ExitCode;

use super::super::desk::articles;
use super::super::talk::counted;
use super::{progress, talk};
use crate::ingest::{IngestError, Input};
use crate::model::Article;
use crate::store::Outcome;

/// Reasons that the summary names; the lines above it name all.
const REASONS: usize = 5;

/// What became of everything that was read.
#[derive(Default)]
pub(super) struct Tally {
    new: usize,
    unchanged: usize,
    changed: usize,
    failed: usize,
    skipped: BTreeMap<String, usize>,
    /// Web addresses that had not changed.
    same: usize,
    /// What the desk should know of its sources.
    remarks: Vec<String>,
}

impl Tally {
    pub fn outcomes(&mut self, outcomes: &[Outcome]) {
        for outcome in outcomes {
            match outcome {
                Outcome::New => self.new += 1,
                Outcome::Unchanged => self.unchanged += 1,
                Outcome::Changed { .. } => self.changed += 1,
            }
        }
    }

    /// An entry of a feed whose text is in the store.
    #[cfg(feature = "fetch")]
    pub fn known(&mut self) {
        self.unchanged += 1;
    }

    /// A web address that has not changed.
    #[cfg(feature = "fetch")]
    pub fn same(&mut self) {
        self.same += 1;
    }

    /// Something that is said after the summary.
    #[cfg(feature = "fetch")]
    pub fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }

    pub fn failure(&mut self, error: &IngestError) {
        talk::error(error);
        self.broken(&error.reason.to_string());
    }

    /// A failure that was told.
    pub fn broken(&mut self, why: &str) {
        self.failed += 1;
        *self.skipped.entry(why.to_owned()).or_default() += 1;
    }

    pub fn empty(&mut self, article: &Article) {
        let reason = "no article text in it";
        talk::note(format!("{}: {reason}", Input::file(&article.source_path)));
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn read(&self) -> usize {
        self.new + self.unchanged + self.changed
    }

    /// "12 articles, 10 new".
    pub fn so_far(&self) -> String {
        format!("{}, {} new", articles(self.read()), self.new + self.changed)
    }

    pub fn report(&self) {
        progress::end();
        talk::note(self);
        let mut reasons: Vec<_> = self.skipped.iter().collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (reason, count) in reasons.iter().take(REASONS) {
            talk::note(format!("skipped {count}: {reason}"));
        }
        let others: usize = reasons.iter().skip(REASONS).map(|(_, count)| **count).sum();
        if others > 0 {
            talk::note(format!("skipped {others} for other reasons, named above"));
        }
        self.remarks.iter().for_each(talk::note);
    }

    pub fn exit_code(&self) -> ExitCode {
        match (self.read() + self.same, self.failed) {
            (0, 0) => {
                talk::error("nothing to report: no article in what was read");
                ExitCode::from(3)
            }
            (0, _) => ExitCode::FAILURE,
            (_, 0) => ExitCode::SUCCESS,
            _ => ExitCode::from(5),
        }
    }
}

/// "12 articles read: 10 new, 1 unchanged, 1 changed; 3 sources not changed; 2 skipped".
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let skipped: usize = self.skipped.values().sum();
        write!(
            f,
            "{} read: {} new, {} unchanged, {} changed",
            articles(self.read()),
            self.new,
            self.unchanged,
            self.changed
        )?;
        if self.same > 0 {
            write!(f, "; {} not changed", counted(self.same, "source"))?;
        }
        if skipped > 0 { write!(f, "; {skipped} skipped") } else { Ok(()) }
    }
}
