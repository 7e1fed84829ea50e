//! A message for one reader (RFC 5322, RFC 2045 and after): head and parts. The same reader and digest give the same
//! octets.

use chrono::{DateTime, Utc};
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body as PartBody, Message, MultiPart, MultiPartKind, SinglePart};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::body::{Body, ReaderLinks};
use super::dkim::{DkimError, Signer};
use super::key::Key;
use super::tokens::Purpose;
use super::words;
use crate::config::Unsubscribe;
use crate::model::{Address, MailFormat, Mailbox, SubscriberId};
use crate::store::{Mailing, MailingKind};

/// What all messages of a mailing share.
pub struct Letterhead<'a> {
    /// Whom they come from.
    pub from: &'a Mailbox,
    /// Where answers go.
    pub reply_to: Option<&'a Mailbox>,
    /// The List-Id, without its brackets.
    pub list_id: &'a str,
    /// How readers leave.
    pub unsubscribe: &'a Unsubscribe,
    /// Where they choose.
    pub preferences: Option<&'a str>,
    /// Their date.
    pub date: DateTime<Utc>,
    /// Names the mailing: desk, digest, what of it.
    pub mailing: &'a str,
    /// The desk's secret.
    pub key: &'a Key,
    /// Signs them.
    pub signer: Option<&'a Signer>,
}

/// To whom a message goes.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// Its number; none for one who is on no list.
    pub id: Option<SubscriberId>,
    /// What the reader is called.
    pub name: Option<&'a str>,
    /// Where the mail goes.
    pub address: &'a Address,
    /// The form.
    pub format: MailFormat,
}

/// A message as it goes out: lines end with CRLF, none is longer than 998 octets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// Where errors come back.
    pub from: Address,
    /// Where it goes.
    pub to: Address,
    /// Its octets.
    pub octets: Vec<u8>,
}

/// Why there is no message.
#[derive(Debug, Error)]
pub enum MessageError {
    /// The head cannot be built.
    #[error("the head of a message cannot be built: {0}")]
    Head(String),
    /// It cannot be signed.
    #[error(transparent)]
    Sign(#[from] DkimError),
}

impl Letterhead<'_> {
    /// The message for a reader.
    ///
    /// # Errors
    /// A head that cannot be built, a key that does not sign.
    pub fn letter(&self, body: &Body, reader: Reader) -> Result<Letter, MessageError> {
        let ways = self.ways(reader);
        let leave = ways.https.as_deref().or(ways.mailto.as_deref());
        let choose = self.choose(reader);
        let links = ReaderLinks { leave, choose: choose.as_deref() };
        let id = self.message_id(reader);
        let to = Mailbox::new(reader.name, reader.address.clone());
        let mut headers = vec![("From", words::mailbox(self.from)), ("To", words::mailbox(&to))];
        headers.extend(self.reply_to.map(|reply_to| ("Reply-To", words::mailbox(reply_to))));
        headers.push(("Subject", words::text("Subject", body.subject())));
        headers.push(("Message-ID", id.clone()));
        headers.extend(self.list_headers(&ways));
        let mut builder = Message::builder().date(self.date.into()).envelope(envelope(self.from, reader)?);
        for (name, value) in headers {
            let name = HeaderName::new_from_ascii(name.to_owned()).map_err(wrong)?;
            // They are folded and encoded already.
            builder = builder.raw_header(HeaderValue::dangerous_new_pre_encoded(name, value.clone(), value));
        }
        let part = |form, octets| {
            let encoded = PartBody::dangerous_pre_encoded(octets, ContentTransferEncoding::QuotedPrintable);
            SinglePart::builder().header(form).body(encoded)
        };
        let plain = part(ContentType::TEXT_PLAIN, body.text_quoted(links));
        let message = match reader.format {
            MailFormat::Text => builder.singlepart(plain),
            MailFormat::Both => {
                let page = part(ContentType::TEXT_HTML, body.html_quoted(links));
                let parts = MultiPart::builder().kind(MultiPartKind::Alternative).boundary(boundary(&id));
                builder.multipart(parts.singlepart(plain).singlepart(page))
            }
        };
        let octets = message.map_err(wrong)?.formatted();
        let octets = match self.signer {
            Some(signer) => [signer.sign(&octets, self.date.timestamp())?.into_bytes(), octets].concat(),
            None => octets,
        };
        Ok(Letter { from: self.from.address.clone(), to: reader.address.clone(), octets })
    }

