//! From a record to the pages of a wiki.

use std::collections::BTreeMap;

use minijinja::Value;
use rayon::prelude::*;
use schemars::{JsonSchema, Schema, schema_for};
use serde::Serialize;

use super::front::Front;
use super::names::{Link, Names, Place, line};
use super::views::{DayDigestView, GroupView, ItemView, PictureView, Scene, StoryView, TeaserView, TripView, is_on};
use super::{Form, WikiError, blocks};
use crate::publish::marks::{self, drawing};
use crate::publish::record::{Country, Day, PageId, PageKind, Pair, Person, Record, Story};
use crate::publish::titles::other_titles;
use crate::publish::trial::Trial;
use crate::render::timeline::Mark;
use crate::render::{Catalogue, LabelView, SOURCE_LANGUAGE, Templates, labels};
use crate::text::{capitalised, fold};

/// The width of a timeline, in CSS pixels.
const WIDTH: u32 = 720;

/// Stories and days that the index shows.
const NEWEST: usize = 15;

/// A page as attache would write it into an empty folder.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Page {
    /// Its path in the folder.
    pub file: String,
    /// `person/ana-lind`.
    pub id: String,
    /// What stays the same where the name changes.
    pub key: String,
    pub title: String,
    /// For Markdown alone.
    pub front: Option<Front>,
    /// For a page of MediaWiki that leads elsewhere: its first line.
    pub redirect: Option<String>,
    /// The blocks, sealed.
    pub body: String,
    /// The path of the page that it leads to.
    pub moved: Option<String>,
    /// The picture that belongs to it: its file and its bytes.
    pub picture: Option<(String, String)>,
}

impl Page {
    /// The whole page.
    pub fn text(&self) -> String {
        let front = self.front.as_ref().map(Front::text).map(|front| front + "\n").unwrap_or_default();
        let redirect = self.redirect.as_ref().map(|line| format!("{line}\n")).unwrap_or_default();
        format!("{front}{redirect}{}", self.body)
    }
}

#[derive(Serialize, JsonSchema)]
struct PageView {
    /// The title.
    title: String,
    /// The same as a heading: one that is a sentence loses its full stop.
    heading: String,
    /// The first page.
    index: Link,
}

/// All that a template can see: a name for each kind of page, of which one is set.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Subject {
    Story(StoryView),
    Person(PersonView),
    Country(CountryView),
    Pair(PairView),
    Day(DayView),
    Index(IndexView),
    List(ListView),
    Moved(Link),
    Gone(()),
}

#[derive(Serialize)]
struct Context {
    /// The code of the language that attache's own words are in: `en`.
    lang: String,
    /// The code of the language that the sources are in, and with them their words.
    source_lang: &'static str,
    /// Headings of the parts that are no sections.
    labels: LabelView,
    page: PageView,
    #[serde(flatten)]
    subject: Subject,
}

#[derive(Serialize, JsonSchema)]
struct PersonView {
    /// The country.
    country: Option<Link>,
    /// Offices, as told.
    offices: Vec<String>,
    /// Other spellings.
    other_names: Vec<String>,
    /// Trips.
    trips: Vec<TripView>,
    /// Whom they met.
    met: Vec<TripView>,
    /// The stories.
    stories: Vec<ItemView>,
}

#[derive(Serialize, JsonSchema)]
struct CountryView {
    /// Its code: ISO 3166-1 alpha-3.
    code: String,
    /// People whom it names.
    people: Vec<Link>,
    /// Pairs of countries that it is one of.
    pairs: Vec<Link>,
    /// Trips to it.
    visited: Vec<TripView>,
    /// Trips of those who act for it.
    travelled: Vec<TripView>,
    /// The stories.
    stories: Vec<ItemView>,
}

#[derive(Serialize, JsonSchema)]
struct PairView {
    /// Countries that it is about.
    countries: Vec<Link>,
    /// Its timeline, for Markdown.
    timeline: Option<PictureView>,
    /// Trips.
    trips: Vec<TripView>,
    /// The stories.
    stories: Vec<ItemView>,
}

