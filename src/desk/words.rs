//! Words as they are compared: without case, accents and marks, without words that carry nothing.

use std::collections::BTreeSet;

use crate::lexicon::wording;
use crate::text::{Case, Token, tokenize};

/// The words and numbers of a sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    words: BTreeSet<String>,
    /// Those without a capital: what is told, not of whom.
    plain: BTreeSet<String>,
    numbers: BTreeSet<String>,
}

impl Words {
    pub fn of(text: &str) -> Words {
        let mut found = Words::default();
        for token in tokenize(text) {
            if token.is_number() {
                found.numbers.insert(token.norm.to_string());
            } else if token.is_word() && !wording().stop.contains(&token.norm) {
                found.words.insert(token.norm.to_string());
                if token.case == Case::Lower {
                    found.plain.insert(token.norm.to_string());
                }
            }
        }
        found
    }

    fn len(&self) -> usize {
        self.words.len() + self.numbers.len()
    }

    fn shared(&self, other: &Words) -> usize {
        self.words.intersection(&other.words).count() + self.numbers.intersection(&other.numbers).count()
    }

    /// True where the other says most of this, and each number of it. Two sentences on the same persons share many names
    /// and may tell two things.
    pub fn is_told_by(&self, other: &Words) -> bool {
        let plain = self.plain.intersection(&other.words).count();
        self.numbers.is_subset(&other.numbers)
            && self.shared(other) * 100 >= self.len() * 60
            && plain * 100 >= self.plain.len() * 50
    }

    /// How much the two share of what either says, in hundredths.
    pub fn likeness(&self, other: &Words) -> usize {
        let shared = self.shared(other);
        (shared * 100).checked_div(self.len() + other.len() - shared).unwrap_or(100)
    }
}

/// All words and numbers in their order, each between two blanks, so that a phrase is found by its words.
pub(super) fn run_of<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> String {
    let mut run = String::from(" ");
    for token in tokens.into_iter().filter(|token| token.is_word() || token.is_number()) {
        run.push_str(&token.norm);
        run.push(' ');
    }
    run
}

/// The same of a text.
pub(super) fn run_of_text(text: &str) -> String {
    run_of(&tokenize(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_number_is_something_new() {
        let told = Words::of("Norway expelled twelve diplomats and closed 2 consulates on Tuesday.");
        assert!(Words::of("Norway has expelled twelve diplomats, closed 2 consulates.").is_told_by(&told));
        assert!(!Words::of("Norway has expelled twelve diplomats, closed 3 consulates.").is_told_by(&told));
        let told_of_both = Words::of("Vaz is to meet the Uruguayan President Tomás Arregui on Wednesday.");
        let signed =
            Words::of("Vaz and Uruguayan President Tomás Arregui signed an agreement on fishing rights on Wednesday.");
        assert!(!signed.is_told_by(&told_of_both));
        assert!(!Words::of("Norway recalled its ambassador from Quito for talks.").is_told_by(&told));
    }

    #[test]
    fn a_run_of_words_knows_no_marks_and_no_case() {
        assert_eq!(run_of_text("Air-transport, São Tomé!"), " air transport sao tome ");
        assert_eq!(run_of_text("…"), " ");
    }
}
