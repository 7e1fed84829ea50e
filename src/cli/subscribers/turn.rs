use std::process::ExitCode;

use clap::Args;

use super::{ListArg, find};
use crate::cli::desk::MomentArg;
use crate::cli::{desk, talk};
use crate::deliver::Key;
use crate::model::{Address, How, SubscriberStatus};
use crate::store::{Step, Writer};

/// Arguments of `attache subscribers pause`.
#[derive(Args)]
pub struct PauseArgs {
    #[command(flatten)]
    turn: TurnArgs,
}

/// Arguments of `attache subscribers resume`.
#[derive(Args)]
pub struct ResumeArgs {
    #[command(flatten)]
    turn: TurnArgs,
}

/// Arguments of `attache subscribers remove`.
#[derive(Args)]
pub struct RemoveArgs {
    /// Erase the person from all lists, with the history; a keyed hash stays, so that no import brings the address back
    #[arg(long)]
    forget: bool,
    #[command(flatten)]
    turn: TurnArgs,
}

#[derive(Args)]
struct TurnArgs {
    /// The address
    #[arg(value_name = "EMAIL", value_parser = Address::parse)]
    address: Address,
    /// Why, for the history
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    list: ListArg,
}

impl PauseArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        self.turn.to(SubscriberStatus::Paused, &[SubscriberStatus::Active])
    }
}

impl ResumeArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        self.turn.to(SubscriberStatus::Active, &[SubscriberStatus::Paused])
    }
}

impl RemoveArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        if self.forget {
            self.turn.forget()
        } else {
            self.turn.to(SubscriberStatus::Unsubscribed, &SubscriberStatus::ALL)
        }
    }
}

impl TurnArgs {
    /// Gives the reader another status, where it has one of these.
    fn to(self, status: SubscriberStatus, from: &[SubscriberStatus]) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let at = self.now.at(place.zone)?.utc_text();
        let mut writer = Writer::open(&place.store).map_err(desk::fail)?;
        let reader = find(&writer, &place.list, &self.address)?;
        let masked = self.address.masked();
        if reader.status == status {
            talk::note(format!("{masked} is {} already", status.as_str()));
            return Ok(ExitCode::SUCCESS);
        }
        if !from.contains(&reader.status) {
            let way_out = "`subscribers set EMAIL --status …` changes it all the same";
            return Err(desk::fail(format!("{masked} is {}; {way_out}", reader.status.as_str())));
        }
        let step = Step { at: &at, how: How::Command, detail: self.note.as_deref() };
        writer.set_status(reader.id, status, step).map_err(desk::fail)?;
        talk::note(format!("{masked} on {:?} is {}", place.list, status.as_str()));
        Ok(ExitCode::SUCCESS)
    }

    fn forget(self) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let at = self.now.at(place.zone)?.utc_text();
        let mut writer = Writer::open(&place.store).map_err(desk::fail)?;
        let key = Key::open(&mut writer).map_err(desk::fail)?;
        let hash = key.hash(&self.address);
        // First where a backup cannot bring the person back.
        writer.note_forgotten(&hash).map_err(desk::fail)?;
        let erased = writer.forget(&self.address, &hash, &at).map_err(desk::fail)?;
        talk::note(match erased {
            0 => "the address was on no list; its hash keeps it off from now on".to_owned(),
            1 => "the person is erased; a hash keeps the address off from now on".to_owned(),
            lists => format!("the person is erased from {lists} lists; a hash keeps the address off from now on"),
        });
        talk::note("backups and exports made before still hold the person");
        Ok(ExitCode::SUCCESS)
    }
}
