//! Lengths and distances: "two days", "a 10-hour tour", "the past five years", "three weeks ago", "a month later".

use super::Found;
use super::is_calendar_unit;
use crate::annotate::times::mention::Shape;
use crate::annotate::times::scan::Scan;
use crate::lexicon::TimeUnit;

/// How many units, in tenths; none where the text does not say ("several").
type Count = Option<u32>;

/// A length or distance.
pub(super) fn at(scan: &Scan, at: usize) -> Option<Found> {
    let approximate = scan.lists.approximate.at(scan.rest(at)).map_or(at, |found| at + found.len);
    // "over the past year": a preposition
    if approximate > at && scan.is(approximate, "the") {
        return None;
    }
    let start = determiner(scan, approximate);
    let (count, next) = count(scan, start)?;
    let (unit, named) = unit(scan, start, next)?;
    if is_no_length(scan, at, count, unit, named) || is_part(scan, start, start == approximate, count, unit, named) {
        return None;
    }
    let aged = scan.before(at) == "aged" || (scan.before(at) == "of" && at >= 2 && scan.is(at - 2, "age"));
    if is_age(scan, named) || aged {
        return Some(Found::none(named + 1));
    }
    if let Some(end) = around_the_clock(scan, named) {
        return Some(Found::none(end));
    }
    let (count, end) = and_a_half(scan, count, named);
    if let Some(found) = distance(scan, at, count, unit, end) {
        return Some(found);
    }
    if is_rate(scan, at, start, next) {
        return Some(Found::one(at, end, Shape::Set(length(10, unit))));
    }
    let end = if scan.is_hyphen(end) && scan.is(end + 1, "long") { end + 2 } else { end };
    // "the 14-day deadline": the article belongs to the noun.
    let adjective = scan.is(at, "the") && (scan.is_hyphen(next) || scan.is_hyphen(named));
    let first = if adjective { at + 1 } else { at };
    Some(Found::one(first, end, Shape::Duration(duration(count, unit))))
}

/// "the months of June and July", "the years 2006 to 2011", "a weekend meeting".
fn is_no_length(scan: &Scan, at: usize, count: Count, unit: TimeUnit, end: usize) -> bool {
    let names_date = scan
        .word(scan.skip(end, &["of"]))
        .is_some_and(|w| w.month.is_some() || w.weekday.is_some() || w.day_offset.is_some());
    let names_year = count.is_none() && scan.four_digits(end).is_some();
    names_date || names_year || (unit == TimeUnit::Weekend && count == Some(10) && scan.before(at) != "for")
}

/// "three quarters of the votes", "a second round"; `bare` where no "the past" stands before the count.
fn is_part(scan: &Scan, start: usize, bare: bool, count: Count, unit: TimeUnit, end: usize) -> bool {
    match unit {
        TimeUnit::Quarter => {
            let few = count.is_some_and(|tenths| tenths <= 30);
            bare && few && (scan.is(end, "of") || count == Some(10))
        }
        TimeUnit::Second => count == Some(10) && scan.any(start, &["a", "one"]),
        _ => false,
    }
}

/// "the last", "the first", "recent", "the coming": they belong to the length.
fn determiner(scan: &Scan, at: usize) -> usize {
    let the = scan.skip(at, &["the", "these", "those"]);
    let next = the + usize::from(scan.one(the, &scan.lists.grammar.length_leads));
    // "last year" and "the second" are points, not lengths.
    let plain = scan.word(next).is_some_and(|w| w.unit.is_some() && !w.plural);
    if plain { at } else { next }
}

fn count(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let words = &scan.lists.grammar;
    match scan.norm(at) {
        "a" | "an" => return article(scan, at),
        "half" => {
            let unit = scan.skip(at + 1, &["a", "an", "-"]);
            return Some((Some(5), unit));
        }
        _ if scan.one(at, &words.vague_counts) => return Some((None, at + 1)),
        "some" if scan.word(at + 1).is_some_and(|w| w.plural) => return Some((None, at + 1)),
        _ if scan.one(at, &words.vague_counts_of) && scan.is(at + 1, "of") => {
            return Some((None, at + 2));
        }
        "couple" if scan.is(at + 1, "of") => return Some((Some(20), at + 2)),
        _ => {}
    }
    if let Some((count, next)) = number(scan, at) {
        return Some(with_half(scan, count, next));
    }
    let one = scan.word(at).is_some_and(|w| !w.plural);
    is_bare(scan, at).then_some((one.then_some(10), at))
}

