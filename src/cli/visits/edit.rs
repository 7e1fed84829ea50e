use std::process::ExitCode;

use chrono::NaiveDate;
use clap::Args as ClapArgs;

use super::fields::{Fields, country};
use super::{add, one, stop, usage, writer};
use crate::cli::desk::StoreArg;
use crate::cli::output::Stop;
use crate::cli::talk;
use crate::diary;
use crate::model::{Complete, VisitChange, VisitEntry, Who};
use crate::story::visits::state_code;

/// Arguments of `attache visits amend`.
#[derive(ClapArgs)]
pub struct AmendArgs {
    /// The visit, by its number in the list
    visit: u64,
    #[command(flatten)]
    fields: Fields,
    /// Why; it is printed with the visit
    #[arg(long)]
    note: String,
    #[command(flatten)]
    store: StoreArg,
}

/// Arguments of `attache visits retract`.
#[derive(ClapArgs)]
pub struct RetractArgs {
    /// The visit, by its number in the list
    visit: u64,
    /// Why
    #[arg(long)]
    note: String,
    #[command(flatten)]
    store: StoreArg,
}

/// Arguments of `attache visits complete`.
#[derive(ClapArgs)]
pub struct CompleteArgs {
    /// Whose visits
    #[arg(long, value_name = "NAME", required_unless_present = "office", conflicts_with = "office")]
    who: Option<String>,
    /// Whoever holds this office of --state
    #[arg(long, requires = "state")]
    office: Option<String>,
    /// The state of --office: name or ISO code
    #[arg(long, value_name = "COUNTRY", requires = "office")]
    state: Option<String>,
    /// To this country alone
    #[arg(long, value_name = "COUNTRY")]
    to: Option<String>,
    /// From this day on [default: ever]
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Option<NaiveDate>,
    /// Up to this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: NaiveDate,
    #[command(flatten)]
    store: StoreArg,
}

impl AmendArgs {
    pub fn run(self) -> Result<ExitCode, Stop> {
        let change = self.fields.change()?;
        if change == VisitChange::default() {
            return Err(usage("nothing to change: name --start, --status or another field"));
        }
        log(&self.store, self.visit, |visit| VisitEntry::Amend { visit, change, note: self.note })
    }
}

impl RetractArgs {
    pub fn run(self) -> Result<ExitCode, Stop> {
        log(&self.store, self.visit, |visit| VisitEntry::Retract { visit, note: self.note })
    }
}

/// Adds an entry on a visit that is there.
fn log(store: &StoreArg, visit: u64, entry: impl FnOnce(u64) -> VisitEntry) -> Result<ExitCode, Stop> {
    let (mut writer, names) = writer(store)?;
    let diary = diary::load(&writer, &names).map_err(stop)?;
    let Some(known) = diary.holding(visit) else {
        return Err(usage(format!("{visit}: no such visit; `attache visits list` shows the numbers")));
    };
    let id = known.id;
    add(&mut writer, entry(id))?;
    talk::note(format!("visit {id} changed; what it was stays in the log"));
    Ok(ExitCode::SUCCESS)
}

impl CompleteArgs {
    pub fn run(self) -> Result<ExitCode, Stop> {
        let (mut writer, names) = writer(&self.store)?;
        if self.from.is_some_and(|from| from > self.until) {
            return Err(usage("--until lies before --from"));
        }
        let who = match (self.who, self.office, self.state) {
            (Some(who), _, _) => Who::Person(one(&diary::load(&writer, &names).map_err(stop)?, &who)?),
            (None, Some(office), Some(state)) => {
                let state = state_code(&state).ok_or_else(|| usage(format!("--state: {state:?} is no state")))?;
                Who::Office { office: office.to_lowercase(), state }
            }
            _ => return Err(usage("name --who, or --office and --state")),
        };
        let to = self
            .to
            .as_deref()
            .map(country)
            .transpose()?
            .map(|(name, code)| code.unwrap_or_else(|| name.to_lowercase()));
        add(&mut writer, VisitEntry::Complete(Complete { who, to, from: self.from, until: self.until }))?;
        Ok(ExitCode::SUCCESS)
    }
}
