//! `attache visits`: the visit diary.

mod check;
mod edit;
mod fields;
mod files;
mod fill;
mod list;
mod people;

use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use super::desk::{self, StoreArg, config, fail};
use super::output::Stop;
use crate::diary;
use crate::model::VisitEntry;
use crate::store::{Store, Writer};
use crate::story::visits::{Diary, HouseNames};

const EXAMPLES: &str = "\
Examples:
  attache visits add --from news/                            the trips that articles tell of
  attache visits list --who \"Kim Jong-un\" --to CHN --year 2018
  attache visits add --who \"Ana Lind\" --to Latvia --start 2031-05-14 --kind official --note \"embassy\"
  attache visits amend 17 --status postponed --note \"ministry, by telephone\"
  attache visits import trips.csv --state USA --office president
  attache visits complete --who \"Ana Lind\" --from 2029-01-01 --until 2031-12-31
  attache visits check news/ --now 2031-06-01                what articles count, and what the diary lacks
  attache visits export -f ics -o visits.ics";

/// Arguments of `attache visits`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print visits, each with its number among those of the traveller to the country
    List(list::Args),
    /// Add what articles tell (--from, --stored), or a visit by hand
    Add(Box<fill::Args>),
    /// Change a visit by hand: it beats what was read
    Amend(edit::AmendArgs),
    /// Take a visit out
    Retract(edit::RetractArgs),
    /// Take in a table: CSV, JSON Lines or a JSON list
    Import(files::ImportArgs),
    /// Write the diary as CSV, JSON Lines, wiki table or calendar
    Export(files::ExportArgs),
    /// What does not fit: in the diary, and between articles and the diary
    Check(check::Args),
    /// Promise that no visit of somebody is missing within some days: only then are counts checked
    Complete(edit::CompleteArgs),
    /// List the people; join or part their names
    People(people::Args),
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.command {
            Command::List(args) => args.run(),
            Command::Add(args) => args.run(),
            Command::Amend(args) => args.run(),
            Command::Retract(args) => args.run(),
            Command::Import(args) => args.run(),
            Command::Export(args) => args.run(),
            Command::Check(args) => args.run(),
            Command::Complete(args) => args.run(),
            Command::People(args) => args.run(),
        };
        match done {
            Ok(code) | Err(Stop(code)) => code,
        }
    }
}

/// Reports an error that ends the command.
fn stop(error: impl std::fmt::Display) -> Stop {
    Stop(fail(error))
}

/// A wrong use of the command.
fn usage(error: impl std::fmt::Display) -> Stop {
    super::talk::error(error);
    Stop(ExitCode::from(2))
}

/// The diary of the store, in the house spelling.
fn open(store: &StoreArg) -> Result<Diary, Stop> {
    let config = config().map_err(Stop)?;
    let store = Store::open(store.place_with(&config)).map_err(stop)?;
    diary::load(&store, &config.names).map_err(stop)
}

/// The store, to be written to, and the house spelling.
fn writer(store: &StoreArg) -> Result<(Writer, HouseNames), Stop> {
    let config = desk::config().map_err(Stop)?;
    Ok((Writer::open(store.place_with(&config)).map_err(stop)?, config.names))
}

/// Adds one entry of the desk.
fn add(writer: &mut Writer, entry: VisitEntry) -> Result<Option<u64>, Stop> {
    Ok(writer.add_visit_entries(&[entry]).map_err(stop)?.first().copied())
}

/// The one traveller whom these words mean, by the name to print.
fn one(diary: &Diary, words: &str) -> Result<String, Stop> {
    let found = diary.find(words);
    match found[..] {
        [person] => Ok(person.name.clone()),
        [] => {
            Err(usage(format!("{words:?}: nobody of that name in the diary; `attache visits people list` shows all")))
        }
        _ => {
            let names: Vec<&str> = found.iter().map(|p| p.name.as_str()).collect();
            Err(usage(format!("{words:?}: may be {}; name one", names.join(" or "))))
        }
    }
}
