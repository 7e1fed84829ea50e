//! Looks at all that a desk needs, and says what to do where something is wrong.

mod desks;
#[cfg_attr(not(feature = "mail"), path = "no_mail.rs")]
mod mail;
mod store;

use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args as ClapArgs, ValueEnum};
use serde::Serialize;

use super::desk::{self, MomentArg, StoreArg};
use super::output::{Output, Stop};
use crate::config::{self, Config};
use crate::text::printable;

const EXAMPLES: &str = "\
Examples:
  attache doctor                 all of it, one line each, with what to do for a fault
  attache doctor --offline       without a word to the mail server
  attache doctor -f json         the same for programs

Exit codes: 0 all is well, 6 something is to be put right.";

/// Arguments of `attache doctor`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The form that comes out
    #[arg(short, long, value_enum, default_value_t)]
    format: Form,
    /// Do not talk to the mail server
    #[arg(long)]
    offline: bool,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// A line a finding.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// How something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    /// As it should be.
    Ok,
    /// Worth knowing.
    Note,
    /// To be put right.
    Fault,
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    /// configuration, templates, store, lock, clock, mail, dkim, serve.
    check: &'static str,
    state: State,
    /// How it is.
    said: String,
    /// What to do for a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    remedy: Option<String>,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    healthy: bool,
    findings: &'a [Finding],
}

impl Finding {
    fn ok(check: &'static str, said: impl Into<String>) -> Finding {
        Finding { check, state: State::Ok, said: said.into(), remedy: None }
    }

    fn note(check: &'static str, said: impl Into<String>) -> Finding {
        Finding { check, state: State::Note, said: said.into(), remedy: None }
    }

    fn fault(check: &'static str, said: impl Into<String>, remedy: impl Into<String>) -> Finding {
        Finding { check, state: State::Fault, said: said.into(), remedy: Some(remedy.into()) }
    }
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.look().unwrap_or_else(|code| code)
    }

    fn look(&self) -> Result<ExitCode, ExitCode> {
        let now = self.now.at(chrono_tz::UTC)?.utc();
        let findings = self.findings(now);
        let healthy = findings.iter().all(|finding| finding.state != State::Fault);
        let text = match self.format {
            Form::Text => findings.iter().map(line).collect(),
            Form::Json => {
                let report = Report { schema: "attache/doctor/1", healthy, findings: &findings };
                serde_json::to_string_pretty(&report).map_err(desk::fail)? + "\n"
            }
        };
        let write = || {
            let mut output = Output::open(None)?;
            output.text(&text)?;
            output.finish()
        };
        write().map_err(|Stop(code)| code)?;
        Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::from(6) })
    }

    fn findings(&self, now: DateTime<Utc>) -> Vec<Finding> {
        let config = match Config::read(std::path::Path::new(config::FILE)) {
            Ok(config) => config,
            Err(error) => {
                return vec![Finding::fault(
                    "configuration",
                    error.to_string(),
                    "mend the line that it names, then look again",
                )];
            }
        };
        let mut findings = desks::configuration(&config);
        findings.extend(desks::templates(&config));
        findings.extend(store::findings(&self.store.place_with(&config), &config, now));
        findings.extend(mail::findings(&config, self.offline));
        findings
    }
}

/// "fault  mail   the server does not answer" and below it what to do.
fn line(finding: &Finding) -> String {
    let state = match finding.state {
        State::Ok => "ok",
        State::Note => "note",
        State::Fault => "FAULT",
    };
    let mut text = format!("{state:<6} {:<14} {}\n", finding.check, printable(&finding.said));
    if let Some(remedy) = &finding.remedy {
        text += &format!("{:<22} → {}\n", "", printable(remedy));
    }
    text
}
