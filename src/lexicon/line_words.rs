use crate::text::WordSet;
use serde::Deserialize;

/// Words by which lines of a page are told apart beside the cues: the table `lines` of `lexicon/furniture.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineWords {
    /// Open a heading that asks.
    pub question_openers: WordSet,
    /// A line that ends with one of these has broken off.
    pub wants_more: WordSet,
    /// Before "'s" these make a verb of it.
    pub clitic_subjects: WordSet,
    /// A credit in brackets begins with one of these or has it near its head.
    pub credit_words: WordSet,
    /// Follow a credit word.
    pub credit_links: WordSet,
    /// Who writes, in a byline without a name.
    pub byline_staff: WordSet,
    /// What writers are, in a word on them at the end.
    pub bio_trades: WordSet,
    /// Words in small letters that a byline may hold.
    pub byline_small: WordSet,
    /// Words in small letters that the byline at the head of an article may hold.
    pub byline_small_head: WordSet,
    /// Mark the day on which a page was published or changed.
    pub update_words: WordSet,
}
