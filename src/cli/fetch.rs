use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::talk;
use super::web::WebArgs;
use crate::config::{Config, Place, SourceConfig};
use crate::ingest::web::Options;
use crate::ingest::{Embargo, IngestError, Input, Read, SkipReason, embargo, read_in_batches, skip_reason};
use crate::model::{Article, Rights};
use crate::store::{Incoming, Outcome, StoreError, Writer};
use crate::text::escape_controls;

/// Reasons that the summary names; the lines above it name all.
const REASONS: usize = 5;

/// Arguments of `attache fetch`.
#[derive(ClapArgs)]
pub struct Args {
    /// Names of sources in attache.toml, or files, folders, patterns and web addresses; without any, all sources of attache.toml
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    web: WebArgs,
}

/// What to read, and what is to be kept with it.
struct Source {
    name: Option<String>,
    place: Place,
    rights: Rights,
}

/// What became of everything that was read.
#[derive(Default)]
struct Tally {
    new: usize,
    unchanged: usize,
    changed: usize,
    failed: usize,
    skipped: BTreeMap<String, usize>,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let config = match desk::config() {
            Ok(config) => config,
            Err(code) => return code,
        };
        let sources = sources(&self.sources, &config);
        if sources.is_empty() {
            talk::error("no source: name files or folders, or write [[source]] with name and path into attache.toml");
            return ExitCode::from(6);
        }
        let inputs: Vec<OsString> = sources.iter().flat_map(|s| s.place.inputs()).map(OsString::from).collect();
        let options = match self.web.options(&inputs) {
            Ok(options) => options,
            Err(code) => return code,
        };
        let mut writer = match Writer::open(&self.store.path_with(&config)) {
            Ok(writer) => writer,
            Err(error) => return desk::fail(error),
        };
        let mut tally = Tally::default();
        for source in &sources {
            if let Err(error) = pull(source, &options, &mut writer, &mut tally) {
                talk::error(error);
                talk::note(format!("{tally}; the rest is still to come: run it again"));
                return ExitCode::FAILURE;
            }
        }
        tally.report();
        tally.exit_code()
    }
}

/// The sources that the arguments name; all of the file where they name none.
fn sources(named: &[String], config: &Config) -> Vec<Source> {
    let of = |s: &SourceConfig| Source { name: Some(s.name.clone()), place: s.place.clone(), rights: s.rights.clone() };
    if named.is_empty() {
        return config.sources.iter().map(of).collect();
    }
    let path =
        |path: &String| Source { name: None, place: Place::Paths(vec![path.clone()]), rights: Rights::default() };
    named.iter().map(|name| config.sources.iter().find(|s| s.name == *name).map_or_else(|| path(name), of)).collect()
}

/// Reads a source into the store, each batch a transaction.
fn pull(source: &Source, options: &Options, writer: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
    let inputs = source.place.inputs();
    let mut stored = Ok(());
    read_in_batches(inputs, options, &mut |batch| {
        stored = store(batch, source, writer, tally);
        if stored.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    stored
}

fn store(batch: Vec<Read>, source: &Source, writer: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
    let mut incoming = Vec::with_capacity(batch.len());
    for read in batch {
        match read {
            Err(error) => tally.failure(&error),
            Ok(article) if skip_reason(&article) == Some(SkipReason::Empty) => tally.empty(&article),
            Ok(article) => incoming.push(Incoming {
                rights: source.rights.and(&own_rights(&article)),
                source: source.name.clone(),
                article,
            }),
        }
    }
    for outcome in writer.put(incoming)? {
        match outcome {
            Outcome::New => tally.new += 1,
            Outcome::Unchanged => tally.unchanged += 1,
            Outcome::Changed { .. } => tally.changed += 1,
        }
    }
    Ok(())
}

/// What an article says of itself: its embargo. One that is not understood makes it the desk's alone.
fn own_rights(article: &Article) -> Rights {
    match embargo(article) {
        None => Rights::default(),
        Some(Embargo::Until(moment)) => Rights { embargo_until: Some(moment), ..Rights::default() },
        Some(Embargo::Unclear(line)) => {
            let (at, line) = (Input::file(&article.source_path), escape_controls(&line));
            talk::note(format!("{at}: \"{line}\" does not say until when; kept as restricted"));
            Rights { restricted: true, ..Rights::default() }
        }
    }
}

impl Tally {
    fn failure(&mut self, error: &IngestError) {
        talk::error(error);
        self.failed += 1;
        *self.skipped.entry(error.reason.to_string()).or_default() += 1;
    }

    fn empty(&mut self, article: &Article) {
        let reason = "no article text in it";
        talk::note(format!("{}: {reason}", Input::file(&article.source_path)));
        *self.skipped.entry(reason.to_owned()).or_default() += 1;
    }

    fn read(&self) -> usize {
        self.new + self.unchanged + self.changed
    }

    fn report(&self) {
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
    }

    fn exit_code(&self) -> ExitCode {
        match (self.read(), self.failed) {
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

/// "12 articles read: 10 new, 1 unchanged, 1 changed; 2 skipped".
impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let skipped: usize = self.skipped.values().sum();
        let noun = if self.read() == 1 { "article" } else { "articles" };
        write!(
            f,
            "{} {noun} read: {} new, {} unchanged, {} changed",
            self.read(),
            self.new,
            self.unchanged,
            self.changed
        )?;
        if skipped > 0 { write!(f, "; {skipped} skipped") } else { Ok(()) }
    }
}
