use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;
use similar::TextDiff;

use super::desk::{self, StoreArg};
use super::output::{Output, Stop};
use super::run::{Outcome, Outgoing};
use super::talk;
use super::templates::Language;
use crate::config::{Config, DeskConfig, WikiConfig};
use crate::publish::owners::Owners;
use crate::publish::record::Record;
use crate::publish::wiki::{Change, Conflict, Form, Plan, WikiError, apply, plan};
use crate::store::Store;
use crate::text::escape_controls;

const EXAMPLES: &str = "\
Examples:
  attache wiki notes/                          pages of all stories, people, countries and days
  attache wiki notes/ --dry-run                what would change, as a unified diff
  attache wiki pages/ -f mediawiki             MediaWiki text, a file a page, named by its title
  attache wiki cahier/  --lang fr              attache's own words in French

A folder belongs to the desks that it was written for: a run that leaves one of them out is refused (exit code 6)
unless --drop NAME says that what this desk told may go.

attache writes between its own marks and nowhere else: write around them what you like. A page of which
somebody changed what stands between the marks is left as it is (exit code 7); the text that attache would
have written lies beside it as .rej. Take that text, or move your words out of the marks, and run it again.";

/// Arguments of `attache wiki`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder [default: "dir" of [wiki] in attache.toml]
    dir: Option<PathBuf>,
    /// The form of the pages [default: "format" of [wiki] in attache.toml, markdown]
    #[arg(short, long, value_name = "FORM")]
    format: Option<Form>,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Only what these desks told
    #[arg(long = "desk", value_name = "NAME")]
    desks: Vec<String>,
    /// The moment at which embargoes are looked at: 2031-05-14T06:30 [default: the clock's]
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// The language of attache's own words, instead of the desk's: en, fr
    #[arg(long, value_name = "CODE")]
    lang: Option<Language>,
    /// Leave out what this desk told, though the folder has it
    #[arg(long = "drop", value_name = "DESK")]
    dropped: Vec<String>,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.write().unwrap_or_else(|code| code)
    }

    fn write(self) -> Result<ExitCode, ExitCode> {
        let config = desk::config()?;
        let desks = self.desks(&config)?;
        let own = config.wiki.as_ref();
        let Some(dir) = self.dir.clone().or_else(|| own.map(|wiki| wiki.dir.clone())) else {
            talk::error("name the folder: attache wiki DIR, or write [wiki] and dir = \"…\" into attache.toml");
            return Err(ExitCode::from(2));
        };
        let form = self.format.or_else(|| own.map(form)).unwrap_or_default();
        let zone = desks.first().map_or(chrono_tz::Tz::UTC, |desk| desk.time_zone);
        let now = desk::moment(self.now.as_deref(), zone)?;
        let store = Store::open(self.store.place_with(&config)).map_err(desk::fail)?;
        let record = Record::read(&store, &desks, &config.names, now.utc()).map_err(desk::fail)?;
        if record.digests.is_empty() && record.trips.is_empty() {
            talk::note("no digest is out yet, and the visit diary is empty: there is nothing to write");
            return Ok(ExitCode::from(3));
        }
        let owners = Owners::of(&store, &desks, &self.dropped).map_err(desk::fail)?;
        let lang = self.lang.as_ref().map(|lang| lang.0.as_str());
        let plan = planned(&record, form, (&desks, lang), &dir, &owners)?;
        if self.dry_run {
            show(&plan).map_err(|Stop(code)| code)?;
        } else {
            apply(&plan).map_err(desk::fail)?;
        }
        tell(&plan, &dir);
        Ok(if plan.conflicts.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(7) })
    }

    fn desks(&self, config: &Config) -> Result<Vec<DeskConfig>, ExitCode> {
        if let Some(name) = self.desks.iter().find(|name| config.desks.iter().all(|desk| desk.name != **name)) {
            let names: Vec<&str> = config.desks.iter().map(|desk| desk.name.as_str()).collect();
            talk::error(format!("attache.toml has no desk {name:?}; it has {}", names.join(", ")));
            return Err(ExitCode::from(2));
        }
        let wanted = |desk: &&DeskConfig| self.desks.is_empty() || self.desks.contains(&desk.name);
        Ok(config.desks.iter().filter(wanted).cloned().collect())
    }
}

/// The step of a day: brings the wiki that `attache.toml` names up to date.
pub(super) fn publish(outgoing: &mut Outgoing<'_>) -> Outcome {
    let Some(wiki) = &outgoing.config.wiki else { return Outcome::Skipped };
    match written(outgoing, wiki) {
        Ok(plan) if !plan.conflicts.is_empty() => Outcome::Partly,
        Ok(_) => Outcome::Done,
        Err(_) => Outcome::Failed,
    }
}

fn written(outgoing: &Outgoing<'_>, wiki: &WikiConfig) -> Result<Plan, ExitCode> {
    let config = outgoing.config;
    let record = Record::read(outgoing.writer, &config.desks, &config.names, outgoing.now.utc()).map_err(desk::fail)?;
    let owners = Owners::of(outgoing.writer, &config.desks, &[]).map_err(desk::fail)?;
    let plan = planned(&record, form(wiki), (&config.desks, None), &wiki.dir, &owners)?;
    apply(&plan).map_err(desk::fail)?;
    tell(&plan, &wiki.dir);
    Ok(plan)
}

fn form(wiki: &WikiConfig) -> Form {
    Form::ALL.into_iter().find(|form| form.as_str() == wiki.format).unwrap_or_default()
}

fn planned(
    record: &Record,
    form: Form,
    (desks, lang): (&[DeskConfig], Option<&str>),
    dir: &Path,
    owners: &Owners,
) -> Result<Plan, ExitCode> {
    let templates = desk::templates(desks, lang)?;
    plan(record, form, &templates, dir, owners).map_err(|error| match error {
        WikiError::Desks { .. } => desk::misconfigured(error),
        error => desk::fail(error),
    })
}

/// Prints what would change.
fn show(plan: &Plan) -> Result<(), Stop> {
    let mut out = Output::open(None)?;
    for change in &plan.changes {
        out.text(&difference(change))?;
    }
    out.finish()
}

fn difference(change: &Change) -> String {
    let old = change.old.as_deref().unwrap_or_default();
    let before = if change.old.is_some() { format!("a/{}", change.page) } else { "/dev/null".to_owned() };
    let diff = TextDiff::from_lines(old, &change.new);
    diff.unified_diff().context_radius(3).header(&before, &format!("b/{}", change.page)).to_string()
}

/// Says what was done, and what not.
fn tell(plan: &Plan, dir: &Path) {
    for Conflict { path, fault, rejected } in &plan.conflicts {
        let path = path.to_string_lossy();
        let beside = rejected.as_ref().map(|path| path.to_string_lossy().into_owned());
        let beside = beside.map(|path| format!("; the new text is {}", escape_controls(&path))).unwrap_or_default();
        talk::error(format!("{}:{}: {}: kept as it is{beside}", escape_controls(&path), fault.line, fault.what));
    }
    let new = plan.changes.iter().filter(|change| change.old.is_none()).count();
    let changed = plan.changes.len() - new;
    let pages = if new == 1 { "page" } else { "pages" };
    let dir = dir.to_string_lossy();
    talk::note(format!(
        "{}: {new} {pages} new, {changed} changed, {} as they were",
        escape_controls(&dir),
        plan.unchanged
    ));
}
