//! Words by number.

use std::collections::HashMap;

use compact_str::CompactString;

/// Numbers words in the order in which they come, each once. The words are those of articles, so the hash has a secret key.
#[derive(Debug, Default)]
pub(super) struct Table {
    numbers: HashMap<CompactString, u32>,
    words: Vec<CompactString>,
}

impl Table {
    /// The number of a word.
    pub fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        self.words.push(word.into());
        self.numbers.insert(word.into(), number);
        number
    }

    /// The word of a number.
    pub fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", CompactString::as_str)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// The words in alphabetical order, and for each number in the order of coming the one in that of the alphabet.
    pub fn in_order(self) -> (Vec<CompactString>, Vec<u32>) {
        drop(self.numbers);
        let mut words: Vec<(CompactString, u32)> = self.words.into_iter().zip(0..).collect();
        words.sort_unstable();
        let mut numbers = vec![0; words.len()];
        for ((_, found), number) in words.iter().zip(0..) {
            if let Some(place) = numbers.get_mut(*found as usize) {
                *place = number;
            }
        }
        (words.into_iter().map(|(word, _)| word).collect(), numbers)
    }
}
