//! `attache subscribers expire`: erases what is kept longer than the desk says.

use std::process::ExitCode;

use clap::Args as ClapArgs;

use crate::cli::desk::{self, MomentArg, StoreArg};
use crate::cli::talk;
use crate::deliver::{Key, expire, expiring};
use crate::store::{Expired, Store, Writer};

/// Arguments of `attache subscribers expire`.
#[derive(ClapArgs)]
pub struct Args {
    /// Keep what is not older than so many days [default: "keep_days" of [mail]]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=36_500))]
    days: Option<u32>,
    /// Say how much it would be; erase nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    store: StoreArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let config = desk::config()?;
        let zone = config.desks.first().map_or(chrono_tz::UTC, |desk| desk.time_zone);
        let (store, now) = (self.store.place_with(&config), self.now.at(zone)?);
        let Some(days) = self.days.or(config.mail.as_ref().and_then(|mail| mail.keep_days)) else {
            talk::error("nothing says how long to keep: name --days N, or write keep_days = N below [mail]");
            return Err(ExitCode::from(6));
        };
        let (expired, what) = if self.dry_run {
            (expiring(&Store::open(&store).map_err(desk::fail)?, days, now), "would be erased")
        } else {
            let mut writer = Writer::open(&store).map_err(desk::fail)?;
            let key = Key::open(&mut writer).map_err(desk::fail)?;
            (expire(&mut writer, &key, days, now), "erased")
        };
        let expired = expired.map_err(desk::fail)?;
        talk::note(said(expired, what));
        Ok(if expired == Expired::default() { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

/// "2 readers and 30 messages erased".
pub fn said(expired: Expired, what: &str) -> String {
    format!("{} and {} {what}", talk::counted(expired.readers, "reader"), talk::counted(expired.messages, "message"))
}
