//! The word lists behind the rules: data files of the top folder `lexicon/`, embedded and read once, on first use.
//!
//! A look-up never guesses: it says what the file says. Knows [`text`](crate::text) and [`model`](crate::model) only.

mod abbreviations;
mod agencies;
mod bounces;
mod calendar;
mod certainty;
mod checks;
mod csv;
mod cues;
mod date_grammar;
mod digest;
mod embargo;
mod event_types;
mod events;
mod furniture;
mod gazetteer;
mod inflect;
mod languages;
mod leaders;
mod line_words;
mod main_verbs;
mod months;
mod neighbours;
mod page_fields;
mod people;
mod phrases;
mod reporting;
mod roles;
mod small_words;
mod story;
mod times;
mod visits;
mod word_counts;
mod wording;

pub use abbreviations::{Abbreviation, abbreviation, is_calendar_word, is_opener};
pub use agencies::{agency, dateline_city};
pub use bounces::{Bounce, BounceForm, BounceWords, bounce_words};
pub use calendar::{CalendarName, is_full_month, is_full_weekday, month, months, weekday};
pub use certainty::{CertaintyWords, certainty_words};
pub use checks::{CheckLists, CheckWords, check_words};
pub use cues::{Cue, CueSet, Cues, cues};
pub use date_grammar::DateGrammar;
pub use digest::{DigestWords, digest_words};
pub use embargo::{EmbargoWords, Zone, embargo_words};
pub use event_types::event_types;
pub use events::{EventMatch, EventRule, Governs, event_rules, events_at, is_also_noun, is_event_verb, types, within};
pub use furniture::{FurnitureCues, FurnitureRule, furniture_cues};
pub use gazetteer::{Entry, EntryKind, country_name, gazetteer};
pub use languages::{is_english_function_word, is_english_marker, two_letter_code};
pub use leaders::{Leader, leaders, leaders_by_first};
pub use line_words::LineWords;
pub use main_verbs::{MainVerbs, VerbClass, VerbSet, main_verbs};
pub use months::{is_american_zone, stamp_month};
pub use neighbours::{NeighbourGroup, neighbour_groups};
pub use page_fields::{PageFields, page_fields};
pub use people::{PeopleError, add_people, own_people, replace_people};
pub use phrases::{Match, PhraseSet};
pub use reporting::{Reporting, ReportingWords, SpeakerNoun, reporting};
pub use roles::{
    body_at, collective_at, describes, is_also_surname, is_news_word, is_not_name, is_office, is_particle,
    is_plural_office, is_title, names_thing, opens_name, role_at, singular_office,
};
pub use small_words::{SmallWords, small_words};
pub use story::{GenreNames, StoryWords, WordLists, Words, story_words};
pub use times::{DayPart, Holiday, Season, TimeUnit, TimeWord, Times, VerbForm, times};
pub use visits::{VisitWords, visit_words};
pub use word_counts::{WordCounts, word_counts};
pub use wording::{CountWords, EventWords, Labels, Wording, wording};

/// Reads `lexicon/<name>.toml`, which `build.rs` made JSON of, as the build has it. A file that does not parse is a fault of
/// the build, found by every test.
macro_rules! embedded {
    ($name:literal) => {
        $crate::lexicon::parsed($name, include_str!(concat!(env!("OUT_DIR"), "/lexicon/", $name, ".json")))
    };
}
pub(crate) use embedded;

pub(crate) fn parsed<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("lexicon/{name}.toml: {error}"))
}
