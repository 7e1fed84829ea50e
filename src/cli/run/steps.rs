//! The steps of a day, in their order: fetch, digest, wiki, archive, send.

use std::process::ExitCode;

use super::super::archive;
use super::super::desk;
use super::super::digest::{Made, Missing, desk_templates, make, missing};
use super::super::fetch;
#[cfg(feature = "mail")]
use super::super::send;
use super::super::talk;
use super::super::wiki;
use super::Args;
use super::report::{DeskReport, Outcome, Report, StepReport};
use crate::config::{Config, DeskConfig, Empty};
use crate::desk::{Inputs, Moment, Request};
use crate::lexicon::own_people;
use crate::model::{FailedSource, StorePlace};
use crate::store::{State, Store, StoredDigest, Writer};

/// One run.
pub(super) struct Day<'a> {
    pub config: &'a Config,
    pub desks: &'a [DeskConfig],
    pub args: &'a Args,
    pub slot: Option<Moment>,
}

/// What an earlier run did for the same moment.
enum Earlier {
    None,
    /// It found nothing to make a digest of.
    Empty,
    Made(Box<StoredDigest>),
}

/// What a step of publishing is given.
#[cfg_attr(not(feature = "mail"), expect(dead_code, reason = "the sending step alone reads all of it"))]
pub(in crate::cli) struct Outgoing<'a> {
    pub config: &'a Config,
    pub desk: &'a DeskConfig,
    pub digest: &'a StoredDigest,
    /// The store; no other process writes to it meanwhile.
    pub writer: &'a mut Writer,
    pub now: Moment,
}

/// A step that takes a digest out of the house. Each does its work once: what it has done for a digest it does not do
/// again after a run that was cut short. It says on standard error what went wrong.
struct Publishing {
    name: &'static str,
    /// `None` where this build has no such step.
    publish: Option<fn(&mut Outgoing) -> Outcome>,
    /// True for one that goes to readers: it waits for the approval.
    is_outward: bool,
}

const PUBLISHING: [Publishing; 3] = [
    Publishing { name: "wiki", publish: Some(wiki::publish), is_outward: true },
    Publishing { name: "archive", publish: Some(archive::publish), is_outward: true },
    Publishing { name: "send", publish: SEND, is_outward: true },
];

#[cfg(feature = "mail")]
const SEND: Option<fn(&mut Outgoing) -> Outcome> = Some(send::publish);
/// This build sends no mail.
#[cfg(not(feature = "mail"))]
const SEND: Option<fn(&mut Outgoing) -> Outcome> = None;