/// "two and a half", "three-and-a-half".
fn with_half(scan: &Scan, count: Count, at: usize) -> (Count, usize) {
    let and = scan.skip(at, &["-"]);
    let article = scan.skip(and + 1, &["-"]);
    let half = scan.skip(article + 1, &["-"]);
    if scan.is(and, "and") && scan.is(article, "a") && scan.is(half, "half") {
        return (count.map(|c| c + 5), half + 1);
    }
    (count, at)
}

fn article(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    match scan.norm(at + 1) {
        "few" => Some((None, at + 2)),
        "couple" => Some((Some(20), scan.skip(at + 2, &["of"]))),
        "dozen" => Some((Some(120), at + 2)),
        "hundred" => Some((Some(1000), at + 2)),
        "half" => Some((Some(5), scan.skip(at + 2, &["-"]))),
        "number" if scan.is(at + 2, "of") => Some((None, at + 3)),
        _ => Some((Some(10), at + 1)),
    }
}

/// "15", "1,500", "2.5", "twenty-one", "two hundred".
fn number(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let token = scan.get(at)?;
    if token.is_number() {
        if let Some((whole, tenth)) = token.norm.split_once('.') {
            let tenths = whole.parse::<u32>().ok().filter(|w| *w < 100_000)? * 10
                + tenth.parse::<u32>().ok().filter(|t| *t < 10)?;
            return Some((Some(tenths), at + 1));
        }
        let last = token.norm.chars().last()?;
        let value = token.number().filter(|n| *n < 1_000_000 && last.is_ascii_digit())?;
        return Some((Some(value * 10), at + 1));
    }
    let value = |at| scan.word(at).and_then(|w| w.number);
    let first = value(at)?;
    let ones = scan.skip(at + 1, &["-"]);
    if first >= 20
        && let Some(rest) = value(ones).filter(|n| *n < 10)
    {
        return Some((Some((first + rest) * 10), ones + 1));
    }
    if scan.is(at + 1, "hundred") {
        return Some((Some(first * 1000), at + 2));
    }
    Some((Some(first * 10), at + 1))
}

/// Plural units that stand for a length without a count: "for weeks", "months ago", "in recent years".
fn is_bare(scan: &Scan, at: usize) -> bool {
    let long = scan.is_hyphen(at + 1) && scan.is(at + 2, "long");
    if long && scan.word(at).is_some_and(|w| w.unit.is_some() && !w.plural) {
        return true;
    }
    let Some(unit) = scan.word(at).filter(|w| w.plural && (at == 0 || scan.is_lower(at))).and_then(|w| w.unit) else {
        return false;
    };
    let led = scan.one_before(at, &scan.lists.grammar.units_leads);
    let followed = scan.any(at + 1, &["ago", "later", "earlier", "before", "after", "of"]);
    match unit {
        TimeUnit::Week | TimeUnit::Month | TimeUnit::Decade | TimeUnit::Century | TimeUnit::Year => true,
        TimeUnit::Quarter | TimeUnit::Weekend => led,
        TimeUnit::Day | TimeUnit::Hour | TimeUnit::Minute => led || followed,
        TimeUnit::Second | TimeUnit::Fortnight => followed,
    }
}

fn unit(scan: &Scan, start: usize, at: usize) -> Option<(TimeUnit, usize)> {
    let mut next = at;
    for _ in 0..3 {
        let word = scan.word(next);
        if let Some(unit) = word.and_then(|w| w.unit) {
            return Some((unit, next + 1));
        }
        let joins = scan.is(next, "-") || (next > start && scan.lists.joins_count_and_unit(scan.norm(next)));
        if !joins {
            return None;
        }
        next += 1;
    }
    scan.word(next).and_then(|w| w.unit).map(|unit| (unit, next + 1))
}

fn is_age(scan: &Scan, at: usize) -> bool {
    let old = scan.skip(at, &["-"]);
    scan.any(old, &["old", "olds"]) || (scan.is(at, "of") && scan.is(at + 1, "age"))
}

/// "24 hours a day", "seven days a week".
fn around_the_clock(scan: &Scan, at: usize) -> Option<usize> {
    (scan.is(at, "a") && scan.any(at + 1, &["day", "week", "year"])).then_some(at + 2)
}

fn and_a_half(scan: &Scan, count: Count, at: usize) -> (Count, usize) {
    if scan.is(at, "and") && scan.is(at + 1, "a") && scan.is(at + 2, "half") {
        return (count.map(|c| c + 5), at + 3);
    }
    (count, at)
}

