use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, DeskArg};
use super::run::{Outcome, Outgoing};
use super::talk;
use super::templates::Language;
use crate::config::{Config, DeskConfig};
use crate::desk::Moment;
use crate::publish::archive::{Settings, build};
use crate::publish::owners::Owners;
use crate::publish::record::Record;
use crate::publish::site::{Kept, SiteError, keep};
use crate::store::Store;

const EXAMPLES: &str = "\
Examples:
  attache archive                  all digests that are out, as a site in archive/ (\"dir\" under [archive])
  attache archive /srv/www/desk    the same in another folder
  attache archive DIR --desk baltic    of one desk alone, in a folder of its own
  attache archive --lang fr        attache's own words in French

A folder belongs to the desks that it was written for: one that a run leaves out is not taken away unasked (exit
code 6); --drop NAME does it.

A draft of a desk with review is not out, nor is a story of an article under embargo or for the desk alone.
Only files that changed are written. A file in the folder that somebody else wrote or changed stays: exit code 5.";

/// Arguments of `attache archive`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder [default: "dir" under [archive] in attache.toml, archive]
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
    /// The moment, instead of the clock's: what is under embargo then is left out
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// The language of attache's own words, instead of the desk's: en, fr
    #[arg(long, value_name = "CODE")]
    lang: Option<Language>,
    /// Take away what this desk told, though it is not written
    #[arg(long = "drop", value_name = "DESK")]
    dropped: Vec<String>,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.go().unwrap_or_else(|code| code)
    }

    fn go(self) -> Result<ExitCode, ExitCode> {
        let config = desk::config()?;
        let desks = match self.desk.name() {
            Some(_) => vec![self.desk.read()?.1],
            None => config.desks.clone(),
        };
        let zone = desks.first().map_or(chrono_tz::Tz::UTC, |desk| desk.time_zone);
        let now = desk::moment(self.now.as_deref(), zone)?;
        let store = Store::open(self.desk.store().place_with(&config)).map_err(desk::fail)?;
        let folder = self.folder.unwrap_or_else(|| config.archive.clone().unwrap_or_default().dir);
        let lang = self.lang.as_ref().map(|lang| lang.0.as_str());
        let site = Site { store: &store, config: &config, desks: &desks, now, lang };
        let kept = write(&site, &folder, &self.dropped)?;
        let mut said = format!("{}: {} written, {} as they were", folder.display(), kept.written.len(), kept.same);
        if !kept.removed.is_empty() {
            said += &format!(", {} removed", kept.removed.len());
        }
        talk::note(said);
        Ok(if kept.foreign.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(5) })
    }
}

/// The step of `attache run`: all desks, where `attache.toml` has an `[archive]`.
pub(super) fn publish(outgoing: &mut Outgoing) -> Outcome {
    let config = outgoing.config;
    let Some(archive) = &config.archive else { return Outcome::Skipped };
    let site = Site { store: outgoing.writer, config, desks: &config.desks, now: outgoing.now, lang: None };
    match write(&site, &archive.dir, &[]) {
        Ok(kept) if kept.foreign.is_empty() => Outcome::Done,
        Ok(_) => Outcome::Partly,
        Err(_) => Outcome::Failed,
    }
}

/// What an archive is made from.
struct Site<'a> {
    store: &'a Store,
    config: &'a Config,
    desks: &'a [DeskConfig],
    now: Moment,
    lang: Option<&'a str>,
}

/// Brings the archive of these desks up to date. What others wrote there is named on standard error.
fn write(site: &Site<'_>, folder: &Path, dropped: &[String]) -> Result<Kept, ExitCode> {
    let Site { store, config, desks, now, lang } = *site;
    let record = Record::read(store, desks, &config.names, now.utc()).map_err(desk::fail)?;
    let archive = config.archive.clone().unwrap_or_default();
    let title = match (&archive.title, desks) {
        (Some(title), _) => title.clone(),
        (None, [only]) => only.title.clone(),
        (None, _) => "Digests".to_owned(),
    };
    let settings = Settings { title, url: archive.url };
    let templates = desk::templates(desks, lang)?;
    let owners = Owners::of(store, desks, dropped).map_err(desk::fail)?;
    let files = build(&record, store, &settings, &templates).map_err(desk::fail)?;
    let kept = keep(folder, &files, &owners).map_err(|error| match error {
        SiteError::Desks { .. } => desk::misconfigured(error),
        error => desk::fail(error),
    })?;
    for name in &kept.foreign {
        talk::error(format!(
            "{}: somebody else wrote or changed it; it stays as it is (move it away, and the next run writes it)",
            folder.join(name).display()
        ));
    }
    Ok(kept)
}
