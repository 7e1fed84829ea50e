//! The index and the lists of all pages.

use super::context::IndexView;
use super::names::{Place, line};
use super::pages::Press;
use super::views::{GroupView, ItemView, Scene, TeaserView};
use crate::publish::parts::{MOST, NEWEST as PART, letter};
use crate::publish::record::{Day, PageId, Pair, Person, Story};
use crate::text::{capitalised, fold};

/// Stories and days that the index shows.
const NEWEST: usize = 15;

impl Press<'_> {
    /// Where one begins.
    pub fn index(&self, scene: &Scene<'_>) -> IndexView {
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

    /// The entries of a list under their headings.
    pub fn groups(&self, scene: &Scene<'_>, list: &str) -> Vec<GroupView> {
        let record = self.record;
        let month = |date: chrono::NaiveDate| capitalised(&self.words().days().month(date));
        match list {
            "stories" => grouped(record.stories.iter().take(self.newest(list)).map(|story| {
                let month = story.last().map(|telling| month(telling.date)).unwrap_or_default();
                (month, self.item(scene, story))
            })),
            "people" => {
                let mut people: Vec<&Person> = record.people.iter().collect();
                if !self.parts.pages(list).is_empty() {
                    people.sort_by_key(|person| std::cmp::Reverse(person.stories.len()));
                    people.truncate(PART);
                    let title = self.words().say("most_told", &[]);
                    return grouped(people.into_iter().map(|person| (title.clone(), self.person_item(scene, person))));
                }
                people.sort_by_cached_key(|p| (fold(&p.name), p.id.clone()));
                grouped(
                    people.into_iter().map(|person| {
                        (letter(&person.name).to_uppercase().to_string(), self.person_item(scene, person))
                    }),
                )
            }
            "countries" => {
                let item = |id: &PageId| ItemView { link: scene.to(id), note: None };
                let by_title = |one: &ItemView| fold(&one.link.title);
                let mut countries: Vec<ItemView> = record.countries.iter().map(|country| item(&country.id)).collect();
                countries.sort_by_cached_key(by_title);
                // Each country's page has all of its own.
                let mut pairs: Vec<&Pair> = record.pairs.iter().collect();
                let is_cut = pairs.len() > MOST;
                if is_cut {
                    pairs.sort_by_key(|pair| std::cmp::Reverse(pair.stories.len() + pair.trips.len()));
                    pairs.truncate(PART);
                }
                let mut pairs: Vec<ItemView> = pairs.into_iter().map(|pair| item(&pair.id)).collect();
                pairs.sort_by_cached_key(by_title);
                let two = if is_cut { "pairs_most_told" } else { "pairs" };
                let group = |title: Option<&str>, items| GroupView { title: title.map(str::to_owned), items };
                let all = [group(None, countries), group(Some(&self.words().say(two, &[])), pairs)];
                all.into_iter().filter(|group| !group.items.is_empty()).collect()
            }
            _ => grouped(
                record.days.iter().take(self.newest(list)).map(|day| (month(day.date), self.day_item(scene, day))),
            ),
        }
    }

    /// How many entries the page of a list shows itself.
    fn newest(&self, list: &str) -> usize {
        if self.parts.pages(list).is_empty() { usize::MAX } else { PART }
    }

    /// A person in a list.
    pub fn person_item(&self, scene: &Scene<'_>, person: &Person) -> ItemView {
        let country = person.country.as_ref().map(|country| scene.to(country).title);
        ItemView { link: scene.to(&person.id), note: country }
    }

    /// A day in a list.
    pub fn day_item(&self, scene: &Scene<'_>, day: &Day) -> ItemView {
        let note = self.words().say("count_stories", &[("n", &day.stories.len().to_string())]);
        ItemView { link: scene.to(&day.id), note: Some(note) }
    }
}

/// Neighbours of one title under one heading.
pub(super) fn grouped(items: impl Iterator<Item = (String, ItemView)>) -> Vec<GroupView> {
    let mut groups: Vec<GroupView> = Vec::new();
    for (title, item) in items {
        match groups.last_mut().filter(|group| group.title.as_ref() == Some(&title)) {
            Some(group) => group.items.push(item),
            None => groups.push(GroupView { title: Some(title), items: vec![item] }),
        }
    }
    groups
}
