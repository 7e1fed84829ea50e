use std::borrow::Cow;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args as ClapArgs, Subcommand};
use rayon::prelude::*;
use serde::Serialize;

use super::desk::{self, StoreArg};
use super::output::{Output, Stop};
use super::web::WebArgs;
use super::weights::WeightsArg;
use super::{inputs, talk};
use crate::model::{Article, Check, MainEvent, Origin, Reading, Ruling, Story, Verdict};
use crate::pipeline::{Shelf, read_all};
use crate::score::Weights;
use crate::store::Writer;
use crate::story::{self, Gathering, Grouping};

const EXAMPLES: &str = "\
Examples:
  attache stories news/                                  one story a line
  attache stories --remember news/                       the same, and keep the ids for tomorrow
  attache stories merge 1f3a… 88c0… --note \"one visit\"   two articles (or stories), by id, are one story
  attache stories split 1f3a… 88c0… --note \"two visits\"
  attache stories mute 1f3a… --note \"not ours\"
  attache explain --stories news/                        why articles are in one story, and why not";

/// Articles that are read, and stories that are told, at a time.
const BATCH: usize = 1024;
/// Readings that are kept for the telling; further ones are read again.
const KEPT: usize = 12_000;

/// Arguments of `attache stories`.
#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, after_help = EXAMPLES)]
pub struct Args {
    #[command(subcommand)]
    ruling: Option<Rule>,
    /// Files, folders or patterns of any form that `extract` reads; `-` is standard input.
    #[arg(required = true)]
    inputs: Vec<OsString>,
    /// Keep the ids of the stories in the store, so that they stay the same from day to day
    #[arg(long)]
    remember: bool,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

#[derive(Subcommand)]
enum Rule {
    /// Two articles, by id, tell of one event
    Merge(Pair),
    /// Two articles, by id, tell of two events
    Split(Pair),
    /// Leave a story out of lists and briefs
    Mute(One),
    /// Show it again
    Unmute(One),
}

#[derive(ClapArgs)]
struct Pair {
    /// The id of an article, or of a story (that of its first article)
    one: String,
    /// Another
    other: String,
    /// Why
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    store: StoreArg,
}

#[derive(ClapArgs)]
struct One {
    /// The id of the story
    story: String,
    /// Why
    #[arg(long, default_value = "")]
    note: String,
    #[command(flatten)]
    store: StoreArg,
}

impl Rule {
    fn run(self) -> Result<ExitCode, Stop> {
        let (ruling, note, store) = match self {
            Rule::Merge(p) => (Ruling::Merge(p.one, p.other), p.note, p.store),
            Rule::Split(p) => (Ruling::Split(p.one, p.other), p.note, p.store),
            Rule::Mute(m) => (Ruling::Mute(m.story), m.note, m.store),
            Rule::Unmute(m) => (Ruling::Unmute(m.story), m.note, m.store),
        };
        if matches!(&ruling, Ruling::Merge(a, b) | Ruling::Split(a, b) if a == b) {
            talk::error("name two articles");
            return Ok(ExitCode::from(2));
        }
        let failed = |error| Stop(desk::fail(error));
        let mut writer = Writer::open(store.place().map_err(Stop)?).map_err(failed)?;
        writer.rule(&ruling, &note).map_err(failed)?;
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Serialize)]
struct Row<'a> {
    story_id: &'a str,
    docs: Vec<&'a str>,
    articles: Vec<&'a str>,
    headline: Option<&'a str>,
    event: Option<&'a MainEvent>,
    origins: Vec<OriginRow<'a>>,
    agreed: Vec<ClaimRow<'a>>,
    disputed: Vec<ClaimRow<'a>>,
}

#[derive(Serialize)]
struct OriginRow<'a> {
    name: &'a str,
    docs: Vec<&'a str>,
}

#[derive(Serialize)]
struct ClaimRow<'a> {
    slot: &'a str,
    note: &'a str,
    values: Vec<ValueRow<'a>>,
}

