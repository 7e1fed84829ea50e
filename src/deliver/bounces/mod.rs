//! Mails that come back: reports that a message did not arrive (RFC 3464 and the free forms of mail servers), complaints
//! (RFC 5965), and readers who leave by mail. A report that shows a signed link or the Message-ID of a message that the
//! desk sent leads to the subscriber, whatever address stands in it. One that shows neither is believed where it names an
//! address to which a message went lately, and then counts as a soft one, whatever it says.

mod apply;
mod free;
mod guard;
mod recipients;
mod status;
mod tokens;

pub use apply::{Came, apply};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use crate::lexicon::{Bounce, bounce_words};
use crate::model::Address;

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// How the mail is known again, hexadecimal.
    pub mark: String,
    /// What it is.
    pub news: News,
    /// What may be the signed links of the message that it is about.
    pub tokens: Vec<String>,
    /// What may be the Message-ID of that message: what it has before its @.
    pub ids: Vec<String>,
    /// The addresses that a report names, which may be those of readers.
    pub recipients: Vec<Address>,
    /// What the server said, in one line.
    pub detail: String,
}

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A message did not arrive.
    Bounced(Bounce),
    /// A message did not arrive, and the report does not say why in words that are known.
    Unclear,
    /// A message is late, or arrived.
    Underway,
    /// A reader calls the mail unwanted.
    Complaint,
    /// A reader wants to leave.
    Leave,
    /// Nothing of these: an automatic answer, any other mail.
    Other,
}

/// Why a mail was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReturnedError {
    /// It has no header.
    #[error("is no mail")]
    NoMail,
    /// Its parts lie deeper in each other than any server writes them.
    #[error("has parts in parts in parts beyond measure")]
    Nested,
}

/// Characters of what a server said that are kept.
const DETAIL: usize = 300;

/// Reads a mail.
///
/// # Errors
/// [`ReturnedError`].
pub fn read(bytes: &[u8]) -> Result<Returned, ReturnedError> {
    if guard::is_nested(bytes) {
        return Err(ReturnedError::Nested);
    }
    let message = MessageParser::default().parse(bytes).ok_or(ReturnedError::NoMail)?;
    if message.headers().is_empty() {
        return Err(ReturnedError::NoMail);
    }
    let texts = texts(&message);
    let (news, detail) = news(&message, &texts);
    let tokens = match news {
        News::Leave => tokens::of_reader(&message),
        _ => tokens::of_copy(bytes, &texts),
    };
    let is_report = matches!(news, News::Bounced(_) | News::Complaint);
    let ids = if is_report { tokens::ids_of_copy(bytes, &texts) } else { Vec::new() };
    let recipients = if is_report { recipients::of(&message, &texts) } else { Vec::new() };
    Ok(Returned { mark: mark(bytes), news, tokens, ids, recipients, detail: one_line(&detail) })
}

fn news(message: &Message<'_>, texts: &[Text]) -> (News, String) {
    if let Some(report) = texts.iter().find(|text| text.kind == "message/feedback-report") {
        let is_leave = report.text.to_lowercase().contains("feedback-type: opt-out");
        // What the reader pressed was "unwanted" or "leave"; both end the mail.
        return (News::Complaint, if is_leave { "opt-out".to_owned() } else { "complaint".to_owned() });
    }
    if let Some(report) = texts.iter().find(|text| text.kind.ends_with("delivery-status")) {
        return status::read(&report.text);
    }
    let body = texts.iter().find(|text| text.kind == "text/plain").or(texts.first());
    let body = body.map(|text| text.text.as_str()).unwrap_or_default();
    let is_automatic = message.header_raw("Auto-Submitted").is_some_and(|v| v.trim().to_lowercase() != "no");
    if free::is_report(message, body) {
        return free::read(body);
    }
    // An answer that a program gives for somebody on holiday is no wish to leave.
    if !is_automatic && !tokens::of_reader(message).is_empty() {
        return (News::Leave, "asked by mail".to_owned());
    }
    (News::Other, String::new())
}

/// A text of a mail, with the form that its part states.
struct Text {
    kind: String,
    text: String,
}

/// The texts of a mail; of a mail within it the header and the texts.
fn texts(message: &Message<'_>) -> Vec<Text> {
    let mut found = Vec::new();
    for part in &message.parts {
        let kind = part.content_type().map(|kind| format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()));
        let kind = kind.unwrap_or_else(|| "text/plain".to_owned()).to_lowercase();
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => found.push(Text { kind, text: text.to_string() }),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) if !kind.starts_with("image/") => {
                found.push(Text { kind, text: String::from_utf8_lossy(bytes).into_owned() });
            }
            PartType::Message(inner) => {
                let raw = String::from_utf8_lossy(&inner.raw_message).into_owned();
                found.push(Text { kind: "message/rfc822".to_owned(), text: raw });
            }
            _ => {}
        }
    }
    found
}

/// What decides where a status is given, and what the server said about it.
fn weigh(status: &str, said: &str) -> News {
    let words = bounce_words();
    let said = squeezed(said);
    let by_words = || words.by_words(&said);
    match words.by_status(status).or_else(by_words) {
        Some(bounce) => News::Bounced(bounce),
        // A failure for good, without a reason that is known, is one all the same.
        None if status.starts_with("5.") => News::Bounced(Bounce::Hard),
        None => News::Unclear,
    }
}

/// Small letters, single blanks.
fn squeezed(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_line(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(DETAIL).collect()
}

/// The same for the same mail, however its lines end.
fn mark(bytes: &[u8]) -> String {
    let mut hash = Sha256::new();
    let text = bytes.trim_ascii();
    text.split(|b| *b == b'\r').for_each(|piece| hash.update(piece));
    hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod bounce_tests;
