//! The words of a clause that make it tell of a contact, and those that take it back.

use std::ops::Range;

use super::between::is_ahead;
use crate::lexicon::{small_words, story_words};
use crate::story::numbers::{cardinal, ordinal};
use crate::text::{Case, Token};

/// Tokens between a contact and its date, at most, outside sentences about earlier contacts.
const BESIDE: usize = 14;

/// Tokens between a date and the verb that it belongs to, at most.
const REACH: usize = 50;

/// The kind of contact that the words tell of.
pub(super) fn what(tokens: &[Token]) -> Option<&'static str> {
    what_beside(tokens, &[])
}

/// The same, but for the verbs that begin at these bytes.
pub(super) fn what_beside(tokens: &[Token], idle: &[usize]) -> Option<&'static str> {
    let told = |(at, t): &(usize, &Token)| !is_ahead(tokens, *at) && !idle.contains(&t.span.start);
    let kind = story_words().contact_kind(tokens.iter().enumerate().filter(told).map(|(_, t)| t));
    let been = (0..tokens.len()).any(|at| is_stay(tokens.get(at..).unwrap_or_default()));
    kind.or(been.then_some("visit")).or_else(|| spoken(tokens))
}

/// `was in Lisbon`, `had been to Chile`, `were there`, `was last in the Norwegian capital`; but not `was in office`, `was to go`.
fn is_stay(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    let [be, rest @ ..] = tokens else { return false };
    if !be.is_any(&["been", "was", "were"]) {
        return false;
    }
    let rest = rest.get(usize::from(rest.first().is_some_and(|t| t.is_any(&["last", "also"])))..).unwrap_or_default();
    match rest {
        [there, ..] if there.is_any(&["there", "back"]) => true,
        [with, _, ..] if with.is("with") => true,
        [to, _, ..] if to.is("to") => be.is("been"),
        [place, a, more @ ..] if place.is_any(&["in", "at"]) => {
            let near = more.get(..2.min(more.len())).unwrap_or_default();
            a.is_capitalised()
                || a.is_any(&["the", "his", "her", "its", "their"])
                    && near.iter().any(|t| t.is_capitalised() || words.whereabouts.has(t))
        }
        _ => false,
    }
}

/// `spoke with`, `had talked to`, `saw each other`, `negotiated`: contacts that their verb tells of only with a partner.
fn spoken(tokens: &[Token]) -> Option<&'static str> {
    let words = &story_words().words;
    if words.gathered.any(tokens) {
        return Some("meeting");
    }
    let pair = |w: &[Token]| match w {
        [a, b] if a.is_any(&["spoke", "spoken"]) && b.is_any(&["with", "to", "by"]) => Some("talks"),
        [a, b] if a.is_any(&["saw", "seen"]) && b.is("each") => Some("meeting"),
        [a, b] if a.is("sat") && b.is_any(&["together", "down", "face"]) => Some("meeting"),
        _ => None,
    };
    let talked = || words.talked_over.any(tokens).then_some("talks");
    tokens.windows(2).find_map(pair).or_else(talked)
}

/// The clause around a token: up to a semicolon, a dash, or a comma or `and` that opens another clause.
pub(super) fn clause(tokens: &[Token], at: usize) -> Range<usize> {
    let opens = |k: usize| opens_clause(tokens, k);
    let start = (0..=at.min(tokens.len())).rev().find(|k| *k < at && opens(*k)).map_or(0, |k| k + 1);
    let end = (at + 1..tokens.len()).find(|k| opens(*k)).unwrap_or(tokens.len());
    start..end.max(start)
}

/// True where another clause begins at a token: `;`, `, who died`, `, and this will be`.
fn opens_clause(tokens: &[Token], at: usize) -> bool {
    let Some(token) = tokens.get(at) else { return false };
    if token.is_any(&[";", "–", "—", "--"]) {
        return !tokens.get(at + 1).is_some_and(Token::is_number);
    }
    let next = |k: usize| tokens.get(at + k);
    if token.is(",") {
        let relative = next(1).is_some_and(|t| story_words().words.clause_openers.has(t));
        let joined = next(1).is_some_and(|t| t.is_any(&["and", "but"]))
            && next(2).is_some_and(|t| {
                story_words().words.pronouns.has(t) || t.is_any(&["this", "it", "the", "with", "that"])
            });
        return relative || joined;
    }
    false
}

