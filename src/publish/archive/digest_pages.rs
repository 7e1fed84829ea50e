//! The pages of digests, and the home page.

use std::collections::BTreeMap;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::{BriefView, LinkView, MarkView, Told, href, sentence_of};
use super::plans::{self, AheadView};
use super::{ArchiveError, Site, value};
use crate::model::Edition;
use crate::publish::record::{Mark, PageId, Published};
use crate::publish::titles::digest_title;
use crate::render::{SOURCE_LANGUAGE, clean};
use crate::text::capitalised;

/// Digests that the home page names.
const EARLIER: usize = 7;

#[derive(Serialize, JsonSchema)]
pub(super) struct DigestView {
    /// The title.
    title: String,
    /// The number.
    number: u32,
    /// The day in words.
    day: String,
    /// True where nothing is new.
    is_empty: bool,
    /// Notes of the editor.
    notes: Vec<String>,
    /// What a later digest corrects of it.
    corrections: Vec<OpeningView>,
    /// Headlines that found no room.
    also: Vec<AlsoView>,
    /// Articles of which only headline and address may be published.
    links: Vec<ElsewhereView>,
    /// Stories told before with nothing new.
    unchanged: Vec<UnchangedView>,
    /// How many articles were read.
    read: usize,
    /// The moment of the digest before it.
    from: Option<String>,
    /// The moment up to which articles were read.
    to: String,
    /// The time zone of both.
    zone: String,
    /// What was held back.
    held: Vec<HeldView>,
    /// Sources that failed.
    failed: Vec<FailedView>,
    /// The digest before it.
    before: Option<RowView>,
    /// The digest after it.
    after: Option<RowView>,
}

/// A correction that a digest opens with.
#[derive(Serialize, JsonSchema)]
struct OpeningView {
    /// The number.
    number: u32,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: Option<String>,
    /// The day in words.
    day: String,
    /// The line, as in `2.3`.
    line: String,
    /// The line as printed.
    printed: String,
    /// Why.
    reason: String,
    /// What was said before.
    was: Option<String>,
    /// What holds now.
    now: Option<String>,
    /// The sentences that it came from.
    marks: Vec<MarkView>,
}

#[derive(Serialize, JsonSchema)]
struct AlsoView {
    /// The headline.
    headline: HeadView,
    /// How many articles.
    articles: usize,
}

#[derive(Serialize, JsonSchema)]
struct ElsewhereView {
    /// The title.
    title: String,
    /// The outlet.
    publisher: Option<String>,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct UnchangedView {
    /// The headline.
    headline: HeadView,
    /// The digest.
    digest: u32,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct HeldView {
    /// Why.
    reason: String,
    /// How many.
    count: usize,
}

#[derive(Serialize, JsonSchema)]
struct FailedView {
    /// What the source is called.
    source: String,
    /// Why.
    reason: String,
}

/// A digest in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct RowView {
    /// The number.
    pub number: u32,
    /// The day in words.
    pub day: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: String,
    /// The headline.
    pub headline: String,
    /// All of its headlines.
    pub headlines: Vec<HeadView>,
}

/// A headline in a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct HeadView {
    /// The words.
    pub text: String,
    /// The code of its language, where it is not that of the page.
    pub lang: Option<String>,
}

impl RowView {
    pub fn of(site: &Site<'_>, digest: &Published) -> RowView {
        let briefs = digest.edition.briefs.iter().map(|entry| &entry.brief);
        let headlines: Vec<HeadView> = briefs.map(|brief| HeadView::of(site, &brief.headline)).collect();
        let headline =
            headlines.first().map(|head| head.text.clone()).unwrap_or_else(|| site.words.say("nothing_new", &[]));
        let day = site.words.days().date(digest.edition.date);
        RowView { number: digest.edition.number, day, href: href(&digest.id), headline, headlines }
    }
}

impl HeadView {
    pub fn of(site: &Site<'_>, line: &crate::model::Line) -> HeadView {
        let (text, lang) = site.words.line(line);
        HeadView { text: clean(&text), lang: site.foreign(lang) }
    }

