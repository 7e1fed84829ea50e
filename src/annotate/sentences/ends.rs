//! Whether a sentence ends with a token.

use crate::lexicon::{Abbreviation, abbreviation, furniture_cues, is_calendar_word, is_opener};
use crate::text::{Case, Gap, Token, TokenKind};

/// How deep in quotation marks and brackets a reader is.
#[derive(Debug, Default)]
pub(super) struct QuoteState {
    open: bool,
    round: usize,
}

impl QuoteState {
    /// Looks at a token on the way.
    pub fn see(&mut self, token: &Token, next: Option<&Token>) {
        match token.norm.as_str() {
            "\"" => {
                let before_word = next.is_some_and(|n| n.gap == Gap::None && n.kind != TokenKind::Mark);
                self.open = before_word && (token.gap != Gap::None || !self.open);
            }
            "(" => self.round += 1,
            ")" => self.round = self.round.saturating_sub(1),
            _ => {}
        }
    }
}

/// True where the sentence that begins with token `first` ends with token `at`.
pub(super) fn ends_at(tokens: &[Token], first: usize, at: usize, quotes: &QuoteState) -> bool {
    let Some(next) = tokens.get(at + 1) else { return true };
    let token = &tokens[at];
    if is_closer(token) {
        return closes_after_stop(tokens, at) && begins_sentence(next) && next.gap != Gap::None;
    }
    if next.gap == Gap::None && is_closer(next) {
        return false;
    }
    let stop = match token.norm.as_str() {
        "!" | "?" => next.gap != Gap::None || next.is_capitalised(),
        "." if opens_with_omission(tokens, first, at) => false,
        "." => return omission_follows(tokens, at) || dot_ends(tokens, at, quotes),
        dots if dots.starts_with("...") => {
            next.gap != Gap::None && next.is_capitalised() && (dots.len() > 3 || tokens.get(at + 2).is_some())
        }
        _ if token.norm.ends_with('.') && token.is_word() => return initials_end(tokens, first, at),
        _ => false,
    };
    stop && begins_sentence(next) && quotes.round == 0
}

fn is_closer(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.norm.as_str(), "\"" | ")" | "]" | "'")
}

/// Closing marks in a row that are looked through for the stop before them.
const MOST_CLOSERS: usize = 6;

/// True where a closing mark follows a full stop, with nothing but closing marks between. The dots of `[...]` are none.
fn closes_after_stop(tokens: &[Token], at: usize) -> bool {
    let glued = tokens[at].gap == Gap::None;
    let window = at.saturating_sub(MOST_CLOSERS)..at;
    let before = window.rev().find(|i| !(is_closer(&tokens[*i]) && tokens[*i].gap == Gap::None));
    let Some(before) = before.filter(|_| glued) else { return false };
    let omission = tokens[before].norm.starts_with("...") && tokens[before + 1].is("]");
    let t = &tokens[before];
    !omission && (matches!(t.norm.as_str(), "." | "!" | "?" | "...") || (t.norm.ends_with('.') && t.is_word()))
}

/// True where a token can open a sentence.
fn begins_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.case != Case::Lower,
        TokenKind::Number => true,
        TokenKind::Mark => matches!(
            token.norm.as_str(),
            "\"" | "(" | "[" | "–" | "'" | "•" | "*" | "$" | "-" | "¿" | "¡" | "£" | "€" | "..."
        ),
    }
}

/// Spaced dots that stand for words left out.
const OMISSION: usize = 3;

/// `It was done. . . . The rest`: a full stop, and what is left out belongs to the sentence that follows.
fn omission_follows(tokens: &[Token], at: usize) -> bool {
    let spaced = |t: &Token| t.is(".") && t.gap == Gap::Space;
    let Some(dots) = tokens.get(at + 1..=at + OMISSION) else { return false };
    let next = tokens.get(at + OMISSION + 1);
    let goes_on = next.is_some_and(|t| t.gap == Gap::Space && t.is_capitalised());
    tokens[at].gap == Gap::None && at > 0 && tokens[at - 1].is_word() && dots.iter().all(spaced) && goes_on
}

/// True for the last of the spaced dots that open a sentence.
fn opens_with_omission(tokens: &[Token], first: usize, at: usize) -> bool {
    at + 1 == first + OMISSION && tokens.get(first..=at).is_some_and(|dots| dots.iter().all(|t| t.is(".")))
}

fn dot_ends(tokens: &[Token], at: usize, quotes: &QuoteState) -> bool {
    let next = &tokens[at + 1];
    let address = next.gap == Gap::None && tokens.get(at + 2).is_some_and(|t| t.is("@") && t.gap == Gap::None);
    if address || (next.gap == Gap::None && !next.is_capitalised()) {
        return false;
    }
    if !begins_sentence(next) || quotes.round > 0 {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|b| &tokens[b]).filter(|_| tokens[at].gap == Gap::None) else {
        return true;
    };
    if is_lone_initial(tokens, at - 1) || (before.is("°") && next.is_number()) {
        return false;
    }
    match abbreviation(&before.norm).filter(|_| before.is_word()) {
        Some(Abbreviation::Title) => false,
        Some(Abbreviation::BeforeNumber) => !next.is_number() && opens_plainly(next),
        // After `Ky.` a dash or bracket belongs to the dateline.
        Some(Abbreviation::Open) => opens_plainly(next) && !next.is_any(&["–", "-", "("]),
        None => true,
    }
}

/// `J.` of a name; not `I.`, `Plan B.` or `vitamin C.` at a sentence's end.
fn is_lone_initial(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let single = token.is_word() && token.span.len() == 1 && token.case == Case::Title;
    let before = at.checked_sub(1).map(|b| &tokens[b]);
    let after_name = before.is_some_and(Token::is_capitalised);
    let fits = match token.norm.as_str() {
        "i" => after_name,
        _ => before.is_none_or(|b| b.is_capitalised() || !b.is_word() || b.case == Case::Lower),
    };
    single && fits && tokens.get(at + 2).is_some_and(|next| next.is_capitalised() && !opens_plainly(next))
}

/// Words that open a sentence and no name: the cheap sign that the one before has ended.
fn opens_plainly(token: &Token) -> bool {
    token.kind == TokenKind::Mark || (token.is_word() && is_opener(&token.norm))
}

/// How far back a verb is looked for, in tokens.
const CLAUSE: usize = 60;

/// `U.S.` before a name goes on; before a plain opener it ends. `6 p.m.` ends where a sentence stands before it.
fn initials_end(tokens: &[Token], first: usize, at: usize) -> bool {
    let (token, next) = (&tokens[at], &tokens[at + 1]);
    if next.gap == Gap::None {
        return false;
    }
    if token.is_any(&["a.m.", "p.m."]) {
        let told = tokens[first.max(at.saturating_sub(CLAUSE))..at].iter().any(|t| furniture_cues().is_finite(t));
        return next.is_capitalised() && !is_calendar_word(&next.norm) && told;
    }
    next.is_capitalised() && opens_plainly(next)
}
