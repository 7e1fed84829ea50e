//! What the templates of the wiki see. Every string is one line without hidden signs.

use serde::Serialize;

use super::names::{Link, Names, Place, line};
use crate::model::{Correction, Edition, Line, PartialDate, Receipt, Section, VisitStatus};
use crate::publish::record::{PageId, Record, Story, Telling, Trip, Witness};

/// Where something was said, outside the wiki.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct SourceView {
    /// Its number on the page, from 1.
    pub number: usize,
    pub name: String,
    /// The article's own headline.
    pub title: Option<String>,
    /// 25 March 2031.
    pub day: Option<String>,
    pub url: Option<String>,
}

#[derive(Serialize)]
pub(super) struct StoryView {
    pub dateline: String,
    pub people: Vec<Link>,
    pub countries: Vec<Link>,
    pub pair: Option<Link>,
    /// Other headlines that it had, the newest first.
    pub other_titles: Vec<String>,
    /// The newest first.
    pub tellings: Vec<TellingView>,
    pub trips: Vec<TripView>,
    pub sources: Vec<SourceView>,
}

#[derive(Serialize)]
pub(super) struct TellingView {
    pub day: Link,
    /// Morning digest 12.
    pub digest: String,
    /// The headline, where it is not the page's title.
    pub headline: Option<String>,
    /// True where the headline is the editor's.
    pub editor: bool,
    pub dateline: String,
    /// The digests that told it before; empty for a new story.
    pub since: Vec<u32>,
    pub changes: Vec<ChangeView>,
    pub notes: Vec<String>,
    /// What is wrong with the headline.
    pub headline_corrections: Vec<CorrectionView>,
    pub lines: Vec<LineView>,
    pub checks: Vec<LineView>,
    pub key_dates: Vec<LineView>,
    pub not_stated: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct ChangeView {
    pub slot: String,
    pub was: Option<String>,
    pub now: String,
}

#[derive(Serialize)]
pub(super) struct LineView {
    /// The heading, on the first line of those that share it.
    pub label: Option<String>,
    pub text: String,
    pub speaker: Option<String>,
    pub quotation: bool,
    pub unconfirmed: bool,
    /// The numbers of the sentences: `[3]`, or `[1.3]` where the story has several sources.
    pub marks: String,
    /// Where a later digest corrects it.
    pub corrections: Vec<CorrectionView>,
}

#[derive(Serialize)]
pub(super) struct CorrectionView {
    /// The digest that says so; on the page of a day, the digest that was wrong.
    pub digest: Link,
    pub printed: String,
    pub reason: String,
    pub now: Option<String>,
}

#[derive(Serialize)]
pub(super) struct TripView {
    pub who: Link,
    /// 2031-03-25, 2031-03, 2031.
    pub start: String,
    pub end: String,
    pub place: Option<String>,
    pub country: Link,
    pub kind: Option<String>,
    pub met: Vec<Link>,
    pub status: &'static str,
    /// Why it was withdrawn, where it was; empty where nobody said.
    pub withdrawn: Option<String>,
    /// True for one that is planned or called off.
    pub open: bool,
    pub sources: Vec<SourceView>,
}

#[derive(Serialize)]
pub(super) struct DayDigestView {
    /// Morning digest 12.
    pub title: String,
    pub notes: Vec<String>,
    pub corrections: Vec<CorrectionView>,
    pub stories: Vec<TeaserView>,
    pub also: Vec<Link>,
    pub unchanged: Vec<Link>,
    pub links: Vec<SourceView>,
}

/// A story in a list.
#[derive(Serialize)]
pub(super) struct TeaserView {
    pub link: Link,
    pub update: bool,
    pub dateline: String,
    /// Its first line.
    pub lead: Option<String>,
}

/// An entry of a list, with what is said of it in brackets or behind.
#[derive(Serialize)]
pub(super) struct ItemView {
    pub link: Link,
    pub note: Option<String>,
}

#[derive(Serialize)]
pub(super) struct GroupView {
    pub title: Option<String>,
    pub items: Vec<ItemView>,
}

/// What the views of one page share.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub record: &'a Record,
    pub names: &'a Names,
    pub from: &'a Place,
}

