use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use serde::Serialize;

use super::super::desk::{self, DeskArg};
use super::super::talk;
use super::lookup;
use crate::store::{State, Store, StoredDigest};

/// Arguments of `attache digest list`.
#[derive(ClapArgs)]
pub struct Args {
    /// For readers, or one JSON object a digest for programs
    #[arg(short, long, value_enum, default_value = "text")]
    format: Form,
    #[command(flatten)]
    desk: DeskArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    Text,
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    desk: &'a str,
    number: u32,
    date: String,
    state: &'static str,
    /// When it was approved or sent.
    at: Option<&'a str>,
    /// What was approved or sent.
    state_hash: Option<&'a str>,
    revision: u32,
    hash: &'a str,
    stories: usize,
    corrections: usize,
    version: &'a str,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let digests = Store::open(&path).and_then(|store| store.digests(&desk.name)).map_err(desk::fail)?;
        if digests.is_empty() {
            talk::error("there is no digest yet: `attache digest` makes one");
            return Ok(ExitCode::from(3));
        }
        let lines: Vec<String> = digests.iter().map(|digest| self.line(&row(digest))).collect();
        lookup::write(&lines.concat(), None)?;
        Ok(ExitCode::SUCCESS)
    }

    fn line(&self, row: &Row<'_>) -> String {
        match self.format {
            Form::Json => serde_json::to_string(row).unwrap_or_default() + "\n",
            Form::Text => {
                let stories = if row.stories == 1 { "story" } else { "stories" };
                let corrections = match row.corrections {
                    0 => String::new(),
                    1 => ", 1 correction".to_owned(),
                    n => format!(", {n} corrections"),
                };
                format!("{:>4}  {}  {:<8}  {} {stories}{corrections}\n", row.number, row.date, row.state, row.stories)
            }
        }
    }
}

fn row(digest: &StoredDigest) -> Row<'_> {
    let (at, state_hash) = match &digest.state {
        State::Draft => (None, None),
        State::Approved { at, hash } | State::Sent { at, hash } => (Some(at.as_str()), Some(hash.as_str())),
    };
    Row {
        desk: &digest.desk,
        number: digest.number,
        date: digest.day.to_string(),
        state: digest.state.as_str(),
        at,
        state_hash,
        revision: digest.revision.number,
        hash: &digest.revision.hash,
        stories: digest.revision.edition.briefs.len(),
        corrections: digest.revision.edition.corrections.len(),
        version: &digest.version,
    }
}
