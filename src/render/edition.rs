//! What the templates of a numbered digest see. Every string is free of hidden signs.

use minijinja::Value;

use super::catalogue::{Catalogue, SOURCE_LANGUAGE};
use super::context::{brief, clean, coverage, labels};
use super::views::{
    AlsoView, ChangeView, CorrectionView, DigestContext, DigestView, FailedView, HeldView, LinkView, StoryView,
    UnchangedView, UpdateView,
};
use crate::model::{Correction, Edition, Entry};

/// The context of a numbered digest.
pub(super) fn context(edition: &Edition, words: &Catalogue) -> Value {
    let count = edition.briefs.len();
    let context = DigestContext {
        lang: words.code().to_owned(),
        source_lang: SOURCE_LANGUAGE.to_owned(),
        digest: digest(edition, words),
        // Anchors bear the story's number also where there is one story.
        briefs: edition.briefs.iter().enumerate().map(|(n, entry)| story(entry, n, count.max(2), words)).collect(),
        coverage: coverage(&edition.coverage.read, words),
        labels: labels(words),
    };
    Value::from(minijinja::value::Serde(context))
}

fn digest(edition: &Edition, words: &Catalogue) -> DigestView {
    let failed = edition.coverage.failed.iter();
    DigestView {
        title: clean(&edition.title),
        desk: edition.desk.clone(),
        number: edition.number,
        day: words.days().dated(edition.date),
        date: edition.date.to_string(),
        from: edition.window.from.as_deref().map(|from| words.days().moment(from)),
        to: words.days().moment(&edition.window.to),
        zone: edition.window.zone.clone(),
        is_empty: edition.is_empty(),
        notes: edition.notes.iter().map(|note| clean(note)).collect(),
        corrections: edition.corrections.iter().map(|c| correction(c, words)).collect(),
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
            .map(|held| HeldView { reason: clean(&words.reason(&held.reason)), count: held.count })
            .collect(),
        failed: failed
            .map(|f| FailedView { source: clean(&f.source), reason: clean(&words.reason(&f.reason)) })
            .collect(),
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

fn story(entry: &Entry, n: usize, count: usize, words: &Catalogue) -> StoryView {
    let mut view = brief(&entry.brief, n, count, words);
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
                    slot: clean(&words.slot(&change.slot)),
                    was: change.was.as_deref().map(|was| clean(&words.value(&change.slot, was))),
                    now: clean(&words.value(&change.slot, &change.now)),
                })
                .collect(),
        }),
        notes: entry.notes.iter().map(|note| clean(note)).collect(),
        editor: entry.headline_was.is_some(),
    }
}

fn correction(correction: &Correction, words: &Catalogue) -> CorrectionView {
    CorrectionView {
        digest: correction.digest,
        day: words.days().date(correction.date),
        line: correction.line.clone(),
        printed: clean(&correction.printed),
        reason: clean(&words.correction(correction)),
        was: correction.was.as_deref().map(clean),
        now: correction.now.as_deref().map(clean),
    }
}
