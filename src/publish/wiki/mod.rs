//! A folder of pages that people and attache write together: one a story, a person, a country, a pair of countries, a
//! day, in Markdown or as MediaWiki text.
//!
//! [`plan`] says what would change, [`apply`] does it. attache writes inside its own marked blocks (`blocks`) and its own
//! keys of the front matter (`front`); a page of which somebody has changed these stays as it is, and what attache would
//! have written lies beside it as `.rej`. A page that got another name leaves one behind that leads to it. No page is
//! ever deleted.
//!
//! `names` gives each page its file and how others link to it, `views` is what the templates see, `pages` renders,
//! `folder` reads and writes, `update` brings the two together.

mod blocks;
mod context;
mod folder;
mod front;
mod lists;
mod names;
mod pages;
mod part_pages;
mod update;
mod views;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use blocks::Fault;
pub(super) use context::context;
pub(super) use pages::try_out;
pub use update::{Change, Conflict, Plan, apply, plan};

use super::owners::OwnersError;
use crate::render::RenderError;

/// The forms of a wiki.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Markdown with front matter, for Obsidian or a folder on GitHub.
    #[default]
    Markdown,
    /// MediaWiki text, a file a page, named by its title.
    Mediawiki,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 2] = [Form::Markdown, Form::Mediawiki];

    /// As written in `attache.toml`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Form::Markdown => "markdown",
            Form::Mediawiki => "mediawiki",
        }
    }

    /// How the names of its files and templates end.
    pub(super) const fn ending(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Mediawiki => "mediawiki",
        }
    }
}

/// Why a wiki cannot be written. A page with a conflict is no such error.
#[derive(Debug, Error)]
pub enum WikiError {
    /// A template is wrong.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// A template whose markers of blocks are wrong.
    #[error("{template}: line {line} of the page: {what}")]
    Blocks {
        /// The template.
        template: String,
        /// The line of the page that comes of it, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The list of what attache wrote cannot be used.
    #[error("{}: {what}; put it back from a backup, or delete it: pages keep what people wrote", path.display())]
    Manifest {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        what: String,
    },
    /// The folder holds a wiki of the other form.
    #[error("{} holds a wiki in {there}; name another folder, or -f {there}", path.display())]
    OtherForm {
        /// The folder.
        path: PathBuf,
        /// The form of what is there.
        there: String,
    },
    /// The folder was written for other desks.
    #[error("{} {source}", path.display())]
    Desks {
        /// The folder.
        path: PathBuf,
        /// Which.
        source: OwnersError,
    },
    /// The place is a file.
    #[error("{} is no folder", path.display())]
    NoFolder {
        /// The place.
        path: PathBuf,
    },
    /// A file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
}
