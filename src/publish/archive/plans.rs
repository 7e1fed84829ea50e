//! The calendar file: visits of the diary, and what digests say is planned for a day. Where it would hold thousands of
//! events, it holds those of the last months and what is ahead, and a file a year, or a month, has all others too.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use super::Site;
use super::brief::{href, sentence_of};
use crate::model::VisitStatus;
use crate::publish::marks::{Dated, dated};
use crate::publish::parts::Part;
use crate::publish::record::{Story, Trip, Witness, slug};
use crate::publish::titles::story_title;
use crate::publish::when::range_words;
use crate::render::calendar::{Calendar, Event, EventStatus, of_visit};
use crate::render::clean;
use crate::render::timeline::{Mark, MarkKind, Standing};

/// Events of a calendar file.
const EVENTS: usize = 1000;
/// Months before the newest digest that the calendar file goes back where there are more.
const BACK: u32 = 3;

/// What the home page shows of the time to come, at most.
const MOST: usize = 8;

/// Something ahead, for the home page.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(super) struct AheadView {
    #[serde(skip)]
    start: NaiveDate,
    /// The days.
    pub when: String,
    /// What it is.
    pub what: String,
    /// The page that it leads to, from the top of the archive, where there is one.
    pub href: Option<String>,
    /// How far it has come.
    pub status: Option<String>,
}

/// A calendar file.
pub(super) struct File {
    /// Its place in the archive.
    pub path: String,
    /// What it holds, in words; nothing for the one that holds what is ahead.
    pub name: String,
    pub text: String,
}

/// The calendar files: the one that people subscribe to, and those of the years behind it.
pub(super) fn calendars(site: &Site<'_>) -> Vec<File> {
    let record = site.record;
    let mut events: Vec<Event> = record.trips.iter().filter_map(|trip| of_trip(site, trip)).collect();
    for story in &record.stories {
        events.extend(plans(site, story).into_iter().map(|plan| plan.event(site, story)));
    }
    events.sort_by(|a, b| (a.start, &a.uid).cmp(&(b.start, &b.uid)));
    let file = |path: String, name: String, events: Vec<Event>| {
        let title = [site.settings.title.as_str(), &name].into_iter().filter(|part| !part.is_empty());
        let calendar = Calendar { name: title.collect::<Vec<_>>().join(", "), events };
        File { path, name, text: calendar.ics() }
    };
    let newest = record.digests.iter().map(|digest| digest.edition.date).max();
    let first = newest.and_then(|day| day.with_day(1)?.checked_sub_months(Months::new(BACK)));
    let Some(first) = first.filter(|_| events.len() > EVENTS) else {
        return vec![file("calendar.ics".to_owned(), String::new(), events)];
    };
    let mut years: BTreeMap<(i32, Option<u32>), Vec<Event>> = BTreeMap::new();
    for year in events.chunk_by(|one, other| one.start.year() == other.start.year()) {
        let by_month = year.len() > EVENTS;
        for event in year {
            let month = by_month.then(|| event.start.month());
            years.entry((event.start.year(), month)).or_default().push(event.clone());
        }
    }
    events.retain(|event| event.last >= first);
    let mut files = vec![file("calendar.ics".to_owned(), String::new(), events)];
    for ((year, month), events) in years.into_iter().rev() {
        let part = month.map_or(Part::Year(year), |month| Part::Month(year, month));
        files.push(file(format!("calendar/{part}.ics"), part.name(site.words), events));
    }
    files
}

fn of_trip(site: &Site<'_>, trip: &Trip) -> Option<Event> {
    let mut event = of_visit(&trip.visit, &site.domain())?;
    let words = site.words;
    let status = words.value("status", trip.visit.status.as_str());
    event.summary = visit_in(site, trip);
    let mut about = vec![words.say("visit_status", &[("status", &status)])];
    if let Some(why) = &trip.withdrawn {
        event.status = EventStatus::Cancelled;
        about = vec![words.say("visit_withdrawn", &[("reason", why)])];
    }
    if !trip.visit.counterparts.is_empty() {
        about.push(words.say("visit_with", &[("names", &trip.visit.counterparts.join(", "))]));
    }
    about.extend(witnesses(site, trip));
    event.about = about.join("\n");
    event.url = trip.stories.first().and_then(|story| site.absolute(&href(story)));
    Some(event)
}

/// Who says that a trip is so, by name: never its words, and never a path.
fn witnesses(site: &Site<'_>, trip: &Trip) -> Option<String> {
    let name = |witness: Witness| match witness {
        Witness::Article(source, sentence) => sentence_of(&source.name, sentence, site.words),
        Witness::File(file) => file,
        Witness::Desk => site.words.say("the_desk", &[]),
    };
    let names: Vec<String> = trip.witnesses(&site.record.articles).into_iter().map(name).collect();
    (!names.is_empty()).then(|| site.words.say("visit_source", &[("names", &names.join("; "))]))
}