/// True where what the clause tells was planned, offered or denied and did not take place.
pub(super) fn is_unreal(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    tokens.iter().any(|t| words.unreal.has(t) || words.negation.has(t))
}

/// True where the clause says that it was not then: `it had not been on May 9 that she came`.
pub(super) fn is_denied(tokens: &[Token]) -> bool {
    let not = tokens.iter().any(|t| story_words().words.negation.has(t));
    not && !tokens.iter().any(|t| t.is_any(&["no", "first", "last"]))
}

/// As `is_unreal`, but `never before` tells of none and not of a plan.
pub(super) fn is_unreal_without_never(tokens: &[Token]) -> bool {
    story_words().words.unreal.any(tokens)
}

/// True where a point stands in a list that began with a told one: `in Lisbon in March and the port of Porto in May`.
pub(super) fn joined(tokens: &[Token], end: usize, at: usize) -> bool {
    let between = || tokens.iter().filter(|t| t.span.start >= end && t.span.end <= at);
    between().count() <= 10
        && between().any(|t| t.is_any(&["and", ","]))
        && !between().any(|t| t.is_any(&[";", "but", "when", "after"]) || is_other_deed(t))
}

/// True where a deed that is no contact stands right before the date at token `at`: `on the line that the town asked for in
/// 1911` tells of no contact in that year.
pub(super) fn dates_other(tokens: &[Token], start: usize, at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(REACH).max(start)..at).unwrap_or_default();
    let told = |t: &Token| what(std::slice::from_ref(t)).is_some();
    let last = before.iter().rposition(|t| told(t) || is_other_deed(t));
    last.and_then(|k| before.get(k)).is_some_and(|t| !told(t))
}

/// A verb in the past that is neither a contact nor what takes place at one.
fn is_other_deed(token: &Token) -> bool {
    let past = token.norm.len() > 4 && token.norm.ends_with("ed") || token.is_one(&small_words().irregular_past);
    let words = &story_words().words;
    let contact = words.contact.has(token) || words.contact_verbs.has(token) || words.at_contacts.has(token);
    past && token.is_word() && token.case == Case::Lower && !contact
}

/// `third visit`, `fourth round of talks`.
pub(super) fn counts_contacts(tokens: &[Token]) -> bool {
    (0..tokens.len()).any(|at| {
        let number = ordinal(tokens, at).filter(|n| (2..=60).contains(&n.value));
        let after = number.and_then(|n| tokens.get(at + n.len..(at + n.len + 4).min(tokens.len())));
        after.is_some_and(|after| story_words().words.contact_nouns.any(after))
    })
}

/// `the first visit`, `the last summit`.
fn counts_first(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().filter(|(_, t)| t.is_any(&["first", "last"])).any(|(at, _)| {
        let after = tokens.get(at + 1..(at + 4).min(tokens.len())).unwrap_or_default();
        story_words().words.contact_nouns.any(after)
    })
}

/// The part of a clause around a date in which the word for the contact must stand.
pub(super) fn around(tokens: &[Token], clause: &Range<usize>, at: usize) -> Range<usize> {
    at.saturating_sub(BESIDE).max(clause.start)..(at + BESIDE).min(clause.end).min(tokens.len())
}

/// The part of a clause around a token that is searched for the goal of a motion.
pub(super) fn near(clause: &Range<usize>, at: usize) -> Range<usize> {
    let start = at.saturating_sub(REACH).max(clause.start);
    start..(at + REACH).min(clause.end).max(start)
}

/// Words that look back on a contact.
pub(super) fn is_retrospect(tokens: &[Token]) -> bool {
    story_words().words.retrospect.any(tokens)
}

