//! The word lists behind the rules: data files of the top folder `lexicon/`, embedded and read once, on first use.
//!
//! A look-up never guesses: it says what the file says. Knows [`text`](crate::text) and [`model`](crate::model) only.

mod abbreviations;
mod phrases;
mod times;

pub use abbreviations::{Abbreviation, abbreviation};
pub use phrases::{Match, PhraseSet};
pub use times::{DayPart, Holiday, Season, TimeUnit, TimeWord, Times, VerbForm, times};

/// Reads an embedded data file. A file that does not parse is a fault of the build, found by every test.
fn embedded<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("lexicon/{name}: {error}"))
}
