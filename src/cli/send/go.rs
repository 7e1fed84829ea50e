//! One pass over what is due.

use std::process::ExitCode;

use super::{Args, Way, fail};
use crate::cli::desk;
use crate::cli::digest::{Number, find};
use crate::cli::progress;
use crate::cli::run::{Outcome, Outgoing};
use crate::cli::talk;
use crate::config::DeskConfig;
use crate::deliver::{Key, Mended, Post, PostError, Tally, expire, mend};
use crate::model::SubscriberStatus;
use crate::store::{Expired, MailingKind, OutboxState, Scope, SendLock, State, StoreError, StoredDigest, Writer};

/// Ambiguous messages that are listed one by one.
const LISTED: usize = 20;

impl Args {
    pub(super) fn send(&self, way: &Way<'_>) -> Result<ExitCode, ExitCode> {
        let Way { config, mail, desk, place: path } = *way;
        let now = self.moment(desk)?;
        let _lock = SendLock::take(path).map_err(busy)?;
        let mut writer = Writer::open(path).map_err(desk::fail)?;
        let key = Key::open(&mut writer).map_err(desk::fail)?;
        let at = now.utc_text();
        if let Some(up_to) = self.after_restore {
            let mended = mend(&mut writer, &key, &desk.name, up_to, &at).map_err(fail)?;
            let Mended { erased, digests, messages } = mended;
            talk::note(format!(
                "already sent: {}; kept back: {}; erased again: {}",
                talk::counted(digests, "digest"),
                talk::counted(messages, "message"),
                talk::counted(erased, "reader")
            ));
        }
        is_sure(&writer, desk)?;
        let post = Post::new(mail, desk, key, now).map_err(fail)?.with_archive(&config.desks, &config.names);
        keep_no_longer(&post, &mut writer)?;
        let scope = self.begin(&post, &mut writer)?;
        settle(&mut writer, &at)?;
        if self.resend_ambiguous {
            let count = writer.requeue(scope, OutboxState::Ambiguous, &at).map_err(desk::fail)?;
            talk::note(format!("to go out again: {}", talk::counted(count, "ambiguous message")));
        }
        if self.retry_failed {
            let count = writer.requeue(scope, OutboxState::Failed, &at).map_err(desk::fail)?;
            talk::note(format!("to be tried again: {} that had been given up", talk::counted(count, "message")));
        }
        let tally = pass(&post, &mut writer, scope).map_err(fail)?;
        say(&writer, scope, &tally).map_err(desk::fail)?;
        Ok(exit_code(&tally))
    }

    /// Puts what is to be sent into the outbox. Says which messages the pass is over.
    fn begin<'d>(&self, post: &Post<'d>, writer: &mut Writer) -> Result<Scope<'d>, ExitCode> {
        let desk = post.desk;
        if let Some(number) = self.correction {
            let digest = find(writer, &desk.name, number)?;
            if post.begin_correction(writer, &digest).map_err(fail)?.is_none() {
                talk::note(format!("digest {} has no corrections that its readers were not told", digest.number));
            }
            return Ok(Scope { desk: &desk.name, digest: Some(digest.number) });
        }
        if let Some(number) = self.digest {
            let digest = find(writer, &desk.name, number)?;
            let has_begun = has_begun(writer, &digest).map_err(desk::fail)?;
            if !has_begun {
                may_go_out(desk, &digest)?;
                begin(post, writer, &digest).map_err(fail)?;
            }
            return Ok(Scope { desk: &desk.name, digest: Some(digest.number) });
        }
        let scope = Scope { desk: &desk.name, digest: None };
        let has_messages = writer.next_due(scope).map_err(desk::fail)?.is_some();
        let digest = find(writer, &desk.name, Number::Last)?;
        if !has_begun(writer, &digest).map_err(desk::fail)? {
            match may_go_out(desk, &digest) {
                Ok(()) => begin(post, writer, &digest).map_err(fail)?,
                Err(_) if has_messages => {}
                Err(code) => return Err(code),
            }
        }
        Ok(scope)
    }
}

