//! What the templates of a numbered digest see. Every string is free of hidden signs.

use chrono::{DateTime, NaiveDate};
use minijinja::Value;
use serde::Serialize;

use super::context::{BriefView, CoverageView, LabelView, brief, clean, coverage, labels};
use crate::model::{Correction, Edition, Entry};

#[derive(Serialize)]
struct Context {
    digest: DigestView,
    briefs: Vec<StoryView>,
    coverage: CoverageView,
    labels: LabelView,
}

#[derive(Serialize)]
struct DigestView {
    title: String,
    desk: String,
    number: u32,
    /// `Tuesday, 14 May 2019`.
    day: String,
    /// `2019-05-14`.
    date: String,
    /// The window: `13 May 2019, 06:30`.
    from: Option<String>,
    to: String,
    zone: String,
    is_empty: bool,
    notes: Vec<String>,
    corrections: Vec<CorrectionView>,
    also: Vec<AlsoView>,
    links: Vec<LinkView>,
    unchanged: Vec<UnchangedView>,
    held: Vec<HeldView>,
    failed: Vec<FailedView>,
}

#[derive(Serialize)]
struct StoryView {
    #[serde(flatten)]
    brief: BriefView,
    update: Option<UpdateView>,
    notes: Vec<String>,
    /// True where the headline is the editor's.
    editor: bool,
}

#[derive(Serialize)]
struct UpdateView {
    since: Vec<u32>,
    changes: Vec<ChangeView>,
}

#[derive(Serialize)]
struct ChangeView {
    slot: String,
    was: Option<String>,
    now: String,
}

#[derive(Serialize)]
struct CorrectionView {
    digest: u32,
    day: String,
    line: String,
    printed: String,
    reason: String,
    was: Option<String>,
    now: Option<String>,
}

#[derive(Serialize)]
struct AlsoView {
    headline: String,
    articles: usize,
}

#[derive(Serialize)]
struct LinkView {
    title: String,
    publisher: Option<String>,
    url: Option<String>,
}

#[derive(Serialize)]
struct UnchangedView {
    headline: String,
    digest: u32,
}

#[derive(Serialize)]
struct HeldView {
    reason: String,
    count: usize,
}

#[derive(Serialize)]
struct FailedView {
    source: String,
    reason: String,
}

/// The context of a numbered digest.
pub(super) fn context(edition: &Edition) -> Value {
    let count = edition.briefs.len();
    let context = Context {
        digest: digest(edition),
        // Anchors bear the story's number also where there is one story.
        briefs: edition.briefs.iter().enumerate().map(|(n, entry)| story(entry, n, count.max(2))).collect(),
        coverage: coverage(&edition.coverage.read),
        labels: labels(),
    };
    Value::from(minijinja::value::Serde(context))
}

fn digest(edition: &Edition) -> DigestView {
    let failed = edition.coverage.failed.iter();
    DigestView {
        title: clean(&edition.title),
        desk: edition.desk.clone(),
        number: edition.number,
        day: format!("{}, {}", edition.date.format("%A"), day(edition.date)),
        date: edition.date.to_string(),
        from: edition.window.from.as_deref().map(moment),
        to: moment(&edition.window.to),
        zone: edition.window.zone.clone(),
        is_empty: edition.is_empty(),
        notes: edition.notes.iter().map(|note| clean(note)).collect(),
        corrections: edition.corrections.iter().map(correction).collect(),
        also: edition
            .also
            .iter()
            .map(|also| AlsoView { headline: clean(&also.headline), articles: also.articles })
            .collect(),
        links: edition.links.iter().map(link).collect(),
        unchanged: edition
            .unchanged
            .iter()
            .map(|story| UnchangedView { headline: clean(&story.headline), digest: story.digest })
            .collect(),
        held: edition
            .coverage
            .held
            .iter()
            .map(|held| HeldView { reason: clean(&held.reason), count: held.count })
            .collect(),
        failed: failed.map(|f| FailedView { source: clean(&f.source), reason: clean(&f.reason) }).collect(),
    }
}

fn link(link: &crate::model::Link) -> LinkView {
    // What a link leads to is the web and nothing else.
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    LinkView {
        title: clean(&link.title),
        publisher: link.publisher.as_deref().map(clean),
        url: link.url.as_ref().filter(is_web).map(|url| clean(url)),
    }
}

fn story(entry: &Entry, n: usize, count: usize) -> StoryView {
    let mut view = brief(&entry.brief, n, count);
    // A digest is passed on: it shows the sentences that it prints, not those behind them.
    view.hide_sentences();
    StoryView {
        brief: view,
        update: entry.update.as_ref().map(|update| UpdateView {
            since: update.since.clone(),
            changes: update
                .changes
                .iter()
                .map(|change| ChangeView {
                    slot: clean(&change.slot),
                    was: change.was.as_deref().map(clean),
                    now: clean(&change.now),
                })
                .collect(),
        }),
        notes: entry.notes.iter().map(|note| clean(note)).collect(),
        editor: entry.headline_was.is_some(),
    }
}

fn correction(correction: &Correction) -> CorrectionView {
    CorrectionView {
        digest: correction.digest,
        day: day(correction.date),
        line: correction.line.clone(),
        printed: clean(&correction.printed),
        reason: clean(&correction.reason),
        was: correction.was.as_deref().map(clean),
        now: correction.now.as_deref().map(clean),
    }
}

/// `14 May 2019`.
fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// `14 May 2019, 06:30`, as the clock of the desk showed it.
fn moment(text: &str) -> String {
    match DateTime::parse_from_rfc3339(text) {
        Ok(moment) => format!("{}, {}", day(moment.date_naive()), moment.format("%H:%M")),
        Err(_) => text.to_owned(),
    }
}