#[derive(Serialize, JsonSchema)]
struct DayView {
    /// The day of the week.
    weekday: String,
    /// The digests.
    digests: Vec<DayDigestView>,
    /// Trips.
    trips: Vec<TripView>,
    /// The digest before it.
    before: Option<Link>,
    /// The digest after it.
    after: Option<Link>,
}

#[derive(Serialize, JsonSchema)]
struct IndexView {
    /// The newest days.
    days: Vec<Link>,
    /// The stories.
    stories: Vec<TeaserView>,
    /// The lists of all pages.
    lists: Vec<ItemView>,
}

#[derive(Serialize, JsonSchema)]
struct ListView {
    /// The groups.
    groups: Vec<GroupView>,
}

/// Renders pages.
pub(super) struct Press<'a> {
    pub record: &'a Record,
    pub names: &'a Names,
    pub templates: &'a Templates,
    pub form: Form,
    pub trial: Option<&'a Trial>,
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
    /// wiki-moved: the page that it leads to.
    moved: Link,
    /// wiki-gone: nothing.
    gone: Option<String>,
}

/// The names that the templates of the wiki know.
pub(in crate::publish) fn context() -> Schema {
    schema_for!(WikiContext)
}

/// Tries the templates on a record; what is wrong goes to the trial.
pub(in crate::publish) fn try_out(record: &Record, templates: &Templates, trial: &Trial) {
    for form in Form::ALL {
        let names = Names::of(record, form, templates.catalogue());
        let press = Press { record, names: &names, templates, form, trial: Some(trial) };
        // What fails is in the trial.
        let _ = press.pages();
        let _ = press.moved("person/a", "A", "person/a", &Place::Index);
        let _ = press.gone("person/a", "", "A", "person/a");
    }
}