impl Scene<'_> {
    pub fn to(&self, page: &PageId) -> Link {
        self.names.to(self.from, page)
    }

    pub fn all(&self, pages: &[PageId]) -> Vec<Link> {
        pages.iter().map(|page| self.to(page)).collect()
    }

    pub fn trips(&self, places: &[usize]) -> Vec<TripView> {
        places.iter().rev().filter_map(|n| self.record.trips.get(*n)).map(|trip| self.trip(trip)).collect()
    }

    fn trip(&self, trip: &Trip) -> TripView {
        let visit = &trip.visit;
        let named = |page: &Option<PageId>, words: &str| match page {
            Some(page) => self.to(page),
            None => Link::plain(words),
        };
        let sources =
            (1..).zip(trip.witnesses(&self.record.articles)).map(|(number, witness)| witness_view(number, witness));
        TripView {
            who: named(&trip.traveller, &visit.traveller),
            start: visit.start.to_string(),
            end: visit.end.to_string(),
            place: visit.place.as_deref().map(line).filter(|place| *place != line(&visit.country)),
            country: named(&trip.to, &visit.country),
            kind: visit.kind.map(|kind| kind.to_string()),
            met: trip.met.iter().map(|(name, page)| named(page, name)).collect(),
            status: visit.status.as_str(),
            withdrawn: trip.withdrawn.as_deref().map(line),
            open: !matches!(visit.status, VisitStatus::Done | VisitStatus::UnderWay),
            sources: sources.collect(),
        }
    }

    pub fn story(&self, story: &Story) -> StoryView {
        let sources = Sources::of(story, self.record);
        let last = story.last();
        StoryView {
            dateline: last.map(|t| line(&t.entry.brief.dateline.text)).unwrap_or_default(),
            people: self.all(&story.people),
            countries: self.all(&story.countries),
            pair: story.pair.as_ref().map(|pair| self.to(pair)),
            other_titles: story.other_titles.iter().map(|title| line(title)).collect(),
            tellings: story.tellings.iter().map(|telling| self.telling(story, telling, &sources)).collect(),
            trips: self.trips(&story.trips),
            sources: sources.views,
        }
    }

    fn telling(&self, story: &Story, telling: &Telling, sources: &Sources) -> TellingView {
        let entry = &telling.entry;
        let numbered: Vec<(usize, &Line)> = entry.numbered().collect();
        let (body, checks) = (entry.brief.lines.len(), entry.brief.checks.len());
        let view = |range: std::ops::Range<usize>| {
            let rows = numbered.get(range).unwrap_or_default();
            let labels = std::iter::once(None).chain(rows.iter().map(|(_, line)| Some(line.label.as_str())));
            rows.iter()
                .zip(labels)
                .map(|((number, line), before)| self.line(telling, (*number, line), before, sources))
                .collect::<Vec<_>>()
        };
        let update = entry.update.as_ref();
        let headline = &entry.brief.headline.text;
        TellingView {
            day: self.to(&telling.day),
            digest: format!("{} {}", line(&telling.digest_title), telling.number),
            headline: (*headline != story.title).then(|| line(headline)),
            editor: entry.headline_was.is_some(),
            dateline: line(&entry.brief.dateline.text),
            since: update.map(|update| update.since.clone()).unwrap_or_default(),
            changes: update.iter().flat_map(|update| &update.changes).map(change).collect(),
            notes: entry.notes.iter().map(|note| line(note)).collect(),
            headline_corrections: self.corrections(telling, 0, headline),
            lines: view(1..1 + body),
            checks: view(1 + body..1 + body + checks),
            key_dates: view(1 + body + checks..numbered.len()),
            not_stated: entry.brief.not_stated.iter().map(|open| line(&open.text)).collect(),
        }
    }

    fn line(
        &self,
        telling: &Telling,
        (number, of): (usize, &Line),
        before: Option<&str>,
        sources: &Sources,
    ) -> LineView {
        let label = Some(line(&of.label)).filter(|label| !label.is_empty() && before != Some(of.label.as_str()));
        let speaker = of.slots.get("speaker").map(|speaker| line(speaker));
        LineView {
            label,
            text: line(&of.text),
            speaker: speaker.filter(|speaker| !of.text.contains(speaker.as_str())),
            quotation: of.section == Section::Quotation,
            unconfirmed: of.certainty == "unconfirmed" && of.section != Section::Unconfirmed,
            marks: sources.marks(of.receipts.iter().chain(&of.support)),
            corrections: self.corrections(telling, number, &of.text),
        }
    }

    fn corrections(&self, telling: &Telling, number: usize, printed: &str) -> Vec<CorrectionView> {
        let view = |mark: &crate::publish::record::Mark| {
            let by = self.record.digests.iter().find(|digest| digest.id == mark.by);
            let title = by.map_or_else(String::new, |by| format!("{} {}", by.edition.title, by.edition.number));
            let day = by.map_or_else(|| Link::plain(&title), |by| self.to(&by.day).titled(&title));
            CorrectionView {
                digest: day,
                printed: line(printed),
                reason: line(&mark.reason),
                now: mark.now.as_deref().map(line),
            }
        };
        telling.marks_of(number).map(view).collect()
    }

    pub fn day_digest(&self, edition: &Edition, stories: &[PageId]) -> DayDigestView {
        let by_id = |id: &str| self.record.stories_by_id(id).map(|story| self.to(&story.id));
        let named = |id: &str, headline: &str| match by_id(id) {
            Some(link) => link.titled(headline),
            None => Link::plain(headline),
        };
        let teasers = edition.briefs.iter().zip(stories).map(|(entry, page)| TeaserView {
            link: self.to(page).titled(&entry.brief.headline.text),
            update: entry.update.is_some(),
            dateline: line(&entry.brief.dateline.text),
            lead: entry.brief.lines.first().map(|first| line(&first.text)),
        });
        let link = |(number, link): (usize, &crate::model::Link)| {
            let source = self.record.articles.source(&link.article);
            let name =
                Some(line(&link.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| "(no headline)".to_owned());
            SourceView {
                number,
                name,
                title: link.publisher.as_deref().map(line),
                day: None,
                url: source.and_then(|s| s.url),
            }
        };
        DayDigestView {
            title: format!("{} {}", line(&edition.title), edition.number),
            notes: edition.notes.iter().map(|note| line(note)).collect(),
            corrections: edition.corrections.iter().map(|c| self.corrected(edition, c)).collect(),
            stories: teasers.collect(),
            also: edition.also.iter().map(|also| named(&also.story_id, &also.headline)).collect(),
            unchanged: edition.unchanged.iter().map(|one| named(&one.story_id, &one.headline)).collect(),
            links: (1..).zip(&edition.links).map(link).collect(),
        }
    }

    fn corrected(&self, edition: &Edition, correction: &Correction) -> CorrectionView {
        let title = format!("{} {}", edition.title, correction.digest);
        let of = |d: &&crate::publish::record::Published| {
            d.edition.desk == edition.desk && d.edition.number == correction.digest
        };
        let was = self.record.digests.iter().find(of);
        CorrectionView {
            digest: was.map_or_else(|| Link::plain(&title), |was| self.to(&was.day).titled(&title)),
            printed: line(&correction.printed),
            reason: line(&correction.reason),
            now: correction.now.as_deref().map(line),
        }
    }
}

