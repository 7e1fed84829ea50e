//! SMTP (RFC 5321), one message after the other over one connection.
//!
//! A small client of its own: the outbox must know at which point a dialogue broke, and what the server said word for
//! word. The commands of a message go out together where the server takes that (RFC 2920), the message and its closing
//! dot in one write, so that no packet waits for an acknowledgement.

mod dialogue;
mod link;
mod reply;

use std::sync::Arc;
use std::time::Duration;

use super::{Begin, Handed, Transport};
use crate::deliver::message::Letter;
use dialogue::{Broken, Dialogue};
use link::LinkError;

/// A server and how to talk to it.
pub struct SmtpEndpoint {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// TLS from the first octet on (smtps).
    pub(super) is_implicit: bool,
    /// TLS also on the own machine.
    pub(super) wants_tls: bool,
    /// Without TLS also to other machines.
    pub(super) allows_plain: bool,
    /// Name and password.
    pub(super) login: Option<(String, String)>,
    /// What attache calls itself.
    pub(super) hello: String,
    /// How long to wait for an answer.
    pub(super) timeout: Duration,
    /// Whom to trust.
    pub(super) tls: Arc<rustls::ClientConfig>,
}

/// A connection that is opened when it is needed.
pub(super) struct Smtp {
    endpoint: Arc<SmtpEndpoint>,
    open: Option<Dialogue>,
}

impl Smtp {
    pub fn new(endpoint: Arc<SmtpEndpoint>) -> Self {
        Smtp { endpoint, open: None }
    }
}

impl Transport for Smtp {
    fn hand_over(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Handed {
        let mut is_used = self.open.is_some();
        loop {
            let mut dialogue = match self.open.take().map_or_else(|| Dialogue::open(&self.endpoint), Ok) {
                Ok(dialogue) => dialogue,
                Err(LinkError::Unreachable(why)) => return Handed::Unreachable(why),
                Err(LinkError::Hopeless(why)) => return Handed::Hopeless(why),
            };
            match dialogue.send(letter, begin) {
                Ok(handed) => {
                    self.open = Some(dialogue).filter(Dialogue::is_open);
                    return handed;
                }
                // The server closed a connection that was idle: the message never began.
                Err(Broken::AtFirst(_)) if is_used => is_used = false,
                Err(Broken::AtFirst(why) | Broken::Before(why)) => return Handed::Broken(why),
                Err(Broken::After(why)) => return Handed::Unknown(why),
            }
        }
    }

    fn close(&mut self) {
        if let Some(dialogue) = self.open.take() {
            dialogue.quit();
        }
    }
}

/// Opens a dialogue, logs in where a name is given, and ends it: what a message would need.
pub(super) fn probe(endpoint: &SmtpEndpoint) -> Result<(), String> {
    match Dialogue::open(endpoint) {
        Ok(dialogue) => {
            dialogue.quit();
            Ok(())
        }
        Err(LinkError::Unreachable(why) | LinkError::Hopeless(why)) => Err(why),
    }
}
