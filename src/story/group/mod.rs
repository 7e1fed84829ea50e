//! Which articles tell of one event.
//!
//! Words are weighed by TF-IDF, names of actors and places count more; an inverted index over each article's weightiest words
//! finds the pairs worth comparing, so that the work grows with the batch and not with its square. Pairs whose days lie
//! apart are left out. Clusters grow from the most alike pair on (average linkage, Sneath and Sokal 1973) while the mean
//! likeness of their articles stays high enough.

mod origins;
mod terms;

pub use origins::origins;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::model::{EventType, Reading, Story};
use crate::story::page::state_of;
use terms::{Vector, vectors};

/// Least mean likeness of two clusters that become one, in thousandths.
const JOIN: i64 = 215;
/// Articles whose days lie further apart tell of other events.
const WINDOW_DAYS: i64 = 6;
/// Words that the index holds of an article.
const INDEXED: usize = 30;
/// Words of more articles than this (or than a twentieth of the batch) find no pairs.
const COMMON: usize = 60;
/// Indexed words that a pair must share.
const SHARED: usize = 2;

/// Groups the articles; each is in exactly one story. Articles are in input order, stories in the order of their first
/// article; which articles go together does not depend on the order of the input.
pub fn group(readings: &[Reading]) -> Vec<Story> {
    let vectors = vectors(readings);
    let facts: Vec<Facts> = readings.iter().map(Facts::new).collect();
    let mut edges = edges(readings, &vectors, &facts);
    // Most alike first; of equals the one with the smaller ids, so that input order does not matter.
    let key = |n: usize| readings.get(n).map(|r| r.annotated.article().id.as_str()).unwrap_or_default();
    edges.sort_by(|a, b| {
        let ids = |e: &Edge| {
            let (x, y) = (key(e.0), key(e.1));
            if x <= y { (x.to_owned(), y.to_owned()) } else { (y.to_owned(), x.to_owned()) }
        };
        b.2.cmp(&a.2).then_with(|| ids(a).cmp(&ids(b)))
    });
    clusters(readings.len(), &edges).into_iter().map(|articles| story(readings, articles)).collect()
}

/// Two articles and their likeness in thousandths.
type Edge = (usize, usize, i64);

/// What is compared beside the words.
struct Facts {
    published: Option<NaiveDate>,
    start: Option<String>,
    kind: Option<EventType>,
    codes: BTreeSet<String>,
    place: Option<String>,
}

impl Facts {
    fn new(reading: &Reading) -> Self {
        let event = reading.event.as_ref();
        let (_, codes) = super::event::names_of(&reading.annotated, event.map_or(&[], |e| &e.actors));
        Facts {
            published: reading.annotated.article().published,
            start: event.and_then(|e| e.start.clone()),
            kind: event.map(|e| e.kind),
            codes: codes.into_iter().collect(),
            place: event.and_then(|e| e.place.clone()),
        }
    }

    /// False where both have days and these lie apart.
    fn meets(&self, other: &Facts) -> bool {
        let day = |f: &Facts| f.start.as_deref().and_then(|s| s.parse::<NaiveDate>().ok());
        let near =
            |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).map(|(a, b)| (a - b).num_days().abs() <= WINDOW_DAYS);
        match (near(self.published, other.published), near(day(self), day(other))) {
            (None, None) => true,
            // Of two visits or meetings their own days tell more than those of the articles.
            (_, Some(false)) if self.is_contact() && other.is_contact() => false,
            (a, b) => a == Some(true) || b == Some(true),
        }
    }

    fn is_contact(&self) -> bool {
        matches!(self.kind, Some(EventType::Visit | EventType::Meeting | EventType::Summit | EventType::Talks))
    }

    /// Thousandths that the likeness loses where two events of a kind are in two cities and not known to be on one day.
    fn malus(&self, other: &Facts) -> i64 {
        let city = |f: &Facts| f.place.as_deref().and_then(state_of).is_some_and(|(_, whole)| !whole);
        let kind = self.kind.is_some() && self.kind == other.kind;
        let one_day = self.start.is_some() && self.start == other.start;
        if kind && !one_day && city(self) && city(other) && self.place != other.place { 100 } else { 0 }
    }

    /// Thousandths that the event itself adds to the likeness of the words.
    fn bonus(&self, other: &Facts) -> i64 {
        let shared = self.codes.intersection(&other.codes).count();
        let kind = i64::from(self.kind.is_some() && self.kind == other.kind);
        let start = i64::from(self.start.is_some() && self.start == other.start);
        let place = i64::from(self.place.is_some() && self.place == other.place);
        if shared == 0 { 0 } else { 20 * kind + 40 * start + 30 * place + if shared > 1 { 20 } else { 0 } }
    }
}

fn edges(readings: &[Reading], vectors: &[Vector], facts: &[Facts]) -> Vec<Edge> {
    let mut index: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, vector) in vectors.iter().enumerate() {
        for term in vector.top(INDEXED) {
            index.entry(term).or_default().push(n);
        }
    }
    let common = COMMON.max(readings.len() / 20).min(4 * COMMON);
    let mut edges = Vec::new();
    for (n, vector) in vectors.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let postings = vector.top(INDEXED).filter_map(|term| index.get(term)).filter(|list| list.len() <= common);
        for other in postings.flatten().filter(|other| **other > n) {
            *shared.entry(*other).or_default() += 1;
        }
        for (other, _) in shared.into_iter().filter(|(_, count)| *count >= SHARED) {
            let pair = vectors.get(other).zip(facts.get(n).zip(facts.get(other)));
            let Some((there, (a, b))) = pair.filter(|(_, (a, b))| a.meets(b)) else { continue };
            edges.push((n, other, vector.cosine(there) + a.bonus(b) - a.malus(b)));
        }
    }
    edges
}

