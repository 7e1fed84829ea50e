//! Where a command writes: standard output, or the file of `-o`.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, ErrorKind, IntoInnerError, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use tempfile::NamedTempFile;

use super::{progress, talk};
use crate::text::escape_controls;

/// Bytes that are held back before they are written.
const BUFFER: usize = 64 << 10;

/// A place to write to. A reader that goes away early (`head`) ends the command quietly. A file is there whole once
/// `finish` is through; until then what stood under its name stays as it was.
pub(super) struct Output {
    writer: Writer,
    path: Option<PathBuf>,
}

enum Writer {
    /// Standard output, or what is no plain file (a pipe, a terminal, /dev/null).
    Stream(Box<dyn Write + Send>),
    /// A file under another name beside the place where it belongs.
    Draft { draft: BufWriter<NamedTempFile>, place: PathBuf },
}

/// Why nothing more can be written: the exit code to end with. What there is to say has been said.
#[derive(Debug)]
pub(super) struct Stop(pub ExitCode);

impl Output {
    /// Opens the file, or standard output where there is none.
    pub fn open(path: Option<&Path>) -> Result<Self, Stop> {
        progress::end();
        let writer = match path {
            None => Ok(Writer::Stream(Box::new(BufWriter::with_capacity(BUFFER, stdout())))),
            Some(path) => Writer::to(path),
        };
        writer.map(|writer| Output { writer, path: path.map(Path::to_owned) }).map_err(|error| stop(path, &error))
    }

    /// Writes a text to the file, or to standard output where there is none, and ends.
    pub fn print(path: Option<&Path>, text: &str) -> Result<(), Stop> {
        let mut output = Output::open(path)?;
        output.text(text)?;
        output.finish()
    }

    /// Writes a line.
    pub fn line(&mut self, line: &str) -> Result<(), Stop> {
        self.text(line)?;
        self.text("\n")
    }

    /// Writes a text as it is.
    pub fn text(&mut self, text: &str) -> Result<(), Stop> {
        let written = match &mut self.writer {
            Writer::Stream(stream) => stream.write_all(text.as_bytes()),
            Writer::Draft { draft, .. } => draft.write_all(text.as_bytes()),
        };
        written.map_err(|error| stop(self.path.as_deref(), &error))
    }

    /// Writes what is still held back, and puts a file in its place. Without it a full disk would go unnoticed.
    pub fn finish(self) -> Result<(), Stop> {
        self.writer.finish().map_err(|error| stop(self.path.as_deref(), &error))
    }
}

impl Writer {
    fn to(path: &Path) -> std::io::Result<Self> {
        // A link stays one: what it leads to is replaced.
        let place = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let before = place.metadata().ok();
        if before.as_ref().is_some_and(|before| !before.is_file()) {
            return Ok(Writer::Stream(Box::new(File::create(place)?)));
        }
        let folder = place.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let draft = draft(folder)?;
        if let Some(before) = before {
            // A file that must not be written to is not replaced either.
            OpenOptions::new().write(true).open(&place)?;
            draft.as_file().set_permissions(before.permissions())?;
        }
        Ok(Writer::Draft { draft: BufWriter::new(draft), place })
    }

    fn finish(self) -> std::io::Result<()> {
        match self {
            Writer::Stream(mut stream) => stream.flush(),
            Writer::Draft { draft, place } => {
                let draft = draft.into_inner().map_err(IntoInnerError::into_error)?;
                draft.as_file().sync_all()?;
                draft.persist(place)?;
                Ok(())
            }
        }
    }
}

/// A new file as any program makes one: readable as the user's umask has it, not to its owner alone.
fn draft(folder: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".attache-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

fn stop(path: Option<&Path>, error: &std::io::Error) -> Stop {
    if error.kind() == ErrorKind::BrokenPipe {
        return Stop(ExitCode::SUCCESS);
    }
    let name = path.map_or("standard output".into(), |p| p.to_string_lossy());
    talk::error(format!("{}: cannot be written: {error}", escape_controls(&name)));
    Stop(ExitCode::FAILURE)
}
