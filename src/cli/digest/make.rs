//! Makes today's digest.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::super::fetch::own_rights;
use super::super::inputs;
use super::super::progress;
use super::super::talk;
use super::super::templates::Language;
use super::super::web::WebArgs;
use super::lookup;
use crate::config::{Config, DeskConfig, Empty, Place};
use crate::desk::{Edits, Inputs, Moment, Recipe, Request, build, gather, material};
use crate::ingest::{SkipReason, skip_reason, web};
use crate::lexicon::own_people;
use crate::model::{Article, FailedSource, Skipped};
use crate::render::{Format, Templates, render_edition};
use crate::score::Weights;
use crate::sources;
use crate::store::{Incoming, NewDigest, Revision, Store, StoreError, Writer};
use crate::text::escape_controls;

/// Arguments of `attache digest` itself.
#[derive(ClapArgs)]
pub struct MakeArgs {
    /// Files, folders, patterns or web addresses to make it from, kept in the store too; without any, what is new in the store
    inputs: Vec<OsString>,
    /// The form that comes out; the store keeps all of it
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The moment at which it is made, instead of the clock's: 2031-05-14, 2031-05-14T06:30, RFC 3339
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// The language of headings, dates and attache's own lines: en, fr [default: "lang" in attache.toml]
    #[arg(long, value_name = "CODE")]
    lang: Option<Language>,
    #[command(flatten)]
    desk: DeskArg,
    #[command(flatten)]
    web: WebArgs,
}

/// What came of it.
pub(in crate::cli) enum Made {
    /// A digest.
    Digest(Box<(Recipe, Revision)>),
    /// Nothing to make one of; what was read and what became of it.
    Nothing(String),
}

impl MakeArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (config, mut desk, path) = self.desk.read()?;
        if let Some(lang) = &self.lang {
            desk.lang.clone_from(&lang.0);
        }
        let now = desk::moment(self.now.as_deref(), desk.time_zone)?;
        let templates = desk_templates(&desk)?;
        // Said before anything is read: a digest whose words are not there is none.
        Templates::of_texts(templates.clone()).in_language(&desk.lang).map_err(configured)?;
        let (inputs, done) = if self.inputs.is_empty() {
            (None, ExitCode::SUCCESS)
        } else {
            let (articles, outcome) = inputs::read(&self.inputs, &self.web)?;
            if articles.is_empty() {
                return Err(outcome.exit_code(false));
            }
            let unread = outcome
                .failures
                .iter()
                .map(|f| Skipped { source_path: f.at.path.clone(), reason: f.reason.to_string() });
            (Some((articles, unread.collect())), outcome.exit_code(true))
        };
        if inputs.is_none() && !Store::is_there(&path).map_err(desk::fail)? {
            return Err(desk::fail(StoreError::Missing { path: path.to_string().into() }));
        }
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        let missing = match &inputs {
            None => missing(&writer, &config, &desk, now).map_err(desk::fail)?,
            Some(_) => Missing::default(),
        };
        let inputs = inputs.map_or(Ok(Inputs::New), |(articles, unread)| keep(&mut writer, articles, unread))?;
        let Missing { failed, quiet } = missing.clone();
        match make(
            &mut writer,
            Request {
                desk: &desk,
                now,
                inputs,
                failed,
                quiet,
                templates,
                names: &config.names,
                people: own_people().map(str::to_owned),
            },
            None,
        )? {
            Made::Nothing(counts) => {
                talk::error(format!("nothing to report: {counts}"));
                missing.say();
                Ok(ExitCode::from(3))
            }
            Made::Digest(made) => {
                let (recipe, revision) = *made;
                let text = render_edition(&revision.edition, self.format, &lookup::templates(&recipe)?);
                lookup::write(&text.map_err(desk::fail)?, self.output.as_deref())?;
                talk::note(said(&revision));
                Ok(done)
            }
        }
    }
}

fn said(revision: &Revision) -> String {
    let edition = &revision.edition;
    let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!(
        "digest {} of {}: {}, {}",
        edition.number,
        edition.date,
        count(edition.briefs.len(), "story", "stories"),
        count(edition.corrections.len(), "correction", "corrections")
    )
}

/// Puts given articles into the store.
fn keep(writer: &mut Writer, articles: Vec<Article>, mut unread: Vec<Skipped>) -> Result<Inputs, ExitCode> {
    let (articles, empty): (Vec<Article>, Vec<Article>) =
        articles.into_iter().partition(|article| skip_reason(article) != Some(SkipReason::Empty));
    let reason = SkipReason::Empty.to_string();
    unread.extend(empty.into_iter().map(|a| Skipped { source_path: a.source_path, reason: reason.clone() }));
    let ids = articles.iter().map(|article| article.id.clone()).collect();
    let incoming = articles.into_iter();
    let incoming = incoming.map(|article| Incoming { rights: own_rights(&article), article, ..Incoming::default() });
    writer.put(incoming.collect()).map_err(desk::fail)?;
    Ok(Inputs::These(ids, unread))
}

