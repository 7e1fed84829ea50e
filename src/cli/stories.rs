use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args as ClapArgs;
use serde::Serialize;

use super::inputs;
use super::output::{Output, Stop};
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::model::{Check, MainEvent, Reading, Story, Verdict};
use crate::{pipeline, story};

/// Arguments of `attache stories`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders or patterns of any form that `extract` reads; `-` is standard input.
    #[arg(required = true)]
    inputs: Vec<OsString>,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

#[derive(Serialize)]
struct Row<'a> {
    story_id: &'a str,
    docs: Vec<&'a str>,
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
        match self.print() {
            Ok(code) => code,
            Err(Stop(code)) => code,
        }
    }

    fn print(self) -> Result<ExitCode, Stop> {
        let weights = self.weights.read().map_err(Stop)?;
        let (articles, outcome) = inputs::read(&self.inputs, &self.web).map_err(Stop)?;
        let readings = pipeline::read_all(articles, &weights);
        let stories = story::group(&readings);
        let mut output = Output::open(None)?;
        for story in &stories {
            let members: Vec<&Reading> = story.articles.iter().filter_map(|n| readings.get(*n)).collect();
            let claims = story::claims(&members);
            output.line(&serde_json::to_string(&row(story, &readings, &members, &claims)).unwrap_or_default())?;
        }
        output.finish()?;
        Ok(outcome.exit_code(!stories.is_empty()))
    }
}

fn row<'a>(story: &'a Story, readings: &'a [Reading], members: &[&'a Reading], claims: &'a [Check]) -> Row<'a> {
    let lead = members.first().copied();
    let origin = |o: &'a crate::model::Origin| OriginRow {
        name: &o.name,
        docs: o.articles.iter().filter_map(|n| readings.get(*n)).map(doc).collect(),
    };
    Row {
        story_id: &story.id,
        docs: members.iter().map(|r| doc(r)).collect(),
        headline: lead.and_then(|r| r.annotated.article().title.as_deref()),
        event: members.iter().find_map(|r| r.event.as_ref()),
        origins: story.origins.iter().map(origin).collect(),
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
