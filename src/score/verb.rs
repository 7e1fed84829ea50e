//! The main verb: what the sentence itself tells, beside its quotations and its lesser clauses.

use std::borrow::Cow;

use super::features::{Feature, Values};
use crate::lexicon::{VerbSet, main_verbs};
use crate::text::Token;

/// A clause that opens the sentence ends within this many tokens, or counts as the sentence.
const OPENING: usize = 22;
/// Words that may stand between an auxiliary and its verb.
const BETWEEN: usize = 4;

/// A main verb.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct MainVerb {
    /// Its classes; none for a participle that the lists do not hold.
    classes: VerbSet,
    auxiliary: Option<Auxiliary>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Auxiliary {
    Is,
    Was,
    Has,
    Had,
}

/// Measures the main verb. `quoted`: the sentence begins within a quotation.
pub(super) fn measure(quoted: bool, tokens: &[Token], out: &mut Values) {
    let Some(verb) = find(&unquoted(quoted, tokens)) else {
        out.flag(Feature::VerbNone, true);
        return;
    };
    (0..main_verbs().list().len()).filter(|class| verb.classes.has(*class)).for_each(|class| out.verb(class));
    out.flag(Feature::VerbOther, verb.classes.is_empty());
    out.flag(Feature::HelpedByIs, verb.auxiliary == Some(Auxiliary::Is));
    out.flag(Feature::HelpedByWas, verb.auxiliary == Some(Auxiliary::Was));
    out.flag(Feature::HelpedByHas, verb.auxiliary == Some(Auxiliary::Has));
}

/// The tokens outside quotation marks.
fn unquoted(mut quoted: bool, tokens: &[Token]) -> Cow<'_, [Token]> {
    if !quoted && !tokens.iter().any(Token::is_quote) {
        return Cow::Borrowed(tokens);
    }
    let outside = tokens.iter().enumerate().filter(|(at, token)| {
        if token.is_quote() {
            quoted = !super::view::closes(tokens, *at, token);
            return false;
        }
        !quoted
    });
    Cow::Owned(outside.map(|(_, token)| token.clone()).collect())
}

fn find(tokens: &[Token]) -> Option<MainVerb> {
    let words = main_verbs();
    let mut at = after_opening(tokens);
    while at < tokens.len() {
        let rest = tokens.get(at..).unwrap_or_default();
        if let Some(len) = relative_clause(rest) {
            at += len;
            continue;
        }
        match words.at(rest) {
            Some((classes, len)) if is_finite(tokens, at, len) => return Some(with_auxiliary(rest, classes, len)),
            _ => at += 1,
        }
    }
    None
}

/// Where the sentence goes on after a clause or phrase that opens it.
fn after_opening(tokens: &[Token]) -> usize {
    let opens = tokens.first().is_some_and(|t| t.is_one(&main_verbs().openers));
    let comma = || tokens.iter().take(OPENING).position(|t| t.is(","));
    if opens { comma().map_or(0, |at| at + 1) } else { 0 }
}

/// The tokens of a clause between commas that begins here, without its last comma.
fn relative_clause(rest: &[Token]) -> Option<usize> {
    let opens =
        rest.first().is_some_and(|t| t.is(",")) && rest.get(1).is_some_and(|t| t.is_one(&main_verbs().relatives));
    if !opens {
        return None;
    }
    rest.iter().skip(1).position(|t| t.is(",")).map(|at| at + 1)
}

/// No infinitive, and no name that reads like a verb.
fn is_finite(tokens: &[Token], at: usize, len: usize) -> bool {
    let infinitive = at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.is("to"));
    let name = len == 1 && at > 0 && tokens.get(at).is_some_and(Token::is_capitalised);
    !infinitive && !name
}

fn with_auxiliary(rest: &[Token], classes: VerbSet, len: usize) -> MainVerb {
    let words = main_verbs();
    let Some(first) = rest.first().filter(|t| len == 1 && t.is_one(&words.auxiliaries)) else {
        return MainVerb { classes, auxiliary: None };
    };
    let auxiliary = auxiliary(first);
    let between = |t: &&Token| t.is_one(&words.between) || t.norm.ends_with("ly");
    let skipped = rest.iter().skip(1).take(BETWEEN).take_while(between).count();
    let next = rest.get(1 + skipped..).unwrap_or_default();
    let classes = match (words.at(next), next.first()) {
        (Some((classes, _)), Some(verb)) if !verb.is_one(&words.auxiliaries) => classes,
        (_, Some(verb)) if verb.norm.ends_with("ed") || verb.is_one(&words.participles) => VerbSet::default(),
        _ => classes,
    };
    MainVerb { classes, auxiliary }
}

fn auxiliary(token: &Token) -> Option<Auxiliary> {
    match token.norm.as_str() {
        "is" | "are" | "isn't" | "aren't" | "be" | "been" | "being" => Some(Auxiliary::Is),
        "was" | "were" | "wasn't" | "weren't" => Some(Auxiliary::Was),
        "has" | "have" | "hasn't" | "haven't" | "'ve" => Some(Auxiliary::Has),
        "had" | "hadn't" => Some(Auxiliary::Had),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    /// Classes and auxiliary of the main verb.
    fn verb(text: &str) -> (Vec<&'static str>, Option<Auxiliary>) {
        let tokens = tokenize(text);
        let found = find(&unquoted(false, &tokens)).unwrap_or_default();
        let names = main_verbs().list().iter().enumerate().filter(|(n, _)| found.classes.has(*n));
        (names.map(|(_, c)| c.name.as_str()).collect(), found.auxiliary)
    }

    #[test]
    fn the_main_verb_is_found() {
        use Auxiliary::{Has, Is, Was};
        for (text, class, auxiliary) in [
            ("The ministers signed the accord.", "agrees", None),
            ("When the band had played, the ministers signed.", "agrees", None),
            ("The minister, who came from Oslo, signed the accord.", "agrees", None),
            ("The accord was finally signed in Oslo.", "agrees", Some(Was)),
            ("Both have already agreed.", "agrees", Some(Has)),
            ("She is expected in Oslo.", "plans", None),
            ("\"We signed it,\" the minister said.", "says", None),
            ("The harbour is open.", "meets", Some(Is)),
            ("The harbour is large.", "is", Some(Is)),
            ("In order to sign, the envoys travelled north.", "meets", None),
        ] {
            assert_eq!(verb(text), (vec![class], auxiliary), "{text}");
        }
        assert_eq!(verb("The harbour was widened."), (vec![], Some(Was)));
        assert_eq!(verb("No word of it."), (vec![], None));
    }
}
