use std::ffi::OsString;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use super::open;
use crate::cli::desk::StoreArg;
use crate::cli::inputs;
use crate::cli::output::{Output, Stop};
use crate::cli::web::WebArgs;
use crate::cli::weights::WeightsArg;
use crate::model::{Check, Reading, Verdict, Visit};
use crate::pipeline;
use crate::story::visits::{Diary, Fault, claims_against, faults};
use crate::text::printable;

/// Arguments of `attache visits check`.
#[derive(ClapArgs)]
pub struct Args {
    /// Articles whose counts and "first since" are set against the diary
    inputs: Vec<OsString>,
    /// Plans whose days had passed by this day are named
    #[arg(long, value_name = "YYYY-MM-DD")]
    now: Option<NaiveDate>,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    /// Exit code 4 where something contradicts the diary.
    pub fn run(self) -> Result<ExitCode, Stop> {
        let diary = open(&self.store)?;
        let mut output = Output::open(None)?;
        let found = faults(&diary, self.now);
        for fault in &found {
            output.line(&printable(&words(&diary, fault)))?;
        }
        let mut contradicts = false;
        let mut code = ExitCode::SUCCESS;
        if !self.inputs.is_empty() {
            let weights = self.weights.read().map_err(Stop)?;
            let (articles, outcome) = inputs::read(&self.inputs, &self.web).map_err(Stop)?;
            code = outcome.exit_code(!articles.is_empty());
            for reading in pipeline::read_all(articles, &weights) {
                for check in claims_against(&reading, &diary) {
                    contradicts |= check.verdict == Verdict::Contradicts;
                    output.line(&printable(&claim(&reading, &check)))?;
                }
            }
        }
        output.finish()?;
        Ok(if contradicts { ExitCode::from(4) } else { code })
    }
}

fn words(diary: &Diary, fault: &Fault) -> String {
    let row = |id: u64| diary.visit(id).map(short).unwrap_or_default();
    match *fault {
        Fault::Overdue { visit } => format!("{visit}: its days have passed without report: {}", row(visit)),
        Fault::TwoPlaces { visit, other } => {
            format!("{visit}, {other}: in two countries on the same days: {}; {}", row(visit), row(other))
        }
        Fault::Twice { visit, other } => format!("{visit}, {other}: may be one visit: {}; {}", row(visit), row(other)),
    }
}

fn short(v: &Visit) -> String {
    format!("{} to {}, {} to {}", v.traveller, v.country, v.start, v.end)
}

fn claim(reading: &Reading, check: &Check) -> String {
    let path = &reading.annotated.article().source_path;
    let values: Vec<String> = check.values.iter().map(|v| v.value.clone()).collect();
    let i = check.values.first().map_or(0, |v| v.i + 1);
    let verdict = match check.verdict {
        Verdict::Agrees => "agrees",
        Verdict::Compatible => "compatible",
        Verdict::CannotCheck => "cannot check",
        Verdict::Contradicts => "contradicts",
    };
    format!("{path}, sentence {i}: {verdict}: {}", values.join(" | "))
}
