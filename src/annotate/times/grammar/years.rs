//! Years, decades and centuries.

use super::Found;
use super::calendar::ordinal_number;
use crate::annotate::times::mention::{Mention, Shape};
use crate::annotate::times::scan::Scan;

/// Years that news speaks of.
const YEARS: std::ops::RangeInclusive<i32> = 1700..=2100;

/// "2013", "1950-53", "fiscal 1989", "the 1980s", "the 20th century", "nineteen ninety-one".
pub(super) fn at(scan: &Scan, at: usize) -> Option<Found> {
    if scan.is(at, "fiscal") {
        let year = scan.skip(at + 1, &["year"]);
        let value = scan.four_digits(year).filter(|y| YEARS.contains(y))?;
        return Some(Found::one(at, year + 1, Shape::Year(value)));
    }
    decade(scan, at)
        .or_else(|| century(scan, at))
        .or_else(|| spelled(scan, at))
        .or_else(|| span(scan, at))
        .or_else(|| plain(scan, at))
}

fn plain(scan: &Scan, at: usize) -> Option<Found> {
    let year = scan.four_digits(at).filter(|y| YEARS.contains(y))?;
    is_year(scan, at, year).then(|| Found::one(at, at + 1, Shape::Year(year)))
}

/// A year and not "2,000 people", "2008 votes" or "Resolution 1973".
fn is_year(scan: &Scan, at: usize, year: i32) -> bool {
    let (lead, next) = (scan.before(at), scan.norm(at + 1));
    if scan.lists.precedes_amount(lead) || scan.lists.is_counted(next) || matches!(next, "%" | "/" | "½") {
        return false;
    }
    if at > 0 && scan.is_glued(at) && !matches!(lead, "(" | "\"" | "'" | "-" | "–" | "[" | "/") {
        return false;
    }
    if scan.is_hyphen(at + 1)
        && !scan.get(at + 2).is_some_and(|t| t.is_number())
        && !scan.any(at + 2, &["based", "era", "style"])
    {
        return false;
    }
    let plural = scan.is_lower(at + 1) && next.len() > 3 && next.ends_with('s') && !next.ends_with("ss");
    let prefixed = lead == "-" && at >= 2 && scan.any(at - 2, &["pre", "post", "mid", "early", "late"]);
    let sure = prefixed || scan.lists.grammar.year_leads.contains(lead);
    if plural && !sure {
        return false;
    }
    sure || scan.lists.may_precede_year(lead) || (1900..=2050).contains(&year)
}

/// "1950-53", "1994–2011".
fn span(scan: &Scan, at: usize) -> Option<Found> {
    let first = scan.four_digits(at).filter(|y| YEARS.contains(y))?;
    if !scan.any(at + 1, &["-", "–", "/"]) || !scan.is_glued(at + 1) || !scan.is_glued(at + 2) {
        return None;
    }
    if scan.lists.precedes_amount(scan.before(at)) || scan.lists.is_counted(scan.norm(at + 3)) {
        return None;
    }
    let last = match scan.norm(at + 2).len() {
        2 => first / 100 * 100 + i32::try_from(scan.two_digits(at + 2)?).ok()?,
        _ => scan.four_digits(at + 2)?,
    };
    if last <= first || !YEARS.contains(&last) {
        return None;
    }
    let mut opener = Mention::new(at..at + 1, Shape::Year(first));
    opener.opens_range = true;
    Some(Found { end: at + 3, mentions: vec![opener, Mention::new(at + 2..at + 3, Shape::Year(last))] })
}

/// "the 1980s", "the '80s", "the nineties".
fn decade(scan: &Scan, at: usize) -> Option<Found> {
    let start = scan.skip(at, &["the"]);
    let with_edge = scan.skip(start, &["early", "late", "mid"]);
    let word = scan.skip(with_edge, &["-", "'"]);
    let norm = scan.norm(word);
    let found = |decade, end| Some(Found::one(at, end, Shape::Decade(decade)));
    let person = matches!(scan.before(at), "his" | "her" | "their" | "my" | "our" | "your");
    if person {
        return None;
    }
    if let Some(first) = norm.strip_suffix('s').and_then(decade_year) {
        return found(first, word + 1);
    }
    if scan.is(word + 1, "'s")
        && let Some(first) = decade_year(norm)
    {
        return found(first, word + 2);
    }
    let decade = scan.word(word).and_then(|w| w.decade)?;
    let led = start > at || with_edge > start || matches!(scan.before(at), "the" | "late" | "early" | "mid" | "-");
    if led { found(i32::try_from(190 + decade / 10).ok()?, word + 1) } else { None }
}

fn decade_year(digits: &str) -> Option<i32> {
    let year: i32 = digits.parse().ok()?;
    match digits.len() {
        4 if YEARS.contains(&year) && year % 10 == 0 => Some(year / 10),
        2 if year % 10 == 0 && year >= 20 => Some(190 + year / 10),
        _ => None,
    }
}

/// "the 20th century", "nineteenth-century".
fn century(scan: &Scan, at: usize) -> Option<Found> {
    let start = scan.skip(scan.skip(at, &["the"]), &["early", "late", "mid"]);
    let which = ordinal(scan, start)?;
    let unit = scan.skip(start + 1, &["-"]);
    let is_century = scan.any(unit, &["century", "centuries"]);
    (is_century && (10..=22).contains(&which))
        .then(|| Found::one(at, unit + 1, Shape::Century(i32::try_from(which).unwrap_or(20) - 1)))
}

/// "third", "3rd".
pub(super) fn ordinal(scan: &Scan, at: usize) -> Option<u32> {
    scan.word(at).and_then(|w| w.ordinal).or_else(|| ordinal_number(scan, at))
}

/// "nineteen ninety-one", "two thousand eleven".
fn spelled(scan: &Scan, at: usize) -> Option<Found> {
    let number = |at| scan.word(at).and_then(|w| w.number);
    let (base, rest) = match number(at)? {
        n @ 17..=20 => (n * 100, at + 1),
        2 if scan.is(at + 1, "thousand") => (2000, scan.skip(at + 2, &["and"])),
        _ => return None,
    };
    let tens = number(rest).filter(|n| *n >= 10 || base == 2000)?;
    let ones_at = scan.skip(rest + 1, &["-"]);
    let ones = number(ones_at).filter(|n| *n < 10 && tens >= 20);
    let end = if ones.is_some() { ones_at + 1 } else { rest + 1 };
    if scan.lists.is_counted(scan.norm(end)) || (base == 2000 && tens > 50) {
        return None;
    }
    let year = i32::try_from(base + tens + ones.unwrap_or(0)).ok()?;
    Some(Found::one(at, end, Shape::Year(year)))
}
