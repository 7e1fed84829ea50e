use std::io::Write;

use super::{Begin, Handed, NOT_NOTED, Transport};
use crate::deliver::message::Letter;

/// Prints messages in the form mbox (mboxrd: a `>` before lines that begin with `From `).
pub(super) struct Stdout;

impl Transport for Stdout {
    fn hand_over(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Handed {
        if !begin() {
            return Handed::Broken(NOT_NOTED.to_owned());
        }
        let mut out = format!("From {} Thu Jan  1 00:00:00 1970\n", letter.from).into_bytes();
        for line in letter.octets.split(|octet| *octet == b'\n') {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let is_from = line.iter().position(|octet| *octet != b'>').and_then(|at| line.get(at..));
            if is_from.is_some_and(|rest| rest.starts_with(b"From ")) {
                out.push(b'>');
            }
            out.extend(line);
            out.push(b'\n');
        }
        let mut to = std::io::stdout().lock();
        match to.write_all(&out).and_then(|()| to.flush()) {
            Ok(()) => Handed::Accepted("printed".to_owned()),
            Err(error) => Handed::Hopeless(format!("standard output: {error}")),
        }
    }
}
