//! The pages of people, countries and pairs of countries, and the lists of all of them.

use minijinja::Value;
use serde::Serialize;

use super::brief::{LinkView, MarkView, href};
use super::digest_pages::links;
use super::when::{day_words, range_words};
use super::{ArchiveError, Site, marks, value};
use crate::model::Evidence;
use crate::publish::record::{Country, PageId, PageKind, Pair, Person, Trip};
use crate::render::clean;
use crate::story::visits::state_name;
use crate::text::capitalised;

#[derive(Serialize)]
struct TableView {
    caption: String,
    rows: Vec<VisitView>,
    /// True where all rows are of the person whose page it is.
    is_one: bool,
}

#[derive(Serialize)]
struct VisitView {
    when: String,
    who: String,
    who_href: Option<String>,
    place: Option<String>,
    country: String,
    country_href: Option<String>,
    kind: Option<&'static str>,
    with: Vec<String>,
    status: &'static str,
    /// Why it was withdrawn.
    struck: Option<String>,
    marks: Vec<MarkView>,
}

/// A page in a list.
#[derive(Serialize)]
struct RowView {
    title: String,
    href: String,
    about: String,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    rows: Vec<RowView>,
}

/// What the pages of people, countries and pairs share.
#[derive(Default)]
struct Subject<'a> {
    kind: &'static str,
    title: String,
    facts: Vec<String>,
    links: Vec<LinkView>,
    tables: Vec<(String, &'a [usize])>,
    stories: &'a [PageId],
    timeline: Value,
}

/// Over the visits that a person made.
const OWN: &str = "Visits";

/// All of these pages.
pub(super) fn pages(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    for person in &site.record.people {
        subject(site, &person.id, of_person(site, person), "people.html")?;
    }
    for country in &site.record.countries {
        subject(site, &country.id, of_country(site, country), "countries.html")?;
    }
    for pair in &site.record.pairs {
        subject(site, &pair.id, of_pair(site, pair), "countries.html")?;
    }
    lists(site)
}

fn subject(site: &mut Site<'_>, id: &PageId, subject: Subject<'_>, section: &str) -> Result<(), ArchiveError> {
    let table = |(caption, trips): &(String, &[usize])| {
        let rows = trips.iter().rev().filter_map(|n| Some(visit(site, site.record.trips.get(*n)?)));
        TableView {
            caption: caption.clone(),
            rows: rows.collect(),
            is_one: caption == OWN && id.kind() == PageKind::Person,
        }
    };
    let tables: Vec<TableView> = subject.tables.iter().filter(|(_, trips)| !trips.is_empty()).map(table).collect();
    let rows: Vec<RowView> = subject.stories.iter().filter_map(|story| row(site, story)).collect();
    let context = minijinja::context! {
        kind => subject.kind,
        facts => subject.facts,
        links => value(&subject.links),
        tables => value(&tables),
        rows => value(&rows),
        timeline => subject.timeline,
    };
    site.page("archive/page.html", &href(id), &subject.title, "", section, context)
}

