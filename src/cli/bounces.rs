//! Reads mails that came back.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::desk::{self, MomentArg, StoreArg};
use super::talk;
use crate::deliver::Key;
use crate::deliver::bounces::{Came, News, Returned, apply, read};
use crate::ingest::mails;
use crate::store::{ReportTaken, Store, StoreError, Writer};
use crate::text::escape_controls;

/// Arguments of `attache bounces`.
#[derive(ClapArgs)]
pub struct Args {
    /// Mails, mailboxes (mbox), Maildirs, folders of mails; - is standard input
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// So many soft bounces in a row take an address off
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    soft: u32,
    #[command(flatten)]
    now: MomentArg,
    #[command(flatten)]
    store: StoreArg,
}

/// A report is not larger, in bytes; of a larger mail the head is read.
const LARGEST: u64 = 1 << 20;

/// What was read, counted.
#[derive(Default)]
struct Tally {
    mails: usize,
    out: usize,
    left: usize,
    soft: usize,
    known: usize,
    unclear: usize,
    foreign: usize,
    other: usize,
    unread: usize,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        self.take().unwrap_or_else(|code| code)
    }

    fn take(&self) -> Result<ExitCode, ExitCode> {
        let path = self.store.place()?;
        if !Store::is_there(&path).map_err(desk::fail)? {
            return Err(desk::fail(StoreError::Missing { path: path.to_string().into() }));
        }
        let now = self.now.at(chrono_tz::UTC)?.utc();
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        let key = Key::open(&mut writer).map_err(desk::fail)?;
        let mut tally = Tally::default();
        for input in &self.inputs {
            for (name, mail) in mails_of(input) {
                tally.mails += 1;
                let bytes = match mail {
                    Ok(bytes) => bytes,
                    Err(error) => {
                        tally.unread += 1;
                        talk::error(format!("{}: {error}", escape_controls(&name)));
                        continue;
                    }
                };
                match read(&bytes) {
                    Ok(returned) => {
                        let came = apply(&mut writer, &key, &returned, self.soft, now).map_err(desk::fail)?;
                        tally.count(&returned, came);
                        talk::detail(format!("{}: {}", escape_controls(&name), said(&returned, came)));
                    }
                    Err(error) => {
                        tally.unread += 1;
                        talk::error(format!("{}: {error}", escape_controls(&name)));
                    }
                }
            }
        }
        talk::note(tally.said());
        Ok(tally.exit_code())
    }
}

impl Tally {
    fn count(&mut self, returned: &Returned, came: Came) {
        let place = match came {
            Came::Foreign => &mut self.foreign,
            Came::Idle if returned.news == News::Unclear => &mut self.unclear,
            Came::Idle => &mut self.other,
            Came::Taken(_, ReportTaken::Out) if returned.news == News::Leave => &mut self.left,
            Came::Taken(_, ReportTaken::Out) => &mut self.out,
            Came::Taken(_, ReportTaken::Counted(_)) => &mut self.soft,
            Came::Taken(_, ReportTaken::Again | ReportTaken::Gone | ReportTaken::Nothing) => &mut self.known,
        };
        *place += 1;
    }

    fn said(&self) -> String {
        let mut text = format!(
            "{} read: {} off, {} left, {} soft, {} known already",
            talk::counted(self.mails, "mail"),
            addresses(self.out),
            self.left,
            self.soft,
            self.known
        );
        let more = [
            (self.unclear, "without a known reason"),
            (self.foreign, "about no message of this desk"),
            (self.other, "no reports"),
            (self.unread, "not read"),
        ];
        for (count, what) in more.into_iter().filter(|(count, _)| *count > 0) {
            text += &format!(", {count} {what}");
        }
        text
    }

    fn exit_code(&self) -> ExitCode {
        match () {
            () if self.unread > 0 && self.unread == self.mails => ExitCode::FAILURE,
            () if self.unread > 0 => ExitCode::from(5),
            () if self.out + self.left + self.soft + self.known == 0 => ExitCode::from(3),
            () => ExitCode::SUCCESS,
        }
    }
}

fn addresses(count: usize) -> String {
    if count == 1 { "1 address".to_owned() } else { format!("{count} addresses") }
}

fn said(returned: &Returned, came: Came) -> String {
    let what = match returned.news {
        News::Bounced(crate::lexicon::Bounce::Hard) => "hard bounce",
        News::Bounced(crate::lexicon::Bounce::Soft) => "soft bounce",
        News::Unclear => "bounce without a known reason",
        News::Underway => "late or delivered",
        News::Complaint => "complaint",
        News::Leave => "wants to leave",
        News::Other => "no report",
    };
    match came {
        Came::Foreign => format!("{what}, about no message of this desk"),
        Came::Idle => what.to_owned(),
        Came::Taken(id, taken) => {
            let end = match taken {
                ReportTaken::Again => "taken before".to_owned(),
                ReportTaken::Gone => "is gone".to_owned(),
                ReportTaken::Nothing => "changed nothing".to_owned(),
                ReportTaken::Out => "gets no more mail".to_owned(),
                ReportTaken::Counted(soft) => format!("{soft} in a row"),
            };
            format!("{what}, subscriber {id}: {end}")
        }
    }
}

/// A mail with its name, or why it cannot be read.
type Named = (String, Result<Vec<u8>, String>);

/// The mails of an input, each with its name.
fn mails_of(path: &Path) -> Box<dyn Iterator<Item = Named>> {
    let name = path.display().to_string();
    if path == Path::new("-") {
        return Box::new(of_reader("standard input".to_owned(), BufReader::new(std::io::stdin())));
    }
    if path.is_dir() {
        return match files_in(path) {
            Ok(files) => Box::new(files.into_iter().flat_map(|file| mails_of(&file))),
            Err(error) => Box::new(std::iter::once((name, Err(format!("cannot be read: {error}"))))),
        };
    }
    match File::open(path) {
        Ok(file) => Box::new(of_reader(name, BufReader::new(file))),
        Err(error) => Box::new(std::iter::once((name, Err(format!("cannot be read: {error}"))))),
    }
}

/// The files of a folder, in the order of their names: of a Maildir those in `new` and `cur`.
fn files_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let is_maildir = folder.join("new").is_dir() && folder.join("cur").is_dir();
    let folders = if is_maildir { vec![folder.join("cur"), folder.join("new")] } else { vec![folder.to_owned()] };
    let mut files = Vec::new();
    for folder in folders {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_file() && !entry.file_name().to_string_lossy().starts_with('.') {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The mail of a file, or the mails of a mailbox.
fn of_reader(name: String, mut reader: impl BufRead + 'static) -> Box<dyn Iterator<Item = Named>> {
    if reader.fill_buf().is_ok_and(|head| head.starts_with(b"From ")) {
        let part = move |(n, mail): (usize, Result<Vec<u8>, _>)| {
            let cut = |mut bytes: Vec<u8>| {
                bytes.truncate(LARGEST as usize);
                bytes
            };
            (format!("{name}#{n}"), mail.map(cut).map_err(|error: crate::ingest::Reason| error.to_string()))
        };
        return Box::new((1..).zip(mails(reader)).map(part));
    }
    let mut bytes = Vec::new();
    let read = reader.take(LARGEST).read_to_end(&mut bytes).map(|_| bytes);
    let one: Vec<Named> = vec![(name, read.map_err(|error| format!("cannot be read: {error}")))];
    Box::new(one.into_iter())
}
