//! How far an event has come: planned, under way, done or called off.

use std::cmp::Ordering;

use super::Told;
use crate::lexicon::{event_types, story_words};
use crate::model::{EventType, Modality, Status};
use crate::story::points::Point;
use crate::text::{Case, Token, TokenKind};

/// Tokens between a word that wishes or asks and the verb of calling off, at most.
const WISH: usize = 5;
/// Tokens between a verb of calling off and what is called off, at most.
const OBJECT: usize = 9;
/// Tokens between words that lead up to an event and those for it, these words with them, at most.
const LED_UP: usize = 8;
/// Tokens before the words for an event that may say that it is still to come.
const BEFORE: usize = 3;

/// True where the words for an event that start at token `at` tell of one still to come: `his upcoming visit`, `a summit
/// planned for May`, `urged the king to cancel the meeting`.
pub(super) fn is_to_come(tokens: &[Token], at: usize, len: usize) -> bool {
    let words = &story_words().words;
    let coming = |t: &Token| words.coming.has(t);
    let before = tokens.get(at.saturating_sub(BEFORE)..at).unwrap_or_default();
    let named = before.iter().rev().take_while(|t| t.kind != TokenKind::Mark || t.is("-")).any(coming);
    let behind = tokens.get(at + len..(at + len + 2).min(tokens.len())).unwrap_or_default();
    let set = matches!(behind, [when, prep, ..] if coming(when) && prep.is_any(&["for", "on", "in", "next"]));
    let may = |t: &Token| t.is_any(&["may", "might", "could"]) && t.case == Case::Lower;
    named || set || before.iter().any(may) || is_led_up_to(tokens, at) || is_spared(tokens, at)
}

/// `heads into the second summit`, `ahead of his visit`.
fn is_led_up_to(tokens: &[Token], at: usize) -> bool {
    (at.saturating_sub(LED_UP)..at).any(|from| {
        let led = tokens.get(from..at).and_then(|t| Some((t, story_words().leads_into.at(t)?.len)));
        led.is_some_and(|(t, len)| t.get(len..).unwrap_or_default().iter().all(|t| t.kind != TokenKind::Mark || t.is("-")))
    })
}

/// True where somebody wishes, asks or threatens that the event at `at` be called off: it stands as planned.
fn is_spared(tokens: &[Token], at: usize) -> bool {
    let words = &story_words().words;
    let from = at.saturating_sub(OBJECT);
    let next = |k: usize, word: &str| tokens.get(k + 1).is_some_and(|t| t.is(word));
    let verb = |k: &usize| {
        tokens.get(*k).is_some_and(|t| {
            let two = t.is_any(&["call", "calling", "called"]) && next(*k, "off")
                || t.is_any(&["pull", "pulling", "back"]) && next(*k, "out");
            two || words.calls_off.has(t)
        })
    };
    (from..at).rev().find(verb).is_some_and(|verb| is_wished(tokens, verb))
}

/// True where the verb of calling off at `at` hangs on a wish, an urging, a threat or a condition: `should be cancelled`.
pub(super) fn is_wished(tokens: &[Token], at: usize) -> bool {
    let is = |k: usize, words: &[&str]| tokens.get(k).is_some_and(|t| t.is_any(words));
    // `to cancel`, `to be cancelled`, but not `in response to the king's cancellation`, nor `decided to cancel`.
    let auxiliary = |k: usize| is(k, &["be", "have", "see", "get"]);
    let infinitive = |k: usize| is(k, &["to"]) && (k + 1 == at || auxiliary(k + 1)) && !is_settled(tokens, k + 1);
    let goes_on = |k: &usize| tokens.get(*k).is_some_and(|t| t.kind != TokenKind::Mark || t.is_quote());
    let mut clause = (at.saturating_sub(WISH)..at).rev().take_while(goes_on);
    clause.any(|k| infinitive(k) || tokens.get(k).is_some_and(|t| story_words().words.wished.has(t)))
}

/// `decided to cancel`, `was forced to call off`: the infinitive at `at` tells what is done.
fn is_settled(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    matches!(before, [verb, to] if to.is("to") && story_words().words.settled.has(verb))
}

/// True where the words say that a contact was called off, and do not merely ask for it.
pub(super) fn is_called_off(tokens: &[Token], kind: EventType) -> bool {
    (0..tokens.len()).any(|at| {
        let Some(token) = tokens.get(at) else { return false };
        let next = |words: &[&str]| tokens.get(at + 1).is_some_and(|t| t.is_any(words));
        let settled = is_settled(tokens, at) && (story_words().words.calls_off.has(token) || next(&["off"]));
        let two = token.is("called") && next(&["off"]) || token.is("pulled") && next(&["out"]) || settled;
        let noun = token.is("cancellation") && next(&["of"]);
        let one = story_words().words.called_off.has(token) && !is_of_noun(tokens, at);
        (two || noun || one) && !is_wished(tokens, at) && has_object(tokens, at, kind)
    })
}

