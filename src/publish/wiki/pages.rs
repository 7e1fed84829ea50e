//! From a record to the pages of a wiki.

use std::collections::BTreeMap;

use minijinja::Value;
use rayon::prelude::*;
use serde::Serialize;

use super::front::Front;
use super::names::{Link, Names, Place, line};
use super::views::{DayDigestView, GroupView, ItemView, Scene, StoryView, TeaserView, TripView, is_on};
use super::{Form, WikiError, blocks};
use crate::publish::record::{Country, Day, PageId, PageKind, Pair, Person, Record, Story};
use crate::render::Templates;
use crate::text::fold;

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
}

impl Page {
    /// The whole page.
    pub fn text(&self) -> String {
        let front = self.front.as_ref().map(Front::text).map(|front| front + "\n").unwrap_or_default();
        let redirect = self.redirect.as_ref().map(|line| format!("{line}\n")).unwrap_or_default();
        format!("{front}{redirect}{}", self.body)
    }
}

#[derive(Serialize)]
struct PageView {
    title: String,
    /// The same as a heading: one that is a sentence loses its full stop.
    heading: String,
    index: Link,
}

/// All that a template can see: a name for each kind of page, of which one is set.
#[derive(Serialize)]
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
    page: PageView,
    #[serde(flatten)]
    subject: Subject,
}

#[derive(Serialize)]
struct PersonView {
    country: Option<Link>,
    offices: Vec<String>,
    other_names: Vec<String>,
    trips: Vec<TripView>,
    met: Vec<TripView>,
    stories: Vec<ItemView>,
}

#[derive(Serialize)]
struct CountryView {
    code: String,
    people: Vec<Link>,
    pairs: Vec<Link>,
    visited: Vec<TripView>,
    travelled: Vec<TripView>,
    stories: Vec<ItemView>,
}

#[derive(Serialize)]
struct PairView {
    countries: Vec<Link>,
    trips: Vec<TripView>,
    stories: Vec<ItemView>,
}

#[derive(Serialize)]
struct DayView {
    weekday: String,
    digests: Vec<DayDigestView>,
    trips: Vec<TripView>,
    before: Option<Link>,
    after: Option<Link>,
}

#[derive(Serialize)]
struct IndexView {
    days: Vec<Link>,
    stories: Vec<TeaserView>,
    lists: Vec<ItemView>,
}

#[derive(Serialize)]
struct ListView {
    groups: Vec<GroupView>,
}

/// Renders pages.
pub(super) struct Press<'a> {
    pub record: &'a Record,
    pub names: &'a Names,
    pub templates: &'a Templates,
    pub form: Form,
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
        }
    }

    fn page(&self, maps: &Maps<'_>, place: &Place, title: &str) -> Result<Option<Page>, WikiError> {
        let scene = Scene { record: self.record, names: self.names, from: place };
        let Some(file) = self.names.file(place) else { return Ok(None) };
        let mut front = Front { title: title.to_owned(), ..Front::default() };
        let mut key = String::new();
        let (template, subject) = match place {
            Place::Index => ("index", Subject::Index(self.index(&scene))),
            Place::List(name) => ("list", Subject::List(ListView { groups: self.groups(&scene, name) })),
            Place::Page(id) => match id.kind() {
                PageKind::Story => {
                    let Some(story) = maps.stories.get(id) else { return Ok(None) };
                    front.aliases = story.other_titles.iter().map(|title| line(title)).collect();
                    front.created = story.tellings.last().map(|telling| telling.date.to_string());
                    front.updated = story.last().map(|telling| telling.date.to_string());
                    key.clone_from(&story.story_id);
                    ("story", Subject::Story(scene.story(story)))
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
                    ("pair", Subject::Pair(self.pair(&scene, pair, maps)))
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
        Ok(Some(self.whole(&file, &place.id(), &key, title, front, body)))
    }

    fn render(&self, template: &str, is_in_folder: bool, title: &str, subject: Subject) -> Result<String, WikiError> {
        let name = format!("wiki-{template}.{}", self.form.ending());
        let heading = title.trim_end_matches(['.', ',', ';', ':', '!']).to_owned();
        let index = self.names.link_from(is_in_folder, &Place::Index);
        let page = PageView { title: title.to_owned(), heading, index };
        let context = Value::from(minijinja::value::Serde(Context { page, subject }));
        let text = tidy(&self.templates.render(&name, &context)?);
        let wrong = |fault: super::Fault| WikiError::Blocks { template: name, line: fault.line, what: fault.what };
        blocks::sealed(&text).map_err(wrong)
    }

    fn items(&self, scene: &Scene<'_>, pages: &[PageId], maps: &Maps<'_>) -> Vec<ItemView> {
        let mut stories: Vec<&&Story> = pages.iter().filter_map(|page| maps.stories.get(page)).collect();
        stories.sort_by_key(|story| std::cmp::Reverse(story.last().map(|telling| telling.date)));
        stories.into_iter().map(|story| self.item(scene, story)).collect()
    }

    fn item(&self, scene: &Scene<'_>, story: &Story) -> ItemView {
        let day = |telling: &crate::publish::record::Telling| telling.date.format("%-d %B %Y").to_string();
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
            weekday: day.date.format("%A").to_string(),
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
            dateline: story.last().map(|t| line(&t.entry.brief.dateline.text)).unwrap_or_default(),
            lead: None,
        };
        let record = self.record;
        let count = |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
        let lists = [
            ("stories", count(record.stories.len(), "story", "stories")),
            ("people", count(record.people.len(), "person", "people")),
            ("countries", count(record.countries.len(), "country", "countries")),
            ("days", count(record.days.len(), "day", "days")),
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
        let month = |date: chrono::NaiveDate| date.format("%B %Y").to_string();
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
                let all = [group(None, countries), group(Some("Pairs"), pairs)];
                all.into_iter().filter(|group| !group.items.is_empty()).collect()
            }
            _ => grouped(record.days.iter().map(|day| {
                let stories = day.stories.len();
                let note = format!("{stories} {}", if stories == 1 { "story" } else { "stories" });
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
