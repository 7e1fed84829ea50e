use crate::text::WordSet;
use serde::Deserialize;

/// Words beside a date or a verb, by what they show: the table `grammar` of `lexicon/times.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateGrammar {
    /// Before a month that stands alone.
    pub month_leads: WordSet,
    /// Before a month that stands alone, where nothing else speaks for a name.
    pub month_leads_weak: WordSet,
    /// Capitalised before "May" these are no first name.
    pub no_first_name: WordSet,
    /// Before a length of time: they belong to it.
    pub length_leads: WordSet,
    /// Before a bare plural unit that is a length.
    pub units_leads: WordSet,
    /// A count that is not told.
    pub vague_counts: WordSet,
    /// A count that is not told, with "of" after it.
    pub vague_counts_of: WordSet,
    /// Before "time", after a clock time.
    pub time_names: WordSet,
    /// Parts of a span of time.
    pub edges: WordSet,
    /// Before a word that may be verb or noun these show a noun.
    pub noun_leads: WordSet,
    /// After "comes" these place the news, they tell no timetable.
    pub comes_leads: WordSet,
    /// Before four digits these show a year, whatever plural follows.
    pub year_leads: WordSet,
    /// Before a season that stands alone.
    pub season_leads: WordSet,
    /// Before "year-end" as a point in time.
    pub year_end_leads: WordSet,
    /// Before "until" and a date: it is still to come, though the verb is past.
    pub gives: WordSet,
    /// Before "a" and a unit: a rate, no length.
    pub rate_leads: WordSet,
}
