//! Cuts tokens into sentences. A sentence never crosses a paragraph break.

use crate::lexicon::{Abbreviation, abbreviation};
use crate::model::Sentence;
use crate::text::{Case, Gap, Span, Token, TokenKind};

/// Lines of a hard-wrapped text are about this long, in bytes; longer ones are paragraphs.
const WRAP_WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// The sentences of a token stream; together they hold every token.
pub(super) fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let layout = Layout::of(text);
    let mut sentences = Vec::new();
    let (mut first, mut paragraph) = (0, 0);
    let mut quotes = QuoteState::default();
    for at in 0..tokens.len() {
        let breaks = tokens.get(at + 1).is_none_or(|next| layout.breaks(&tokens[at], next));
        quotes.see(&tokens[at], tokens.get(at + 1));
        if !breaks && !ends_at(tokens, at, &quotes) {
            continue;
        }
        sentences.push(sentence(tokens, first..at + 1, paragraph));
        first = at + 1;
        paragraph += usize::from(breaks);
        if breaks {
            quotes = QuoteState::default();
        }
    }
    sentences
}

/// Sentences that came already split.
pub(super) fn presplit(tokens: &[Token], spans: &[Span]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    let mut at = 0;
    for (n, span) in spans.iter().enumerate() {
        let first = at;
        let last = n + 1 == spans.len();
        while at < tokens.len() && (last || tokens[at].span.start < span.end) {
            at += 1;
        }
        if at > first {
            sentences.push(sentence(tokens, first..at, n));
        }
    }
    sentences
}

fn sentence(tokens: &[Token], range: std::ops::Range<usize>, paragraph: usize) -> Sentence {
    let span = tokens[range.start].span.join(tokens[range.end - 1].span);
    Sentence { span, tokens: range, paragraph }
}

/// What the line breaks of a text mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    /// Every line is a paragraph.
    Lines,
    /// Lines are cut at one width; only an empty line ends a paragraph.
    Wrapped,
    /// Lines are cut anywhere; an empty line ends a paragraph, and a line that ends with a stop.
    Ragged,
}

impl Layout {
    fn of(text: &str) -> Self {
        let (mut inner, mut fitting, mut open, mut run_on) = (0usize, 0usize, 0usize, 0usize);
        let mut lines = text.lines().map(str::trim).peekable();
        while let Some(line) = lines.next() {
            let Some(next) = lines.peek().filter(|next| !next.is_empty() && !line.is_empty()) else { continue };
            inner += 1;
            let ends = line.ends_with(['.', '!', '?', '"', '”']);
            fitting += usize::from(WRAP_WIDTHS.contains(&line.len()) && !ends);
            open += usize::from(!ends);
            run_on += usize::from(!ends && (next.starts_with(char::is_lowercase) || line.ends_with(',')));
        }
        if inner >= 4 && fitting * 10 >= inner * 7 {
            Layout::Wrapped
        } else if run_on >= 4 && run_on * 2 >= open {
            Layout::Ragged
        } else {
            Layout::Lines
        }
    }

    /// True where a paragraph ends between two tokens.
    fn breaks(self, token: &Token, next: &Token) -> bool {
        match (next.gap, self) {
            (Gap::Blank, _) | (Gap::Line, Layout::Lines) => true,
            (Gap::Line, Layout::Ragged) => token.is_any(&[".", "!", "?", "\"", "|"]),
            _ => false,
        }
    }
}

/// How deep in quotation marks a reader is.
#[derive(Debug, Default)]
struct QuoteState {
    open: bool,
    round: usize,
}

