//! Points named by their distance: "last week", "this morning", "next Friday", "that same year", "the third quarter".

use super::Found;
use super::amounts;
use super::calendar::{is_week, year_ref};
use super::is_calendar_unit;
use super::years::ordinal;
use crate::annotate::times::mention::{Direction, Mention, Shape, Time, YearRef};
use crate::annotate::times::scan::Scan;
use crate::lexicon::{DayPart, TimeUnit};

/// How a word before a unit places it.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Counted from now.
    Now(i64),
    /// Counted from the date before it in the text.
    Then(i64),
    /// A stretch up to now or from now on: "the past week".
    Stretch,
}

/// The relative expression at a token.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Found> {
    day_word(scan, at)
        .or_else(|| quarter(scan, at))
        .or_else(|| season(scan, at))
        .or_else(|| year_before(scan, at))
        .or_else(|| end_of_year(scan, at))
        .or_else(|| placed(scan, at))
        .or_else(|| bare(scan, at))
}

/// "today", "tonight", "the day before yesterday".
fn day_word(scan: &Scan, at: usize) -> Option<Found> {
    let day = |steps| Shape::Unit { unit: TimeUnit::Day, steps };
    if scan.is(at, "tonight") {
        return Some(timed(at, at + 1, day(0), DayPart::Night));
    }
    let start = scan.skip(at, &["the"]);
    if scan.is(start, "day") {
        return match (scan.norm(start + 1), scan.norm(start + 2)) {
            ("before", "yesterday") => Some(Found::one(at, start + 3, day(-2))),
            ("after", "tomorrow") => Some(Found::one(at, start + 3, day(2))),
            ("before" | "earlier" | "after", _) if start > at && ends_clause(scan, start + 2) => {
                let steps = if scan.is(start + 1, "after") { 1 } else { -1 };
                Some(Found::one(at, start + 2, Shape::FromThen { unit: TimeUnit::Day, steps }))
            }
            _ => None,
        };
    }
    let steps = scan.word(at).and_then(|w| w.day_offset)?;
    Some(Found::one(at, at + 1, day(steps)))
}

/// True where no noun follows, so that "the day before" stands for itself.
fn ends_clause(scan: &Scan, at: usize) -> bool {
    scan.get(at).is_none_or(|t| !t.is_word() && !t.is_number() && !t.is_quote())
}

fn timed(start: usize, end: usize, shape: Shape, part: DayPart) -> Found {
    let mut mention = Mention::new(start..end, shape);
    mention.time = Some(Time::Part(part));
    Found { end, mentions: vec![mention] }
}

