use crate::text::WordSet;
use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::calendar::expand;

/// How an abbreviation bears on the full stop after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name or number: never the end (`Mr.`, `Dec.` before a day).
    Title,
    /// Before a number never the end, else as [`Abbreviation::Open`] (`No.`, `Dec.`, `p.`).
    BeforeNumber,
    /// May end a sentence; does where a new one plainly starts (`Inc.`, `Jr.`, `etc.`).
    Open,
}

#[derive(Deserialize)]
struct File {
    title: Vec<String>,
    before_number: Vec<String>,
    open: Vec<String>,
    openers: WordSet,
    calendar: Vec<String>,
}

struct Tables {
    kinds: HashMap<String, Abbreviation>,
    openers: WordSet,
    calendar: WordSet,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: File = super::embedded!("abbreviations");
    let row = |words: Vec<String>, kind| words.into_iter().map(move |w| (w, kind));
    let kinds = row(file.title, Abbreviation::Title)
        .chain(row(expand(file.before_number), Abbreviation::BeforeNumber))
        .chain(row(file.open, Abbreviation::Open))
        .collect();
    Tables { kinds, openers: file.openers, calendar: expand(file.calendar).into_iter().collect() }
});

/// What kind of abbreviation a word (normal form, without its dot) is.
pub fn abbreviation(norm: &str) -> Option<Abbreviation> {
    TABLES.kinds.get(norm).copied()
}

/// True for a word (normal form) that opens a sentence and hardly ever a name: `the`, `he`, `after`.
pub fn is_opener(norm: &str) -> bool {
    TABLES.openers.contains(norm)
}

/// True for a word (normal form) that goes on with the time of day after `a.m.`: weekdays, time zones.
pub fn is_calendar_word(norm: &str) -> bool {
    TABLES.calendar.contains(norm)
}
