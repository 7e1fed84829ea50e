//! Reads lengths of time: `two-day`, `42 days`, `a decade`, `two and a half years`.

use super::numbers::{cardinal, is_approximate};
use crate::lexicon::check_words;
use crate::text::Token;

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hours.
    Hour,
    /// Days; a week is seven of them.
    Day,
    /// Months; a year is twelve of them.
    Month,
}

/// A length of time as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// Twice the number of units, so that a half is whole.
    pub halves: i64,
    /// Of what.
    pub unit: Unit,
    /// True where it is a bound, an estimate or a round figure.
    pub rough: bool,
    /// True for `two-day`, which stands before what is so long.
    pub glued: bool,
    /// How many tokens it takes.
    pub len: usize,
}

/// Tokens between `a day after` and what it sets apart, these with it: `a day after a face-to-face meeting`.
const TURN: usize = 9;

/// Each pair of words shortly before the token at `at`, among them the unit and the turn of `a day after`.
pub(super) fn turn_before(tokens: &[Token], at: usize) -> impl Iterator<Item = (&Token, &Token)> {
    let before = tokens.get(at.saturating_sub(TURN)..at).unwrap_or_default();
    before.iter().zip(before.iter().skip(1))
}

/// The length that starts at `tokens[at]`; none of `three more years`.
pub(super) fn length(tokens: &[Token], at: usize) -> Option<Length> {
    let is = |k: usize, words: &[&str]| tokens.get(k).is_some_and(|t| t.is_any(words));
    let (mut halves, mut len) = match cardinal(tokens, at) {
        Some(n) => (i64::try_from(n.value).ok().filter(|n| *n <= 1000)?.checked_mul(2)?, n.len),
        None if is(at, &["half"]) && is(at + 1, &["a"]) => (1, 2),
        None if is(at, &["a", "an"]) => (2, 1),
        None => return None,
    };
    let count = len;
    if is(at + len, &["and"]) && is(at + len + 1, &["a"]) && is(at + len + 2, &["half"]) {
        (halves, len) = (halves + 1, len + 3);
    }
    let glued = is(at + len, &["-"]);
    len += usize::from(glued);
    let unit = tokens.get(at + len)?;
    let table = check_words();
    let (size, kind) = [(&table.hours, Unit::Hour), (&table.days, Unit::Day), (&table.months, Unit::Month)]
        .into_iter()
        .find_map(|(units, kind)| Some((i64::try_from(*units.get(&unit.norm)?).ok()?, kind)))?;
    // `a day`, `an hour` measure seldom; `a two-day` is read from its number.
    if count == 1 && halves == 2 && is(at, &["a", "an"]) && size < 120 {
        return None;
    }
    let rough = table.words.round_units.has(unit) || is_approximate(tokens, at, count);
    Some(Length { halves: halves.checked_mul(size)?, unit: kind, rough, glued, len: len + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn read(text: &str) -> Option<(i64, Unit, bool)> {
        length(&tokenize(text), 0).map(|l| (l.halves, l.unit, l.glued))
    }

    #[test]
    fn lengths_are_read_in_words_and_digits() {
        assert_eq!(read("two-day visit"), Some((4, Unit::Day, true)));
        assert_eq!(read("42 days"), Some((84, Unit::Day, false)));
        assert_eq!(read("two and a half years"), Some((60, Unit::Month, false)));
        assert_eq!(read("half a century"), Some((1200, Unit::Month, false)));
        assert_eq!(read("a decade"), Some((240, Unit::Month, false)));
        assert_eq!(read("three weeks"), Some((42, Unit::Day, false)));
        assert_eq!(read("three envoys"), None);
        assert_eq!(read("a day"), None);
    }
}
