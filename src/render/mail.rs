//! A numbered digest as mail: subject, text and page.

use std::collections::BTreeMap;

use minijinja::{Value, context};
use serde::Serialize;

use super::context::clean;
use super::{RenderError, Templates, edition};
use crate::model::Edition;

/// Which mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MailTemplate {
    /// The digest: `mail.txt`, `mail.html`, `mail.subject.txt`.
    Digest,
    /// Its corrections alone: `correction.txt` and so on.
    Correction,
}

/// What stands at the foot of a mail.
#[derive(Debug, Clone, Default, Serialize, schemars::JsonSchema)]
pub struct MailLinks {
    /// The list.
    pub list: String,
    /// Where a reader leaves it.
    pub unsubscribe: Option<String>,
    /// Where a reader chooses.
    pub preferences: Option<String>,
    /// Where the digest can be read on the web.
    pub archive: Option<String>,
    /// The page of a story in the archive that has its timeline, by the story's id; for those that have one.
    pub timelines: BTreeMap<String, String>,
    /// Who is behind the mail.
    pub imprint: Option<String>,
    /// Stories that were left out to keep the mail short.
    pub cut: usize,
}

/// A mail, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A page, its styles in a `<style>`.
    pub html: String,
}

/// Renders a digest as mail.
///
/// # Errors
/// A template that does not parse, or names what is not there.
pub fn render_mail(
    edition: &Edition,
    template: MailTemplate,
    links: &MailLinks,
    templates: &Templates,
) -> Result<MailText, RenderError> {
    let mail = Value::from(minijinja::value::Serde(links.clone()));
    let context = context! { mail, ..edition::context(edition, templates.catalogue()) };
    let name = match template {
        MailTemplate::Digest => "mail",
        MailTemplate::Correction => "correction",
    };
    Ok(MailText {
        subject: clean(&templates.render(&format!("{name}.subject.txt"), &context)?),
        text: templates.render(&format!("{name}.txt"), &context)?,
        html: templates.render(&format!("{name}.html"), &context)?,
    })
}
