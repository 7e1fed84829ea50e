//! The workers of a pass: blocks of messages are made, noted as on their way and handed over, a block while the next is made.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::bodies::Bodies;
use super::brake::Brake;
use super::pass::Request;
use super::queue::Queue;
use super::{Post, PostError};
use crate::deliver::message::Letter;
use crate::deliver::transport::{Handed, Transport};
use crate::store::{Job, Note, Noted, OutboxState, PassLog, Progress, StoreError};

/// Messages that are noted as on their way together, at most.
const LARGEST: usize = 32;
/// How long a block of them takes at the most: that much is ambiguous where the machine dies.
const BLOCK: Duration = Duration::from_millis(50);

/// A message that is noted as on its way.
type Ready = (Job, Letter);

/// What the workers of a pass share.
pub(super) struct Shared<'a> {
    post: &'a Post<'a>,
    bodies: &'a HashMap<i64, Bodies<'a>>,
    pub queue: Queue,
    log: PassLog,
    at: String,
    pub connections: usize,
    brake: Brake,
    /// Messages of the next block.
    size: AtomicUsize,
}

impl<'a> Shared<'a> {
    pub fn new(
        post: &'a Post<'a>,
        bodies: &'a HashMap<i64, Bodies<'a>>,
        queue: Queue,
        log: PassLog,
        connections: usize,
    ) -> Self {
        let (at, brake, size) = (post.now.utc_text(), Brake::default(), AtomicUsize::new(1));
        Shared { post, bodies, queue, log, at, connections, brake, size }
    }

    /// Makes messages and has them noted as on their way, a block while the one before goes out, until there are none.
    pub fn make(&self, to: &Sender<Request>, out: &SyncSender<Vec<Ready>>) {
        loop {
            // The last messages are for all connections.
            let share = (self.queue.len() / (2 * self.connections)).max(1);
            let jobs = self.queue.take(self.size.load(Ordering::Relaxed).min(share));
            if jobs.is_empty() {
                return;
            }
            let letters: Result<Vec<Letter>, PostError> = jobs.par_iter().map(|job| self.letter(job)).collect();
            let letters = match letters {
                Ok(letters) => letters,
                Err(error) => {
                    self.queue.stop(error.to_string());
                    return self.queue.put_back(jobs);
                }
            };
            let notes = jobs.iter().map(|job| Note::Sending { number: job.number, at: self.at.clone() }).collect();
            // One that has left meanwhile, or whose note was not written, gets nothing.
            let Some(holds) = ask(to, notes) else { return };
            let ready = jobs
                .into_iter()
                .zip(letters)
                .zip(holds)
                .filter_map(|(ready, holds)| (holds == Noted::Holds).then_some(ready));
            if let Err(unsent) = out.send(ready.collect()) {
                return self.give_back(to, Vec::new(), unsent.0);
            }
        }
    }

    fn letter(&self, job: &Job) -> Result<Letter, PostError> {
        let bodies = self.bodies.get(&job.mailing).ok_or(PostError::Recipe(0))?;
        bodies.letter(&job.subscriber)
    }

    /// Sends blocks of messages over one connection until there are none, or it can send no more.
    pub fn work(&self, to: &Sender<Request>, blocks: &Receiver<Vec<Ready>>) {
        let mut transport = self.post.endpoint.open();
        while let Ok(block) = blocks.recv() {
            let (began, count) = (Instant::now(), block.len());
            let mut block = block.into_iter();
            let (mut notes, mut left) = (Vec::with_capacity(count), Vec::new());
            while let Some((job, letter)) = block.next() {
                let note = if self.queue.is_stopped() { None } else { self.send(&mut *transport, &job, &letter) };
                match note {
                    Some(note) => notes.push(note),
                    None => {
                        left.push((job, letter));
                        left.extend(block);
                        break;
                    }
                }
            }
            if !left.is_empty() {
                self.give_back(to, notes, left);
                break;
            }
            tell(to, notes);
            self.adapt(count, began.elapsed());
        }
        transport.close();
    }