/// Average linkage over the known edges; a pair without an edge has likeness 0.
fn clusters(count: usize, edges: &[Edge]) -> Vec<Vec<usize>> {
    let mut home: Vec<usize> = (0..count).collect();
    let mut members: Vec<Vec<usize>> = (0..count).map(|n| vec![n]).collect();
    let mut sums: Vec<BTreeMap<usize, i64>> = vec![BTreeMap::new(); count];
    for (a, b, likeness) in edges {
        if let Some(row) = sums.get_mut(*a) {
            row.insert(*b, *likeness);
        }
        if let Some(row) = sums.get_mut(*b) {
            row.insert(*a, *likeness);
        }
    }
    // One pass joins what is alike already; a second what has become so.
    for _ in 0..2 {
        for (a, b, _) in edges {
            let (Some(x), Some(y)) = (home.get(*a).copied(), home.get(*b).copied()) else { continue };
            if x != y && mean(&sums, &members, x, y) >= JOIN {
                join(&mut home, &mut members, &mut sums, (x.min(y), x.max(y)));
            }
        }
    }
    let mut found: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    found.iter_mut().for_each(|m| m.sort_unstable());
    found.sort();
    found
}

fn mean(sums: &[BTreeMap<usize, i64>], members: &[Vec<usize>], x: usize, y: usize) -> i64 {
    let sum = sums.get(x).and_then(|row| row.get(&y)).copied().unwrap_or(0);
    let size = |n: usize| members.get(n).map_or(1, Vec::len).max(1) as i64;
    sum / (size(x) * size(y))
}

fn join(
    home: &mut [usize],
    members: &mut [Vec<usize>],
    sums: &mut [BTreeMap<usize, i64>],
    (keep, gone): (usize, usize),
) {
    let moved = members.get_mut(gone).map(std::mem::take).unwrap_or_default();
    for n in &moved {
        if let Some(place) = home.get_mut(*n) {
            *place = keep;
        }
    }
    if let Some(list) = members.get_mut(keep) {
        list.extend(moved);
    }
    let row = sums.get_mut(gone).map(std::mem::take).unwrap_or_default();
    for (other, likeness) in row {
        if let Some(back) = sums.get_mut(other) {
            back.remove(&gone);
            if other != keep {
                *back.entry(keep).or_default() += likeness;
            }
        }
        if other != keep
            && let Some(kept) = sums.get_mut(keep)
        {
            *kept.entry(other).or_default() += likeness;
        }
    }
}

/// The story of some articles; its id is that of the article published first (of equals the one with the smallest id).
fn story(readings: &[Reading], articles: Vec<usize>) -> Story {
    let key = |n: &usize| {
        let article = readings.get(*n).map(|r| r.annotated.article());
        article.map(|a| (a.published.is_none(), a.published, a.id.clone()))
    };
    let first = articles.iter().min_by_key(|n| key(n)).and_then(|n| readings.get(*n));
    let id = first.map(|r| r.annotated.article().id.clone()).unwrap_or_default();
    let members: Vec<&Reading> = articles.iter().filter_map(|n| readings.get(*n)).collect();
    let mut origins = origins(&members);
    for place in origins.iter_mut().flat_map(|o| &mut o.articles) {
        *place = articles.get(*place).copied().unwrap_or(*place);
    }
    Story { id, articles, origins }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::pipeline::read_all;
    use crate::score::Weights;

    const TEXTS: [&str; 4] = [
        "Norwegian President Ola Nordmann arrived in Lisbon on Monday for talks with Portuguese President Maria Silva on fishing rights. The trawler dispute has gone on for years.",
        "Ola Nordmann of Norway is in Lisbon to talk about fishing rights with Maria Silva, the president of Portugal. Trawler owners hope for an end of the dispute.",
        "The parliament of Chile voted for a new budget. Finance minister Juan Perez said that the copper price would decide.",
        "Lisbon's mayor opened a new tram line with a brass band on Tuesday, and the weather was fine.",
    ];

    fn readings(order: &[usize]) -> Vec<Reading> {
        let article = |n: &usize| Article { id: format!("{n:04}"), text: TEXTS[*n].into(), ..Article::default() };
        read_all(order.iter().map(article).collect(), &Weights::default())
    }

    fn groups(order: &[usize]) -> BTreeSet<BTreeSet<usize>> {
        let stories = group(&readings(order));
        stories.iter().map(|s| s.articles.iter().map(|n| order[*n]).collect()).collect()
    }

    #[test]
    fn one_event_is_one_story_in_any_order() {
        let expected: BTreeSet<BTreeSet<usize>> =
            [vec![0, 1], vec![2], vec![3]].into_iter().map(|v| v.into_iter().collect()).collect();
        assert_eq!(groups(&[0, 1, 2, 3]), expected);
        assert_eq!(groups(&[3, 1, 2, 0]), expected);
    }

    #[test]
    fn a_story_keeps_its_id_while_its_first_article_leads() {
        assert_eq!(group(&readings(&[1, 0]))[0].id, group(&readings(&[0]))[0].id);
    }

    #[test]
    fn nothing_gives_no_story() {
        assert!(group(&[]).is_empty());
    }
}
