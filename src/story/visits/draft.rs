//! A visit as it grows out of the reports of the log.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::people::People;
use crate::model::{Evidence, Step, Visit, VisitChange, VisitEntry, VisitReport, VisitStatus};

/// Articles that differ by so many days tell of one trip: who leaves on Monday arrives on Tuesday.
const SLACK: u64 = 2;

/// Visits that a report is held against, the latest first: a table of many rows for one trip must not take for ever.
const NEAREST: usize = 64;

/// A visit as it grows.
pub(super) struct Draft {
    pub visit: Visit,
    /// The traveller's place among the people.
    pub who: usize,
    /// Reports by number: an amendment may name any of them.
    pub reports: Vec<u64>,
    /// Whether it came from a table.
    row: bool,
    /// What told its days: (a table or the desk, how fine, when).
    days: (bool, bool, Option<NaiveDate>),
    ranked: Vec<(u8, Option<NaiveDate>, VisitStatus)>,
    /// The desk took it out.
    pub retracted: bool,
}

/// One traveller in one country, by first day, to the places of their drafts.
type Index = BTreeMap<(usize, String), BTreeMap<NaiveDate, Vec<usize>>>;

/// The visits that the reports of a log come to, before the desk's own words.
pub(super) fn joined(entries: &[(u64, VisitEntry)], people: &People) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut index = Index::new();
    for (number, entry) in entries {
        let VisitEntry::Report(report) = entry else { continue };
        let Some(who) = people.of_mention(&(report.traveller.clone(), report.state.clone())) else { continue };
        let country = report.code.clone().unwrap_or_else(|| report.country.to_lowercase());
        let bucket = index.entry((who, country)).or_default();
        // A year is the coarsest day there is.
        let from = report.start.first().checked_sub_days(Days::new(370)).unwrap_or(NaiveDate::MIN);
        let until = last_day(report).checked_add_days(Days::new(SLACK)).unwrap_or(NaiveDate::MAX);
        let near = bucket.range(from..=until).rev().flat_map(|(_, places)| places.iter().rev().copied()).take(NEAREST);
        let same = near.filter(|at| drafts.get(*at).is_some_and(|d| is_one(d, report))).max_by_key(|at| {
            drafts.get(*at).map(|d| {
                (d.visit.start.is_day(), std::cmp::Reverse(distance(d, report)), std::cmp::Reverse(d.visit.id))
            })
        });
        match same.and_then(|at| drafts.get_mut(at)) {
            Some(draft) => join(draft, *number, report),
            None => {
                bucket.entry(report.start.first()).or_default().push(drafts.len());
                drafts.push(draft(*number, report, who));
            }
        }
    }
    drafts
}

fn last_day(report: &VisitReport) -> NaiveDate {
    report.end.unwrap_or(report.start).last().max(report.start.first())
}

fn distance(draft: &Draft, report: &VisitReport) -> i64 {
    (draft.visit.start.first() - report.start.first()).num_days().abs()
}

/// True where a report can tell of a visit of the same traveller to the same country.
fn is_one(draft: &Draft, report: &VisitReport) -> bool {
    let row = matches!(report.evidence, Evidence::Row { .. });
    let slack = if matches!(report.evidence, Evidence::Article(_)) { SLACK } else { 0 };
    let wide = |day: NaiveDate| day.checked_add_days(Days::new(slack)).unwrap_or(day);
    let apart =
        draft.visit.start.first() > wide(last_day(report)) || report.start.first() > wide(draft.visit.end.last());
    let to_come = matches!(report.status, VisitStatus::Planned | VisitStatus::Confirmed);
    let begun = draft.ranked.iter().any(|(_, _, s)| matches!(s, VisitStatus::UnderWay | VisitStatus::Done));
    let next = to_come && begun && report.told.is_some_and(|told| told > draft.visit.start.last());
    let two_rows = row && draft.row;
    !(apart || next || two_rows)
}

