//! Proves a brief against its sources: every line its sentences, every slot its statement, every gloss its rule.
//!
//! Three proofs, one after the other. The words: receipts stand where they say, and the line is their texts with the listed
//! edits. The edits: each is one that the sentence itself allows, and none takes a hedge away. The slots: what attache
//! wrote itself stands in its receipts, and follows from the sources once more when they are read again.

mod edition;
mod fault;
mod generated;
mod grounds;
mod sources;
mod taken;

pub use edition::verify_edition;
pub use fault::{Fault, Report};

use crate::compose::{Length, Options, house_spelled};
use crate::model::{Article, Brief, Digest, Line, SCHEMA};
use crate::pipeline;
use crate::score::Weights;
use sources::Sources;

/// Proves every line of a digest against these articles.
pub fn verify(digest: &Digest, articles: Vec<Article>, weights: &Weights) -> Report {
    let mut report = Report::default();
    if digest.schema != SCHEMA {
        report.fault("schema", &digest.schema, format!("is not {SCHEMA}"));
    }
    let sources = Sources::new(pipeline::read_all(articles, weights));
    briefs(digest, &sources, &mut report);
    report
}

fn briefs(digest: &Digest, sources: &Sources, report: &mut Report) {
    for brief in &digest.briefs {
        verify_brief(brief, sources, report);
    }
    coverage(digest, report);
}

fn verify_brief(brief: &Brief, sources: &Sources, report: &mut Report) {
    let years = grounds::years(brief);
    let readings = sources.of(brief, report);
    for (place, line) in lines(brief) {
        report.lines += 1;
        let names = house_spelled(line).map(|(name, source)| (place.to_owned(), name.to_owned(), source.to_owned()));
        report.spelled.extend(names);
        let result = taken::receipts(line, sources).and_then(|parts| {
            if line.generated { generated::grounded(line, &parts, brief) } else { taken::line(line, &parts, &years) }
        });
        if let Err(problem) = result {
            report.fault(place, &line.text, problem);
        }
    }
    if readings.len() == brief.sources.len() && !readings.is_empty() {
        let options = Options { length: Length::Full, ..Options::default() };
        let again = pipeline::brief_of(&brief.story_id, &readings, &options);
        generated::again(brief, &readings, again.as_ref(), report);
    }
}

fn lines(brief: &Brief) -> impl Iterator<Item = (&'static str, &Line)> {
    [("headline", &brief.headline), ("dateline", &brief.dateline)]
        .into_iter()
        .chain(brief.lines.iter().map(|l| ("line", l)))
        .chain(brief.checks.iter().map(|l| ("check", l)))
        .chain(brief.key_dates.iter().map(|row| ("key date", &row.line)))
}

/// The numbers under the briefs add up.
fn coverage(digest: &Digest, report: &mut Report) {
    let articles: usize = digest.briefs.iter().map(|b| b.sources.len()).sum();
    let statements: usize = digest.briefs.iter().map(|b| b.statements).sum();
    if digest.coverage.read < articles {
        report.fault("coverage", &digest.coverage.read.to_string(), format!("{articles} articles are briefed"));
    }
    if digest.coverage.statements < statements {
        report.fault(
            "coverage",
            &digest.coverage.statements.to_string(),
            format!("{statements} sentences are briefed"),
        );
    }
}
