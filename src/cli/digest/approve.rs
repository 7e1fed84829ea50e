use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::super::talk;
use super::lookup::{Number, find};
use crate::store::{State, Writer};

/// Arguments of `attache digest approve`.
#[derive(ClapArgs)]
pub struct Args {
    /// Its number, or last
    number: Number,
    /// Only where its hash begins so: what you looked at, as `digest show --lines` gives it
    #[arg(long, value_name = "HASH")]
    hash: Option<String>,
    /// The moment of it, instead of the clock's
    #[arg(long, value_name = "MOMENT")]
    now: Option<String>,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let now = desk::moment(self.now.as_deref(), desk.time_zone)?;
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        let digest = find(&writer, &desk.name, self.number)?;
        let (number, hash) = (digest.number, &digest.revision.hash);
        if let State::Sent { at, .. } = &digest.state {
            return Err(desk::fail(format!("digest {number} went out at {at}")));
        }
        if self.hash.as_ref().is_some_and(|wanted| !hash.starts_with(wanted.as_str())) {
            return Err(desk::fail(format!("digest {number} was changed: its hash is {hash}")));
        }
        let is_approved = writer.approve_digest(&desk.name, number, hash, &now.to_string()).map_err(desk::fail)?;
        if !is_approved {
            return Err(desk::fail(format!("digest {number} was changed meanwhile; look at it again")));
        }
        talk::note(format!("digest {number} is approved, hash {hash}"));
        Ok(ExitCode::SUCCESS)
    }
}
