//! What a run did: as JSON, and in the text form of Prometheus.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::super::output::{Output, Stop};
use crate::model::FailedSource;

/// The name of the JSON form, and its version.
const SCHEMA: &str = "attache/run/1";

/// What a run did.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Report {
    pub schema: &'static str,
    /// RFC 3339.
    pub began: String,
    /// The moment of the schedule that it was for.
    pub slot: Option<String>,
    /// Articles in the store.
    pub articles: usize,
    /// Articles that were not there before.
    pub new: usize,
    /// Sources of attache.toml.
    pub sources: usize,
    pub failed: Vec<FailedSource>,
    pub fetched: Outcome,
    pub desks: Vec<DeskReport>,
}

/// What became of a desk.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct DeskReport {
    pub desk: String,
    pub digest: Option<u32>,
    /// draft, approved, sent.
    pub state: Option<&'static str>,
    pub hash: Option<String>,
    pub stories: usize,
    pub corrections: usize,
    /// Why nothing was made, or why it does not go out.
    pub why: Option<String>,
    pub steps: Vec<StepReport>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct StepReport {
    pub step: &'static str,
    pub outcome: Outcome,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(in crate::cli) enum Outcome {
    /// It did what it had to.
    Done,
    /// There was nothing to do.
    Nothing,
    /// It is not asked for, or its turn has not come.
    Skipped,
    /// It waits for somebody.
    Held,
    /// Some of it failed.
    Partly,
    Failed,
}

impl Report {
    pub fn new(began: String, slot: Option<String>) -> Report {
        Report {
            schema: SCHEMA,
            began,
            slot,
            articles: 0,
            new: 0,
            sources: 0,
            failed: Vec::new(),
            fetched: Outcome::Skipped,
            desks: Vec::new(),
        }
    }

    /// 0 done, 3 nothing to report for any desk, 5 where something failed or is held for a failure, 1 where all failed.
    pub fn exit_code(&self) -> ExitCode {
        let ended = |outcome: Outcome| {
            self.fetched == outcome || self.desks.iter().flat_map(|desk| &desk.steps).any(|s| s.outcome == outcome)
        };
        let has_digest = self.desks.iter().any(|desk| desk.digest.is_some());
        let held_for_failures =
            self.desks.iter().any(|desk| desk.state == Some("draft") && desk.is_held_for_failures());
        match (has_digest, ended(Outcome::Failed), ended(Outcome::Partly) || held_for_failures) {
            (false, true, _) => ExitCode::FAILURE,
            (true, true, _) | (_, _, true) => ExitCode::from(5),
            (true, false, false) => ExitCode::SUCCESS,
            (false, false, false) => ExitCode::from(3),
        }
    }

    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    pub fn prometheus(&self) -> String {
        let mut text = String::new();
        let mut gauge = |name: &str, help: &str, rows: &[(String, usize)]| {
            let _ = writeln!(text, "# HELP attache_{name} {help}\n# TYPE attache_{name} gauge");
            for (labels, value) in rows {
                let _ = writeln!(text, "attache_{name}{labels} {value}");
            }
        };
        let one = |value: usize| [(String::new(), value)];
        let began = chrono::DateTime::parse_from_rfc3339(&self.began).map_or(0, |at| at.timestamp());
        gauge("run_timestamp_seconds", "When the last run began.", &one(usize::try_from(began).unwrap_or(0)));
        gauge("articles", "Articles in the store.", &one(self.articles));
        gauge("articles_new", "Articles that the last run brought.", &one(self.new));
        gauge("sources", "Sources of the desk.", &one(self.sources));
        gauge("sources_failed", "Sources that failed when they were last asked.", &one(self.failed.len()));
        let of = |value: fn(&DeskReport) -> usize| -> Vec<(String, usize)> {
            self.desks.iter().map(|desk| (format!("{{desk=\"{}\"}}", desk.desk), value(desk))).collect()
        };
        gauge(
            "digest",
            "Number of the last run's digest; 0 where none was made.",
            &of(|d| d.digest.unwrap_or(0) as usize),
        );
        gauge("digest_stories", "Stories in it.", &of(|desk| desk.stories));
        gauge("digest_corrections", "Corrections in it.", &of(|desk| desk.corrections));
        let steps: Vec<(String, usize)> = self
            .desks
            .iter()
            .flat_map(|desk| {
                desk.steps.iter().map(|s| {
                    let is_bad = matches!(s.outcome, Outcome::Failed | Outcome::Partly);
                    (format!("{{desk=\"{}\",step=\"{}\"}}", desk.desk, s.step), usize::from(is_bad))
                })
            })
            .collect();
        gauge("step_failed", "1 where the step of the last run failed, also in part.", &steps);
        text
    }
}

impl DeskReport {
    pub fn is_held_for_failures(&self) -> bool {
        self.why.as_deref().is_some_and(|why| why.contains("sources failed"))
    }
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), ExitCode> {
    let write = || -> Result<(), Stop> {
        let mut output = Output::open(Some(path))?;
        output.text(text)?;
        output.finish()
    };
    write().map_err(|Stop(code)| code)
}