    fn list_headers(&self, ways: &Ways) -> Vec<(&'static str, String)> {
        let listed: Vec<String> =
            [&ways.https, &ways.mailto].into_iter().flatten().map(|way| format!("<{way}>")).collect();
        let mut headers = vec![("List-Id", format!("<{}>", self.list_id))];
        if !listed.is_empty() {
            headers.push(("List-Unsubscribe", listed.join(",\r\n ")));
        }
        if ways.https.is_some() {
            headers.push(("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        headers.push(("Auto-Submitted", "auto-generated".to_owned()));
        headers.push(("Precedence", "bulk".to_owned()));
        headers
    }

    /// How a reader leaves: links with a token. One who is on no list has nothing to leave.
    fn ways(&self, reader: Reader) -> Ways {
        let Some(id) = reader.id else { return Ways::default() };
        let token = self.key.token(Purpose::Unsubscribe, id, self.date);
        Ways {
            https: self.unsubscribe.https.as_ref().map(|base| format!("{base}/{token}")),
            mailto: self.unsubscribe.mailto.as_ref().map(|to| format!("mailto:{to}?subject=unsubscribe%20{token}")),
        }
    }

    /// Where a reader chooses: a link with a token.
    fn choose(&self, reader: Reader) -> Option<String> {
        let (base, id) = self.preferences.zip(reader.id)?;
        Some(format!("{base}/{}", self.key.token(Purpose::Preferences, id, self.date)))
    }

    fn message_id(&self, reader: Reader) -> String {
        let to = reader.id.map_or_else(|| reader.address.known(), |id| id.to_string());
        format!("<{}@{}>", message_mark(self.key, self.mailing, &to), self.from.address.domain())
    }
}

/// Digits of what a Message-ID has before its @.
pub(super) const MARK: usize = 32;

/// What a Message-ID has before its @: nobody else can make it up.
pub(super) fn message_mark(key: &Key, mailing: &str, to: &str) -> String {
    let mac = key.mac(&[b"message\0", mailing.as_bytes(), b"\0", to.as_bytes()]);
    hex(mac.get(..MARK / 2).unwrap_or_default())
}

/// How a mailing is named where its messages are told apart.
pub(super) fn mailing_name(mailing: &Mailing) -> String {
    let Mailing { desk, digest, .. } = mailing;
    match mailing.kind {
        MailingKind::Digest => format!("{desk} {digest} digest"),
        MailingKind::Correction(part) => format!("{desk} {digest} correction {part}"),
    }
}

#[derive(Default)]
struct Ways {
    https: Option<String>,
    mailto: Option<String>,
}

/// lettre asks for one; what counts is the one of the letter. It knows no address beyond ASCII.
fn envelope(from: &Mailbox, reader: Reader) -> Result<Envelope, MessageError> {
    let plain = if reader.address.needs_utf8() { &from.address } else { reader.address };
    let address = |address: &Address| lettre::Address::new(address.local(), address.domain()).map_err(wrong);
    Envelope::new(Some(address(&from.address)?), vec![address(plain)?]).map_err(wrong)
}

fn wrong(error: impl std::fmt::Display) -> MessageError {
    MessageError::Head(error.to_string())
}

/// Stands between parts: no text holds it but by the one chance in 2^96.
fn boundary(id: &str) -> String {
    format!("=_{}", hex(Sha256::digest(id).get(..12).unwrap_or_default()))
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}