fn change(change: &crate::model::Change) -> ChangeView {
    ChangeView { slot: line(&change.slot), was: change.was.as_deref().map(line), now: line(&change.now) }
}

fn witness_view(number: usize, witness: Witness) -> SourceView {
    match witness {
        Witness::Article(source, _) => SourceView {
            number,
            name: line(&source.name),
            title: source.title.as_deref().map(line),
            day: source.published.map(|day| day.format("%-d %B %Y").to_string()),
            url: source.url,
        },
        Witness::File(file) => SourceView { number, name: line(&file), title: None, day: None, url: None },
        Witness::Desk => SourceView { number, name: "desk".to_owned(), title: None, day: None, url: None },
    }
}

/// The sources of a story, numbered in the order in which digests told them, so that a number stays.
struct Sources {
    ids: Vec<String>,
    views: Vec<SourceView>,
}

impl Sources {
    fn of(story: &Story, record: &Record) -> Sources {
        let mut sources = Sources { ids: Vec::new(), views: Vec::new() };
        for entry in story.tellings.iter().rev().map(|telling| &telling.entry) {
            let known = entry.brief.sources.iter().map(|s| (s.article.as_str(), s.source_path.as_str()));
            let cited = entry.numbered().flat_map(|(_, line)| line.receipts.iter().chain(&line.support));
            let cited = cited.map(|r| (r.article.as_str(), r.source_path.as_str()));
            for (id, path) in known.chain(cited) {
                if sources.ids.iter().all(|known| known != id) {
                    sources.ids.push(id.to_owned());
                    sources.views.push(source(sources.ids.len(), id, path, record));
                }
            }
        }
        sources
    }

    fn marks<'r>(&self, receipts: impl Iterator<Item = &'r Receipt>) -> String {
        let mut at: Vec<(usize, usize)> =
            receipts.filter_map(|r| Some((self.ids.iter().position(|id| *id == r.article)? + 1, r.i + 1))).collect();
        at.sort_unstable();
        at.dedup();
        let alone = self.ids.len() == 1;
        let mark = |(source, i): &(usize, usize)| if alone { format!("[{i}]") } else { format!("[{source}.{i}]") };
        at.iter().map(mark).collect::<Vec<_>>().join(" ")
    }
}

fn source(number: usize, id: &str, path: &str, record: &Record) -> SourceView {
    match record.articles.source(id) {
        Some(source) => witness_view(number, Witness::Article(source, 0)),
        None => witness_view(number, Witness::File(path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned())),
    }
}

/// True where a day lies within a trip whose days are known.
pub(super) fn is_on(trip: &Trip, day: chrono::NaiveDate) -> bool {
    let known = |date: PartialDate| date.is_day().then(|| date.first());
    let (Some(start), Some(end)) = (known(trip.visit.start), known(trip.visit.end)) else { return false };
    start <= day && day <= end
}
