//! Dates with a month or weekday in them, and dates of digits.

use chrono::NaiveDate;

use super::Found;
use super::clock;
use super::relative;
use crate::annotate::times::mention::{Mention, Shape, YearRef};
use crate::annotate::times::scan::Scan;
use crate::lexicon::TimeUnit;

/// A day of the month at a token: `19`, `19th`.
fn day_number(scan: &Scan, at: usize) -> Option<u32> {
    if let Some(day) = scan.two_digits(at) {
        let clock =
            scan.is(at + 1, ":") && scan.is_glued(at + 1) && scan.is_glued(at + 2) && scan.two_digits(at + 2).is_some();
        return Some(day).filter(|d| (1..=31).contains(d) && !clock);
    }
    ordinal_number(scan, at).filter(|d| (1..=31).contains(d))
}

/// `1st`, `19th`.
pub(super) fn ordinal_number(scan: &Scan, at: usize) -> Option<u32> {
    let token = scan.get(at).filter(|t| t.is_number())?;
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|end| token.norm.strip_suffix(end))?;
    digits.parse().ok().filter(|_| digits.len() <= 2)
}

/// A month's name and the token after it (and its full stop).
fn month_name(scan: &Scan, at: usize) -> Option<(u32, usize)> {
    let word = scan.word(at)?;
    // Written small, only a name that is no other word.
    let month = word.month.filter(|m| scan.is_capitalised(at) || !(word.short || matches!(m, 3 | 5 | 8)))?;
    let dot = word.short && scan.is(at + 1, ".") && scan.is_glued(at + 1);
    Some((month, at + 1 + usize::from(dot)))
}

/// A year, stated or by its distance: ", 2018", "of 2018", "last year", "of that year".
pub(super) fn year_ref(scan: &Scan, at: usize) -> (YearRef, usize) {
    let start = scan.skip(at, &[",", "of", "-"]);
    if let Some(year) = scan.four_digits(start).filter(|y| (1000..=2200).contains(y)) {
        let clock = scan.is(start + 1, ":") && scan.is_glued(start + 1);
        let zone = scan.any(start + 1, &["gmt", "utc", "hrs"]);
        let loose = scan.is(at, "-") && !(scan.is_glued(at) && scan.is_glued(start));
        if !clock && !zone && !loose {
            return (YearRef::Stated(year), start + 1);
        }
    }
    let of = scan.skip(at, &["of"]);
    if scan.is(of + 1, "year") && !scan.is(of + 2, "'s") {
        match scan.norm(of) {
            "last" => return (YearRef::FromNow(-1), of + 2),
            "this" => return (YearRef::FromNow(0), of + 2),
            "next" => return (YearRef::FromNow(1), of + 2),
            "that" => return (YearRef::FromThen, of + 2),
            _ => {}
        }
    }
    (YearRef::Open, at)
}

/// "June 12", "Dec. 7-8, 2017", "June 2018", "June".
pub(super) fn month_first(scan: &Scan, at: usize) -> Option<Found> {
    let (month, next) = month_name(scan, at)?;
    if let Some(found) = month_day(scan, at, month, next, None) {
        return Some(found);
    }
    let (year, end) = year_ref(scan, next);
    if year != YearRef::Open {
        return Some(Found::one(at, end, Shape::Month { year, month }));
    }
    let short = scan.word(at).is_some_and(|w| w.short) && next == at + 1;
    let plain = !short && is_month(scan, at, month, next);
    plain.then(|| Found::one(at, next, Shape::Month { year: YearRef::Open, month }))
}

fn month_day(scan: &Scan, start: usize, month: u32, at: usize, weekday: Option<u32>) -> Option<Found> {
    let at = scan.skip(at, &["the"]);
    let day = day_number(scan, at).filter(|day| is_day_of(month, *day))?;
    if scan.any(at + 1, &["%", "percent"]) {
        return None;
    }
    let (year, end) = year_ref(scan, at + 1);
    let shape = |year, day| Shape::Day { year, month, day, weekday };
    if year == YearRef::Open
        && let Some((second, last)) = range_tail(scan, at + 1, month, day)
    {
        let (year, end) = year_ref(scan, second + 1);
        let mut first = Mention::new(start..at + 1, shape(year, day));
        first.opens_range = true;
        let tail = Mention::new(second..end, Shape::Day { year, month, day: last, weekday: None });
        return Some(Found { end, mentions: vec![first, tail] });
    }
    Some(Found::one(start, end, shape(year, day)))
}

