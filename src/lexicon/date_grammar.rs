use rustc_hash::FxHashSet as HashSet;

use compact_str::CompactString;
use serde::Deserialize;

/// Words beside a date or a verb, by what they show: the table `grammar` of `lexicon/times.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DateGrammar {
    /// Before a month that stands alone.
    pub month_leads: HashSet<CompactString>,
    /// Before a month that stands alone, where nothing else speaks for a name.
    pub month_leads_weak: HashSet<CompactString>,
    /// Capitalised before "May" these are no first name.
    pub no_first_name: HashSet<CompactString>,
    /// Before a length of time: they belong to it.
    pub length_leads: HashSet<CompactString>,
    /// Before a bare plural unit that is a length.
    pub units_leads: HashSet<CompactString>,
    /// A count that is not told.
    pub vague_counts: HashSet<CompactString>,
    /// A count that is not told, with "of" after it.
    pub vague_counts_of: HashSet<CompactString>,
    /// Before "time", after a clock time.
    pub time_names: HashSet<CompactString>,
    /// Parts of a span of time.
    pub edges: HashSet<CompactString>,
    /// Before a word that may be verb or noun these show a noun.
    pub noun_leads: HashSet<CompactString>,
    /// After "comes" these place the news, they tell no timetable.
    pub comes_leads: HashSet<CompactString>,
    /// Before four digits these show a year, whatever plural follows.
    pub year_leads: HashSet<CompactString>,
    /// Before a season that stands alone.
    pub season_leads: HashSet<CompactString>,
    /// Before "year-end" as a point in time.
    pub year_end_leads: HashSet<CompactString>,
    /// Before "until" and a date: it is still to come, though the verb is past.
    pub gives: HashSet<CompactString>,
    /// Before "a" and a unit: a rate, no length.
    pub rate_leads: HashSet<CompactString>,
}
