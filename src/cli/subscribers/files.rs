use std::fs::File;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::ListArg;
use crate::cli::desk::MomentArg;
use crate::cli::output::{Output, Stop};
use crate::cli::{desk, talk};
use crate::deliver::{Key, table};
use crate::model::{How, SubscriberStatus};
use crate::store::{Added, NewSubscriber, Step, Store, Writer};
use crate::text::escape_controls;

/// Arguments of `attache subscribers import`.
#[derive(Args)]
pub struct ImportArgs {
    /// The table: a head with email, name, status, lang, topics; all but the first optional. - is standard input
    file: PathBuf,
    /// The status of rows that name none: active only with their consent
    #[arg(long, value_enum, default_value_t = SubscriberStatus::Pending)]
    status: SubscriberStatus,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    list: ListArg,
}

/// Arguments of `attache subscribers export`.
#[derive(Args)]
pub struct ExportArgs {
    /// Those of this status
    #[arg(long, value_enum)]
    status: Option<SubscriberStatus>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    list: ListArg,
}

/// Faults that are said one by one.
const SAID: usize = 20;

impl ImportArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let at = self.now.at(place.zone)?.utc_text();
        let name = escape_controls(&self.file.to_string_lossy()).into_owned();
        let wrong = |error: &dyn std::fmt::Display| desk::fail(format!("{name}: {error}"));
        let table = if self.file.as_os_str() == "-" {
            table::read(std::io::stdin().lock())
        } else {
            table::read(File::open(&self.file).map_err(|error| wrong(&error))?)
        };
        let table = table.map_err(|error| wrong(&error))?;
        let mut writer = Writer::open(&place.store).map_err(desk::fail)?;
        let key = Key::open(&mut writer).map_err(desk::fail)?;
        let new: Vec<NewSubscriber> = table
            .rows
            .into_iter()
            .map(|row| NewSubscriber {
                list: place.list.clone(),
                hash: key.hash(&row.address),
                address: row.address,
                name: row.name,
                status: row.status.unwrap_or(self.status),
                wishes: row.wishes,
            })
            .collect();
        let step = Step { at: &at, how: How::Import, detail: Some(&name) };
        let added = writer.add_subscribers(&new, step).map_err(desk::fail)?;
        if !table.ignored.is_empty() {
            talk::note(format!("{name}: columns that were not taken: {}", table.ignored.join(", ")));
        }
        for (line, what) in table.faults.iter().take(SAID) {
            talk::error(format!("{name}, line {line}: {}", escape_controls(what)));
        }
        if table.faults.len() > SAID {
            talk::error(format!("{name}: and {} more lines", table.faults.len() - SAID));
        }
        let count = |is: fn(&Added) -> bool| added.iter().filter(|added| is(added)).count();
        let new = count(|added| matches!(added, Added::New(_)));
        let known = count(|added| matches!(added, Added::Known(..)));
        let off = count(|added| matches!(added, Added::Suppressed(_)));
        talk::note(format!(
            "{}: {new} added, {known} known already, {off} kept off, {} faulty",
            place.list,
            talk::counted(table.faults.len(), "line")
        ));
        Ok(match (table.faults.is_empty(), new + known + off) {
            (true, _) => ExitCode::SUCCESS,
            (false, 0) => ExitCode::FAILURE,
            (false, _) => ExitCode::from(5),
        })
    }
}

impl ExportArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let store = Store::open(&place.store).map_err(desk::fail)?;
        let readers = store.subscribers(Some(&place.list), self.status).map_err(desk::fail)?;
        let text = table::write(&readers).map_err(desk::fail)?;
        Output::print(self.output.as_deref(), &text).map_err(|Stop(code)| code)?;
        Ok(ExitCode::SUCCESS)
    }
}
