//! The facts that frame a brief: the main event over all articles of the story, its days, its countries, its origins.

use std::collections::{BTreeMap, BTreeSet};

use super::Material;
use super::days::Day;
use crate::lexicon::country_name;
use crate::model::{Actor, ActorKind, EventType, MainEvent, Reading, Status};
use crate::text::fold;

/// Sentences of one article that carry the event, at most.
const MOST_RECEIPTS: usize = 8;

/// The frame of one story.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// The main event, if the story has one.
    pub event: Option<MainEvent>,
    /// The statements that carry it: (article, statement), the best first.
    pub receipts: Vec<(usize, usize)>,
    /// First and last day.
    pub days: Option<(Day, Day)>,
    /// The year that the brief is set in; days of it are glossed without a year.
    pub year: Option<i32>,
    /// The states in the story by name, the most named first.
    pub countries: Vec<String>,
    /// Who first said it.
    pub origins: Vec<String>,
}

impl Frame {
    /// Reads the frame off the story's articles.
    pub fn of(material: &Material<'_>) -> Frame {
        let lead = lead(&material.readings);
        let event = lead.and_then(|l| merged(&material.readings, l));
        let receipts = receipts(&material.readings, lead, event.as_ref());
        let days = event.as_ref().and_then(days_of);
        let published = material.readings.iter().filter_map(|r| r.annotated.article().published).max();
        // A year may be left out of the lines only where the headline or the dateline shows it.
        let year = match days {
            Some((start, _)) => start.year(),
            None => published.map(|d| chrono::Datelike::year(&d)),
        };
        let origins = material.story.origins.iter().map(|o| o.name.clone()).filter(|n| !n.is_empty()).collect();
        Frame { event, receipts, days, year, countries: countries(&material.readings), origins }
    }

    /// The type of the event.
    pub fn kind(&self) -> EventType {
        self.event.as_ref().map_or(EventType::Other, |e| e.kind)
    }
}

/// The article whose event leads: the furthest on, then the latest, then the first; none where fewer than half of the
/// articles tell of such an event.
fn lead(readings: &[&Reading]) -> Option<usize> {
    let key = |n: usize| {
        let reading = readings[n];
        let event = sure(reading)?;
        let stage = match event.status {
            Status::Planned => 0,
            Status::UnderWay | Status::Done => 1,
            Status::Cancelled => 2,
        };
        let same = readings.iter().filter(|r| sure(r).is_some_and(|e| e.kind == event.kind)).count();
        let filled =
            usize::from(event.place.is_some()) + usize::from(event.start.is_some()) + usize::from(event.end.is_some());
        Some((same, stage, reading.annotated.article().published, filled, std::cmp::Reverse(n)))
    };
    let tells =
        |kind: EventType| readings.iter().filter(|r| r.event.as_ref().is_some_and(|e| e.kind.is_akin(kind))).count();
    let borne_out = |n: &usize| sure(readings[*n]).is_some_and(|e| tells(e.kind) * 2 >= readings.len());
    (0..readings.len()).filter(borne_out).max_by_key(|n| key(*n))
}

fn sure(reading: &Reading) -> Option<&MainEvent> {
    reading.event.as_ref().filter(|e| e.sure)
}

/// The lead's event, with what it leaves open filled from articles that agree on the rest.
fn merged(readings: &[&Reading], lead: usize) -> Option<MainEvent> {
    let mut event = readings.get(lead)?.event.clone()?;
    for other in readings.iter().filter_map(|r| r.event.as_ref()).filter(|o| o.kind == event.kind) {
        if event.start.is_none() {
            event.start.clone_from(&other.start);
        }
        if event.end.is_none() && other.start == event.start {
            event.end.clone_from(&other.end);
        }
        if event.place.is_none() {
            event.place.clone_from(&other.place);
        }
        if event.actors.is_empty() {
            event.actors.clone_from(&other.actors);
        }
    }
    let names = event.actors.iter_mut();
    names.for_each(|name| *name = commonest_form(readings, name));
    Some(event)
}

/// The order of a person's names that most articles use; where as many use another, the given one.
fn commonest_form(readings: &[&Reading], name: &str) -> String {
    let key = words(name);
    let forms = |reading: &Reading| -> BTreeSet<String> {
        let actors = reading.annotated.statements.iter().flat_map(|s| &s.actors);
        let same = |a: &&Actor| a.kind == ActorKind::Person && a.name != name && words(&a.name) == key;
        actors.filter(same).map(|a| a.name.clone()).collect()
    };
    let given = |reading: &&&Reading| {
        reading
            .annotated
            .statements
            .iter()
            .flat_map(|s| &s.actors)
            .any(|a| a.kind == ActorKind::Person && a.name == name)
    };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    readings.iter().flat_map(|r| forms(r)).for_each(|form| *counts.entry(form).or_default() += 1);
    let most = counts.into_iter().max_by_key(|(form, count)| (*count, std::cmp::Reverse(form.clone())));
    let own = readings.iter().filter(given).count();
    most.filter(|(_, count)| *count > own).map_or_else(|| name.to_owned(), |(form, _)| form)
}

/// The parts of a name, whatever their order, accents and capitals.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = fold(name).split([' ', '-']).map(str::to_owned).collect();
    words.sort_unstable();
    words
}

fn receipts(readings: &[&Reading], lead: Option<usize>, event: Option<&MainEvent>) -> Vec<(usize, usize)> {
    let (Some(lead), Some(event)) = (lead, event) else { return Vec::new() };
    let mut out: Vec<_> = event.receipts.iter().take(MOST_RECEIPTS).map(|i| (lead, *i)).collect();
    for (n, other) in readings.iter().enumerate().filter(|(n, _)| *n != lead) {
        out.extend(other.event.iter().flat_map(|e| e.receipts.iter().take(MOST_RECEIPTS).map(move |i| (n, *i))));
    }
    out
}

fn days_of(event: &MainEvent) -> Option<(Day, Day)> {
    let start = Day::parse(event.start.as_ref()?)?;
    let end = event.end.as_deref().and_then(Day::parse).unwrap_or(start);
    Some((start, end))
}

fn countries(readings: &[&Reading]) -> Vec<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    let statements = readings.iter().flat_map(|r| &r.annotated.statements).filter(|s| !s.is_noise());
    for code in
        statements.flat_map(|s| &s.actors).filter(|a| a.kind != ActorKind::Igo).filter_map(|a| a.country.as_ref())
    {
        match counts.iter_mut().find(|(c, _)| c == code) {
            Some((_, n)) => *n += 1,
            None => counts.push((code.clone(), 1)),
        }
    }
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts.into_iter().take(3).map(|(code, _)| country_name(&code).map_or(code, str::to_owned)).collect()
}
