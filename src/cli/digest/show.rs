use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::lookup::{self, Number, find};
use crate::model::Edition;
use crate::render::{Format, render_edition};
use crate::store::{Store, StoredDigest};
use crate::text::printable;

/// Arguments of `attache digest show`.
#[derive(ClapArgs)]
pub struct Args {
    /// Its number, or last
    number: Number,
    /// The form that comes out
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
    /// List its lines by the numbers that edit and correct take, with its state
    #[arg(long, conflicts_with = "format")]
    lines: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let store = Store::open(&path).map_err(desk::fail)?;
        let digest = find(&store, &desk.name, self.number)?;
        let edition = &digest.revision.edition;
        let text = if self.lines {
            listed(&store, &digest)?
        } else {
            let templates = lookup::templates(&lookup::recipe(&digest)?)?;
            render_edition(edition, self.format, &templates).map_err(desk::fail)?
        };
        lookup::write(&text, self.output.as_deref())?;
        Ok(ExitCode::SUCCESS)
    }
}

/// State and hash, then each line with its number and what was corrected in it since.
fn listed(store: &Store, digest: &StoredDigest) -> Result<String, ExitCode> {
    let Edition { desk, number, date, revision, .. } = &digest.revision.edition;
    let corrections = store.corrections_of(desk, *number).map_err(desk::fail)?;
    let mut text = format!(
        "digest {number} of {date}, revision {revision}, {}\nhash {}\n",
        digest.state.as_str(),
        digest.revision.hash
    );
    for (n, entry) in (1..).zip(&digest.revision.edition.briefs) {
        for (line, printed) in entry.numbered() {
            let name = format!("{n}.{line}");
            text += &format!("{name:<6} {:<14} {}\n", printable(&printed.label), printable(&printed.text));
            for (opens, correction) in corrections.iter().filter(|(_, correction)| correction.line == name) {
                text += &format!("       corrected in digest {opens}: {}\n", printable(&correction.reason));
            }
        }
    }
    Ok(text)
}
