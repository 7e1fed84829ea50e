//! What a state means to do: "plans to reverse its position and lift trade sanctions" lifts none yet, whenever it was said.

use crate::lexicon::story_words;
use crate::text::Token;

/// Tokens between a verb of intent and the words for the event, at most.
const REACH: usize = 16;

/// True where the words for an event at byte `at` hang on a verb of intent in their own clause.
pub(super) fn is_intended(tokens: &[Token], at: usize) -> bool {
    let at = tokens.partition_point(|t| t.span.start < at);
    let from = at.saturating_sub(REACH);
    let clause = tokens.get(from..at).unwrap_or_default();
    let start = clause.iter().rposition(|t| t.is_any(&[";", ":", "–"]) || t.is_quote()).map_or(0, |end| end + 1);
    let clause = clause.get(start..).unwrap_or_default();
    clause.windows(2).enumerate().any(|(k, pair)| {
        let intent = matches!(pair, [verb, to] if story_words().words.intends.has(verb) && to.is("to"));
        // A finite verb behind it tells of something else: `plans to go on, and it imposed sanctions`.
        let rest = clause.get(k + 2..).unwrap_or_default();
        let other =
            |t: &Token| story_words().words.clause_openers.has(t) || t.is_any(&["that", "because"]) || is_past(t);
        intent && !rest.iter().any(other)
    })
}

fn is_past(token: &Token) -> bool {
    token.norm.ends_with("ed") && !token.is_capitalised()
        || token.is_any(&["said", "was", "were", "had", "has", "is", "are"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(text: &str) -> bool {
        let tokens = tokenize(text);
        let at = tokens.iter().find(|t| t.is("sanctions")).map_or(0, |t| t.span.start);
        is_intended(&tokens, at)
    }

    #[test]
    fn what_is_meant_is_told_from_what_is_done() {
        assert!(read(
            "Norland plans to change its course on Estmark and lift trade sanctions, officials said late on Monday."
        ));
        assert!(read("The union threatened to impose sanctions if the vote goes on."));
        assert!(!read("Norland lifted its sanctions on Estmark, and plans to send an envoy."));
        assert!(!read("Norland, which plans to send an envoy, imposed sanctions on Estmark."));
        assert!(!read("Norland agreed to lift sanctions."));
    }
}
