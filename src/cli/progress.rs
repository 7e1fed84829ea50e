//! One line on a terminal that says that long work goes on, and how far it is. Nothing of it reaches a file, a pipe or a
//! dumb terminal, and quick work shows none.

use std::io::{IsTerminal, Write, stderr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::talk;
use crate::ingest::web::Requests;

/// Work that takes longer shows itself.
const QUICK: Duration = Duration::from_millis(800);
/// How often the line is written anew.
const TICK: Duration = Duration::from_millis(250);
/// The line's width: narrower than any terminal.
const WIDTH: usize = 76;
/// Back to the start of the line, and empty it.
const CLEAR: &str = "\r\u{1b}[2K";

/// What goes on now; `None` while nothing does.
static NOW: Mutex<Option<Work>> = Mutex::new(None);

struct Work {
    what: String,
    requests: Option<Requests>,
    begun: Instant,
    is_shown: bool,
}

/// Says what goes on from now on.
pub(super) fn doing(what: impl Into<String>) {
    if !is_wanted() {
        return;
    }
    let mut now = now();
    match now.as_mut() {
        Some(work) => work.what = what.into(),
        None => {
            *now = Some(Work { what: what.into(), requests: None, begun: Instant::now(), is_shown: false });
            std::thread::spawn(tick);
        }
    }
}

/// Counts these requests too.
pub(super) fn watch(requests: &Requests) {
    if let Some(work) = now().as_mut() {
        work.requests = Some(requests.clone());
    }
}

/// The work is done, or its result is being printed.
pub(super) fn end() {
    let mut now = now();
    if now.take().is_some_and(|work| work.is_shown) {
        write(CLEAR);
    }
}

/// Does something that writes to the terminal too: the line makes way, and comes back.
pub(super) fn apart<T>(write_it: impl FnOnce() -> T) -> T {
    let mut now = now();
    if let Some(work) = now.as_mut()
        && std::mem::take(&mut work.is_shown)
    {
        write(CLEAR);
    }
    write_it()
}

fn now() -> MutexGuard<'static, Option<Work>> {
    NOW.lock().unwrap_or_else(PoisonError::into_inner)
}

fn is_wanted() -> bool {
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
    stderr().is_terminal() && !is_dumb && !talk::is_quiet()
}

/// Writes the line again and again, until the work is done.
fn tick() {
    loop {
        std::thread::sleep(TICK);
        let mut now = now();
        let Some(work) = now.as_mut() else { return };
        let waited = work.begun.elapsed();
        if waited >= QUICK {
            work.is_shown = true;
            write(&format!("{CLEAR}{}", line(&work.what, work.requests.as_ref().map(Requests::count), waited)));
        }
    }
}

/// "attache: reading, 12 requests, 14 s".
fn line(what: &str, requests: Option<usize>, waited: Duration) -> String {
    let requests = match requests {
        None | Some(0) => String::new(),
        Some(1) => ", 1 request".to_owned(),
        Some(n) => format!(", {n} requests"),
    };
    let rest = format!("{requests}, {} s", waited.as_secs());
    let room = WIDTH.saturating_sub(rest.len());
    let what: String = format!("attache: {what}").chars().take(room).collect();
    format!("{what}{rest}")
}

fn write(text: &str) {
    let mut to = stderr().lock();
    // A terminal that has gone away is no reason to fail.
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_how_much_and_how_long() {
        let at = Duration::from_millis(14_900);
        assert_eq!(line("reading", None, at), "attache: reading, 14 s");
        assert_eq!(
            line("3 of 20 sources, 41 articles", Some(1), at),
            "attache: 3 of 20 sources, 41 articles, 1 request, 14 s"
        );
        assert_eq!(line(&"é".repeat(200), Some(99_999), at).chars().count(), WIDTH);
    }
}
