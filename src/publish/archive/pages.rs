//! The pages of people, countries and pairs of countries, and the lists of all of them.

use std::collections::BTreeMap;

use minijinja::Value;
use schemars::JsonSchema;
use serde::Serialize;

use super::brief::{LinkView, MarkView, href, sentence_of};
use super::digest_pages::{HeadView, links};
use super::timelines::timeline;
use super::{ArchiveError, Site, value};
use crate::model::Evidence;
use crate::publish::marks;
use crate::publish::parts::{MOST, NEWEST, Part, letter};
use crate::publish::record::{Country, PageId, Pair, Person, Trip};
use crate::publish::titles::pair_title;
use crate::publish::when::range_words;
use crate::render::clean;
use crate::story::visits::state_name;
use crate::text::{capitalised, fold};

#[derive(Serialize, JsonSchema)]
pub(super) struct TableView {
    /// What it shows.
    pub caption: String,
    /// The rows.
    pub rows: Vec<VisitView>,
    /// True where all rows are of the person whose page it is.
    pub is_one: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct VisitView {
    /// The days.
    when: String,
    /// Who.
    who: String,
    /// The person's page.
    who_href: Option<String>,
    /// The city or venue.
    place: Option<String>,
    /// The country.
    country: String,
    /// The country's page.
    country_href: Option<String>,
    /// The kind of visit.
    kind: Option<String>,
    /// Whom they met.
    with: Vec<String>,
    /// How far it has come.
    status: String,
    /// Why it was withdrawn.
    struck: Option<String>,
    /// The sentences that it came from.
    marks: Vec<MarkView>,
}

/// A page in a list.
#[derive(Serialize, JsonSchema)]
pub(super) struct RowView {
    /// The title.
    pub title: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: String,
    /// A few words on it.
    pub about: String,
    /// The code of its language, where it is not that of the page.
    pub lang: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct GroupView {
    /// What is shown.
    pub name: String,
    /// The rows.
    pub rows: Vec<RowView>,
}

/// What the pages of people, countries and pairs share.
pub(super) struct Subject<'a> {
    kind: String,
    pub title: String,
    facts: Vec<String>,
    links: Vec<LinkView>,
    pub tables: Vec<(String, &'a [usize])>,
    /// True where the first table is of the page's own person.
    pub is_one: bool,
    stories: &'a [PageId],
    timeline: Value,
}

/// All of these pages.
pub(super) fn pages(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    for person in &site.record.people {
        subject(site, &person.id, of_person(site, person), "people.html")?;
    }
    for country in &site.record.countries {
        subject(site, &country.id, of_country(site, country), "countries.html")?;
    }
    for pair in &site.record.pairs {
        let marks = marks::of_pair(site.record, pair, site.words);
        let (timeline, picture) = timeline(site, &pair.id, &pair_title(pair, site.words), marks);
        site.take(picture);
        subject(site, &pair.id, Subject { timeline, ..of_pair(site, pair) }, "countries.html")?;
    }
    lists(site)
}

fn subject(site: &mut Site<'_>, id: &PageId, subject: Subject<'_>, section: &str) -> Result<(), ArchiveError> {
    let years = part_links(site, &id.to_string());
    let shown = if years.is_empty() { MOST } else { NEWEST };
    let newest = |caption: &str, all: usize| match all > shown {
        true => site.words.say("newest_of", &[("what", caption)]),
        false => caption.to_owned(),
    };
    let table = |(n, (caption, trips)): (usize, &(String, &[usize]))| {
        let rows = trips.iter().rev().take(shown).filter_map(|n| Some(visit(site, site.record.trips.get(*n)?)));
        TableView { caption: newest(caption, trips.len()), rows: rows.collect(), is_one: n == 0 && subject.is_one }
    };
    let tables: Vec<TableView> =
        subject.tables.iter().enumerate().filter(|(_, (_, trips))| !trips.is_empty()).map(table).collect();
    let rows: Vec<RowView> = subject.stories.iter().take(shown).filter_map(|story| row(site, story)).collect();
    let context = minijinja::context! {
        years => value(&years),
        rows_title => newest(&site.words.say("stories", &[]), subject.stories.len()),
        kind => subject.kind,
        facts => subject.facts,
        links => value(&subject.links),
        tables => value(&tables),
        rows => value(&rows),
        timeline => subject.timeline,
    };
    site.page("archive/page.html", &href(id), &subject.title, "", section, context)
}

pub(super) fn of_person<'a>(site: &Site<'_>, person: &'a Person) -> Subject<'a> {
    let state = person.state.as_deref().map(|code| site.words.place(state_name(code)));
    let offices: Vec<String> = person.offices.iter().map(|office| clean(office)).collect();
    let office: Vec<String> =
        [offices.join(", "), state.unwrap_or_default()].into_iter().filter(|part| !part.is_empty()).collect();
    let names: Vec<String> = person.other_names.iter().map(|name| clean(name)).collect();
    let also = (!names.is_empty()).then(|| site.words.say("also_written", &[("names", &names.join(", "))]));
    let facts = Some(capitalised(&office.join(", "))).filter(|fact| !fact.is_empty());
    Subject {
        kind: site.words.say("kind_person", &[]),
        title: clean(&person.name),
        facts: facts.into_iter().chain(also).collect(),
        links: links(site, person.country.as_slice()),
        tables: vec![(site.words.say("visits", &[]), &person.trips), (site.words.say("met", &[]), &person.met)],
        is_one: true,
        stories: &person.stories,
        timeline: Value::from(()),
    }
}

pub(super) fn of_country<'a>(site: &Site<'_>, country: &'a Country) -> Subject<'a> {
    let pairs = country.pairs.iter().filter_map(|id| {
        let pair = site.record.pairs.iter().find(|pair| pair.id == *id)?;
        let other = pair.names.iter().find(|name| **name != country.name)?;
        Some(LinkView {
            name: site.words.say("with_country", &[("country", &clean(&site.words.place(other)))]),
            href: Some(href(id)),
        })
    });
    let mut pairs: Vec<LinkView> = pairs.collect();
    pairs.sort_by_cached_key(|link| fold(&link.name));
    let name = clean(&site.words.place(&country.name));
    let own = [("country", name.as_str())];
    Subject {
        kind: site.words.say("kind_country", &[]),
        title: name.clone(),
        facts: Vec::new(),
        links: pairs.into_iter().chain(people_of(site, country)).collect(),
        tables: vec![
            (site.words.say("visits_to", &own), &country.visited),
            (site.words.say("visits_of", &own), &country.travelled),
        ],
        is_one: false,
        stories: &country.stories,
        timeline: Value::from(()),
    }
}

/// The people of a country; where there are many, those with the most stories and the list of all.
fn people_of(site: &Site<'_>, country: &Country) -> Vec<LinkView> {
    if country.people.len() <= NEWEST {
        return links(site, &country.people);
    }
    let stories: BTreeMap<&PageId, usize> = site.record.people.iter().map(|p| (&p.id, p.stories.len())).collect();
    let mut most: Vec<&PageId> = country.people.iter().collect();
    most.sort_by_key(|id| std::cmp::Reverse(stories.get(id).copied().unwrap_or_default()));
    most.truncate(NEWEST);
    let shown: Vec<PageId> = country.people.iter().filter(|id| most.contains(id)).cloned().collect();
    let all = LinkView { name: site.words.say("all_people", &[]), href: Some("people.html".to_owned()) };
    links(site, &shown).into_iter().chain([all]).collect()
}

pub(super) fn of_pair<'a>(site: &Site<'_>, pair: &'a Pair) -> Subject<'a> {
    Subject {
        kind: site.words.say("kind_pair", &[]),
        facts: Vec::new(),
        links: links(site, &pair.countries),
        tables: vec![(site.words.say("visits", &[]), &pair.trips)],
        is_one: false,
        stories: &pair.stories,
        timeline: Value::from(()),
        title: pair_title(pair, site.words),
    }
}

pub(super) fn visit(site: &Site<'_>, trip: &Trip) -> VisitView {
    let visit = &trip.visit;
    let country = trip.to.as_ref().and_then(|id| site.record.title(id)).unwrap_or(&visit.country);
    let place = visit.place.as_deref().filter(|place| clean(place) != country);
    VisitView {
        when: site.words.days().words(&range_words(visit.start, visit.end)),
        who: clean(&visit.traveller),
        who_href: trip.traveller.as_ref().map(href),
        place: place.map(|place| clean(&site.words.place(place))),
        country: clean(&site.words.place(country)),
        country_href: trip.to.as_ref().map(href),
        kind: visit.kind.map(|kind| site.words.visit(kind.as_str())),
        with: visit.counterparts.iter().map(|name| clean(name)).collect(),
        status: site.words.value("status", visit.status.as_str()),
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
            let name = sentence_of(&clean(&source.name), receipt.i + 1, site.words);
            let external = href.as_deref().is_some_and(|href| href.contains("://"));
            marks.push(MarkView { number, external, href, source: name });
        }
    }
    marks
}

fn row(site: &Site<'_>, id: &PageId) -> Option<RowView> {
    let story = site.stories.get(id)?;
    let last = story.last()?;
    let day = site.words.days().date(last.date);
    let when = site.words.say("day_number", &[("day", &day), ("n", &last.number.to_string())]);
    let told = match story.tellings.len() {
        1 => when,
        n => site.words.say("told_times", &[("last", &when), ("n", &n.to_string())]),
    };
    let head = HeadView::of(site, &last.entry.brief.headline);
    Some(RowView { title: head.text, href: href(id), about: told, lang: head.lang })
}

fn lists(site: &mut Site<'_>) -> Result<(), ArchiveError> {
    let record = site.record;
    let mut stories: Vec<GroupView> = Vec::new();
    for story in record.stories.iter().take(shown(site, "stories")) {
        let (Some(last), Some(row)) = (story.last(), row(site, &story.id)) else { continue };
        add(&mut stories, capitalised(&site.words.days().month(last.date)), row);
    }
    list(site, "stories", stories)?;
    let (people, is_cut) = most_told(&record.people, |person| person.stories.len());
    let mut groups: Vec<GroupView> = Vec::new();
    for person in people {
        let first = || letter(&person.name).to_uppercase().to_string();
        let name = if is_cut { site.words.say("most_told", &[]) } else { first() };
        add(&mut groups, name, person_row(site, person));
    }
    list(site, "people", groups)?;
    let country = |country: &Country| RowView {
        title: clean(&site.words.place(&country.name)),
        href: href(&country.id),
        lang: None,
        about: counts(site, country.stories.len(), country.visited.len()).collect::<Vec<_>>().join(" · "),
    };
    let pair = |pair: &Pair| RowView {
        title: pair_title(pair, site.words),
        href: href(&pair.id),
        lang: None,
        about: counts(site, pair.stories.len(), pair.trips.len()).collect::<Vec<_>>().join(" · "),
    };
    let mut countries = GroupView { name: String::new(), rows: record.countries.iter().map(country).collect() };
    countries.rows.sort_by_cached_key(|row| fold(&row.title));
    // Each country's page has all of its own.
    let (pairs, is_cut) = most_told(&record.pairs, |pair| pair.stories.len() + pair.trips.len());
    let name = if is_cut { site.words.say("pairs_most_told", &[]) } else { site.words.say("pairs", &[]) };
    let mut pairs = GroupView { name, rows: pairs.into_iter().map(pair).collect() };
    pairs.rows.sort_by_cached_key(|row| fold(&row.title));
    let groups = [countries, pairs].into_iter().filter(|group| !group.rows.is_empty()).collect();
    list(site, "countries", groups)
}

/// All of them, or, of too many, those with the most entries; true where some are left out.
fn most_told<T>(all: &[T], entries: impl Fn(&T) -> usize) -> (Vec<&T>, bool) {
    let mut most: Vec<&T> = all.iter().collect();
    let is_cut = most.len() > MOST;
    if is_cut {
        most.sort_by_key(|one| std::cmp::Reverse(entries(one)));
        most.truncate(NEWEST);
    }
    (most, is_cut)
}

/// How many entries the page of a list shows itself.
fn shown(site: &Site<'_>, list: &str) -> usize {
    if site.parts.pages(list).is_empty() { usize::MAX } else { NEWEST }
}

/// Neighbours of one name under one heading.
pub(super) fn add(groups: &mut Vec<GroupView>, name: String, row: RowView) {
    match groups.last_mut().filter(|group| group.name == name) {
        Some(group) => group.rows.push(row),
        None => groups.push(GroupView { name, rows: vec![row] }),
    }
}

/// A person in a list.
pub(super) fn person_row(site: &Site<'_>, person: &Person) -> RowView {
    let facts =
        [person.offices.first().cloned(), person.state.as_deref().map(|code| site.words.place(state_name(code)))];
    let counts = counts(site, person.stories.len(), person.trips.len());
    RowView {
        title: clean(&person.name),
        href: href(&person.id),
        lang: None,
        about: facts.into_iter().flatten().chain(counts).collect::<Vec<_>>().join(" · "),
    }
}

/// What the page of a long list leads to.
fn part_links(site: &Site<'_>, list: &str) -> Vec<LinkView> {
    site.parts.top(list).map(|part| part_link(site, list, part)).collect()
}

/// A link to a part of a list.
pub(super) fn part_link(site: &Site<'_>, list: &str, part: Part) -> LinkView {
    LinkView { name: part.name(site.words), href: Some(format!("{list}/{part}.html")) }
}

/// `3 stories`, `1 visit`.
fn counts(site: &Site<'_>, stories: usize, visits: usize) -> impl Iterator<Item = String> {
    let words = |n: usize, key: &str| (n > 0).then(|| site.words.say(key, &[("n", &n.to_string())]));
    [words(stories, "count_stories"), words(visits, "count_visits")].into_iter().flatten()
}

fn list(site: &mut Site<'_>, list: &str, groups: Vec<GroupView>) -> Result<(), ArchiveError> {
    let title = site.words.say(list, &[]);
    let path = format!("{list}.html");
    let context = minijinja::context! { groups => value(&groups), years => value(part_links(site, list)) };
    site.page("archive/list.html", &path, &title, "", &path, context)
}
