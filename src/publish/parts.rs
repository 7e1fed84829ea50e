//! Long lists in parts: by year, by month where a year holds too many entries, by day where a month does; people by letter.
//! Pages keep a bounded size, and their names stay.
//!
//! A story stands in each part in whose time a digest told of it, as it was told then, so that a page of a time that is
//! over does not change when the story goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::{Datelike, NaiveDate};
use unicode_normalization::UnicodeNormalization;

use super::record::{PageId, Record, slug};
use crate::render::Catalogue;
use crate::text::{capitalised, fold};

/// Entries that a list may have and still stand on one page, and entries of a year; a month may have [`MONTH`] times as
/// many before it is given out by day.
pub(super) const MOST: usize = 200;
const MONTH: usize = 3;
/// Entries that a page shows of a list that has parts.
pub(super) const NEWEST: usize = 50;

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// A year.
    Year(i32),
    /// A month.
    Month(i32, u32),
    /// A day, and which of its pages, from 1.
    Day(NaiveDate, usize),
    /// The names that begin so.
    Letter(char),
}

/// An entry of a list, by its place in the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// A story as one of its tellings has it: both places.
    Story(usize, usize),
    /// A trip: which of the page's tables, and its place.
    Trip(usize, usize),
    /// A day.
    Day(usize),
    /// A person.
    Person(usize),
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub part: Part,
    /// Its own parts, the newest first; its entries stand there.
    pub parts: Vec<Part>,
    /// The entries, the newest first.
    pub items: Vec<Item>,
    /// The page before it in time.
    pub older: Option<Part>,
    /// The page after it.
    pub newer: Option<Part>,
}

/// The pages of all lists that are too long for one, by the list: `stories`, `days`, `people`, `country/estonia`.
#[derive(Debug)]
pub(super) struct Parts {
    most: usize,
    lists: BTreeMap<String, Vec<Page>>,
}

impl fmt::Display for Part {
    /// As in a name of a file: `2031`, `2031-03`, `2031-03-25`, `2031-03-25-2`, `k`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Year(year) => write!(f, "{year:04}"),
            Part::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Part::Day(day, 1) => write!(f, "{}", day.format("%Y-%m-%d")),
            Part::Day(day, n) => write!(f, "{}-{n}", day.format("%Y-%m-%d")),
            Part::Letter(letter) => f.write_str(&slug(&letter.to_string())),
        }
    }
}

impl Part {
    /// The year, and the month, that it lies in.
    pub fn within(self) -> impl Iterator<Item = Part> {
        let all = match self {
            Part::Year(_) | Part::Letter(_) => [None, None],
            Part::Month(year, _) => [Some(Part::Year(year)), None],
            Part::Day(day, _) => [Some(Part::Year(day.year())), Some(Part::Month(day.year(), day.month()))],
        };
        all.into_iter().flatten()
    }

    /// As people read it: `2031`, `March 2031`, `25 March 2031`, `K`.
    pub fn name(&self, words: &Catalogue) -> String {
        match self {
            Part::Year(year) => year.to_string(),
            Part::Month(year, month) => {
                let first = NaiveDate::from_ymd_opt(*year, *month, 1);
                first.map(|first| capitalised(&words.days().month(first))).unwrap_or_default()
            }
            Part::Day(day, 1) => words.days().date(*day),
            Part::Day(day, n) => format!("{} ({n})", words.days().date(*day)),
            Part::Letter(letter) => letter.to_uppercase().to_string(),
        }
    }
}

impl Parts {
    /// Those of a record, where a page has this many entries at most ([`MOST`] but for samples).
    pub fn of(record: &Record, most: usize) -> Parts {
        let mut parts = Parts { most, lists: BTreeMap::new() };
        let all: Vec<usize> = (0..record.stories.len()).collect();
        parts.take("stories".to_owned(), record, &all, &[]);
        let days = record.days.iter().enumerate().map(|(n, day)| (day.date, Item::Day(n))).collect::<Vec<_>>();
        if days.len() > most {
            parts.lists.insert("days".to_owned(), by_time(days, most));
        }
        if record.people.len() > most {
            parts.lists.insert("people".to_owned(), by_letter(record));
        }
        let places: BTreeMap<&PageId, usize> = record.stories.iter().enumerate().map(|(n, s)| (&s.id, n)).collect();
        let mut subject = |id: &PageId, stories: &[PageId], tables: &[&[usize]]| {
            let stories: Vec<usize> = stories.iter().filter_map(|id| places.get(id).copied()).collect();
            parts.take(id.to_string(), record, &stories, tables);
        };
        record.people.iter().for_each(|p| subject(&p.id, &p.stories, &[&p.trips, &p.met]));
        record.countries.iter().for_each(|c| subject(&c.id, &c.stories, &[&c.visited, &c.travelled]));
        record.pairs.iter().for_each(|p| subject(&p.id, &p.stories, &[&p.trips]));
        parts
    }

