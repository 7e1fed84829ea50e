use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::inputs;
use super::talk;
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::ingest::file_of;
use crate::model::Digest;
use crate::verify::{Report, verify};

/// Arguments of `attache verify`.
#[derive(ClapArgs)]
pub struct Args {
    /// What `attache brief -f json` wrote; - is standard input
    file: String,
    /// The articles, where they are not to be read from the paths that the brief names
    sources: Vec<OsString>,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let text = match read(&self.file) {
            Ok(text) => text,
            Err(error) => return fail(1, &format!("{}: cannot be read: {error}", self.file)),
        };
        let value: serde_json::Value = match serde_json::from_str(&text) {
            Ok(value) => value,
            Err(error) => return fail(1, &format!("{}: not JSON: {error}", self.file)),
        };
        let digest: Digest = match serde_json::from_value(value) {
            Ok(digest) => digest,
            Err(error) => return fail(4, &format!("{}: not what attache brief -f json writes: {error}", self.file)),
        };
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        let (articles, outcome) = match inputs::read(&self.paths(&digest), &self.web) {
            Ok(read) => read,
            Err(code) => return code,
        };
        if articles.is_empty() && !outcome.failures.is_empty() {
            return fail(1, "no source can be read; name the sources after the brief");
        }
        report(&self.file, &verify(&digest, articles, &weights))
    }

    fn paths(&self, digest: &Digest) -> Vec<OsString> {
        if !self.sources.is_empty() {
            return self.sources.clone();
        }
        let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for source in digest.briefs.iter().flat_map(|b| &b.sources) {
            let path = source.source_path.as_str();
            let file = if Path::new(path).exists() { path } else { file_of(path).unwrap_or(path) };
            parts.entry(file).or_default().insert(path);
        }
        // One part is read alone; several cost no more than their whole file.
        parts
            .into_iter()
            .map(|(file, parts)| match parts.first() {
                Some(only) if parts.len() == 1 => OsString::from(only),
                _ => OsString::from(file),
            })
            .collect()
    }
}

fn read(file: &str) -> std::io::Result<String> {
    if file == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) }
}

fn report(file: &str, report: &Report) -> ExitCode {
    for fault in &report.faults {
        println!("{fault}");
    }
    let bad = report.faults.len();
    if report.holds() {
        println!("{file}: {} lines hold", report.lines);
        ExitCode::SUCCESS
    } else {
        fail(4, &format!("{file}: {bad} faults in {} lines", report.lines))
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    talk::error(message);
    ExitCode::from(code)
}