impl Press<'_> {
    /// All pages, by path.
    ///
    /// # Errors
    /// A template that is wrong.
    pub fn pages(&self) -> Result<BTreeMap<String, Page>, WikiError> {
        let maps = Maps::of(self.record);
        let places: Vec<(&Place, &str)> = self.names.places().collect();
        let pages = places.par_iter().map(|(place, title)| self.page(&maps, place, title));
        let pages: Vec<Option<Page>> = pages.collect::<Result<_, _>>()?;
        Ok(pages.into_iter().flatten().map(|page| (page.file.clone(), page)).collect())
    }

    /// The page that stands where one was that has another name now.
    pub fn moved(&self, id: &str, title: &str, file: &str, to: &Place) -> Result<Page, WikiError> {
        let is_in_folder = id.contains('/');
        let link = self.names.link_from(is_in_folder, to);
        let redirect = link.target.as_ref().map(|target| format!("#REDIRECT [[{target}]]"));
        let front = Front { title: title.to_owned(), tags: vec!["attache/moved".to_owned()], ..Front::default() };
        let page = self.render("moved", is_in_folder, title, Subject::Moved(link))?;
        Ok(Page { moved: self.names.file(to), redirect, ..self.whole(file, id, "", title, front, page) })
    }

    /// The page that stands where one was of which no digest tells any more.
    pub fn gone(&self, id: &str, key: &str, title: &str, file: &str) -> Result<Page, WikiError> {
        let front = Front { title: title.to_owned(), tags: vec!["attache/gone".to_owned()], ..Front::default() };
        let page = self.render("gone", id.contains('/'), title, Subject::Gone(()))?;
        Ok(self.whole(file, id, key, title, front, page))
    }

    fn whole(&self, file: &str, id: &str, key: &str, title: &str, front: Front, body: String) -> Page {
        Page {
            file: file.to_owned(),
            id: id.to_owned(),
            key: key.to_owned(),
            title: title.to_owned(),
            front: (self.form == Form::Markdown).then_some(front),
            redirect: None,
            body,
            moved: None,
            picture: None,
        }
    }

    /// The picture of a page, and how the page names it. A page of MediaWiki has none: pictures are uploaded there by hand.
    fn timeline(
        &self,
        id: &PageId,
        title: &str,
        marks: impl FnOnce() -> Vec<Mark>,
    ) -> (Option<(String, String)>, Option<PictureView>) {
        let drawing = (self.form == Form::Markdown).then(marks).and_then(|marks| drawing(title, marks, self.words()));
        let Some((title, svg)) = drawing.and_then(|drawing| Some((drawing.title.clone(), drawing.svg_file(WIDTH)?)))
        else {
            return (None, None);
        };
        let view = PictureView { title: line(&title), href: format!("{}.svg", id.slug()) };
        (Some((format!("{id}.svg"), svg)), Some(view))
    }

    fn words(&self) -> &Catalogue {
        self.templates.catalogue()
    }

    fn page(&self, maps: &Maps<'_>, place: &Place, title: &str) -> Result<Option<Page>, WikiError> {
        let scene = Scene { record: self.record, names: self.names, words: self.words(), from: place };
        let Some(file) = self.names.file(place) else { return Ok(None) };
        let mut front = Front { title: title.to_owned(), ..Front::default() };
        let mut key = String::new();
        let mut picture = None;
        let (template, subject) = match place {
            Place::Index => ("index", Subject::Index(self.index(&scene))),
            Place::List(name) => ("list", Subject::List(ListView { groups: self.groups(&scene, name) })),
            Place::Page(id) => match id.kind() {
                PageKind::Story => {
                    let Some(story) = maps.stories.get(id) else { return Ok(None) };
                    front.aliases = other_titles(story, self.words());
                    front.created = story.tellings.last().map(|telling| telling.date.to_string());
                    front.updated = story.last().map(|telling| telling.date.to_string());
                    key.clone_from(&story.story_id);
                    let mut view = scene.story(story);
                    let marks = || marks::of_story(self.record, story, self.words());
                    (picture, view.timeline) = self.timeline(id, title, marks);
                    ("story", Subject::Story(view))
                }
                PageKind::Person => {
                    let Some(person) = maps.people.get(id) else { return Ok(None) };
                    front.aliases = person.other_names.iter().map(|name| line(name)).collect();
                    ("person", Subject::Person(self.person(&scene, person, maps)))
                }
                PageKind::Country => {
                    let Some(country) = maps.countries.get(id) else { return Ok(None) };
                    key.clone_from(&country.code);
                    ("country", Subject::Country(self.country(&scene, country, maps)))
                }
                PageKind::Pair => {
                    let Some(pair) = maps.pairs.get(id) else { return Ok(None) };
                    let mut view = self.pair(&scene, pair, maps);
                    let marks = || marks::of_pair(self.record, pair, self.words());
                    (picture, view.timeline) = self.timeline(id, title, marks);
                    ("pair", Subject::Pair(view))
                }
                PageKind::Day => {
                    let Some(at) = maps.days.get(id) else { return Ok(None) };
                    let Some(day) = self.record.days.get(*at) else { return Ok(None) };
                    front.created = Some(day.date.to_string());
                    ("day", Subject::Day(self.day(&scene, day, *at, maps)))
                }
                PageKind::Digest => return Ok(None),
            },
        };
        front.tags = vec![format!("attache/{template}")];
        let body = self.render(template, matches!(place, Place::Page(_)), title, subject)?;
        Ok(Some(Page { picture, ..self.whole(&file, &place.id(), &key, title, front, body) }))
    }

    fn render(&self, template: &str, is_in_folder: bool, title: &str, subject: Subject) -> Result<String, WikiError> {
        let name = format!("wiki-{template}.{}", self.form.ending());
        let heading = title.trim_end_matches(['.', ',', ';', ':', '!']).to_owned();
        let index = self.names.link_from(is_in_folder, &Place::Index);
        let page = PageView { title: title.to_owned(), heading, index };
        let context = Value::from(minijinja::value::Serde(Context {
            lang: self.words().code().to_owned(),
            source_lang: SOURCE_LANGUAGE,
            labels: labels(self.words()),
            page,
            subject,
        }));
        let text = self.templates.render(&name, &context);
        let text = match self.trial {
            Some(trial) => trial.take(&name, text),
            None => text?,
        };
        let text = tidy(&text);
        let wrong = |fault: super::Fault| WikiError::Blocks { template: name, line: fault.line, what: fault.what };
        blocks::sealed(&text).map_err(wrong)
    }

    fn items(&self, scene: &Scene<'_>, pages: &[PageId], maps: &Maps<'_>) -> Vec<ItemView> {
        let mut stories: Vec<&&Story> = pages.iter().filter_map(|page| maps.stories.get(page)).collect();
        stories.sort_by_key(|story| std::cmp::Reverse(story.last().map(|telling| telling.date)));
        stories.into_iter().map(|story| self.item(scene, story)).collect()
    }

    fn item(&self, scene: &Scene<'_>, story: &Story) -> ItemView {
        let day = |telling: &crate::publish::record::Telling| self.words().days().date(telling.date);
        ItemView { link: scene.to(&story.id), note: story.last().map(day) }
    }

    fn person(&self, scene: &Scene<'_>, person: &Person, maps: &Maps<'_>) -> PersonView {
        PersonView {
            country: person.country.as_ref().map(|country| scene.to(country)),
            offices: person.offices.iter().map(|office| line(office)).collect(),
            other_names: person.other_names.iter().map(|name| line(name)).collect(),
            trips: scene.trips(&person.trips),
            met: scene.trips(&person.met),
            stories: self.items(scene, &person.stories, maps),
        }
    }

    fn country(&self, scene: &Scene<'_>, country: &Country, maps: &Maps<'_>) -> CountryView {
        CountryView {
            code: country.code.clone(),
            people: scene.all(&country.people),
            pairs: scene.all(&country.pairs),
            visited: scene.trips(&country.visited),
            travelled: scene.trips(&country.travelled),
            stories: self.items(scene, &country.stories, maps),
        }
    }

    fn pair(&self, scene: &Scene<'_>, pair: &Pair, maps: &Maps<'_>) -> PairView {
        PairView {
            countries: scene.all(&pair.countries),
            timeline: None,
            trips: scene.trips(&pair.trips),
            stories: self.items(scene, &pair.stories, maps),
        }
    }

    fn day(&self, scene: &Scene<'_>, day: &Day, at: usize, maps: &Maps<'_>) -> DayView {
        let trips = self.record.trips.iter().enumerate().filter(|(_, trip)| is_on(trip, day.date));
        let places: Vec<usize> = trips.map(|(n, _)| n).collect();
        let digests = day.digests.iter().filter_map(|id| maps.digests.get(id));
        let next = |at: Option<usize>| at.and_then(|at| self.record.days.get(at)).map(|day| scene.to(&day.id));
        DayView {
            weekday: self.words().days().weekday(day.date),
            digests: digests.map(|digest| scene.day_digest(&digest.edition, &digest.stories)).collect(),
            trips: scene.trips(&places),
            // The newest day comes first.
            before: next(at.checked_add(1)),
            after: next(at.checked_sub(1)),
        }
    }

    fn index(&self, scene: &Scene<'_>) -> IndexView {
        let teaser = |story: &Story| TeaserView {
            link: scene.to(&story.id),
            update: story.tellings.len() > 1,
            dateline: story.last().map(|t| line(&self.words().line(&t.entry.brief.dateline).0)).unwrap_or_default(),
            lead: None,
        };
        let record = self.record;
        let count = |n: usize, key: &str| self.words().say(key, &[("n", &n.to_string())]);
        let lists = [
            ("stories", count(record.stories.len(), "count_stories")),
            ("people", count(record.people.len(), "count_people")),
            ("countries", count(record.countries.len(), "count_countries")),
            ("days", count(record.days.len(), "count_days")),
        ];
        let list = |(name, note)| ItemView { link: self.names.link(scene.from, &Place::List(name)), note: Some(note) };
        IndexView {
            days: record.days.iter().take(NEWEST).map(|day| scene.to(&day.id)).collect(),
            stories: record.stories.iter().take(NEWEST).map(teaser).collect(),
            lists: lists.map(list).into(),
        }
    }

    fn groups(&self, scene: &Scene<'_>, list: &str) -> Vec<GroupView> {
        let record = self.record;
        let month = |date: chrono::NaiveDate| capitalised(&self.words().days().month(date));
        match list {
            "stories" => grouped(record.stories.iter().map(|story| {
                let month = story.last().map(|telling| month(telling.date)).unwrap_or_default();
                (month, self.item(scene, story))
            })),
            "people" => {
                let mut people: Vec<&Person> = record.people.iter().collect();
                people.sort_by_cached_key(|p| (fold(&p.name), p.id.clone()));
                grouped(people.into_iter().map(|person| {
                    let letter = fold(&person.name).chars().next().map(|c| c.to_uppercase().to_string());
                    let country = person.country.as_ref().and_then(|country| record.title(country));
                    let note = country.map(str::to_owned);
                    (letter.unwrap_or_default(), ItemView { link: scene.to(&person.id), note })
                }))
            }
            "countries" => {
                let item = |id: &PageId| ItemView { link: scene.to(id), note: None };
                let countries: Vec<ItemView> = record.countries.iter().map(|country| item(&country.id)).collect();
                let pairs: Vec<ItemView> = record.pairs.iter().map(|pair| item(&pair.id)).collect();
                let group = |title: Option<&str>, items| GroupView { title: title.map(str::to_owned), items };
                let all = [group(None, countries), group(Some(&self.words().say("pairs", &[])), pairs)];
                all.into_iter().filter(|group| !group.items.is_empty()).collect()
            }
            _ => grouped(record.days.iter().map(|day| {
                let stories = day.stories.len();
                let note = self.words().say("count_stories", &[("n", &stories.to_string())]);
                (month(day.date), ItemView { link: scene.to(&day.id), note: Some(note) })
            })),
        }
    }
}

