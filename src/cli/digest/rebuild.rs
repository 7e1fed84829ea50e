use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::super::progress;
use super::super::talk;
use super::lookup::{self, Number, find};
use crate::desk::{build, material};
use crate::render::Format;
use crate::score::Weights;
use crate::store::{Store, StoredDigest};

/// Arguments of `attache digest rebuild`.
#[derive(ClapArgs)]
pub struct Args {
    /// Its number, or last
    number: Number,
    /// The form that comes out
    #[arg(short, long, value_enum, default_value_t)]
    format: Format,
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
        let text = rebuilt(&store, &digest, self.format)?;
        lookup::write(&text, self.output.as_deref())?;
        talk::note(format!("digest {}: the same bytes as when it was made", digest.number));
        Ok(ExitCode::SUCCESS)
    }
}

/// A form of a digest made again from its recipe and its edits, the same as when it was made.
fn rebuilt(store: &Store, digest: &StoredDigest, format: Format) -> Result<String, ExitCode> {
    let recipe = lookup::recipe(digest)?;
    lookup::take_people(&recipe)?;
    progress::doing(format!("making the digest of {} again", desk::articles(recipe.articles.len())));
    let material = material(store, &recipe).map_err(desk::fail)?;
    let edits = lookup::edits(digest)?;
    let mut edition = edits.apply(build(&recipe, &material, &Weights::embedded()).edition).map_err(desk::fail)?;
    edition.revision = digest.revision.number;
    let templates = lookup::templates(&recipe)?;
    let again = lookup::revision(edition, &edits, &templates).map_err(desk::fail)?;
    let text = match format {
        Format::Json => again.json.clone(),
        format => crate::render::render_edition(&again.edition, format, &templates).map_err(desk::fail)?,
    };
    let form = |forms: &str| -> Option<String> {
        let forms: serde_json::Value = serde_json::from_str(forms).ok()?;
        Some(forms.get(format.as_str())?.as_str()?.to_owned())
    };
    let is_same = again.hash == digest.revision.hash
        && (format == Format::Json || form(&again.forms) == form(&digest.revision.forms));
    if is_same { Ok(text) } else { Err(differs(digest)) }
}

fn differs(digest: &StoredDigest) -> ExitCode {
    let (number, made, this) = (digest.number, &digest.version, env!("CARGO_PKG_VERSION"));
    if made != this {
        talk::error(format!(
            "digest {number} was made by attache {made}, and this one ({this}) makes another of the same input; \
             install {made} to rebuild it, or print it as it was kept: attache digest show {number}"
        ));
        return ExitCode::FAILURE;
    }
    talk::error(format!("digest {number} is not what its input gives; the store was changed since it was made"));
    ExitCode::from(4)
}
