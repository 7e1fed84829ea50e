use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, DeskArg};
use super::run::{Outcome, Outgoing};
use super::talk;
use crate::config::{Config, DeskConfig};
use crate::desk::Moment;
use crate::publish::archive::{Settings, build};
use crate::publish::record::Record;
use crate::publish::site::{Kept, keep};
use crate::render::{RenderError, Templates};
use crate::store::Store;

const EXAMPLES: &str = "\
Examples:
  attache archive                  all digests that are out, as a site in archive/ (\"dir\" under [archive])
  attache archive /srv/www/desk    the same in another folder
  attache archive --desk baltic    of one desk alone

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
        let store = Store::open(&self.desk.store().path_with(&config)).map_err(desk::fail)?;
        let folder = self.folder.unwrap_or_else(|| config.archive.clone().unwrap_or_default().dir);
        let kept = write(&store, &config, &desks, now, &folder)?;
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
    match write(outgoing.writer, config, &config.desks, outgoing.now, &archive.dir) {
        Ok(kept) if kept.foreign.is_empty() => Outcome::Done,
        Ok(_) => Outcome::Partly,
        Err(_) => Outcome::Failed,
    }
}

/// Brings the archive of these desks up to date. What others wrote there is named on standard error.
pub(super) fn write(
    store: &Store,
    config: &Config,
    desks: &[DeskConfig],
    now: Moment,
    folder: &std::path::Path,
) -> Result<Kept, ExitCode> {
    let record = Record::read(store, desks, &config.names, now.utc()).map_err(desk::fail)?;
    let archive = config.archive.clone().unwrap_or_default();
    let title = match (&archive.title, desks) {
        (Some(title), _) => title.clone(),
        (None, [only]) => only.title.clone(),
        (None, _) => "Digests".to_owned(),
    };
    let settings = Settings { title, url: archive.url };
    let templates = templates(desks).map_err(|error| {
        talk::error(error);
        ExitCode::from(6)
    })?;
    let files = build(&record, store, &settings, &templates).map_err(desk::fail)?;
    let kept = keep(folder, &files).map_err(desk::fail)?;
    for name in &kept.foreign {
        talk::error(format!(
            "{}: somebody else wrote or changed it; it stays as it is (move it away, and the next run writes it)",
            folder.join(name).display()
        ));
    }
    Ok(kept)
}

/// The templates of the first desk that has its own.
fn templates(desks: &[DeskConfig]) -> Result<Templates, RenderError> {
    match desks.iter().find_map(|desk| desk.templates.as_ref()) {
        Some(folder) => Templates::in_folder(folder),
        None => Ok(Templates::built_in()),
    }
}
