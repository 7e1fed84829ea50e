//! `attache send`: digests to their readers.

mod go;
mod look;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{DeskArg, MomentArg};
use super::digest::Number;
use super::talk;
use crate::config::{Config, DeskConfig, MailConfig};
use crate::deliver::PostError;
use crate::model::{Address, StorePlace};

pub(super) use go::publish;

const EXAMPLES: &str = "\
Examples:
  attache send --dry-run                 who would get the last digest, and what is due
  attache send --out preview/            the messages as files, nothing sent
  attache send --to me@example.org       the last digest to one address, nothing noted
  attache send                           one pass over what is due; run it again for what is left
  attache send --correction 7            the corrections of digest 7 to those who got it

Exit codes: 0 done, 1 nothing could be sent, 3 nothing is due, 5 some messages failed or wait for another try,
6 configuration.";

/// Arguments of `attache send`.
#[derive(ClapArgs)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The digest: its number, or last
    #[arg(long, value_name = "N")]
    digest: Option<Number>,
    /// The corrections of this digest, to those who got it
    #[arg(long, value_name = "N", conflicts_with = "digest")]
    correction: Option<Number>,
    /// Say who would get what; send nothing
    #[arg(long, conflicts_with_all = ["to", "out"])]
    dry_run: bool,
    /// Send to this address alone, on the list or not; nothing is noted
    #[arg(long, value_name = "EMAIL", value_parser = Address::parse, conflicts_with = "out")]
    to: Option<Address>,
    /// Write the messages into this folder as .eml; nothing is sent or noted
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Send again what is ambiguous: some readers may get it twice, under the same Message-ID
    #[arg(long)]
    resend_ambiguous: bool,
    /// Try again what was given up
    #[arg(long)]
    retry_failed: bool,
    /// After `attache restore`: digests up to this number went out and do not go out again; 0 for none
    #[arg(long, value_name = "N", conflicts_with_all = ["dry_run", "to", "out"])]
    after_restore: Option<u32>,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    desk: DeskArg,
}

/// Whose digests go out, from which store, and how.
struct Way<'a> {
    config: &'a Config,
    mail: &'a MailConfig,
    desk: &'a DeskConfig,
    place: &'a StorePlace,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.go().unwrap_or_else(|code| code)
    }

    fn go(&self) -> Result<ExitCode, ExitCode> {
        let (config, desk, place) = self.desk.read()?;
        let way = Way { mail: mail(&config)?, config: &config, desk: &desk, place: &place };
        if self.dry_run || self.to.is_some() || self.out.is_some() {
            return self.look(&way);
        }
        self.send(&way)
    }

    fn moment(&self, desk: &DeskConfig) -> Result<crate::desk::Moment, ExitCode> {
        self.now.at(desk.time_zone)
    }
}

/// How the desk sends; where it does not, that is said.
fn mail(config: &Config) -> Result<&MailConfig, ExitCode> {
    config.mail.as_ref().ok_or_else(|| {
        talk::error(
            "attache.toml has no [mail]: write url = \"smtp://…\" and from = \"Name <desk@example.org>\" below it",
        );
        ExitCode::from(6)
    })
}

fn fail(error: PostError) -> ExitCode {
    let code = if error.is_configuration() { ExitCode::from(6) } else { ExitCode::FAILURE };
    talk::error(error);
    code
}
