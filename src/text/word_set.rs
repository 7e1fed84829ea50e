use std::collections::HashMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Lengths that are told apart.
const LENGTHS: usize = 16;

/// A value for each of some words in normal form. Most words of a text are in no list: their length and first letter tell
/// so before anything is hashed. The words are those of a list, never of a text: the hash is quick and can be foreseen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "HashMap<CompactString, V>", bound(deserialize = "V: Deserialize<'de>"))]
pub struct WordMap<V> {
    words: FxHashMap<CompactString, V>,
    /// For each length in bytes (the last one is for all that are longer) a bit for each first byte, modulo 32.
    shapes: [u32; LENGTHS],
}

impl<V> WordMap<V> {
    /// The value of a word.
    pub fn get(&self, word: impl AsRef<str>) -> Option<&V> {
        let word = word.as_ref();
        let (length, bit) = shape(word);
        if self.shapes[length] & bit == 0 { None } else { self.words.get(word) }
    }

    /// Gives a word a value; returns the one that it had.
    pub fn insert(&mut self, word: CompactString, value: V) -> Option<V> {
        self.note(&word);
        self.words.insert(word, value)
    }

    /// The value of a word, a default one where it had none.
    pub fn or_default(&mut self, word: CompactString) -> &mut V
    where
        V: Default,
    {
        self.note(&word);
        self.words.entry(word).or_default()
    }

    fn note(&mut self, word: &str) {
        let (length, bit) = shape(word);
        self.shapes[length] |= bit;
    }

    /// Words and values, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&CompactString, &V)> {
        self.words.iter()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        WordMap { words: FxHashMap::default(), shapes: [0; LENGTHS] }
    }
}

impl<V> FromIterator<(CompactString, V)> for WordMap<V> {
    fn from_iter<I: IntoIterator<Item = (CompactString, V)>>(words: I) -> Self {
        let mut map = WordMap::default();
        words.into_iter().for_each(|(word, value)| {
            map.insert(word, value);
        });
        map
    }
}

impl<V> From<HashMap<CompactString, V>> for WordMap<V> {
    fn from(words: HashMap<CompactString, V>) -> Self {
        words.into_iter().collect()
    }
}

fn shape(word: &str) -> (usize, u32) {
    let first = word.as_bytes().first().copied().unwrap_or_default();
    (word.len().min(LENGTHS - 1), 1 << (first & 31))
}

/// A set of words in normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<CompactString>", into = "Vec<CompactString>")]
pub struct WordSet(WordMap<()>);

impl WordSet {
    /// True for one of the words.
    pub fn contains(&self, word: impl AsRef<str>) -> bool {
        self.0.get(word).is_some()
    }

    /// Adds a word.
    pub fn insert(&mut self, word: CompactString) {
        self.0.insert(word, ());
    }

    /// Makes room for so many more words.
    pub fn reserve(&mut self, words: usize) {
        self.0.words.reserve(words);
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &CompactString> {
        self.0.words.keys()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<W: Into<CompactString>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        let mut set = WordSet::default();
        set.extend(words);
        set
    }
}

impl<W: Into<CompactString>> Extend<W> for WordSet {
    fn extend<I: IntoIterator<Item = W>>(&mut self, words: I) {
        words.into_iter().for_each(|word| self.insert(word.into()));
    }
}

impl From<Vec<CompactString>> for WordSet {
    fn from(words: Vec<CompactString>) -> Self {
        words.into_iter().collect()
    }
}

impl From<WordSet> for Vec<CompactString> {
    fn from(set: WordSet) -> Self {
        let mut words: Vec<CompactString> = set.0.words.into_keys().collect();
        words.sort();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_words_are_in_it() {
        let set: WordSet = ["visit", "", "a very long word of many letters", "élan"].into_iter().collect();
        for word in ["visit", "", "a very long word of many letters", "élan"] {
            assert!(set.contains(word), "{word}");
        }
        for word in ["visits", "vista", "a very long word of some letters", "elan", "v"] {
            assert!(!set.contains(word), "{word}");
        }
    }
}