/// The step of `attache run`.
pub(in crate::cli) fn publish(outgoing: &mut Outgoing) -> Outcome {
    let Some(mail) = &outgoing.config.mail else { return Outcome::Skipped };
    let mut send = || -> Result<Outcome, ExitCode> {
        let (desk, writer) = (outgoing.desk, &mut *outgoing.writer);
        let readers = writer.count_subscribers(desk.list_name(), SubscriberStatus::Active).map_err(desk::fail)?;
        let has_begun = has_begun(writer, outgoing.digest).map_err(desk::fail)?;
        if readers == 0 && !has_begun {
            talk::detail(format!("{}: nobody is on the list {:?}", desk.name, desk.list_name()));
            return Ok(Outcome::Skipped);
        }
        let _lock = SendLock::take(writer.place()).map_err(busy)?;
        is_sure(writer, desk)?;
        let key = Key::open(writer).map_err(desk::fail)?;
        let post = Post::new(mail, desk, key, outgoing.now).map_err(fail)?;
        let post = post.with_archive(&outgoing.config.desks, &outgoing.config.names);
        keep_no_longer(&post, writer)?;
        if !has_begun {
            begin(&post, writer, outgoing.digest).map_err(fail)?;
        }
        settle(writer, &outgoing.now.utc_text())?;
        let scope = Scope { desk: &desk.name, digest: None };
        let tally = pass(&post, writer, scope).map_err(fail)?;
        say(writer, scope, &tally).map_err(desk::fail)?;
        Ok(match (tally.due, tally.is_clean(), tally.accepted) {
            (0, ..) => Outcome::Nothing,
            (_, true, _) => Outcome::Done,
            (_, false, 0) => Outcome::Failed,
            (_, false, _) => Outcome::Partly,
        })
    };
    send().unwrap_or(Outcome::Failed)
}

/// True where the digest is in the outbox, or went out before there was one.
fn has_begun(writer: &Writer, digest: &StoredDigest) -> Result<bool, StoreError> {
    let is_sent = matches!(digest.state, State::Sent { .. });
    Ok(is_sent || writer.mailing(&digest.desk, digest.number, MailingKind::Digest)?.is_some())
}

/// A store that came from a backup does not know what was sent since it was made.
fn is_sure(writer: &Writer, desk: &DeskConfig) -> Result<(), ExitCode> {
    if writer.is_unsure_since_restore(&desk.name).map_err(desk::fail)? {
        return Err(desk::fail(
            "the store came from a backup and does not know what was sent since. Say it: attache send --after-restore N, \
             where N is the last digest that readers got",
        ));
    }
    Ok(())
}

/// A digest that needs an approval goes out with one for what it is now.
fn may_go_out(desk: &DeskConfig, digest: &StoredDigest) -> Result<(), ExitCode> {
    let is_approved = matches!(&digest.state, State::Approved { hash, .. } if *hash == digest.revision.hash);
    if desk.review && !is_approved {
        let number = digest.number;
        return Err(desk::fail(format!(
            "digest {number} waits for approval: attache digest show {number}, then attache digest approve {number}"
        )));
    }
    Ok(())
}

fn begin(post: &Post, writer: &mut Writer, digest: &StoredDigest) -> Result<(), PostError> {
    let readers = writer.count_subscribers(post.desk.list_name(), SubscriberStatus::Active)?;
    if readers == 0 {
        talk::note(format!(
            "nobody is on the list {:?}; `attache subscribers add EMAIL --status active` puts somebody there",
            post.desk.list_name()
        ));
        return Ok(());
    }
    post.begin(writer, digest).map(|_| ())
}

/// Erases what is older than `keep_days`.
fn keep_no_longer(post: &Post, writer: &mut Writer) -> Result<(), ExitCode> {
    let Some(days) = post.mail.keep_days else { return Ok(()) };
    let expired = expire(writer, &post.key, days, post.now).map_err(desk::fail)?;
    if expired != Expired::default() {
        talk::note(format!("{}: older than {days} days", crate::cli::subscribers::expired(expired, "erased")));
    }
    Ok(())
}

