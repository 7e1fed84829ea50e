//! Walks over a sentence and asks the grammar at each token.

use super::grammar;
use super::mention::{Mention, Shape, YearRef};
use crate::lexicon::{TimeWord, Times};
use crate::text::{Case, Gap, Token, TokenKind, WordSet};

/// A sentence's tokens with what each means in a date. Look-ups outside give nothing.
pub(super) struct Scan<'a> {
    pub tokens: &'a [Token],
    words: Vec<Option<&'static TimeWord>>,
    pub lists: &'static Times,
    /// True where "May" is a person in this article.
    pub may_is_name: bool,
}

impl<'a> Scan<'a> {
    pub(super) fn new(tokens: &'a [Token], lists: &'static Times, may_is_name: bool) -> Self {
        let words = tokens.iter().map(|t| lists.word(t)).collect();
        Scan { tokens, words, lists, may_is_name }
    }

    pub(super) fn get(&self, at: usize) -> Option<&'a Token> {
        self.tokens.get(at)
    }

    pub(super) fn rest(&self, at: usize) -> &'a [Token] {
        self.tokens.get(at..).unwrap_or_default()
    }

    /// The normal form; empty outside the sentence.
    pub(super) fn norm(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| t.norm.as_str())
    }

    /// The normal form of the token before; empty at the start.
    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |b| self.norm(b))
    }

    #[inline(always)]
    pub(super) fn is(&self, at: usize, norm: &str) -> bool {
        self.get(at).is_some_and(|t| t.is(norm))
    }

    #[inline(always)]
    pub(super) fn any(&self, at: usize, norms: &[&str]) -> bool {
        self.get(at).is_some_and(|t| t.is_any(norms))
    }

    /// True where the token is in a word list.
    pub(super) fn one(&self, at: usize, words: &WordSet) -> bool {
        self.get(at).is_some_and(|t| t.is_one(words))
    }

    /// True where the token before is in a word list.
    pub(super) fn one_before(&self, at: usize, words: &WordSet) -> bool {
        at.checked_sub(1).is_some_and(|before| self.one(before, words))
    }

    /// `at`, or the token after it where this one fits.
    #[inline(always)]
    pub(super) fn skip(&self, at: usize, norms: &[&str]) -> usize {
        if self.any(at, norms) { at + 1 } else { at }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'static TimeWord> {
        self.words.get(at).copied().flatten()
    }

    pub(super) fn is_capitalised(&self, at: usize) -> bool {
        self.get(at).is_some_and(Token::is_capitalised)
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.is_word() && t.case == Case::Lower)
    }

    pub(super) fn is_glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|t| t.gap == Gap::None)
    }

    /// A number written with digits only, of at most four.
    pub(super) fn digits(&self, at: usize) -> Option<u32> {
        let token = self.get(at).filter(|t| t.kind == TokenKind::Number && t.norm.len() <= 4)?;
        token.norm.bytes().all(|b| b.is_ascii_digit()).then(|| token.norm.parse().ok()).flatten()
    }

    /// A number of exactly four digits.
    pub(super) fn four_digits(&self, at: usize) -> Option<i32> {
        self.digits(at).filter(|_| self.norm(at).len() == 4).and_then(|n| i32::try_from(n).ok())
    }

    /// A number of one or two digits.
    pub(super) fn two_digits(&self, at: usize) -> Option<u32> {
        self.digits(at).filter(|_| self.norm(at).len() <= 2)
    }

    /// True where the token, if it is a dash or hyphen, joins two words without blanks.
    pub(super) fn is_hyphen(&self, at: usize) -> bool {
        self.is(at, "-") && self.is_glued(at) && self.is_glued(at + 1)
    }
}

/// The mentions of a sentence, in order, none within another.
pub(super) fn mentions(scan: &Scan) -> Vec<Mention> {
    let mut out: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < scan.tokens.len() {
        if let Some(name) = scan.lists.not_dates.at(scan.rest(at)) {
            at += name.len;
            continue;
        }
        match grammar::at(scan, at) {
            Some(found) => {
                at = found.end.max(at + 1);
                out.extend(found.mentions);
            }
            None => at += 1,
        }
    }
    join_ranges(scan, &mut out);
    put_beside(scan, &mut out);
    out
}