/// `Ana Lind in Riga`, with the kind of the visit where it is known.
fn visit_in(site: &Site<'_>, trip: &Trip) -> String {
    let visit = &trip.visit;
    let place = site.words.place(visit.place.as_deref().unwrap_or(&visit.country));
    let words = site.words.say("visit_in", &[("who", &visit.traveller), ("place", &place)]);
    let kind = visit.kind.map(|kind| format!(" ({})", site.words.visit(kind.as_str()))).unwrap_or_default();
    words + &kind
}

/// Something that a story says is to come, as its newest telling has it.
struct Plan {
    dated: Dated,
    changes: u32,
    told: NaiveDate,
}

/// The plans of a story: whole days that lay ahead when they were told first and are no trip of the diary.
fn plans(site: &Site<'_>, story: &Story) -> Vec<Plan> {
    let mut plans: BTreeMap<String, Plan> = BTreeMap::new();
    for telling in story.tellings.iter().rev() {
        let days =
            dated(telling, site.words).into_iter().filter(|one| one.mark.start.is_day() && one.mark.end.is_day());
        for dated in days {
            match plans.get_mut(&dated.key) {
                Some(plan) => plan.take(telling.date, dated),
                None if dated.mark.start.first() > telling.date && !is_trip(site, story, &dated) => {
                    plans.insert(dated.key.clone(), Plan { dated, changes: 0, told: telling.date });
                }
                None => {}
            }
        }
    }
    plans.into_values().collect()
}

fn is_trip(site: &Site<'_>, story: &Story, dated: &Dated) -> bool {
    let (start, end) = (dated.mark.start.first(), dated.mark.end.last());
    let mut trips = story.trips.iter().filter_map(|n| site.record.trips.get(*n));
    let meets = |trip: &Trip| trip.visit.start.first() <= end && start <= trip.visit.end.last();
    dated.mark.kind == MarkKind::Visit && trips.any(meets)
}

impl Plan {
    fn take(&mut self, told: NaiveDate, dated: Dated) {
        let (old, new) = (&self.dated.mark, &dated.mark);
        let is_off = |mark: &Mark| mark.standing == Standing::Cancelled;
        let shown = |mark: &Mark| (mark.start, mark.end, is_off(mark), mark.label.clone());
        if shown(old) != shown(new) || self.dated.place != dated.place {
            self.changes += 1;
            self.told = told;
        }
        self.dated = dated;
    }

    fn event(self, site: &Site<'_>, story: &Story) -> Event {
        let Dated { mark, key, place } = self.dated;
        Event {
            uid: format!("plan-{}-{}@{}", slug(&story.story_id), slug(&key), site.domain()),
            sequence: self.changes,
            stamp: self.told,
            start: mark.start.first(),
            last: mark.end.last(),
            summary: mark.label,
            location: place,
            about: format!(
                "{}\n{}",
                story_title(story, site.words),
                site.words.say("told_on", &[("day", &site.words.days().date(self.told))])
            ),
            status: if mark.standing == Standing::Cancelled { EventStatus::Cancelled } else { EventStatus::Tentative },
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
        when: site.words.days().words(&range_words(trip.visit.start, trip.visit.end)),
        what: clean(&site.words.say(
            "visit_in",
            &[
                ("who", &trip.visit.traveller),
                ("place", &site.words.place(trip.visit.place.as_deref().unwrap_or(&trip.visit.country))),
            ],
        )),
        href: trip.stories.first().or(trip.traveller.as_ref()).map(href),
        status: (trip.visit.status != VisitStatus::Confirmed)
            .then(|| site.words.value("status", trip.visit.status.as_str())),
    });
    let mut ahead: Vec<AheadView> = trips.collect();
    for story in &record.stories {
        let plans = plans(site, story).into_iter().filter(|plan| plan.dated.mark.start.first() > today);
        ahead.extend(plans.map(|plan| AheadView {
            start: plan.dated.mark.start.first(),
            when: plan.dated.mark.when,
            what: plan.dated.mark.label,
            href: Some(href(&story.id)),
            status: Some(site.words.value(
                "status",
                if plan.dated.mark.standing == Standing::Cancelled { "cancelled" } else { "planned" },
            )),
        }));
    }
    ahead.sort_by(|a, b| (a.start, &a.what).cmp(&(b.start, &b.what)));
    ahead.truncate(MOST);
    ahead
}
