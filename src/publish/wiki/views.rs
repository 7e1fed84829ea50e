//! What the templates of the wiki see. Every string is one line without hidden signs.

use schemars::JsonSchema;
use serde::Serialize;

use super::names::{Link, Names, Place, line};
use crate::model::{Correction, Edition, Line, PartialDate, Receipt, Section, VisitStatus};
use crate::publish::record::{PageId, Record, Story, Telling, Trip, Witness};
use crate::publish::titles::{other_titles, story_title};
use crate::render::Catalogue;

/// Where something was said, outside the wiki.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(super) struct SourceView {
    /// Its number on the page, from 1.
    pub number: usize,
    /// What is shown.
    pub name: String,
    /// The article's own headline.
    pub title: Option<String>,
    /// 25 March 2031.
    pub day: Option<String>,
    /// The address, `http` or `https`.
    pub url: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct StoryView {
    /// Place, days, status and origins, between dots.
    pub dateline: String,
    /// People whom it names.
    pub people: Vec<Link>,
    /// Countries that it is about.
    pub countries: Vec<Link>,
    /// The two countries between which it happens.
    pub pair: Option<Link>,
    /// Other headlines that it had, the newest first.
    pub other_titles: Vec<String>,
    /// The newest first.
    pub tellings: Vec<TellingView>,
    /// Trips.
    pub trips: Vec<TripView>,
    /// The articles behind it.
    pub sources: Vec<SourceView>,
    /// Its timeline.
    pub timeline: Option<PictureView>,
}

