//! Who may ask when: one request at a time to a host, a few in all, and time between two pages of a host.

use std::collections::HashMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Requests under way at once, whatever their hosts.
pub(super) const AT_ONCE: usize = 4;

/// Whether a request waits for the host's spacing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// A page: it waits.
    Page(Duration),
    /// What belongs to a page: robots.txt, the next hop of a redirect.
    Along,
}

/// The turns of all hosts.
#[derive(Debug, Default)]
pub(super) struct Turns {
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    under_way: Mutex<usize>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Host {
    /// Held for the time of a request.
    turn: Mutex<Times>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Times {
    /// When the last request ended.
    last: Option<Instant>,
    /// When the host may be asked again at all.
    not_before: Option<Instant>,
}

impl Turns {
    /// Does some work when it is the host's turn. It gives its result, and for how long the host is not to be asked then.
    pub fn during<T>(&self, host: &str, pace: Pace, work: impl FnOnce() -> (T, Option<Duration>)) -> T {
        let host = self.host(host);
        let mut times = lock(&host.turn);
        sleep_until(times.not_before);
        if let (Pace::Page(spacing), Some(last)) = (pace, times.last) {
            sleep_until(last.checked_add(spacing));
        }
        let slot = Slot::take(self);
        let (done, wait) = work();
        drop(slot);
        let now = Instant::now();
        times.last = Some(now);
        times.not_before = wait.and_then(|wait| now.checked_add(wait)).or(times.not_before);
        done
    }

    fn host(&self, name: &str) -> Arc<Host> {
        Arc::clone(lock(&self.hosts).entry(name.to_owned()).or_default())
    }
}

/// One of the requests under way; given back when it is dropped.
struct Slot<'a>(&'a Turns);

impl<'a> Slot<'a> {
    fn take(turns: &'a Turns) -> Self {
        let mut under_way = lock(&turns.under_way);
        while *under_way >= AT_ONCE {
            under_way = turns.freed.wait(under_way).unwrap_or_else(PoisonError::into_inner);
        }
        *under_way += 1;
        Slot(turns)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        *lock(&self.0.under_way) -= 1;
        self.0.freed.notify_one();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn sleep_until(when: Option<Instant>) {
    if let Some(wait) = when.and_then(|when| when.checked_duration_since(Instant::now())) {
        std::thread::sleep(wait);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// The most that were at work at once, for so many hosts.
    fn most_at_once(hosts: usize) -> usize {
        let turns = Turns::default();
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for n in 0..12 {
                let (turns, now, most) = (&turns, &now, &most);
                scope.spawn(move || {
                    turns.during(&(n % hosts).to_string(), Pace::Along, || {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(5));
                        now.fetch_sub(1, Ordering::SeqCst);
                        ((), None)
                    });
                });
            }
        });
        most.into_inner()
    }

    #[test]
    fn one_at_a_time_to_a_host_and_a_few_in_all() {
        assert_eq!(most_at_once(1), 1);
        assert!(most_at_once(12) <= AT_ONCE);
    }

    #[test]
    fn pages_of_a_host_keep_their_distance() {
        let turns = Turns::default();
        let spacing = Duration::from_millis(40);
        let start = Instant::now();
        turns.during("a", Pace::Along, || ((), None));
        turns.during("a", Pace::Along, || ((), None));
        for host in ["a", "b", "a"] {
            turns.during(host, Pace::Page(spacing), || ((), None));
        }
        assert!(start.elapsed() >= spacing * 2);
    }

    #[test]
    fn a_host_that_asks_for_time_gets_it() {
        let turns = Turns::default();
        let wait = Duration::from_millis(40);
        let start = Instant::now();
        turns.during("a", Pace::Along, || ((), Some(wait)));
        turns.during("a", Pace::Along, || ((), None));
        assert!(start.elapsed() >= wait);
    }
}
