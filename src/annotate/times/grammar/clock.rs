//! Clock times: "3:45 p.m. local time", "6pm", "noon", "1130 GMT".

use super::Found;
use crate::annotate::times::mention::{Mention, Shape, Time};
use crate::annotate::times::scan::Scan;

/// A clock time that stands alone.
pub(super) fn mention(scan: &Scan, at: usize) -> Option<Found> {
    let led =
        matches!(scan.before(at), "at" | "around" | "about" | "by" | "until" | "from" | "since" | "before" | "after");
    let (time, end) = time(scan, at, led)?;
    let mut mention = Mention::new(at..end, Shape::SomeDay);
    mention.time = Some(time);
    Some(Found { end, mentions: vec![mention] })
}

/// A clock time; `sure` where its place says that it is one, so that plain `10:46` will do.
pub(super) fn time(scan: &Scan, at: usize, sure: bool) -> Option<(Time, usize)> {
    match scan.norm(at) {
        "noon" | "midday" => return Some((clock(12, Some(0), None, false), at + 1)),
        "midnight" => return Some((clock(0, Some(0), None, false), at + 1)),
        _ => {}
    }
    military(scan, at).or_else(|| twelve_hours(scan, at)).or_else(|| colon(scan, at, sure))
}

fn clock(hour: u32, minute: Option<u32>, second: Option<u32>, utc: bool) -> Time {
    Time::Clock { hour, minute, second, utc }
}

/// "1130 GMT".
fn military(scan: &Scan, at: usize) -> Option<(Time, usize)> {
    let number = scan.digits(at).filter(|_| scan.norm(at).len() == 4)?;
    let utc = scan.any(at + 1, &["gmt", "utc"]);
    let (hour, minute) = (number / 100, number % 100);
    (utc && hour < 24 && minute < 60).then(|| (clock(hour, Some(minute), None, true), at + 2))
}

/// "6 p.m.", "6pm", "3.45 p.m.", "10 o'clock".
fn twelve_hours(scan: &Scan, at: usize) -> Option<(Time, usize)> {
    let token = scan.get(at).filter(|t| t.is_number())?;
    let norm = token.norm.as_str();
    let (digits, half, next) = if let Some(digits) = norm.strip_suffix("pm") {
        (digits, Some(Half::Pm), at + 1)
    } else if let Some(digits) = norm.strip_suffix("am") {
        (digits, Some(Half::Am), at + 1)
    } else if scan.is(at + 1, "o'clock") {
        (norm, None, at + 2)
    } else {
        let (half, next) = half(scan, at + 1)?;
        (norm, Some(half), next)
    };
    let (hour, minute) = digits.split_once('.').map_or((digits, None), |(h, m)| (h, Some(m)));
    let minute = match minute {
        Some(text) if text.len() == 2 => Some(text.parse().ok().filter(|m| *m < 60)?),
        Some(_) => return None,
        None => None,
    };
    let hour = hour.parse().ok().filter(|h| (1..=12).contains(h))?;
    let (utc, end) = zone(scan, next);
    Some((clock(on_the_day(hour, half), minute.or(Some(0)), None, utc), end))
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Am,
    Pm,
}

fn half(scan: &Scan, at: usize) -> Option<(Half, usize)> {
    match scan.norm(at) {
        "a.m." | "am" | "a.m" => Some((Half::Am, at + 1)),
        "p.m." | "pm" | "p.m" => Some((Half::Pm, at + 1)),
        _ => None,
    }
}

fn on_the_day(hour: u32, half: Option<Half>) -> u32 {
    match half {
        Some(Half::Pm) if hour < 12 => hour + 12,
        Some(Half::Am) if hour == 12 => 0,
        _ => hour,
    }
}

/// "3:45 p.m. local time", "22:12:16".
fn colon(scan: &Scan, at: usize, sure: bool) -> Option<(Time, usize)> {
    let hour = scan.two_digits(at).filter(|h| *h < 24)?;
    if !(scan.is(at + 1, ":") && scan.is_glued(at + 1) && scan.is_glued(at + 2)) {
        return None;
    }
    let (minute, glued) = minutes(scan.norm(at + 2))?;
    let seconds = scan.is(at + 3, ":") && scan.is_glued(at + 3) && scan.is_glued(at + 4);
    let second = if seconds { scan.two_digits(at + 4).filter(|s| *s < 60) } else { None };
    let mut end = if second.is_some() { at + 5 } else { at + 3 };
    let mut half_day = glued;
    if let Some((half, next)) = half(scan, end) {
        (half_day, end) = (Some(half), next);
    }
    let (utc, after) = zone(scan, end);
    let known = sure || half_day.is_some() || after > end || second.is_some();
    known.then(|| (clock(on_the_day(hour, half_day), Some(minute), second, utc), after))
}

/// The two digits after the colon, with a glued "pm" or the "z" of UTC.
fn minutes(norm: &str) -> Option<(u32, Option<Half>)> {
    let digits = norm.get(..2)?;
    let half = match norm.get(2..)? {
        "" | "z" | "h" => None,
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        _ => return None,
    };
    digits.parse().ok().filter(|m| *m < 60).map(|m| (m, half))
}

/// True for UTC, and the token after the zone.
fn zone(scan: &Scan, at: usize) -> (bool, usize) {
    let norm = scan.norm(at);
    if scan.lists.grammar.time_names.contains(norm) {
        let time = scan.skip(at + 1, &["standard", "daylight"]);
        return if scan.is(time, "time") { (false, time + 1) } else { (false, at) };
    }
    let upper = scan.is_capitalised(at) && scan.lists.is_zone(norm);
    if upper { (matches!(norm, "gmt" | "utc"), at + 1) } else { (false, at) }
}

/// The rest of "2022-09-09T21:40" after its hour.
pub(super) fn iso(scan: &Scan, hour: &str, at: usize) -> Option<(Time, usize)> {
    let hour = hour.parse().ok().filter(|h| *h < 24 && hour.len() == 2)?;
    if !(scan.is(at, ":") && scan.is_glued(at) && scan.is_glued(at + 1)) {
        return None;
    }
    let (minute, _) = minutes(scan.norm(at + 1))?;
    let seconds = scan.is(at + 2, ":") && scan.is_glued(at + 2) && scan.is_glued(at + 3);
    let second = if seconds { minutes(scan.norm(at + 3)).map(|(s, _)| s) } else { None };
    let end = if second.is_some() { at + 4 } else { at + 2 };
    let last = scan.norm(end - 1);
    Some((clock(hour, Some(minute), second, last.ends_with('z')), end))
}
