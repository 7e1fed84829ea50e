//! The ways by which a message leaves: SMTP, a program such as sendmail, a folder, standard output.

mod endpoint;
mod folder;
mod probe;
mod program;
mod smtp;
mod stdout;

pub use endpoint::{Endpoint, EndpointError};

use super::message::Letter;

/// One way out. What it says of a message is all that the outbox goes by.
pub trait Transport: Send {
    /// Hands a message over. `begin` is called once before the message could be taken; where it says no, it does not go out.
    fn hand_over(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Handed;

    /// Ends the dialogue politely.
    fn close(&mut self) {}
}

/// Notes that a message could be taken from now on; false where that cannot be noted.
pub type Begin<'a> = dyn FnMut() -> bool + 'a;

/// The dialogue ends because [`Begin`] said no.
const NOT_NOTED: &str = "what goes out cannot be noted";

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handed {
    /// It was taken, with these words.
    Accepted(String),
    /// It was refused.
    Refused(Refusal),
    /// The dialogue broke before the message was through: it was surely not taken.
    Broken(String),
    /// The dialogue broke when the message was through and not yet answered: nobody knows.
    Unknown(String),
    /// There was no dialogue; the next message will fare no better for now.
    Unreachable(String),
    /// There can be no dialogue until somebody changes something: a password, a certificate.
    Hopeless(String),
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The server's words.
    pub answer: String,
    /// True where it may be tried again.
    pub is_temporary: bool,
    /// True where the address takes no mail at all.
    pub is_dead: bool,
}
