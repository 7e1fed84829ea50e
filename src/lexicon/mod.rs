//! The word lists behind the rules: data files of the top folder `lexicon/`, embedded and read once, on first use.
//!
//! A look-up never guesses: it says what the file says. Knows [`text`](crate::text) and [`model`](crate::model) only.

mod abbreviations;
mod csv;
mod events;
mod gazetteer;
mod inflect;
mod leaders;
mod phrases;
mod roles;

pub use abbreviations::{Abbreviation, abbreviation};
pub use events::{EventMatch, EventRule, Governs, event_rules, events_at, is_also_noun, types};
pub use gazetteer::{Entry, EntryKind, country_name, gazetteer};
pub use leaders::{Leader, leaders};
pub use phrases::{Match, PhraseSet};
pub use roles::{
    body_at, collective_at, describes, is_not_name, is_office, is_particle, is_title, opens_name, role_at,
};

/// Reads an embedded data file. A file that does not parse is a fault of the build, found by every test.
fn embedded<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/{name}: {error}"))
}