impl QuoteState {
    fn see(&mut self, token: &Token, next: Option<&Token>) {
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

/// True where the sentence ends with token `at`.
fn ends_at(tokens: &[Token], at: usize, quotes: &QuoteState) -> bool {
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
        "..." => next.gap != Gap::None && next.is_capitalised() && tokens.get(at + 2).is_some(),
        "." => return dot_ends(tokens, at, quotes),
        _ if token.norm.ends_with('.') && token.is_word() => return initials_end(tokens, at),
        _ => false,
    };
    stop && begins_sentence(next) && quotes.round == 0
}

fn is_closer(token: &Token) -> bool {
    token.kind == TokenKind::Mark && matches!(token.norm.as_str(), "\"" | ")" | "]" | "'")
}

/// True where a closing mark follows a full stop, with nothing but closing marks between.
fn closes_after_stop(tokens: &[Token], at: usize) -> bool {
    let glued = tokens[at].gap == Gap::None;
    let before = tokens[..at].iter().rev().take(8).find(|t| !(is_closer(t) && t.gap == Gap::None));
    glued
        && before.is_some_and(|t| {
            matches!(t.norm.as_str(), "." | "!" | "?" | "...") || (t.norm.ends_with('.') && t.is_word())
        })
}

/// True where a token can open a sentence.
fn begins_sentence(token: &Token) -> bool {
    match token.kind {
        TokenKind::Word => token.case != Case::Lower,
        TokenKind::Number => true,
        TokenKind::Mark => {
            matches!(
                token.norm.as_str(),
                "\"" | "(" | "[" | "–" | "'" | "•" | "*" | "$" | "-" | "¿" | "¡" | "£" | "€" | "..."
            )
        }
    }
}

fn dot_ends(tokens: &[Token], at: usize, quotes: &QuoteState) -> bool {
    let next = &tokens[at + 1];
    if next.gap == Gap::None && !next.is_capitalised() {
        return false;
    }
    if !begins_sentence(next) || quotes.round > 0 {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|b| &tokens[b]).filter(|_| tokens[at].gap == Gap::None) else {
        return true;
    };
    if is_lone_initial(tokens, at - 1) {
        return false;
    }
    match abbreviation(&before.norm).filter(|_| before.is_word()) {
        Some(Abbreviation::Title) => false,
        Some(Abbreviation::BeforeNumber) => !next.is_number() && opens_plainly(next),
        Some(Abbreviation::Open) => opens_plainly(next),
        None => true,
    }
}

/// `J.` of a name; not `I.`, `Plan B.` or `vitamin C.` at a sentence's end.
fn is_lone_initial(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let single = token.is_word() && token.span.len() == 1 && token.case == Case::Title;
    single
        && !token.is("i")
        && at
            .checked_sub(1)
            .is_none_or(|b| tokens[b].is_capitalised() || !tokens[b].is_word() || tokens[b].case == Case::Lower)
        && tokens.get(at + 2).is_some_and(|next| next.is_capitalised() && !opens_plainly(next))
}

/// Words that open a sentence and no name: the cheap sign that the one before has ended.
fn opens_plainly(token: &Token) -> bool {
    const OPENERS: [&str; 44] = [
        "the", "a", "an", "he", "she", "it", "they", "we", "i", "you", "in", "on", "at", "but", "and", "this", "that",
        "these", "those", "his", "her", "its", "their", "there", "after", "before", "while", "when", "as", "if", "for",
        "from", "however", "earlier", "later", "last", "both", "no", "not", "what", "who", "how", "our", "my",
    ];
    token.kind == TokenKind::Mark || (token.is_word() && token.is_any(&OPENERS))
}

/// `U.S.` before a name goes on; before a plain opener it ends.
fn initials_end(tokens: &[Token], at: usize) -> bool {
    let (token, next) = (&tokens[at], &tokens[at + 1]);
    if next.gap == Gap::None {
        return false;
    }
    if token.is_any(&["a.m.", "p.m."]) {
        return next.is_capitalised() && !is_calendar_word(next);
    }
    next.is_capitalised() && opens_plainly(next)
}

fn is_calendar_word(token: &Token) -> bool {
    const WORDS: [&str; 16] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "gmt",
        "est",
        "edt",
        "pst",
        "pdt",
        "et",
        "utc",
        "cet",
        "bst",
    ];
    token.is_any(&WORDS)
}
