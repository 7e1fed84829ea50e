//! A digest → bytes, through templates that a user can replace.
//!
//! Knows the model and the templates; never changes what a line says.

mod archive_templates;
pub mod calendar;
mod catalogue;
mod check;
mod context;
mod describe;
mod edition;
mod error;
pub mod feed;
mod filters;
mod links;
mod mail;
mod markdown;
mod mediawiki;
mod sample;
mod templates;
pub mod timeline;
mod views;
mod web;

pub use archive_templates::ARCHIVE;
pub use describe::{describe, purpose};
pub use error::RenderError;
pub use mail::{MailLinks, MailTemplate, MailText, render_mail};
pub use markdown::escape as escape_markdown;
pub use mediawiki::escape as escape_mediawiki;
pub use templates::{BUILT_IN, Templates, all_built_in};
pub use web::{WebDay, WebPage, WebReader};

pub(crate) use catalogue::{Catalogue, SOURCE_LANGUAGE};
pub(crate) use context::{clean, labels, names as names_speaker};
pub(crate) use describe::field_names;
pub(crate) use sample::{DeskSample, desk_sample};
pub(crate) use views::LabelView;

use crate::model::{Digest, Edition};

/// The forms of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Format {
    /// Markdown.
    #[default]
    Md,
    /// A page of its own.
    Html,
    /// Plain text, 72 columns.
    Text,
    /// One line a story, for chat.
    Line,
    /// Wiki text of MediaWiki.
    Mediawiki,
    /// The digest itself, schema `attache/brief/1`.
    Json,
}

impl Format {
    /// All forms.
    pub const ALL: [Format; 6] =
        [Format::Md, Format::Html, Format::Text, Format::Line, Format::Mediawiki, Format::Json];

    /// The name, as on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Format::Md => "md",
            Format::Html => "html",
            Format::Text => "text",
            Format::Line => "line",
            Format::Mediawiki => "mediawiki",
            Format::Json => "json",
        }
    }

    /// The name of a numbered digest's template; none for JSON.
    pub const fn digest_template(self) -> Option<&'static str> {
        match self {
            Format::Md => Some("digest.md"),
            Format::Html => Some("digest.html"),
            Format::Text => Some("digest.txt"),
            Format::Line => Some("digest.line.txt"),
            Format::Mediawiki => Some("digest.mediawiki"),
            Format::Json => None,
        }
    }

    /// The name of the template; none for JSON.
    pub const fn template(self) -> Option<&'static str> {
        match self {
            Format::Md => Some("brief.md"),
            Format::Html => Some("brief.html"),
            Format::Text => Some("brief.txt"),
            Format::Line => Some("brief.line.txt"),
            Format::Mediawiki => Some("brief.mediawiki"),
            Format::Json => None,
        }
    }
}

/// Renders a digest.
///
/// # Errors
/// A template that does not parse, or names what is not there: the error says file, line and name.
pub fn render(digest: &Digest, format: Format, templates: &Templates) -> Result<String, RenderError> {
    match format.template() {
        Some(name) => templates.render(name, &context::context(digest, templates.catalogue())),
        None => {
            let mut json = serde_json::to_string_pretty(digest)?;
            json.push('\n');
            Ok(json)
        }
    }
}

/// Renders a numbered digest.
///
/// # Errors
/// Those of [`render`].
pub fn render_edition(edition: &Edition, format: Format, templates: &Templates) -> Result<String, RenderError> {
    match format.digest_template() {
        Some(name) => templates.render(name, &edition::context(edition, templates.catalogue())),
        None => {
            let mut json = serde_json::to_string_pretty(edition)?;
            json.push('\n');
            Ok(json)
        }
    }
}
