use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::{progress, talk};
use crate::store::{ExportError, Exported, Store, StoreError, replace};
use crate::text::escape_controls;

/// Arguments of `attache export`.
#[derive(ClapArgs)]
pub struct Args {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Also the subscribers, what they agreed to, and what was sent to whom: keep such a file as you keep their addresses
    #[arg(long)]
    readers: bool,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let path = match self.store.place() {
            Ok(path) => path,
            Err(code) => return code,
        };
        let store = match Store::open(&path) {
            Ok(store) => store,
            Err(error) => return desk::fail(error),
        };
        let written = match &self.output {
            Some(file) => to_file(&store, file, self.readers),
            None => write(&store, BufWriter::new(stdout().lock()), self.readers).map(drop),
        };
        match written {
            Ok(()) => ExitCode::SUCCESS,
            // A reader that goes away early ends the command quietly.
            Err(ExportError::Write(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
            Err(ExportError::Write(error)) => {
                let name = self.output.as_ref().map_or("standard output".into(), |file| file.to_string_lossy());
                desk::fail(format!("{}: cannot be written: {error}", escape_controls(&name)))
            }
            Err(ExportError::Store(error)) => desk::fail(error),
        }
    }
}

fn to_file(store: &Store, file: &Path, readers: bool) -> Result<(), ExportError> {
    let is_store =
        matches!((file.canonicalize(), store.place().file().map(Path::canonicalize)), (Ok(a), Some(Ok(b))) if a == b);
    if is_store {
        return Err(StoreError::Foreign { path: file.to_owned(), what: "is the store itself" }.into());
    }
    progress::doing("writing the export");
    let Exported { articles, addresses, rows } =
        replace(file, |part| write(store, BufWriter::new(File::create(part)?), readers))?;
    let name = escape_controls(&file.to_string_lossy()).into_owned();
    talk::note(format!("{name}: {}{}{}", desk::articles(articles), desk::addresses(addresses), desk::rows(rows)));
    Ok(())
}

fn write(store: &Store, mut to: impl Write, readers: bool) -> Result<Exported, ExportError> {
    let lines = store.export(&mut to, readers)?;
    to.flush()?;
    Ok(lines)
}