/// Makes a digest and puts it into the store, all of it or nothing.
pub(in crate::cli) fn make(writer: &mut Writer, request: Request<'_>, slot: Option<&str>) -> Result<Made, ExitCode> {
    let empty = request.desk.empty;
    let recipe = gather(writer, request).map_err(|error| {
        talk::error(&error);
        ExitCode::from(if matches!(error, crate::desk::GatherError::Earlier { .. }) { 2 } else { 1 })
    })?;
    progress::doing(format!("making the digest of {}", desk::articles(recipe.articles.len())));
    let made = build(&recipe, &material(writer, &recipe).map_err(desk::fail)?, &Weights::embedded());
    if made.edition.is_empty() && empty != Empty::Send {
        writer.deal(&recipe.desk.name, &made.fates, &made.trips).map_err(desk::fail)?;
        return Ok(Made::Nothing(counts(&recipe, &made.edition)));
    }
    for skipped in &made.edition.coverage.read.skipped {
        talk::note(format!("{}: {}", escape_controls(&skipped.source_path), skipped.reason));
    }
    let templates = lookup::templates(&recipe)?;
    let revision = lookup::revision(made.edition, &Edits::default(), &templates).map_err(desk::fail)?;
    let text = serde_json::to_string(&recipe).map_err(desk::fail)?;
    let waited: Vec<i64> = recipe.asked.iter().map(|asked| asked.id).collect();
    let new = NewDigest {
        recipe: &text,
        revision: &revision,
        articles: &made.fates,
        waited: &waited,
        slot,
        trips: &made.trips,
    };
    writer.add_digest(&new).map_err(desk::fail)?;
    Ok(Made::Digest(Box::new((recipe, revision))))
}

/// "no article is new since digest 3", "4 articles read, 3 stories told before; 1 held back".
fn counts(recipe: &Recipe, edition: &crate::model::Edition) -> String {
    let read = edition.coverage.read.read;
    let held: usize = recipe.held.iter().map(|held| held.count).sum();
    let since = if recipe.number > 1 { format!(" since digest {}", recipe.number - 1) } else { String::new() };
    let mut parts = vec![match read {
        0 => format!("no article is new{since}"),
        1 => format!("1 article is new{since}, and tells nothing new"),
        read => format!("{read} articles are new{since}, and tell nothing new"),
    }];
    let told = edition.unchanged.len();
    parts.extend((told > 0).then(|| format!("{told} told before")));
    let skipped = edition.coverage.read.skipped.len();
    parts.extend((skipped > 0).then(|| format!("{skipped} skipped")));
    parts.extend((held > 0).then(|| format!("{held} held back")));
    parts.extend(
        (!recipe.failed.is_empty()).then(|| format!("{} failed", talk::counted(recipe.failed.len(), "source"))),
    );
    parts.join("; ")
}

/// The templates of a desk's own folder.
pub(in crate::cli) fn desk_templates(desk: &DeskConfig) -> Result<BTreeMap<String, String>, ExitCode> {
    let Some(folder) = &desk.templates else { return Ok(BTreeMap::new()) };
    let misspelt = Templates::in_folder(folder).map_err(configured)?;
    for (name, meant) in misspelt.misspelt() {
        talk::note(format!("{}: replaces no template; did you mean {meant}?", escape_controls(name)));
    }
    Templates::texts_in(folder).map_err(configured)
}

fn configured(error: crate::render::RenderError) -> ExitCode {
    talk::error(error);
    ExitCode::from(6)
}

/// The sources of a desk that keep their news out of the store.
#[derive(Debug, Clone, Default)]
pub(in crate::cli) struct Missing {
    /// Those that failed when they were last asked, and those of this machine that are not there.
    pub failed: Vec<FailedSource>,
    /// Those that are quiet, or of which nothing was read yet.
    pub quiet: Vec<Skipped>,
}

impl Missing {
    /// Says where no digest does why there may be nothing in it.
    fn say(&self) {
        let failed = self.failed.iter().map(|failed| (&failed.source, &failed.reason));
        let quiet = self.quiet.iter().map(|row| (&row.source_path, &row.reason));
        failed.chain(quiet).for_each(|(source, why)| {
            talk::note(format!("{}: {}", escape_controls(source), escape_controls(why)));
        });
    }
}

/// What keeps the sources of a desk out of its digest at this moment.
pub(in crate::cli) fn missing(
    store: &Store,
    config: &Config,
    desk: &DeskConfig,
    now: Moment,
) -> Result<Missing, StoreError> {
    let is_ours = |name: &str| desk.sources.as_ref().is_none_or(|ours| ours.iter().any(|our| our == name));
    let ours = config.sources.iter().filter(|source| is_ours(&source.name)).cloned().collect();
    let ours = Config { sources: ours, ..config.clone() };
    let mut missing = Missing::default();
    for source in &ours.sources {
        if let Place::Paths(paths) = &source.place
            && let Some(path) = paths.iter().find(|path| !is_there(path))
        {
            missing.failed.push(FailedSource { source: source.name.clone(), reason: format!("{path} is not there") });
        }
    }
    for state in sources::states(&ours, store)?.into_iter().filter(|state| state.configured) {
        let failure = state.known.and_then(|known| known.failure);
        let source = state.name.unwrap_or(state.place);
        missing.failed.extend(failure.map(|reason| FailedSource { source, reason }));
    }
    missing.failed.sort();
    let has_failed = |row: &Skipped| missing.failed.iter().any(|failed| row.source_path.starts_with(&failed.source));
    missing.quiet = sources::coverage(&ours, store, now.utc())?.into_iter().filter(|row| !has_failed(row)).collect();
    Ok(missing)
}

/// A pattern may match nothing on a quiet day.
fn is_there(path: &str) -> bool {
    path.contains(['*', '?', '[']) || web::is_address(path) || Path::new(path).exists()
}
