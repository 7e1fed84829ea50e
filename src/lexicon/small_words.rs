use std::collections::HashSet;
use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

/// Small words that tell how a sentence is built, by what they tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallWords {
    /// Open a clause or an aside that is not the main one.
    pub subordinators: HashSet<CompactString>,
    /// Forms of "be" and "get" before a passive.
    pub be: HashSet<CompactString>,
    /// Make an event a coming or possible one.
    pub future: HashSet<CompactString>,
    /// After "be" these tell a state, no passive.
    pub states: HashSet<CompactString>,
    /// Stand between an auxiliary and its verb.
    pub within_verb: HashSet<CompactString>,
    /// After a participle these show that the noun before it is its object.
    pub after_participle: HashSet<CompactString>,
    /// Small numbers in words.
    pub numerals: HashSet<CompactString>,
    /// Deny a verb that follows.
    pub negation: HashSet<CompactString>,
    /// Before a word that may be verb or noun these show a noun ("the attack", "suicide attack").
    pub before_noun: HashSet<CompactString>,
    /// Before a word that may be verb or noun these show a verb ("to attack").
    pub before_verb: HashSet<CompactString>,
    /// A name after one of these is no subject.
    pub prepositions: HashSet<CompactString>,
    /// Link a speaker to what must be done.
    pub saying: HashSet<CompactString>,
    /// Between a name and a role these show that the role is not that person's ("A, the first president to ...").
    pub no_apposition: HashSet<CompactString>,
    /// Cut a state off from the noun that follows.
    pub not_between: HashSet<CompactString>,
    /// Before a place where somebody or something is or goes.
    pub locative: HashSet<CompactString>,
    /// Before a word that is a month and a surname: it is the month.
    pub dating: HashSet<CompactString>,
    /// Those of them after which a state is a place only, no party.
    pub inside: HashSet<CompactString>,
    /// After a town these say what took place there ("the Lima summit").
    pub meetings: HashSet<CompactString>,
    /// Past forms that no noun shares.
    pub irregular_past: HashSet<CompactString>,
}

static WORDS: LazyLock<SmallWords> =
    LazyLock::new(|| super::embedded("small_words.toml", include_str!("../../lexicon/small_words.toml")));

/// The lists of `lexicon/small_words.toml`.
pub fn small_words() -> &'static SmallWords {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_located() {
        assert!(small_words().inside.is_subset(&small_words().locative));
    }
}
