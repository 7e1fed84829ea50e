//! What a desk is keen on, in a story.

use super::words::{run_of, run_of_text};
use crate::config::Interests;
use crate::model::{Brief, Reading};

/// The interests that a story meets, with their weights in thousandths.
pub(super) fn met(interests: &Interests, brief: &Brief, readings: &[&Reading]) -> Vec<(String, i64)> {
    let texts: Vec<String> = readings.iter().map(|reading| words_of(reading)).collect();
    let names = |phrase: &str| {
        let run = run_of_text(phrase);
        run.trim() != "" && texts.iter().any(|text| text.contains(&run))
    };
    let country = |name: &str| {
        let run = run_of_text(name);
        brief.countries.iter().any(|country| run_of_text(country) == run)
    };
    let countries = interests.countries.iter().filter(|(name, _)| country(name));
    let named = interests.people.iter().chain(&interests.topics).filter(|(phrase, _)| names(phrase));
    countries.chain(named).cloned().collect()
}

/// The words of an article outside furniture, and those of its headline.
fn words_of(reading: &Reading) -> String {
    let annotated = &reading.annotated;
    let body = annotated.statements.iter().filter(|s| !s.is_noise());
    let body = run_of(body.flat_map(|s| annotated.document.tokens_of(s.index)));
    body + &run_of_text(annotated.article().title.as_deref().unwrap_or_default())
}
