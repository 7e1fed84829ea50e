//! A brief as the archive's templates see it: each line with its number, its sources and what corrects it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::sources::Sources;
use super::when::day_words;
use crate::model::{Entry, Line, Receipt, Section};
use crate::publish::record::{Mark, PageId};
use crate::render::{clean, names_speaker};
use crate::text::capitalised;

/// A name with the page that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct LinkView {
    pub name: String,
    pub href: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct BriefView {
    /// The place on the page: `story-2`.
    pub anchor: String,
    pub href: Option<String>,
    pub headline: LineView,
    pub dateline_parts: Vec<String>,
    pub countries: Vec<LinkView>,
    pub update: Option<UpdateView>,
    pub notes: Vec<String>,
    pub editor: bool,
    pub sections: Vec<SectionView>,
    /// The first lines of what happened.
    pub first_lines: Vec<LineView>,
    pub checks: Vec<LineView>,
    pub key_dates: Vec<DateView>,
    pub not_stated: Vec<OpenView>,
    pub watch: Vec<LineView>,
    pub sources: Vec<SourceView>,
    pub articles: usize,
    pub statements: usize,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SectionView {
    pub name: Section,
    pub label: String,
    pub lines: Vec<LineView>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct LineView {
    pub anchor: String,
    pub text: String,
    pub lang: Option<String>,
    pub speaker: Option<String>,
    pub generated: bool,
    pub unconfirmed: bool,
    pub marks: Vec<MarkView>,
    pub corrections: Vec<CorrectedView>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct DateView {
    pub anchor: String,
    pub when: String,
    pub what: String,
    pub marks: Vec<MarkView>,
    pub corrections: Vec<CorrectedView>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct OpenView {
    pub text: String,
    pub unclear: bool,
    pub marks: Vec<MarkView>,
}

/// A receipt as a reader sees it: a number that leads to the sentence.
#[derive(Debug, Clone, Serialize)]
pub(super) struct MarkView {
    pub number: String,
    pub href: Option<String>,
    pub external: bool,
    pub source: String,
}

/// What a later digest says of a line.
#[derive(Debug, Clone, Serialize)]
pub(super) struct CorrectedView {
    pub number: u32,
    pub href: String,
    pub day: String,
    pub reason: String,
    pub was: Option<String>,
    pub now: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct UpdateView {
    pub since: Vec<u32>,
    pub changes: Vec<ChangeView>,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct ChangeView {
    pub slot: String,
    pub was: Option<String>,
    pub now: String,
}

#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceView {
    pub number: usize,
    pub name: String,
    pub day: Option<String>,
    pub href: Option<String>,
    pub external: bool,
}

/// An entry in its place.
pub(super) struct Told<'a> {
    /// The pages of countries, by name.
    pub countries: &'a BTreeMap<&'a str, &'a PageId>,
    pub sources: &'a Sources,
    pub entry: &'a Entry,
    /// Its printed number in the digest.
    pub position: usize,
    /// What later digests correct of it.
    pub marks: &'a [Mark],
    /// The page of the story.
    pub story: Option<&'a PageId>,
    /// Opens the anchors, where a page has several digests.
    pub prefix: String,
}

impl Told<'_> {
    /// The view of it.
    pub fn view(&self) -> BriefView {
        let brief = &self.entry.brief;
        let articles = self.articles();
        let lines: Vec<(usize, &Line)> = self.entry.numbered().collect();
        let view = |(n, line): &(usize, &Line)| self.line(*n, line, &articles);
        let body = lines.iter().skip(1).take(brief.lines.len());
        let (watch, body): (Vec<_>, Vec<_>) = body.partition(|(_, line)| line.section == Section::Watch);
        let checks = lines.iter().skip(1 + brief.lines.len()).take(brief.checks.len());
        let dates = lines.iter().skip(1 + brief.lines.len() + brief.checks.len());
        let sections = sections(body.into_iter().map(|one: &(usize, &Line)| (one.1, view(one))));
        let dateline = clean(&brief.dateline.text);
        BriefView {
            anchor: format!("{}story-{}", self.prefix, self.position),
            href: self.story.map(href),
            headline: self.line(0, &brief.headline, &articles),
            dateline_parts: dateline.split(" · ").filter(|part| !part.is_empty()).map(str::to_owned).collect(),
            countries: self.countries(),
            update: self.update(),
            notes: self.entry.notes.iter().map(|note| clean(note)).collect(),
            editor: self.entry.headline_was.is_some(),
            first_lines: sections.first().map(|s| s.lines.iter().take(2).cloned().collect()).unwrap_or_default(),
            sections,
            checks: checks.map(view).collect(),
            key_dates: dates.map(|(n, line)| self.date(*n, line, &articles)).collect(),
            not_stated: self.open(&articles),
            watch: watch.into_iter().map(view).collect(),
            sources: self.source_list(&articles),
            articles: brief.articles,
            statements: brief.statements,
        }
    }

    fn line(&self, n: usize, line: &Line, articles: &[&str]) -> LineView {
        let speaker = line.slots.get("speaker").filter(|speaker| !names_speaker(&line.text, speaker));
        let lang = line.receipts.first().filter(|_| !line.generated);
        LineView {
            anchor: self.anchor(n),
            text: clean(&line.text),
            lang: lang.and_then(|receipt| self.sources.get(&receipt.article)?.lang.clone()),
            speaker: speaker.map(|speaker| capitalised(&clean(speaker))),
            generated: line.generated,
            unconfirmed: line.certainty == "unconfirmed" && line.section == Section::Event,
            marks: self.marks(line.receipts.iter().chain(&line.support), articles),
            corrections: self.corrections(n),
        }
    }

    fn date(&self, n: usize, line: &Line, articles: &[&str]) -> DateView {
        let (when, what) = line.text.split_once(": ").unwrap_or(("", &line.text));
        DateView {
            anchor: self.anchor(n),
            when: clean(when),
            what: clean(what),
            marks: self.marks(&line.receipts, articles),
            corrections: self.corrections(n),
        }
    }

    fn anchor(&self, line: usize) -> String {
        format!("{}l{}-{line}", self.prefix, self.position)
    }

    fn corrections(&self, n: usize) -> Vec<CorrectedView> {
        let own = self.marks.iter().filter(|mark| mark.line == n);
        own.map(|mark| CorrectedView {
            number: mark.by_number,
            href: format!("{}#corrections", href(&mark.by)),
            day: day_words(mark.date),
            reason: clean(&mark.reason),
            was: None,
            now: mark.now.as_deref().map(clean),
        })
        .collect()
    }

    fn open(&self, articles: &[&str]) -> Vec<OpenView> {
        let open = self.entry.brief.not_stated.iter();
        open.map(|open| OpenView {
            text: clean(&open.text),
            unclear: open.unclear,
            marks: self.marks(&open.receipts, articles),
        })
        .collect()
    }

    fn update(&self) -> Option<UpdateView> {
        let update = self.entry.update.as_ref()?;
        let changes = update.changes.iter().map(|change| ChangeView {
            slot: clean(&change.slot),
            was: change.was.as_deref().map(clean),
            now: clean(&change.now),
        });
        Some(UpdateView { since: update.since.clone(), changes: changes.collect() })
    }

    fn countries(&self) -> Vec<LinkView> {
        let names = self.entry.brief.countries.iter();
        names
            .map(|name| LinkView { name: clean(name), href: self.countries.get(name.as_str()).map(|id| href(id)) })
            .collect()
    }

    /// The articles that its lines rest on, in the order in which they come.
    fn articles(&self) -> Vec<&str> {
        let open = self.entry.brief.not_stated.iter().flat_map(|open| &open.receipts);
        let lines = self.entry.numbered().flat_map(|(_, line)| line.receipts.iter().chain(&line.support));
        let mut articles: Vec<&str> = Vec::new();
        for receipt in lines.chain(open) {
            if !articles.contains(&receipt.article.as_str()) {
                articles.push(&receipt.article);
            }
        }
        articles
    }

    fn marks<'r>(&self, receipts: impl IntoIterator<Item = &'r Receipt>, articles: &[&str]) -> Vec<MarkView> {
        let place = |receipt: &Receipt| articles.iter().position(|id| *id == receipt.article).unwrap_or_default();
        let mut receipts: Vec<&Receipt> = receipts.into_iter().collect();
        receipts.sort_by_key(|receipt| (place(receipt), receipt.i));
        receipts.dedup_by_key(|receipt| (place(receipt), receipt.i));
        receipts.into_iter().map(|receipt| self.mark(receipt, place(receipt), articles.len())).collect()
    }

    fn mark(&self, receipt: &Receipt, place: usize, of: usize) -> MarkView {
        let sentence = receipt.i + 1;
        let lead = self.sources.lead(receipt);
        MarkView {
            number: if of > 1 { format!("{}.{sentence}", place + 1) } else { sentence.to_string() },
            href: lead.href,
            external: lead.external,
            source: format!("{}, sentence {sentence}", self.source_name(&receipt.article)),
        }
    }

    fn source_name(&self, article: &str) -> String {
        self.sources.name(article)
    }

    fn source_list(&self, articles: &[&str]) -> Vec<SourceView> {
        let row = |(n, id): (usize, &&str)| {
            let known = self.sources.get(id);
            let source = known.and_then(|known| known.source.as_ref());
            let own = known.filter(|known| known.has_page()).map(|_| super::sources::page(id));
            let title = source.and_then(|source| source.title.as_deref()).map(clean);
            let name = self.source_name(id);
            SourceView {
                number: n + 1,
                name: title.filter(|title| *title != name).map_or(name.clone(), |title| format!("{name}: {title}")),
                day: source.and_then(|source| source.published).map(day_words),
                external: own.is_none(),
                href: own.or_else(|| source.and_then(|source| source.url.clone())),
            }
        };
        articles.iter().enumerate().map(row).collect()
    }
}

/// Lines of one section and label under one heading.
fn sections<'l>(lines: impl Iterator<Item = (&'l Line, LineView)>) -> Vec<SectionView> {
    let mut sections: Vec<SectionView> = Vec::new();
    for (line, view) in lines {
        let label = clean(&line.label);
        match sections.last_mut().filter(|s| s.name == line.section && s.label == label) {
            Some(section) => section.lines.push(view),
            None => sections.push(SectionView { name: line.section, label, lines: vec![view] }),
        }
    }
    sections
}

/// The file of a page, from the top of the archive.
pub(super) fn href(id: &PageId) -> String {
    format!("{id}.html")
}