/// The token and the day that close "June 19 to 20"; not "June 12 and 20 lawmakers".
fn range_tail(scan: &Scan, link: usize, month: u32, first: u32) -> Option<(usize, u32)> {
    if !scan.any(link, &["-", "–", "to", "through", "until", "till", "and", "&"]) {
        return None;
    }
    let at = scan.skip(link + 1, &["the"]);
    let last = day_number(scan, at).filter(|day| *day > first && is_day_of(month, *day))?;
    if month_name(scan, at + 1).is_some() || (scan.is(at + 1, "of") && month_name(scan, at + 2).is_some()) {
        return None;
    }
    closes_range(scan, link, at + 1).then_some((at, last))
}

fn closes_range(scan: &Scan, link: usize, after: usize) -> bool {
    let Some(next) = scan.get(after) else { return true };
    let norm = next.norm.as_str();
    if next.is_number() {
        return scan.four_digits(after).is_some();
    }
    if !next.is_word() {
        return !matches!(norm, "%" | ":") && !scan.is_hyphen(after);
    }
    let dash = scan.any(link, &["-", "–"]) && scan.is_glued(link);
    let plain = scan.lists.may_follow_day(norm);
    plain || (!scan.lists.is_counted(norm) && (dash || (next.is_capitalised() && !scan.any(link, &["and", "&"]))))
}

fn is_day_of(month: u32, day: u32) -> bool {
    NaiveDate::from_ymd_opt(2000, month, day).is_some()
}

/// "12 June", "3rd of July 2018", "18 to 21 October".
pub(super) fn day_first(scan: &Scan, at: usize) -> Option<Found> {
    let first = day_number(scan, at)?;
    if let Some((month, next)) = month_after(scan, at + 1) {
        let day = Some(first).filter(|d| is_day_of(month, *d))?;
        let (year, end) = year_ref(scan, next);
        return Some(Found::one(at, end, Shape::Day { year, month, day, weekday: None }));
    }
    if !scan.any(at + 1, &["-", "–", "to", "through", "until", "till", "and", "&"]) {
        return None;
    }
    let second = scan.skip(at + 2, &["the"]);
    let last = day_number(scan, second).filter(|d| *d > first)?;
    let (month, next) = month_after(scan, second + 1)?;
    if !is_day_of(month, last) {
        return None;
    }
    let (year, end) = year_ref(scan, next);
    let shape = |day| Shape::Day { year, month, day, weekday: None };
    let mut opener = Mention::new(at..at + 1, shape(first));
    opener.opens_range = true;
    Some(Found { end, mentions: vec![opener, Mention::new(second..end, shape(last))] })
}

fn month_after(scan: &Scan, at: usize) -> Option<(u32, usize)> {
    let start = scan.skip(at, &["of", "-"]);
    let found = month_name(scan, start)?;
    // "26-Sep-2016", not the middle of "August 5-August 14"
    if scan.is(at, "-") && !(scan.is(found.1, "-") && scan.four_digits(found.1 + 1).is_some()) {
        return None;
    }
    // "the 3 May asked for": a day before a person's name
    Some(found).filter(|_| !(scan.may_is_name && found.0 == 5 && scan.is(start + 1, "'s")))
}

/// A month alone: "in March", not "Theresa May" or "the March on Washington".
fn is_month(scan: &Scan, at: usize, month: u32, next: usize) -> bool {
    let words = &scan.lists.grammar;
    let lead = scan.before(at);
    let led = words.month_leads.contains(lead);
    match month {
        5 if scan.may_is_name => led && !matches!(lead, "and" | "or" | "for" | "," | "(" | "-" | "–" | "of"),
        5 => led || words.month_leads_weak.contains(lead),
        3 if scan.any(next, &["on", "for", "of"]) => led && lead != ",",
        3 => led || words.month_leads_weak.contains(lead) || scan.is(next, "'s"),
        4 | 6 | 8 => {
            led || words.month_leads_weak.contains(lead) || !(scan.is_capitalised(next) || is_name_before(scan, at))
        }
        _ => true,
    }
}

fn is_name_before(scan: &Scan, at: usize) -> bool {
    at >= 2 && scan.is_capitalised(at - 1) && scan.word(at - 1).is_none()
}

