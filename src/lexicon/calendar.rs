use crate::text::{WordMap, WordSet};
use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    months: Vec<Vec<CompactString>>,
    weekdays: Vec<Vec<CompactString>>,
    also_words: WordSet,
}

/// What a name of the calendar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CalendarName {
    /// The month, 1 to 12, or the ISO weekday, 1 to 7.
    pub number: u32,
    /// True for `dec` or `tues`.
    pub short: bool,
    /// True for a short form that is a word of its own (`sun`).
    pub also_word: bool,
}

type Names = WordMap<CalendarName>;

struct Calendar {
    months: Names,
    weekdays: Names,
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let file: File = super::embedded!("calendar");
    let names = |rows: Vec<Vec<CompactString>>| -> Names {
        let rows =
            (1..).zip(rows).flat_map(|(number, row)| row.into_iter().enumerate().map(move |(n, w)| (number, n, w)));
        rows.map(|(number, n, word)| {
            let name = CalendarName { number, short: n > 0, also_word: file.also_words.contains(&word) };
            (word, name)
        })
        .collect()
    };
    Calendar { months: names(file.months), weekdays: names(file.weekdays) }
});

/// The month that a word (normal form) names, in full or short.
pub fn month(norm: &str) -> Option<CalendarName> {
    CALENDAR.months.get(norm).copied()
}

/// The day of the week that a word (normal form) names, in full or short.
pub fn weekday(norm: &str) -> Option<CalendarName> {
    CALENDAR.weekdays.get(norm).copied()
}

/// True for the full name of a month.
pub fn is_full_month(norm: &str) -> bool {
    month(norm).is_some_and(|name| !name.short)
}

/// True for the full name of a day of the week.
pub fn is_full_weekday(norm: &str) -> bool {
    weekday(norm).is_some_and(|name| !name.short)
}

/// All names of months, full and short, in no order.
pub fn months() -> impl Iterator<Item = (&'static str, CalendarName)> {
    CALENDAR.months.iter().map(|(word, name)| (word.as_str(), *name))
}

/// All names of weekdays, full and short, in no order.
pub(super) fn weekdays() -> impl Iterator<Item = (&'static str, CalendarName)> {
    CALENDAR.weekdays.iter().map(|(word, name)| (word.as_str(), *name))
}

/// Puts the names in the place of `<months>` and its like.
pub(super) fn expand(list: Vec<String>) -> Vec<String> {
    list.into_iter()
        .flat_map(|word| match word.as_str() {
            "<months>" => named(&CALENDAR.months, false),
            "<short months>" => named(&CALENDAR.months, true),
            "<weekdays>" => named(&CALENDAR.weekdays, false),
            "<short weekdays>" => named(&CALENDAR.weekdays, true),
            _ => vec![word],
        })
        .collect()
}

/// The full or the short names, by the alphabet.
fn named(names: &Names, short: bool) -> Vec<String> {
    let mut list: Vec<String> =
        names.iter().filter(|(_, name)| name.short == short).map(|(word, _)| word.to_string()).collect();
    list.sort_unstable();
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_numbers() {
        assert_eq!(month("sept"), Some(CalendarName { number: 9, short: true, also_word: false }));
        assert_eq!(weekday("sun"), Some(CalendarName { number: 7, short: true, also_word: true }));
        assert_eq!((months().count(), weekdays().count()), (24, 18));
        assert!(is_full_month("may") && !is_full_month("jan"));
        assert!(is_full_weekday("monday") && !is_full_weekday("mon"));
    }

    #[test]
    fn other_lists_take_the_names_in() {
        let list = expand(vec!["<weekdays>".to_owned(), "noon".to_owned()]);
        assert_eq!(list, ["friday", "monday", "saturday", "sunday", "thursday", "tuesday", "wednesday", "noon"]);
    }
}
