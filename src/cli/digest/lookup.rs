//! A digest by its number, and its forms.

use std::process::ExitCode;
use std::str::FromStr;

use super::super::desk;
use super::super::output::{Output, Stop};
use super::super::talk;
use crate::desk::{Edits, Recipe, sha256};
use crate::lexicon::replace_people;
use crate::model::Edition;
use crate::render::{Format, RenderError, Templates, render_edition};
use crate::store::{Revision, Store, StoredDigest};

/// A digest's number, or `last`.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli) enum Number {
    Last,
    Is(u32),
}

impl FromStr for Number {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "last" => Ok(Number::Last),
            _ => text.parse().map(Number::Is).map_err(|_| format!("{text:?} is no number of a digest, nor last")),
        }
    }
}

/// The digest of this number; where there is none, that is said.
pub(in crate::cli) fn find(store: &Store, desk: &str, number: Number) -> Result<StoredDigest, ExitCode> {
    let last = store.last_digest(desk).map_err(desk::fail)?;
    let number = match number {
        Number::Last => last,
        Number::Is(number) => number,
    };
    let found = store.digest(desk, number).map_err(desk::fail)?;
    found.ok_or_else(|| {
        match last {
            0 => talk::error("there is no digest yet: `attache digest` makes one"),
            last => talk::error(format!("there is no digest {number}; the last one is {last}")),
        }
        ExitCode::from(3)
    })
}

/// The recipe of a digest.
pub(in crate::cli) fn recipe(digest: &StoredDigest) -> Result<Recipe, ExitCode> {
    let read = serde_json::from_str(&digest.recipe);
    read.map_err(|error| {
        let way_out = match digest.version.as_str() {
            made if made != env!("CARGO_PKG_VERSION") => format!("; it was made by attache {made}: install that one"),
            _ => String::new(),
        };
        desk::fail(format!("what digest {} was made from cannot be read: {error}{way_out}", digest.number))
    })
}

/// Has names looked up as when the digest was made, whatever people are named now.
pub(in crate::cli) fn take_people(recipe: &Recipe) -> Result<(), ExitCode> {
    replace_people(recipe.people.as_deref()).map_err(desk::fail)
}

/// The edits of a digest.
pub(super) fn edits(digest: &StoredDigest) -> Result<Edits, ExitCode> {
    Edits::from_toml(&digest.revision.edits).map_err(desk::fail)
}

/// The templates that a digest was made with, in its language.
pub(in crate::cli) fn templates(recipe: &Recipe) -> Result<Templates, ExitCode> {
    let templates = Templates::of_texts(recipe.templates.clone()).in_language(&recipe.desk.lang);
    templates.map_err(|error| {
        talk::error(error);
        ExitCode::from(6)
    })
}

/// An edition as the store keeps it, each form rendered once.
pub(super) fn revision(edition: Edition, edits: &Edits, templates: &Templates) -> Result<Revision, RenderError> {
    let mut forms = serde_json::Map::new();
    for format in Format::ALL.into_iter().filter(|format| *format != Format::Json) {
        let hash = sha256(render_edition(&edition, format, templates)?.as_bytes());
        forms.insert(format.as_str().to_owned(), hash.into());
    }
    let json = render_edition(&edition, Format::Json, templates)?;
    Ok(Revision {
        number: edition.revision,
        edits: edits.to_toml(),
        hash: sha256(json.as_bytes()),
        json,
        edition,
        forms: serde_json::Value::from(forms).to_string(),
    })
}

/// Writes a text to standard output, or to a file.
pub(super) fn write(text: &str, output: Option<&std::path::Path>) -> Result<(), ExitCode> {
    let write = || {
        let mut output = Output::open(output)?;
        output.text(text)?;
        output.finish()
    };
    write().map_err(|Stop(code)| code)
}
