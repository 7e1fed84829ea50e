use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use super::bodies::Bodies;
use super::queue::Queue;
use super::tally::Tally;
use super::{Post, PostError};
use crate::deliver::message::Letter;
use crate::deliver::transport::{Handed, Transport};
use crate::store::{Job, Note, OutboxState, Scope, StoreError, Writer};

/// Dialogues that break one after the other before a pass ends: each may leave a message of which nobody knows.
const BROKEN: usize = 5;
/// Messages that are refused for good one after the other before a pass ends: it is not their readers.
const REFUSED: usize = 20;
/// Notes that are written in one transaction, at most.
const BATCH: usize = 256;

/// What a worker asks the one that writes: to note these steps, and to say whether each holds.
struct Request {
    notes: Vec<Note>,
    answer: SyncSender<Vec<bool>>,
}

/// What the workers of a pass share.
struct Shared<'a> {
    post: &'a Post<'a>,
    bodies: &'a HashMap<i64, Bodies<'a>>,
    queue: Queue,
    at: String,
    /// Dialogues that broke since one was answered.
    broken: AtomicUsize,
    /// Messages that were refused for good since one was taken.
    refused: AtomicUsize,
}

impl Post<'_> {
    /// One pass over the messages that are due. `progress` is told how many are through, and of how many.
    ///
    /// # Errors
    /// What the store gives; words that cannot be made. What becomes of each message is in the tally.
    pub fn pass(&self, writer: &mut Writer, scope: Scope, progress: &dyn Fn(usize, usize)) -> Result<Tally, PostError> {
        let at = self.now.utc_text();
        writer.settle_left(&at)?;
        let jobs = writer.due_messages(scope, &at)?;
        let mut bodies = HashMap::new();
        for mailing in writer.open_mailings(scope)? {
            bodies.insert(mailing.id, Bodies::of(self, writer, mailing)?);
        }
        // Words that cannot be made are known before anything goes out.
        for job in &jobs {
            if let Some(body) = bodies.get(&job.mailing) {
                body.letter(&job.subscriber)?;
                break;
            }
        }
        let mut tally = Tally { due: jobs.len(), ..Tally::default() };
        let connections = self.endpoint.most(self.mail.connections).min(jobs.len()).max(1);
        let shared = Shared {
            post: self,
            bodies: &bodies,
            queue: Queue::new(jobs, self.mail.pace, self.mail.host_pace),
            at,
            broken: AtomicUsize::new(0),
            refused: AtomicUsize::new(0),
        };
        // Others may write while messages are on their way: a reader who leaves now must not wait.
        writer.step_aside()?;
        let written = thread::scope(|scope| {
            let (to, requests) = channel();
            for _ in 0..connections {
                let (to, shared) = (to.clone(), &shared);
                scope.spawn(move || shared.work(&to));
            }
            drop(to);
            write(writer, &requests, &shared, &mut tally, progress)
        });
        writer.step_back()?;
        written?;
        writer.settle_left(&self.now.utc_text())?;
        (tally.left, tally.stopped) = shared.queue.end();
        tally.next = writer.next_due(scope)?;
        Ok(tally)
    }
}

/// Writes what the workers ask for, until the last of them is done: what came in meanwhile goes into one transaction.
fn write(
    writer: &mut Writer,
    requests: &Receiver<Request>,
    shared: &Shared,
    tally: &mut Tally,
    progress: &dyn Fn(usize, usize),
) -> Result<(), StoreError> {
    while let Ok(first) = requests.recv() {
        let mut batch = vec![first];
        while batch.len() < BATCH {
            let Ok(next) = requests.try_recv() else { break };
            batch.push(next);
        }
        let notes: Vec<Note> = batch.iter().flat_map(|request| request.notes.iter().cloned()).collect();
        let mut answers = match writer.note_messages(&notes) {
            Ok(answers) => answers.into_iter(),
            Err(error) => {
                // Without a record nothing more goes out. A worker that gets no answer ends.
                shared.queue.stop(error.to_string());
                return Err(error);
            }
        };
        for note in &notes {
            tally.count(note);
            if let Note::Done { state, answer: Some(answer), .. } = note
                && *state != OutboxState::Accepted
            {
                tally.trouble(answer.clone());
            }
        }
        for request in batch {
            let count = request.notes.len();
            let answer: Vec<bool> = answers.by_ref().take(count).collect();
            let refused = request
                .notes
                .iter()
                .zip(&answer)
                .filter(|(note, holds)| matches!(note, Note::Sending { .. }) && !**holds);
            tally.suppressed += refused.count();
            // A worker that has ended needs none.
            let _ = request.answer.send(answer);
        }
        progress(tally.accepted + tally.again + tally.failed + tally.suppressed + tally.ambiguous, tally.due);
    }
    Ok(())
}

