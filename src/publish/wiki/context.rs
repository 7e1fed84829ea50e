//! All that the templates of the wiki know, kind by kind.

use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::names::Link;
use super::part_pages::PartView;
use super::views::{DayDigestView, GroupView, ItemView, PictureView, StoryView, TeaserView, TripView};
use crate::render::LabelView;

#[derive(Serialize, JsonSchema)]
pub(super) struct PageView {
    /// The title.
    pub title: String,
    /// The same as a heading: one that is a sentence loses its full stop.
    pub heading: String,
    /// The first page.
    pub index: Link,
}

/// All that a template can see: a name for each kind of page, of which one is set.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Subject {
    Story(StoryView),
    Person(PersonView),
    Country(CountryView),
    Pair(PairView),
    Day(DayView),
    Index(IndexView),
    List(ListView),
    Part(PartView),
    Moved(Link),
    Gone(()),
}

#[derive(Serialize)]
pub(super) struct Context {
    /// The code of the language that attache's own words are in: `en`.
    pub lang: String,
    /// The code of the language that the sources are in, and with them their words.
    pub source_lang: &'static str,
    /// Headings of the parts that are no sections.
    pub labels: LabelView,
    pub page: PageView,
    #[serde(flatten)]
    pub subject: Subject,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct PersonView {
    /// The country.
    pub country: Option<Link>,
    /// Offices, as told.
    pub offices: Vec<String>,
    /// Other spellings.
    pub other_names: Vec<String>,
    /// Trips.
    pub trips: Vec<TripView>,
    /// Whom they met.
    pub met: Vec<TripView>,
    /// The stories.
    pub stories: Vec<ItemView>,
    /// The years of all of them, where the page holds the newest alone.
    pub years: Vec<Link>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct CountryView {
    /// Its code: ISO 3166-1 alpha-3.
    pub code: String,
    /// People whom it names.
    pub people: Vec<Link>,
    /// Pairs of countries that it is one of.
    pub pairs: Vec<Link>,
    /// Trips to it.
    pub visited: Vec<TripView>,
    /// Trips of those who act for it.
    pub travelled: Vec<TripView>,
    /// The stories.
    pub stories: Vec<ItemView>,
    /// The years of all of them, where the page holds the newest alone.
    pub years: Vec<Link>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct PairView {
    /// Countries that it is about.
    pub countries: Vec<Link>,
    /// Its timeline.
    pub timeline: Option<PictureView>,
    /// Trips.
    pub trips: Vec<TripView>,
    /// The stories.
    pub stories: Vec<ItemView>,
    /// The years of all of them, where the page holds the newest alone.
    pub years: Vec<Link>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct DayView {
    /// The day of the week.
    pub weekday: String,
    /// The digests.
    pub digests: Vec<DayDigestView>,
    /// Trips.
    pub trips: Vec<TripView>,
    /// The digest before it.
    pub before: Option<Link>,
    /// The digest after it.
    pub after: Option<Link>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct IndexView {
    /// The newest days.
    pub days: Vec<Link>,
    /// The stories.
    pub stories: Vec<TeaserView>,
    /// The lists of all pages.
    pub lists: Vec<ItemView>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ListView {
    /// The groups.
    pub groups: Vec<GroupView>,
    /// The years of all entries, where the page holds the newest alone; of people, the letters.
    pub years: Vec<Link>,
}

/// The names that the templates of the wiki know: the first four on every page, the others on that of their kind.
#[derive(JsonSchema)]
#[allow(dead_code, reason = "its schema is what the templates are checked by")]
struct WikiContext {
    /// The code of the language that attache's own words are in: `en`.
    lang: String,
    /// The code of the language that the sources are in, and with them their words.
    source_lang: String,
    /// Headings of the parts that are no sections.
    labels: LabelView,
    /// The page.
    page: PageView,
    /// wiki-story: the story.
    story: StoryView,
    /// wiki-person: the person.
    person: PersonView,
    /// wiki-country: the country.
    country: CountryView,
    /// wiki-pair: the two countries.
    pair: PairView,
    /// wiki-day: the day.
    day: DayView,
    /// wiki-index: what there is.
    index: IndexView,
    /// wiki-list: the entries.
    list: ListView,
    /// wiki-part: the part of a list that is too long for one page.
    part: PartView,
    /// wiki-moved: the page that it leads to.
    moved: Link,
    /// wiki-gone: nothing.
    gone: Option<String>,
}

/// The names that the templates of the wiki know.
pub(in crate::publish) fn context() -> Schema {
    schema_for!(WikiContext)
}
