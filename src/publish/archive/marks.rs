//! What the timelines of stories and of pairs of countries show.

use chrono::NaiveDate;
use minijinja::Value;
use serde::Serialize;

use super::when::{days_of, range_words};
use super::{Site, value};
use crate::model::{PartialDate, VisitStatus};
use crate::publish::record::{Pair, Record, Story, Telling, Trip};
use crate::render::clean;
use crate::render::timeline::{Mark, MarkKind, Standing, Timeline};

/// The widths of a drawing: for a page, and for a telephone.
const WIDE: u32 = 712;
const NARROW: u32 = 288;

/// The key of a story's own event.
const EVENT: &str = "event";

#[derive(Serialize)]
struct View {
    wide: String,
    narrow: String,
    caption: String,
}

/// What a telling says of one day or some.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub mark: Mark,
    /// Tells it from the others of the story, whatever changes in it.
    pub key: String,
    pub place: Option<String>,
}

/// A timeline as templates see it; nothing where there is less than two marks to compare.
pub(super) fn view(title: &str, marks: Vec<Mark>) -> Value {
    if marks.len() < 2 {
        return Value::from(());
    }
    let caption = format!("Timeline: {title}, to scale.");
    let draw = |id: &str, width| {
        let timeline = Timeline { id: id.to_owned(), title: format!("Timeline: {title}"), marks: marks.clone() };
        timeline.svg(width).unwrap_or_default()
    };
    value(View { wide: draw("tl-wide", WIDE), narrow: draw("tl-narrow", NARROW), caption })
}

/// The marks of a story: its trips, and the key dates of its tellings, as the newest of them has each.
pub(super) fn of_story(record: &Record, story: &Story) -> Vec<Mark> {
    let trips = story.trips.iter().filter_map(|n| record.trips.get(*n));
    let mut marks: Vec<Mark> = trips.map(of_trip).collect();
    for telling in &story.tellings {
        for Dated { mark, .. } in dated(telling) {
            if !marks.iter().any(|known| is_same(known, &mark)) {
                marks.push(mark);
            }
        }
    }
    marks
}

/// The marks of two countries: trips, and the events of stories that are no such trip.
pub(super) fn of_pair(site: &Site<'_>, pair: &Pair) -> Vec<Mark> {
    let record = site.record;
    let trips: Vec<&Trip> = pair.trips.iter().filter_map(|n| record.trips.get(*n)).collect();
    let mut marks: Vec<Mark> = trips.iter().map(|trip| of_trip(trip)).collect();
    for story in pair.stories.iter().filter_map(|id| site.stories.get(id)) {
        let told = story.last().and_then(main_event).map(|event| event.mark);
        let is_trip = |mark: &Mark| mark.kind == MarkKind::Visit && trips.iter().any(|t| t.stories.contains(&story.id));
        let new = told.filter(|mark| !is_trip(mark) && !marks.iter().any(|known| is_same(known, mark)));
        marks.extend(new);
    }
    marks
}

fn of_trip(trip: &Trip) -> Mark {
    let visit = &trip.visit;
    let place = visit.place.as_deref().unwrap_or(&visit.country);
    let standing = match visit.status {
        _ if trip.withdrawn.is_some() => Standing::Cancelled,
        VisitStatus::Cancelled => Standing::Cancelled,
        VisitStatus::Planned | VisitStatus::Postponed | VisitStatus::Confirmed => Standing::Planned,
        VisitStatus::UnderWay | VisitStatus::Done => Standing::Stated,
    };
    Mark {
        start: visit.start,
        end: visit.end,
        when: range_words(visit.start, visit.end),
        label: clean(&format!("visit, {place} ({})", visit.traveller)),
        kind: MarkKind::Visit,
        standing,
    }
}

/// True where both tell of one thing: one kind, and days that meet.
fn is_same(one: &Mark, other: &Mark) -> bool {
    one.kind == other.kind
        && one.start.first() <= other.end.last()
        && other.start.first() <= one.end.last()
        && (one.kind != MarkKind::Other || one.label == other.label)
}

/// The key dates of a telling; where it has none, its event.
pub(super) fn dated(telling: &Telling) -> Vec<Dated> {
    let dates = key_dates(telling);
    if dates.is_empty() { main_event(telling).into_iter().collect() } else { dates }
}

fn key_dates(telling: &Telling) -> Vec<Dated> {
    let mut marks: Vec<Dated> = Vec::new();
    for row in &telling.entry.brief.key_dates {
        let (Ok(start), Ok(end)) = (row.when.start.parse::<PartialDate>(), row.when.end.parse::<PartialDate>()) else {
            continue;
        };
        let what = row.line.slots.get("what").map(String::as_str).unwrap_or_default();
        let label = row.line.text.split_once(": ").map_or(row.line.text.as_str(), |(_, label)| label);
        let mark = Mark {
            start,
            end,
            when: range_words(start, end),
            label: clean(label),
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
fn main_event(telling: &Telling) -> Option<Dated> {
    let slots = &telling.entry.own_headline().slots;
    let days = slots.get("days").or_else(|| telling.entry.brief.dateline.slots.get("days"))?;
    let (start, end) = days_of(days)?;
    let get = |name: &str| slots.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let what = get("type").filter(|what| *what != "other");
    let parts: Vec<&str> = [what, get("place")].into_iter().flatten().collect();
    let who: Vec<&str> = [get("who"), get("with")].into_iter().flatten().collect();
    let label = match (parts.is_empty(), who.is_empty()) {
        (true, _) => telling.entry.brief.headline.text.clone(),
        (false, true) => parts.join(", "),
        (false, false) => format!("{} ({})", parts.join(", "), who.join(", ")),
    };
    let standing = match get("status") {
        Some("cancelled") => Standing::Cancelled,
        Some("planned") => Standing::Planned,
        _ => standing(start, telling.date),
    };
    let kind = kind(what.unwrap_or_default());
    let mark = Mark { start, end, when: clean(days), label: clean(&label), kind, standing };
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
