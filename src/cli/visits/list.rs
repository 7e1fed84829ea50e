use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};
use clap::{Args as ClapArgs, ValueEnum};

use super::{one, open};
use crate::cli::desk::StoreArg;
use crate::cli::output::{Output, Stop};
use crate::cli::talk;
use crate::diary::export;
use crate::model::{Evidence, Visit, VisitKind, VisitStatus};
use crate::story::visits::{Diary, state_code, state_name};
use crate::text::printable;

/// Arguments of `attache visits list`.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    filter: Filter,
    /// For readers, or JSON Lines or CSV for programs
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Today: plans whose days have passed without report are named, and visits that were under way and must be over
    #[arg(long, value_name = "YYYY-MM-DD")]
    now: Option<NaiveDate>,
    /// With the sentences behind each step
    #[arg(long)]
    receipts: bool,
    #[command(flatten)]
    store: StoreArg,
}

/// Which visits.
#[derive(ClapArgs)]
pub(super) struct Filter {
    /// Of this traveller: a name in any variant, or "the North Korean leader"
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// To this country: name or ISO code
    #[arg(long, value_name = "COUNTRY")]
    to: Option<String>,
    /// That begin in this year
    #[arg(long)]
    year: Option<i32>,
    /// That end on this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<NaiveDate>,
    /// That begin on this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<NaiveDate>,
    /// Of this status
    #[arg(long)]
    status: Option<VisitStatus>,
    /// Of this kind
    #[arg(long)]
    kind: Option<VisitKind>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

impl Filter {
    /// The visits that fit, by first day.
    pub fn apply<'a>(&self, diary: &'a Diary) -> Result<Vec<&'a Visit>, Stop> {
        let who = self.who.as_deref().map(|words| one(diary, words)).transpose()?;
        let to = self.to.as_deref().map(|words| state_code(words).unwrap_or_else(|| words.to_lowercase()));
        let fits = |v: &&Visit| {
            who.as_ref().is_none_or(|who| v.traveller == *who)
                && to.as_ref().is_none_or(|to| diary.key(v) == *to)
                && self.year.is_none_or(|year| v.start.first().year() == year)
                && self.from.is_none_or(|from| v.end.last() >= from)
                && self.until.is_none_or(|until| v.start.first() <= until)
                && self.status.is_none_or(|status| v.status == status)
                && self.kind.is_none_or(|kind| v.kind == Some(kind))
        };
        Ok(diary.visits().iter().filter(fits).collect())
    }
}

impl Args {
    pub fn run(self) -> Result<ExitCode, Stop> {
        let diary = open(&self.store)?;
        let visits = self.filter.apply(&diary)?;
        if visits.is_empty() {
            talk::error("no such visit in the diary");
            return Ok(ExitCode::from(3));
        }
        let mut output = Output::open(None)?;
        match self.format {
            Format::Json => output.text(&export::json(&diary, &visits))?,
            Format::Csv => output.text(&export::csv(&visits))?,
            Format::Text => {
                let today = self.now.max(latest(&diary));
                visits.iter().try_for_each(|v| output.text(&self.lines(&diary, v, today)))?;
            }
        }
        output.finish()?;
        Ok(ExitCode::SUCCESS)
    }

    fn lines(&self, diary: &Diary, v: &Visit, today: Option<NaiveDate>) -> String {
        let days = if v.start == v.end { v.start.to_string() } else { format!("{} to {}", v.start, v.end) };
        let country = v.code.as_deref().map_or(v.country.as_str(), state_name);
        let place = v.place.as_ref().map(|p| format!(" ({p})")).unwrap_or_default();
        let kind = v.kind.map(|k| format!(", {k}")).unwrap_or_default();
        let number = diary.ordinal(v).zip(diary.ordinal_of_year(v));
        let number = number.map(|(n, y)| format!("; number {n} there, {y} of the year")).unwrap_or_default();
        let overdue = self.now.is_some_and(|now| v.is_overdue(now));
        let overdue = if overdue { "; its days have passed without report" } else { "" };
        let run_out = today.is_some_and(|today| v.has_run_out(today));
        let status = match v.status {
            VisitStatus::UnderWay if run_out && v.start != v.end => "done, its last day has passed",
            VisitStatus::UnderWay if run_out => "under way then, its end is not reported",
            status => status.as_str(),
        };
        let mut text =
            format!("{:>4}  {days}  {} to {country}{place}{kind}, {status}{number}{overdue}\n", v.id, v.traveller);
        if !v.counterparts.is_empty() {
            let meets = match v.status {
                VisitStatus::Planned | VisitStatus::Confirmed | VisitStatus::Postponed => "to meet",
                VisitStatus::UnderWay if !run_out => "meets",
                VisitStatus::Cancelled | VisitStatus::UnderWay => "was to meet",
                VisitStatus::Done => "met",
            };
            text += &format!("      {meets} {}\n", v.counterparts.join(", "));
        }
        for note in &v.notes {
            text += &format!("      note: {note}\n");
        }
        if self.receipts {
            for step in &v.steps {
                let told = step.told.map(|d| format!(", told on {d}")).unwrap_or_default();
                text += &format!("      {}{told}: {}\n", step.status, source(&step.evidence));
            }
        }
        printable(&text).into_owned()
    }
}

/// The latest day on which anything in the diary was told: today is no earlier.
fn latest(diary: &Diary) -> Option<NaiveDate> {
    diary.visits().iter().flat_map(|v| &v.steps).filter_map(|step| step.told).max()
}

fn source(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Article(r) => {
            let words = r.text.split_whitespace().collect::<Vec<_>>().join(" ");
            format!("“{words}” ({}, sentence {})", r.source_path, r.i + 1)
        }
        Evidence::Row { file, row } => format!("{file}, row {row}"),
        Evidence::Hand { note } => format!("by hand: {note}"),
    }
}
