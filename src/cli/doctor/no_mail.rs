//! `doctor` in a build that sends no mail.

use super::Finding;
use crate::config::Config;

/// A build that sends nothing: a fault only where the desk means to send.
pub(super) fn findings(config: &Config, _offline: bool) -> Vec<Finding> {
    let said = "this attache was built without the feature `mail`: it sends nothing";
    vec![match config.mail {
        None => Finding::note("mail", said),
        Some(_) => Finding::fault("mail", said, "install one with `mail`, or take [mail] out of attache.toml"),
    }]
}
