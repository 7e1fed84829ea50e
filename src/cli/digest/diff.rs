use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::lookup::{self, Number, find};
use crate::model::{Edition, Entry};
use crate::store::Store;
use crate::text::printable;

/// Arguments of `attache digest diff`.
#[derive(ClapArgs)]
pub struct Args {
    /// The earlier one
    before: Number,
    /// The later one
    after: Number,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let store = Store::open(&path).map_err(desk::fail)?;
        let before = find(&store, &desk.name, self.before)?.revision.edition;
        let after = find(&store, &desk.name, self.after)?.revision.edition;
        lookup::write(&differences(&before, &after), None)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// A story a paragraph: `+` only in the later one, `-` only in the earlier one, `~` in both, with its lines.
fn differences(before: &Edition, after: &Edition) -> String {
    let by_id = |edition: &'_ Edition| -> BTreeMap<String, Entry> {
        edition.briefs.iter().map(|entry| (entry.brief.story_id.clone(), entry.clone())).collect()
    };
    let (old, new) = (by_id(before), by_id(after));
    let mut text = String::new();
    for entry in &after.briefs {
        match old.get(&entry.brief.story_id) {
            None => text += &format!("+ {}\n", printable(&entry.brief.headline.text)),
            Some(known) => text += &both(known, entry),
        }
    }
    for entry in before.briefs.iter().filter(|entry| !new.contains_key(&entry.brief.story_id)) {
        text += &format!("- {}\n", printable(&entry.brief.headline.text));
    }
    text
}

fn both(before: &Entry, after: &Entry) -> String {
    let lines = |entry: &Entry| -> Vec<String> { entry.numbered().map(|(_, line)| line.text.clone()).collect() };
    let (old, new) = (lines(before), lines(after));
    let mut text = format!("~ {}\n", printable(&after.brief.headline.text));
    for line in old.iter().filter(|line| !new.contains(line)) {
        text += &format!("  - {}\n", printable(line));
    }
    for line in new.iter().filter(|line| !old.contains(line)) {
        text += &format!("  + {}\n", printable(line));
    }
    text
}
