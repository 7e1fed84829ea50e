use std::collections::HashMap;
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::bodies::Bodies;
use super::queue::Queue;
use super::tally::Tally;
use super::work::Shared;
use super::{Post, PostError};
use crate::store::{Note, Noted, Scope, StoreError, Writer};

/// Notes that are written in one transaction, at most, but for those of one request.
const BATCH: usize = 256;

/// How often is looked at what other senders have taken, at most.
const LOOK: Duration = Duration::from_millis(100);

/// What a worker asks the one that writes: to note these steps, and to say whether each holds.
pub(super) struct Request {
    pub notes: Vec<Note>,
    pub answer: SyncSender<Vec<Noted>>,
}

impl Post<'_> {
    /// One pass over the messages that are due. `progress` is told how many are through, and of how many. What a sender
    /// that died has left must be settled before ([`Writer::settle_interrupted`]).
    ///
    /// # Errors
    /// What the store gives; words that cannot be made. What becomes of each message is in the tally.
    pub fn pass(&self, writer: &mut Writer, scope: Scope, progress: &dyn Fn(usize, usize)) -> Result<Tally, PostError> {
        let at = self.now.utc_text();
        writer.settle_left(&at)?;
        let mut jobs = writer.due_messages(scope, &at)?;
        let mut bodies = HashMap::new();
        let record = if jobs.is_empty() { None } else { self.record(writer)? };
        for mailing in writer.open_mailings(scope)? {
            bodies.insert(mailing.id, Bodies::of(self, writer, mailing, record.as_ref())?);
        }
        // Words that cannot be made are known before anything goes out.
        for job in &jobs {
            if let Some(body) = bodies.get(&job.mailing) {
                body.letter(&job.subscriber)?;
                break;
            }
        }
        let mut tally = Tally { due: jobs.len(), ..Tally::default() };
        if !jobs.is_empty() {
            let connections = self.endpoint.most(self.mail.connections).min(jobs.len()).max(1);
            let log = writer.begin_pass()?;
            let first = log.first_of(jobs.len());
            jobs.rotate_left(first);
            let queue = Queue::new(jobs, self.mail.pace, self.mail.host_pace);
            let shared = Shared::new(self, &bodies, queue, log, connections);
            // Others may write while messages are on their way: a reader who leaves now must not wait.
            writer.step_aside()?;
            let written = send(writer, scope, &shared, &mut tally, progress);
            writer.step_back()?;
            written?;
            writer.settle_left(&at)?;
            (tally.left, tally.stopped) = shared.queue.end();
        }
        tally.next = writer.next_due(scope)?;
        Ok(tally)
    }
}

/// Two threads a connection: one makes the messages and has them noted while the other one sends those before. This one
/// writes what they ask for.
fn send(
    writer: &mut Writer,
    of: Scope,
    shared: &Shared,
    tally: &mut Tally,
    progress: &dyn Fn(usize, usize),
) -> Result<(), StoreError> {
    thread::scope(|scope| {
        let (to, requests) = channel();
        for _ in 0..shared.connections {
            // One block waits for none: what is noted as on its way stays little.
            let (out, blocks) = sync_channel(0);
            let (made_to, sent_to) = (to.clone(), to.clone());
            scope.spawn(move || shared.make(&made_to, &out));
            scope.spawn(move || shared.work(&sent_to, &blocks));
        }
        drop(to);
        write(writer, of, &requests, shared, tally, progress)
    })
}

/// Writes what the workers ask for, until the last of them is done: what came in meanwhile goes into one transaction.
fn write(
    writer: &mut Writer,
    scope: Scope,
    requests: &Receiver<Request>,
    shared: &Shared,
    tally: &mut Tally,
    progress: &dyn Fn(usize, usize),
) -> Result<(), StoreError> {
    let mut looked = Instant::now();
    while let Ok(first) = requests.recv() {
        let (mut notes, mut waiting) = (first.notes, vec![]);
        waiting.push((notes.len(), first.answer));
        while notes.len() < BATCH {
            let Ok(next) = requests.try_recv() else { break };
            waiting.push((next.notes.len(), next.answer));
            notes.extend(next.notes);
        }
        let answers = match writer.note_messages(&notes) {
            Ok(answers) => answers,
            Err(error) => {
                // Without a record nothing more goes out. A worker that gets no answer ends.
                shared.queue.stop(error.to_string());
                return Err(error);
            }
        };
        notes.iter().zip(&answers).for_each(|(note, holds)| tally.count(note, *holds));
        // Where others have been before, there may be more of theirs: no message is made in vain.
        if answers.contains(&Noted::Elsewhere) && looked.elapsed() >= LOOK {
            tally.elsewhere += shared.queue.keep(&writer.queued(scope)?);
            looked = Instant::now();
        }
        let mut answers = answers.into_iter();
        for (count, answer) in waiting {
            // A worker that has ended needs none.
            let _ = answer.send(answers.by_ref().take(count).collect());
        }
        progress(tally.done(), tally.due);
    }
    Ok(())
}