#[derive(Serialize)]
struct ValueRow<'a> {
    value: &'a str,
    doc: &'a str,
    i: usize,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let done = match self.ruling {
            Some(rule) => rule.run(),
            None => self.print(),
        };
        match done {
            Ok(code) => code,
            Err(Stop(code)) => code,
        }
    }

    fn print(self) -> Result<ExitCode, Stop> {
        let weights = self.weights.read().map_err(Stop)?;
        let (articles, outcome) = inputs::read(&self.inputs, &self.web).map_err(Stop)?;
        let rulings = self.store.rulings().map_err(Stop)?;
        let (shelf, grouping) = read(articles, &weights);
        let mut stories = grouping.groups(&rulings);
        drop(grouping);
        if self.remember {
            remember(&self.store, &stories, &shelf)?;
        }
        stories.retain(|story| !rulings.is_muted(&story.id));
        let mut output = Output::open(None)?;
        for batch in stories.chunks(BATCH) {
            let lines: Vec<String> = batch.par_iter().map(|story| line(story, &shelf)).collect();
            lines.iter().try_for_each(|line| output.line(line))?;
        }
        output.finish()?;
        Ok(outcome.exit_code(!stories.is_empty()))
    }
}

/// Reads the articles a batch at a time, so that not all readings are held at once.
fn read(articles: Vec<Article>, weights: &Weights) -> (Shelf<'_>, Grouping) {
    let (mut shelf, mut all) = (Shelf::new(weights, KEPT), Gathering::default());
    let mut rest = articles.into_iter();
    while rest.len() > 0 {
        let readings = read_all(rest.by_ref().take(BATCH).collect(), weights);
        all.add(&readings);
        shelf.put(readings);
    }
    (shelf, all.compare())
}

fn remember(store: &StoreArg, stories: &[Story], shelf: &Shelf) -> Result<(), Stop> {
    let failed = |error| Stop(desk::fail(error));
    let mut writer = Writer::open(store.place().map_err(Stop)?).map_err(failed)?;
    let id = |n: &usize| shelf.article(*n).map(|a| a.id.as_str());
    let known = stories.iter().flat_map(|s| s.articles.iter().filter_map(id).map(|a| (a, s.id.as_str())));
    writer.remember_stories(known).map_err(failed)
}

fn line(story: &Story, shelf: &Shelf) -> String {
    let members: Vec<Cow<Reading>> = story.articles.iter().filter_map(|n| shelf.reading(*n)).collect();
    let members: Vec<&Reading> = members.iter().map(Cow::as_ref).collect();
    let (claims, origins) = (story::claims(&members), story::origins(&members));
    serde_json::to_string(&row(story, &members, &origins, &claims)).unwrap_or_default()
}

fn row<'a>(story: &'a Story, members: &[&'a Reading], origins: &'a [Origin], claims: &'a [Check]) -> Row<'a> {
    let lead = members.first().copied();
    let origin = |o: &'a Origin| OriginRow {
        name: &o.name,
        docs: o.articles.iter().filter_map(|n| members.get(*n)).map(|r| doc(r)).collect(),
    };
    Row {
        story_id: &story.id,
        docs: members.iter().map(|r| doc(r)).collect(),
        articles: members.iter().map(|r| r.annotated.article().id.as_str()).collect(),
        headline: lead.and_then(|r| r.annotated.article().title.as_deref()),
        event: members.iter().find_map(|r| r.event.as_ref()),
        origins: origins.iter().map(origin).collect(),
        agreed: claim_rows(claims, members, Verdict::Agrees),
        disputed: claim_rows(claims, members, Verdict::Contradicts),
    }
}

fn claim_rows<'a>(claims: &'a [Check], members: &[&'a Reading], verdict: Verdict) -> Vec<ClaimRow<'a>> {
    let value = |v: &'a crate::model::CheckValue| {
        let doc = members.get(v.article).map_or("", |r| doc(r));
        ValueRow { value: &v.value, doc, i: v.i }
    };
    let with = claims.iter().filter(|c| c.verdict == verdict);
    with.map(|c| ClaimRow { slot: &c.slot, note: &c.note, values: c.values.iter().map(value).collect() }).collect()
}

fn doc(reading: &Reading) -> &str {
    let article = reading.annotated.article();
    article.doc_id.as_deref().unwrap_or(&article.id)
}
