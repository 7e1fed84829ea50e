//! The mail that asks whether a subscription is wanted, and the one for a reader who is on the list already.

use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox as Box2047, Message};

use super::dkim::Signer;
use super::message::{Letter, MessageError};
use super::{Key, transport::Endpoint, transport::Handed};
use crate::config::MailConfig;
use crate::model::Address;

/// A question to one reader.
pub struct Question<'a> {
    /// How mail goes out.
    pub mail: &'a MailConfig,
    /// The desk's secret.
    pub key: &'a Key,
    /// To whom.
    pub to: &'a Address,
    /// One line.
    pub subject: &'a str,
    /// Its words.
    pub text: &'a str,
    /// When it is asked.
    pub now: DateTime<Utc>,
}

impl Question<'_> {
    /// Hands the question over; the error says why it could not be, and whether another try makes sense.
    ///
    /// # Errors
    /// What the way out gives, in words without a secret.
    pub fn send(&self) -> Result<(), (String, bool)> {
        let signer =
            self.mail.dkim.as_ref().map(Signer::read).transpose().map_err(|error| (error.to_string(), true))?;
        let letter = self.letter(signer.as_ref()).map_err(|error| (error.to_string(), false))?;
        let endpoint = Endpoint::of(self.mail).map_err(|error| (error.to_string(), true))?;
        let mut transport = endpoint.open();
        let handed = transport.hand_over(&letter, &mut || true);
        transport.close();
        match handed {
            Handed::Accepted(_) | Handed::Unknown(_) => Ok(()),
            Handed::Refused(refusal) => Err((refusal.answer, refusal.is_temporary)),
            Handed::Broken(why) | Handed::Unreachable(why) | Handed::Hopeless(why) => Err((why, true)),
        }
    }

    fn letter(&self, signer: Option<&Signer>) -> Result<Letter, MessageError> {
        let head = |error: String| MessageError::Head(error);
        let address = |address: &Address, name: Option<String>| -> Result<Box2047, MessageError> {
            let address = lettre::Address::new(address.local(), address.domain());
            Ok(Box2047::new(name, address.map_err(|error| head(error.to_string()))?))
        };
        let mac = self.key.mac(&[b"question\0", self.to.known().as_bytes(), &self.now.timestamp().to_be_bytes()]);
        let id: String = mac.iter().take(16).map(|octet| format!("{octet:02x}")).collect();
        let name = HeaderName::new_from_ascii("Auto-Submitted".to_owned()).map_err(|error| head(error.to_string()))?;
        let text = self.text.replace("\r\n", "\n").replace('\n', "\r\n");
        let message = Message::builder()
            .from(address(&self.mail.from.address, self.mail.from.name.clone())?)
            .to(address(self.to, None)?)
            .date(self.now.into())
            .subject(self.subject)
            .message_id(Some(format!("<{id}@{}>", self.mail.from.address.domain())))
            .raw_header(HeaderValue::new(name, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(text);
        let octets = message.map_err(|error| head(error.to_string()))?.formatted();
        let octets = match signer {
            Some(signer) => [signer.sign(&octets, self.now.timestamp())?.into_bytes(), octets].concat(),
            None => octets,
        };
        Ok(Letter { from: self.mail.from.address.clone(), to: self.to.clone(), octets })
    }
}