    /// The pages of a list; none where it stands on one page.
    pub fn pages(&self, list: &str) -> &[Page] {
        self.lists.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// All lists that have parts.
    pub fn lists(&self) -> impl Iterator<Item = (&str, &[Page])> {
        self.lists.iter().map(|(list, pages)| (list.as_str(), pages.as_slice()))
    }

    /// What the page of a list leads to.
    pub fn top(&self, list: &str) -> impl Iterator<Item = Part> {
        self.pages(list).iter().map(|page| page.part).filter(|part| part.within().next().is_none())
    }

    fn take(&mut self, list: String, record: &Record, stories: &[usize], tables: &[&[usize]]) {
        if stories.len() <= self.most && tables.iter().all(|trips| trips.len() <= self.most) {
            return;
        }
        let mut items: Vec<(NaiveDate, Item)> = Vec::new();
        for (n, story) in stories.iter().filter_map(|n| Some((*n, record.stories.get(*n)?))) {
            items.extend(story.tellings.iter().enumerate().map(|(at, telling)| (telling.date, Item::Story(n, at))));
        }
        for (table, trips) in tables.iter().enumerate() {
            let trips = trips.iter().rev().filter_map(|n| Some((*n, record.trips.get(*n)?)));
            items.extend(trips.map(|(n, trip)| (trip.visit.start.first(), Item::Trip(table, n))));
        }
        self.lists.insert(list, by_time(items, self.most));
    }
}

type Dated = (NaiveDate, Item);

/// The pages of entries that have days, the newest first.
fn by_time(mut items: Vec<Dated>, most: usize) -> Vec<Page> {
    items.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    let mut pages = Vec::new();
    for year in items.chunk_by(|(one, _), (other, _)| one.year() == other.year()) {
        let Some((first, _)) = year.first() else { continue };
        split(Part::Year(first.year()), year, most, &mut pages);
    }
    // Pages of entries are a row, whatever they are taken from.
    let row: Vec<usize> = (0..pages.len()).filter(|n| pages.get(*n).is_some_and(|p| p.parts.is_empty())).collect();
    for pair in row.windows(2) {
        let &[newer, older] = pair else { continue };
        let parts = (pages.get(newer).map(|p| p.part), pages.get(older).map(|p| p.part));
        if let Some(page) = pages.get_mut(newer) {
            page.older = parts.1;
        }
        if let Some(page) = pages.get_mut(older) {
            page.newer = parts.0;
        }
    }
    pages
}

fn split(part: Part, items: &[Dated], most: usize, pages: &mut Vec<Page>) {
    let page = Page { part, parts: Vec::new(), items: Vec::new(), older: None, newer: None };
    let room = if matches!(part, Part::Month(..)) { most * MONTH } else { most };
    if items.len() <= room || matches!(part, Part::Day(..)) {
        pages.push(Page { items: once(items), ..page });
        return;
    }
    let lesser: Vec<(Part, &[Dated])> = match part {
        Part::Year(year) => {
            let months = items.chunk_by(|(one, _), (other, _)| one.month() == other.month());
            months.filter_map(|m| Some((Part::Month(year, m.first()?.0.month()), m))).collect()
        }
        _ => items.chunk_by(|(one, _), (other, _)| one == other).flat_map(|day| of_day(day, most)).collect(),
    };
    pages.push(Page { parts: lesser.iter().map(|(part, _)| *part).collect(), ..page });
    lesser.into_iter().for_each(|(lesser, items)| split(lesser, items, most, pages));
}

/// The pages of a day, counted from the end, so that what comes later makes a page of its own.
fn of_day(items: &[Dated], most: usize) -> Vec<(Part, &[Dated])> {
    let Some((day, _)) = items.first() else { return Vec::new() };
    let mut pages: Vec<(Part, &[Dated])> =
        (1..).zip(items.rchunks(most)).map(|(n, part)| (Part::Day(*day, n), part)).collect();
    pages.reverse();
    pages
}

/// Each story once, as it was told last in this time.
fn once(items: &[Dated]) -> Vec<Item> {
    let mut seen = BTreeSet::new();
    let is_new = |item: &Item| match item {
        Item::Story(story, _) => seen.insert(*story),
        _ => true,
    };
    items.iter().map(|(_, item)| *item).filter(is_new).collect()
}

fn by_letter(record: &Record) -> Vec<Page> {
    let mut letters: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (n, person) in record.people.iter().enumerate() {
        letters.entry(letter(&person.name)).or_default().push(n);
    }
    let page = |(letter, mut people): (char, Vec<usize>)| {
        people.sort_by_cached_key(|n| record.people.get(*n).map(|p| (fold(&p.name), p.id.clone())));
        let items = people.into_iter().map(Item::Person).collect();
        Page { part: Part::Letter(letter), parts: Vec::new(), items, older: None, newer: None }
    };
    letters.into_iter().map(page).collect()
}

/// The first letter of a name, without accents; `#` where there is none.
pub(super) fn letter(name: &str) -> char {
    fold(name).nfkd().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next()).unwrap_or('#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn names(pages: &[Page]) -> Vec<String> {
        pages.iter().map(|page| page.part.to_string()).collect()
    }

