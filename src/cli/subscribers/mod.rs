//! `attache subscribers`: who gets the digests.

mod add;
mod expire;
mod files;
mod list;
mod show;
mod turn;
mod wishes;

use std::process::ExitCode;

use chrono_tz::Tz;
use clap::{Args as ClapArgs, Subcommand};

use super::desk::{self, DeskArg};
use super::talk;
use crate::model::{Address, StorePlace, Subscriber};
use crate::store::Store;

pub(super) use expire::said as expired;

const EXAMPLES: &str = "\
Examples:
  attache subscribers add ana@example.org --name \"Ana Lind\" --status active
  attache subscribers import readers.csv --status active
  attache subscribers list --status active
  attache subscribers set ana@example.org --topics \"trade;visas\" --countries Estonia
  attache subscribers show ana@example.org --export      all that is kept of her, as JSON
  attache subscribers remove ana@example.org --forget    erase her; a keyed hash keeps her off the list";

/// Arguments of `attache subscribers`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Put addresses on the list
    Add(add::Args),
    /// Print who is on the list
    List(list::Args),
    /// Print all that is kept of an address
    Show(show::Args),
    /// Change what a reader is called, chose or is
    Set(add::SetArgs),
    /// Send nothing for the time being
    Pause(turn::PauseArgs),
    /// Send again
    Resume(turn::ResumeArgs),
    /// Take an address off the list; with --forget erase the person
    Remove(turn::RemoveArgs),
    /// Erase what is older than [mail] keep_days says: readers who are gone, and who got which message
    Expire(expire::Args),
    /// Take in a table: CSV with a head, also as listmonk exports it
    Import(files::ImportArgs),
    /// Write the list as CSV
    Export(files::ExportArgs),
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.command {
            Command::Add(args) => args.run(),
            Command::List(args) => args.run(),
            Command::Show(args) => args.run(),
            Command::Set(args) => args.run(),
            Command::Pause(args) => args.run(),
            Command::Resume(args) => args.run(),
            Command::Remove(args) => args.run(),
            Command::Expire(args) => args.run(),
            Command::Import(args) => args.run(),
            Command::Export(args) => args.run(),
        };
        done.unwrap_or_else(|code| code)
    }
}

/// Which list is meant.
#[derive(ClapArgs)]
struct ListArg {
    /// The list [default: that of the desk]
    #[arg(long, value_name = "LIST")]
    list: Option<String>,
    #[command(flatten)]
    desk: DeskArg,
}

/// A list, and where it lies.
struct Place {
    list: String,
    zone: Tz,
    store: StorePlace,
}

impl ListArg {
    fn read(&self) -> Result<Place, ExitCode> {
        match &self.list {
            // A list may be of several desks.
            Some(list) if self.desk.name().is_none() => {
                let config = desk::config()?;
                let zone = config.desks.first().map_or(Tz::UTC, |desk| desk.time_zone);
                Ok(Place { list: list.clone(), zone, store: self.desk.store().place_with(&config) })
            }
            _ => {
                let (_, desk, store) = self.desk.read()?;
                let list = self.list.clone().unwrap_or_else(|| desk.list_name().to_owned());
                Ok(Place { list, zone: desk.time_zone, store })
            }
        }
    }
}

/// The subscriber of an address; where there is none, that is said.
fn find(store: &Store, list: &str, address: &Address) -> Result<Subscriber, ExitCode> {
    let found = store.subscriber_at(list, address).map_err(desk::fail)?;
    found.ok_or_else(|| {
        talk::error(format!("{} is not on the list {list:?}", address.masked()));
        ExitCode::from(3)
    })
}
