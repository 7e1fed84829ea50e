//! Who a verb is said of: the name before it, past asides, relative pronouns and verbs that share one subject.

use super::parties::{Parties, Party, Strength};
use crate::lexicon::small_words;
use crate::text::Token;

/// A subject further back belongs to another clause.
const FARTHEST: usize = 25;

/// What ties a verb group to its subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    /// The name before it: `Norway attacked`.
    Plain,
    /// What a relative pronoun stands for: `Norway, which attacked`. Where the pronoun is.
    Relative(usize),
    /// The subject of the clause: `Norway left Chile and attacked`, `, attacking`, `it attacked`. Where the tie is.
    Shared(usize),
    /// The name after the comma: `Attacking Chile, Norway said`.
    Coming(usize),
}

impl Link {
    /// The tie of the verb group that begins at `from`.
    fn of(tokens: &[Token], from: usize) -> Self {
        let gerund = tokens.get(from).is_some_and(|t| t.norm.ends_with("ing") && !t.is_one(&small_words().be));
        let Some(at) = from.checked_sub(1) else {
            return if gerund { Link::Coming(from) } else { Link::Plain };
        };
        let Some(before) = tokens.get(at) else { return Link::Plain };
        if before.is_any(&["who", "which", "that"]) {
            return Link::Relative(at);
        }
        if before.is_any(&["and", "but", "or", "then", "it", "he", "she", "they"]) {
            return Link::Shared(at);
        }
        let linked = before.is_one(&small_words().gerund_links);
        match gerund && linked {
            true if at == 0 => Link::Coming(from),
            true => Link::Shared(at),
            false => Link::Plain,
        }
    }
}

impl Parties {
    /// The subject of a verb group that begins at `from`.
    pub(super) fn subject(&self, tokens: &[Token], from: usize) -> Option<usize> {
        let tied = match Link::of(tokens, from) {
            Link::Plain => None,
            Link::Relative(at) => self.antecedent(tokens, at),
            Link::Shared(at) => self.topic(tokens, at),
            Link::Coming(at) => self.coming(tokens, at),
        };
        tied.or_else(|| self.nearest_subject(tokens, from))
    }

    /// The name that a relative pronoun at `at` stands for: the one right before it, else none of its own.
    fn antecedent(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let end = at - usize::from(at.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(|t| t.is(",")));
        self.all.iter().rposition(|p| p.end <= end && end - p.end <= 1 && p.strength != Strength::Place)
    }

    /// What the clause around `at` is about: its first name that hangs on no preposition.
    fn topic(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let free = |p: &Party| p.strength != Strength::Place && !self.hangs(tokens, p);
        let opens = |t: &Token| t.is_any(&[";", ":", "said", "says", "that"]);
        let start = tokens.iter().take(at).rposition(opens).map_or(0, |n| n + 1);
        let first = |low: usize| self.all.iter().position(|p| p.start >= low && p.end <= at && free(p));
        first(start).or_else(|| first(0))
    }

    /// The first name after the comma that ends an opening participle at `at`.
    fn coming(&self, tokens: &[Token], at: usize) -> Option<usize> {
        let comma = tokens.iter().enumerate().skip(at).find(|(_, t)| t.is(",")).map(|(n, _)| n)?;
        self.all.iter().position(|p| p.start > comma && p.start <= comma + 3 && p.strength != Strength::Place)
    }

    /// The nearest actor before `from` that hangs on no preposition.
    fn nearest_subject(&self, tokens: &[Token], from: usize) -> Option<usize> {
        let close = from;
        let from = before_aside(tokens, close);
        if let Some(apposed) = self.apposed(tokens, from, close) {
            return Some(apposed);
        }
        let before = || self.all.iter().enumerate().rev().filter(move |(_, p)| p.end <= from);
        let free = |strength: Strength| before().find(|(_, p)| p.strength == strength && !self.hangs(tokens, p));
        let near = |found: Option<(usize, &Party)>| found.filter(|(_, p)| from - p.end <= FARTHEST).map(|(n, _)| n);
        match (near(free(Strength::Actor)), near(free(Strength::Adjective))) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b).or_else(|| before().find(|(_, p)| p.strength > Strength::Place).map(|(n, _)| n)),
        }
        .or_else(|| before().next().map(|(n, _)| n))
    }

    /// `A. Berg, the Norwegian envoy, said`: the aside between the commas tells whose the unknown name is.
    fn apposed(&self, tokens: &[Token], open: usize, close: usize) -> Option<usize> {
        let inner = tokens.get(open + 1..close).filter(|_| open < close)?;
        let named = open.checked_sub(1).and_then(|b| tokens.get(b)).is_some_and(Token::is_capitalised);
        let known = self.all.iter().any(|p| p.end == open);
        let first = inner.first()?;
        let noun = first.is_any(&["the", "a", "an", "former", "deputy"]) || first.is_capitalised();
        let free = |p: &&Party| p.start > open && p.end < close && p.strength != Strength::Place;
        let n = self.all.iter().position(|p| free(&p))?;
        (named && !known && noun).then_some(n)
    }
}

/// Steps back over an aside between commas that ends right before a verb (`Norway, which met Chile, left`).
fn before_aside(tokens: &[Token], from: usize) -> usize {
    let Some(close) = from.checked_sub(1).filter(|at| tokens.get(*at).is_some_and(|t| t.is(","))) else { return from };
    (0..close).rev().find(|at| tokens.get(*at).is_some_and(|t| t.is(","))).unwrap_or(from)
}
