use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::PhraseSet;
use crate::text::{Token, WordSet};

/// Most classes that the file may hold: one bit each.
const MOST: usize = 32;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    openers: WordSet,
    relatives: WordSet,
    auxiliaries: WordSet,
    between: WordSet,
    participles: WordSet,
    class: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    about: String,
    words: Vec<String>,
}

/// A class of verbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerbClass {
    /// Its name in `lexicon/main_verbs.toml`.
    pub name: String,
    /// What its verbs have in common.
    pub about: String,
}

/// Which classes a verb belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct VerbSet(u32);

impl VerbSet {
    /// True where class `number` is among them.
    pub fn has(self, number: usize) -> bool {
        number < MOST && self.0 & (1 << number) != 0
    }

    /// True without any class.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The words of `lexicon/main_verbs.toml`: verbs by class, and what stands around a main verb.
#[derive(Debug)]
pub struct MainVerbs {
    list: Vec<VerbClass>,
    verbs: PhraseSet<VerbSet>,
    /// Open a clause or phrase that ends at the first comma.
    pub openers: WordSet,
    /// Open a clause between commas.
    pub relatives: WordSet,
    /// Forms of "be" and "have" before a verb.
    pub auxiliaries: WordSet,
    /// May stand between an auxiliary and its verb.
    pub between: WordSet,
    /// Participles not in -ed.
    pub participles: WordSet,
}

static VERBS: LazyLock<MainVerbs> = LazyLock::new(|| MainVerbs::new(super::embedded!("main_verbs")));

/// The embedded verbs.
pub fn main_verbs() -> &'static MainVerbs {
    &VERBS
}

impl MainVerbs {
    fn new(file: File) -> Self {
        assert!(file.class.len() <= MOST, "lexicon/main_verbs.toml: at most {MOST} classes");
        let mut classes: BTreeMap<String, u32> = BTreeMap::new();
        let mut list = Vec::with_capacity(file.class.len());
        for (name, entry) in file.class {
            for word in entry.words {
                *classes.entry(word).or_default() |= 1 << list.len();
            }
            list.push(VerbClass { name, about: entry.about });
        }
        let mut verbs = PhraseSet::default();
        classes.iter().for_each(|(word, bits)| verbs.insert(word, VerbSet(*bits)));
        MainVerbs {
            list,
            verbs,
            openers: file.openers,
            relatives: file.relatives,
            auxiliaries: file.auxiliaries,
            between: file.between,
            participles: file.participles,
        }
    }

    /// All classes, by name.
    pub fn list(&self) -> &[VerbClass] {
        &self.list
    }

    /// The longest verb that begins with the first of these tokens: its classes and its tokens.
    pub fn at(&self, tokens: &[Token]) -> Option<(VerbSet, usize)> {
        self.verbs.at(tokens).map(|found| (*found.value, found.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn classes(text: &str) -> Vec<&'static str> {
        let (found, _) = main_verbs().at(&tokenize(text)).unwrap_or_default();
        main_verbs().list().iter().enumerate().filter(|(n, _)| found.has(*n)).map(|(_, c)| c.name.as_str()).collect()
    }

    #[test]
    fn verbs_name_their_classes() {
        assert_eq!(classes("signed the accord"), ["agrees"]);
        assert_eq!(classes("is expected in the town"), ["plans"]);
        assert_eq!(classes("is a town"), ["is"]);
        assert_eq!(classes("attacked the plan"), ["acts", "judges"]);
        assert!(classes("town").is_empty());
    }
}
