//! What `check` and `preview` render: the briefs of the examples, and a fictional digest in which every part has something
//! to say, so that no branch of a template stays unread.

use std::collections::BTreeMap;

use minijinja::Value;

use super::catalogue::Catalogue;
use super::{RenderError, context, edition};
use crate::model::{
    Also, Brief, Change, Correction, CorrectionKind, Digest, EDITION_SCHEMA, Edition, EditionCoverage, Entry,
    FailedSource, Held, Link, MadeFrom, Receipt, Section, Skipped, SourceRef, Unchanged, Update, Window,
};

/// The contexts to try a template on, the fullest first; none for a template that others include.
pub(super) fn samples(template: &str, words: &Catalogue) -> Result<Vec<Value>, RenderError> {
    Ok(match template.split('.').next() {
        Some("brief") => {
            let full = briefs()?;
            let alone = Digest { briefs: full.briefs.iter().take(1).cloned().collect(), ..full.clone() };
            vec![context::context(&full, words), context::context(&alone, words)]
        }
        Some("mail" | "correction") if !template.contains(".foot.") && !template.ends_with(".css") => {
            let full = full()?;
            let first = full.briefs.first().map(|entry| entry.brief.story_id.clone()).unwrap_or_default();
            vec![mail(Some(first), edition::context(&full, words)), mail(None, edition::context(&empty(), words))]
        }
        Some("serve-said" | "serve-subscribe" | "serve-choose" | "serve-confirm") => super::web::samples(words.code()),
        Some("digest") => vec![edition::context(&full()?, words), edition::context(&empty(), words)],
        _ => Vec::new(),
    })
}

/// A digest as mail, with all that can stand at its foot, or with nothing.
fn mail(told: Option<String>, digest: Value) -> Value {
    let is_full = told.is_some();
    let link = |link: &str| is_full.then(|| link.to_owned());
    let mail = super::MailLinks {
        list: "main".to_owned(),
        unsubscribe: link("https://digest.example/u/token"),
        preferences: link("https://digest.example/p/token"),
        archive: link("https://digest.example/12"),
        timelines: told
            .into_iter()
            .filter_map(|id| Some((id, link("https://digest.example/story/vaz.html")?)))
            .collect(),
        imprint: link("River Plate Desk, 1 Quay Street, Montevideo"),
        cut: usize::from(is_full),
    };
    minijinja::context! { mail => Value::from(minijinja::value::Serde(mail)), ..digest }
}

const BRIEFS: [&str; 4] = [
    include_str!("../../digests/visit.json"),
    include_str!("../../digests/talks.json"),
    include_str!("../../digests/sanctions.json"),
    include_str!("../../digests/agreement.json"),
];

/// The articles behind [`BRIEFS`].
const ARTICLES: [&str; 4] = [
    include_str!("../../examples/visit.txt"),
    include_str!("../../examples/talks.txt"),
    include_str!("../../examples/sanctions.txt"),
    include_str!("../../examples/agreement.txt"),
];