impl Day<'_> {
    pub fn run(&self) -> Result<Report, ExitCode> {
        let path = self.args.desk.store().place_with(self.config);
        let began = self.args.moment(self.desks.first().map_or(chrono_tz::Tz::UTC, |desk| desk.time_zone))?;
        let mut report = Report::new(began.to_string(), self.slot.map(|slot| slot.to_string()));
        let before = articles(&path)?;
        report.fetched = self.fetch();
        let mut writer = Writer::open(&path).map_err(desk::fail)?;
        report.articles = writer.len().map_err(desk::fail)?;
        report.new = report.articles.saturating_sub(before);
        report.sources = self.config.sources.len();
        for desk in self.desks {
            let now = self.args.moment(desk.time_zone)?;
            let missing = missing(&writer, self.config, desk, now).map_err(desk::fail)?;
            report.desks.push(self.desk(&mut writer, desk, &missing)?);
            report.failed.extend(missing.failed);
        }
        report.failed.sort();
        report.failed.dedup();
        Ok(report)
    }

    fn fetch(&self) -> Outcome {
        if self.args.no_fetch || self.config.sources.is_empty() {
            return Outcome::Skipped;
        }
        let code = fetch::Args::all(self.args.desk.store().clone(), self.args.web).run();
        match code {
            code if code == ExitCode::SUCCESS => Outcome::Done,
            code if code == ExitCode::from(3) => Outcome::Nothing,
            code if code == ExitCode::from(5) => Outcome::Partly,
            _ => Outcome::Failed,
        }
    }

    fn desk(&self, writer: &mut Writer, desk: &DeskConfig, missing: &Missing) -> Result<DeskReport, ExitCode> {
        let (digest, why) = match self.earlier(writer, desk)? {
            Earlier::None => self.digest(writer, desk, missing)?,
            Earlier::Empty => (None, Some("this moment of the schedule was dealt with".to_owned())),
            Earlier::Made(digest) => (Some(*digest), None),
        };
        let mut report = DeskReport {
            desk: desk.name.clone(),
            digest: digest.as_ref().map(|digest| digest.number),
            state: digest.as_ref().map(|digest| digest.state.as_str()),
            hash: digest.as_ref().map(|digest| digest.revision.hash.clone()),
            stories: digest.as_ref().map_or(0, |digest| digest.revision.edition.briefs.len()),
            corrections: digest.as_ref().map_or(0, |digest| digest.revision.edition.corrections.len()),
            why,
            steps: Vec::new(),
        };
        let made = if digest.is_some() { Outcome::Done } else { Outcome::Nothing };
        report.steps.push(StepReport { step: "digest", outcome: made });
        if let Some(digest) = digest {
            report.why = self.held(desk, &digest, &missing.failed).or(report.why);
            if let Some(why) = &report.why {
                let said = format!("{}: digest {} does not go out: {why}", desk.name, digest.number);
                // The owner is told of failures also where a run is quiet, as under cron.
                if report.is_held_for_failures() { talk::error(said) } else { talk::note(said) }
            }
            let is_held = report.why.is_some();
            let now = self.args.moment(desk.time_zone)?;
            let mut outgoing = Outgoing { config: self.config, desk, digest: &digest, writer, now };
            report.steps.extend(PUBLISHING.iter().map(|step| step.take(&mut outgoing, is_held)));
        }
        Ok(report)
    }

    /// What an earlier run did for this moment of the schedule; it may have been cut short.
    fn earlier(&self, writer: &Writer, desk: &DeskConfig) -> Result<Earlier, ExitCode> {
        let Some(slot) = self.slot.map(Moment::utc_text) else { return Ok(Earlier::None) };
        match writer.last_run(&desk.name).map_err(desk::fail)? {
            Some((done, _)) if done < slot => Ok(Earlier::None),
            Some((_, Some(number))) => {
                let digest = writer.digest(&desk.name, number).map_err(desk::fail)?;
                Ok(digest.map_or(Earlier::Empty, |digest| Earlier::Made(Box::new(digest))))
            }
            Some((_, None)) => Ok(Earlier::Empty),
            None => Ok(Earlier::None),
        }
    }

    fn digest(
        &self,
        writer: &mut Writer,
        desk: &DeskConfig,
        missing: &Missing,
    ) -> Result<(Option<StoredDigest>, Option<String>), ExitCode> {
        let slot = self.slot.map(Moment::utc_text);
        let request = Request {
            desk,
            now: self.args.moment(desk.time_zone)?,
            inputs: Inputs::New,
            failed: missing.failed.clone(),
            quiet: missing.quiet.clone(),
            templates: desk_templates(desk)?,
            names: &self.config.names,
            people: own_people().map(str::to_owned),
        };
        match make(writer, request, slot.as_deref())? {
            Made::Digest(made) => {
                let number = made.1.edition.number;
                let digest = writer.digest(&desk.name, number).map_err(desk::fail)?;
                talk::note(format!("{}: digest {number} is made", desk.name));
                Ok((digest, None))
            }
            Made::Nothing(counts) => {
                if let Some(slot) = &slot {
                    writer.run_was_empty(&desk.name, slot).map_err(desk::fail)?;
                }
                let said = format!("{}: nothing to report: {counts}", desk.name);
                if desk.empty == Empty::Notify {
                    talk::error(said)
                } else {
                    talk::note(said)
                }
                Ok((None, Some(counts)))
            }
        }
    }

    /// Why a digest does not go out, if it does not.
    fn held(&self, desk: &DeskConfig, digest: &StoredDigest, failed: &[FailedSource]) -> Option<String> {
        let ours = |name: &str| desk.sources.as_ref().is_none_or(|ours| ours.iter().any(|our| our == name));
        let sources = self.config.sources.iter().filter(|source| ours(&source.name)).count();
        let is_approved = matches!(&digest.state, State::Approved { hash, .. } if *hash == digest.revision.hash);
        let too_many = failed.len() * 100 > sources * usize::from(desk.max_failed);
        if too_many && !is_approved {
            return Some(format!(
                "{} of {} failed, more than {} %; approve it to send it all the same",
                failed.len(),
                talk::counted(sources, "source"),
                desk.max_failed
            ));
        }
        (desk.review && !is_approved).then(|| "it waits for approval".to_owned())
    }
}

impl Publishing {
    fn take(&self, outgoing: &mut Outgoing, is_held: bool) -> StepReport {
        let outcome = match self.publish {
            None => Outcome::Skipped,
            Some(_) if is_held && self.is_outward => Outcome::Held,
            Some(publish) => publish(outgoing),
        };
        StepReport { step: self.name, outcome }
    }
}

/// How many articles there are; none where there is no store yet.
fn articles(place: &StorePlace) -> Result<usize, ExitCode> {
    let store = Store::open_if_there(place).map_err(desk::fail)?;
    store.map_or(Ok(0), |store| store.len()).map_err(desk::fail)
}
