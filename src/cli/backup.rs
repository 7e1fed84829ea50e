use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::talk;
use crate::store::{self, Store};

/// Arguments of `attache backup`.
#[derive(ClapArgs)]
pub struct BackupArgs {
    /// The copy; an earlier backup of this name is replaced
    file: PathBuf,
    #[command(flatten)]
    store: StoreArg,
}

/// Arguments of `attache restore`.
#[derive(ClapArgs)]
pub struct RestoreArgs {
    /// What `attache backup` wrote; it is checked before anything is touched
    file: PathBuf,
    #[command(flatten)]
    store: StoreArg,
}

impl BackupArgs {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let path = match self.store.place() {
            Ok(path) => path,
            Err(code) => return code,
        };
        match Store::open(&path).and_then(|store| store.backup(&self.file)) {
            Ok(()) => {
                talk::note(format!("{}: a copy of {}", self.file.display(), path));
                ExitCode::SUCCESS
            }
            Err(error) => desk::fail(error),
        }
    }
}

impl RestoreArgs {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let path = match self.store.place() {
            Ok(path) => path,
            Err(code) => return code,
        };
        match store::restore(&path, &self.file) {
            Ok(done) => {
                talk::note(format!("{path}: {}, from {}", desk::articles(done.articles), self.file.display()));
                if let Some(aside) = done.aside {
                    talk::note(format!("{}: what was there before", aside.display()));
                }
                ExitCode::SUCCESS
            }
            Err(error) => desk::fail(error),
        }
    }
}
