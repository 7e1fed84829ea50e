//! The parts of lists that are too long for one page.

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::{LinkView, href};
use super::digest_pages::HeadView;
use super::pages::{
    GroupView, RowView, Subject, TableView, add, of_country, of_pair, of_person, part_link, person_row, visit,
};
use super::{ArchiveError, Site, value};
use crate::publish::parts::{Item, Page, Part};
use crate::text::capitalised;

/// A part of a long list: a year, a month, a day, a letter.
#[derive(Serialize, JsonSchema)]
pub(super) struct PartView {
    /// The list that it is a part of, and the year or month.
    within: Vec<LinkView>,
    /// Its own parts; the entries stand there.
    parts: Vec<LinkView>,
    /// The part before it in time.
    older: Option<LinkView>,
    /// The part after it.
    newer: Option<LinkView>,
}

/// What is the same on all parts of a list.
struct List<'a> {
    /// `stories`, `country/estonia`.
    name: &'a str,
    title: String,
    /// The page of the masthead that it belongs to.
    section: &'static str,
    /// Of a page with tables, what these are called; true where the first is of one person.
    subject: Option<Subject<'a>>,
}

/// The pages of all parts.
pub(super) fn parts(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (name, pages) in site.parts.lists() {
        let Some(list) = list(site, name) else { continue };
        files.extend(pages.par_iter().map(|page| file(site, &list, page)).collect::<Result<Vec<_>, _>>()?);
    }
    site.take(files);
    Ok(())
}

/// The list of a name; none of days, which the calendar has.
fn list<'a>(site: &Site<'a>, name: &'a str) -> Option<List<'a>> {
    let record = site.record;
    let title = |key: &str| site.words.say(key, &[]);
    let of = |subject: Subject<'a>, section| {
        Some(List { name, title: subject.title.clone(), section, subject: Some(subject) })
    };
    match name.split_once('/') {
        None if name == "stories" => Some(List { name, title: title(name), section: "stories.html", subject: None }),
        None if name == "people" => Some(List { name, title: title(name), section: "people.html", subject: None }),
        Some(("person", _)) => {
            let person = record.people.iter().find(|person| person.id.to_string() == name)?;
            of(of_person(site, person), "people.html")
        }
        Some(("country", _)) => {
            let country = record.countries.iter().find(|country| country.id.to_string() == name)?;
            of(of_country(site, country), "countries.html")
        }
        Some(("pair", _)) => {
            let pair = record.pairs.iter().find(|pair| pair.id.to_string() == name)?;
            of(of_pair(site, pair), "countries.html")
        }
        _ => None,
    }
}

fn file(site: &Site<'_>, list: &List<'_>, page: &Page) -> Result<(String, String), ArchiveError> {
    let period = page.part.name(site.words);
    let title = site.words.say("part_of", &[("title", &list.title), ("part", &period)]);
    let link = |part: Part| part_link(site, list.name, part);
    let whole = LinkView { name: list.title.clone(), href: Some(format!("{}.html", list.name)) };
    let view = PartView {
        within: std::iter::once(whole).chain(page.part.within().map(link)).collect(),
        parts: page.parts.iter().map(|part| link(*part)).collect(),
        older: page.older.map(link),
        newer: page.newer.map(link),
    };
    let context = minijinja::context! {
        part => value(&view),
        tables => value(tables(site, list, page)),
        groups => value(groups(site, page)),
    };
    let path = format!("{}/{}.html", list.name, page.part);
    site.rendered("archive/part.html", &path, (&title, "", list.section), context)
}

fn tables(site: &Site<'_>, list: &List<'_>, page: &Page) -> Vec<TableView> {
    let Some(subject) = &list.subject else { return Vec::new() };
    let table = |(n, (caption, _)): (usize, &(String, &[usize]))| {
        let rows = page.items.iter().filter_map(|item| match item {
            Item::Trip(table, trip) if *table == n => Some(visit(site, site.record.trips.get(*trip)?)),
            _ => None,
        });
        TableView { caption: caption.clone(), rows: rows.collect(), is_one: n == 0 && subject.is_one }
    };
    subject.tables.iter().enumerate().map(table).filter(|table| !table.rows.is_empty()).collect()
}

/// The stories as they were told then, by month where the page is a year's; the people of a letter.
fn groups(site: &Site<'_>, page: &Page) -> Vec<GroupView> {
    let mut groups = Vec::new();
    for item in &page.items {
        match item {
            Item::Story(story, at) => {
                let Some((story, telling)) =
                    site.record.stories.get(*story).and_then(|story| Some((story, story.tellings.get(*at)?)))
                else {
                    continue;
                };
                let is_year = matches!(page.part, Part::Year(_));
                let month = || capitalised(&site.words.days().month(telling.date));
                let day = site.words.days().date(telling.date);
                let head = HeadView::of(site, &telling.entry.brief.headline);
                let row = RowView {
                    title: head.text,
                    lang: head.lang,
                    href: href(&story.id),
                    about: site.words.say("day_number", &[("day", &day), ("n", &telling.number.to_string())]),
                };
                add(&mut groups, if is_year { month() } else { site.words.say("stories", &[]) }, row);
            }
            Item::Person(n) => {
                let Some(person) = site.record.people.get(*n) else { continue };
                add(&mut groups, String::new(), person_row(site, person));
            }
            Item::Trip(..) | Item::Day(_) => {}
        }
    }
    groups
}
