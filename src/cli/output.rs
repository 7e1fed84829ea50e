//! Where a command writes: standard output, or the file of `-o`.

use std::fs::File;
use std::io::{BufWriter, ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::talk;
use crate::text::escape_controls;

/// A place to write to. A reader that goes away early (`head`) ends the command quietly.
pub(super) struct Output {
    writer: Box<dyn Write>,
    path: Option<PathBuf>,
}

/// Why nothing more can be written: the exit code to end with. What there is to say has been said.
#[derive(Debug)]
pub(super) struct Stop(pub ExitCode);

impl Output {
    /// Opens the file, or standard output where there is none.
    pub fn open(path: Option<&Path>) -> Result<Self, Stop> {
        let mut output = Output { writer: Box::new(std::io::sink()), path: path.map(Path::to_owned) };
        output.writer = match path {
            None => Box::new(BufWriter::new(stdout().lock())),
            Some(path) => Box::new(BufWriter::new(File::create(path).map_err(|error| output.stop(&error))?)),
        };
        Ok(output)
    }

    /// Writes a line.
    pub fn line(&mut self, line: &str) -> Result<(), Stop> {
        writeln!(self.writer, "{line}").map_err(|error| self.stop(&error))
    }

    /// Writes a text as it is.
    pub fn text(&mut self, text: &str) -> Result<(), Stop> {
        self.writer.write_all(text.as_bytes()).map_err(|error| self.stop(&error))
    }

    /// Writes what is still held back. Without it a full disk would go unnoticed.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.writer.flush().map_err(|error| self.stop(&error))
    }

    fn stop(&self, error: &std::io::Error) -> Stop {
        if error.kind() == ErrorKind::BrokenPipe {
            return Stop(ExitCode::SUCCESS);
        }
        let name = self.path.as_ref().map_or("standard output".into(), |p| p.to_string_lossy());
        talk::error(format!("{}: cannot be written: {error}", escape_controls(&name)));
        Stop(ExitCode::FAILURE)
    }
}
