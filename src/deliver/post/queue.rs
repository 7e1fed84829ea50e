use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::Job;

/// Messages that are looked at for one whose domain may be asked.
const LOOK: usize = 1000;
/// The longest sleep at once: a stop is noticed soon.
const NAP: Duration = Duration::from_millis(100);

/// The messages of a pass, handed out at the pace that was set, in all and for each domain.
pub(super) struct Queue {
    state: Mutex<State>,
    pace: Option<Duration>,
    host_pace: Option<Duration>,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    next: Option<Instant>,
    hosts: HashMap<String, Instant>,
    stopped: Option<String>,
    remark: Option<String>,
}

impl Queue {
    pub fn new(jobs: Vec<Job>, pace: Option<Duration>, host_pace: Option<Duration>) -> Self {
        Queue { state: Mutex::new(State { jobs: jobs.into(), ..State::default() }), pace, host_pace }
    }

    /// The next messages, as many as may go now and no more than this; once the time of one has come. None where there
    /// are none or the pass was stopped.
    pub fn take(&self, most: usize) -> Vec<Job> {
        loop {
            let wait = {
                let mut state = self.state();
                if state.stopped.is_some() || state.jobs.is_empty() {
                    return Vec::new();
                }
                let now = Instant::now();
                match self.ready(&mut state, now) {
                    Ok(first) => {
                        let more = std::iter::from_fn(|| self.ready(&mut state, now).ok());
                        return std::iter::once(first).chain(more.take(most.saturating_sub(1))).collect();
                    }
                    Err(wait) => wait,
                }
            };
            thread::sleep(wait.min(NAP));
        }
    }

    /// Drops the messages that are none of these. Says how many there were.
    pub fn keep(&self, open: &HashSet<i64>) -> usize {
        let mut state = self.state();
        let before = state.jobs.len();
        state.jobs.retain(|job| open.contains(&job.number));
        before - state.jobs.len()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.state().jobs.len()
    }

    fn ready(&self, state: &mut State, now: Instant) -> Result<Job, Duration> {
        let until = |at: Option<Instant>| at.map_or(Duration::ZERO, |at| at.saturating_duration_since(now));
        let wait = until(state.next);
        if !wait.is_zero() {
            return Err(wait);
        }
        let wait = |job: &Job| until(state.hosts.get(job.subscriber.address.domain()).copied());
        let found = state.jobs.iter().take(LOOK).position(|job| wait(job).is_zero());
        let Some(job) = found.and_then(|n| state.jobs.remove(n)) else {
            return Err(state.jobs.iter().take(LOOK).map(wait).min().unwrap_or(NAP));
        };
        // From the moment that was set, not from now: a late start is made up for by no more than one message.
        let after = |at: Option<Instant>, pace| at.filter(|at| now.duration_since(*at) < pace).unwrap_or(now) + pace;
        state.next = self.pace.map(|pace| after(state.next, pace));
        if let Some(pace) = self.host_pace {
            let host = job.subscriber.address.domain().to_owned();
            let at = after(state.hosts.get(&host).copied(), pace);
            state.hosts.insert(host, at);
        }
        Ok(job)
    }

    /// Puts messages back that were not touched.
    pub fn put_back(&self, jobs: Vec<Job>) {
        let mut state = self.state();
        jobs.into_iter().rev().for_each(|job| state.jobs.push_front(job));
    }

    /// Hands out no more messages; the first reason stays.
    pub fn stop(&self, why: String) {
        self.state().stopped.get_or_insert(why);
    }

    /// True once nothing more is to go out.
    pub fn is_stopped(&self) -> bool {
        self.state().stopped.is_some()
    }

    /// Says why messages are left, should some be left in the end.
    pub fn remark(&self, why: String) {
        self.state().remark = Some(why);
    }

    /// What is left, and why.
    pub fn end(self) -> (usize, Option<String>) {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        let left = state.jobs.len();
        (left, state.stopped.or(state.remark.filter(|_| left > 0)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