    #[test]
    fn a_year_with_too_many_entries_has_months() {
        let many = (0..=MOST).map(|n| (day(if n % 2 == 0 { "2031-03-02" } else { "2031-05-09" }), Item::Story(n, 0)));
        let pages = by_time(many.chain([(day("2030-07-01"), Item::Story(900, 0))]).collect(), MOST);
        assert_eq!(names(&pages), ["2031", "2031-05", "2031-03", "2030"]);
        let page = |n: usize| pages.get(n).cloned().unwrap_or_else(|| panic!("no page {n}"));
        assert_eq!((page(0).items.len(), page(0).parts.len()), (0, 2));
        assert_eq!((page(2).older, page(2).newer), (Some(Part::Year(2030)), Some(Part::Month(2031, 5))));
        assert_eq!(page(3).newer, Some(Part::Month(2031, 3)));
    }

    #[test]
    fn what_comes_later_on_a_day_leaves_its_other_pages_as_they_are() {
        let of =
            |count: usize| by_time((0..count).rev().map(|n| (day("2031-03-02"), Item::Story(n, 0))).collect(), MOST);
        let (before, after) = (of(4 * MOST), of(4 * MOST + 3));
        let days = ["2031-03-02-4", "2031-03-02-3", "2031-03-02-2", "2031-03-02"];
        assert_eq!(names(&before), [["2031", "2031-03"].as_slice(), &days].concat());
        assert_eq!(names(&after), [["2031", "2031-03", "2031-03-02-5"].as_slice(), &days].concat());
        assert_eq!(before.last().map(|p| &p.items), after.last().map(|p| &p.items));
        assert!(after.iter().all(|page| page.items.len() <= MOST));
    }

    #[test]
    fn a_story_stands_once_in_each_time_that_it_was_told_in() {
        let told = [("2031-04-02", 0), ("2031-03-09", 1), ("2031-03-08", 2)];
        let others = (0..MOST * MONTH).map(|n| (day("2031-03-01"), Item::Story(n + 1, 0)));
        let pages =
            by_time(told.map(|(date, at)| (day(date), Item::Story(0, at))).into_iter().chain(others).collect(), MOST);
        let of =
            |part: Part| pages.iter().find(|page| page.part == part).map(|page| page.items.clone()).unwrap_or_default();
        assert_eq!(of(Part::Month(2031, 4)), [Item::Story(0, 0)]);
        let first: Vec<String> = names(&pages).into_iter().take(5).collect();
        assert_eq!(first, ["2031", "2031-04", "2031-03", "2031-03-09", "2031-03-08"]);
        assert_eq!(of(Part::Day(day("2031-03-09"), 1)), [Item::Story(0, 1)]);
    }

    #[test]
    fn letters_are_without_their_accents() {
        assert_eq!(["Åsa", "ola", "‘Ana", "…"].map(letter), ['a', 'o', 'a', '#']);
    }
}