/// "Friday", "Friday, June 15", "Monday 26 September", "Tuesday the 19th", "Friday of last week".
pub(super) fn weekday(scan: &Scan, at: usize) -> Option<Found> {
    let word = scan.word(at)?;
    let weekday = word.weekday.filter(|_| scan.is_capitalised(at) || !word.short)?;
    let next = if word.short { scan.skip(at + 1, &["."]) } else { at + 1 };
    let date = scan.skip(next, &[","]);
    if let Some(found) = dated_weekday(scan, at, date, weekday) {
        return Some(found);
    }
    if word.short {
        return None;
    }
    let the = date + 1;
    if scan.is(date, "the") && ordinal_number(scan, the).is_some_and(|d| (1..=31).contains(&d)) {
        let day = ordinal_number(scan, the)?;
        return Some(Found::one(at, the + 1, Shape::DayOfMonth { day, weekday }));
    }
    let of = scan.skip(next, &["of"]);
    if let Some(steps) = relative::week(scan, of) {
        return Some(Found::one(at, of + 2, Shape::Weekday { weekday, towards: None, week: Some(steps) }));
    }
    Some(Found::one(at, next, Shape::Weekday { weekday, towards: None, week: None }))
}

fn dated_weekday(scan: &Scan, start: usize, at: usize, weekday: u32) -> Option<Found> {
    if let Some((month, next)) = month_name(scan, at) {
        return month_day(scan, start, month, next, Some(weekday));
    }
    let at = scan.skip(at, &["the"]);
    let mut found = day_first(scan, at).or_else(|| numeric(scan, at))?;
    let first = found.mentions.first_mut()?;
    first.tokens.start = start;
    if let Shape::Day { weekday: stated, .. } = &mut first.shape {
        *stated = Some(weekday);
    }
    Some(found)
}

/// "2017-12-07", "5/27/1998", "27.05.1998".
pub(super) fn numeric(scan: &Scan, at: usize) -> Option<Found> {
    iso(scan, at).or_else(|| slashed(scan, at)).or_else(|| dotted(scan, at))
}

fn day(year: i32, month: u32, day: u32) -> Option<Shape> {
    NaiveDate::from_ymd_opt(year, month, day)?;
    Some(Shape::Day { year: YearRef::Stated(year), month, day, weekday: None })
}

fn iso(scan: &Scan, at: usize) -> Option<Found> {
    let year = scan.four_digits(at)?;
    if !scan.is_hyphen(at + 1) || !scan.is_hyphen(at + 3) {
        return None;
    }
    let month = scan.two_digits(at + 2)?;
    let last = scan.norm(at + 4);
    let (digits, hour) = last.split_once('t').map_or((last, None), |(day, hour)| (day, Some(hour)));
    let shape = day(year, month, digits.parse().ok().filter(|_| digits.len() <= 2)?)?;
    let mut found = Found::one(at, at + 5, shape);
    if let Some((time, end)) = hour.and_then(|hour| clock::iso(scan, hour, at + 5)) {
        let mention = found.mentions.first_mut()?;
        (mention.time, mention.tokens.end, found.end) = (Some(time), end, end);
    }
    Some(found)
}

fn slashed(scan: &Scan, at: usize) -> Option<Found> {
    let (first, second) = (scan.two_digits(at)?, scan.two_digits(at + 2)?);
    if !(scan.is(at + 1, "/") && scan.is(at + 3, "/") && scan.is_glued(at + 1) && scan.is_glued(at + 3)) {
        return None;
    }
    let year = match scan.four_digits(at + 4) {
        Some(year) => year,
        None => century_of(scan.two_digits(at + 4).filter(|_| scan.norm(at + 4).len() == 2)?),
    };
    // Month first, as American agencies write; the other order only where this one cannot be.
    let shape = day(year, first, second).or_else(|| day(year, second, first))?;
    Some(Found::one(at, at + 5, shape))
}

/// The year of two digits, in the hundred years around the turn of the century.
fn century_of(digits: u32) -> i32 {
    let year = i32::try_from(digits).unwrap_or(0);
    if year < 50 { 2000 + year } else { 1900 + year }
}

fn dotted(scan: &Scan, at: usize) -> Option<Found> {
    let mut parts = scan.norm(at).split('.');
    let (Some(d), Some(m), Some(y), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    if y.len() != 4 || d.len() > 2 || m.len() > 2 {
        return None;
    }
    Some(Found::one(at, at + 1, day(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?)?))
}

/// The unit that a week's day can be counted in.
pub(super) fn is_week(unit: TimeUnit) -> bool {
    unit == TimeUnit::Week
}
