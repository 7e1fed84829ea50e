//! The words of a mail, once for all readers who get the same: rendered, styles inlined, cut to size. The links of each
//! reader are put in afterwards.

use css_inline::CSSInliner;
use thiserror::Error;

use super::quoted::Quoted;
use crate::model::Edition;
use crate::render::{MailLinks, MailTemplate, MailText, RenderError, Templates, render_mail};

/// Octets of the page, at most: Gmail hides what lies behind 102 KB.
const LARGEST_PAGE: usize = 88 * 1024;
/// Octets of page and text as they go out, at most.
const LARGEST: usize = 100 * 1024;
/// Stands for the link to leave.
const LEAVE: &str = "attache-link-to-leave";
/// Stands for the link to choose.
const CHOOSE: &str = "attache-link-to-choose";
/// Headlines that a mail lists, at most, where it must be cut.
const FEW: usize = 20;

/// The words of a mail, with places for the links of its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    subject: String,
    text: String,
    html: String,
    quoted_text: Quoted,
    quoted_html: Quoted,
    /// Stories that were left out to keep it short.
    pub cut: usize,
}

/// Why there is no mail.
#[derive(Debug, Error)]
pub enum BodyError {
    /// A template fails.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// The styles cannot be inlined.
    #[error("mail.html: its styles cannot be put into its elements: {0}")]
    Styles(#[from] css_inline::InlineError),
}

/// The links of a reader.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReaderLinks<'a> {
    /// To leave the list.
    pub leave: Option<&'a str>,
    /// To see and change what was chosen.
    pub choose: Option<&'a str>,
}

impl Body {
    /// Renders a digest, or its corrections; long ones are cut, story by story from the end. Of `links`, those of the
    /// reader say only whether there are any.
    ///
    /// # Errors
    /// What the templates give.
    pub fn render(
        edition: &Edition,
        template: MailTemplate,
        links: &MailLinks,
        templates: &Templates,
    ) -> Result<Body, BodyError> {
        let mut links = links.clone();
        links.unsubscribe = links.unsubscribe.map(|_| LEAVE.to_owned());
        links.preferences = links.preferences.map(|_| CHOOSE.to_owned());
        let whole = one(edition, template, &links, templates)?;
        if whole.fits() {
            return Ok(whole);
        }
        // The most stories that fit; none always does, as nearly as can be.
        let (mut fits, mut over) = (0, edition.briefs.len());
        while over - fits > 1 {
            let middle = fits.midpoint(over);
            let short = one(&short(edition, middle), template, &cut(&links, edition, middle), templates)?;
            if short.fits() { fits = middle } else { over = middle }
        }
        one(&short(edition, fits), template, &cut(&links, edition, fits), templates)
    }

    fn new(subject: String, text: String, html: String, cut: usize) -> Body {
        let (quoted_text, quoted_html) = (Quoted::new(&text, &[LEAVE, CHOOSE]), Quoted::new(&html, &[LEAVE, CHOOSE]));
        Body { subject, text, html, quoted_text, quoted_html, cut }
    }

    fn fits(&self) -> bool {
        self.html.len() <= LARGEST_PAGE && encoded(&self.html) + encoded(&self.text) <= LARGEST
    }

    /// One line.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text part for a reader.
    pub fn text(&self, links: ReaderLinks) -> String {
        let text = self.text.replace(LEAVE, links.leave.unwrap_or_default());
        text.replace(CHOOSE, links.choose.unwrap_or_default())
    }

    /// The text part for a reader in quoted-printable.
    pub(super) fn text_quoted(&self, links: ReaderLinks) -> Vec<u8> {
        self.quoted_text.with(&[links.leave.unwrap_or_default(), links.choose.unwrap_or_default()])
    }

    /// The page for a reader in quoted-printable.
    pub(super) fn html_quoted(&self, links: ReaderLinks) -> Vec<u8> {
        self.quoted_html.with(&[&escaped(links.leave), &escaped(links.choose)])
    }

    /// The page for a reader.
    pub fn html(&self, links: ReaderLinks) -> String {
        self.html.replace(LEAVE, &escaped(links.leave)).replace(CHOOSE, &escaped(links.choose))
    }
}

fn escaped(link: Option<&str>) -> String {
    minijinja::HtmlEscape(link.unwrap_or_default()).to_string()
}

fn cut(links: &MailLinks, edition: &Edition, left: usize) -> MailLinks {
    MailLinks { cut: edition.briefs.len() - left, ..links.clone() }
}

fn short(edition: &Edition, stories: usize) -> Edition {
    let mut short = edition.clone();
    short.briefs.truncate(stories);
    short.also.truncate(FEW);
    short.links.truncate(FEW);
    short.unchanged.truncate(FEW);
    short.corrections.truncate(FEW);
    short.coverage.read.skipped.truncate(FEW);
    short
}

fn one(edition: &Edition, template: MailTemplate, links: &MailLinks, templates: &Templates) -> Result<Body, BodyError> {
    let MailText { subject, text, html } = render_mail(edition, template, links, templates)?;
    let inliner = CSSInliner::options().keep_at_rules(true).load_remote_stylesheets(false).build();
    Ok(Body::new(subject, text, inliner.inline(&html)?, links.cut))
}

/// Octets of a text in quoted-printable, about.
fn encoded(text: &str) -> usize {
    let octets = text.bytes().map(|b| if b.is_ascii() && b != b'=' { 1 } else { 3 }).sum::<usize>();
    octets + octets / 25
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_put_in_and_escaped() {
        let body = Body::new("s".into(), format!("a {LEAVE}"), format!("<a href=\"{LEAVE}\">"), 0);
        let links = ReaderLinks { leave: Some("mailto:a@a.example?subject=x&y=\""), choose: None };
        assert_eq!(body.text(links), "a mailto:a@a.example?subject=x&y=\"");
        assert_eq!(body.html(links), "<a href=\"mailto:a@a.example?subject=x&amp;y=&quot;\">");
    }
}
