//! After a backup came back: it does not know what was sent, nor who was erased, since it was made.

use super::key::Key;
use super::post::PostError;
use crate::model::How;
use crate::store::{State, Step, Writer};

/// What was made good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// Persons who were erased again.
    pub erased: usize,
    /// Digests that count as sent.
    pub digests: usize,
    /// Messages that do not go out.
    pub messages: usize,
}

/// Digests of a desk up to this number went out: nothing of them goes out again. Those who were erased since the backup
/// was made are erased again.
///
/// # Errors
/// What the store gives.
pub fn mend(writer: &mut Writer, key: &Key, desk: &str, up_to: u32, at: &str) -> Result<Mended, PostError> {
    let forgotten = writer.all_forgotten()?;
    let mut erased = 0;
    for reader in writer.subscribers(None, None)? {
        let hash = key.hash(&reader.address);
        if forgotten.contains(&hash) {
            erased += writer.forget(&reader.address, &hash, at)?;
        }
    }
    let mut digests = 0;
    for digest in writer.digests(desk)?.into_iter().filter(|digest| digest.number <= up_to) {
        if !matches!(digest.state, State::Sent { .. }) {
            writer.digest_sent(desk, digest.number, &digest.revision.hash, at)?;
            digests += 1;
        }
    }
    let step = Step { at, how: How::Command, detail: Some("sent before the backup came back") };
    let messages = writer.settle_sent(desk, up_to, step)?;
    writer.note_given(desk, up_to)?;
    writer.is_sure_now(desk)?;
    Ok(Mended { erased, digests, messages })
}
