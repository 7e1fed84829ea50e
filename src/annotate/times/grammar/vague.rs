//! References without a calendar point, and what happens again and again.

use super::Found;
use super::amounts;
use crate::annotate::times::mention::Shape;
use crate::annotate::times::point::season_code;
use crate::annotate::times::scan::Scan;
use crate::lexicon::TimeUnit;

/// "now", "recently", "the future".
pub(super) fn reference(scan: &Scan, at: usize) -> Option<Found> {
    let found = scan.lists.references.at(scan.rest(at))?;
    let end = at + found.len;
    let counted =
        found.len <= 2 && scan.word(end).is_some_and(|w| w.unit.is_some() || w.number.is_some() || w.weekday.is_some());
    let goes_on = scan.get(end).is_some_and(|t| t.is_number()) || scan.any(end, &["few", "several"]);
    let stretch = matches!(scan.before(end), "past" | "future" | "time") && (counted || goes_on);
    let reported = at == 0 && scan.is(at, "now") && scan.is(at + 1, ",");
    (!stretch && !reported).then(|| Found::one(at, end, Shape::Reference(found.value)))
}

/// "daily", "every Monday", "each year", "on Mondays".
pub(super) fn set(scan: &Scan, at: usize) -> Option<Found> {
    let word = scan.word(at);
    if let Some(weekday) = word.and_then(|w| w.weekdays).filter(|_| scan.is_capitalised(at)) {
        return Some(Found::one(at, at + 1, Shape::Set(format!("XXXX-WXX-{weekday}"))));
    }
    if let Some(value) = word.and_then(|w| w.set).filter(|_| !scan.is_capitalised(at) || at == 0) {
        return Some(Found::one(at, at + 1, Shape::Set(value.to_owned())));
    }
    if scan.any(at, &["once", "twice"]) && scan.any(at + 1, &["a", "every", "each", "per"]) {
        let unit = scan.word(at + 2).and_then(|w| w.unit).filter(|u| *u != TimeUnit::Second)?;
        return Some(Found::one(at, at + 3, Shape::Set(amounts::length(10, unit))));
    }
    if scan.any(at, &["every", "each"]) { every(scan, at) } else { None }
}

fn every(scan: &Scan, at: usize) -> Option<Found> {
    let (count, noun) = match scan.norm(at + 1) {
        "other" => (20, at + 2),
        "single" => (10, at + 2),
        _ => match scan.word(at + 1).and_then(|w| w.number).or_else(|| scan.two_digits(at + 1)) {
            Some(count) => (count * 10, at + 2),
            None => (10, at + 1),
        },
    };
    let found = |value| Some(Found::one(at, noun + 1, Shape::Set(value)));
    if scan.any(at + 1, &["few"]) {
        let unit = scan.word(at + 2).and_then(|w| w.unit)?;
        let letter = amounts::length(10, unit).replace('1', "X");
        return Some(Found::one(at, at + 3, Shape::Set(letter)));
    }
    let word = scan.word(noun)?;
    if let Some(weekday) = word.weekday.filter(|_| scan.is_capitalised(noun)) {
        let end = noun + 1 + usize::from(scan.word(noun + 1).is_some_and(|w| w.day_part.is_some()));
        return Some(Found::one(at, end, Shape::Set(format!("XXXX-WXX-{weekday}"))));
    }
    if let Some(month) = word.month.filter(|_| scan.is_capitalised(noun)) {
        return found(format!("XXXX-{month:02}"));
    }
    if let Some(season) = word.season.filter(|_| scan.is_lower(noun)) {
        return found(format!("XXXX-{}", season_code(season)));
    }
    if word.day_part.is_some() {
        return found("P1D".to_owned());
    }
    let unit = word.unit.filter(|u| *u != TimeUnit::Second)?;
    found(amounts::length(count, unit))
}
