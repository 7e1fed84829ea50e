use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;

use super::super::desk::{self, DeskArg};
use super::super::talk;
use super::lookup::{self, Number, find};
use crate::desk::{Edit, EditError, Edits, LineRef, StoryEdit, build, material};
use crate::model::Edition;
use crate::score::Weights;
use crate::store::{MailingKind, State, Store, StoredDigest, Writer};

/// Arguments of `attache digest edit`.
#[derive(ClapArgs)]
pub struct Args {
    /// Its number, or last
    number: Number,
    /// Leave out a story (2) or a line (2.3)
    #[arg(long, value_name = "N")]
    drop: Vec<LineRef>,
    /// Put a story (2) first, or a line (2.3) first in its story
    #[arg(long, value_name = "N")]
    pin: Vec<LineRef>,
    /// The order of the stories (3,1) or of a story's lines (2.3,2.1); what is not named follows
    #[arg(long, value_name = "N,N…", value_delimiter = ',')]
    order: Vec<LineRef>,
    /// Another headline for a story: "2=New words"
    #[arg(long, value_name = "N=TEXT", value_parser = named)]
    headline: Vec<(usize, String)>,
    /// A word on the whole digest, or on a story: "2=Words"
    #[arg(long, value_name = "[N=]TEXT")]
    note: Vec<String>,
    /// Edits as TOML, kept with the digest
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// Take back all edits first
    #[arg(long)]
    reset: bool,
    #[command(flatten)]
    desk: DeskArg,
}

impl Args {
    pub fn run(self) -> Result<ExitCode, ExitCode> {
        let (_, desk, path) = self.desk.read()?;
        let new = self.edits()?;
        if new.edits.is_empty() && !self.reset {
            talk::error("nothing to edit: name what to drop, pin, order, rewrite or note");
            return Err(ExitCode::from(2));
        }
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        let digest = find(&writer, &desk.name, self.number)?;
        if let State::Sent { at, .. } = &digest.state {
            let number = digest.number;
            return Err(desk::fail(format!(
                "digest {number} went out at {at} and stays as it was; to correct a line: attache correct {number} LINE --reason …"
            )));
        }
        if writer.mailing(&desk.name, digest.number, MailingKind::Digest).map_err(desk::fail)?.is_some() {
            return Err(desk::fail(format!(
                "digest {} is on its way to its readers and stays as it is",
                digest.number
            )));
        }
        let mut edits = if self.reset { Edits::default() } else { lookup::edits(&digest)? };
        let edition = self.edition(&writer, &digest)?;
        let mut edition = new.apply(edition).map_err(wrong)?;
        edits.edits.extend(new.edits);
        // A number is never used for two texts, also where edits were taken back.
        edition.revision = digest.revision.number + 1;
        let templates = lookup::templates(&lookup::recipe(&digest)?)?;
        let revision = lookup::revision(edition, &edits, &templates).map_err(desk::fail)?;
        writer.revise_digest(&revision).map_err(desk::fail)?;
        let voided = if digest.state == State::Draft { "" } else { "; its approval is void" };
        talk::note(format!("digest {}: revision {}, hash {}{voided}", digest.number, revision.number, revision.hash));
        Ok(ExitCode::SUCCESS)
    }

    /// What is edited: the digest as it is or, where edits are taken back, as attache made it.
    fn edition(&self, store: &Store, digest: &StoredDigest) -> Result<Edition, ExitCode> {
        if !self.reset {
            return Ok(digest.revision.edition.clone());
        }
        let recipe = lookup::recipe(digest)?;
        lookup::take_people(&recipe)?;
        let material = material(store, &recipe).map_err(desk::fail)?;
        Ok(build(&recipe, &material, &Weights::embedded()).edition)
    }

    fn edits(&self) -> Result<Edits, ExitCode> {
        let mut edits = match &self.overlay {
            None => Edits::default(),
            Some(path) => {
                let text = std::fs::read_to_string(path);
                let text = text.map_err(|error| desk::fail(format!("{}: {error}", path.display())))?;
                Edits::from_toml(&text).map_err(|error| wrong_in(path, error))?
            }
        };
        edits.edits.extend(self.flags().map_err(wrong)?);
        Ok(edits)
    }

    /// The edit that the flags make; none without flags.
    fn flags(&self) -> Result<Option<Edit>, EditError> {
        let mut edit = Edit::default();
        let mut stories: BTreeMap<usize, StoryEdit> = BTreeMap::new();
        fn of(stories: &mut BTreeMap<usize, StoryEdit>, story: usize) -> &mut StoryEdit {
            stories.entry(story).or_insert_with(|| StoryEdit { story, ..StoryEdit::default() })
        }
        for LineRef { story, line } in &self.drop {
            match line {
                None => edit.drop.push(*story),
                Some(line) => of(&mut stories, *story).drop.push(*line),
            }
        }
        for LineRef { story, line } in &self.pin {
            match line {
                None => edit.pin.push(*story),
                Some(line) => of(&mut stories, *story).pin.push(*line),
            }
        }
        for LineRef { story, line } in &self.order {
            match line {
                None => edit.order.push(*story),
                Some(line) => of(&mut stories, *story).order.push(*line),
            }
        }
        for (story, headline) in &self.headline {
            of(&mut stories, *story).headline = Some(headline.clone());
        }
        for note in &self.note {
            match named(note) {
                Ok((story, note)) => of(&mut stories, story).note = Some(note),
                Err(_) if edit.note.is_none() => edit.note = Some(note.clone()),
                Err(_) => return Err(EditError::Number("a second --note on the whole digest".to_owned())),
            }
        }
        edit.story = stories.into_values().collect();
        Ok(Some(edit).filter(|edit| *edit != Edit::default()))
    }
}

/// `2=Words`.
fn named(text: &str) -> Result<(usize, String), String> {
    let parts = text.split_once('=').and_then(|(n, words)| Some((n.trim().parse().ok()?, words.to_owned())));
    parts.ok_or_else(|| format!("{text:?} names no story: write \"2=Words\""))
}

fn wrong(error: EditError) -> ExitCode {
    talk::error(error);
    ExitCode::from(2)
}

fn wrong_in(path: &std::path::Path, error: EditError) -> ExitCode {
    talk::error(format!("{}: {error}", path.display()));
    ExitCode::from(2)
}
