use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::wishes::WishArgs;
use super::{ListArg, find};
use crate::cli::desk::MomentArg;
use crate::cli::{desk, talk};
use crate::deliver::Key;
use crate::model::{Address, How, SubscriberStatus, Wishes, one_line};
use crate::store::{Added, NewSubscriber, Step, Writer};

/// Arguments of `attache subscribers add`.
#[derive(ClapArgs)]
pub struct Args {
    /// The addresses
    #[arg(required = true, value_name = "EMAIL", value_parser = Address::parse)]
    addresses: Vec<Address>,
    /// What the reader is called
    #[arg(long)]
    name: Option<String>,
    /// pending (asked for, not confirmed) or active: only with their consent
    #[arg(long, value_enum, default_value_t = SubscriberStatus::Pending)]
    status: SubscriberStatus,
    #[command(flatten)]
    about: AboutArgs,
}

/// What `add` and `set` both say of a reader.
#[derive(ClapArgs)]
struct AboutArgs {
    /// How they agreed, for the history
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[command(flatten)]
    wishes: WishArgs,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    list: ListArg,
}

/// Arguments of `attache subscribers set`.
#[derive(ClapArgs)]
pub struct SetArgs {
    /// The address
    #[arg(value_name = "EMAIL", value_parser = Address::parse)]
    address: Address,
    /// What the reader is called; "" for nothing
    #[arg(long)]
    name: Option<String>,
    /// Another status: active only with their consent
    #[arg(long, value_enum)]
    status: Option<SubscriberStatus>,
    #[command(flatten)]
    about: AboutArgs,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.about.list.read()?;
        let at = self.about.now.at(place.zone)?.utc_text();
        let mut writer = Writer::open(&place.store).map_err(desk::fail)?;
        let key = Key::open(&mut writer).map_err(desk::fail)?;
        let mut wishes = Wishes::default();
        self.about.wishes.lay_over(&mut wishes);
        let name = self.name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let new: Vec<NewSubscriber> = self
            .addresses
            .into_iter()
            .map(|address| NewSubscriber {
                list: place.list.clone(),
                hash: key.hash(&address),
                address,
                name: name.clone(),
                status: self.status,
                wishes: wishes.clone(),
            })
            .collect();
        let step = Step { at: &at, how: How::Command, detail: self.about.note.as_deref() };
        let added = writer.add_subscribers(&new, step).map_err(desk::fail)?;
        let mut count = 0;
        for (new, added) in new.iter().zip(&added) {
            let masked = new.address.masked();
            match added {
                Added::New(_) => count += 1,
                Added::Known(_, status) => {
                    talk::note(format!(
                        "{masked} is on the list already ({}); `subscribers set` changes it",
                        status.as_str()
                    ));
                }
                Added::Suppressed(reason) => {
                    talk::note(format!(
                        "{masked} is kept off all lists ({}); only its owner can ask anew",
                        reason.as_str()
                    ));
                }
            }
        }
        talk::note(format!("{}: {count} added ({})", place.list, self.status.as_str()));
        let none = count == 0;
        Ok(if none { ExitCode::from(3) } else { ExitCode::SUCCESS })
    }
}

impl SetArgs {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.about.list.read()?;
        let at = self.about.now.at(place.zone)?.utc_text();
        let mut writer = Writer::open(&place.store).map_err(desk::fail)?;
        let reader = find(&writer, &place.list, &self.address)?;
        let mut wishes = reader.wishes.clone();
        let mut is_changed = self.about.wishes.lay_over(&mut wishes);
        let name = match &self.name {
            Some(name) => Some(one_line(name)).filter(|name| !name.is_empty()),
            None => reader.name.clone(),
        };
        is_changed |= name != reader.name;
        if is_changed {
            writer.set_wishes(reader.id, name.as_deref(), &wishes).map_err(desk::fail)?;
        }
        if let Some(status) = self.status {
            let step = Step { at: &at, how: How::Command, detail: self.about.note.as_deref() };
            is_changed |= writer.set_status(reader.id, status, step).map_err(desk::fail)?;
        }
        let what = if is_changed { "is changed" } else { "is so already" };
        talk::note(format!("{} on {:?} {what}", self.address.masked(), place.list));
        Ok(ExitCode::SUCCESS)
    }
}
