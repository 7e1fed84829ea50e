//! What readers asked for, on the disk before they are answered: a line of JSON each, beside the store as
//! `PATH.requests`. A crash loses none of it; what was done before a crash is done twice, which changes nothing.

use std::ffi::OsString;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::ServeError;
use crate::model::{SubscriberId, Wishes};

/// More than this waits nowhere, in octets: a store that takes nothing for so long needs somebody.
const LARGEST: u64 = 16 << 20;

/// What a reader asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Request {
    /// To be asked whether a subscription is wanted.
    Subscribe { email: String, name: Option<String>, topics: Vec<String>, at: String },
    /// To be on the list.
    Confirm { id: SubscriberId, at: String },
    /// To leave it.
    Leave { id: SubscriberId, one_click: bool, at: String },
    /// To get something else.
    Choose { id: SubscriberId, name: Option<String>, wishes: Wishes, pause: bool, at: String },
    /// A question that could not be sent; it has been tried so often, and is due at a second of the Unix clock.
    Ask { id: SubscriberId, tried: u32, due: i64 },
}

pub(super) struct Journal {
    path: PathBuf,
    state: Mutex<State>,
    woken: Condvar,
}

struct State {
    file: File,
    /// Octets of whole lines.
    length: u64,
    is_open: bool,
}

/// The requests of one look, and how far in the file they go.
pub(super) struct Waiting {
    pub requests: Vec<Request>,
    end: u64,
}

impl Journal {
    pub fn open(store: &Path) -> Result<Journal, ServeError> {
        let mut name = OsString::from(store);
        name.push(".requests");
        let path = PathBuf::from(name);
        let open = || -> std::io::Result<State> {
            let mut file = options().create(true).open(&path)?;
            // A line that a crash cut off was never answered.
            let mut text = Vec::new();
            file.read_to_end(&mut text)?;
            let length = text.iter().rposition(|b| *b == b'\n').map_or(0, |n| n as u64 + 1);
            file.set_len(length)?;
            Ok(State { file, length, is_open: true })
        };
        match open() {
            Ok(state) => Ok(Journal { path, state: Mutex::new(state), woken: Condvar::new() }),
            Err(source) => Err(ServeError::Journal { path, source }),
        }
    }

    /// Keeps a request; it is on the disk when this returns.
    pub fn add(&self, request: &Request) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(request)?;
        line.push(b'\n');
        let mut state = self.state();
        if state.length + line.len() as u64 > LARGEST {
            return Err(std::io::Error::other("too much is waiting for the store"));
        }
        let length = state.length;
        let written = state.file.write_all(&line).and_then(|()| state.file.sync_data());
        if let Err(error) = written {
            // A half line would spoil the next one.
            let _ = state.file.set_len(length);
            return Err(error);
        }
        state.length += line.len() as u64;
        drop(state);
        self.woken.notify_all();
        Ok(())
    }

    /// Waits until something comes, or so long; `None` waits for ever. Once nothing more comes it does not wait.
    pub fn wait(&self, at_most: Option<Duration>) -> std::io::Result<Waiting> {
        let state = self.state();
        let mut state = match at_most {
            None => {
                let idle = |state: &mut State| state.is_open && state.length == 0;
                self.woken.wait_while(state, idle).unwrap_or_else(PoisonError::into_inner)
            }
            Some(at_most) if state.is_open => {
                self.woken.wait_timeout(state, at_most).unwrap_or_else(PoisonError::into_inner).0
            }
            Some(_) => state,
        };
        let end = state.length;
        let mut text = String::new();
        state.file.rewind()?;
        Read::by_ref(&mut state.file).take(end).read_to_string(&mut text)?;
        let requests = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        Ok(Waiting { requests, end })
    }

    /// Takes what was done out, and puts what is still to be done in.
    pub fn done(&self, waiting: &Waiting, left: &[Request]) -> std::io::Result<()> {
        let mut state = self.state();
        let mut rest = Vec::new();
        state.file.seek(std::io::SeekFrom::Start(waiting.end))?;
        state.file.read_to_end(&mut rest)?;
        let mut whole = Vec::new();
        for request in left {
            serde_json::to_writer(&mut whole, request)?;
            whole.push(b'\n');
        }
        whole.extend(rest);
        crate::store::replace(&self.path, |part| options().create_new(true).open(part)?.write_all(&whole))?;
        state.file = options().open(&self.path)?;
        state.length = whole.len() as u64;
        Ok(())
    }

    /// Nothing more comes.
    pub fn close(&self) {
        self.state().is_open = false;
        self.woken.notify_all();
    }

    pub fn is_open(&self) -> bool {
        self.state().is_open
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// For its owner alone: it holds addresses.
fn options() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leave(id: i64) -> Request {
        Request::Leave { id: SubscriberId(id), one_click: true, at: "2031-05-14T06:30:00Z".to_owned() }
    }

    #[test]
    fn what_came_meanwhile_stays_and_a_cut_line_goes() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let store = folder.path().join("a.db");
        let journal = Journal::open(&store)?;
        journal.add(&leave(1))?;
        let waiting = journal.wait(None)?;
        journal.add(&leave(2))?;
        journal.done(&waiting, &[leave(3)])?;
        journal.add(&leave(4))?;
        drop(journal);
        let path = folder.path().join("a.db.requests");
        let mut text = std::fs::read_to_string(&path)?;
        text.push_str("{\"leave\":");
        std::fs::write(&path, text)?;
        let journal = Journal::open(&store)?;
        journal.add(&leave(5))?;
        assert_eq!(journal.wait(None)?.requests, [3, 2, 4, 5].map(leave));
        Ok(())
    }
}
