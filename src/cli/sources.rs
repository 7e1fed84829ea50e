use std::process::ExitCode;
use std::time::SystemTime;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args as ClapArgs, ValueEnum};
use serde::Serialize;

use super::desk::{self, StoreArg};
use super::output::{Output, Stop};
use super::talk;
use crate::sources::{self, SourceState};
use crate::store::{Asked, Store};
use crate::text::escape_controls;

/// Arguments of `attache sources`.
#[derive(ClapArgs)]
pub struct Args {
    /// For readers, or one JSON object a source for programs
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What became of a source when it was last asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Last {
    Answered,
    Failed,
    Gone,
    /// Nothing is known of it: it was never asked, or is no web address.
    NotAsked,
}

#[derive(Serialize)]
struct Row {
    source: Option<String>,
    /// `attache.toml` names it.
    configured: bool,
    /// A web address, or a file, folder or pattern.
    place: String,
    last: Last,
    /// What a digest of the store says of it: it fails, is gone, is quiet, or was never read.
    trouble: Option<String>,
    articles: usize,
    answered: Option<String>,
    gave: Option<String>,
    failures: u32,
    failure: Option<String>,
    moved_to: Option<String>,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let config = match desk::config() {
            Ok(config) => config,
            Err(code) => return code,
        };
        let now = DateTime::from(SystemTime::now());
        let rows = Store::open(self.store.place_with(&config)).and_then(|store| {
            let states = sources::states(&config, &store)?;
            Ok(states.into_iter().map(|state| Row::of(state, now)).collect::<Vec<Row>>())
        });
        match rows {
            Err(error) => desk::fail(error),
            Ok(rows) if rows.is_empty() => {
                talk::error("no source: write [[source]] with name and path or url into attache.toml");
                ExitCode::from(3)
            }
            Ok(rows) => match self.print(&rows) {
                Ok(()) => ExitCode::SUCCESS,
                Err(Stop(code)) => code,
            },
        }
    }

    fn print(&self, rows: &[Row]) -> Result<(), Stop> {
        let mut output = Output::open(None)?;
        for row in rows {
            match self.format {
                Format::Json => output.line(&serde_json::to_string(row).unwrap_or_default())?,
                Format::Text => output.line(&row.text())?,
            }
        }
        output.finish()
    }
}

impl Row {
    fn of(state: SourceState, now: DateTime<Utc>) -> Row {
        let trouble = state.trouble(now);
        let known = state.known.unwrap_or_default();
        let last = match &known {
            Asked { gone: true, .. } => Last::Gone,
            Asked { failure: Some(_), .. } => Last::Failed,
            Asked { answered: Some(_), .. } => Last::Answered,
            _ => Last::NotAsked,
        };
        let moment = |at: Option<DateTime<Utc>>| at.map(|at| at.to_rfc3339_opts(SecondsFormat::Secs, true));
        Row {
            source: state.name,
            configured: state.configured,
            place: state.place,
            last,
            trouble,
            articles: state.articles,
            answered: moment(known.answered),
            gave: moment(known.gave),
            failures: known.failures,
            failure: known.failure,
            moved_to: known.moved_to,
        }
    }

    /// Name and state; place; what else is known.
    fn text(&self) -> String {
        let shown = |text: &str| escape_controls(text).into_owned();
        let noun = if self.articles == 1 { "article" } else { "articles" };
        let (state, why) = match (self.last, &self.failure) {
            (Last::Answered, _) => ("answers".to_owned(), None),
            (Last::Gone, _) => ("is gone for good".to_owned(), None),
            (Last::Failed, why) if self.failures > 1 => {
                (format!("failed {} times in a row", self.failures), why.as_ref())
            }
            (Last::Failed, why) => ("failed".to_owned(), why.as_ref()),
            (Last::NotAsked, _) => (String::new(), None),
        };
        let state = if state.is_empty() { state } else { format!("{state}, ") };
        let name = self.source.as_deref().unwrap_or("(not in attache.toml)");
        let mut lines = vec![format!("{}: {state}{} {noun}", shown(name), self.articles), shown(&self.place)];
        lines.extend(why.map(|why| shown(why)));
        lines.extend(self.answered.as_ref().map(|at| format!("last answered {at}")));
        let is_quiet = matches!(self.last, Last::Answered | Last::NotAsked);
        lines.extend(self.trouble.as_ref().filter(|_| is_quiet).map(|what| shown(what)));
        lines.extend(self.gave.as_ref().map(|at| format!("last gave something new {at}")));
        lines.extend(self.moved_to.as_ref().map(|place| format!("moved for good to {}", shown(place))));
        lines.join("\n    ")
    }
}
