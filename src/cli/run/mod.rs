//! `attache run`: all of a desk's day, once or on a schedule.

mod report;
mod steps;
mod unit;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use chrono_tz::Tz;
use clap::{Args as ClapArgs, ValueEnum};

use super::desk::{self, DeskArg};
use super::talk;
use super::web::WebArgs;
use crate::config::{Config, DeskConfig, named_zone};
use crate::desk::{Moment, Schedule};
use crate::store::{RunLock, Store, StoreError, Writer};
pub(super) use report::Outcome;
use report::Report;
pub(super) use steps::Outgoing;
use unit::Unit;

/// Arguments of `attache run`.
#[derive(ClapArgs)]
pub struct Args {
    /// Stay, and run on each of these
    #[arg(long, value_enum, requires = "at")]
    every: Option<Every>,
    /// At this time of the day
    #[arg(long, value_name = "HH:MM", requires = "every")]
    at: Option<String>,
    /// In this time zone [default: that of the desk]
    #[arg(long, value_name = "ZONE", requires = "every")]
    tz: Option<String>,
    /// The moment, instead of the clock's. With --every: do what is due at it, then end
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    /// Make the digest of what is in the store
    #[arg(long)]
    no_fetch: bool,
    /// Write what was done to this file, as JSON
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Write what was done to this file, in the text form of Prometheus
    #[arg(long, value_name = "FILE")]
    metrics: Option<PathBuf>,
    /// Print a unit that runs this each day, and end
    #[arg(long, value_enum, value_name = "FORM")]
    unit: Option<Unit>,
    #[command(flatten)]
    desk: DeskArg,
    #[command(flatten)]
    web: WebArgs,
}

/// `--every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Every {
    /// Each day
    Day,
}

/// The longest that the loop sleeps at once: a machine that slept or whose clock was set finds its moment.
const NAP: Duration = Duration::from_secs(60);

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.go().unwrap_or_else(|code| code)
    }

    fn go(&self) -> Result<ExitCode, ExitCode> {
        let (config, desks) = self.desks()?;
        let zone = self.zone(&desks)?;
        if let Some(form) = self.unit {
            return form.print(self.at.as_deref(), zone);
        }
        let _lock = RunLock::take(self.desk.store().place_with(&config)).map_err(busy)?;
        let schedule = self.at.as_deref().map(|at| Schedule::new(at, zone)).transpose().map_err(wrong)?;
        match schedule {
            None => self.once(&config, &desks, None),
            Some(schedule) if self.now.is_some() => self.due(&config, &desks, &schedule),
            Some(schedule) => self.stay(&schedule),
        }
    }

    /// The desks to run: the one that is named, else all.
    fn desks(&self) -> Result<(Config, Vec<DeskConfig>), ExitCode> {
        if self.desk.name().is_some() {
            let (config, desk, _) = self.desk.read()?;
            return Ok((config, vec![desk]));
        }
        let config = desk::config()?;
        let desks = config.desks.clone();
        Ok((config, desks))
    }

    fn zone(&self, desks: &[DeskConfig]) -> Result<Tz, ExitCode> {
        match &self.tz {
            Some(name) => named_zone(name).map_err(wrong),
            None => Ok(desks.first().map_or(Tz::UTC, |desk| desk.time_zone)),
        }
    }

    fn moment(&self, zone: Tz) -> Result<Moment, ExitCode> {
        desk::moment(self.now.as_deref(), zone)
    }

    /// Runs now; `slot` is the moment of the schedule that it is for.
    fn once(&self, config: &Config, desks: &[DeskConfig], slot: Option<Moment>) -> Result<ExitCode, ExitCode> {
        let day = steps::Day { config, desks, args: self, slot };
        let report = day.run()?;
        self.write(&report)?;
        Ok(report.exit_code())
    }

    /// Runs where a moment of the schedule is due; else says when the next one is.
    fn due(&self, config: &Config, desks: &[DeskConfig], schedule: &Schedule) -> Result<ExitCode, ExitCode> {
        let now = self.moment(schedule.zone)?;
        match self.slot(config, desks, schedule, now)? {
            Some(slot) => self.once(config, desks, Some(slot)),
            None => {
                talk::note(format!("nothing is due; the next run is at {}", schedule.next(now)));
                Ok(ExitCode::from(3))
            }
        }
    }

    /// The moment that is due for one of the desks. A desk that has never run waits for the next one.
    fn slot(
        &self,
        config: &Config,
        desks: &[DeskConfig],
        schedule: &Schedule,
        now: Moment,
    ) -> Result<Option<Moment>, ExitCode> {
        let path = self.desk.store().place_with(config);
        let mut due = None;
        for desk in desks {
            let done = match Store::open(&path) {
                Ok(store) => store.last_run(&desk.name).map_err(desk::fail)?,
                Err(StoreError::Missing { .. }) => None,
                Err(error) => return Err(desk::fail(error)),
            };
            match done {
                Some((done, _)) => due = schedule.due(now, Some(&done)).or(due),
                None if schedule.last(now) == now => due = Some(now),
                None => {
                    let last = schedule.last(now).utc_text();
                    let began = Writer::open(&path).and_then(|mut writer| writer.run_was_empty(&desk.name, &last));
                    began.map_err(desk::fail)?;
                }
            }
        }
        Ok(due)
    }

    /// Runs at each moment of the schedule, and at once where one was missed.
    fn stay(&self, schedule: &Schedule) -> Result<ExitCode, ExitCode> {
        loop {
            // Read each time: what the file says now holds.
            let (config, desks) = self.desks()?;
            let now = self.moment(schedule.zone)?;
            // What fails is said; a store that another writes to is free again soon, and the next day is another one.
            match self.slot(&config, &desks, schedule, now) {
                Ok(Some(slot)) => {
                    let _ = self.once(&config, &desks, Some(slot));
                }
                Ok(None) => {}
                Err(_) => {
                    std::thread::sleep(NAP);
                    continue;
                }
            }
            let next = schedule.next(self.moment(schedule.zone)?);
            talk::detail(format!("the next run is at {next}"));
            loop {
                let left = next.utc().signed_duration_since(self.moment(schedule.zone)?.utc());
                match left.to_std() {
                    Ok(left) if !left.is_zero() => std::thread::sleep(left.min(NAP)),
                    _ => break,
                }
            }
        }
    }

    fn write(&self, report: &Report) -> Result<(), ExitCode> {
        for (path, text) in [(&self.report, report.json()), (&self.metrics, report.prometheus())] {
            if let Some(path) = path {
                report::write(path, &text)?;
            }
        }
        Ok(())
    }
}

fn wrong(error: impl std::fmt::Display) -> ExitCode {
    talk::error(error);
    ExitCode::from(2)
}

fn busy(error: StoreError) -> ExitCode {
    match &error {
        StoreError::Locked { process, .. } => {
            let named = process.map(|number| format!(" (process {number})")).unwrap_or_default();
            desk::fail(format!("another `attache run`{named} is at work; this one does nothing"))
        }
        _ => desk::fail(error),
    }
}
