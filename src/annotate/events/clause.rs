//! How a sentence puts its verbs: main or subordinate, active or passive, planned, denied; verb or noun.

use super::{harms, helps};
use crate::lexicon::{EntryKind, EventMatch, gazetteer, is_also_noun, small_words};
use crate::text::{Gap, Token, TokenKind};

/// What is known of each token of a sentence.
pub(super) struct Clauses {
    /// How deep in subordinate clauses and quotation marks.
    depth: Vec<u8>,
    /// A line in Title Case, where a capital tells no name.
    headline: bool,
}

impl Clauses {
    /// Reads a sentence.
    pub fn read(tokens: &[Token]) -> Self {
        let mut depth = Vec::with_capacity(tokens.len());
        let (mut quoted, mut sub, mut opened_by_comma) = (false, false, true);
        for (at, token) in tokens.iter().enumerate() {
            if token.is_quote() {
                quoted = !quoted;
            }
            if small_words().subordinators.contains(&token.norm) {
                opened_by_comma = at == 0 || tokens.get(at - 1).is_some_and(|t| t.kind == TokenKind::Mark);
                sub = true;
            } else if token.is(",") && sub && opened_by_comma {
                sub = false;
            }
            depth.push(u8::from(sub) * 2 + u8::from(quoted));
        }
        let long = || tokens.iter().filter(|t| t.is_word() && t.span.len() > 3);
        let headline = long().filter(|t| t.is_capitalised()).count() * 4 >= long().count() * 3;
        Clauses { depth, headline }
    }

    fn depth_at(&self, at: usize) -> i32 {
        self.depth.get(at).map_or(0, |d| i32::from(*d))
    }

    /// False where a verb of the pattern is a noun here (`the attack`, `aid workers`), or where it is active although the
    /// pattern is read turned round (`the military sent`).
    pub fn is_use(&self, tokens: &[Token], found: &EventMatch) -> bool {
        found.verb.is_none_or(|at| {
            (self.headline || !in_name(tokens, at))
                && is_verb(tokens, at)
                && (!found.turned || is_passive(tokens, at, found.start))
        })
    }

    /// How far a match is from the sentence's main event.
    pub fn penalty(&self, tokens: &[Token], found: &EventMatch) -> i32 {
        let at = found.verb.unwrap_or(found.start);
        let purpose = before(tokens, at).is_some_and(|t| t.is("to")) && !governed_by_plan(tokens, at);
        let gerund = tokens.get(at).is_some_and(|t| t.norm.ends_with("ing"))
            && !before(tokens, at).is_some_and(|t| t.is_one(&small_words().be));
        let noun = found.verb.is_none() && !found.rule.speaker;
        self.depth_at(at) + 2 * i32::from(purpose) + i32::from(gerund) + 2 * i32::from(noun)
    }

    /// The root and manner that tense and negation leave of a rule's root; `None` where the event does not take place.
    pub fn manner(&self, tokens: &[Token], found: &EventMatch) -> Option<(&'static str, &'static str)> {
        let root = found.rule.root;
        let Some(at) = found.verb else { return Some((root, "")) };
        if is_vain(tokens, at) {
            return None;
        }
        let helper = Helpers::before(tokens, at);
        if helper.denied {
            return match root {
                _ if helps(root) => Some(("12", "/denied")),
                _ if harms(root) => None,
                _ => Some((root, "")),
            };
        }
        if helper.future {
            return match root {
                "03" => Some(("03", "")),
                _ if helps(root) => Some(("03", "/planned")),
                _ if harms(root) => Some(("13", "/planned")),
                _ => Some((root, "")),
            };
        }
        Some((root, ""))
    }
}

/// The auxiliaries before a verb.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Helpers {
    pub denied: bool,
    pub future: bool,
    pub passive: bool,
    /// Where the verb group begins.
    pub start: usize,
}

impl Helpers {
    /// Reads back from the verb at `at` over auxiliaries and adverbs.
    pub fn before(tokens: &[Token], at: usize) -> Self {
        let mut helpers = Helpers { start: at, ..Helpers::default() };
        for (seen, back) in (0..at).rev().enumerate() {
            let Some(token) = tokens.get(back) else { break };
            let norm = token.norm.as_str();
            let be = small_words().be.contains(norm);
            // `May` before a verb is more often a name.
            let future = small_words().future.contains(norm) && !token.is_capitalised();
            let denied = small_words().negation.contains(norm) || norm.ends_with("n't");
            let small = be || future || denied || small_words().within_verb.contains(norm) || is_adverb(token);
            if !small || seen > 5 {
                break;
            }
            helpers.passive |= be && !tokens.get(at).is_some_and(|t| t.norm.ends_with("ing"));
            helpers.future |= future;
            helpers.denied |= denied;
            helpers.start = back;
        }
        helpers.passive &= !tokens.get(at).is_some_and(|t| t.is_one(&small_words().states));
        helpers.passive |= has_agent(tokens, at + 1)
            && tokens.get(at).is_some_and(|t| !t.norm.ends_with("ing") && !t.norm.ends_with('s'));
        helpers
    }
}

