//! The word lists behind the rules: data files of the top folder `lexicon/`, embedded and read once, on first use.
//!
//! A look-up never guesses: it says what the file says. Knows [`text`](crate::text) and [`model`](crate::model) only.

mod abbreviations;
mod agencies;
mod furniture;
mod phrases;

pub use abbreviations::{Abbreviation, abbreviation, is_calendar_word, is_opener};
pub use agencies::{agency, dateline_city};
pub use furniture::{FurnitureCues, FurnitureRule, furniture_cues};
pub use phrases::{Match, PhraseSet};

/// Reads an embedded data file. A file that does not parse is a fault of the build, found by every test.
fn embedded<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/{name}: {error}"))
}
