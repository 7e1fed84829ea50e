use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args as ClapArgs;
use rayon::prelude::*;
use serde::Serialize;

use super::inputs::{self, Outcome};
use super::output::{Output, Stop};
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::ingest::skip_reason;
use crate::model;
use crate::model::{Check, Contact, MainEvent, Plover, Statement, TimexType};
use crate::pipeline::{self, Reading};
use crate::score::Weights;
use crate::text::{CharIndex, Span};

/// Arguments of `attache score`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders, patterns or web addresses: text, Markdown, HTML, JSON Lines, mails (.eml, mbox), web archives (.warc), feeds, ZIP, also
    /// .gz; FILE!/ENTRY and FILE#N name a part; `-` is standard input.
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<OsString>,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

#[derive(Serialize)]
struct Row<'a> {
    doc_id: &'a str,
    title: Option<&'a str>,
    date: Option<String>,
    lang: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<String>,
    event: Option<&'a MainEvent>,
    prior: &'a [Contact],
    statements: Vec<StatementRow<'a>>,
    checks: &'a [Check],
}

#[derive(Serialize)]
struct StatementRow<'a> {
    i: usize,
    text: &'a str,
    start: usize,
    end: usize,
    kind: model::Kind,
    score: f64,
    source: model::Source,
    modality: model::Modality,
    certainty: model::Certainty,
    dates: Vec<DateRow<'a>>,
    actors: Vec<ActorRow<'a>>,
    events: Vec<EventRow<'a>>,
    quote: Option<QuoteRow<'a>>,
}

#[derive(Serialize)]
struct DateRow<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    timex: TimexType,
    value: &'a str,
    rule: &'a str,
}

#[derive(Serialize)]
struct ActorRow<'a> {
    name: &'a str,
    role: Option<&'a str>,
    country: Option<&'a str>,
    org: Option<&'a str>,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct EventRow<'a> {
    cameo: &'a str,
    plover: Plover,
    source: &'a [String],
    target: &'a [String],
}

#[derive(Serialize)]
struct QuoteRow<'a> {
    speaker: Option<&'a str>,
    verb: Option<&'a str>,
    start: usize,
    end: usize,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        match self.print(&weights) {
            // A filter in a pipe that gets nothing is done.
            Ok(outcome) => {
                let is_filter = self.inputs.iter().all(|input| input == "-");
                outcome.exit_code(outcome.read > 0 || outcome.failures.is_empty() && is_filter)
            }
            Err(Stop(code)) => code,
        }
    }

    fn print(&self, weights: &Weights) -> Result<Outcome, Stop> {
        let mut output = Output::open(None)?;
        let line = |article| serde_json::to_string(&row(&pipeline::read(article, weights))).unwrap_or_default();
        let outcome = inputs::read_in_batches(&self.inputs, &self.web, |articles| {
            let lines: Vec<String> = articles.into_par_iter().map(line).collect();
            lines.iter().try_for_each(|line| output.line(line))
        })?;
        output.finish()?;
        Ok(outcome)
    }
}

fn row(reading: &Reading) -> Row<'_> {
    let article = &reading.annotated.document.article;
    let index = CharIndex::new(&article.text);
    Row {
        doc_id: article.doc_id.as_deref().unwrap_or(&article.id),
        title: article.title.as_deref(),
        date: article.published.map(|d| d.to_string()),
        lang: article.lang.as_deref(),
        skipped: skip_reason(article).map(|reason| reason.to_string()),
        event: reading.event.as_ref(),
        prior: &reading.prior,
        statements: reading.annotated.statements.iter().map(|s| statement(s, &article.text, &index)).collect(),
        checks: &reading.checks,
    }
}

fn statement<'a>(s: &'a Statement, text: &'a str, index: &CharIndex) -> StatementRow<'a> {
    let chars = |span: Span| index.chars(text, span);
    let (start, end) = chars(s.span);
    StatementRow {
        i: s.index,
        text: s.span.of(text),
        start,
        end,
        kind: s.kind,
        score: s.score as f64 / 1000.0,
        source: s.source,
        modality: s.modality,
        certainty: s.certainty(),
        dates: s
            .dates
            .iter()
            .map(|d| {
                let (start, end) = chars(d.span);
                DateRow { text: d.span.of(text), start, end, timex: d.timex, value: &d.value, rule: d.rule }
            })
            .collect(),
        actors: s
            .actors
            .iter()
            .map(|a| {
                let (start, end) = chars(a.span);
                ActorRow {
                    name: &a.name,
                    role: a.role.as_deref(),
                    country: a.country.as_deref(),
                    org: a.org.as_deref(),
                    start,
                    end,
                }
            })
            .collect(),
        events: s
            .events
            .iter()
            .map(|e| EventRow { cameo: e.cameo, plover: e.plover, source: &e.source, target: &e.target })
            .collect(),
        quote: s.quote.as_ref().map(|q| {
            let (start, end) = chars(q.span);
            QuoteRow { speaker: q.speaker.as_deref(), verb: q.verb.as_deref(), start, end }
        }),
    }
}
