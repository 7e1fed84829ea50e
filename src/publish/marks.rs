//! What the timelines of stories and of pairs of countries show.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::when::{days_of, range_words};
use crate::model::{PartialDate, VisitStatus};
use crate::publish::record::{PageId, Pair, Record, Story, Telling, Trip};
use crate::render::timeline::{Legend, MOST, Mark, MarkKind, Standing, Timeline};
use crate::render::{Catalogue, clean};

/// Stories of a pair of countries that a drawing looks at.
const STORIES: usize = 3 * MOST;

/// The key of a story's own event.
const EVENT: &str = "event";

/// What a telling says of one day or some.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub mark: Mark,
    /// Tells it from the others of the story, whatever changes in it.
    pub key: String,
    pub place: Option<String>,
}

/// The drawing of a page; nothing where there is less than two marks to compare.
pub(super) fn drawing(title: &str, marks: Vec<Mark>, words: &Catalogue) -> Option<Timeline> {
    let title = words.say("timeline", &[("title", title)]);
    (marks.len() > 1).then(|| Timeline { id: "tl".to_owned(), title, marks, legend: Legend::of(words) })
}

/// The marks of a story: its trips, and the key dates of its tellings, as the newest of them has each.
pub(super) fn of_story(record: &Record, story: &Story, words: &Catalogue) -> Vec<Mark> {
    let trips = story.trips.iter().filter_map(|n| record.trips.get(*n));
    let mut marks: Vec<Mark> = trips.map(|trip| of_trip(trip, words)).collect();
    for telling in &story.tellings {
        for Dated { mark, .. } in dated(telling, words) {
            if !marks.iter().any(|known| is_same(known, &mark)) {
                marks.push(mark);
            }
        }
    }
    marks
}

/// The marks of two countries: trips, and the events of the newest stories that are no such trip.
pub(super) fn of_pair(record: &Record, pair: &Pair, words: &Catalogue) -> Vec<Mark> {
    let trips: Vec<&Trip> = pair.trips.iter().filter_map(|n| record.trips.get(*n)).collect();
    let told: BTreeSet<&PageId> = trips.iter().flat_map(|trip| &trip.stories).collect();
    let mut marks: Vec<Mark> = trips.iter().map(|trip| of_trip(trip, words)).collect();
    // More is not drawn, and each is compared with all others.
    for story in pair.stories.iter().take(STORIES).filter_map(|id| record.story(id)) {
        let event = story.last().and_then(|telling| main_event(telling, words)).map(|event| event.mark);
        let is_trip = |mark: &Mark| mark.kind == MarkKind::Visit && told.contains(&story.id);
        marks.extend(event.filter(|mark| !is_trip(mark) && !marks.iter().any(|known| is_same(known, mark))));
    }
    marks
}

fn of_trip(trip: &Trip, words: &Catalogue) -> Mark {
    let visit = &trip.visit;
    let place = words.place(visit.place.as_deref().unwrap_or(&visit.country));
    let standing = match visit.status {
        _ if trip.withdrawn.is_some() => Standing::Cancelled,
        VisitStatus::Cancelled => Standing::Cancelled,
        VisitStatus::Planned | VisitStatus::Postponed | VisitStatus::Confirmed => Standing::Planned,
        VisitStatus::UnderWay | VisitStatus::Done => Standing::Stated,
    };
    Mark {
        start: visit.start,
        end: visit.end,
        when: words.days().words(&range_words(visit.start, visit.end)),
        label: clean(&event_words(&[&words.say("a_visit", &[]), &place], &visit.traveller, words)),
        kind: MarkKind::Visit,
        standing,
    }
}

/// `visit, Riga (Ana Lind)`.
fn event_words(what: &[&str], who: &str, words: &Catalogue) -> String {
    let what = what.join(", ");
    if who.is_empty() { what } else { words.say("mark_event", &[("what", &what), ("who", who)]) }
}

/// True where both tell of one thing: one kind, and days that meet.
fn is_same(one: &Mark, other: &Mark) -> bool {
    one.kind == other.kind
        && one.start.first() <= other.end.last()
        && other.start.first() <= one.end.last()
        && (one.kind != MarkKind::Other || one.label == other.label)
}

/// The key dates of a telling; where it has none, its event.
pub(super) fn dated(telling: &Telling, words: &Catalogue) -> Vec<Dated> {
    let dates = key_dates(telling, words);
    if dates.is_empty() { main_event(telling, words).into_iter().collect() } else { dates }
}

fn key_dates(telling: &Telling, words: &Catalogue) -> Vec<Dated> {
    let mut marks: Vec<Dated> = Vec::new();
    for row in &telling.entry.brief.key_dates {
        let (Ok(start), Ok(end)) = (row.when.start.parse::<PartialDate>(), row.when.end.parse::<PartialDate>()) else {
            continue;
        };
        let what = row.line.slots.get("what").map(String::as_str).unwrap_or_default();
        let (_, label, _) = words.key_date(&row.line);
        let mark = Mark {
            start,
            end,
            when: words.days().words(&range_words(start, end)),
            label: clean(&label),
            kind: kind(what),
            standing: standing(start, telling.date),
        };
        let place = row.line.slots.get("place").map(|place| clean(place));
        // The row of the story's own event names who.
        let key = match row.line.slots.contains_key("who") {
            true => EVENT.to_owned(),
            false => format!("{what} {}", place.as_deref().unwrap_or_default()),
        };
        let nth = marks.iter().filter(|other| other.key == key || other.key.starts_with(&format!("{key} #"))).count();
        let key = if nth == 0 { key } else { format!("{key} #{}", nth + 1) };
        marks.push(Dated { mark, key, place });
    }
    marks
}

/// The event that the headline names, where it names its days.
fn main_event(telling: &Telling, words: &Catalogue) -> Option<Dated> {
    let slots = &telling.entry.own_headline().slots;
    let days = slots.get("days").or_else(|| telling.entry.brief.dateline.slots.get("days"))?;
    let (start, end) = days_of(days)?;
    let get = |name: &str| slots.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let what = get("type").filter(|what| *what != "other");
    let noun = what.map(|what| words.noun(what));
    let name = |slot: &str| get(slot).map(|name| words.place(name));
    let parts: Vec<String> = [noun, name("place")].into_iter().flatten().collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let who: Vec<String> = [name("who"), name("with")].into_iter().flatten().collect();
    let label = match parts.is_empty() {
        true => words.line(&telling.entry.brief.headline).0,
        false => event_words(&parts, &who.join(", "), words),
    };
    let standing = match get("status") {
        Some("cancelled") => Standing::Cancelled,
        Some("planned") => Standing::Planned,
        _ => standing(start, telling.date),
    };
    let kind = kind(what.unwrap_or_default());
    let mark = Mark { start, end, when: clean(&words.days().words(days)), label: clean(&label), kind, standing };
    Some(Dated { mark, key: EVENT.to_owned(), place: get("place").map(clean) })
}

fn standing(start: PartialDate, told: NaiveDate) -> Standing {
    if start.first() > told { Standing::Planned } else { Standing::Stated }
}

/// The kind of an event by its type, or by the noun that a brief has for it.
fn kind(what: &str) -> MarkKind {
    match what {
        "visit" | "trip" => MarkKind::Visit,
        "summit" | "meeting" | "call" | "telephone call" | "talks" => MarkKind::Talks,
        "agreement" => MarkKind::Agreement,
        "sanction" | "sanctions" | "expulsion" => MarkKind::Sanction,
        _ => MarkKind::Other,
    }
}