    /// A block is what goes out within a moment.
    fn adapt(&self, count: usize, took: Duration) {
        let size = if took * 2 <= BLOCK { count * 2 } else { count / 2 };
        let is_right = took * 2 > BLOCK && took <= BLOCK;
        if !is_right {
            self.size.store(size.clamp(1, LARGEST), Ordering::Relaxed);
        }
    }

    /// Hands a message over. Says what to note; nothing where it was not touched and this connection can send no more.
    fn send(&self, transport: &mut dyn Transport, job: &Job, letter: &Letter) -> Option<Note> {
        let handed = transport.hand_over(letter, &mut || self.noted(job, Progress::Begun).is_some());
        // Where this fails nothing more goes out; what became of this one is noted in the store, if that can be.
        let _ = match &handed {
            Handed::Accepted(_) => self.noted(job, Progress::Taken),
            Handed::Unknown(_) => None,
            _ => self.noted(job, Progress::NotTaken),
        };
        if let Some(why) = self.brake.after(&handed) {
            self.queue.stop(why);
        }
        match handed {
            Handed::Unreachable(why) => {
                self.queue.remark(why);
                None
            }
            Handed::Hopeless(why) => {
                self.queue.stop(why);
                None
            }
            handed => Some(self.note(job, handed)),
        }
    }

    /// Notes a step of a message; nothing more goes out where that fails.
    fn noted(&self, job: &Job, step: Progress) -> Option<()> {
        let noted: Result<(), StoreError> = self.log.note(job.number, step);
        noted.map_err(|error| self.queue.stop(error.to_string())).ok()
    }

    /// Notes what became of some messages, and that others were not touched; then those are for other connections.
    fn give_back(&self, to: &Sender<Request>, mut notes: Vec<Note>, left: Vec<Ready>) {
        notes.extend(left.iter().map(|(job, _)| Note::Untouched { number: job.number }));
        // Where nothing more is written, the writer has said why.
        ask(to, notes);
        self.queue.put_back(left.into_iter().map(|(job, _)| job).collect());
    }

    fn note(&self, job: &Job, handed: Handed) -> Note {
        let is_last = job.attempts + 1 >= self.post.mail.attempts;
        let again = if is_last { OutboxState::Failed } else { OutboxState::Queued };
        let (state, answer, is_dead) = match handed {
            Handed::Accepted(answer) => (OutboxState::Accepted, answer, false),
            Handed::Refused(refusal) => {
                let state = match (refusal.is_temporary, refusal.is_dead) {
                    (true, _) => again,
                    (false, true) => OutboxState::Suppressed,
                    (false, false) => OutboxState::Failed,
                };
                (state, refusal.answer, refusal.is_dead)
            }
            Handed::Broken(why) => (again, why, false),
            Handed::Unknown(why) => (OutboxState::Ambiguous, why, false),
            Handed::Unreachable(why) | Handed::Hopeless(why) => (OutboxState::Queued, why, false),
        };
        let address = &job.subscriber.address;
        Note::Done {
            number: job.number,
            at: self.at.clone(),
            due: (state == OutboxState::Queued).then(|| self.post.again(job.attempts + 1).utc_text()),
            state,
            answer: Some(masked(&answer, address)),
            subscriber: job.subscriber.id,
            dead: is_dead.then(|| self.post.key.hash(address)),
        }
    }
}

/// An answer without the address that it may repeat.
fn masked(answer: &str, address: &crate::model::Address) -> String {
    answer.replace(&address.to_string(), &address.masked()).replace(&address.known(), &address.masked())
}

/// Has notes written, without waiting for it.
fn tell(to: &Sender<Request>, notes: Vec<Note>) -> Option<Receiver<Vec<Noted>>> {
    let (answer, answered) = sync_channel(1);
    to.send(Request { notes, answer }).ok()?;
    Some(answered)
}

/// Has notes written, and waits for it: says of each whether it holds; `None` where nothing more is written.
fn ask(to: &Sender<Request>, notes: Vec<Note>) -> Option<Vec<Noted>> {
    tell(to, notes)?.recv().ok()
}
