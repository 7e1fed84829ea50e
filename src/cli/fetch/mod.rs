mod tally;
#[cfg_attr(not(feature = "fetch"), path = "no_web.rs")]
mod web;

use std::ffi::{OsStr, OsString};
use std::ops::ControlFlow;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::inputs::note_passed_over;
use super::web::WebArgs;
use super::{progress, talk};
use crate::config::{Config, Place, SourceConfig};
use crate::ingest::web::{Options, is_address, is_part};
use crate::ingest::{Embargo, Input, Read, SkipReason, embargo, read_in_batches, skip_reason};
use crate::model::{Article, Rights};
use crate::sources::{Inputs, left_out_of};
use crate::store::{Incoming, StoreError, Writer};
use crate::text::escape_controls;
use tally::Tally;

/// Arguments of `attache fetch`.
#[derive(ClapArgs)]
pub struct Args {
    /// Names of sources in attache.toml, or files, folders, patterns, web addresses and lists of feeds (OPML); without any, all sources of attache.toml
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
    /// Lists of feeds stand for the feeds in them.
    inputs: Vec<String>,
    rights: Rights,
}

impl Args {
    /// All sources of `attache.toml`.
    pub(super) fn all(store: StoreArg, web: WebArgs) -> Args {
        Args { sources: Vec::new(), store, web }
    }

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
        let inputs: Vec<OsString> = sources.iter().flat_map(|s| &s.inputs).map(OsString::from).collect();
        let options = match self.web.options(&inputs) {
            Ok(options) => options,
            Err(code) => return code,
        };
        let mut writer = match Writer::open(self.store.place_with(&config)) {
            Ok(writer) => writer,
            Err(error) => return desk::fail(error),
        };
        progress::doing("reading");
        progress::watch(&options.requests);
        let mut tally = Tally::default();
        let local = sources.iter().try_for_each(|source| pull(source, &options, &mut writer, &mut tally));
        if let Err(error) = local.and_then(|()| web::pull(&sources, options, &mut writer, &mut tally)) {
            talk::error(error);
            talk::note(format!("{tally}; the rest is still to come: run it again"));
            return ExitCode::FAILURE;
        }
        tally.report();
        tally.exit_code()
    }
}

/// The sources that the arguments name; all of the file where they name none.
fn sources(named: &[String], config: &Config) -> Vec<Source> {
    let of =
        |s: &SourceConfig| Source { name: Some(s.name.clone()), inputs: inputs(&s.place), rights: s.rights.clone() };
    if named.is_empty() {
        return config.sources.iter().map(of).collect();
    }
    let path = |path: &String| {
        let place = Place::Paths(vec![path.clone()]);
        Source { name: None, inputs: inputs(&place), rights: Rights::default() }
    };
    named.iter().map(|name| config.sources.iter().find(|s| s.name == *name).map_or_else(|| path(name), of)).collect()
}

/// What a place names; what a list of feeds holds beside feeds is said.
fn inputs(place: &Place) -> Vec<String> {
    let Inputs { inputs, left_out } = Inputs::of(place);
    for (list, entries) in left_out {
        talk::note(format!("{}: {}", Input::file(&list), left_out_of(&entries)));
    }
    inputs
}

/// Reads what a source has on this machine into the store, each batch a transaction.
fn pull(source: &Source, options: &Options, writer: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
    let inputs: Vec<&String> = source.inputs.iter().filter(|input| !is_asked(input)).collect();
    inputs.iter().for_each(|input| note_passed_over(OsStr::new(input)));
    let mut stored = Ok(());
    read_in_batches(&inputs, options, &mut |batch| {
        stored = store(batch, source, writer, tally);
        if stored.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    stored
}

/// True for a web address that is remembered; one part of what lies there is read like a file.
fn is_asked(input: &str) -> bool {
    is_address(input) && !is_part(input)
}

fn store(batch: Vec<Read>, source: &Source, writer: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
    let mut incoming = Vec::with_capacity(batch.len());
    for read in batch {
        match read {
            Err(error) => tally.failure(&error),
            Ok(article) => incoming.extend(source.incoming(article, None, tally)),
        }
    }
    tally.outcomes(&writer.put(incoming)?);
    progress::doing(tally.so_far());
    Ok(())
}

impl Source {
    /// An article on its way into the store; `None` for one without text.
    fn incoming(&self, article: Article, entry: Option<Article>, tally: &mut Tally) -> Option<Incoming> {
        if skip_reason(&article) == Some(SkipReason::Empty) {
            tally.empty(&article);
            return None;
        }
        let rights = self.rights.and(&own_rights(&article));
        Some(Incoming { rights, source: self.name.clone(), article, entry })
    }
}

/// What an article says of itself: its embargo. One that is not understood makes it the desk's alone.
pub(super) fn own_rights(article: &Article) -> Rights {
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
