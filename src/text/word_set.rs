use std::collections::HashMap;

use compact_str::CompactString;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::norm::{AsNorm, Norm};

/// Bits of a word's number that choose a bit of the sieve.
const SIEVE_BITS: u32 = 9;

/// A value for each of some words in normal form. Most words of a text are in no list: a sieve says so of most of them
/// before the table is looked at. The words are those of a list, never of a text: the hash is quick and can be foreseen.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "HashMap<CompactString, V>", bound(deserialize = "V: Deserialize<'de>"))]
pub struct WordMap<V> {
    words: FxHashMap<Norm, V>,
    /// A bit for each word; several may share one.
    sieve: [u64; 1 << (SIEVE_BITS - 6)],
}

impl<V> WordMap<V> {
    /// The value of a word.
    #[inline]
    pub fn get(&self, word: impl AsNorm) -> Option<&V> {
        word.with_norm(|word| {
            let (row, bit) = place(word);
            if self.sieve[row] & bit == 0 { None } else { self.words.get(word) }
        })
    }

    /// Gives a word a value; returns the one that it had.
    pub fn insert(&mut self, word: impl Into<Norm>, value: V) -> Option<V> {
        let word = word.into();
        self.note(&word);
        self.words.insert(word, value)
    }

    /// The value of a word, a default one where it had none.
    pub fn or_default(&mut self, word: impl Into<Norm>) -> &mut V
    where
        V: Default,
    {
        let word = word.into();
        self.note(&word);
        self.words.entry(word).or_default()
    }

    fn note(&mut self, word: &Norm) {
        let (row, bit) = place(word);
        self.sieve[row] |= bit;
    }

    /// Words and values, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Norm, &V)> {
        self.words.iter()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl<V> Default for WordMap<V> {
    fn default() -> Self {
        WordMap { words: FxHashMap::default(), sieve: Default::default() }
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

/// Row and bit of a word in the sieve.
#[inline]
fn place(word: &Norm) -> (usize, u64) {
    let number = word.spread() >> (u64::BITS - SIEVE_BITS);
    ((number >> 6) as usize, 1 << (number & 63))
}

/// A set of words in normal form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<CompactString>", into = "Vec<CompactString>")]
pub struct WordSet(WordMap<()>);

impl WordSet {
    /// True for one of the words.
    #[inline]
    pub fn contains(&self, word: impl AsNorm) -> bool {
        self.0.get(word).is_some()
    }

    /// Adds a word.
    pub fn insert(&mut self, word: impl Into<Norm>) {
        self.0.insert(word, ());
    }

    /// Makes room for so many more words.
    pub fn reserve(&mut self, words: usize) {
        self.0.words.reserve(words);
    }

    /// The words, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Norm> {
        self.0.words.keys()
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<W: Into<Norm>> FromIterator<W> for WordSet {
    fn from_iter<I: IntoIterator<Item = W>>(words: I) -> Self {
        let mut set = WordSet::default();
        set.extend(words);
        set
    }
}

impl<W: Into<Norm>> Extend<W> for WordSet {
    fn extend<I: IntoIterator<Item = W>>(&mut self, words: I) {
        words.into_iter().for_each(|word| self.insert(word));
    }
}

impl From<Vec<CompactString>> for WordSet {
    fn from(words: Vec<CompactString>) -> Self {
        words.into_iter().collect()
    }
}

impl From<WordSet> for Vec<CompactString> {
    fn from(set: WordSet) -> Self {
        let mut words: Vec<CompactString> = set.0.words.keys().map(Norm::text).collect();
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
