//! Mails (RFC 5322, MIME) → articles: newsletters, agency mails, press releases.

mod flowed;
pub(super) mod mbox;
mod nested;
mod sender;
mod text;
mod wrapped;

pub use mbox::mails;

use chrono::NaiveDate;
use mail_parser::{HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::error::{MailFault, Reason};
use super::{day, html, is_web_address};
use crate::model::Article;

/// Mails in mails.
const FORWARDED: usize = 3;
/// Words of the plain part in a hundred that the page of the mail must have to go before it.
const PAGE_PERCENT: usize = 50;

/// Reads one mail. The title is its subject, the day that of its Date field, in the sender's own zone.
///
/// # Errors
/// A [`MailFault`] where it is no mail, is encrypted, or has no text.
pub(super) fn read(bytes: &[u8]) -> Result<Article, Reason> {
    let bytes = nested::tamed(text::without_envelope(bytes));
    let message = MessageParser::default().parse(&bytes).ok_or(MailFault::NoHeader)?;
    let is_mail =
        [HeaderName::From, HeaderName::Date, HeaderName::Subject, HeaderName::MessageId, HeaderName::Received];
    if !is_mail.into_iter().any(|name| message.header(name).is_some()) {
        return Err(MailFault::NoHeader.into());
    }
    saved_page(&message).unwrap_or_else(|| article(&message, FORWARDED))
}

/// The page in what a browser saves as one file (MHTML): its writers, day and address are its own, the mail's are those of
/// the browser. `None` for mails.
fn saved_page(message: &Message) -> Option<Result<Article, Reason>> {
    let from = message.header_raw("From").unwrap_or_default();
    let is_saved = from.trim_start().trim_start_matches(['<', '"']).starts_with("Saved by ");
    let snapshot = message.header_raw("Snapshot-Content-Location").map(str::trim);
    if !is_saved && snapshot.is_none() {
        return None;
    }
    let part = message.html_bodies().next()?;
    let address = snapshot.or_else(|| part.content_location()).filter(|address| is_web_address(address));
    // What was saved on a day was not published after it; a day is left for the zones.
    let last = published(message).and_then(|day| day.succ_opt());
    let possible = |day: &NaiveDate| last.is_none_or(|last| *day <= last);
    Some(html::read(page(part)?, None, address).map(|page| Article {
        published: page.published.filter(possible),
        updated: page.updated.filter(possible),
        ..page
    }))
}

fn article(message: &Message, depth: usize) -> Result<Article, Reason> {
    let body = match body(message)? {
        Some(body) => body,
        // A mail that only carries another is that other.
        None => {
            let inner = message.attachments().find_map(|part| match &part.body {
                PartType::Message(inner) if depth > 0 => Some(inner),
                _ => None,
            });
            return match inner {
                Some(inner) => article(inner, depth - 1),
                None => Err(MailFault::NoText(types(message)).into()),
            };
        }
    };
    let sender = sender::of(message);
    Ok(Article {
        doc_id: message.message_id().map(str::to_owned),
        url: archived_at(message).or(body.url),
        title: message.subject().and_then(text::title).or(body.title),
        byline: if sender.byline.is_empty() { body.byline } else { sender.byline },
        publisher: sender.publisher.or(body.publisher),
        published: published(message),
        published_by: Some("date-field"),
        text: body.text,
        ..Article::default()
    })
}

/// The better of the page and the plain text of a mail: the page, unless it lost most of what the plain text says.
fn body(message: &Message) -> Result<Option<Article>, Reason> {
    if is_encrypted(message) {
        return Err(MailFault::Encrypted.into());
    }
    let plain: Vec<String> = message.text_bodies().filter_map(plain).collect();
    let plain = text::without_signature(&plain.join("\n\n")).to_owned();
    if plain.trim_start().starts_with("-----BEGIN PGP MESSAGE-----") {
        return Err(MailFault::Encrypted.into());
    }
    let pages: Vec<&str> = message.html_bodies().filter_map(page).collect();
    let words = |text: &str| text.split_whitespace().filter(|word| !word.contains("://")).count();
    let page = if pages.is_empty() { None } else { Some(html::read_mail(&pages.join("\n"))?) };
    Ok(match page {
        Some(page) if words(&page.text) * 100 >= words(&plain) * PAGE_PERCENT && words(&page.text) > 0 => Some(page),
        page if words(&plain) > 0 => Some(Article { text: plain, ..page.unwrap_or_default() }),
        // Empty, but not for want of a text part.
        page if page.is_some() || message.text_bodies().any(|p| p.is_text()) => page.or(Some(Article::default())),
        _ => None,
    })
}

fn plain(part: &MessagePart) -> Option<String> {
    let PartType::Text(text) = &part.body else { return None };
    let of = part.content_type();
    let attribute = |name| of.and_then(|of| of.attribute(name)).map(str::to_ascii_lowercase);
    if attribute("format").as_deref() == Some("flowed") {
        return Some(flowed::unfold(text, attribute("delsp").as_deref() == Some("yes")));
    }
    Some(wrapped::unwrap(text))
}

fn page<'a>(part: &'a MessagePart) -> Option<&'a str> {
    match &part.body {
        PartType::Html(html) => Some(html),
        _ => None,
    }
}

fn is_encrypted(message: &Message) -> bool {
    message.content_type().is_some_and(|of| {
        let sub = of.subtype().unwrap_or_default().to_ascii_lowercase();
        let is_sealed = of.attribute("smime-type").is_none_or(|kind| !kind.eq_ignore_ascii_case("signed-data"));
        of.ctype().eq_ignore_ascii_case("multipart") && sub == "encrypted"
            || matches!(sub.as_str(), "pkcs7-mime" | "x-pkcs7-mime") && is_sealed
    })
}

/// The media types of what is attached, each once.
fn types(message: &Message) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for part in message.attachments() {
        let of = part.content_type().map(|of| match of.subtype() {
            Some(sub) => format!("{}/{sub}", of.ctype()),
            None => of.ctype().to_owned(),
        });
        let plain = |of: &String| of.len() < 80 && !of.chars().any(char::is_control);
        if let Some(of) = of.map(|of| of.to_ascii_lowercase()).filter(|of| plain(of) && !types.contains(of)) {
            types.push(of);
        }
    }
    types.truncate(5);
    types
}

/// The day in the sender's own zone.
fn published(message: &Message) -> Option<NaiveDate> {
    let stamp = message.date().and_then(|d| NaiveDate::from_ymd_opt(d.year.into(), d.month.into(), d.day.into()));
    stamp.and_then(day::plausible).or_else(|| message.header_raw("Date").and_then(day::read))
}

/// The address of this mail in an archive (RFC 5064).
fn archived_at(message: &Message) -> Option<String> {
    let field = message.header_raw("Archived-At")?.trim().trim_matches(['<', '>']);
    is_web_address(field).then(|| field.to_owned())
}

/// A header's text.
fn text_of<'a>(value: &'a HeaderValue) -> Option<&'a str> {
    match value {
        HeaderValue::Address(list) => list.first().and_then(|a| a.name.as_deref().or(a.address.as_deref())),
        other => other.as_text(),
    }
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
