//! Which way the verb that governs a date points.

mod verbs;

use std::ops::Range;

use super::scan::Scan;
use verbs::{Sign, form, is_plan};

/// How far from a date its verb is looked for, in tokens.
const REACH: usize = 30;
/// How far before "by June" what is to be done by then is told.
const DEADLINE: usize = 6;
/// How far after a date in the middle of a clause.
const NEAR: usize = 6;

/// What the verb says of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// The past verb stands right before the date: "was fired on June 8".
    Past,
    /// The past verb stands further off: "announced the sale of its ships on June 8".
    PastLoosely,
    Future,
    /// Whichever is nearer: "put off to January", "the January uprising".
    Nearest,
    /// Past, but the date belongs to a noun: "announced a January meeting".
    Attribute,
    Unknown,
}

impl Tense {
    /// True where the verb tells what happened.
    pub(super) fn is_past(self) -> bool {
        matches!(self, Tense::Past | Tense::PastLoosely)
    }
}

/// The tense at a date: the nearest verb before it, else the first one after it. Of the words after it,
/// those in quotation marks that open behind it say nothing of it.
pub(super) fn at(scan: &Scan, date: &Range<usize>) -> Tense {
    if scan.is(date.start, "earlier") || is_event_before(scan, date) {
        return Tense::Past;
    }
    let possessive = scan.is(date.end, "'s");
    let lead = scan.before(date.start);
    let month = scan.word(date.start).is_some_and(|w| w.month.is_some());
    let weekday = scan.word(date.start).is_some_and(|w| w.weekday.is_some());
    let tense = match before(scan, date.start, possessive) {
        Tense::Unknown => after(scan, date.start, date.end, possessive),
        known => known,
    };
    match tense {
        Tense::Past | Tense::PastLoosely if is_given(scan, date.start) => Tense::Future,
        Tense::Past | Tense::PastLoosely if is_deadline(scan, date) => Tense::Future,
        // "summoned the envoy for Wednesday".
        Tense::Past | Tense::PastLoosely if weekday && lead == "for" && !possessive => Tense::Future,
        Tense::Past | Tense::PastLoosely if month && matches!(lead, "through" | "to" | "for") => Tense::Nearest,
        Tense::Past | Tense::PastLoosely if month && matches!(lead, "the" | "a" | "'s") => Tense::Attribute,
        Tense::Future if month && lead == "the" => Tense::Nearest,
        // "Friday's agreement would cost": the agreement has been made.
        Tense::Future if possessive && opens_clause(scan, date.start) && !is_set_event(scan, date.end + 1) => {
            Tense::Past
        }
        known => known,
    }
}

/// "the arrest Saturday of": a noun and its day, of what has happened.
fn is_event_before(scan: &Scan, date: &Range<usize>) -> bool {
    let weekday = scan.word(date.start).is_some_and(|w| w.weekday.is_some());
    let noun = date.start.checked_sub(1).is_some_and(|b| scan.is_lower(b));
    let preposition =
        matches!(scan.before(date.start), "on" | "by" | "from" | "to" | "until" | "for" | "of" | "and" | "or");
    weekday && noun && !preposition && scan.is(date.end, "of") && !scan.lists.is_set_event(scan.before(date.start))
}

/// True where one of the next words is an event held on a day set before: "Friday's final vote".
fn is_set_event(scan: &Scan, at: usize) -> bool {
    (at..at + 4).any(|next| scan.lists.is_set_event(scan.norm(next)))
}

/// "gave him until Dec. 31": still to come though the verb is past.
fn is_given(scan: &Scan, start: usize) -> bool {
    matches!(scan.before(start), "until" | "till")
        && (start.saturating_sub(6)..start).any(|b| scan.one(b, &scan.lists.grammar.gives))
}

/// "told them to finish before the end of June": the month by which something is to be done.
fn is_deadline(scan: &Scan, date: &Range<usize>) -> bool {
    let month = date.clone().any(|at| scan.word(at).is_some_and(|w| w.month.is_some()));
    let lead = date.start.saturating_sub(1);
    let due = || (lead.saturating_sub(DEADLINE)..lead).any(|at| scan.is(at, "to") && scan.is_lower(at + 1));
    month && scan.any(lead, &["by", "before"]) && due()
}

fn before(scan: &Scan, start: usize, possessive: bool) -> Tense {
    let mut infinitive = false;
    for at in (start.saturating_sub(REACH)..start).rev() {
        if scan.is(at, ";") {
            break;
        }
        match form(scan, at) {
            Some(Sign::Past) => {
                // "would have begun on Jan. 1": a day that may still lie ahead
                let unreal = (at.saturating_sub(3)..at).any(|b| scan.any(b, &["would", "could", "might", "should"]));
                let close = at + 2 >= start && !unreal;
                return match (is_plan(scan, at), close) {
                    (true, _) => Tense::Future,
                    (false, true) => Tense::Past,
                    (false, false) => Tense::PastLoosely,
                };
            }
            Some(Sign::Future) => return Tense::Future,
            Some(Sign::Timetable) if !possessive => return Tense::Future,
            Some(Sign::Infinitive) => infinitive = true,
            Some(Sign::Timetable) | None => {}
        }
    }
    if infinitive { Tense::Future } else { Tense::Unknown }
}

/// True for a date at the head of its sentence or clause, which the verb after it governs.
fn opens_clause(scan: &Scan, start: usize) -> bool {
    start <= 3 || (start.saturating_sub(3)..start).any(|b| scan.any(b, &[",", "\"", "that", "but", "and", ":", "–"]))
}

fn after(scan: &Scan, start: usize, end: usize, possessive: bool) -> Tense {
    let reach = if opens_clause(scan, start) { REACH } else { NEAR };
    let mut beyond = false;
    for at in end..scan.tokens.len().min(end + reach) {
        beyond ^= scan.is(at, "\"");
        if beyond {
            continue;
        }
        match form(scan, at) {
            Some(Sign::Past) => return Tense::PastLoosely,
            Some(Sign::Future) => return Tense::Future,
            Some(Sign::Timetable) if !possessive => return Tense::Future,
            Some(Sign::Timetable | Sign::Infinitive) | None => {}
        }
    }
    Tense::Unknown
}