fn draft(number: u64, report: &VisitReport, who: usize) -> Draft {
    let visit = Visit {
        id: number,
        traveller: report.traveller.clone(),
        office: report.office.clone(),
        state: report.state.clone(),
        start: report.start,
        end: report.end.unwrap_or(report.start),
        country: report.country.clone(),
        code: report.code.clone(),
        place: report.place.clone(),
        kind: report.kind,
        counterparts: report.counterparts.clone(),
        remarks: report.remarks.clone(),
        status: report.status,
        steps: Vec::new(),
        notes: Vec::new(),
    };
    let row = matches!(report.evidence, Evidence::Row { .. });
    let days = told_by(report);
    let mut draft = Draft { visit, who, reports: vec![number], row, days, ranked: Vec::new(), retracted: false };
    step(&mut draft, report);
    draft
}

/// Whose word on the days counts more: that of a table or the desk, a whole day, a later word.
fn told_by(report: &VisitReport) -> (bool, bool, Option<NaiveDate>) {
    (!matches!(report.evidence, Evidence::Article(_)), report.start.is_day(), report.told)
}

fn join(draft: &mut Draft, number: u64, report: &VisitReport) {
    let visit = &mut draft.visit;
    if told_by(report) > draft.days {
        // An arrival that is told again without its end leaves the end as it was.
        let end = report.end.unwrap_or(if visit.end.is_day() { visit.end } else { report.start });
        visit.start = report.start;
        visit.end = if end.last() < report.start.first() { report.start } else { end };
        draft.days = told_by(report);
    } else if let Some(end) = report.end.filter(|e| visit.end == visit.start && e.last() > visit.end.last()) {
        visit.end = end;
    }
    visit.office = visit.office.take().or_else(|| report.office.clone());
    visit.state = visit.state.take().or_else(|| report.state.clone());
    visit.place = visit.place.take().or_else(|| report.place.clone());
    visit.kind = visit.kind.or(report.kind);
    visit.remarks = visit.remarks.take().or_else(|| report.remarks.clone());
    for name in &report.counterparts {
        if !visit.counterparts.iter().any(|known| super::names::is_one_name(known, name)) {
            visit.counterparts.push(name.clone());
        }
    }
    draft.row |= matches!(report.evidence, Evidence::Row { .. });
    draft.reports.push(number);
    step(draft, report);
}

fn step(draft: &mut Draft, report: &VisitReport) {
    let rank = match report.evidence {
        Evidence::Article(_) => 0,
        Evidence::Row { .. } => 1,
        Evidence::Hand { .. } => 2,
    };
    draft.ranked.push((rank, report.told, report.status));
    draft.visit.steps.push(Step { status: report.status, told: report.told, evidence: report.evidence.clone() });
}

/// What the desk says of a visit.
pub(super) fn amend(draft: &mut Draft, change: &VisitChange, note: &str, people: &People) {
    let visit = &mut draft.visit;
    if let Some(name) = &change.traveller {
        draft.who = people.of_mention(&(name.clone(), None)).unwrap_or(draft.who);
    }
    visit.office = change.office.clone().or(visit.office.take());
    visit.start = change.start.unwrap_or(visit.start);
    visit.end = change.end.unwrap_or(if visit.end.last() < visit.start.first() { visit.start } else { visit.end });
    if let Some((country, code)) = &change.country {
        (visit.country, visit.code) = (country.clone(), code.clone());
    }
    visit.place = change.place.clone().or(visit.place.take());
    visit.kind = change.kind.or(visit.kind);
    if let Some(counterparts) = &change.counterparts {
        visit.counterparts.clone_from(counterparts);
    }
    if let Some(status) = change.status {
        // The last word of the desk stands, whenever it came.
        draft.ranked.retain(|(rank, _, _)| *rank < 3);
        draft.ranked.push((3, None, status));
        visit.steps.push(Step { status, told: None, evidence: Evidence::Hand { note: note.to_owned() } });
    }
    visit.notes.push(note.to_owned());
}

/// Settles status, steps and the name to print.
pub(super) fn finish(draft: &mut Draft, people: &People) {
    if let Some((_, _, status)) = draft.ranked.iter().max() {
        draft.visit.status = *status;
    }
    draft.visit.steps.sort_by_key(|s| (s.told, s.status));
    if let Some(person) = people.persons.get(draft.who) {
        draft.visit.traveller.clone_from(&person.name);
    }
}
