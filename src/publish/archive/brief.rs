//! A brief as the archive's templates see it: each line with its number, its sources and what corrects it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::sources::Sources;
use crate::model::{Entry, Line, Receipt, Section};
use crate::publish::record::{Mark, PageId};
use crate::render::{Catalogue, clean, names_speaker};
use crate::text::capitalised;

/// A name with the page that it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct LinkView {
    /// What is shown.
    pub name: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: Option<String>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct BriefView {
    /// The place on the page: `story-2`.
    pub anchor: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: Option<String>,
    /// The headline.
    pub headline: LineView,
    /// The parts of the dateline between its dots.
    pub dateline_parts: Vec<String>,
    /// Countries that it is about.
    pub countries: Vec<LinkView>,
    /// What is new since an earlier digest told of it.
    pub update: Option<UpdateView>,
    /// Notes of the editor.
    pub notes: Vec<String>,
    /// True where the headline is the editor's.
    pub editor: bool,
    /// The body, in print order.
    pub sections: Vec<SectionView>,
    /// The first lines of what happened.
    pub first_lines: Vec<LineView>,
    /// What does not fit together in the sources.
    pub checks: Vec<LineView>,
    /// The days that it names.
    pub key_dates: Vec<DateView>,
    /// What the sources leave open.
    pub not_stated: Vec<OpenView>,
    /// What a source states about the future.
    pub watch: Vec<LineView>,
    /// The articles behind it.
    pub sources: Vec<SourceView>,
    /// How many articles.
    pub articles: usize,
    /// How many sentences were read.
    pub statements: usize,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct SectionView {
    /// The name of the section, the same in every language.
    #[schemars(with = "String")]
    pub name: Section,
    /// The heading.
    pub label: String,
    /// The lines.
    pub lines: Vec<LineView>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct LineView {
    /// Its place on the page.
    pub anchor: String,
    /// The words.
    pub text: String,
    /// The code of its language, where it is not that of the page.
    pub lang: Option<String>,
    /// Who says it, where the words do not.
    pub speaker: Option<String>,
    /// True for a line that attache composed.
    pub generated: bool,
    /// True for one that is not confirmed.
    pub unconfirmed: bool,
    /// The sentences that it came from.
    pub marks: Vec<MarkView>,
    /// What a later digest corrects of it.
    pub corrections: Vec<CorrectedView>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct DateView {
    /// Its place on the page.
    pub anchor: String,
    /// The code of its language, where it is not that of the page.
    pub lang: Option<String>,
    /// The days.
    pub when: String,
    /// What it is.
    pub what: String,
    /// The sentences that it came from.
    pub marks: Vec<MarkView>,
    /// What a later digest corrects of it.
    pub corrections: Vec<CorrectedView>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct OpenView {
    /// The words.
    pub text: String,
    /// True where something is there that could not be resolved.
    pub unclear: bool,
    /// The sentences that it came from.
    pub marks: Vec<MarkView>,
}

/// A receipt as a reader sees it: a number that leads to the sentence.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct MarkView {
    /// The number.
    pub number: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: Option<String>,
    /// True where it leads to another site.
    pub external: bool,
    /// What the source is called.
    pub source: String,
}

/// What a later digest says of a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct CorrectedView {
    /// The number.
    pub number: u32,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: String,
    /// The day in words.
    pub day: String,
    /// Why.
    pub reason: String,
    /// What was said before.
    pub was: Option<String>,
    /// What holds now.
    pub now: Option<String>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct UpdateView {
    /// The digests that told it before.
    pub since: Vec<u32>,
    /// What has changed.
    pub changes: Vec<ChangeView>,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct ChangeView {
    /// What it is about: status, days.
    pub slot: String,
    /// What was said before.
    pub was: Option<String>,
    /// What holds now.
    pub now: String,
}

#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct SourceView {
    /// The number.
    pub number: usize,
    /// What is shown.
    pub name: String,
    /// The day in words.
    pub day: Option<String>,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: Option<String>,
    /// True where it leads to another site.
    pub external: bool,
}

/// An entry in its place.
pub(super) struct Told<'a> {
    /// The pages of countries, by name.
    pub countries: &'a BTreeMap<&'a str, &'a PageId>,
    pub sources: &'a Sources,
    pub words: &'a Catalogue,
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
        let sections = sections(body.into_iter().map(|one: &(usize, &Line)| (one.1, view(one))), self.words);
        let dateline = clean(&self.words.line(&brief.dateline).0);
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
        let (text, lang) = self.words.line(line);
        let source = line.receipts.first().filter(|_| !line.generated);
        let own = source.and_then(|receipt| self.sources.get(&receipt.article)?.lang.as_deref());
        LineView {
            anchor: self.anchor(n),
            text: clean(&text),
            lang: self.foreign(own.unwrap_or(lang)),
            speaker: speaker.map(|speaker| capitalised(&clean(speaker))),
            generated: line.generated,
            unconfirmed: line.certainty == "unconfirmed" && line.section == Section::Event,
            marks: self.marks(line.receipts.iter().chain(&line.support), articles),
            corrections: self.corrections(n),
        }
    }

    fn date(&self, n: usize, line: &Line, articles: &[&str]) -> DateView {
        let (when, what, lang) = self.words.key_date(line);
        DateView {
            anchor: self.anchor(n),
            lang: self.foreign(lang),
            when: clean(&when),
            what: clean(&what),
            marks: self.marks(&line.receipts, articles),
            corrections: self.corrections(n),
        }
    }

    /// A language that is not that of the page.
    fn foreign(&self, lang: &str) -> Option<String> {
        (lang != self.words.code()).then(|| lang.to_owned())
    }

    fn anchor(&self, line: usize) -> String {
        format!("{}l{}-{line}", self.prefix, self.position)
    }

    fn corrections(&self, n: usize) -> Vec<CorrectedView> {
        let own = self.marks.iter().filter(|mark| mark.line == n);
        own.map(|mark| CorrectedView {
            number: mark.by_number,
            href: format!("{}#corrections", href(&mark.by)),
            day: self.words.days().date(mark.date),
            reason: clean(&self.words.why(mark.kind, &mark.reason)),
            was: None,
            now: mark.now.as_deref().map(clean),
        })
        .collect()
    }

    fn open(&self, articles: &[&str]) -> Vec<OpenView> {
        let open = self.entry.brief.not_stated.iter();
        open.map(|open| OpenView {
            text: clean(&self.words.open(&open.slot, &open.text)),
            unclear: open.unclear,
            marks: self.marks(&open.receipts, articles),
        })
        .collect()
    }

    fn update(&self) -> Option<UpdateView> {
        let update = self.entry.update.as_ref()?;
        let changes = update.changes.iter().map(|change| ChangeView {
            slot: clean(&self.words.slot(&change.slot)),
            was: change.was.as_deref().map(|was| clean(&self.words.value(&change.slot, was))),
            now: clean(&self.words.value(&change.slot, &change.now)),
        });
        Some(UpdateView { since: update.since.clone(), changes: changes.collect() })
    }

    fn countries(&self) -> Vec<LinkView> {
        let names = self.entry.brief.countries.iter();
        names
            .map(|name| LinkView {
                name: clean(&self.words.place(name)),
                href: self.countries.get(name.as_str()).map(|id| href(id)),
            })
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
            source: sentence_of(&self.source_name(&receipt.article), sentence, self.words),
        }
    }

    fn source_name(&self, article: &str) -> String {
        self.sources.name(article, self.words)
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
                day: source.and_then(|source| source.published).map(|day| self.words.days().date(day)),
                external: own.is_none(),
                href: own.or_else(|| source.and_then(|source| source.url.clone())),
            }
        };
        articles.iter().enumerate().map(row).collect()
    }
}

/// `Baltic Wire, sentence 3`.
pub(super) fn sentence_of(source: &str, sentence: usize, words: &Catalogue) -> String {
    words.say("sentence_of", &[("source", source), ("n", &sentence.to_string())])
}

/// Lines of one section and label under one heading.
fn sections<'l>(lines: impl Iterator<Item = (&'l Line, LineView)>, words: &Catalogue) -> Vec<SectionView> {
    let mut sections: Vec<SectionView> = Vec::new();
    for (line, view) in lines {
        let label = clean(&words.label(&line.label));
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