/// What was on its way when a sender died is settled: some of it may be ambiguous now.
fn settle(writer: &mut Writer, at: &str) -> Result<(), ExitCode> {
    let count = writer.settle_interrupted(at).map_err(desk::fail)?;
    if count > 0 {
        talk::note(format!("{} on the way when the last sender died: now ambiguous", talk::counted(count, "message")));
    }
    Ok(())
}

/// One pass; digests of which no message is left are noted as sent.
fn pass(post: &Post, writer: &mut Writer, scope: Scope) -> Result<Tally, PostError> {
    let mailings = writer.open_mailings(scope)?;
    let tally =
        post.pass(writer, scope, &|done, due| progress::doing(format!("{done} of {}", talk::counted(due, "message"))));
    progress::end();
    let tally = tally?;
    let open: Vec<i64> = writer.open_mailings(scope)?.iter().map(|mailing| mailing.id).collect();
    for mailing in mailings.iter().filter(|mailing| mailing.kind == MailingKind::Digest && !open.contains(&mailing.id))
    {
        if let Some(digest) = writer.digest(&mailing.desk, mailing.digest)?
            && !matches!(digest.state, State::Sent { .. })
        {
            writer.digest_sent(&mailing.desk, mailing.digest, &digest.revision.hash, &post.now.to_string())?;
        }
    }
    Ok(tally)
}

/// Says what the pass did.
fn say(writer: &Writer, scope: Scope, tally: &Tally) -> Result<(), StoreError> {
    let ambiguous = writer.messages(scope, &[OutboxState::Ambiguous])?;
    if !ambiguous.is_empty() {
        talk::note(format!(
            "{} ambiguous, so perhaps with its reader; `attache send --resend-ambiguous` sends it again",
            talk::counted(ambiguous.len(), "message")
        ));
        for message in ambiguous.iter().take(LISTED) {
            let reader = writer.subscriber(message.subscriber)?;
            let masked = reader.map_or_else(|| "(forgotten)".to_owned(), |reader| reader.address.masked());
            let answer = message.answer.as_deref().unwrap_or_default();
            talk::note(format!("  digest {}, subscriber {} {masked}: {answer}", message.digest, message.subscriber));
        }
        if ambiguous.len() > LISTED {
            talk::note(format!("  and {} more; `attache send --dry-run` lists them all", ambiguous.len() - LISTED));
        }
    }
    for trouble in &tally.troubles {
        talk::note(format!("  {trouble}"));
    }
    if let Some(why) = &tally.stopped {
        talk::error(why);
    }
    let next = || tally.next.as_ref().map(|next| format!("; the next is due at {next}")).unwrap_or_default();
    if tally.due == 0 {
        talk::note(format!("nothing is due{}", next()));
        return Ok(());
    }
    let counts = [
        (tally.accepted, "accepted"),
        (tally.again, "to be tried again"),
        (tally.failed, "given up"),
        (tally.suppressed, "not sent"),
        (tally.ambiguous, "ambiguous"),
        (tally.elsewhere, "by other senders"),
        (tally.left, "left"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    talk::note(format!("{}: {}{}", talk::counted(tally.due, "message"), counts.join(", "), next()));
    Ok(())
}

fn exit_code(tally: &Tally) -> ExitCode {
    match (tally.due, tally.is_clean(), tally.stopped.is_some() && tally.accepted == 0) {
        (0, ..) => ExitCode::from(3),
        (_, true, _) => ExitCode::SUCCESS,
        (_, _, true) => ExitCode::FAILURE,
        _ => ExitCode::from(5),
    }
}

fn busy(error: StoreError) -> ExitCode {
    match &error {
        StoreError::Locked { process, .. } => {
            let named = process.map(|number| format!(" (process {number})")).unwrap_or_default();
            desk::fail(format!("another attache{named} is sending; this one does nothing"))
        }
        _ => desk::fail(error),
    }
}