/// The distance of a week named at a token: "last week" is -1.
pub(super) fn week(scan: &Scan, at: usize) -> Option<i64> {
    let unit = scan.word(at + 1).and_then(|w| w.unit)?;
    let steps = match scan.norm(at) {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    is_week(unit).then_some(steps)
}

/// The words that place a unit, and the token after them.
fn place(scan: &Scan, at: usize) -> Option<(Place, usize)> {
    let two = |second: &str| scan.is(at + 1, second);
    Some(match scan.norm(at) {
        "this" | "that" | "the" if two("same") => (Place::Then(0), at + 2),
        "this" if two("past") || two("last") => (Place::Now(-1), at + 2),
        "this" if two("coming") => (Place::Now(1), at + 2),
        "the" if two("following") => (Place::Then(1), at + 2),
        "the" if two("previous") || two("preceding") => (Place::Then(-1), at + 2),
        "the" if two("next") && scan.any(at + 2, &["day", "morning", "evening", "night"]) => (Place::Then(1), at + 2),
        "the" if two("past") || two("last") || two("next") || two("first") => (Place::Stretch, at + 2),
        "the" | "its" if two("current") || two("present") => (Place::Now(0), at + 2),
        "the" if two("coming") => (Place::Now(1), at + 2),
        "the" if two("latest") => (Place::Then(0), at + 2),
        "last" => (Place::Now(-1), at + 1),
        "this" | "current" => (Place::Now(0), at + 1),
        "next" => (Place::Now(1), at + 1),
        "coming" => (Place::Now(1), at + 1),
        "that" | "same" => (Place::Then(0), at + 1),
        "previous" => (Place::Then(-1), at + 1),
        "following" => (Place::Then(1), at + 1),
        "past" => (Place::Stretch, at + 1),
        _ => return None,
    })
}

fn direction(place: Place) -> Option<Direction> {
    match place {
        Place::Now(-1) => Some(Direction::Last),
        Place::Now(0) => Some(Direction::This),
        Place::Now(1) => Some(Direction::Next),
        _ => None,
    }
}

fn placed(scan: &Scan, at: usize) -> Option<Found> {
    let (place, noun) = place(scan, at)?;
    let name = scan.skip(noun, &["fiscal", "calendar"]);
    let word = scan.word(name);
    let towards = direction(place).or((place == Place::Stretch && scan.any(noun - 1, &["last", "next"]))
        .then_some(if scan.is(noun - 1, "last") { Direction::Last } else { Direction::Next }));
    if let Some(found) = towards.and_then(|towards| named(scan, at, noun, towards)) {
        return Some(found);
    }
    if let Some(part) = word.and_then(|w| w.day_part) {
        return day_part(at, noun, place, part);
    }
    let word = word?;
    let unit = word.unit.filter(|u| is_calendar_unit(*u) && !word.plural)?;
    let programme = scan.before(at) == "\"" && scan.is_capitalised(name);
    if scan.is_hyphen(name + 1) || programme {
        return None;
    }
    let end = name + 1;
    match place {
        Place::Now(steps) if unit == TimeUnit::Year && scan.is(end, "'s") => Some(
            quarter_of_year(scan, at, end + 1, steps)
                .unwrap_or_else(|| Found::one(at, end, Shape::Unit { unit, steps })),
        ),
        Place::Now(0) if unit == TimeUnit::Day => None,
        Place::Now(steps) => Some(Found::one(at, end, Shape::Unit { unit, steps })),
        Place::Then(steps) => Some(Found::one(at, end, Shape::FromThen { unit, steps })),
        Place::Stretch if unit == TimeUnit::Weekend => {
            Some(Found::one(at, end, Shape::Unit { unit, steps: if scan.is(noun - 1, "next") { 1 } else { -1 } }))
        }
        Place::Stretch if scan.is(noun - 1, "first") => None,
        Place::Stretch => Some(Found::one(at, end, Shape::Duration(amounts::length(10, unit)))),
    }
}

/// "next year's first quarter".
fn quarter_of_year(scan: &Scan, start: usize, at: usize, years: i64) -> Option<Found> {
    let quarter = ordinal(scan, at).filter(|q| (1..=4).contains(q))?;
    let unit = scan.skip(at + 1, &["-"]);
    let year = YearRef::FromNow(i32::try_from(years).ok()?);
    match scan.norm(unit) {
        "quarter" => Some(Found::one(start, unit + 1, Shape::Quarter { year, quarter })),
        "half" if quarter <= 2 => Some(Found::one(start, unit + 1, Shape::Half { year, half: quarter })),
        _ => None,
    }
}

/// "last Thursday", "next May", "last fall", "this Christmas".
fn named(scan: &Scan, start: usize, at: usize, towards: Direction) -> Option<Found> {
    let year = YearRef::Towards(towards);
    if let Some(holiday) = scan.lists.holidays.at(scan.rest(at)).filter(|_| scan.is_capitalised(at)) {
        return Some(Found::one(start, at + holiday.len, Shape::Named { year, holiday: *holiday.value }));
    }
    let word = scan.word(at)?;
    if let Some(weekday) = word.weekday.filter(|_| !word.short && scan.is_capitalised(at)) {
        let date = scan.skip(at + 1, &[","]);
        let dated = scan.word(date).is_some_and(|w| w.month.is_some()) && scan.is_capitalised(date);
        if dated {
            return None;
        }
        return Some(Found::one(start, at + 1, Shape::Weekday { weekday, towards: Some(towards), week: None }));
    }
    if let Some(month) = word.month.filter(|_| !word.short && scan.is_capitalised(at)) {
        let day = scan.get(at + 1).is_some_and(|t| t.is_number());
        return (!day).then(|| Found::one(start, at + 1, Shape::Month { year, month }));
    }
    let season = word.season.filter(|_| !scan.is(at, "spring") || scan.is_lower(at) || start < at)?;
    Some(Found::one(start, at + 1, Shape::Season { year, season }))
}

fn day_part(start: usize, noun: usize, place: Place, part: DayPart) -> Option<Found> {
    let shape = match place {
        Place::Now(steps) => Shape::Unit { unit: TimeUnit::Day, steps },
        Place::Then(steps) => Shape::FromThen { unit: TimeUnit::Day, steps },
        Place::Stretch => return None,
    };
    Some(timed(start, noun + 1, shape, part))
}

/// "third-quarter", "the third quarter of 1984", "its fourth quarter", "the first half".
pub(super) fn quarter(scan: &Scan, at: usize) -> Option<Found> {
    let start = scan.skip(scan.skip(at, &["the", "its", "their"]), &["fiscal"]);
    let number = scan.skip(start, &["fiscal"]);
    let which = ordinal(scan, number)?;
    let unit = scan.skip(number + 1, &["-"]);
    let unit = scan.skip(unit, &["fiscal"]);
    let end = unit + 1;
    if scan.is(unit, "quarter") && (1..=4).contains(&which) {
        let (year, end) = quarter_year(scan, end);
        return Some(Found::one(at, end, Shape::Quarter { year, quarter: which }));
    }
    if scan.is(unit, "half") && which <= 2 && start > at && scan.is(end, "of") {
        let (year, last) = quarter_year(scan, end);
        let known = year != YearRef::Open || (scan.any(end + 1, &["the"]) && scan.is(end + 2, "year"));
        let end = if year == YearRef::Open { end + 3 } else { last };
        return known.then(|| Found::one(at, end, Shape::Half { year, half: which }));
    }
    None
}

fn quarter_year(scan: &Scan, at: usize) -> (YearRef, usize) {
    if scan.any(at, &["ended", "ending"]) { (YearRef::Open, at) } else { year_ref(scan, at) }
}

/// "in the summer", "summer 2018", "the spring of last year"; "last fall" is elsewhere.
fn season(scan: &Scan, at: usize) -> Option<Found> {
    let start = scan.skip(at, &["the"]);
    let season = scan.word(start).and_then(|w| w.season)?;
    let (year, end) = year_ref(scan, start + 1);
    if year != YearRef::Open && !scan.is(start + 1, ",") {
        return Some(Found::one(at, end, Shape::Season { year, season }));
    }
    let led = scan.one_before(at, &scan.lists.grammar.season_leads);
    let name = scan.is_capitalised(start + 1) || !scan.is_lower(start) || scan.is(start + 1, "of");
    let fall = scan.is(start, "fall") && !(start > at && matches!(scan.before(at), "in" | "by" | "during" | "of"));
    (led && !name && !fall).then(|| Found::one(at, start + 1, Shape::Season { year: YearRef::Open, season }))
}

/// "the year-ago quarter", "year-earlier", "the year-ago period".
fn year_before(scan: &Scan, at: usize) -> Option<Found> {
    let year = scan.skip(scan.skip(at, &["the"]), &["a"]);
    if !(scan.is(year, "year") && scan.is_hyphen(year + 1) && scan.any(year + 2, &["ago", "earlier"])) {
        return None;
    }
    let noun = scan.any(year + 3, &["quarter", "period", "month", "half"]);
    let (start, end) = if noun { (at, year + 4) } else { (year, year + 3) };
    Some(Found::one(start, end, Shape::YearBefore))
}

/// "year's end", "year-end".
fn end_of_year(scan: &Scan, at: usize) -> Option<Found> {
    let year = scan.skip(at, &["the"]);
    if !scan.is(year, "year") {
        return None;
    }
    let possessive = scan.is(year + 1, "'s") && scan.is(year + 2, "end");
    let noun = scan.one_before(at, &scan.lists.grammar.year_end_leads);
    let hyphen = noun && scan.is_hyphen(year + 1) && scan.is(year + 2, "end");
    (possessive || hyphen).then(|| Found::one(at, year + 3, Shape::Bare(TimeUnit::Year)))
}

/// "the weekend", "the quarter", "the year".
fn bare(scan: &Scan, at: usize) -> Option<Found> {
    if !scan.is(at, "the") {
        return None;
    }
    let name = scan.skip(at + 1, &["fiscal"]);
    let word = scan.word(name)?;
    let unit = word.unit.filter(|_| !word.plural)?;
    let (next, end) = (scan.norm(name + 1), name + 1);
    if scan.is_hyphen(end) || (matches!(unit, TimeUnit::Weekend | TimeUnit::Year) && next == "of") {
        return None;
    }
    match unit {
        TimeUnit::Year | TimeUnit::Month | TimeUnit::Week if matches!(next, "before" | "earlier" | "after") => {
            let steps = if next == "after" { 1 } else { -1 };
            Some(Found::one(at, end + 1, Shape::FromThen { unit, steps }))
        }
        TimeUnit::Year if matches!(next, "ended" | "ending" | "to") => {
            Some(Found::one(at, end, Shape::Duration(amounts::length(10, unit))))
        }
        TimeUnit::Quarter if next == "a" && scan.is(end + 1, "year") && scan.any(end + 2, &["ago", "earlier"]) => {
            Some(Found::one(at, end + 3, Shape::YearBefore))
        }
        TimeUnit::Year | TimeUnit::Month | TimeUnit::Week | TimeUnit::Weekend | TimeUnit::Quarter => {
            Some(Found::one(at, end, Shape::Bare(unit)))
        }
        _ => None,
    }
}
