//! When a pass over the outbox had better end.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::deliver::transport::Handed;

/// Dialogues that break one after the other before a pass ends: each may leave a message of which nobody knows.
const BROKEN: usize = 5;
/// Messages that are refused for good one after the other before a pass ends: it is not their readers.
const REFUSED: usize = 20;

/// Ends a pass that does harm.
#[derive(Debug, Default)]
pub(super) struct Brake {
    /// Dialogues that broke since one was answered.
    broken: AtomicUsize,
    /// Messages that were refused for good since one was taken.
    refused: AtomicUsize,
}

impl Brake {
    /// Looks at what became of a message; says why the pass is to end, if it is.
    pub fn after(&self, handed: &Handed) -> Option<String> {
        match handed {
            Handed::Accepted(_) => {
                self.broken.store(0, Ordering::Relaxed);
                self.refused.store(0, Ordering::Relaxed);
                None
            }
            Handed::Refused(refusal) => {
                self.broken.store(0, Ordering::Relaxed);
                let is_for_good = !refusal.is_temporary && !refusal.is_dead;
                let is_too_much = is_for_good && self.refused.fetch_add(1, Ordering::Relaxed) + 1 >= REFUSED;
                is_too_much.then(|| format!("{REFUSED} messages were refused one after the other: {}", refusal.answer))
            }
            Handed::Broken(why) | Handed::Unknown(why) => {
                let is_too_much = self.broken.fetch_add(1, Ordering::Relaxed) + 1 >= BROKEN;
                is_too_much.then(|| format!("{BROKEN} dialogues broke one after the other: {why}"))
            }
            Handed::Unreachable(_) | Handed::Hopeless(_) => None,
        }
    }
}