/// `a quarrel over a cancelled concert`: the participle at `at` belongs to its noun, which is no event between states.
fn is_of_noun(tokens: &[Token], at: usize) -> bool {
    let led = at.checked_sub(1).and_then(|before| tokens.get(before));
    let led = led.is_some_and(|t| t.is_any(&["a", "an", "the", "his", "her", "its", "their", "'s"]));
    let noun = tokens.get(at + 1..(at + 3).min(tokens.len())).unwrap_or_default();
    led && event_types().all(noun).next().is_none()
}

/// True where words for an event or a pronoun for it stand beside the verb of calling off at `at`; where it is another
/// contact than the event that the sentence tells of, that one stands.
fn has_object(tokens: &[Token], at: usize, kind: EventType) -> bool {
    let deed = |m: &EventType| !matches!(m, EventType::Statement | EventType::Other);
    let words = |range: std::ops::Range<usize>| {
        let found: Vec<EventType> =
            event_types().all(tokens.get(range).unwrap_or_default()).map(|(_, m)| m.value.0).filter(deed).collect();
        found
    };
    let (from, to) = (at.saturating_sub(OBJECT), (at + OBJECT + 1).min(tokens.len()));
    if let Some(object) = words(at..to).first().filter(|object| **object != kind) {
        return !words(from..at).contains(&kind) || *object == EventType::Agreement;
    }
    let around = tokens.get(from..to).unwrap_or_default();
    // `it pulled out of the town`: who calls off, and not what.
    let is_two = tokens.get(at).is_some_and(|t| t.is_any(&["called", "pulled"]));
    !words(from..to).is_empty() || around.iter().any(|t| story_words().words.occasions.has(t) || t.is("it") && !is_two)
}

/// `have agreed that the border will be opened`.
fn is_concluded(tokens: &[Token]) -> bool {
    let perfect = tokens
        .windows(2)
        .position(|w| matches!(w, [a, b] if a.is_any(&["have", "has"]) && story_words().words.concluded.has(b)));
    let ahead = |at: usize| tokens.get(..at).is_some_and(|t| t.iter().any(|t| t.is_any(&["will", "to", "would"])));
    perfect.is_some_and(|at| !ahead(at))
}

/// True where the verb of the event itself stands in the past: `signed`, `met`, `arrived`; not `to be signed` and not
/// `had met`.
pub(super) fn has_happened(tokens: &[Token], kind: EventType) -> bool {
    let words = &story_words().words;
    let verbs = match kind {
        EventType::Visit => Some(&words.has_come),
        EventType::Agreement => Some(&words.has_signed),
        EventType::Meeting | EventType::Talks | EventType::Summit => Some(&words.has_met),
        _ => None,
    };
    if is_concluded(tokens) {
        return true;
    }
    let at = tokens.iter().position(|t| verbs.is_some_and(|verbs| verbs.has(t)));
    let before = |at: usize| tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    at.is_some_and(|at| at > 0 && !story_words().words.no_past.any(before(at)))
}

/// True where a word for what is to come stands shortly before the words for the event: `will sign the pact`, `due in the
/// capital on Friday for a visit`.
fn is_set(tokens: &[Token], at: usize) -> bool {
    let at = tokens.partition_point(|t| t.span.start < at);
    let before = tokens.get(at.saturating_sub(OBJECT)..at).unwrap_or_default();
    let goes_on = |t: &&Token| !t.is_any(&[",", ";", "–", "that", "saying"]);
    before.iter().rev().take_while(goes_on).any(|t| story_words().words.announced.has(t))
}

/// True where the verb behind the words for the event at byte `at` prolongs it: `talks will be extended`.
fn goes_on(tokens: &[Token], at: usize) -> bool {
    let at = tokens.partition_point(|t| t.span.start < at);
    let clause = tokens.get(at..).unwrap_or_default().iter().take_while(|t| !t.is_any(&[",", ";", ":"]));
    let words: Vec<&Token> = clause.collect();
    words.windows(2).any(|w| {
        let verb =
            story_words().words.prolongs.has(w[1]) && w[0].is_any(&["will", "would", "be", "been", "to", "were"]);
        verb && (!w[0].is("to") || words.iter().any(|t| t.is_any(&["set", "due", "agreed"])))
    })
}