fn of_person<'a>(site: &Site<'_>, person: &'a Person) -> Subject<'a> {
    let state = person.state.as_deref().map(state_name);
    let offices: Vec<String> = person.offices.iter().map(|office| clean(office)).collect();
    let office: Vec<String> = [offices.join(", "), state.unwrap_or_default().to_owned()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let names: Vec<String> = person.other_names.iter().map(|name| clean(name)).collect();
    let also = (!names.is_empty()).then(|| format!("Also written {}", names.join(", ")));
    let facts = Some(capitalised(&office.join(", "))).filter(|fact| !fact.is_empty());
    Subject {
        kind: "Person",
        title: clean(&person.name),
        facts: facts.into_iter().chain(also).collect(),
        links: links(site, person.country.as_slice()),
        tables: vec![(OWN.to_owned(), &person.trips), ("Met on visits of others".to_owned(), &person.met)],
        stories: &person.stories,
        timeline: Value::from(()),
    }
}

fn of_country<'a>(site: &Site<'_>, country: &'a Country) -> Subject<'a> {
    let pairs = country.pairs.iter().filter_map(|id| {
        let pair = site.record.pairs.iter().find(|pair| pair.id == *id)?;
        let other = pair.names.iter().find(|name| **name != country.name)?;
        Some(LinkView { name: format!("with {}", clean(other)), href: Some(href(id)) })
    });
    Subject {
        kind: "Country",
        title: clean(&country.name),
        facts: Vec::new(),
        links: pairs.chain(links(site, &country.people)).collect(),
        tables: vec![
            (format!("Visits to {}", country.name), &country.visited),
            (format!("Visits of those who act for {}", country.name), &country.travelled),
        ],
        stories: &country.stories,
        timeline: Value::from(()),
    }
}

fn of_pair<'a>(site: &Site<'_>, pair: &'a Pair) -> Subject<'a> {
    let title = clean(&pair.title());
    Subject {
        kind: "Two countries",
        facts: Vec::new(),
        links: links(site, &pair.countries),
        tables: vec![("Visits".to_owned(), &pair.trips)],
        stories: &pair.stories,
        timeline: marks::view(&title, marks::of_pair(site, pair)),
        title,
    }
}

fn visit(site: &Site<'_>, trip: &Trip) -> VisitView {
    let visit = &trip.visit;
    let country = trip.to.as_ref().and_then(|id| site.record.title(id)).unwrap_or(&visit.country);
    VisitView {
        when: range_words(visit.start, visit.end),
        who: clean(&visit.traveller),
        who_href: trip.traveller.as_ref().map(href),
        place: visit.place.as_deref().map(clean).filter(|place| *place != country),
        country: clean(country),
        country_href: trip.to.as_ref().map(href),
        kind: visit.kind.map(|kind| kind.as_str()),
        with: visit.counterparts.iter().map(|name| clean(name)).collect(),
        status: visit.status.as_str(),
        struck: trip.withdrawn.as_deref().map(clean),
        marks: receipts(site, trip),
    }
}

/// The sentences behind a trip, numbered from 1; those that a digest cites lead to their source.
fn receipts(site: &Site<'_>, trip: &Trip) -> Vec<MarkView> {
    let mut marks: Vec<MarkView> = Vec::new();
    for step in &trip.visit.steps {
        let Evidence::Article(receipt) = &step.evidence else { continue };
        let Some(source) = site.record.articles.source(&receipt.article) else { continue };
        let lead = site.sources.lead(receipt);
        let href = lead.href.or(source.url);
        let is_new = marks.iter().all(|mark| mark.href != href);
        if is_new && href.is_some() {
            let number = (marks.len() + 1).to_string();
            let name = format!("{}, sentence {}", clean(&source.name), receipt.i + 1);
            let external = href.as_deref().is_some_and(|href| href.contains("://"));
            marks.push(MarkView { number, external, href, source: name });
        }
    }
    marks
}

fn row(site: &Site<'_>, id: &PageId) -> Option<RowView> {
    let story = site.stories.get(id)?;
    let last = story.last()?;
    let told = match story.tellings.len() {
        1 => format!("{}, No. {}", day_words(last.date), last.number),
        n => format!("{}, No. {}; told {n} times", day_words(last.date), last.number),
    };
    Some(RowView { title: clean(&story.title), href: href(id), about: told })
}

fn lists(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let record = site.record;
    let mut stories: Vec<GroupView> = Vec::new();
    for story in &record.stories {
        let (Some(last), Some(row)) = (story.last(), row(site, &story.id)) else { continue };
        let name = last.date.format("%B %Y").to_string();
        match stories.last_mut().filter(|group| group.name == name) {
            Some(group) => group.rows.push(row),
            None => stories.push(GroupView { name, rows: vec![row] }),
        }
    }
    list(site, "stories.html", "Stories", stories)?;
    let mut people: Vec<GroupView> = Vec::new();
    for person in &record.people {
        let name = person.name.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let facts = [person.offices.first().cloned(), person.state.as_deref().map(|s| state_name(s).to_owned())];
        let row = RowView {
            title: clean(&person.name),
            href: href(&person.id),
            about: facts
                .into_iter()
                .flatten()
                .chain(counts(person.stories.len(), person.trips.len()))
                .collect::<Vec<_>>()
                .join(" · "),
        };
        match people.last_mut().filter(|group| group.name == name) {
            Some(group) => group.rows.push(row),
            None => people.push(GroupView { name, rows: vec![row] }),
        }
    }
    list(site, "people.html", "People", people)?;
    let country = |country: &Country| RowView {
        title: clean(&country.name),
        href: href(&country.id),
        about: counts(country.stories.len(), country.visited.len()).collect::<Vec<_>>().join(" · "),
    };
    let pair = |pair: &Pair| RowView {
        title: clean(&pair.title()),
        href: href(&pair.id),
        about: counts(pair.stories.len(), pair.trips.len()).collect::<Vec<_>>().join(" · "),
    };
    let countries = GroupView { name: String::new(), rows: record.countries.iter().map(country).collect() };
    let pairs = GroupView { name: "Two by two".to_owned(), rows: record.pairs.iter().map(pair).collect() };
    let groups = [countries, pairs].into_iter().filter(|group| !group.rows.is_empty()).collect();
    list(site, "countries.html", "Countries", groups)
}

/// `3 stories`, `1 visit`.
fn counts(stories: usize, visits: usize) -> impl Iterator<Item = String> {
    let words = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    [words(stories, "story", "stories"), words(visits, "visit", "visits")].into_iter().flatten()
}

fn list(site: &mut Site<'_>, path: &str, title: &str, groups: Vec<GroupView>) -> Result<(), ArchiveError> {
    let context = minijinja::context! { groups => value(&groups) };
    site.page("archive/list.html", path, title, "", path, context)
}