/// Neighbours of one title under one heading.
fn grouped(items: impl Iterator<Item = (String, ItemView)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (title, item) in items {
        match groups.last_mut().filter(|group| group.title.as_ref() == Some(&title)) {
            Some(group) => group.items.push(item),
            None => groups.push(GroupView { title: Some(title), items: vec![item] }),
        }
    }
    groups
}

/// At most one blank line at a time, none at the start, no blanks at the end of a line.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out + "\n"
}

/// What a page is about, by its name.
struct Maps<'a> {
    stories: BTreeMap<&'a PageId, &'a Story>,
    people: BTreeMap<&'a PageId, &'a Person>,
    countries: BTreeMap<&'a PageId, &'a Country>,
    pairs: BTreeMap<&'a PageId, &'a Pair>,
    days: BTreeMap<&'a PageId, usize>,
    digests: BTreeMap<&'a PageId, &'a crate::publish::record::Published>,
}

impl<'a> Maps<'a> {
    fn of(record: &'a Record) -> Maps<'a> {
        Maps {
            stories: record.stories.iter().map(|story| (&story.id, story)).collect(),
            people: record.people.iter().map(|person| (&person.id, person)).collect(),
            countries: record.countries.iter().map(|country| (&country.id, country)).collect(),
            pairs: record.pairs.iter().map(|pair| (&pair.id, pair)).collect(),
            days: record.days.iter().enumerate().map(|(n, day)| (&day.id, n)).collect(),
            digests: record.digests.iter().map(|digest| (&digest.id, digest)).collect(),
        }
    }
}
