use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::{Begin, Handed, NOT_NOTED, Transport};
use crate::deliver::message::Letter;

/// How messages lie in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// A file `*.eml` each.
    Files,
    /// A Maildir: written in `tmp`, moved to `new`.
    Maildir,
}

/// Puts messages into a folder. A file bears the hash of its message: the same one is there once.
pub(super) struct Folder {
    path: PathBuf,
    layout: Layout,
}

impl Folder {
    pub fn new(path: PathBuf, layout: Layout) -> Self {
        Folder { path, layout }
    }

    fn put(&self, letter: &Letter) -> std::io::Result<PathBuf> {
        let hash: String = Sha256::digest([letter.to.to_string().as_bytes(), b"\0", &letter.octets].concat())
            .iter()
            .take(12)
            .map(|octet| format!("{octet:02x}"))
            .collect();
        let (draft, place) = match self.layout {
            Layout::Files => (self.path.join(format!(".{hash}.part")), self.path.join(format!("{hash}.eml"))),
            Layout::Maildir => {
                fs::create_dir_all(self.path.join("cur"))?;
                (self.path.join("tmp").join(&hash), self.path.join("new").join(hash))
            }
        };
        for path in [&draft, &place] {
            fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        }
        let mut file = OpenOptions::new().write(true).create(true).truncate(true).open(&draft)?;
        file.write_all(&letter.octets)?;
        file.sync_all()?;
        fs::rename(draft, &place)?;
        Ok(place)
    }
}

impl Transport for Folder {
    fn hand_over(&mut self, letter: &Letter, begin: &mut Begin<'_>) -> Handed {
        if !begin() {
            return Handed::Broken(NOT_NOTED.to_owned());
        }
        match self.put(letter) {
            Ok(place) => Handed::Accepted(place.display().to_string()),
            Err(error) => Handed::Unreachable(format!("{}: {error}", self.path.display())),
        }
    }
}
