use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::fields::{Fields, country};
use super::{add, stop, usage, writer};
use crate::cli::desk::StoreArg;
use crate::cli::output::Stop;
use crate::cli::web::WebArgs;
use crate::cli::weights::WeightsArg;
use crate::cli::{desk, inputs, progress, talk};
use crate::diary;
use crate::model::{Article, Evidence, VisitEntry, VisitReport, VisitStatus};
use crate::pipeline;
use crate::store::Writer;

/// Articles that are read at a time.
const BATCH: usize = 200;

/// Arguments of `attache visits add`.
#[derive(ClapArgs)]
pub struct Args {
    /// The trips that these articles tell of: files, folders, patterns or web addresses
    #[arg(long, value_name = "INPUT", num_args = 1.., conflicts_with_all = ["stored", "who"])]
    from: Vec<OsString>,
    /// The trips that the articles of the store tell of
    #[arg(long, conflicts_with = "who")]
    stored: bool,
    #[command(flatten)]
    fields: Fields,
    /// Who says so, for a visit by hand
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, Stop> {
        if !self.from.is_empty() {
            return self.fill_from_inputs();
        }
        if self.stored { self.fill_from_store() } else { self.by_hand() }
    }

    fn fill_from_inputs(self) -> Result<ExitCode, Stop> {
        let weights = self.weights.read().map_err(Stop)?;
        let (mut writer, _) = writer(&self.store)?;
        let mut tally = Tally::default();
        let outcome =
            inputs::read_in_batches(&self.from, &self.web, |batch| tally.record(&mut writer, batch, &weights))?;
        tally.say();
        Ok(outcome.exit_code(outcome.read > 0))
    }

    fn fill_from_store(self) -> Result<ExitCode, Stop> {
        let weights = self.weights.read().map_err(Stop)?;
        let (mut writer, _) = writer(&self.store)?;
        let mut tally = Tally::default();
        for batch in batches(writer.articles().map_err(stop)?) {
            tally.record(&mut writer, batch, &weights)?;
        }
        tally.say();
        Ok(ExitCode::SUCCESS)
    }

    fn by_hand(self) -> Result<ExitCode, Stop> {
        let fields = self.fields;
        let (Some(who), Some(to), Some(start)) = (fields.who, fields.to, fields.start) else {
            return Err(usage("name --who, --to and --start, or --from ARTICLE, or --stored"));
        };
        let (country, code) = country(&to)?;
        let report = VisitReport {
            traveller: who,
            office: fields.office,
            state: None,
            start,
            end: fields.end,
            country,
            code,
            place: fields.place,
            kind: fields.kind,
            counterparts: fields.with,
            remarks: None,
            status: fields.status.unwrap_or(VisitStatus::Done),
            told: None,
            evidence: Evidence::Hand { note: self.note },
        };
        if report.end.is_some_and(|end| end.last() < report.start.first()) {
            return Err(usage("--end lies before --start"));
        }
        let (mut writer, names) = writer(&self.store)?;
        let number = add(&mut writer, VisitEntry::Report(report))?;
        let diary = diary::load(&writer, &names).map_err(stop)?;
        let visit = number.and_then(|n| diary.holding(n));
        talk::note(format!("visit {}", visit.map_or_else(|| "added".to_owned(), |v| v.id.to_string())));
        Ok(ExitCode::SUCCESS)
    }
}

fn batches(articles: Vec<Article>) -> impl Iterator<Item = Vec<Article>> {
    let mut left = articles.into_iter().peekable();
    std::iter::from_fn(move || left.peek().is_some().then(|| left.by_ref().take(BATCH).collect()))
}

/// What all batches came to.
#[derive(Default)]
struct Tally {
    read: usize,
    recorded: diary::Recorded,
}

impl Tally {
    fn record(
        &mut self,
        writer: &mut Writer,
        batch: Vec<Article>,
        weights: &crate::score::Weights,
    ) -> Result<(), Stop> {
        progress::doing(format!("going through {}", desk::articles(self.read)));
        let readings = pipeline::read_all(batch, weights);
        let one = diary::record(writer, &readings).map_err(stop)?;
        self.read += readings.len();
        self.recorded.new += one.new;
        self.recorded.known += one.known;
        self.recorded.left_out.extend(one.left_out);
        Ok(())
    }

    fn say(&self) {
        for (path, why) in &self.recorded.left_out {
            talk::detail(format!("{}: left out: {}", crate::text::escape_controls(path), why.as_str()));
        }
        let r = &self.recorded;
        let left = r.left_out.len();
        talk::note(format!(
            "{} read: {}, {} known, {left} left out (-v says why)",
            desk::articles(self.read),
            talk::counted(r.new, "new report"),
            r.known
        ));
    }
}
