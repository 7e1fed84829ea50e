//! The parts of lists that are too long for one page.

use schemars::JsonSchema;
use serde::Serialize;

use super::lists::grouped;
use super::names::{Link, Place, line};
use super::pages::Press;
use super::views::{GroupView, ItemView, Scene, TripView};
use crate::publish::parts::{Item, Page, Part};
use crate::text::capitalised;

#[derive(Serialize, JsonSchema)]
pub(super) struct PartView {
    /// The list that it is a part of, and the year or month.
    within: Vec<Link>,
    /// Its own parts; the entries stand there.
    parts: Vec<Link>,
    /// The part before it in time.
    older: Option<Link>,
    /// The part after it.
    newer: Option<Link>,
    /// Trips.
    tables: Vec<TableView>,
    /// The entries.
    groups: Vec<GroupView>,
}

#[derive(Serialize, JsonSchema)]
struct TableView {
    /// The heading.
    title: String,
    /// Trips.
    trips: Vec<TripView>,
}

/// A link to a part of a list.
pub(super) fn link(scene: &Scene<'_>, list: &str, part: Part) -> Link {
    let link = scene.names.link(scene.from, &Place::Part(list.to_owned(), part));
    link.titled(&part.name(scene.words))
}

/// A part of a list as its template sees it.
pub(super) fn view(press: &Press<'_>, scene: &Scene<'_>, list: &str, page: &Page) -> PartView {
    let links = |parts: &mut dyn Iterator<Item = Part>| parts.map(|part| link(scene, list, part)).collect::<Vec<_>>();
    let whole = scene.names.list(list).map(|place| scene.names.link(scene.from, place));
    PartView {
        within: whole.into_iter().chain(links(&mut page.part.within())).collect(),
        parts: links(&mut page.parts.iter().copied()),
        older: page.older.map(|part| link(scene, list, part)),
        newer: page.newer.map(|part| link(scene, list, part)),
        tables: tables(scene, list, page),
        groups: groups(press, scene, page),
    }
}

fn tables(scene: &Scene<'_>, list: &str, page: &Page) -> Vec<TableView> {
    let titles = match list.split('/').next() {
        Some("person") => ["trips", "trips_met"],
        Some("country") => ["visitors", "trips_of_people"],
        _ => ["trips", "trips"],
    };
    let table = |(n, title): (usize, &str)| {
        // The newest comes last in a record.
        let trips: Vec<usize> = page
            .items
            .iter()
            .rev()
            .filter_map(|item| match item {
                Item::Trip(table, trip) if *table == n => Some(*trip),
                _ => None,
            })
            .collect();
        TableView { title: scene.words.say(title, &[]), trips: scene.trips(&trips) }
    };
    titles.into_iter().enumerate().map(table).filter(|table| !table.trips.is_empty()).collect()
}

/// The stories as they were told then, by month where the page is a year's; days; the people of a letter.
fn groups(press: &Press<'_>, scene: &Scene<'_>, page: &Page) -> Vec<GroupView> {
    let words = scene.words;
    let heading = |date: chrono::NaiveDate| match page.part {
        Part::Year(_) => capitalised(&words.days().month(date)),
        _ => words.say("stories", &[]),
    };
    let item = |item: &Item| -> Option<(String, ItemView)> {
        match item {
            Item::Story(story, at) => {
                let story = press.record.stories.get(*story)?;
                let telling = story.tellings.get(*at)?;
                let link = scene.to(&story.id).titled(&line(&words.line(&telling.entry.brief.headline).0));
                Some((heading(telling.date), ItemView { link, note: Some(words.days().date(telling.date)) }))
            }
            Item::Day(day) => {
                let day = press.record.days.get(*day)?;
                let month = capitalised(&words.days().month(day.date));
                Some((month, press.day_item(scene, day)))
            }
            Item::Person(person) => {
                let person = press.record.people.get(*person)?;
                Some((page.part.name(words), press.person_item(scene, person)))
            }
            Item::Trip(..) => None,
        }
    };
    grouped(page.items.iter().filter_map(item))
}