/// `the first such visit`, `no president`, `have not`: the sentence says that between then and now there was none.
pub(super) fn compares(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is_any(&["first", "last"]) || story_words().words.negation.has(t))
}

/// True for the date of a term or an age and not of a contact: `since she took office in 2017`, `from 2005, when she became
/// chancellor`.
pub(super) fn is_term(tokens: &[Token], at: usize, end: usize) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(8)..at).unwrap_or_default();
    let since = before.iter().rposition(|t| t.is_any(&["since", "from"])).and_then(|k| before.get(k..));
    let after = tokens.get(end..(end + 6).min(tokens.len())).unwrap_or_default();
    let inside = since.is_some_and(|s| words.terms.any(s) && !s.iter().any(|t| t.is_any(&[",", ";"])));
    let opened = before.len().checked_sub(6).map_or(before, |k| before.get(k..).unwrap_or_default());
    // `the first visit of a foreign minister since`: who came, and no term.
    let opened = if counts_first(tokens.get(at.saturating_sub(14)..at).unwrap_or_default()) { &[] } else { opened };
    inside || (since.is_some() && (words.terms.any(after) || words.terms.any(opened)))
}

/// `had met`, `had already met`, `had twice travelled`.
pub(super) fn is_pluperfect(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().filter(|(_, t)| t.is("had")).any(|(at, _)| {
        let behind = tokens.get(at + 1..(at + 4).min(tokens.len())).unwrap_or_default();
        let verb = behind.iter().take_while(|t| t.case == Case::Lower).position(|t| {
            let words = &story_words().words;
            words.contact_verbs.has(t) || words.gathered.has(t) || words.had_talked.has(t)
        });
        verb.is_some()
    })
}

/// `their third call`, `four meetings`, `met three times`: the contacts since then are counted.
pub(super) fn counts(tokens: &[Token]) -> bool {
    let times = |at: usize| tokens.get(at).is_some_and(|t| story_words().words.how_often.has(t));
    (0..tokens.len()).any(|at| {
        let number = cardinal(tokens, at).or_else(|| ordinal(tokens, at)).filter(|n| (2..=60).contains(&n.value));
        let after = number.and_then(|n| tokens.get(at + n.len..(at + n.len + 4).min(tokens.len())));
        times(at) || after.is_some_and(|after| story_words().words.contact_nouns.any(after))
    })
}

/// True where the word for a contact at `at` is the last deed before what follows these tokens, and one of the past.
pub(super) fn leads_to_date(tokens: &[Token], at: usize) -> bool {
    let ahead = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let coming = ahead.iter().any(|t| story_words().words.ahead.has(t));
    let present = tokens.get(at).is_some_and(|t| story_words().words.contact_now.has(t));
    let between = tokens.get(at + 1..).unwrap_or_default();
    let parted = |t: &Token| t.is_any(&[",", ":", "that", "which", "since", "until", "before", "for"]) || t.is_quote();
    !coming && !present && !between.iter().any(|t| parted(t) || is_other_deed(t) || story_words().words.terms.has(t))
}

/// True where `since` stands right before: the last contact of its kind was then.
pub(super) fn is_since(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    before.iter().any(|t| t.is("since"))
}

/// A clause that tells of the past without a date: `last week`, `recent`, `had travelled`, `have been … before`.
pub(super) fn is_bygone(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    let noun = tokens.windows(2).any(|w| matches!(w, [a, b] if words.bygone.has(a) && words.contact_nouns.has(b)));
    let ends = tokens.last().is_some_and(|t| t.is("before"))
        || tokens.windows(2).any(|w| matches!(w, [a, b] if a.is("before") && !b.is_word()));
    let before = ends && tokens.iter().any(|t| t.is_any(&["been", "visited", "met"]));
    let last = tokens.windows(2).any(|w| matches!(w, [a, b] if a.is("last") && b.is_any(&["week", "month", "year"])));
    noun || is_pluperfect(tokens) || before || last
}
