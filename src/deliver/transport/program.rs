use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{Begin, Handed, NOT_NOTED, Refusal, Transport};
use crate::deliver::message::Letter;
use crate::text::printable;

/// What a program that fails for now ends with (sysexits.h): EX_UNAVAILABLE, EX_OSERR, EX_IOERR, EX_TEMPFAIL.
const FOR_NOW: [i32; 4] = [69, 71, 74, 75];
/// An address that is none: EX_NOUSER.
const NO_USER: i32 = 67;
/// Characters of its words that are kept.
const KEPT: usize = 300;

/// Hands messages to a program: `PROGRAM -i -f FROM -- TO`.
pub(super) struct Program {
    path: PathBuf,
}

impl Program {
    pub fn new(path: PathBuf) -> Self {
        Program { path }
    }
}

impl Transport for Program {
    fn hand_over(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Handed {
        if !begin() {
            return Handed::Broken(NOT_NOTED.to_owned());
        }
        let (from, to) = (letter.from.to_string(), letter.to.to_string());
        let child = Command::new(&self.path)
            .args(["-i", "-f", &from, "--", &to])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = match child {
            Ok(child) => child,
            Err(error) => return Handed::Hopeless(format!("{}: {error}", self.path.display())),
        };
        // Such programs take lines that end as those of the system do.
        let text: Vec<u8> = letter.octets.iter().copied().filter(|octet| *octet != b'\r').collect();
        let written = child.stdin.take().map(|mut input| input.write_all(&text));
        let output = match child.wait_with_output() {
            Ok(output) => output,
            Err(error) => return Handed::Unknown(error.to_string()),
        };
        let said: String = printable(&String::from_utf8_lossy(&output.stderr)).chars().take(KEPT).collect();
        let answer = format!("{}: {} {said}", self.path.display(), output.status).trim_end().to_owned();
        match output.status.code() {
            // One that has taken only a part says that it is content with it.
            Some(0) if matches!(written, Some(Ok(()))) => Handed::Accepted(answer),
            Some(0) | None => Handed::Unknown(answer),
            Some(code) => {
                Handed::Refused(Refusal { answer, is_temporary: FOR_NOW.contains(&code), is_dead: code == NO_USER })
            }
        }
    }
}