fn is_pair(tokens: &[Token], first: &[&str], second: &[&str]) -> bool {
    tokens.windows(2).any(|w| matches!(w, [a, b] if a.is_any(first) && b.is_any(second)))
}

/// How far the event has come, by the words of its statement and its first day.
pub(super) fn status(told: &Told, start: Option<&Point>) -> Status {
    let (article, statement, kind) = (told.article, told.anchor, told.kind);
    let tokens = article.document.tokens_of(statement.index);
    let any = |words: &[&str]| tokens.iter().any(|t| t.is_any(words));
    let pair = |first: &[&str], second: &[&str]| is_pair(tokens, first, second);
    if told.called_off {
        return Status::Cancelled;
    }
    if told.to_come {
        return Status::Planned;
    }
    let lasting = kind.is_in_person();
    // "The talks will go on for a day": they have begun.
    if lasting && goes_on(tokens, told.at) {
        return Status::UnderWay;
    }
    let to_come = statement.modality == Modality::Planned
        || story_words().words.announced.any(tokens)
        || pair(&["is", "are", "am", "expected"], &["to"])
        || pair(&["is", "are"], &["coming"])
        || any(&["tomorrow"])
        || (kind == EventType::Visit && any(&["invitation", "invited"]));
    let written = article.document.article.published.zip(start.and_then(|p| p.first));
    let ahead = match written.map(|(day, first)| first.cmp(&day)) {
        Some(Ordering::Greater) => true,
        // Told in the morning of what the day will bring.
        Some(Ordering::Equal) => is_set(tokens, told.at),
        Some(Ordering::Less) => false,
        None => to_come,
    };
    if ahead && !has_happened(tokens, kind) {
        return Status::Planned;
    }
    let being =
        |w: &[Token]| matches!(w, [is, then] if is.is_any(&["is", "are"]) && story_words().words.after_is.has(then));
    let present = story_words().words.under_way.any(tokens) || tokens.windows(2).any(being);
    if lasting && present && !is_concluded(tokens) && !any(&["ended", "closed", "concluded", "wrapped"]) {
        Status::UnderWay
    } else {
        Status::Done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn called_off(text: &str) -> bool {
        is_called_off(&tokenize(text), EventType::Summit)
    }

    #[test]
    fn a_wish_to_call_off_calls_nothing_off() {
        assert!(called_off("Norway called off the summit with Chile."));
        assert!(called_off("The summit was cancelled after the storm."));
        assert!(called_off("It came in response to the king's cancellation of the summit."));
        assert!(called_off("Norway mourned the cancelled summit."));
        assert!(called_off("Norway was forced to cancel the summit."));
        assert!(!called_off("Norway held the summit in a quarrel over a cancelled concert."));
        assert!(!called_off("The summit should be cancelled, she said."));
        assert!(!called_off("They pressed him to consider cancelling the summit."));
        assert!(!called_off("Members asked to have the summit called off."));
        assert!(!called_off("The army said that it pulled out of the old town."));
        assert!(!called_off("It dimmed hopes for a summit by cancelling a meeting with Chilean officials."));
    }

    #[test]
    fn what_is_prolonged_has_begun() {
        let read = |text: &str| {
            let tokens = tokenize(text);
            let at = tokens.iter().find(|t| t.norm.starts_with("talk")).map_or(0, |t| t.span.start);
            goes_on(&tokens, at)
        };
        assert!(read("Talks on the fish quota will be extended by a day, officials said."));
        assert!(read("The talks in Riga would continue on Sunday."));
        assert!(!read("The talks will open on Sunday, and trade will continue."));
    }

    #[test]
    fn what_is_planned_or_asked_to_be_called_off_is_to_come() {
        let read = |text: &str, word: &str| {
            let tokens = tokenize(text);
            is_to_come(&tokens, tokens.iter().position(|t| t.is(word)).unwrap_or_default(), 1)
        };
        assert!(read("Party leaders urged the king to cancel the visit.", "visit"));
        assert!(read("He spoke of his upcoming visit.", "visit"));
        assert!(read("A visit planned for May drew protests.", "visit"));
        assert!(read("The king may pay a visit in the autumn.", "visit"));
        assert!(read("The king heads into his second state visit.", "visit"));
        assert!(!read("The king spoke ahead of the vote, and his visit drew protests.", "visit"));
        assert!(!read("The king cancelled the visit.", "visit"));
        assert!(!read("His visit drew protests.", "visit"));
    }
}