/// Two days of a fictional desk.
pub(crate) struct DeskSample {
    /// The digests, the first one first.
    pub editions: Vec<Edition>,
    /// The articles that they rest on: id and text.
    pub articles: Vec<(String, &'static str)>,
}

/// Two digests: the second one goes on with the stories of the first, and corrects it.
///
/// # Errors
/// The samples cannot be read.
pub(crate) fn desk_sample() -> Result<DeskSample, RenderError> {
    let last = full()?;
    let mut first = Edition { number: 11, corrections: Vec::new(), ..last.clone() };
    first.date = last.date.pred_opt().unwrap_or(last.date);
    for entry in &mut first.briefs {
        (entry.update, entry.headline_was) = (None, None);
    }
    let mut articles: Vec<(String, &str)> = Vec::new();
    for (json, text) in BRIEFS.iter().zip(ARTICLES) {
        let digest: Digest = serde_json::from_str(json)?;
        let source = digest.briefs.first().and_then(|brief| brief.sources.first());
        articles.extend(source.map(|source| (source.article.clone(), text)));
    }
    Ok(DeskSample { editions: vec![first, last], articles })
}

/// The briefs of the examples as one digest, with something of each kind.
fn briefs() -> Result<Digest, RenderError> {
    let mut all: Vec<Digest> = Vec::new();
    for text in BRIEFS {
        all.push(serde_json::from_str(text)?);
    }
    let mut briefs: Vec<Brief> = all.iter().flat_map(|digest| digest.briefs.clone()).collect();
    if let [visit, talks, ..] = &mut briefs[..] {
        fill(visit);
        join(talks, visit);
    }
    let mut coverage = all.first().map(|digest| digest.coverage.clone()).unwrap_or_default();
    coverage.read = briefs.len();
    coverage.skipped = vec![Skipped { source_path: "inbox/note.txt".into(), reason: "empty: no text in it".into() }];
    Ok(Digest { schema: crate::model::SCHEMA.to_owned(), briefs, coverage })
}

/// Lines of the kinds that the brief has none of: its first line stands for each.
fn fill(brief: &mut Brief) {
    let Some(first) = brief.lines.first().cloned() else { return };
    let labels = &crate::lexicon::wording().labels;
    let speaker = BTreeMap::from([("speaker".to_owned(), "the Uruguayan Foreign Ministry".to_owned())]);
    for (section, label) in [(Section::Quotation, &labels.quotation), (Section::Watch, &labels.watch)] {
        let slots = if section == Section::Quotation { speaker.clone() } else { BTreeMap::new() };
        brief.lines.push(crate::model::Line { section, label: label.clone(), slots, ..first.clone() });
    }
    if let Some(line) = brief.lines.get(1).cloned() {
        let doubtful =
            crate::model::Line { section: Section::Event, certainty: "unconfirmed".into(), slots: speaker, ..line };
        brief.lines.insert(1, doubtful);
    }
    if let Some(open) = brief.not_stated.first_mut() {
        (open.unclear, open.receipts) = (true, first.receipts.clone());
    }
}

/// A brief of two articles that came from one file, so that they are told apart by their names.
fn join(brief: &mut Brief, other: &Brief) {
    let path = brief.sources.first().map(|source| source.source_path.clone()).unwrap_or_default();
    let moved = |receipt: &Receipt| Receipt { source_path: path.clone(), ..receipt.clone() };
    if let (Some(line), Some(receipt)) = (brief.lines.first_mut(), other.lines.first().and_then(|l| l.receipts.first()))
    {
        line.support.push(moved(receipt));
    }
    let sources = other.sources.iter().map(|source| SourceRef { source_path: path.clone(), ..source.clone() });
    brief.sources.extend(sources);
    brief.articles += 1;
    brief.checks.clone_from(&other.checks);
}

/// A digest in which nothing is new.
fn empty() -> Edition {
    let window = Window { from: None, to: "2024-05-15T06:30:00-03:00".into(), zone: "America/Montevideo".into() };
    Edition {
        schema: EDITION_SCHEMA.to_owned(),
        desk: "main".into(),
        number: 1,
        revision: 0,
        title: "River Plate morning".into(),
        date: chrono::NaiveDate::from_ymd_opt(2024, 5, 15).unwrap_or_default(),
        window,
        corrections: Vec::new(),
        notes: Vec::new(),
        briefs: Vec::new(),
        also: Vec::new(),
        links: Vec::new(),
        unchanged: Vec::new(),
        coverage: EditionCoverage::default(),
        made_from: MadeFrom::default(),
    }
}

fn full() -> Result<Edition, RenderError> {
    let Digest { briefs, coverage, .. } = briefs()?;
    let headline = |n: usize| briefs.get(n).map(|brief| brief.headline.text.clone()).unwrap_or_default();
    let mut edition = Edition { number: 12, revision: 1, ..empty() };
    edition.window.from = Some("2024-05-14T06:30:00-03:00".into());
    edition.notes = vec!["The port authority's figures follow tomorrow.".into()];
    edition.also = vec![Also {
        story_id: "a".into(),
        headline: headline(2),
        articles: 2,
        ids: vec!["e".into(), "f".into()],
        over: "stories".into(),
    }];
    edition.links = vec![
        Link {
            article: "b".into(),
            title: "Fishing fleets wait in Punta del Este".into(),
            publisher: Some("Coastal Gazette".into()),
            url: Some("https://gazette.example/fleets".into()),
        },
        Link { article: "c".into(), title: String::new(), publisher: None, url: None },
    ];
    edition.unchanged = vec![Unchanged { story_id: "d".into(), headline: headline(3), digest: 11, articles: 1 }];
    edition.coverage = EditionCoverage {
        read: coverage,
        held: vec![Held { reason: "for the desk alone".into(), count: 1 }],
        failed: vec![FailedSource { source: "wire".into(), reason: "the host does not answer".into() }],
    };
    edition.corrections = corrections(&edition, &headline(0));
    edition.briefs = briefs.into_iter().take(2).zip(updates()).map(|(brief, update)| entry(brief, update)).collect();
    Ok(edition)
}

fn updates() -> [Option<Update>; 2] {
    let change = |slot: &str, was: Option<&str>, now: &str| Change {
        slot: slot.to_owned(),
        was: was.map(str::to_owned),
        now: now.to_owned(),
    };
    let changes = vec![
        change("status", Some("planned"), "under way"),
        change("days", Some("14 May 2024"), "14–15 May 2024"),
        change("with", None, "Tomás Arregui"),
    ];
    [Some(Update { since: vec![10, 11], changes }), Some(Update { since: vec![11], changes: Vec::new() })]
}

fn entry(brief: Brief, update: Option<Update>) -> Entry {
    let own = brief.headline.clone();
    let notes = vec!["The ministry has confirmed the dates by telephone.".to_owned()];
    Entry { brief, update, notes, headline_was: Some(own), rank: BTreeMap::new() }
}

fn corrections(edition: &Edition, printed: &str) -> Vec<Correction> {
    let one = |kind, reason: &str, was: Option<&str>, now: Option<&str>| Correction {
        digest: 11,
        date: edition.date,
        line: "1.0".into(),
        kind,
        printed: printed.to_owned(),
        reason: reason.to_owned(),
        was: was.map(str::to_owned),
        now: now.map(str::to_owned),
        receipts: Vec::new(),
    };
    vec![
        one(CorrectionKind::Contradicted, "Agencia Sur says “third”, not “second”.", Some("second"), Some("third")),
        one(CorrectionKind::Editor, "The place was wrong.", None, None),
    ]
}
