//! Sentences that tell of texts signed in passing, among plans: a result, whatever else they speak of.

use crate::lexicon::story_words;
use crate::model::{Modality, Statement};
use crate::text::Token;

/// Tokens behind the verb in which what was signed stands.
const OBJECT: usize = 7;

/// `the sides signed seven documents, including a plan for 2021`; not `a treaty, signed in 2013, will be renewed`.
pub(super) fn tells_of_a_signing(statement: &Statement, tokens: &[Token]) -> bool {
    let words = &story_words().words;
    let done = |at: usize| {
        let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
        let active =
            before.last().is_some_and(|t| t.is_word()) && !words.no_past.any(before) && !words.ahead.any(before);
        let object = tokens.get(at + 1..(at + 1 + OBJECT).min(tokens.len())).unwrap_or_default();
        active && object.iter().any(|t| words.documents.has(t) || words.accord.has(t))
    };
    let signed = (1..tokens.len()).filter(|at| tokens.get(*at).is_some_and(|t| words.has_signed.has(t)));
    let doubted = matches!(statement.modality, Modality::Hedged | Modality::Denied | Modality::Conditional);
    !doubted && signed.into_iter().any(done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::annotate;
    use crate::model::Article;

    fn signed(text: &str) -> bool {
        let article = annotate(Article { text: text.to_owned(), ..Article::default() });
        article.statements.iter().any(|s| tells_of_a_signing(s, article.document.tokens_of(s.index)))
    }

    #[test]
    fn what_was_signed_is_a_result_and_what_is_to_be_is_not() {
        assert!(signed("During the visit the sides signed seven documents, including a plan to double trade by 2031."));
        assert!(!signed("The ministers are to have signed the agreements by Monday."));
        assert!(!signed("The agreements, signed in 2013, will be renewed in May."));
        assert!(!signed("They had signed two treaties before the war."));
    }
}
