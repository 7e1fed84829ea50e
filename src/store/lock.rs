//! One writer at a time. The system lets go of the lock when the process ends, however it ends.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::error::{At, StoreError};
use crate::model::StorePlace;

/// How long a writer waits for another one: most commands write for a moment only.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long it sleeps between two tries.
const PAUSE: Duration = Duration::from_millis(10);

/// The right to run the day of a store's desks, until it is dropped. Others may read and write meanwhile.
#[derive(Debug)]
pub struct RunLock {
    _lock: Named,
}

impl RunLock {
    /// Takes it: the file `PATH.run.lock`, or a lock on the server.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it.
    pub fn take(place: impl Into<StorePlace>) -> Result<RunLock, StoreError> {
        Ok(RunLock { _lock: Named::take(&place.into(), "run")? })
    }
}

/// The right to send the messages of a store, until it is dropped. Others may read and write meanwhile. On a server many
/// have it.
#[derive(Debug)]
pub struct SendLock {
    _lock: Option<Named>,
}

impl SendLock {
    /// Takes it: the file `PATH.send.lock`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it.
    pub fn take(place: impl Into<StorePlace>) -> Result<SendLock, StoreError> {
        let place = place.into();
        let lock = place.file().is_some().then(|| Named::take(&place, "send")).transpose()?;
        Ok(SendLock { _lock: lock })
    }
}

/// A right of a name.
#[derive(Debug)]
enum Named {
    File {
        _lock: Lock,
    },
    #[cfg(feature = "postgres")]
    Server {
        _lock: Box<super::server::Lock>,
    },
}

impl Named {
    fn take(place: &StorePlace, name: &str) -> Result<Named, StoreError> {
        match place {
            StorePlace::File(path) => {
                let mut file = OsString::from(path);
                file.push(".");
                file.push(name);
                Ok(Named::File { _lock: Lock::take(Path::new(&file))? })
            }
            #[cfg(feature = "postgres")]
            StorePlace::Server(server) => {
                Ok(Named::Server { _lock: Box::new(super::server::Lock::take(server, name)?) })
            }
            #[cfg(not(feature = "postgres"))]
            StorePlace::Server(server) => Err(StoreError::NoServer { path: PathBuf::from(server.to_string()) }),
        }
    }
}

/// The right to write to a store, until it is dropped.
#[derive(Debug)]
pub(super) struct Lock {
    file: File,
}

impl Lock {
    /// As [`Lock::take`], after the other process where that one ends within a moment.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process keeps it.
    pub fn wait(path: &Path) -> Result<Lock, StoreError> {
        let began = Instant::now();
        loop {
            match Lock::take(path) {
                Err(StoreError::Locked { .. }) if began.elapsed() < PATIENCE => thread::sleep(PAUSE),
                taken_or_not => return taken_or_not,
            }
        }
    }

    /// Lets others take it, until [`Lock::retake`].
    pub fn lend(&self, path: &Path) -> Result<(), StoreError> {
        self.file.unlock().at(path)
    }

    /// Takes it again; `false` where another process has it.
    pub fn retake(&self, path: &Path) -> Result<bool, StoreError> {
        match self.file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error).at(path),
        }
    }

    /// Takes the lock of the store at `path`: the file `PATH.lock`, which stays there and holds the writer's number.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where another process has it.
    pub fn take(path: &Path) -> Result<Lock, StoreError> {
        let name = name(path);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&name);
        let mut file = open.at(&name)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StoreError::Locked { path: path.to_owned(), process: holder(file) });
            }
            Err(TryLockError::Error(error)) => return Err(error).at(&name),
        }
        // For the message of the other process alone; the lock holds without it.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Lock { file })
    }
}

fn name(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(".lock");
    PathBuf::from(name)
}

fn holder(file: File) -> Option<u32> {
    let mut text = String::new();
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_holds_it_and_the_other_learns_who() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.db");
        let first = Lock::take(&path)?;
        let refused = Lock::take(&path).map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains(&format!("another attache (process {}) is writing", std::process::id())), "{refused}");
        drop(first);
        Lock::take(&path)?;
        Ok(())
    }

    #[test]
    fn a_writer_waits_for_one_that_is_soon_done() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.db");
        let first = Lock::take(&path)?;
        let waiting = thread::spawn(move || Lock::wait(&path).map(|_| ()));
        thread::sleep(PAUSE * 3);
        assert!(!waiting.is_finished());
        drop(first);
        assert!(waiting.join().is_ok_and(|taken| taken.is_ok()));
        Ok(())
    }
}
