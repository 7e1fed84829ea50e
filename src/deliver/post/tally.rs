use crate::store::{Note, Noted, OutboxState};

/// What a pass did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Messages that were due.
    pub due: usize,
    /// Taken by the server.
    pub accepted: usize,
    /// To be tried again.
    pub again: usize,
    /// Given up.
    pub failed: usize,
    /// Not sent: the reader has left meanwhile, or the address takes no mail.
    pub suppressed: usize,
    /// Of which nobody knows whether they arrived.
    pub ambiguous: usize,
    /// Sent, or on the way, by other senders that share the outbox.
    pub elsewhere: usize,
    /// Not touched: the pass ended early.
    pub left: usize,
    /// Why it ended early.
    pub stopped: Option<String>,
    /// When the next message is to be tried; RFC 3339 in UTC.
    pub next: Option<String>,
    /// The first answers to messages that were not taken, each with the masked address.
    pub troubles: Vec<String>,
}

/// Answers that are kept for the summary.
const KEPT: usize = 10;

impl Tally {
    /// Counts a step, and whether it holds: a message that may not go out any more is not sent.
    pub(super) fn count(&mut self, note: &Note, noted: Noted) {
        let (state, answer) = match note {
            Note::Sending { .. } => {
                self.suppressed += usize::from(noted == Noted::Left);
                self.elsewhere += usize::from(noted == Noted::Elsewhere);
                return;
            }
            Note::Untouched { .. } => return,
            Note::Done { state, answer, .. } => (state, answer),
        };
        match state {
            OutboxState::Accepted => self.accepted += 1,
            OutboxState::Queued | OutboxState::Sending => self.again += 1,
            OutboxState::Ambiguous => self.ambiguous += 1,
            OutboxState::Failed => self.failed += 1,
            OutboxState::Suppressed => self.suppressed += 1,
        }
        if *state != OutboxState::Accepted && self.troubles.len() < KEPT {
            self.troubles.extend(answer.clone());
        }
    }

    /// How many messages are through.
    pub(super) const fn done(&self) -> usize {
        self.accepted + self.again + self.failed + self.suppressed + self.ambiguous + self.elsewhere
    }

    /// True where every message that was due was taken.
    pub const fn is_clean(&self) -> bool {
        self.again + self.failed + self.suppressed + self.ambiguous + self.left == 0 && self.stopped.is_none()
    }
}
