use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};
use serde::Serialize;

use super::inputs::{self, Outcome};
use super::output::{Output, Stop};
use super::web::WebArgs;
use crate::model::{Actor, ActorKind, Reading};
use crate::pipeline;
use crate::score::Weights;
use crate::text::escape_controls;

/// Arguments of `attache actors`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders or patterns of any form that `extract` reads; `-` is standard input.
    #[arg(required = true)]
    inputs: Vec<OsString>,
    /// A table for readers, one JSON object an actor for programs, or rows to fill in for `--people`.
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Only persons whose state neither the articles nor the word lists tell.
    #[arg(long)]
    unknown: bool,
    #[command(flatten)]
    web: WebArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Csv,
}

/// One actor over all articles.
#[derive(Debug, Serialize, PartialEq, Eq)]
struct Row {
    name: String,
    kind: ActorKind,
    /// The state or the body of states that it acts for most often.
    code: Option<String>,
    /// The role that it is given most often.
    role: Option<String>,
    /// Sentences that name it, pronouns left out.
    mentions: usize,
    /// Articles that name it.
    articles: usize,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        match self.count() {
            Ok(outcome) => outcome.exit_code(outcome.read > 0),
            Err(Stop(code)) => code,
        }
    }

    fn count(&self) -> Result<Outcome, Stop> {
        let mut found = Found::default();
        let weights = Weights::embedded();
        let outcome = inputs::read_in_batches(&self.inputs, &self.web, |articles| {
            pipeline::read_all(articles, &weights).iter().for_each(|reading| found.add(reading));
            Ok(())
        })?;
        let mut rows = found.rows();
        if self.unknown {
            rows.retain(|r| r.kind == ActorKind::Person && r.code.is_none());
        }
        self.print(&rows)?;
        Ok(outcome)
    }

    fn print(&self, rows: &[Row]) -> Result<(), Stop> {
        let mut output = Output::open(None)?;
        match self.format {
            Format::Text => output.line(&table(rows).to_string())?,
            Format::Json => {
                for row in rows {
                    output.line(&serde_json::to_string(row).unwrap_or_default())?;
                }
            }
            Format::Csv => {
                output.line("# code,office,name,short name where it is not the last word,from,until,+")?;
                for row in rows.iter().filter(|r| r.kind == ActorKind::Person) {
                    output.line(&people_row(row))?;
                }
            }
        }
        output.finish()
    }
}

/// The actors of the articles so far.
#[derive(Debug, Default)]
struct Found {
    tallies: BTreeMap<(String, ActorKind), Tally>,
    articles: usize,
}

impl Found {
    fn add(&mut self, reading: &Reading) {
        self.articles += 1;
        for statement in reading.annotated.statements.iter().filter(|s| !s.is_noise()) {
            for actor in statement.actors.iter().filter(|a| a.kind != ActorKind::Office) {
                let tally = self.tallies.entry((actor.name.clone(), actor.kind)).or_default();
                tally.add(actor, (self.articles, statement.index));
            }
        }
    }

    /// All actors, the most named first, then by name.
    fn rows(self) -> Vec<Row> {
        let mut rows: Vec<Row> = self.tallies.into_iter().map(|((name, kind), tally)| tally.row(name, kind)).collect();
        rows.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.name.cmp(&b.name)));
        rows
    }
}

/// What is counted of one actor.
#[derive(Debug, Default)]
struct Tally {
    codes: BTreeMap<String, usize>,
    roles: BTreeMap<String, usize>,
    mentions: usize,
    articles: usize,
    /// The article and the statement that named it last.
    last: Option<(usize, usize)>,
}

impl Tally {
    fn add(&mut self, actor: &Actor, at: (usize, usize)) {
        self.mentions += usize::from(self.last != Some(at));
        self.articles += usize::from(self.last.is_none_or(|(article, _)| article != at.0));
        self.last = Some(at);
        if let Some(code) = actor.code() {
            *self.codes.entry(code.to_owned()).or_default() += 1;
        }
        if let Some(role) = &actor.role {
            *self.roles.entry(role.clone()).or_default() += 1;
        }
    }

    fn row(self, name: String, kind: ActorKind) -> Row {
        let Tally { mentions, articles, .. } = self;
        Row { name, kind, code: most(self.codes), role: most(self.roles), mentions, articles }
    }
}

/// What was counted most often; of equals the first in the alphabet.
fn most(counts: BTreeMap<String, usize>) -> Option<String> {
    counts.into_iter().max_by(|(a, n), (b, m)| n.cmp(m).then_with(|| b.cmp(a))).map(|(value, _)| value)
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["sentences", "articles", "name", "for", "role"]);
    for row in rows {
        let text = |value: &Option<String>| escape_controls(value.as_deref().unwrap_or("?")).into_owned();
        table.add_row([
            row.mentions.to_string(),
            row.articles.to_string(),
            escape_controls(&row.name).into_owned(),
            text(&row.code),
            row.role.as_deref().map(escape_controls).unwrap_or_default().into_owned(),
        ]);
    }
    for number in [0, 1] {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A row for `--people`: what is not known is left for the desk to fill in.
fn people_row(row: &Row) -> String {
    let plain = |text: &str| escape_controls(text).replace(',', " ");
    let code = row.code.as_deref().unwrap_or("?");
    let role = row.role.as_deref().map_or("?".to_owned(), plain);
    format!("{code},{role},{},,,,", plain(&row.name))
}
