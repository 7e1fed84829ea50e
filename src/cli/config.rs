use std::path::Path;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};
use comfy_table::{ContentArrangement, Table, presets};

use super::output::{Output, Stop};
use super::{init, talk};
use crate::config::{self, Config};
use crate::text::escape_controls;

/// Arguments of `attache config`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// What is set, and who says so: the environment, attache.toml, your own file (without a command)
    Show,
    /// All keys with what they mean: the file that `attache init` writes
    Keys,
    /// The files that are read, the nearer first
    Files,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.command.unwrap_or(Command::Show) {
            Command::Show => show(),
            Command::Keys => Output::print(None, init::CONFIG),
            Command::Files => files(),
        };
        done.map_or_else(|Stop(code)| code, |()| ExitCode::SUCCESS)
    }
}

fn show() -> Result<(), Stop> {
    let settings = Config::settings(Path::new(config::FILE)).map_err(|error| {
        talk::error(error);
        Stop(ExitCode::from(6))
    })?;
    if settings.is_empty() {
        talk::note("nothing is set: every key has its default; `attache config keys` lists them");
        return Ok(());
    }
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for setting in &settings {
        let line = [setting.key.clone(), format!("= {}", setting.value), format!("# {}", setting.origin)];
        table.add_row(line.map(|cell| escape_controls(&cell).into_owned()));
    }
    let lines: Vec<String> = table.lines().map(|line| format!("{}\n", line.trim())).collect();
    Output::print(None, &lines.concat())
}

fn files() -> Result<(), Stop> {
    let own = config::user_file();
    let lines = std::iter::once(Path::new(config::FILE)).chain(own.as_deref()).map(|path| {
        let is_there = if path.exists() { "" } else { " (not there)" };
        format!("{}{is_there}\n", path.display())
    });
    Output::print(None, &lines.collect::<String>())
}
