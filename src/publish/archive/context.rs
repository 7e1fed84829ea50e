//! What the templates of the archive see, field by field.

use schemars::{JsonSchema, Schema, schema_for};

use super::brief::{BriefView, LinkView};
use super::calendar_pages::{DayView, MonthView};
use super::digest_pages::{DigestView, LatestView, RowView};
use super::plans::AheadView;
use super::source_pages::{PieceView, SourceView};
use super::story_pages::{StoryView, TellingView};
use super::timelines::TimelineView;
use super::{NavView, PageView, pages};
use crate::render::LabelView;

/// What the templates of the archive see: the first seven names on every page, the others on those that say so.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "its schema is what the templates are checked by")]
struct ArchiveContext {
    /// The code of the language that attache's own words are in: `en`.
    lang: String,
    /// The code of the language that the sources are in, and with them their words.
    source_lang: String,
    /// The way from the page to the top of the archive: nothing, or `../`.
    root: String,
    /// The archive.
    site: SiteView,
    /// The page.
    page: PageView<'static>,
    /// Headings of the parts that are no sections.
    labels: LabelView,
    /// digest.html: the digest without its stories.
    digest: DigestView,
    /// digest.html, feed.html: the stories, the most important first.
    briefs: Vec<BriefView>,
    /// feed.html: the address of the archive.
    base: String,
    /// index.html: the latest digest with stories.
    latest: Option<LatestView>,
    /// index.html: the digests before it.
    earlier: Vec<RowView>,
    /// index.html: what is ahead.
    ahead: Vec<AheadView>,
    /// calendar.html: the month.
    month: String,
    /// calendar.html: this year's months with digests, and the last one of each other year.
    months: Vec<MonthView>,
    /// calendar.html: the names of the days of the week.
    weekdays: Vec<String>,
    /// calendar.html: the weeks, each of seven days.
    weeks: Vec<Vec<DayView>>,
    /// calendar.html: the calendar files of years and months, on the page of the latest month, where there are several.
    files: Vec<LinkView>,
    /// calendar.html: the digests of the month.
    digests: Vec<RowView>,
    /// list.html, part.html: the entries under their headings.
    groups: Vec<pages::GroupView>,
    /// page.html: person, country, two countries.
    kind: String,
    /// page.html: offices, other names.
    facts: Vec<String>,
    /// page.html: pages that belong to it.
    links: Vec<LinkView>,
    /// page.html, part.html: visits.
    tables: Vec<pages::TableView>,
    /// list.html, page.html: the years of a list that is too long for one page, else nothing; of people, the letters.
    years: Vec<LinkView>,
    /// part.html: the part of such a list.
    part: super::part_pages::PartView,
    /// page.html: the heading of the stories.
    rows_title: String,
    /// page.html: stories.
    rows: Vec<pages::RowView>,
    /// page.html, story.html: the timeline, where there is more than one mark.
    timeline: Option<TimelineView>,
    /// search.html: the files of the index.
    shards: Vec<String>,
    /// source.html: the article.
    source: SourceView,
    /// source.html: its paragraphs, each in pieces.
    paragraphs: Vec<Vec<PieceView>>,
    /// story.html: the story.
    story: StoryView,
    /// story.html: what was told, the newest first.
    tellings: Vec<TellingView>,
}

/// The archive.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "its schema is what the templates are checked by")]
struct SiteView {
    /// What it is called.
    title: String,
    /// What the masthead leads to.
    nav: Vec<NavView>,
}

/// The names that the templates of the archive know.
pub(in crate::publish) fn context() -> Schema {
    schema_for!(ArchiveContext)
}