/// Marks "June 28 to July 2" as a range and shares the year that only its end states.
fn join_ranges(scan: &Scan, mentions: &mut [Mention]) {
    for second in 1..mentions.len() {
        let (head, tail) = mentions.split_at_mut(second);
        let (Some(first), Some(last)) = (head.last_mut(), tail.first()) else { continue };
        if !first.opens_range && !is_range(scan, first, last) {
            continue;
        }
        first.opens_range = true;
        share_year(first, last);
    }
}

fn is_range(scan: &Scan, first: &Mention, last: &Mention) -> bool {
    let link = first.tokens.end;
    let end = scan.skip(link + 1, &["the"]);
    if end != last.tokens.start || std::mem::discriminant(&first.shape) != std::mem::discriminant(&last.shape) {
        return false;
    }
    if matches!(first.shape, Shape::Duration(_) | Shape::Set(_) | Shape::Reference(_)) {
        return false;
    }
    let lead = scan.before(first.tokens.start);
    match scan.norm(link) {
        "to" | "through" | "until" | "till" | "-" | "–" => true,
        "and" => lead == "between",
        _ => false,
    }
}

fn share_year(first: &mut Mention, last: &Mention) {
    match (&mut first.shape, &last.shape) {
        (
            Shape::Day { year: open @ YearRef::Open, month, .. },
            Shape::Day { year: YearRef::Stated(stated), month: end, .. },
        )
        | (
            Shape::Month { year: open @ YearRef::Open, month },
            Shape::Month { year: YearRef::Stated(stated), month: end },
        ) => {
            *open = YearRef::Stated(if *month > *end { stated - 1 } else { *stated });
        }
        _ => {}
    }
}

/// Ties a weekday to the date it stands beside: "June 28, a Thursday", "June 19 to 20 (Tuesday and Wednesday)",
/// "Saturday (June 15)".
fn put_beside(scan: &Scan, mentions: &mut [Mention]) {
    for at in 0..mentions.len() {
        if !matches!(mentions[at].shape, Shape::Weekday { towards: None, week: None, .. }) {
            continue;
        }
        let here = mentions[at].tokens.clone();
        let beside = after_comma(scan, mentions, at).or_else(|| in_brackets(scan, mentions, at)).or_else(|| {
            let next = mentions.get(at + 1)?;
            (is_day(next) && next.tokens.start == here.end + 1 && scan.is(here.end, "(")).then_some(at + 1)
        });
        mentions[at].beside = beside.map(|other| other.abs_diff(at)).filter(|_| beside < Some(at));
        mentions[at].beside_next = beside.is_some_and(|other| other > at);
    }
}

fn is_day(mention: &Mention) -> bool {
    matches!(mention.shape, Shape::Day { weekday: None, .. })
}

fn after_comma(scan: &Scan, mentions: &[Mention], at: usize) -> Option<usize> {
    let before = at.checked_sub(1)?;
    let (here, date) = (&mentions[at], &mentions[before]);
    let link = date.tokens.end;
    let article = scan.skip(link + 1, &["a"]);
    (is_day(date) && scan.is(link, ",") && article == link + 2 && here.tokens.start == article).then_some(before)
}

/// In "D1 to D2 (W1 and W2)" the first weekday goes with the first date, the second with the second.
fn in_brackets(scan: &Scan, mentions: &[Mention], at: usize) -> Option<usize> {
    let here = &mentions[at];
    if scan.before(here.tokens.start) == "(" {
        let date = mentions.get(at.checked_sub(1)?)?;
        let fits = is_day(date) && date.tokens.end + 1 == here.tokens.start;
        let opener = at.checked_sub(2).filter(|o| mentions[*o].opens_range);
        let pair = scan.any(here.tokens.end, &["and", "-", "–", "to"]);
        return fits.then(|| opener.filter(|_| pair).unwrap_or(at - 1));
    }
    let before = mentions.get(at.checked_sub(1)?)?;
    let follows = before.tokens.end + 1 == here.tokens.start && scan.is(here.tokens.end, ")");
    (follows && before.beside == Some(2) && at >= 2).then(|| at - 2)
}
