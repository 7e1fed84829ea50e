//! From a record to the pages of a wiki.

use std::collections::BTreeMap;

use minijinja::Value;
use rayon::prelude::*;

use super::context::{Context, CountryView, DayView, ListView, PageView, PairView, PersonView, Subject};
use super::front::Front;
use super::names::{Link, Names, Place, line};
use super::views::{ItemView, PictureView, Scene, TripView, is_on};
use super::{Form, WikiError, blocks, part_pages};
use crate::publish::marks::{self, drawing};
use crate::publish::parts::{MOST, NEWEST as PART, Parts};
use crate::publish::record::{Country, Day, PageId, PageKind, Pair, Person, Record, Story};
use crate::publish::titles::other_titles;
use crate::publish::trial::Trial;
use crate::render::timeline::Mark;
use crate::render::{Catalogue, SOURCE_LANGUAGE, Templates, labels};

/// The width of a timeline, in CSS pixels.
const WIDTH: u32 = 720;

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

/// Renders pages.
pub(super) struct Press<'a> {
    pub record: &'a Record,
    pub names: &'a Names,
    pub parts: &'a Parts,
    pub templates: &'a Templates,
    pub form: Form,
    pub trial: Option<&'a Trial>,
}

/// Tries the templates on a record, with this many entries on a page at most; what is wrong goes to the trial.
pub(in crate::publish) fn try_out((record, most): (&Record, usize), templates: &Templates, trial: &Trial) {
    for form in Form::ALL {
        let parts = Parts::of(record, most);
        let names = Names::of(record, &parts, form, templates.catalogue());
        let press = Press { record, names: &names, parts: &parts, templates, form, trial: Some(trial) };
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
        let link = self.names.link_from(id, to);
        let redirect = link.target.as_ref().map(|target| format!("#REDIRECT [[{target}]]"));
        let front = Front { title: title.to_owned(), tags: vec!["attache/moved".to_owned()], ..Front::default() };
        let page = self.render("moved", id, title, Subject::Moved(link))?;
        Ok(Page { moved: self.names.file(to), redirect, ..self.whole(file, id, "", title, front, page) })
    }

    /// The page that stands where one was of which no digest tells any more.
    pub fn gone(&self, id: &str, key: &str, title: &str, file: &str) -> Result<Page, WikiError> {
        let front = Front { title: title.to_owned(), tags: vec!["attache/gone".to_owned()], ..Front::default() };
        let page = self.render("gone", id, title, Subject::Gone(()))?;
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

    /// The picture of a page, and how the page names it.
    fn timeline(
        &self,
        id: &PageId,
        title: &str,
        marks: impl FnOnce() -> Vec<Mark>,
    ) -> (Option<(String, String)>, Option<PictureView>) {
        let drawing = drawing(title, marks(), self.words());
        let Some((title, svg)) = drawing.and_then(|drawing| Some((drawing.title.clone(), drawing.svg_file(WIDTH)?)))
        else {
            return (None, None);
        };
        let (file, href) = self.names.picture(id);
        (Some((file, svg)), Some(PictureView { title: line(&title), href }))
    }

    pub fn words(&self) -> &Catalogue {
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
            Place::List(name) => {
                ("list", Subject::List(ListView { groups: self.groups(&scene, name), years: self.years(&scene) }))
            }
            Place::Part(list, part) => {
                let Some(page) = self.parts.pages(list).iter().find(|page| page.part == *part) else { return Ok(None) };
                ("part", Subject::Part(part_pages::view(self, &scene, list, page)))
            }
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
        let body = self.render(template, &place.id(), title, subject)?;
        Ok(Some(Page { picture, ..self.whole(&file, &place.id(), &key, title, front, body) }))
    }

    fn render(&self, template: &str, id: &str, title: &str, subject: Subject) -> Result<String, WikiError> {
        let name = format!("wiki-{template}.{}", self.form.ending());
        let heading = title.trim_end_matches(['.', ',', ';', ':', '!']).to_owned();
        let index = self.names.link_from(id, &Place::Index);
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
        stories.into_iter().take(self.shown(scene)).map(|story| self.item(scene, story)).collect()
    }

    /// How many entries of each list the page shows itself.
    fn shown(&self, scene: &Scene<'_>) -> usize {
        if self.parts.pages(&scene.from.id()).is_empty() { MOST } else { PART }
    }

    /// What the page of a long list leads to.
    fn years(&self, scene: &Scene<'_>) -> Vec<Link> {
        let list = scene.from.id();
        let parts: Vec<_> = self.parts.top(&list).collect();
        parts.into_iter().map(|part| part_pages::link(scene, &list, part)).collect()
    }

    /// The newest trips, as many as the page shows.
    fn trips(&self, scene: &Scene<'_>, all: &[usize]) -> Vec<TripView> {
        scene.trips(all.get(all.len().saturating_sub(self.shown(scene))..).unwrap_or_default())
    }

    /// A story in a list.
    pub fn item(&self, scene: &Scene<'_>, story: &Story) -> ItemView {
        let day = |telling: &crate::publish::record::Telling| self.words().days().date(telling.date);
        ItemView { link: scene.to(&story.id), note: story.last().map(day) }
    }

    fn person(&self, scene: &Scene<'_>, person: &Person, maps: &Maps<'_>) -> PersonView {
        PersonView {
            country: person.country.as_ref().map(|country| scene.to(country)),
            offices: person.offices.iter().map(|office| line(office)).collect(),
            other_names: person.other_names.iter().map(|name| line(name)).collect(),
            trips: self.trips(scene, &person.trips),
            met: self.trips(scene, &person.met),
            stories: self.items(scene, &person.stories, maps),
            years: self.years(scene),
        }
    }

    fn country(&self, scene: &Scene<'_>, country: &Country, maps: &Maps<'_>) -> CountryView {
        CountryView {
            code: country.code.clone(),
            people: self.people_of(scene, country, maps),
            pairs: scene.all(&country.pairs),
            visited: self.trips(scene, &country.visited),
            travelled: self.trips(scene, &country.travelled),
            stories: self.items(scene, &country.stories, maps),
            years: self.years(scene),
        }
    }

    /// The people of a country; where there are many, those with the most stories and the list of all.
    fn people_of(&self, scene: &Scene<'_>, country: &Country, maps: &Maps<'_>) -> Vec<Link> {
        if country.people.len() <= PART {
            return scene.all(&country.people);
        }
        let stories = |id: &PageId| maps.people.get(id).map_or(0, |person| person.stories.len());
        let mut most: Vec<&PageId> = country.people.iter().collect();
        most.sort_by_cached_key(|id| std::cmp::Reverse(stories(id)));
        most.truncate(PART);
        let all = self.names.link(scene.from, &Place::List("people")).titled(&self.words().say("all_people", &[]));
        country.people.iter().filter(|id| most.contains(id)).map(|id| scene.to(id)).chain([all]).collect()
    }

    fn pair(&self, scene: &Scene<'_>, pair: &Pair, maps: &Maps<'_>) -> PairView {
        PairView {
            countries: scene.all(&pair.countries),
            timeline: None,
            trips: self.trips(scene, &pair.trips),
            stories: self.items(scene, &pair.stories, maps),
            years: self.years(scene),
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
