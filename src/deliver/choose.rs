//! What of a digest is for a reader: the stories of the countries and topics that were chosen, in their order; without
//! a choice the whole digest. Corrections and the editor's words go to everybody.

use chrono::{Datelike, NaiveDate};

use crate::model::{Edition, Entry, Wishes};
use crate::story::visits::state_code;

/// The part of a digest for one who chose; `None` where nothing of it is.
pub(super) fn chosen(edition: &Edition, wishes: &Wishes) -> Option<Edition> {
    if wishes.topics.is_empty() && wishes.countries.is_empty() {
        return Some(edition.clone());
    }
    let topics: Vec<Vec<String>> = wishes.topics.iter().map(|topic| words(topic)).collect();
    let countries: Vec<String> = wishes.countries.iter().map(|country| place(country)).collect();
    let is_theirs = |entry: &&Entry| {
        entry.brief.countries.iter().any(|country| countries.contains(&place(country)))
            || entry.numbered().any(|(_, line)| holds(&line.text, &topics))
    };
    let mut theirs = edition.clone();
    theirs.briefs = edition.briefs.iter().filter(is_theirs).cloned().collect();
    theirs.also.retain(|also| holds(&also.headline, &topics));
    theirs.links.retain(|link| holds(&link.title, &topics));
    theirs.unchanged.retain(|story| holds(&story.headline, &topics));
    (!theirs.is_empty()).then_some(theirs)
}

/// True where a reader wants the digest of this day.
pub(super) fn wants_day(wishes: &Wishes, day: NaiveDate) -> bool {
    wishes.days.is_empty() || wishes.days.contains(&day.weekday())
}

/// A country by its code where it has one, so that "US" and "United States" are one.
fn place(name: &str) -> String {
    state_code(name).unwrap_or_else(|| name.trim().to_lowercase())
}

/// True where a text holds the words of one of the topics side by side.
fn holds(text: &str, topics: &[Vec<String>]) -> bool {
    let text = words(text);
    topics.iter().filter(|topic| !topic.is_empty()).any(|topic| text.windows(topic.len()).any(|run| run == topic))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_words_side_by_side() {
        let topics = vec![words("air transport"), words("Visas")];
        assert!(holds("They signed an Air Transport deal", &topics));
        assert!(holds("visas: none", &topics));
        assert!(!holds("Transport by air, visa free", &topics));
        assert!(!holds("anything", &[vec![]]));
    }

    #[test]
    fn a_country_is_known_by_any_of_its_names() {
        assert_eq!(place("US"), place("United States"));
        assert_eq!(place(" Atlantis "), "atlantis");
    }

    #[test]
    fn a_reader_may_want_some_days() {
        let days = |days: &[chrono::Weekday]| Wishes { days: days.to_vec(), ..Wishes::default() };
        let tuesday = NaiveDate::from_ymd_opt(2031, 5, 13).expect("a day");
        assert!(wants_day(&days(&[]), tuesday));
        assert!(wants_day(&days(&[chrono::Weekday::Tue]), tuesday));
        assert!(!wants_day(&days(&[chrono::Weekday::Wed]), tuesday));
    }
}
