//! Reads numbers written in words or digits.

use crate::lexicon::{check_words, story_words};
use crate::text::{Gap, Token};

/// A number in a token list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// Its value.
    pub value: u64,
    /// How many tokens it takes.
    pub len: usize,
}

/// The cardinal number that starts at `tokens[at]`: `23`, `1,500`, `twenty-three`, `two hundred`, `3 million`.
///
/// Fractions, ordinals and glued forms (`1980s`, `11am`) are none, nor is what would overflow.
pub(super) fn cardinal(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    if first.is_number() {
        let plain = first.norm.bytes().all(|b| b.is_ascii_digit() || b == b',');
        let value = u64::from(first.number().filter(|_| plain)?);
        return Some(scaled(tokens, at, Number { value, len: 1 }));
    }
    let small = below_hundred(tokens, at)?;
    Some(scaled(tokens, at, small))
}

fn below_hundred(tokens: &[Token], at: usize) -> Option<Number> {
    let words = &story_words().cardinals;
    let value = *words.get(&tokens.get(at)?.norm)?;
    if (20..100).contains(&value) && tokens.get(at + 1).is_some_and(|t| t.is("-") && t.gap == Gap::None) {
        let unit = tokens.get(at + 2).and_then(|t| words.get(&t.norm)).filter(|v| (1..10).contains(*v));
        if let Some(unit) = unit {
            return Some(Number { value: value + unit, len: 3 });
        }
    }
    Some(Number { value, len: 1 })
}

fn scaled(tokens: &[Token], at: usize, number: Number) -> Number {
    let scale = tokens.get(at + number.len).and_then(|t| story_words().scales.get(&t.norm));
    match scale.and_then(|s| number.value.checked_mul(*s)) {
        Some(value) => Number { value, len: number.len + 1 },
        None => number,
    }
}

/// The ordinal that starts at `tokens[at]`: `third`, `19th`, `twenty-first`.
pub(super) fn ordinal(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    if first.is_number() {
        let suffix = ["st", "nd", "rd", "th"].iter().any(|s| first.norm.ends_with(s));
        return Some(Number { value: u64::from(first.number().filter(|_| suffix)?), len: 1 });
    }
    let table = story_words();
    if let Some(value) = table.ordinals.get(&first.norm) {
        return Some(Number { value: *value, len: 1 });
    }
    let tens = table.cardinals.get(&first.norm).filter(|v| (20..100).contains(*v))?;
    tokens.get(at + 1).filter(|t| t.is("-"))?;
    let unit = table.ordinals.get(&tokens.get(at + 2)?.norm).filter(|v| **v < 10)?;
    Some(Number { value: tens + unit, len: 3 })
}

/// How often: `once`, `twice`, `three times`, `one other time`.
pub(super) fn times(tokens: &[Token], at: usize) -> Option<Number> {
    if let Some(value) = story_words().times.get(&tokens.get(at)?.norm) {
        return Some(Number { value: *value, len: 1 });
    }
    let number = cardinal(tokens, at)?;
    let next = tokens.get(at + number.len)?;
    let skip = usize::from(next.is_any(&["other", "more", "separate"]));
    let word = tokens.get(at + number.len + skip)?;
    word.is_any(&["times", "time"]).then_some(Number { len: number.len + skip + 1, ..number })
}

/// True where the number at `at` is a bound or an estimate (`at least 140`, `some 60`, `60 or more`).
pub(super) fn is_approximate(tokens: &[Token], at: usize, len: usize) -> bool {
    let words = &story_words().words;
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    let after = tokens.get(at + len..(at + len + 2).min(tokens.len())).unwrap_or_default();
    // `hand over five ships`: the word goes with the verb.
    let goes_with_verb = matches!(before, [verb, over] if over.is("over") && check_words().words.with_over.has(verb));
    (words.approximate.any(before) && !goes_with_verb) || after.iter().any(|t| t.is_any(&["or", "percent", "%", "odd"]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::tokenize;

    fn card(text: &str) -> Option<u64> {
        cardinal(&tokenize(text), 0).map(|n| n.value)
    }

    #[test]
    fn words_and_digits_give_the_same_numbers() {
        assert_eq!(card("twenty-three ships"), Some(23));
        assert_eq!(card("1,500 guests"), Some(1500));
        assert_eq!(card("two hundred guests"), Some(200));
        assert_eq!(card("1980s"), None);
        assert_eq!(card("3.5 points"), None);
        assert_eq!(card("999999999 billion"), Some(999_999_999_000_000_000));
    }

    #[test]
    fn ordinals_and_times() {
        assert_eq!(ordinal(&tokenize("twenty-first round"), 0).map(|n| n.value), Some(21));
        assert_eq!(ordinal(&tokenize("40th anniversary"), 0).map(|n| n.value), Some(40));
        assert_eq!(times(&tokenize("five other times"), 0), Some(Number { value: 5, len: 3 }));
        assert_eq!(times(&tokenize("twice"), 0).map(|n| n.value), Some(2));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "([0-9,.]{0,25}|twenty|-|billion|million| |third|times|\\PC){0,40}") {
            let tokens = tokenize(&text);
            for at in 0..=tokens.len() {
                for found in [cardinal(&tokens, at), ordinal(&tokens, at), times(&tokens, at)].into_iter().flatten() {
                    prop_assert!(found.len > 0 && at + found.len <= tokens.len());
                    is_approximate(&tokens, at, found.len);
                }
            }
        }
    }
}
