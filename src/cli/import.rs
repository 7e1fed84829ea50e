use std::fs::File;
use std::io::{BufRead, BufReader, stdin};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, StoreArg};
use super::{progress, talk};
use crate::ingest::Input;
use crate::store::{Imported, Writer};

/// Arguments of `attache import`.
#[derive(ClapArgs)]
pub struct Args {
    /// What `attache export` wrote; - is standard input
    file: String,
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
        let name = Input::file(&self.file);
        let mut from: Box<dyn BufRead> = if self.file == "-" {
            Box::new(stdin().lock())
        } else {
            match File::open(&self.file) {
                Ok(file) => Box::new(BufReader::new(file)),
                Err(error) => return desk::fail(format!("{name}: cannot be read: {error}")),
            }
        };
        progress::doing("taking in what was exported");
        let done = Writer::open(&path).and_then(|mut writer| writer.import(&mut from));
        match done {
            Ok(Imported { articles, new, addresses, rows, new_rows }) => {
                let (addresses, others) = (desk::addresses(addresses), desk::rows(rows));
                let (read, unchanged) = (desk::articles(articles), articles - new);
                let others = if rows > 0 { format!("{others}: {new_rows} new") } else { others };
                talk::note(format!("{read} read: {new} new, {unchanged} unchanged{addresses}{others}"));
                ExitCode::SUCCESS
            }
            Err(error) => desk::fail(format!("{name}: {error}")),
        }
    }
}
