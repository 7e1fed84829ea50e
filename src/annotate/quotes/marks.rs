//! Where quotations open and close.

use std::ops::Range;

use crate::model::Document;
use crate::text::{Gap, Token, TokenKind};

/// A quotation without its own closing mark may run over at most this many paragraphs.
const OPEN_PARAGRAPHS: usize = 8;
/// A quotation in single marks has at most this many tokens.
const SINGLE_TOKENS: usize = 60;

/// The quotations of a document.
#[derive(Debug, Clone, Default)]
pub(in crate::annotate) struct Quotations {
    /// For every token whether it stands within quotation marks, the marks included.
    pub inside: Vec<bool>,
    /// The tokens of every quotation, marks included; one that goes on over several paragraphs is one.
    pub ranges: Vec<Range<usize>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Open,
    Close,
    /// A straight mark that could be either.
    Either,
}

/// Finds them all.
pub(in crate::annotate) fn quotations(document: &Document) -> Quotations {
    let tokens = &document.tokens;
    let starts = paragraph_starts(document);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    while at < tokens.len() {
        if starts.contains(&at) && open.is_some() && !goes_on(document, &starts, at) {
            let from = open.take().unwrap_or(at);
            ranges.push(from..at);
        }
        let Some((sign, len)) = sign_at(document, at) else {
            at += 1;
            continue;
        };
        match (sign, open) {
            (Sign::Open | Sign::Either, None) => open = Some(at),
            (Sign::Close | Sign::Either, Some(from)) if !reopens(&starts, at, sign) => {
                ranges.push(from..at + len);
                open = None;
            }
            _ => {}
        }
        at += len;
    }
    if let Some(from) = open {
        ranges.push(from..tokens.len());
    }
    let mut found = Quotations { inside: vec![false; tokens.len()], ranges };
    fill(&mut found);
    single_marks(tokens, &starts, &mut found);
    found
}

fn fill(found: &mut Quotations) {
    for range in &found.ranges {
        found.inside.get_mut(range.clone()).into_iter().flatten().for_each(|inside| *inside = true);
    }
}

/// The first token of every paragraph.
fn paragraph_starts(document: &Document) -> std::collections::BTreeSet<usize> {
    let mut last = None;
    let first = document.sentences.iter().filter(|s| last.replace(s.paragraph) != Some(s.paragraph));
    first.map(|s| s.tokens.start).collect()
}

/// A mark at the start of a paragraph within a quotation opens it again.
fn reopens(starts: &std::collections::BTreeSet<usize>, at: usize, sign: Sign) -> bool {
    starts.contains(&at) && sign != Sign::Close
}

/// An open quotation goes on in the paragraph that begins at `at`: it opens with a mark, or a closing mark without an
/// opening one comes within a few paragraphs.
fn goes_on(document: &Document, starts: &std::collections::BTreeSet<usize>, at: usize) -> bool {
    if let Some((sign, _)) = sign_at(document, at) {
        return sign != Sign::Close;
    }
    let limit = starts.range(at + 1..).nth(OPEN_PARAGRAPHS - 1).copied().unwrap_or(document.tokens.len());
    let end = limit.min(at + 400);
    let next = (at..end).find_map(|i| sign_at(document, i).map(|(sign, _)| (i, sign)));
    next.is_some_and(|(_, sign)| sign == Sign::Close)
}

/// The sign at a token and how many tokens it takes.
fn sign_at(document: &Document, at: usize) -> Option<(Sign, usize)> {
    let tokens = &document.tokens;
    let token = tokens.get(at).filter(|t| t.kind == TokenKind::Mark)?;
    let next = tokens.get(at + 1);
    let glued = next.is_some_and(|n| n.gap == Gap::None);
    // `,,` and `''` of pages that have no quotation marks.
    if glued && token.is(",") && next.is_some_and(|n| n.is(",")) {
        return Some((Sign::Open, 2));
    }
    if glued && token.is("'") && next.is_some_and(|n| n.is("'")) {
        return Some((if token.gap == Gap::None { Sign::Close } else { Sign::Open }, 2));
    }
    if !token.is_quote() {
        return None;
    }
    let sign = match document.text(token.span).chars().next()? {
        // `„...“`
        '“' if token.gap == Gap::None && at > 0 && !before_word(next) => Sign::Close,
        '“' | '«' | '„' => Sign::Open,
        '”' | '»' if token.gap != Gap::None && glued && at > 0 => Sign::Open,
        '”' | '»' => Sign::Close,
        _ => straight(token, next),
    };
    Some((sign, 1))
}

/// The next token is glued on and opens words.
fn before_word(next: Option<&Token>) -> bool {
    next.is_some_and(|n| n.gap == Gap::None && (n.kind != TokenKind::Mark || n.is_any(&["[", "(", "'", "$", "..."])))
}

fn straight(token: &Token, next: Option<&Token>) -> Sign {
    match (token.gap == Gap::None, before_word(next)) {
        (false, true) => Sign::Open,
        (true, false) => Sign::Close,
        _ => Sign::Either,
    }
}

/// Quotations in single marks: an opening one before a word, and a closing one in the same paragraph.
fn single_marks(tokens: &[Token], starts: &std::collections::BTreeSet<usize>, found: &mut Quotations) {
    let mut at = 0;
    while at < tokens.len() {
        let opens = is_single_open(tokens, at) && !found.inside[at];
        let limit = starts.range(at + 1..).next().copied().unwrap_or(tokens.len()).min(at + SINGLE_TOKENS);
        let close = (at + 1..limit).filter(|_| opens).find(|i| is_single_close(tokens, *i));
        match close {
            Some(close) => {
                found.inside[at..=close].iter_mut().for_each(|inside| *inside = true);
                found.ranges.push(at..close + 1);
                at = close + 1;
            }
            None => at += 1,
        }
    }
    found.ranges.sort_by_key(|range| range.start);
}

fn is_single_open(tokens: &[Token], at: usize) -> bool {
    tokens[at].is("'")
        && (tokens[at].gap != Gap::None || at == 0)
        && tokens.get(at + 1).is_some_and(|n| n.gap == Gap::None && n.is_word())
}

/// Glued to what stands before and not to what follows; after a plural `s` only before a stop.
fn is_single_close(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    let before = &tokens[at - 1];
    let next = tokens.get(at + 1);
    let apart = next.is_none_or(|n| n.gap != Gap::None || n.kind == TokenKind::Mark);
    let plural = before.is_word()
        && before.norm.ends_with('s')
        && next.is_some_and(|n| n.is_word() && n.case == crate::text::Case::Lower);
    token.is("'") && token.gap == Gap::None && apart && !plural
}
