//! What would be sent: said, written to files, or sent to one address. Nothing is noted.

use std::path::Path;
use std::process::ExitCode;

use super::{Args, Way, fail};
use crate::cli::desk;
use crate::cli::digest::{Number, find};
use crate::cli::output::{Output, Stop};
use crate::cli::talk;
use crate::deliver::transport::Handed;
use crate::deliver::{Bodies, Key, Post, Reader};
use crate::model::{Address, Wishes};
use crate::store::{Mailing, MailingKind, OutboxState, Scope, Store, StoredDigest, Writer};

impl Args {
    pub(super) fn look(&self, way: &Way<'_>) -> Result<ExitCode, ExitCode> {
        let Way { config, mail, desk, place: path } = *way;
        // A key is made where there is none yet: the links of the messages are to be those that are sent later.
        let key = {
            let mut writer = Writer::open(path).map_err(desk::fail)?;
            Key::open(&mut writer).map_err(desk::fail)?
        };
        let store = Store::open(path).map_err(desk::fail)?;
        let number = self.correction.or(self.digest).unwrap_or(Number::Last);
        let digest = find(&store, &desk.name, number)?;
        let now = self.moment(desk)?;
        let post = Post::new(mail, desk, key, now).map_err(fail)?.with_archive(&config.desks, &config.names);
        let kind = match self.correction {
            None => MailingKind::Digest,
            Some(_) => MailingKind::Correction(self.part(&store, &digest)?),
        };
        let mailing = match store.mailing(&digest.desk, digest.number, kind).map_err(desk::fail)? {
            Some(mailing) => mailing,
            None => Mailing {
                id: 0,
                desk: digest.desk.clone(),
                digest: digest.number,
                kind,
                revision: digest.revision.number,
                began: now.utc_text(),
            },
        };
        let record = post.record(&store).map_err(fail)?;
        let bodies = Bodies::of(&post, &store, mailing, record.as_ref()).map_err(fail)?;
        if let Some(address) = &self.to {
            return one(&post, &store, &bodies, address);
        }
        let planned = match kind {
            MailingKind::Digest => post.plan(&store, &digest.revision.edition).map_err(fail)?,
            MailingKind::Correction(_) => {
                let readers = store.readers_of(&digest.desk, digest.number).map_err(desk::fail)?;
                readers.into_iter().map(|reader| (reader, Ok(now))).collect()
            }
        };
        match &self.out {
            Some(folder) => files(&bodies, &planned, folder),
            None => said(&store, &digest, &post, &planned),
        }
    }

    /// The highest id of the corrections that are to be told.
    fn part(&self, store: &Store, digest: &StoredDigest) -> Result<i64, ExitCode> {
        let untold = store.untold_corrections(&digest.desk, digest.number).map_err(desk::fail)?;
        untold.iter().map(|one| one.id).max().ok_or_else(|| {
            talk::note(format!("digest {} has no corrections that were not told", digest.number));
            ExitCode::from(3)
        })
    }
}

fn one(post: &Post, store: &Store, bodies: &Bodies, address: &Address) -> Result<ExitCode, ExitCode> {
    let known = store.subscriber_at(post.desk.list_name(), address).map_err(desk::fail)?;
    let wishes = known.as_ref().map_or_else(Wishes::default, |reader| reader.wishes.clone());
    let reader = Reader {
        id: known.as_ref().map(|reader| reader.id),
        name: known.as_ref().and_then(|reader| reader.name.as_deref()),
        address,
        format: wishes.format,
    };
    let letter = bodies.letter_to(&wishes, reader).map_err(fail)?;
    let mut transport = post.endpoint().open();
    let handed = transport.hand_over(&letter, &mut || true);
    transport.close();
    match handed {
        Handed::Accepted(answer) => {
            talk::note(format!("{}: {answer}", address.masked()));
            Ok(ExitCode::SUCCESS)
        }
        Handed::Refused(refusal) => Err(desk::fail(format!("{}: {}", address.masked(), refusal.answer))),
        Handed::Broken(why) | Handed::Unknown(why) | Handed::Unreachable(why) | Handed::Hopeless(why) => {
            Err(desk::fail(format!("{}: {why}", address.masked())))
        }
    }
}

fn files(bodies: &Bodies, planned: &[crate::deliver::Planned], folder: &Path) -> Result<ExitCode, ExitCode> {
    std::fs::create_dir_all(folder).map_err(|error| desk::fail(format!("{}: {error}", folder.display())))?;
    let mut count = 0;
    for (reader, _) in planned.iter().filter(|(_, due)| due.is_ok()) {
        let letter = bodies.letter(reader).map_err(fail)?;
        let part = match bodies.mailing.kind {
            MailingKind::Digest => String::new(),
            MailingKind::Correction(part) => format!("-correction-{part}"),
        };
        let path = folder.join(format!("{:04}{part}-{:06}.eml", bodies.mailing.digest, reader.id.0));
        std::fs::write(&path, &letter.octets).map_err(|error| desk::fail(format!("{}: {error}", path.display())))?;
        count += 1;
    }
    talk::note(format!("{}: {}; nothing was sent", folder.display(), talk::counted(count, "message")));
    Ok(if count == 0 { ExitCode::from(3) } else { ExitCode::SUCCESS })
}

fn said(
    store: &Store,
    digest: &StoredDigest,
    post: &Post,
    planned: &[crate::deliver::Planned],
) -> Result<ExitCode, ExitCode> {
    let scope = Scope { desk: &digest.desk, digest: Some(digest.number) };
    let counts = store.count_messages(scope).map_err(desk::fail)?;
    let noted: Vec<String> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(state, count)| format!("{count} {}", state.as_str()))
        .collect();
    let mut text = format!("digest {} ({}) by {}\n", digest.number, digest.state.as_str(), post.endpoint().shown());
    if !noted.is_empty() {
        text += &format!("in the outbox: {}\n", noted.join(", "));
    }
    if noted.is_empty() || digest.number == 0 {
        for (reader, due) in planned {
            text += &match due {
                Ok(due) => format!("{} {} at {due}\n", reader.id, reader.address.masked()),
                Err(why) => format!("{} {} not: {why}\n", reader.id, reader.address.masked()),
            };
        }
    } else {
        let open = [OutboxState::Queued, OutboxState::Sending, OutboxState::Ambiguous, OutboxState::Failed];
        for message in store.messages(scope, &open).map_err(desk::fail)? {
            let answer = message.answer.map(|answer| format!(": {answer}")).unwrap_or_default();
            text += &format!("{} {} due {}{answer}\n", message.subscriber, message.state.as_str(), message.due);
        }
    }
    Output::print(None, &text).map_err(|Stop(code)| code)?;
    Ok(ExitCode::SUCCESS)
}
