use rustc_hash::FxHashSet as HashSet;

use compact_str::CompactString;
use serde::Deserialize;

/// Words by which lines of a page are told apart beside the cues: the table `lines` of `lexicon/furniture.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineWords {
    /// Open a heading that asks.
    pub question_openers: HashSet<CompactString>,
    /// A line that ends with one of these has broken off.
    pub wants_more: HashSet<CompactString>,
    /// Before "'s" these make a verb of it.
    pub clitic_subjects: HashSet<CompactString>,
    /// A credit in brackets begins with one of these or has it near its head.
    pub credit_words: HashSet<CompactString>,
    /// Follow a credit word.
    pub credit_links: HashSet<CompactString>,
    /// Who writes, in a byline without a name.
    pub byline_staff: HashSet<CompactString>,
    /// Words in small letters that a byline may hold.
    pub byline_small: HashSet<CompactString>,
    /// Words in small letters that the byline at the head of an article may hold.
    pub byline_small_head: HashSet<CompactString>,
    /// Mark the day on which a page was published or changed.
    pub update_words: HashSet<CompactString>,
}