/// A picture beside the pages.
#[derive(Serialize, JsonSchema)]
pub(super) struct PictureView {
    /// What it shows.
    pub title: String,
    /// Its file, from the page's folder; for MediaWiki the name that it is uploaded under.
    pub href: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TellingView {
    /// The day in words.
    pub day: Link,
    /// Morning digest 12.
    pub digest: String,
    /// The headline, where it is not the page's title.
    pub headline: Option<String>,
    /// True where the headline is the editor's.
    pub editor: bool,
    /// Place, days, status and origins, between dots.
    pub dateline: String,
    /// The digests that told it before; empty for a new story.
    pub since: Vec<u32>,
    /// What has changed.
    pub changes: Vec<ChangeView>,
    /// Notes of the editor.
    pub notes: Vec<String>,
    /// What is wrong with the headline.
    pub headline_corrections: Vec<CorrectionView>,
    /// The lines.
    pub lines: Vec<LineView>,
    /// What does not fit together in the sources.
    pub checks: Vec<LineView>,
    /// The days that it names.
    pub key_dates: Vec<LineView>,
    /// What the sources leave open.
    pub not_stated: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ChangeView {
    /// What it is about: status, days.
    pub slot: String,
    /// What was said before.
    pub was: Option<String>,
    /// What holds now.
    pub now: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct LineView {
    /// The heading, on the first line of those that share it.
    pub label: Option<String>,
    /// The words.
    pub text: String,
    /// Its language, where it is not that of the page.
    pub lang: Option<String>,
    /// Who says it, where the words do not.
    pub speaker: Option<String>,
    /// True for the words of a speaker.
    pub quotation: bool,
    /// True for one that is not confirmed.
    pub unconfirmed: bool,
    /// The numbers of the sentences: `[3]`, or `[1.3]` where the story has several sources.
    pub marks: String,
    /// Where a later digest corrects it.
    pub corrections: Vec<CorrectionView>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct CorrectionView {
    /// The digest that says so; on the page of a day, the digest that was wrong.
    pub digest: Link,
    /// The line as printed.
    pub printed: String,
    /// Why.
    pub reason: String,
    /// What holds now.
    pub now: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct TripView {
    /// Who.
    pub who: Link,
    /// 2031-03-25, 2031-03, 2031.
    pub start: String,
    /// The last day, as `start`.
    pub end: String,
    /// The city or venue.
    pub place: Option<String>,
    /// The country.
    pub country: Link,
    /// The kind of visit.
    pub kind: Option<String>,
    /// Whom they met.
    pub met: Vec<Link>,
    /// How far it has come.
    pub status: String,
    /// Why it was withdrawn, where it was; empty where nobody said.
    pub withdrawn: Option<String>,
    /// True for one that is planned or called off.
    pub open: bool,
    /// The articles behind it.
    pub sources: Vec<SourceView>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct DayDigestView {
    /// Morning digest 12.
    pub title: String,
    /// Notes of the editor.
    pub notes: Vec<String>,
    /// What a later digest corrects of it.
    pub corrections: Vec<CorrectionView>,
    /// The stories.
    pub stories: Vec<TeaserView>,
    /// Headlines that found no room.
    pub also: Vec<Link>,
    /// Stories told before with nothing new.
    pub unchanged: Vec<Link>,
    /// Articles of which only headline and address may be published.
    pub links: Vec<SourceView>,
}

/// A story in a list.
#[derive(Serialize, JsonSchema)]
pub(super) struct TeaserView {
    /// The page.
    pub link: Link,
    /// What is new since an earlier digest told of it.
    pub update: bool,
    /// Place, days, status and origins, between dots.
    pub dateline: String,
    /// Its first line.
    pub lead: Option<String>,
}

/// An entry of a list, with what is said of it in brackets or behind.
#[derive(Serialize, JsonSchema)]
pub(super) struct ItemView {
    /// The page.
    pub link: Link,
    /// What is said of it.
    pub note: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct GroupView {
    /// The title.
    pub title: Option<String>,
    /// The entries.
    pub items: Vec<ItemView>,
}

/// What the views of one page share.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub record: &'a Record,
    pub names: &'a Names,
    pub words: &'a Catalogue,
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
        let country = Link::plain(&self.words.place(&visit.country));
        let named = |page: &Option<PageId>, words: &str| match page {
            Some(page) => self.to(page),
            None => Link::plain(words),
        };
        let sources = (1..)
            .zip(trip.witnesses(&self.record.articles))
            .map(|(number, witness)| witness_view(number, witness, self.words));
        TripView {
            who: named(&trip.traveller, &visit.traveller),
            start: visit.start.to_string(),
            end: visit.end.to_string(),
            place: visit
                .place
                .as_deref()
                .filter(|place| line(place) != line(&visit.country))
                .map(|place| line(&self.words.place(place))),
            country: trip.to.as_ref().map_or(country, |page| self.to(page)),
            kind: visit.kind.map(|kind| self.words.visit(kind.as_str())),
            met: trip.met.iter().map(|(name, page)| named(page, name)).collect(),
            status: self.words.value("status", visit.status.as_str()),
            withdrawn: trip.withdrawn.as_deref().map(line),
            open: !matches!(visit.status, VisitStatus::Done | VisitStatus::UnderWay),
            sources: sources.collect(),
        }
    }

    pub fn story(&self, story: &Story) -> StoryView {
        let sources = Sources::of(story, self.record, self.words);
        let last = story.last();
        StoryView {
            dateline: last.map(|t| line(&self.words.line(&t.entry.brief.dateline).0)).unwrap_or_default(),
            people: self.all(&story.people),
            countries: self.all(&story.countries),
            pair: story.pair.as_ref().map(|pair| self.to(pair)),
            other_titles: other_titles(story, self.words),
            tellings: story.tellings.iter().map(|telling| self.telling(story, telling, &sources)).collect(),
            trips: self.trips(&story.trips),
            sources: sources.views,
            timeline: None,
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
        let headline = line(&self.words.line(&entry.brief.headline).0);
        TellingView {
            day: self.to(&telling.day),
            digest: format!("{} {}", line(&telling.digest_title), telling.number),
            headline: Some(headline.clone()).filter(|headline| *headline != story_title(story, self.words)),
            editor: entry.headline_was.is_some(),
            dateline: line(&self.words.line(&entry.brief.dateline).0),
            since: update.map(|update| update.since.clone()).unwrap_or_default(),
            changes: update.iter().flat_map(|update| &update.changes).map(|one| change(one, self.words)).collect(),
            notes: entry.notes.iter().map(|note| line(note)).collect(),
            headline_corrections: self.corrections(telling, 0, &headline),
            lines: view(1..1 + body),
            checks: view(1 + body..1 + body + checks),
            key_dates: view(1 + body + checks..numbered.len()),
            not_stated: entry
                .brief
                .not_stated
                .iter()
                .map(|open| line(&self.words.open(&open.slot, &open.text)))
                .collect(),
        }
    }

    fn line(
        &self,
        telling: &Telling,
        (number, of): (usize, &Line),
        before: Option<&str>,
        sources: &Sources,
    ) -> LineView {
        let label = Some(line(&self.words.label(&of.label)))
            .filter(|label| !label.is_empty() && before != Some(of.label.as_str()));
        let speaker = of.slots.get("speaker").map(|speaker| line(speaker));
        let (text, lang) = self.line_of(of);
        LineView {
            label,
            text: line(&text),
            lang: (lang != self.words.code()).then(|| lang.to_owned()),
            speaker: speaker.filter(|speaker| !of.text.contains(speaker.as_str())),
            quotation: of.section == Section::Quotation,
            unconfirmed: of.certainty == "unconfirmed" && of.section != Section::Unconfirmed,
            marks: sources.marks(of.receipts.iter().chain(&of.support)),
            corrections: self.corrections(telling, number, &text),
        }
    }

    /// The words of a line, those of a key date too, and their language.
    fn line_of(&self, of: &Line) -> (String, &str) {
        if of.section != Section::KeyDates {
            return self.words.line(of);
        }
        let (when, what, lang) = self.words.key_date(of);
        (format!("{} {what}", self.words.say("says", &[("who", &when)])), lang)
    }

    fn corrections(&self, telling: &Telling, number: usize, printed: &str) -> Vec<CorrectionView> {
        let view = |mark: &crate::publish::record::Mark| {
            let by = self.record.digests.iter().find(|digest| digest.id == mark.by);
            let title = by.map_or_else(String::new, |by| format!("{} {}", by.edition.title, by.edition.number));
            let day = by.map_or_else(|| Link::plain(&title), |by| self.to(&by.day).titled(&title));
            CorrectionView {
                digest: day,
                printed: line(printed),
                reason: line(&self.words.why(mark.kind, &mark.reason)),
                now: mark.now.as_deref().map(line),
            }
        };
        telling.marks_of(number).map(view).collect()
    }

    pub fn day_digest(&self, edition: &Edition, stories: &[PageId]) -> DayDigestView {
        let words = |of: &Line| line(&self.words.line(of).0);
        let by_id = |id: &str| self.record.stories_by_id(id).map(|story| self.to(&story.id));
        let named = |id: &str, headline: &str| match by_id(id) {
            Some(link) => link.titled(headline),
            None => Link::plain(headline),
        };
        let teasers = edition.briefs.iter().zip(stories).map(|(entry, page)| TeaserView {
            link: self.to(page).titled(&words(&entry.brief.headline)),
            update: entry.update.is_some(),
            dateline: words(&entry.brief.dateline),
            lead: entry.brief.lines.first().map(words),
        });
        let link = |(number, link): (usize, &crate::model::Link)| {
            let source = self.record.articles.source(&link.article);
            let name = Some(line(&link.title))
                .filter(|title| !title.is_empty())
                .unwrap_or_else(|| self.words.say("no_headline", &[]));
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
            reason: line(&self.words.correction(correction)),
            now: correction.now.as_deref().map(line),
        }
    }
}

fn change(change: &crate::model::Change, words: &Catalogue) -> ChangeView {
    let value = |value: &str| line(&words.value(&change.slot, value));
    ChangeView { slot: line(&words.slot(&change.slot)), was: change.was.as_deref().map(value), now: value(&change.now) }
}

fn witness_view(number: usize, witness: Witness, words: &Catalogue) -> SourceView {
    match witness {
        Witness::Article(source, _) => SourceView {
            number,
            name: line(&source.name),
            title: source.title.as_deref().map(line),
            day: source.published.map(|day| words.days().date(day)),
            url: source.url,
        },
        Witness::File(file) => SourceView { number, name: line(&file), title: None, day: None, url: None },
        Witness::Desk => SourceView { number, name: words.say("the_desk", &[]), title: None, day: None, url: None },
    }
}

/// The sources of a story, numbered in the order in which digests told them, so that a number stays.
struct Sources {
    ids: Vec<String>,
    views: Vec<SourceView>,
}

impl Sources {
    fn of(story: &Story, record: &Record, words: &Catalogue) -> Sources {
        let mut sources = Sources { ids: Vec::new(), views: Vec::new() };
        for entry in story.tellings.iter().rev().map(|telling| &telling.entry) {
            let known = entry.brief.sources.iter().map(|s| (s.article.as_str(), s.source_path.as_str()));
            let cited = entry.numbered().flat_map(|(_, line)| line.receipts.iter().chain(&line.support));
            let cited = cited.map(|r| (r.article.as_str(), r.source_path.as_str()));
            for (id, path) in known.chain(cited) {
                if sources.ids.iter().all(|known| known != id) {
                    sources.ids.push(id.to_owned());
                    sources.views.push(source(sources.ids.len(), id, path, (record, words)));
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

fn source(number: usize, id: &str, path: &str, (record, words): (&Record, &Catalogue)) -> SourceView {
    let file = || path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    match record.articles.source(id) {
        Some(source) => witness_view(number, Witness::Article(source, 0), words),
        None => witness_view(number, Witness::File(file()), words),
    }
}

/// True where a day lies within a trip whose days are known.
pub(super) fn is_on(trip: &Trip, day: chrono::NaiveDate) -> bool {
    let known = |date: PartialDate| date.is_day().then(|| date.first());
    let (Some(start), Some(end)) = (known(trip.visit.start), known(trip.visit.end)) else { return false };
    start <= day && day <= end
}
