use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args as ClapArgs, CommandFactory};
use clap_mangen::{Man, generate_to};

use super::output::{Output, Stop};
use super::talk;

/// Arguments of `attache man`.
#[derive(ClapArgs)]
pub struct Args {
    /// Write a page for each command into this folder (attache.1, attache-brief.1, …) instead of printing the first one
    folder: Option<PathBuf>,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match &self.folder {
            Some(folder) => write(folder),
            None => print(),
        };
        done.map_or_else(|Stop(code)| code, |()| ExitCode::SUCCESS)
    }
}

/// A page for each command.
fn write(folder: &Path) -> Result<(), Stop> {
    let written = |()| -> io::Result<()> { generate_to(super::Cli::command(), folder) };
    std::fs::create_dir_all(folder).and_then(written).map_err(|error| {
        talk::error(format!("{}: cannot be written: {error}", folder.display()));
        Stop(ExitCode::FAILURE)
    })
}

/// The page of attache itself.
fn print() -> Result<(), Stop> {
    let mut text = Vec::new();
    // Writing into memory does not fail.
    let _ = Man::new(super::Cli::command()).render(&mut text);
    Output::print(None, &String::from_utf8_lossy(&text))
}
