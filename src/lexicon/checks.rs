//! The words behind the checks of one article against itself.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Words;
use crate::text::WordMap;

/// Units of time and plain lists; what each holds is said in `lexicon/checks.toml`.
#[derive(Debug, Deserialize)]
pub struct CheckWords {
    /// Units that are a number of hours.
    pub hours: WordMap<u64>,
    /// Units that are a number of days.
    pub days: WordMap<u64>,
    /// Units that are a number of months.
    pub months: WordMap<u64>,
    /// Plain lists.
    pub words: CheckLists,
}

/// Plain lists; what each holds is said in `lexicon/checks.toml`.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct CheckLists {
    pub round_units: Words,
    pub restates: Words,
    pub pauses: Words,
    pub anew: Words,
    pub stops: Words,
    pub lasted: Words,
    pub was_there: Words,
    pub series: Words,
    pub held: Words,
    pub to_come: Words,
    pub preceding: Words,
    pub set_foot: Words,
    pub counted_papers: Words,
    pub others: Words,
    pub opens_list: Words,
    pub rests: Words,
    pub differences: Words,
    pub percents: Words,
    pub currencies: Words,
    pub terms: Words,
    pub lasts: Words,
    pub opens: Words,
    pub ends: Words,
    pub hosting: Words,
    pub takes_place: Words,
    pub known: Words,
    pub deadline_of: Words,
    pub rows: Words,
    pub now: Words,
    pub auxiliaries: Words,
    pub no_subject: Words,
    pub participles: Words,
    pub no_first: Words,
    pub arrived: Words,
    pub resumes: Words,
    pub next_one: Words,
    pub with_over: Words,
    pub shares_of: Words,
    pub vague_stems: Words,
    pub own_things: Words,
    pub seasons: Words,
    pub amount_of: Words,
    pub time_of: Words,
    pub no_modifier: Words,
    pub vague_things: Words,
    pub part_leads: Words,
    pub part_ends: Words,
    pub tolls: Words,
    pub narrows: Words,
    pub no_context: Words,
}

static TABLE: LazyLock<CheckWords> = LazyLock::new(|| super::embedded!("checks"));

/// The words of the checks.
pub fn check_words() -> &'static CheckWords {
    &TABLE
}
