use crate::text::WordSet;
use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::PhraseSet;
use crate::model::EventType;

/// The words that attache itself writes, and those that decide whether a sentence can stand alone.
#[derive(Debug)]
pub struct Wording {
    events: HashMap<EventType, EventWords>,
    /// Headings.
    pub labels: Labels,
    /// Adjectives that tell the kind of a visit.
    pub visit_kinds: WordSet,
    /// Nouns for a visit.
    pub visit_nouns: WordSet,
    /// Words that put two parties at one table.
    pub table: WordSet,
    /// Words that tell how an event ended.
    pub result: WordSet,
    /// What stands before the name of a place.
    pub places: PlaceWords,
    /// Pronouns that lean on an earlier sentence.
    pub pronouns: WordSet,
    /// "The two", "both": lean on a pair.
    pub pairs: PhraseSet<()>,
    /// Bare demonstratives and the like.
    pub openers: WordSet,
    /// What a demonstrative before it points to stands in the sentence before.
    pub pointed: WordSet,
    /// Words that oppose.
    pub against: WordSet,
    /// Words without content.
    pub stop: WordSet,
    /// Words of counts of contacts.
    pub count: CountWords,
}

/// Words of counts of contacts: "third visit to Chile this year".
#[derive(Debug, Deserialize)]
pub struct CountWords {
    /// Open such a phrase.
    pub ordinals: WordSet,
    /// May stand in it behind the noun.
    pub follows: WordSet,
    /// May not end it.
    pub not_last: WordSet,
    nouns: HashMap<EventType, WordSet>,
}

impl CountWords {
    /// True for a noun that is counted where an event of the type is told of.
    pub fn is_noun(&self, norm: &str, kind: EventType) -> bool {
        self.nouns.get(&kind).is_some_and(|nouns| nouns.contains(norm))
    }
}

/// What a type of event is called.
#[derive(Debug, Deserialize)]
pub struct EventWords {
    /// Heading of the event's own line.
    pub label: String,
    /// Noun of the headline; empty for events of no type.
    pub noun: String,
    /// Heading over earlier contacts.
    pub prior: String,
}

/// Words of place names that decide what stands before them.
#[derive(Debug, Deserialize)]
pub struct PlaceWords {
    /// First words of names that take `at`.
    pub at: WordSet,
    /// Last words of names that take `at`, without `the`.
    pub sites: WordSet,
    /// Last words of names that take `the`.
    pub the: WordSet,
    /// Those of them that take `in`, not `at`.
    pub inside: WordSet,
}

/// Headings of the sections.
#[derive(Debug, Deserialize)]
#[allow(missing_docs)]
pub struct Labels {
    pub outcome: String,
    pub positions: String,
    pub agenda: String,
    pub unconfirmed: String,
    pub assessment: String,
    pub quotation: String,
    pub background: String,
    pub checks: String,
    pub key_dates: String,
    pub not_stated: String,
    pub watch: String,
}

#[derive(Deserialize)]
struct File {
    event: HashMap<EventType, EventWords>,
    labels: Labels,
    visit: Visit,
    table: Words,
    places: PlaceWords,
    result: Words,
    leaning: Leaning,
    against: Words,
    stop: Words,
    count: CountWords,
}

#[derive(Deserialize)]
struct Visit {
    kinds: WordSet,
    nouns: WordSet,
}

#[derive(Deserialize)]
struct Leaning {
    pronouns: WordSet,
    pairs: Vec<String>,
    openers: WordSet,
    pointed: WordSet,
}

#[derive(Deserialize)]
struct Words {
    words: WordSet,
}

static WORDING: LazyLock<Wording> = LazyLock::new(|| {
    let file: File = super::embedded!("brief");
    let mut pairs = PhraseSet::default();
    for phrase in &file.leaning.pairs {
        pairs.insert(phrase, ());
    }
    Wording {
        events: file.event,
        labels: file.labels,
        visit_kinds: file.visit.kinds,
        visit_nouns: file.visit.nouns,
        table: file.table.words,
        places: file.places,
        result: file.result.words,
        pronouns: file.leaning.pronouns,
        pairs,
        openers: file.leaning.openers,
        pointed: file.leaning.pointed,
        against: file.against.words,
        stop: file.stop.words,
        count: file.count,
    }
});

/// The words of a brief.
pub fn wording() -> &'static Wording {
    &WORDING
}

impl Wording {
    /// What a type of event is called.
    pub fn event(&self, kind: EventType) -> &EventWords {
        // Every type stands in the file: a test sees to it.
        self.events.get(&kind).unwrap_or_else(|| panic!("lexicon/brief.toml: no [event.…] for {kind:?}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_event_has_its_words() {
        use EventType::*;
        for kind in [
            Visit, Summit, Meeting, Call, Talks, Agreement, Sanction, Expulsion, Statement, Vote, Aid, Military,
            Protest, Release, Other,
        ] {
            assert!(!wording().event(kind).label.is_empty());
        }
    }
}
