use std::process::ExitCode;

use clap::Args as ClapArgs;
use serde::Serialize;

use super::ListArg;
use crate::cli::output::{Output, Stop};
use crate::cli::{desk, talk};
use crate::model::{Address, Consent, Subscriber};
use crate::store::{OutboxEntry, Store};
use crate::text::printable;

/// The name of the JSON form, and its version.
const SCHEMA: &str = "attache/subscriber/1";

/// Arguments of `attache subscribers show`.
#[derive(ClapArgs)]
pub struct Args {
    /// The address
    #[arg(value_name = "EMAIL", value_parser = Address::parse)]
    address: Address,
    /// All that is kept of the person on any list, as JSON: what to hand over to one who asks
    #[arg(long)]
    export: bool,
    #[command(flatten)]
    list: ListArg,
}

#[derive(Serialize)]
struct Export {
    schema: &'static str,
    address: Address,
    subscriptions: Vec<Subscription>,
}

#[derive(Serialize)]
struct Subscription {
    #[serde(flatten)]
    subscriber: Subscriber,
    consents: Vec<Consent>,
    messages: Vec<OutboxEntry>,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let place = self.list.read()?;
        let store = Store::open(&place.store).map_err(desk::fail)?;
        let found = store.subscribers_at(&self.address).map_err(desk::fail)?;
        if found.is_empty() {
            talk::note(format!("{} is on no list", self.address.masked()));
            return Ok(ExitCode::from(3));
        }
        let mut subscriptions = Vec::new();
        for subscriber in found {
            subscriptions.push(Subscription {
                consents: store.consents(subscriber.id).map_err(desk::fail)?,
                messages: store.messages_to(subscriber.id).map_err(desk::fail)?,
                subscriber,
            });
        }
        let text = if self.export {
            let export = Export { schema: SCHEMA, address: self.address, subscriptions };
            serde_json::to_string_pretty(&export).map_err(desk::fail)? + "\n"
        } else {
            subscriptions.iter().map(shown).collect::<Vec<_>>().join("\n")
        };
        Output::print(None, &text).map_err(|Stop(code)| code)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn shown(one: &Subscription) -> String {
    let reader = &one.subscriber;
    let mut rows = vec![
        ("list", reader.list.clone()),
        ("address", reader.address.to_string()),
        ("name", reader.name.clone().unwrap_or_default()),
        ("status", reader.status.as_str().to_owned()),
        ("lang", reader.wishes.lang.clone().unwrap_or_default()),
        ("topics", reader.wishes.topics.join("; ")),
        ("countries", reader.wishes.countries.join("; ")),
    ];
    for consent in &one.consents {
        let detail = consent.detail.as_ref().map(|detail| format!(": {detail}")).unwrap_or_default();
        rows.push((
            "consent",
            format!("{} {} by {}{detail}", consent.at, consent.status.as_str(), consent.how.as_str()),
        ));
    }
    for message in &one.messages {
        let answer = message.answer.as_ref().map(|answer| format!(": {answer}")).unwrap_or_default();
        rows.push((
            "message",
            format!("{} {} {} {}{answer}", message.changed, message.desk, message.digest, message.state.as_str()),
        ));
    }
    rows.retain(|(_, value)| !value.is_empty());
    rows.iter().map(|(name, value)| format!("{name:<10} {}\n", printable(value))).collect()
}
