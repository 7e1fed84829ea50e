use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};

use super::{add, open, usage, writer};
use crate::cli::desk::StoreArg;
use crate::cli::output::{Output, Stop};
use crate::model::VisitEntry;
use crate::text::printable;

/// Arguments of `attache visits people`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print all travellers with their names
    List {
        #[command(flatten)]
        store: StoreArg,
    },
    /// Two names are one person; the first is the one to print
    Merge(Pair),
    /// Two names are two people
    Split(Pair),
}

#[derive(ClapArgs)]
struct Pair {
    /// A name
    name: String,
    /// Another
    other: String,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, Stop> {
        match self.command {
            Command::List { store } => list(&store),
            Command::Merge(pair) => pair.add(|name, other| VisitEntry::Merge { name, other }),
            Command::Split(pair) => pair.add(|name, other| VisitEntry::Split { name, other }),
        }
    }
}

impl Pair {
    fn add(self, entry: impl FnOnce(String, String) -> VisitEntry) -> Result<ExitCode, Stop> {
        if self.name.trim().is_empty() || self.other.trim().is_empty() || self.name == self.other {
            return Err(usage("name two different names"));
        }
        let (mut writer, _) = writer(&self.store)?;
        add(&mut writer, entry(self.name, self.other))?;
        Ok(ExitCode::SUCCESS)
    }
}

fn list(store: &StoreArg) -> Result<ExitCode, Stop> {
    let diary = open(store)?;
    let mut output = Output::open(None)?;
    for person in diary.people() {
        let state = person.state.as_ref().map(|s| format!(", {s}")).unwrap_or_default();
        let offices = person.offices.iter().map(|o| format!(", {o}")).collect::<String>();
        let others: Vec<&str> = person.names.iter().map(String::as_str).filter(|n| *n != person.name).collect();
        let others = if others.is_empty() { String::new() } else { format!(" (also {})", others.join(", ")) };
        let visits = diary.visits().iter().filter(|v| v.traveller == person.name).count();
        let noun = if visits == 1 { "visit" } else { "visits" };
        output.line(&printable(&format!("{}{state}{offices}: {visits} {noun}{others}", person.name)))?;
    }
    output.finish()?;
    Ok(if diary.people().is_empty() { ExitCode::from(3) } else { ExitCode::SUCCESS })
}
