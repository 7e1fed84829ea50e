//! A numbered digest: its stories, what it says of changes and corrections, and what an editor wrote.

use super::sources::Sources;
use super::{Report, briefs, taken};
use crate::model::{
    Article, Brief, Change, Correction, CorrectionKind, Digest, EDITION_SCHEMA, Edition, Entry, Line, SCHEMA,
};
use crate::pipeline;
use crate::score::Weights;

/// Proves every line of a numbered digest against these articles. What an editor wrote is listed, not proved; attache's
/// own headline behind it is.
pub fn verify_edition(edition: &Edition, articles: Vec<Article>, weights: &Weights) -> Report {
    let mut report = Report::default();
    if edition.schema != EDITION_SCHEMA {
        report.fault("schema", &edition.schema, format!("is not {EDITION_SCHEMA}"));
    }
    let sources = Sources::new(pipeline::read_all(articles, weights));
    let own = |entry: &Entry| Brief { headline: entry.own_headline().clone(), ..entry.brief.clone() };
    let digest = Digest {
        schema: SCHEMA.to_owned(),
        briefs: edition.briefs.iter().map(own).collect(),
        coverage: edition.coverage.read.clone(),
    };
    briefs(&digest, &sources, &mut report);
    for entry in &edition.briefs {
        let changes = entry.update.iter().flat_map(|update| &update.changes);
        changes.for_each(|change| changed(change, entry, &sources, &mut report));
        editor(entry, &mut report);
    }
    edition.notes.iter().for_each(|note| report.editor.push(("note".to_owned(), note.clone())));
    edition.corrections.iter().for_each(|correction| corrected(correction, &sources, &mut report));
    report
}

fn editor(entry: &Entry, report: &mut Report) {
    if entry.headline_was.is_some() {
        report.editor.push(("headline".to_owned(), entry.brief.headline.text.clone()));
    }
    entry.notes.iter().for_each(|note| report.editor.push(("note".to_owned(), note.clone())));
}

/// What a slot is said to be now is what the story's own slots say, or words of one of its articles.
fn changed(change: &Change, entry: &Entry, sources: &Sources, report: &mut Report) {
    report.lines += 1;
    let slots = [entry.own_headline(), &entry.brief.dateline].map(|line| line.slots.get(&change.slot));
    let is_slot = slots.into_iter().flatten().any(|value| *value == change.now);
    let articles = entry.brief.sources.iter().filter_map(|s| sources.get(&s.article, &s.source_path));
    let stands = |text: &str| one_line(text).contains(&one_line(&change.now));
    if !is_slot && !articles.into_iter().any(|reading| stands(&reading.annotated.article().text)) {
        report.fault("change", &change.now, format!("no article of the story gives this as {}", change.slot));
    }
}

/// Its sentences stand where it says, and what it sets against each other stands in them.
fn corrected(correction: &Correction, sources: &Sources, report: &mut Report) {
    report.lines += 1;
    if correction.kind == CorrectionKind::Editor {
        report.editor.push(("correction".to_owned(), correction.reason.clone()));
    }
    let line = Line { receipts: correction.receipts.clone(), ..Line::default() };
    if let Err(problem) = taken::receipts(&line, sources) {
        report.fault("correction", &correction.printed, problem);
    }
    let texts: Vec<String> = correction.receipts.iter().map(|receipt| one_line(&receipt.text)).collect();
    for value in [&correction.was, &correction.now].into_iter().flatten() {
        // A weekday bears the day that it means: "Tuesday, 14 May".
        let words = one_line(value);
        let written = words.split(", ").next().unwrap_or_default();
        if !texts.iter().any(|text| text.contains(&words) || text.contains(written)) {
            report.fault("correction", value, "does not stand in its receipts");
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
