//! What goes to standard error, and how much of it.

use std::sync::atomic::{AtomicU8, Ordering};

use super::progress;

/// How much is said: 0 errors only, 1 what was left out and why, 2 what was read too.
static LEVEL: AtomicU8 = AtomicU8::new(1);

/// Sets the level from `-q` and `-v`.
pub(super) fn set_level(quiet: bool, verbose: bool) {
    LEVEL.store(if quiet { 0 } else { 1 + u8::from(verbose) }, Ordering::Relaxed);
}

/// True where nothing but errors is said.
pub(super) fn is_quiet() -> bool {
    LEVEL.load(Ordering::Relaxed) == 0
}

/// Says why something went wrong; always printed.
pub(super) fn error(message: impl std::fmt::Display) {
    say(0, message);
}

/// Says what was left out; not with `-q`.
pub(super) fn note(message: impl std::fmt::Display) {
    say(1, message);
}

/// Says what was done; only with `-v`.
pub(super) fn detail(message: impl std::fmt::Display) {
    say(2, message);
}

/// `1 article`, `2 articles`; the noun is one that takes an s.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

fn say(level: u8, message: impl std::fmt::Display) {
    use std::io::Write;
    if LEVEL.load(Ordering::Relaxed) >= level {
        // A closed standard error is no reason to fail.
        let _ = progress::apart(|| writeln!(std::io::stderr(), "attache: {message}"));
    }
}