    /// The headline of a story in a list of a digest: as its page has it, else as it was printed.
    fn printed(site: &Site<'_>, story: Option<&PageId>, text: &str) -> HeadView {
        let line = story.and_then(|id| site.stories.get(id)?.last()).map(|telling| &telling.entry.brief.headline);
        match line.filter(|line| line.text == text) {
            Some(line) => HeadView::of(site, line),
            None => HeadView { text: clean(text), lang: site.foreign(SOURCE_LANGUAGE) },
        }
    }
}

/// What each story's telling in a digest is corrected by, and its page.
pub(super) struct Tellings<'a> {
    by_digest: BTreeMap<(&'a PageId, usize), (&'a [Mark], &'a PageId)>,
    stories: BTreeMap<&'a str, &'a PageId>,
}

impl<'a> Tellings<'a> {
    pub fn of(site: &Site<'a>) -> Tellings<'a> {
        let stories = &site.record.stories;
        let tellings = stories.iter().flat_map(|story| story.tellings.iter().map(move |t| (t, &story.id)));
        Tellings {
            by_digest: tellings.map(|(t, id)| ((&t.digest, t.position), (t.marks.as_slice(), id))).collect(),
            stories: stories.iter().map(|story| (story.story_id.as_str(), &story.id)).collect(),
        }
    }

    /// The stories of a digest.
    pub fn briefs(&self, site: &Site<'a>, digest: &'a Published) -> Vec<BriefView> {
        let entries = digest.edition.briefs.iter().zip(&digest.numbers);
        let view = |(entry, position): (&'a _, &usize)| {
            let known = self.by_digest.get(&(&digest.id, *position));
            let told = Told {
                countries: &site.countries,
                sources: &site.sources,
                words: site.words,
                entry,
                position: *position,
                marks: known.map(|(marks, _)| *marks).unwrap_or_default(),
                story: known.map(|(_, id)| *id),
                prefix: String::new(),
            };
            told.view()
        };
        entries.map(view).collect()
    }

    /// The page of a story.
    pub fn page(&self, story: &str) -> Option<&'a PageId> {
        self.stories.get(story).copied()
    }
}

/// The page of each digest.
pub(super) fn digests<'a>(site: &mut Site<'a>, tellings: &Tellings<'a>) -> Result<(), ArchiveError> {
    let pages = site.record.digests.par_iter().map(|digest| page(site, tellings, digest));
    let pages: Vec<(String, String)> = pages.collect::<Result<_, _>>()?;
    site.take(pages);
    Ok(())
}

fn page<'a>(site: &Site<'a>, tellings: &Tellings<'a>, digest: &'a Published) -> Result<(String, String), ArchiveError> {
    let briefs = tellings.briefs(site, digest);
    let about = briefs.iter().map(|brief| brief.headline.text.clone()).collect::<Vec<_>>().join(" · ");
    let view = view(site, tellings, digest);
    let title = digest_title(digest, site.words);
    let context = minijinja::context! { digest => value(&view), briefs => value(&briefs) };
    site.rendered("archive/digest.html", &href(&digest.id), (&title, &about, "calendar.html"), context)
}

fn view<'a>(site: &Site<'a>, tellings: &Tellings<'a>, digest: &'a Published) -> DigestView {
    let edition = &digest.edition;
    let own: Vec<&Published> = site.record.digests.iter().filter(|d| d.edition.desk == edition.desk).collect();
    let at = own.iter().position(|other| other.id == digest.id);
    let near = |at: Option<usize>| at.and_then(|at| own.get(at)).map(|digest| RowView::of(site, digest));
    let words = site.words;
    DigestView {
        title: clean(&edition.title),
        number: edition.number,
        day: capitalised(&words.days().dated(edition.date)),
        is_empty: edition.is_empty(),
        notes: edition.notes.iter().map(|note| clean(note)).collect(),
        corrections: corrections(site, &own, edition),
        also: edition
            .also
            .iter()
            .map(|also| AlsoView {
                headline: HeadView::printed(site, tellings.page(&also.story_id), &also.headline),
                articles: also.articles,
            })
            .collect(),
        links: edition.links.iter().map(elsewhere).collect(),
        unchanged: edition
            .unchanged
            .iter()
            .map(|story| UnchangedView {
                headline: HeadView::printed(site, tellings.page(&story.story_id), &story.headline),
                digest: story.digest,
                href: tellings.page(&story.story_id).map(href),
            })
            .collect(),
        read: edition.coverage.read.read,
        from: edition.window.from.as_deref().map(|from| words.days().moment(from)),
        to: words.days().moment(&edition.window.to),
        zone: edition.window.zone.clone(),
        held: edition
            .coverage
            .held
            .iter()
            .map(|h| HeldView { reason: clean(&words.reason(&h.reason)), count: h.count })
            .collect(),
        failed: edition
            .coverage
            .failed
            .iter()
            .map(|f| FailedView { source: clean(&f.source), reason: clean(&words.reason(&f.reason)) })
            .collect(),
        // The newest comes first.
        before: near(at.map(|at| at + 1)),
        after: near(at.and_then(|at| at.checked_sub(1))),
    }
}

