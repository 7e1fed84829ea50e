use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use compact_str::CompactString;

use super::csv::rows;

/// In how many articles of general news words stand.
#[derive(Debug)]
pub struct WordCounts {
    /// All articles that were counted.
    pub articles: u32,
    words: HashMap<CompactString, u32>,
}

impl WordCounts {
    /// The articles that hold a word, cut to its stem; 0 for a rare one.
    pub fn of(&self, stem: &str) -> u32 {
        self.words.get(stem).copied().unwrap_or(0)
    }
}

static COUNTS: LazyLock<WordCounts> = LazyLock::new(|| {
    let all = rows(include_str!("../../lexicon/word_counts.csv"));
    let mut words: HashMap<CompactString, u32> = all.map(|[w, n]| (w.into(), n.parse().unwrap_or_default())).collect();
    WordCounts { articles: words.remove("*").unwrap_or_default(), words }
});

/// The counts of `lexicon/word_counts.csv`.
pub fn word_counts() -> &'static WordCounts {
    &COUNTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_stand_in_many_articles_and_rare_ones_in_none() {
        assert!(word_counts().articles > 50);
        assert!(word_counts().of("said") * 2 > word_counts().articles);
        assert_eq!(word_counts().of("plenipotentiary"), 0);
    }
}
