//! Contacts that one side does not let happen, and contacts that are only offered.

use crate::lexicon::{event_types, story_words};
use crate::model::{Annotated, EventType, Statement};
use crate::text::Token;

use super::status::is_wished;

/// Tokens between a verb of keeping out and `from entering`, at most: the guest's titles and name stand there.
const GUEST: usize = 14;

/// Sentences that may tell that the guest came on a visit: the one of the refusal and those right behind it.
const CAME: usize = 3;

/// Strength of words that say so.
const STRONG: i64 = 4;

/// Tokens between an offer and what is offered, at most.
const OFFERED: usize = 8;

/// The byte where words say that a visitor is kept out of a state, where the article tells that he came for a contact:
/// `barred the minister from entering`, `refused a visa`, `turned back at the airport`. A list of people under a ban is none.
pub(super) fn refusal(article: &Annotated, statement: &Statement) -> Option<usize> {
    let tokens = article.document.tokens_of(statement.index);
    let at = kept_out(tokens)?;
    let behind = article.statements.iter().skip(statement.index).filter(|s| !s.is_noise() && s.furniture.is_none());
    let contact =
        |tokens: &[Token]| event_types().all(tokens).any(|(_, m)| m.value.0.is_in_person() && m.value.1 >= STRONG);
    let came = behind.take(CAME).any(|s| contact(article.document.tokens_of(s.index)));
    came.then(|| tokens.get(at).map(|t| t.span.start)).flatten()
}

/// The first token of the words that keep somebody out, where they are no wish and no threat.
fn kept_out(tokens: &[Token]) -> Option<usize> {
    let words = &story_words().words;
    let real = |at: &usize| !is_wished(tokens, *at);
    let phrase = (0..tokens.len()).find(|at| {
        let rest = tokens.get(*at..).unwrap_or_default();
        story_words().turned_away.at(rest).is_some() && real(at)
    });
    let verb = |at: usize| {
        let before = tokens.get(at.saturating_sub(GUEST)..at)?;
        let verb = before.iter().rposition(|t| words.keeps_out.has(t))?;
        Some(at - before.len() + verb).filter(real)
    };
    let from = tokens.windows(2).enumerate().filter(|(_, w)| w[0].is("from") && words.entering.has(&w[1]));
    phrase.or_else(|| from.filter_map(|(at, _)| verb(at)).next())
}

/// True where the words for a contact at token `at` tell what somebody offers, proposes or hopes for: `offered to host
/// talks`, `proposed a summit`, `ready for talks`.
pub(super) fn is_offered(tokens: &[Token], at: usize, kind: EventType) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(OFFERED)..at).unwrap_or_default();
    let clause = before.iter().rev().take_while(|t| !words.parts_thought.has(t) && !t.is_quote());
    kind.is_contact() && clause.into_iter().any(|t| words.offers.has(t))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn who_is_kept_out_does_not_visit() {
        let out = |text: &str| kept_out(&tokenize(text)).is_some();
        assert!(out("Norway decided to block Chilean Foreign Minister Luis Paz from entering the country."));
        assert!(out("The Chilean minister was barred from entering Norway."));
        assert!(out("Norway denied entry to the Chilean minister."));
        assert!(out("The minister was turned back at Oslo airport."));
        assert!(out("He was told that he was not welcome."));
        assert!(out("Norway has refused visas to the delegation."));
        assert!(!out("Norway may bar the minister from entering the country."));
        assert!(!out("Members urged Norway to deny entry to the minister."));
        assert!(!out("Nothing keeps the fleet from fishing there."));
    }

    #[test]
    fn an_offer_is_no_contact() {
        let offered = |text: &str, word: &str| {
            let tokens = tokenize(text);
            let at = tokens.iter().position(|t| t.is(word)).unwrap_or_default();
            is_offered(&tokens, at, EventType::Talks)
        };
        assert!(offered("Norway offered to host talks between Chile and Peru.", "talks"));
        assert!(offered("Chile proposed a summit in Lima.", "summit"));
        assert!(offered("Chile said that it was ready for talks.", "talks"));
        assert!(!offered("Chile proposed a text, and the talks went on.", "talks"));
        assert!(!offered("Chile and Peru held talks.", "talks"));
    }
}
