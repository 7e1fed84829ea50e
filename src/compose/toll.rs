//! How many were killed or hurt: a reader misses no number of a brief more.

use super::passage::Passage;
use crate::lexicon::story_words;
use crate::model::Kind;
use crate::text::Token;

/// What such a sentence weighs more, in thousandths.
const TOLL: i64 = 300;

/// Days before publication from which a toll is that of something older.
const OLD_DAYS: i64 = 45;

/// Tokens between the number and the word for what it counts, at most.
const NEAR: usize = 5;

/// The bonus of a sentence that counts the dead or hurt of the news.
pub(super) fn bonus(passage: &Passage<'_>) -> i64 {
    let statement = passage.statement;
    let told = matches!(statement.kind, Kind::Event | Kind::Outcome | Kind::Background);
    let published = passage.reading.annotated.document.article.published;
    let old = statement
        .dates
        .iter()
        .any(|d| published.zip(d.end).is_some_and(|(day, last)| (day - last).num_days() > OLD_DAYS));
    i64::from(told && !old && counts(passage.tokens())) * TOLL
}

/// `seven people were killed`, `killed at least 12`.
fn counts(tokens: &[Token]) -> bool {
    let words = story_words();
    let number =
        |t: &Token| t.is_number() || words.cardinals.get(&t.norm).is_some() || words.scales.get(&t.norm).is_some();
    (0..tokens.len()).any(|at| {
        let toll = tokens.get(at).is_some_and(|t| words.words.tolls.has(t));
        let near = tokens.get(at.saturating_sub(NEAR)..(at + NEAR).min(tokens.len())).unwrap_or_default();
        toll && near.iter().any(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn the_dead_and_hurt_are_counted_and_other_things_are_not() {
        let counted = |text: &str| counts(&tokenize(text));
        assert!(counted("Seven people were killed when the bridge fell."));
        assert!(counted("The blast killed at least 12 and wounded dozens."));
        assert!(!counted("The minister was killed by his own silence, a paper wrote."));
        assert!(!counted("Seven ministers signed the treaty in the harbour hall."));
    }
}
