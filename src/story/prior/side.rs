//! Whether a sentence that names no party is about the event's parties all the same.

use crate::lexicon::story_words;
use crate::story::numbers::ordinal;
use crate::text::{Case, Token};

/// Tokens at the head of a sentence in which it says whom it is about.
const HEAD: usize = 8;

/// Tokens between what points to a party and its noun, at most.
const LED: usize = 4;

/// `The two ministers had met in May`, `The fourth round was held in Lisbon`: the sentence opens with the parties or with one
/// of their contacts.
pub(super) fn means_sides(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    let head = tokens.get(..HEAD.min(tokens.len())).unwrap_or_default();
    head.iter().enumerate().any(|(at, token)| {
        let before = head.get(at.saturating_sub(LED)..at).unwrap_or_default();
        let sides = || words.sides_as.has(token) && words.meant.any(before);
        let contact = || words.contact_nouns.has(token) || words.rounds.has(token) || words.talked_over.has(token);
        token.case == Case::Lower && (sides() || contact() && is_row(head, at))
    })
}

/// `the fourth`, `a similar`, `Earlier` before the noun at `at`.
fn is_row(head: &[Token], at: usize) -> bool {
    let near = || at.saturating_sub(3)..at;
    near().any(|k| ordinal(head, k).is_some() || head.get(k).is_some_and(|t| story_words().words.serial.has(t)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn parties_are_meant_where_the_sentence_opens_with_them_or_with_their_contact() {
        assert!(means_sides(&tokenize("The two ministers had met in Lisbon in May.")));
        assert!(means_sides(&tokenize("The fourth round was held in Lisbon in May.")));
        assert!(means_sides(&tokenize("Earlier talks in Lisbon broke down in May.")));
        assert!(!means_sides(&tokenize("Fishermen met in Lisbon in May.")));
        assert!(!means_sides(&tokenize("A meeting of bakers was held in Lisbon in May.")));
    }
}
