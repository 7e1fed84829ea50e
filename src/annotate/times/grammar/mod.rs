//! The grammar of date expressions: at a token, what expression begins here and where does it end?

mod amounts;
mod calendar;
mod clock;
mod relative;
mod vague;
mod years;

use super::mention::{Mention, Shape, Time};
use super::scan::Scan;
use crate::lexicon::TimeUnit;

/// What begins at a token. No mentions: looks like a date and is none (an age).
pub(super) struct Found {
    /// The token after it.
    pub end: usize,
    pub mentions: Vec<Mention>,
}

impl Found {
    fn one(start: usize, end: usize, shape: Shape) -> Self {
        Found { end, mentions: vec![Mention::new(start..end, shape)] }
    }

    fn none(end: usize) -> Self {
        Found { end, mentions: Vec::new() }
    }
}

/// The expression that begins at a token, with "early", "late" or "the end of" before it.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Found> {
    if let Some(base) = edge(scan, at)
        && let Some(mut found) = core(scan, base)
        && let Some(first) = found.mentions.first_mut().filter(|m| takes_edge(&m.shape))
    {
        first.tokens.start = at;
        return Some(found);
    }
    part_of_day(scan, at).or_else(|| core(scan, at))
}

/// "the morning of April 3".
fn part_of_day(scan: &Scan, at: usize) -> Option<Found> {
    let noun = scan.skip(at, &["the"]);
    let part = scan.word(noun).and_then(|w| w.day_part).filter(|_| scan.is(noun + 1, "of"))?;
    let mut found = core(scan, noun + 2)?;
    let [mention] = found.mentions.as_mut_slice() else { return None };
    if !mention.is_daily() || mention.time.is_some() {
        return None;
    }
    (mention.tokens.start, mention.time) = (at, Some(Time::Part(part)));
    Some(found)
}

/// Where the date begins after "early", "late last", "mid-", "the end of".
fn edge(scan: &Scan, at: usize) -> Option<usize> {
    let the = scan.skip(at, &["the"]);
    if scan.one(the, &scan.lists.grammar.edges) && scan.is(the + 1, "of") {
        return Some(the + 2);
    }
    if scan.any(the, &["early", "late", "mid"]) {
        return Some(scan.skip(the + 1, &["-"]));
    }
    scan.any(at, &["earlier", "later", "sometime"]).then_some(at + 1)
}

fn takes_edge(shape: &Shape) -> bool {
    !matches!(
        shape,
        Shape::Duration(_) | Shape::Set(_) | Shape::Reference(_) | Shape::FromThen { .. } | Shape::YearBefore
    )
}

fn core(scan: &Scan, at: usize) -> Option<Found> {
    let token = scan.get(at)?;
    let found = if token.is_number() { number(scan, at) } else { word(scan, at) }?;
    Some(with_time(scan, found))
}

fn number(scan: &Scan, at: usize) -> Option<Found> {
    named(scan, at)
        .or_else(|| calendar::numeric(scan, at))
        .or_else(|| calendar::day_first(scan, at))
        .or_else(|| clock::mention(scan, at))
        .or_else(|| years::at(scan, at))
        .or_else(|| relative::quarter(scan, at))
        .or_else(|| amounts::at(scan, at))
}

fn word(scan: &Scan, at: usize) -> Option<Found> {
    vague::reference(scan, at)
        .or_else(|| named(scan, at))
        .or_else(|| calendar::weekday(scan, at))
        .or_else(|| calendar::month_first(scan, at))
        .or_else(|| clock::mention(scan, at))
        .or_else(|| relative::at(scan, at))
        .or_else(|| years::at(scan, at))
        .or_else(|| vague::set(scan, at))
        .or_else(|| amounts::at(scan, at))
}

fn named(scan: &Scan, at: usize) -> Option<Found> {
    if let Some(day) = scan.lists.named_days.at(scan.rest(at)) {
        return Some(Found::one(at, at + day.len, Shape::NamedDay(*day.value)));
    }
    let name = scan.lists.holidays.at(scan.rest(at))?;
    let end = at + name.len;
    if !scan.is_capitalised(at) && !scan.is(at, "the") {
        return None;
    }
    let (year, end) = calendar::year_ref(scan, end);
    Some(Found::one(at, end, Shape::Named { year, holiday: *name.value }))
}

/// Joins "Monday morning", "Friday at 4 p.m.", "noon Saturday", "4:05 p.m. on Saturday".
fn with_time(scan: &Scan, mut found: Found) -> Found {
    let end = found.end;
    let Some(last) = found.mentions.last_mut() else { return found };
    if last.time.is_none() && last.is_daily() {
        if let Some((time, end)) = time_after(scan, end) {
            (last.time, last.tokens.end, found.end) = (Some(time), end, end);
        }
    } else if last.shape == Shape::SomeDay
        && let Some(day) = day_after(scan, end)
    {
        (last.shape, last.tokens.end, found.end) = (day.0, day.1, day.1);
    }
    found
}

fn time_after(scan: &Scan, at: usize) -> Option<(Time, usize)> {
    if let Some(part) = scan.word(at).and_then(|w| w.day_part)
        && scan.is_lower(at)
    {
        return Some((Time::Part(part), at + 1));
    }
    let link = scan.skip(at, &[",", "-", "–", "|"]);
    let link = scan.skip(link, &["at", "around", "about", "@"]);
    clock::time(scan, link, true)
}

fn day_after(scan: &Scan, at: usize) -> Option<(Shape, usize)> {
    let start = scan.skip(scan.skip(at, &[","]), &["on"]);
    let found = calendar::weekday(scan, start)
        .or_else(|| calendar::month_first(scan, start))
        .or_else(|| calendar::day_first(scan, start))
        .or_else(|| relative::at(scan, start))?;
    let [mention] = found.mentions.as_slice() else { return None };
    (mention.is_daily() && mention.time.is_none()).then(|| (mention.shape.clone(), mention.tokens.end))
}

/// A unit that can be named as a point ("last week"), not one finer than a day.
fn is_calendar_unit(unit: TimeUnit) -> bool {
    !matches!(unit, TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour)
}