impl Shared<'_> {
    /// Takes messages until there are none, over one connection. While one is on its way the next one is noted, so that
    /// the disk and the server work at once; at a set pace a message is noted only when its turn has come.
    fn work(&self, to: &Sender<Request>) {
        let mut transport = self.post.endpoint.open();
        let is_paced = self.post.mail.pace.is_some() || self.post.mail.host_pace.is_some();
        let mut next = self.next(to, Vec::new());
        while let Some(noted) = next.take() {
            let Some((job, letter)) = noted.wait() else {
                next = self.next(to, Vec::new());
                continue;
            };
            if self.queue.is_stopped() {
                ask(to, vec![Note::Untouched { number: job.number }]);
                self.queue.put_back(job);
                break;
            }
            let ahead = if is_paced { None } else { self.next(to, Vec::new()) };
            let (note, goes_on) = self.send(&mut *transport, job, &letter);
            if !goes_on {
                // What was noted ahead is for another connection.
                let mut notes = vec![note];
                if let Some((job, _)) = ahead.and_then(Noted::wait) {
                    notes.push(Note::Untouched { number: job.number });
                    self.queue.put_back(job);
                }
                ask(to, notes);
                break;
            }
            // What became of it is noted together with what comes next, and before that goes out.
            next = match ahead {
                Some(ahead) => {
                    tell(to, vec![note]);
                    Some(ahead)
                }
                None => self.next(to, vec![note]),
            };
        }
        transport.close();
    }

    /// Takes the next message from the queue and has it noted, behind what else there is to note.
    fn next(&self, to: &Sender<Request>, mut notes: Vec<Note>) -> Option<Noted> {
        let Some(job) = self.queue.take() else {
            if !notes.is_empty() {
                tell(to, notes);
            }
            return None;
        };
        match self.letter(&job) {
            Ok(letter) => {
                notes.push(Note::Sending { number: job.number, at: self.at.clone() });
                tell(to, notes).map(|answer| Noted { job, letter, answer })
            }
            Err(error) => {
                self.queue.stop(error.to_string());
                self.queue.put_back(job);
                if !notes.is_empty() {
                    tell(to, notes);
                }
                None
            }
        }
    }

    fn letter(&self, job: &Job) -> Result<Letter, PostError> {
        let bodies = self.bodies.get(&job.mailing).ok_or(PostError::Recipe(0))?;
        bodies.letter(&job.subscriber)
    }

    /// Hands a message over. Says what to note, and whether this connection goes on.
    fn send(&self, transport: &mut dyn Transport, job: Job, letter: &Letter) -> (Note, bool) {
        let handed = transport.hand_over(letter);
        self.brake(&handed);
        let goes_on = match &handed {
            Handed::Unreachable(why) => {
                let untouched = Note::Untouched { number: job.number };
                self.queue.put_back(job);
                self.queue.remark(why.clone());
                return (untouched, false);
            }
            Handed::Hopeless(why) => {
                let untouched = Note::Untouched { number: job.number };
                self.queue.stop(why.clone());
                self.queue.put_back(job);
                return (untouched, false);
            }
            _ => true,
        };
        (self.note(&job, handed), goes_on)
    }

    fn brake(&self, handed: &Handed) {
        let broken = match handed {
            Handed::Broken(_) | Handed::Unknown(_) | Handed::Unreachable(_) => {
                self.broken.fetch_add(1, Ordering::Relaxed) + 1
            }
            Handed::Accepted(_) | Handed::Refused(_) => {
                self.broken.store(0, Ordering::Relaxed);
                0
            }
            Handed::Hopeless(_) => 0,
        };
        let refused = match handed {
            Handed::Accepted(_) => {
                self.refused.store(0, Ordering::Relaxed);
                0
            }
            Handed::Refused(refusal) if !refusal.is_temporary && !refusal.is_dead => {
                self.refused.fetch_add(1, Ordering::Relaxed) + 1
            }
            _ => 0,
        };
        match handed {
            Handed::Broken(why) | Handed::Unknown(why) if broken >= BROKEN => {
                self.queue.stop(format!("{BROKEN} dialogues broke one after the other: {why}"));
            }
            Handed::Refused(refusal) if refused >= REFUSED => {
                self.queue.stop(format!("{REFUSED} messages were refused one after the other: {}", refusal.answer));
            }
            _ => {}
        }
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

/// A message that is being noted as on its way.
struct Noted {
    job: Job,
    letter: Letter,
    answer: Receiver<Vec<bool>>,
}

impl Noted {
    /// The message, once that is on the disk; `None` where it is not to go out.
    fn wait(self) -> Option<(Job, Letter)> {
        let may = self.answer.recv().is_ok_and(|answers| answers.last() == Some(&true));
        may.then_some((self.job, self.letter))
    }
}

/// Has notes written, without waiting for it; `None` where nothing more is written.
fn tell(to: &Sender<Request>, notes: Vec<Note>) -> Option<Receiver<Vec<bool>>> {
    let (answer, answered) = sync_channel(1);
    to.send(Request { notes, answer }).ok()?;
    Some(answered)
}

/// Has notes written, and waits for it.
fn ask(to: &Sender<Request>, notes: Vec<Note>) {
    // Where nothing more is written, the writer has said why.
    let _ = tell(to, notes).map(|answer| answer.recv());
}