/// "ago", "earlier", "later", "from now".
fn distance(scan: &Scan, start: usize, count: Count, unit: TimeUnit, at: usize) -> Option<Found> {
    let hyphen = scan.is_hyphen(at);
    // "in two weeks' time"
    let time = scan.skip(at, &["'", "'s"]);
    if time > at && scan.is(time, "time") && scan.before(start) == "in" && is_calendar_unit(unit) {
        let steps = i64::from(count?) / 10;
        return Some(Found::one(start, time + 1, Shape::FromNow { unit, steps }));
    }
    let so = if scan.is(at, "or") && scan.is(at + 1, "so") { at + 2 } else { at };
    let (sign, from_now, end) = match scan.norm(if hyphen { at + 1 } else { so }) {
        "ago" => (-1, true, so + 1),
        "earlier" => (-1, false, so + 1),
        "later" | "afterward" | "afterwards" => (1, false, so + 1),
        "from" if scan.any(so + 1, &["now", "today"]) => (1, true, so + 2),
        "hence" => (1, true, so + 1),
        _ => return None,
    };
    let end = end + usize::from(hyphen);
    // "a day earlier than planned": how much, and not when.
    if !from_now && scan.is(end, "than") {
        return None;
    }
    let Some(tenths) = count else {
        return (sign < 0 && from_now).then(|| Found::one(start, end, Shape::Reference("PAST_REF")));
    };
    if !is_calendar_unit(unit) {
        return None;
    }
    if unit == TimeUnit::Year && tenths == 10 && sign < 0 {
        return Some(Found::one(start, end, Shape::YearBefore));
    }
    let tenths = i64::from(tenths);
    let (unit, steps) = match unit {
        TimeUnit::Fortnight => (TimeUnit::Week, tenths / 5),
        TimeUnit::Year if tenths % 10 == 5 => (TimeUnit::Month, tenths * 12 / 10),
        TimeUnit::Decade => (TimeUnit::Year, tenths),
        TimeUnit::Century => (TimeUnit::Year, tenths * 10),
        _ => (unit, tenths / 10),
    };
    let steps = sign * steps;
    let shape = if from_now { Shape::FromNow { unit, steps } } else { Shape::FromThen { unit, steps } };
    Some(Found::one(start, end, shape))
}

/// "twice a week", "5 percent a year", "$3 billion a month".
fn is_rate(scan: &Scan, at: usize, start: usize, next: usize) -> bool {
    let article = at == start && next == start + 1 && scan.any(start, &["a", "an"]);
    let lead = scan.before(at);
    article
        && (scan.lists.is_counted(lead)
            || scan.lists.grammar.rate_leads.contains(lead)
            || at.checked_sub(1).is_some_and(|b| scan.get(b).is_some_and(|t| t.is_number())))
}

fn duration(count: Count, unit: TimeUnit) -> String {
    match count {
        Some(tenths) => length(tenths, unit),
        None => match unit {
            TimeUnit::Second => "PTXS",
            TimeUnit::Minute => "PTXM",
            TimeUnit::Hour => "PTXH",
            TimeUnit::Day => "PXD",
            TimeUnit::Week | TimeUnit::Fortnight => "PXW",
            TimeUnit::Month => "PXM",
            TimeUnit::Quarter => "PXQ",
            TimeUnit::Year => "PXY",
            TimeUnit::Decade => "PXDE",
            TimeUnit::Century => "PXCE",
            TimeUnit::Weekend => "PXWE",
        }
        .to_owned(),
    }
}

/// The TIMEX3 value of a length of so many tenths of a unit.
pub(super) fn length(tenths: u32, unit: TimeUnit) -> String {
    let (factor, before, after) = match unit {
        TimeUnit::Second => (1, "PT", "S"),
        TimeUnit::Minute => (1, "PT", "M"),
        TimeUnit::Hour => (1, "PT", "H"),
        TimeUnit::Day => (1, "P", "D"),
        TimeUnit::Week => (1, "P", "W"),
        TimeUnit::Fortnight => (2, "P", "W"),
        TimeUnit::Month => (1, "P", "M"),
        TimeUnit::Quarter => (3, "P", "M"),
        TimeUnit::Year => (1, "P", "Y"),
        TimeUnit::Decade => (10, "P", "Y"),
        TimeUnit::Century => (100, "P", "Y"),
        TimeUnit::Weekend => (1, "P", "WE"),
    };
    let tenths = u64::from(tenths) * factor;
    match (tenths / 10, tenths % 10) {
        (0, 5) if after == "H" => "PT30M".to_owned(),
        (whole, 0) => format!("{before}{whole}{after}"),
        (whole, rest) => format!("{before}{whole}.{rest}{after}"),
    }
}
