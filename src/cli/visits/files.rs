use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};

use super::list::Filter;
use super::{open, stop, usage, writer};
use crate::cli::desk::StoreArg;
use crate::cli::output::{Output, Stop};
use crate::cli::talk;
use crate::diary::export;
use crate::diary::table::{self, Defaults};
use crate::model::VisitEntry;
use crate::story::visits::state_code;

/// Arguments of `attache visits import`.
#[derive(ClapArgs)]
pub struct ImportArgs {
    /// The table: a head with traveller, start, end, country, place, kind, counterparts, status, remarks
    file: PathBuf,
    /// The state that the travellers act for, where the table does not say: name or ISO code
    #[arg(long, value_name = "COUNTRY")]
    state: Option<String>,
    /// Their office, where the table does not say
    #[arg(long)]
    office: Option<String>,
    #[command(flatten)]
    store: StoreArg,
}

/// Arguments of `attache visits export`.
#[derive(ClapArgs)]
pub struct ExportArgs {
    #[command(flatten)]
    filter: Filter,
    /// The form that comes out
    #[arg(short, long, value_enum)]
    format: Format,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// RFC 4180, in columns that `import` reads
    Csv,
    /// JSON Lines, with every step and receipt
    Json,
    /// A table of MediaWiki
    Wiki,
    /// A calendar (RFC 5545); visits without a day are left out
    Ics,
}

impl ImportArgs {
    pub fn run(self) -> Result<ExitCode, Stop> {
        let state =
            self.state.as_deref().map(|s| state_code(s).ok_or_else(|| usage(format!("--state: {s:?} is no state"))));
        let defaults = Defaults { state: state.transpose()?, office: self.office };
        let reports = table::read(&self.file, &defaults).map_err(stop)?;
        let unknown = reports.iter().filter(|r| r.code.is_none()).map(|r| r.country.as_str());
        let unknown: std::collections::BTreeSet<&str> = unknown.collect();
        for country in unknown {
            talk::note(format!(
                "{}: no country that attache knows; kept under that name",
                crate::text::escape_controls(country)
            ));
        }
        let read = reports.len();
        let entries: Vec<VisitEntry> = reports.into_iter().map(VisitEntry::Report).collect();
        let (mut writer, _) = writer(&self.store)?;
        let new = writer.add_visit_entries(&entries).map_err(stop)?.len();
        talk::note(format!("{read} rows read: {new} new, {} known", read - new));
        Ok(if read == 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

impl ExportArgs {
    pub fn run(self) -> Result<ExitCode, Stop> {
        let diary = open(&self.store)?;
        let visits = self.filter.apply(&diary)?;
        let text = match self.format {
            Format::Csv => export::csv(&visits),
            Format::Json => export::json(&diary, &visits),
            Format::Wiki => export::wiki(&visits),
            Format::Ics => export::calendar(&visits),
        };
        let left = visits.iter().filter(|v| !v.start.is_day() || !v.end.is_day()).count();
        if self.format == Format::Ics && left > 0 {
            talk::note(format!("{left} visits without a day are left out"));
        }
        let mut output = Output::open(self.output.as_deref())?;
        output.text(&text)?;
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }
}
