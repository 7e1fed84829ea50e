//! The calendar file: visits of the diary, and what digests say is planned for a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::brief::href;
use super::when::{day_words, range_words};
use super::Site;
use crate::model::{KeyDate, PartialDate, VisitStatus};
use crate::publish::record::{Record, Story, Telling, Trip, Witness, slug};
use crate::render::calendar::{Calendar, Event, EventStatus, of_visit};
use crate::render::clean;

/// What the home page shows of the time to come, at most.
const MOST: usize = 8;

/// Something ahead, for the home page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct AheadView {
    #[serde(skip)]
    start: NaiveDate,
    pub when: String,
    pub what: String,
    pub href: Option<String>,
    pub status: Option<&'static str>,
}

/// The calendar file.
pub(super) fn calendar(site: &Site<'_>) -> String {
    let record = site.record;
    let mut events: Vec<Event> = record.trips.iter().filter_map(|trip| of_trip(site, trip)).collect();
    for story in &record.stories {
        events.extend(plans(record, story).into_iter().map(|plan| plan.event(site, story)));
    }
    events.sort_by(|a, b| (a.start, &a.uid).cmp(&(b.start, &b.uid)));
    Calendar { name: site.settings.title.clone(), events }.ics()
}

fn of_trip(site: &Site<'_>, trip: &Trip) -> Option<Event> {
    let mut event = of_visit(&trip.visit, &site.domain())?;
    let mut about = vec![format!("Status: {}", trip.visit.status)];
    if let Some(why) = &trip.withdrawn {
        event.status = EventStatus::Cancelled;
        about = vec![format!("Withdrawn: {why}")];
    }
    if !trip.visit.counterparts.is_empty() {
        about.push(format!("With: {}", trip.visit.counterparts.join(", ")));
    }
    about.extend(witnesses(site.record, trip));
    event.about = about.join("\n");
    event.url = trip.stories.first().and_then(|story| site.absolute(&href(story)));
    Some(event)
}

/// Who says that a trip is so, by name: never its words, and never a path.
fn witnesses(record: &Record, trip: &Trip) -> Option<String> {
    let name = |witness: Witness| match witness {
        Witness::Article(source, sentence) => format!("{}, sentence {sentence}", source.name),
        Witness::File(file) => file,
        Witness::Desk => "the desk".to_owned(),
    };
    let names: Vec<String> = trip.witnesses(&record.articles).into_iter().map(name).collect();
    (!names.is_empty()).then(|| format!("Source: {}", names.join("; ")))
}

/// Something that a story says is to come, as its newest telling has it.
struct Plan<'a> {
    key: String,
    changes: u32,
    told: NaiveDate,
    start: PartialDate,
    end: PartialDate,
    row: &'a KeyDate,
}

/// The plans of a story: key dates that lay ahead when they were told first and are no trip of the diary.
fn plans<'a>(record: &Record, story: &'a Story) -> Vec<Plan<'a>> {
    let mut plans: BTreeMap<String, Plan<'a>> = BTreeMap::new();
    for telling in story.tellings.iter().rev() {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for row in &telling.entry.brief.key_dates {
            let Some((start, end)) = days(row) else { continue };
            let what = what(row);
            let nth = seen.entry(what.clone()).or_default();
            *nth += 1;
            let key = slug(&format!("{what} {nth}"));
            let is_ahead = start.first() > telling.date && !is_trip(record, story, start, end, row);
            match plans.get_mut(&key) {
                Some(plan) => plan.take(telling, start, end, row),
                None if is_ahead => {
                    let plan = Plan { key: key.clone(), changes: 0, told: telling.date, start, end, row };
                    plans.insert(key, plan);
                }
                None => {}
            }
        }
    }
    plans.into_values().collect()
}

/// What a row says beside its days.
fn what(row: &KeyDate) -> String {
    let text = row.line.text.as_str();
    clean(text.split_once(": ").map_or(text, |(_, what)| what))
}

/// Whole days alone have a place in a calendar.
fn days(row: &KeyDate) -> Option<(PartialDate, PartialDate)> {
    let start = row.when.start.parse::<PartialDate>().ok().filter(|day| day.is_day())?;
    let end = row.when.end.parse::<PartialDate>().ok().filter(|day| day.is_day())?;
    Some((start, end))
}

fn is_trip(record: &Record, story: &Story, start: PartialDate, end: PartialDate, row: &KeyDate) -> bool {
    let is_visit = row.line.slots.get("what").is_some_and(|what| what == "visit");
    let trips = story.trips.iter().filter_map(|n| record.trips.get(*n));
    let meets = |t: &Trip| t.visit.start.first() <= end.last() && start.first() <= t.visit.end.last();
    is_visit && trips.into_iter().any(meets)
}

impl<'a> Plan<'a> {
    fn take(&mut self, telling: &Telling, start: PartialDate, end: PartialDate, row: &'a KeyDate) {
        if (start, end) != (self.start, self.end) {
            self.changes += 1;
            self.told = telling.date;
        }
        (self.start, self.end, self.row) = (start, end, row);
    }

    fn event(self, site: &Site<'_>, story: &Story) -> Event {
        let status = story.last().and_then(|telling| telling.entry.own_headline().slots.get("status"));
        let is_off = status.is_some_and(|status| status == "cancelled");
        Event {
            uid: format!("plan-{}-{}@{}", slug(&story.story_id), self.key, site.domain()),
            sequence: self.changes + u32::from(is_off),
            stamp: self.told,
            start: self.start.first(),
            last: self.end.last(),
            summary: what(self.row),
            location: self.row.line.slots.get("place").map(|place| clean(place)),
            about: format!("{}\nAs told on {}", clean(&story.title), day_words(self.told)),
            status: if is_off { EventStatus::Cancelled } else { EventStatus::Tentative },
            url: site.absolute(&href(&story.id)),
        }
    }
}

/// What is ahead of the latest digest, the nearest first.
pub(super) fn ahead(site: &Site<'_>) -> Vec<AheadView> {
    let record = site.record;
    let Some(today) = record.digests.iter().map(|digest| digest.edition.date).max() else { return Vec::new() };
    let open = |trip: &&Trip| trip.withdrawn.is_none() && trip.visit.start.first() > today;
    let trips = record.trips.iter().filter(open).map(|trip| AheadView {
        start: trip.visit.start.first(),
        when: range_words(trip.visit.start, trip.visit.end),
        what: clean(&format!(
            "{} in {}",
            trip.visit.traveller,
            trip.visit.place.as_deref().unwrap_or(&trip.visit.country)
        )),
        href: trip.stories.first().or(trip.traveller.as_ref()).map(href),
        status: Some(trip.visit.status.as_str()).filter(|_| trip.visit.status != VisitStatus::Confirmed),
    });
    let mut ahead: Vec<AheadView> = trips.collect();
    for story in &record.stories {
        let plans = plans(record, story).into_iter().filter(|plan| plan.start.first() > today);
        ahead.extend(plans.map(|plan| AheadView {
            start: plan.start.first(),
            when: range_words(plan.start, plan.end),
            what: what(plan.row),
            href: Some(href(&story.id)),
            status: Some("planned"),
        }));
    }
    ahead.sort_by(|a, b| (a.start, &a.what).cmp(&(b.start, &b.what)));
    ahead.truncate(MOST);
    ahead
}
