use rustc_hash::FxHashSet as HashSet;
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
    /// A sentence that opens with one of these leans on the one before it.
    pub opening_pronouns: HashSet<CompactString>,
    /// A sentence that opens with one of these goes on with a thought.
    pub opening_links: HashSet<CompactString>,
    /// A sentence that opens with one of these sets a time or place first.
    pub opening_times: HashSet<CompactString>,
    /// The speaker of a sentence.
    pub first_person: HashSet<CompactString>,
    /// Whom a sentence speaks to.
    pub second_person: HashSet<CompactString>,
    /// Forms of the present.
    pub present: HashSet<CompactString>,
    /// Participles not in -ed, after "has" and "had".
    pub participles: HashSet<CompactString>,
    /// Past forms not in -ed that show that a sentence tells of what has been.
    pub past_forms: HashSet<CompactString>,
    /// Participles not in -ed, after "was": something is done to the subject.
    pub passive_participles: HashSet<CompactString>,
    /// Before "to" and a verb: the verb is the news, no purpose.
    pub governs_infinitive: HashSet<CompactString>,
    /// After one of these a bare form is a verb.
    pub plural_subjects: HashSet<CompactString>,
    /// After a word that opens a sentence and may be verb or noun these show a noun.
    pub after_noun: HashSet<CompactString>,
    /// After a form in -s that may be verb or noun these show a verb, where a name stands before it.
    pub after_verb: HashSet<CompactString>,
    /// With these an object begins.
    pub opens_object: HashSet<CompactString>,
    /// Stand between a preposition and a party that it governs.
    pub inside_list: HashSet<CompactString>,
    /// Marks and words that the gap of an event's pattern does not cross.
    pub ends_clause: HashSet<CompactString>,
    /// Marks and words that end the clause in which parties of an event are looked for.
    pub ends_party_clause: HashSet<CompactString>,
    /// Before a form in -ing: the subject of the clause beside it does it.
    pub gerund_links: HashSet<CompactString>,
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