fn corrections(site: &Site<'_>, own: &[&Published], edition: &Edition) -> Vec<OpeningView> {
    let view = |correction: &crate::model::Correction| {
        let of = own.iter().find(|digest| digest.edition.number == correction.digest);
        let (story, line) = correction.line.split_once('.').unwrap_or((&correction.line, "0"));
        let is_there = |d: &&&Published| story.parse().is_ok_and(|n: usize| d.numbers.contains(&n));
        let marks = correction.receipts.iter().map(|receipt| {
            let lead = site.sources.lead(receipt);
            let sentence = receipt.i + 1;
            MarkView {
                number: sentence.to_string(),
                href: lead.href,
                external: lead.external,
                source: sentence_of(&site.sources.name(&receipt.article, site.words), sentence, site.words),
            }
        });
        OpeningView {
            number: correction.digest,
            href: of.filter(is_there).map(|digest| format!("{}#l{story}-{line}", href(&digest.id))),
            day: site.words.days().date(correction.date),
            line: correction.line.clone(),
            printed: clean(&correction.printed),
            reason: clean(&site.words.correction(correction)),
            was: correction.was.as_deref().map(clean),
            now: correction.now.as_deref().map(clean),
            marks: marks.filter(|mark| mark.href.is_some()).collect(),
        }
    };
    edition.corrections.iter().map(view).collect()
}

fn elsewhere(link: &crate::model::Link) -> ElsewhereView {
    let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    ElsewhereView {
        title: clean(&link.title),
        publisher: link.publisher.as_deref().map(clean),
        href: link.url.as_ref().filter(is_web).map(|url| clean(url)),
    }
}

#[derive(Serialize, JsonSchema)]
pub(super) struct LatestView {
    /// The number.
    number: u32,
    /// The day in words.
    day: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    href: String,
    /// What a later digest corrects of it.
    corrections: usize,
    /// The stories.
    stories: Vec<BriefView>,
}

/// The home page: the latest digest with stories, what is ahead, the digests before.
pub(super) fn home<'a>(site: &mut Site<'a>, tellings: &Tellings<'a>) -> Result<(), ArchiveError> {
    let all = &site.record.digests;
    let latest = all.iter().find(|digest| !digest.edition.briefs.is_empty()).or(all.first());
    let view = latest.map(|digest| LatestView {
        number: digest.edition.number,
        day: site.words.days().dated(digest.edition.date),
        href: href(&digest.id),
        corrections: digest.edition.corrections.len(),
        stories: tellings.briefs(site, digest),
    });
    let earlier = all.iter().filter(|digest| latest.is_none_or(|latest| latest.id != digest.id)).take(EARLIER);
    let earlier: Vec<RowView> = earlier.map(|digest| RowView::of(site, digest)).collect();
    let ahead: Vec<AheadView> = plans::ahead(site);
    let context = minijinja::context! {
        latest => value(&view),
        earlier => value(&earlier),
        ahead => value(&ahead),
    };
    let title = site.settings.title.clone();
    site.page("archive/index.html", "index.html", &title, "", "index.html", context)
}

/// Links of pages, by their titles.
pub(super) fn links(site: &Site<'_>, ids: &[PageId]) -> Vec<LinkView> {
    let link = |id: &PageId| Some(LinkView { name: site.title(id)?.to_owned(), href: Some(href(id)) });
    ids.iter().filter_map(link).collect()
}