/// True where the verb at `at` takes the noun at `object` before it as its object: `sanctions were imposed`, `sanctions imposed on`.
fn is_passive(tokens: &[Token], at: usize, object: usize) -> bool {
    let helpers = Helpers::before(tokens, at);
    if helpers.passive {
        return true;
    }
    let participle = tokens
        .get(at)
        .is_some_and(|t| t.norm.ends_with("ed") || t.is_one(&small_words().irregular_past) || t.norm.ends_with('n'));
    // A name between noun and verb is the verb's subject, and what follows at once its object.
    let between = tokens.get(object + 1..helpers.start).unwrap_or_default();
    let own = between.iter().any(Token::is_capitalised)
        || !between.is_empty() && !between.iter().any(|t| t.is(",") || t.is_one(&small_words().prepositions));
    let behind =
        tokens.get(at + 1).is_none_or(|t| t.kind == TokenKind::Mark || t.is_one(&small_words().after_participle));
    participle && helpers.start == at && !own && behind
}

/// `by Norway`, but not `by two hours` or `by cutting aid`.
fn has_agent(tokens: &[Token], at: usize) -> bool {
    let extent = |t: &Token| t.is_number() || t.is_one(&small_words().numerals) || t.norm.ends_with("ing");
    tokens.get(at).is_some_and(|t| t.is("by")) && !tokens.get(at + 1).is_some_and(extent)
}

/// `has done little to help Peru`, `if Peru were to join`: nothing of the kind was done.
fn is_vain(tokens: &[Token], at: usize) -> bool {
    let words = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let [word, to] = words else { return false };
    let supposed = word.is("were") && tokens.get(..at).is_some_and(|before| before.iter().any(|t| t.is("if")));
    to.is("to") && (supposed || word.is_any(&["little", "nothing"]))
}

/// `formally`, but not `Italy`.
fn is_adverb(token: &Token) -> bool {
    token.is_word() && !token.is_capitalised() && token.norm.ends_with("ly")
}

fn before(tokens: &[Token], at: usize) -> Option<&Token> {
    at.checked_sub(1).and_then(|b| tokens.get(b))
}

/// `agreed to V`, `will V`: the infinitive is the news, not a purpose.
fn governed_by_plan(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(2).and_then(|b| tokens.get(b)).is_some_and(|t| t.is_one(&small_words().governs_infinitive))
}

/// `March 16`.
fn is_month(tokens: &[Token], at: usize) -> bool {
    let number = |n: Option<usize>| n.and_then(|n| tokens.get(n)).is_some_and(Token::is_number);
    tokens.get(at).is_some_and(|t| t.is("march") && t.is_capitalised())
        && (number(Some(at + 1)) || number(at.checked_sub(1)))
}

fn is_past(norm: &str) -> bool {
    norm.ends_with("ed") || small_words().irregular_past.contains(norm)
}

/// A capitalised word beside another, not at the head: part of a name (`Support Group`).
fn in_name(tokens: &[Token], at: usize) -> bool {
    let capital = |n: usize| tokens.get(n).is_some_and(Token::is_capitalised);
    let noun = tokens.get(at).is_some_and(|t| !is_past(&t.norm));
    at > 0 && noun && capital(at) && (capital(at + 1) || capital(at - 1))
}

/// True where a bare form is no verb: after a singular noun or an adjective (`former finance minister`).
fn is_bare_noun(norm: &str, prev: &Token) -> bool {
    let inflected = is_past(norm) || norm.ends_with('s') || norm.ends_with("ing");
    let subject = prev.norm.ends_with('s') || prev.is_capitalised() || prev.is_number() || !prev.is_word();
    let plural = prev.is_one(&small_words().plural_subjects);
    let state = gazetteer(std::slice::from_ref(prev)).is_some_and(|found| found.value.kind == EntryKind::Adjective);
    !inflected && state
        || !inflected && !subject && !plural && !prev.is_one(&small_words().before_verb) && !is_adverb(prev)
}

/// Whether a word that can be both is a verb here.
fn is_verb(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    let norm = token.norm.as_str();
    let Some(prev) = before(tokens, at) else {
        // Opening a sentence: a participle or an imperative; a noun where a noun's preposition follows.
        return !tokens.get(at + 1).is_some_and(|t| t.is_one(&small_words().after_noun)) || norm.ends_with("ed");
    };
    if prev.gap == Gap::None && prev.is("-") && token.gap == Gap::None {
        return false;
    }
    if norm.ends_with("ed") {
        return !(prev.is_any(&["the", "a", "an", "its", "their", "his"])
            && tokens.get(at + 1).is_some_and(|t| t.is_word()));
    }
    if norm.ends_with("ing") {
        return !prev.is_any(&["the", "a", "an", "its", "their", "his", "'s"]);
    }
    if is_bare_noun(norm, prev) || is_month(tokens, at) {
        return false;
    }
    if !is_also_noun(norm) || prev.is_one(&small_words().before_verb) {
        return true;
    }
    if prev.is_one(&small_words().before_noun) || prev.is_number() {
        // "and" and "or" join verbs too, where an object follows at once.
        let joins = prev.is_any(&["and", "or", "that"]) && tokens.get(at + 1).is_some_and(takes_object);
        return joins || small_words().irregular_past.contains(norm) && !prev.is_any(&["the", "a", "an", "of"]);
    }
    if small_words().irregular_past.contains(norm) {
        return true;
    }
    let next = tokens.get(at + 1);
    next.is_some_and(takes_object)
        || (norm.ends_with('s') && next.is_some_and(|t| t.is_one(&small_words().after_verb))) && prev.is_capitalised()
}

/// A word with which an object begins.
fn takes_object(token: &Token) -> bool {
    token.is_one(&small_words().opens_object)
        || token.is_capitalised()
        || token.is_number()
        || (token.is_word() && token.norm.ends_with('s') && !token.is_any(&["is", "was", "has", "as", "his"]))
        || (token.is_word() && token.norm.len() > 6)
}
