use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::digest::{recipe, take_people};
use super::inputs;
use super::talk;
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::ingest::file_of;
use crate::model::{Digest, EDITION_SCHEMA, Edition, StorePlace};
use crate::store::Store;
use crate::text::printable;
use crate::verify::{Report, verify, verify_edition};

/// Arguments of `attache verify`.
#[derive(ClapArgs)]
pub struct Args {
    /// What `attache brief -f json` or `attache digest -f json` wrote; - is standard input
    file: String,
    /// The articles, where they are not to be read from the paths that the brief names, or from a digest's store
    sources: Vec<OsString>,
    #[command(flatten)]
    store: StoreArg,
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
        if value.get("schema").and_then(|schema| schema.as_str()) == Some(EDITION_SCHEMA) {
            return match serde_json::from_value(value) {
                Ok(edition) => self.edition(&edition),
                Err(error) => fail(4, &format!("{}: not what attache digest -f json writes: {error}", self.file)),
            };
        }
        let digest: Digest = match serde_json::from_value(value) {
            Ok(digest) => digest,
            Err(error) => return fail(4, &format!("{}: not what attache brief -f json writes: {error}", self.file)),
        };
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        let paths = digest.briefs.iter().flat_map(|b| &b.sources).map(|s| s.source_path.as_str());
        let (articles, outcome) = match inputs::read(&self.paths(paths), &self.web) {
            Ok(read) => read,
            Err(code) => return code,
        };
        if articles.is_empty() && !outcome.failures.is_empty() {
            return fail(1, "no source can be read; name the sources after the brief");
        }
        report(&self.file, &verify(&digest, articles, &weights))
    }

    /// A numbered digest, against the texts that the store keeps; what is not there is read from its path.
    fn edition(&self, edition: &Edition) -> ExitCode {
        let path = match self.store.place() {
            Ok(path) => path,
            Err(code) => return code,
        };
        if let Err(code) = people_of(edition, &path) {
            return code;
        }
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        let mut ids: BTreeMap<&str, &str> = BTreeMap::new();
        let sources = edition.briefs.iter().flat_map(|entry| &entry.brief.sources);
        ids.extend(sources.map(|source| (source.article.as_str(), source.source_path.as_str())));
        let receipts = edition.corrections.iter().flat_map(|correction| &correction.receipts);
        ids.extend(receipts.map(|receipt| (receipt.article.as_str(), receipt.source_path.as_str())));
        let mut articles = Vec::new();
        if self.sources.is_empty() {
            let found = Store::open_if_there(&path).and_then(|store| {
                let Some(store) = store else { return Ok(Vec::new()) };
                let found = ids.keys().map(|id| store.article(id)).collect::<Result<Vec<_>, _>>()?;
                Ok(found.into_iter().flatten().map(|stored| stored.article).collect::<Vec<_>>())
            });
            match found {
                Ok(found) => articles = found,
                Err(error) => return fail(1, &error.to_string()),
            }
        }
        ids.retain(|id, _| articles.iter().all(|article| article.id != *id));
        if !ids.is_empty() || !self.sources.is_empty() {
            match inputs::read(&self.paths(ids.into_values()), &self.web) {
                Ok((read, _)) => articles.extend(read),
                Err(code) => return code,
            }
        }
        report(&self.file, &verify_edition(edition, articles, &weights))
    }

    fn paths<'p>(&self, paths: impl Iterator<Item = &'p str>) -> Vec<OsString> {
        if !self.sources.is_empty() {
            return self.sources.clone();
        }
        let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for path in paths {
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

/// Has names looked up as when the digest was made, where the store has it.
fn people_of(edition: &Edition, place: &StorePlace) -> Result<(), ExitCode> {
    let Some(store) = Store::open_if_there(place).map_err(desk::fail)? else { return Ok(()) };
    let digest = store.digest(&edition.desk, edition.number).map_err(desk::fail)?;
    let same = digest.filter(|digest| digest.revision.edition.made_from == edition.made_from);
    same.map_or(Ok(()), |digest| take_people(&recipe(&digest)?))
}

fn read(file: &str) -> std::io::Result<String> {
    if file == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) }
}

fn report(file: &str, report: &Report) -> ExitCode {
    for fault in &report.faults {
        println!("{fault}");
    }
    for (place, words) in &report.editor {
        println!("{place}: {:?}: the editor's words; no source proves them", printable(words));
    }
    for (place, name, source) in &report.spelled {
        println!("{place}: {:?}: as the house spells {:?}", printable(name), printable(source));
    }
    let bad = report.faults.len();
    if report.holds() {
        println!(
            "{file}: {} {}",
            talk::counted(report.lines, "line"),
            if report.lines == 1 { "holds" } else { "hold" }
        );
        ExitCode::SUCCESS
    } else {
        fail(4, &format!("{file}: {} in {}", talk::counted(bad, "fault"), talk::counted(report.lines, "line")))
    }
}

fn fail(code: u8, message: &str) -> ExitCode {
    talk::error(message);
    ExitCode::from(code)
}
