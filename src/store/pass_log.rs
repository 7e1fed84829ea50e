//! What a pass over the outbox does between two transactions: a line for each step in `PATH.sending`, beside the store.
//!
//! The store notes messages as on their way some at a time, and waits for the disk. Which of them was really begun and
//! what came of it stands here, written without that wait: such a line outlives the death of the process, not that of the
//! machine. It counts only for the pass that the store knows, and only while the machine has not started anew; without
//! it all messages that are noted as on their way are ambiguous.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::error::{At, StoreError};

/// Where the store keeps the name of the pass whose lines count.
pub(super) const PASS: &str = "pass";
/// Where Linux names the time since the machine was started.
const BOOT: &str = "/proc/sys/kernel/random/boot_id";
/// Octets of a log that is read, at most: 50 million messages.
const LARGEST: u64 = 1 << 30;

/// A step of a message that is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Its text is about to leave: from now on it may be taken.
    Begun,
    /// The server took it.
    Taken,
    /// It was surely not taken.
    NotTaken,
}

impl Progress {
    const ALL: [Progress; 3] = [Progress::Begun, Progress::Taken, Progress::NotTaken];

    /// How a log writes it.
    const fn sign(self) -> char {
        match self {
            Progress::Begun => 'b',
            Progress::Taken => 't',
            Progress::NotTaken => 'n',
        }
    }

    /// The one of a sign.
    pub(super) fn of(sign: char) -> Option<Progress> {
        Progress::ALL.into_iter().find(|step| step.sign() == sign)
    }
}

/// The log of a pass, open for writing. Many threads may write.
#[derive(Debug)]
pub struct PassLog(Log);

#[derive(Debug)]
enum Log {
    File {
        path: PathBuf,
        file: File,
    },
    /// On a server the steps are rows, for all machines.
    #[cfg(feature = "postgres")]
    Server(Box<super::server::senders::Log>),
}

impl PassLog {
    /// Begins the log of a pass in the place of the one before.
    pub(super) fn begin(store: &Path, pass: &str) -> Result<PassLog, StoreError> {
        let path = path_of(store);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error).at(&path),
            _ => {}
        }
        let open = || -> std::io::Result<File> {
            let mut file = OpenOptions::new().append(true).create_new(true).open(&path)?;
            writeln!(file, "{} {pass}", boot().unwrap_or_default())?;
            Ok(file)
        };
        let file = open().at(&path)?;
        Ok(PassLog(Log::File { path, file }))
    }

    /// Notes a step of the message of this number.
    ///
    /// # Errors
    /// What the system gives: then the message must not go out.
    pub fn note(&self, number: i64, step: Progress) -> Result<(), StoreError> {
        let sign = step.sign();
        match &self.0 {
            // In one write: lines of threads do not mix.
            Log::File { path, file } => (&*file).write_all(format!("{sign}{number}\n").as_bytes()).at(path),
            #[cfg(feature = "postgres")]
            Log::Server(log) => log.note(number, &sign.to_string()),
        }
    }

    /// With which of so many messages to begin: several senders that share an outbox begin far from each other.
    #[cfg_attr(not(feature = "postgres"), allow(unused_variables, reason = "for a server"))]
    pub fn first_of(&self, messages: usize) -> usize {
        match &self.0 {
            // A file has one sender.
            Log::File { .. } => 0,
            #[cfg(feature = "postgres")]
            Log::Server(log) => log.first_of(messages),
        }
    }

    /// The log of a pass on a server.
    #[cfg(feature = "postgres")]
    pub(super) fn on_server(log: super::server::senders::Log) -> PassLog {
        PassLog(Log::Server(Box::new(log)))
    }
}

/// What the log says of a pass: the last step of each message that was begun; `None` where it cannot be trusted.
pub(super) fn read(store: &Path, pass: &str) -> Result<Option<HashMap<i64, Progress>>, StoreError> {
    let path = path_of(store);
    let mut text = String::new();
    match File::open(&path).and_then(|file| file.take(LARGEST).read_to_string(&mut text)) {
        Ok(_) => Ok(boot().and_then(|boot| steps(&text, &format!("{boot} {pass}")))),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => Ok(None),
        Err(error) => Err(error).at(&path),
    }
}

fn steps(text: &str, head: &str) -> Option<HashMap<i64, Progress>> {
    let (first, lines) = text.split_once('\n')?;
    // A cut line is not the pass's.
    if first != head || !text.ends_with('\n') {
        return None;
    }
    let step = |line: &str| {
        let mut signs = line.chars();
        let step = Progress::of(signs.next()?)?;
        Some((signs.as_str().parse().ok()?, step))
    };
    lines.lines().map(step).collect()
}

/// Names the time since the machine was started, where the system does.
fn boot() -> Option<String> {
    let text = std::fs::read_to_string(BOOT).ok()?;
    Some(text.trim().to_owned()).filter(|name| !name.is_empty())
}

fn path_of(store: &Path) -> PathBuf {
    let mut name = OsString::from(store);
    name.push(".sending");
    PathBuf::from(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_step_of_a_message_counts() {
        let steps = steps("boot pass\nb7\nb8\nt7\nb9\nn9\nb9\n", "boot pass").unwrap_or_default();
        assert_eq!(steps.get(&7), Some(&Progress::Taken));
        assert_eq!(steps.get(&8), Some(&Progress::Begun));
        assert_eq!(steps.get(&9), Some(&Progress::Begun));
        assert_eq!(steps.get(&1), None);
    }

    #[test]
    fn a_log_that_is_not_the_passes_own_or_is_broken_says_nothing() {
        for text in ["", "boot pass", "boot other\nb7\n", "boot pass\nb7\nt7", "boot pass\nb7\nx8\n", "boot pass\nb\n"]
        {
            assert_eq!(steps(text, "boot pass"), None, "{text:?}");
        }
        assert_eq!(steps("boot pass\n", "boot pass"), Some(HashMap::new()));
    }

    #[test]
    fn a_pass_finds_its_own_steps_and_no_other_ones() -> Result<(), StoreError> {
        let folder = tempfile::tempdir().at(Path::new("tmp"))?;
        let store = folder.path().join("a.db");
        assert_eq!(read(&store, "one")?, None);
        PassLog::begin(&store, "one")?.note(3, Progress::Begun)?;
        if boot().is_some() {
            assert_eq!(read(&store, "one")?, Some(HashMap::from([(3, Progress::Begun)])));
        }
        PassLog::begin(&store, "two")?;
        assert_eq!(read(&store, "one")?, None);
        Ok(())
    }
}
