use crate::text::WordSet;
use std::sync::LazyLock;

use serde::Deserialize;

/// Small words that tell how a sentence is built, by what they tell.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmallWords {
    /// Open a clause or an aside that is not the main one.
    pub subordinators: WordSet,
    /// Forms of "be" and "get" before a passive.
    pub be: WordSet,
    /// Make an event a coming or possible one.
    pub future: WordSet,
    /// After "be" these tell a state, no passive.
    pub states: WordSet,
    /// Stand between an auxiliary and its verb.
    pub within_verb: WordSet,
    /// After a participle these show that the noun before it is its object.
    pub after_participle: WordSet,
    /// What closes, kills and destroys without anybody doing so.
    pub forces_of_nature: WordSet,
    /// Small numbers in words.
    pub numerals: WordSet,
    /// Deny a verb that follows.
    pub negation: WordSet,
    /// Before a word that may be verb or noun these show a noun ("the attack", "suicide attack").
    pub before_noun: WordSet,
    /// Before a word that may be verb or noun these show a verb ("to attack").
    pub before_verb: WordSet,
    /// A name after one of these is no subject.
    pub prepositions: WordSet,
    /// Link a speaker to what must be done.
    pub saying: WordSet,
    /// Between a name and a role these show that the role is not that person's ("A, the first president to ...").
    pub no_apposition: WordSet,
    /// Cut a state off from the noun that follows.
    pub not_between: WordSet,
    /// Waters that bear the name of a state or a town ("the Strait of Gibraltar").
    pub waters: WordSet,
    /// Before a place where somebody or something is or goes.
    pub locative: WordSet,
    /// Before a word that is a month and a surname: it is the month.
    pub dating: WordSet,
    /// Those of them after which a state is a place only, no party.
    pub inside: WordSet,
    /// After a town these say what took place there ("the Lima summit").
    pub meetings: WordSet,
    /// Past forms that no noun shares.
    pub irregular_past: WordSet,
    /// A sentence that opens with one of these leans on the one before it.
    pub opening_pronouns: WordSet,
    /// A sentence that opens with one of these goes on with a thought.
    pub opening_links: WordSet,
    /// A sentence that opens with one of these sets a time or place first.
    pub opening_times: WordSet,
    /// The speaker of a sentence.
    pub first_person: WordSet,
    /// Whom a sentence speaks to.
    pub second_person: WordSet,
    /// Forms of the present.
    pub present: WordSet,
    /// Participles not in -ed, after "has" and "had".
    pub participles: WordSet,
    /// Past forms not in -ed that show that a sentence tells of what has been.
    pub past_forms: WordSet,
    /// Participles not in -ed, after "was": something is done to the subject.
    pub passive_participles: WordSet,
    /// Before "to" and a verb: the verb is the news, no purpose.
    pub governs_infinitive: WordSet,
    /// After one of these a bare form is a verb.
    pub plural_subjects: WordSet,
    /// After a word that opens a sentence and may be verb or noun these show a noun.
    pub after_noun: WordSet,
    /// After a form in -s that may be verb or noun these show a verb, where a name stands before it.
    pub after_verb: WordSet,
    /// With these an object begins.
    pub opens_object: WordSet,
    /// Stand between a preposition and a party that it governs.
    pub inside_list: WordSet,
    /// Marks and words that the gap of an event's pattern does not cross.
    pub ends_clause: WordSet,
    /// Marks and words that end the clause in which parties of an event are looked for.
    pub ends_party_clause: WordSet,
    /// Before a form in -ing: the subject of the clause beside it does it.
    pub gerund_links: WordSet,
}

static WORDS: LazyLock<SmallWords> = LazyLock::new(|| super::embedded!("small_words"));

/// The lists of `lexicon/small_words.toml`.
pub fn small_words() -> &'static SmallWords {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_located() {
        assert!(small_words().inside.iter().all(|word| small_words().locative.contains(word)));
    }
}
