use std::collections::BTreeMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

use super::PhraseSet;
use super::calendar::expand;
use crate::text::{Token, WordSet};

/// Most names that the file may hold: one bit each.
const MOST: usize = 64;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    stop: Vec<CompactString>,
    titles: Vec<String>,
    cue: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    about: String,
    words: Vec<String>,
}

/// A named list of cue words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its name in `lexicon/kinds.toml`.
    pub name: String,
    /// What its words have in common.
    pub about: String,
}

/// The cue words of `lexicon/kinds.toml`, by name.
#[derive(Debug)]
pub struct Cues {
    list: Vec<Cue>,
    phrases: PhraseSet<usize>,
    stop: WordSet,
    titles: WordSet,
}

/// Which cues stand in a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CueSet(u64);

static CUES: LazyLock<Cues> = LazyLock::new(|| Cues::new(super::embedded!("kinds")));

/// The embedded cues.
pub fn cues() -> &'static Cues {
    &CUES
}

impl Cues {
    fn new(file: File) -> Self {
        assert!(file.cue.len() <= MOST, "lexicon/kinds.toml: at most {MOST} cues");
        let mut phrases = PhraseSet::default();
        let mut list = Vec::with_capacity(file.cue.len());
        for (name, entry) in file.cue {
            for words in expand(entry.words) {
                phrases.insert(&words, list.len());
            }
            list.push(Cue { name, about: entry.about });
        }
        let titles = expand(file.titles).into_iter().map(CompactString::from).collect();
        Cues { list, phrases, stop: file.stop.into_iter().collect(), titles }
    }

    /// All cues, by name.
    pub fn list(&self) -> &[Cue] {
        &self.list
    }

    /// The number of a cue; `None` where the file has no such name.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.list.binary_search_by(|cue| cue.name.as_str().cmp(name)).ok()
    }

    /// The cues that stand in these tokens.
    pub fn find(&self, tokens: &[Token]) -> CueSet {
        let mut found = CueSet::default();
        for at in 0..tokens.len() {
            for hit in self.phrases.every_at(tokens.get(at..).unwrap_or_default()) {
                found.0 |= 1 << *hit.value;
            }
        }
        found
    }

    /// True for a function word that says nothing of the subject.
    pub fn is_stop(&self, norm: &str) -> bool {
        self.stop.contains(norm)
    }

    /// True for a title or weekday, which a capital does not make a name.
    pub fn is_title(&self, norm: &str) -> bool {
        self.titles.contains(norm)
    }
}

impl CueSet {
    /// True where cue `number` is among them.
    pub fn has(self, number: usize) -> bool {
        number < MOST && self.0 & (1 << number) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn found(text: &str) -> Vec<&'static str> {
        let set = cues().find(&tokenize(text));
        cues().list().iter().enumerate().filter(|(n, _)| set.has(*n)).map(|(_, cue)| cue.name.as_str()).collect()
    }

    #[test]
    fn words_name_their_cues() {
        for (text, cue) in [
            ("The ministers signed nothing.", "signed"),
            ("They AGREED to keep talking.", "agreed"),
            ("It is her third visit.", "count"),
            ("Analysts doubt it.", "analyst"),
            ("The envoy will fly home.", "will"),
            ("A band played at the airport.", "ceremony"),
        ] {
            assert!(found(text).contains(&cue), "{text}: {:?}", found(text));
        }
        assert!(!found("The ministers resigned.").contains(&"signed"));
    }

    #[test]
    fn a_phrase_within_a_longer_one_counts_too() {
        let names = found("a meeting with the envoy");
        assert!(names.contains(&"contact") && names.contains(&"meets"), "{names:?}");
    }

    #[test]
    fn names_have_numbers() {
        for (number, cue) in cues().list().iter().enumerate() {
            assert_eq!(cues().number(&cue.name), Some(number));
        }
        assert_eq!(cues().number("nothing"), None);
    }
}
