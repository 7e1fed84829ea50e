use std::collections::BTreeMap;
use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Args as ClapArgs, ValueEnum};
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width, presets};
use serde::Serialize;

use super::desk::StoreArg;
use super::inputs;
use super::output::{Output, Stop};
use super::web::WebArgs;
use super::weights::WeightsArg;
use crate::model::{Annotated, Article, Contribution, Kind, Statement};
use crate::pipeline;
use crate::score::{Values, Weights, kind_points, measure, order};

/// Columns that a statement's words may take up in the table.
const STATEMENT_WIDTH: u16 = 56;

/// Arguments of `attache explain`.
#[derive(ClapArgs)]
pub struct Args {
    /// Files, folders or patterns of any form that `extract` reads; `-` is standard input.
    #[arg(required = true)]
    inputs: Vec<OsString>,
    /// A table for readers, or one JSON object an article for programs.
    #[arg(short, long, value_enum, default_value = "text")]
    format: Format,
    /// Say instead why articles are in one story, and why those that look alike are not
    #[arg(long)]
    stories: bool,
    #[command(flatten)]
    store: StoreArg,
    #[command(flatten)]
    web: WebArgs,
    #[command(flatten)]
    weights: WeightsArg,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Serialize)]
struct Row<'a> {
    doc_id: &'a str,
    title: Option<&'a str>,
    statements: Vec<StatementRow<'a>>,
}

#[derive(Serialize)]
struct StatementRow<'a> {
    rank: usize,
    i: usize,
    text: &'a str,
    kind: Kind,
    score: f64,
    contributions: Vec<ContributionRow>,
    /// Points of each kind, by its features and its neighbours' kinds; the largest wins, noise only by a clear lead.
    kinds: BTreeMap<Kind, f64>,
    /// Every feature that is not 0, also those without a weight.
    features: BTreeMap<&'static str, f64>,
}

#[derive(Serialize)]
struct ContributionRow {
    feature: &'static str,
    value: f64,
    weight: f64,
    points: f64,
}

impl Args {
    /// Runs the command.
    pub fn run(self) -> ExitCode {
        let weights = match self.weights.read() {
            Ok(weights) => weights,
            Err(code) => return code,
        };
        let (articles, outcome) = match inputs::read(&self.inputs, &self.web) {
            Ok(read) => read,
            Err(code) => return code,
        };
        let reported = !articles.is_empty();
        if self.stories {
            let readings = pipeline::read_all(articles, &weights);
            let done = self.store.rulings().map_err(Stop).and_then(|rulings| {
                super::explain_stories::print(&readings, &rulings, matches!(self.format, Format::Json))
            });
            return done.map_or_else(|Stop(code)| code, |()| outcome.exit_code(reported));
        }
        match self.print(articles, &weights) {
            Ok(()) => outcome.exit_code(reported),
            Err(Stop(code)) => code,
        }
    }

    fn print(&self, articles: Vec<Article>, weights: &Weights) -> Result<(), Stop> {
        let mut output = Output::open(None)?;
        for reading in pipeline::explain_all(articles, weights) {
            let text = match self.format {
                Format::Text => text(&reading.annotated),
                Format::Json => serde_json::to_string(&row(&reading.annotated, weights)).unwrap_or_default(),
            };
            output.line(&text)?;
        }
        output.finish()
    }
}

fn row<'a>(annotated: &'a Annotated, weights: &Weights) -> Row<'a> {
    let values = measure(annotated);
    let points = kind_points(annotated, weights, &values);
    let ranked = order(annotated).into_iter().enumerate();
    let statements = ranked
        .filter_map(|(rank, at)| {
            let (statement, values) = (annotated.statements.get(at)?, values.get(at)?);
            Some(statement_row(rank + 1, statement, annotated.words(at), values, points.get(at)?))
        })
        .collect();
    let article = annotated.article();
    Row { doc_id: name(article), title: article.title.as_deref(), statements }
}

fn statement_row<'a>(
    rank: usize,
    s: &Statement,
    text: &'a str,
    values: &Values,
    points: &BTreeMap<Kind, i64>,
) -> StatementRow<'a> {
    StatementRow {
        rank,
        i: s.index,
        text,
        kind: s.kind,
        score: decimal(s.score),
        contributions: s
            .contributions
            .iter()
            .map(|c| ContributionRow {
                feature: c.feature,
                value: decimal(c.value),
                weight: decimal(c.weight),
                points: decimal(c.points),
            })
            .collect(),
        kinds: points.iter().map(|(kind, points)| (*kind, decimal(*points))).collect(),
        features: values.present().map(|(name, value)| (name, decimal(value))).collect(),
    }
}

fn text(annotated: &Annotated) -> String {
    let article = annotated.article();
    let title = article.title.as_deref().map(|title| format!(": {title}")).unwrap_or_default();
    format!("{}{title}\n{}\n", name(article), table(annotated))
}

fn name(article: &Article) -> &str {
    article.doc_id.as_deref().unwrap_or(&article.id)
}

fn table(annotated: &Annotated) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic).set_width(140);
    table.set_header(["rank", "i", "kind", "score", "statement", "feature", "value", "weight", "points"]);
    for (rank, at) in order(annotated).into_iter().enumerate() {
        if let Some(statement) = annotated.statements.get(at) {
            table.add_row(cells(rank + 1, statement, annotated.words(at)));
        }
    }
    for number in [0, 1, 3, 6, 7, 8] {
        if let Some(column) = table.column_mut(number) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    if let Some(column) = table.column_mut(4) {
        column.set_constraint(ColumnConstraint::UpperBoundary(Width::Fixed(STATEMENT_WIDTH)));
    }
    for number in [0, 1, 2, 3, 5, 6, 7, 8] {
        if let Some(column) = table.column_mut(number) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table
}

fn cells(rank: usize, statement: &Statement, text: &str) -> Vec<Cell> {
    let mut contributions: Vec<&Contribution> = statement.contributions.iter().collect();
    contributions.sort_by_key(|c| std::cmp::Reverse(c.points.abs()));
    let column = |of: &dyn Fn(&Contribution) -> String| {
        Cell::new(contributions.iter().map(|c| of(c)).collect::<Vec<_>>().join("\n"))
    };
    vec![
        Cell::new(rank),
        Cell::new(statement.index),
        Cell::new(statement.kind.as_str()),
        Cell::new(fixed(statement.score)),
        Cell::new(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        column(&|c| c.feature.to_owned()),
        column(&|c| fixed(c.value)),
        column(&|c| format!("× {}", fixed(c.weight))),
        column(&|c| fixed(c.points)),
    ]
}

/// Thousandths as a number.
fn decimal(thousandths: i64) -> f64 {
    thousandths as f64 / 1000.0
}

/// Thousandths with three places.
fn fixed(thousandths: i64) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    format!("{sign}{}.{:03}", thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_keep_their_sign() {
        assert_eq!([fixed(-250), fixed(0), fixed(12_345)], ["-0.250", "0.000", "12.345"]);
    }
}
