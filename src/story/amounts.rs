//! Reads amounts with their unit: `4.2 billion dollars`, `$500 million`, `60 percent`.

use super::numbers::cardinal;
use crate::lexicon::{check_words, story_words};
use crate::text::Token;

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Money of any currency, or a bare number of millions.
    Money,
    /// A share of a hundred.
    Percent,
}

/// An amount as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// A thousand times its value, so that decimals are whole.
    pub thousandths: u64,
    /// Its unit.
    pub measure: Measure,
    /// The first token.
    pub at: usize,
    /// One past the last.
    pub end: usize,
}

/// The amounts of a sentence, left to right.
pub(super) fn amounts(tokens: &[Token]) -> Vec<Amount> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match amount(tokens, at) {
            Some(amount) => {
                at = amount.end.max(at + 1);
                found.push(amount);
            }
            None => at += 1,
        }
    }
    found
}

fn amount(tokens: &[Token], start: usize) -> Option<Amount> {
    let words = &check_words().words;
    let sign = tokens.get(start).filter(|t| t.is_any(&["$", "€", "£"])).is_some();
    let at = start + usize::from(sign);
    let (thousandths, mut end, scaled) = number(tokens, at)?;
    let unit = tokens.get(end);
    if unit.is_some_and(|t| words.percents.has(t))
        || (unit.is_some_and(|t| t.is("per")) && tokens.get(end + 1).is_some_and(|t| t.is("cent")))
    {
        end += if unit.is_some_and(|t| t.is("per")) { 2 } else { 1 };
        return Some(Amount { thousandths, measure: Measure::Percent, at: start, end });
    }
    let named = unit.is_some_and(|t| words.currencies.has(t));
    end += usize::from(named);
    (sign || named || scaled).then_some(Amount { thousandths, measure: Measure::Money, at: start, end })
}

/// A number with its decimals and scale, in thousandths: (value, one past it, whether a scale stands behind).
fn number(tokens: &[Token], at: usize) -> Option<(u64, usize, bool)> {
    let first = tokens.get(at)?;
    if first.is_number() && first.norm.contains('.') {
        let (whole, part) = first.norm.split_once('.')?;
        let digits = part.len() <= 3 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let whole: u64 = whole.parse().ok().filter(|_| digits)?;
        let part: u64 = format!("{part:0<3}").parse().ok()?;
        let value = whole.checked_mul(1000)?.checked_add(part)?;
        let scale = tokens.get(at + 1).and_then(|t| story_words().scales.get(&t.norm));
        return match scale {
            Some(scale) => Some((value.checked_mul(*scale)?, at + 2, true)),
            None => Some((value, at + 1, false)),
        };
    }
    let plain = cardinal(tokens, at)?;
    let scaled = tokens.get(at + plain.len - 1).is_some_and(|t| t.is_any(&["million", "billion"]));
    Some((plain.value.checked_mul(1000)?, at + plain.len, scaled))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn amounts_have_decimals_scales_and_units() {
        let read = |text: &str| amounts(&tokenize(text)).iter().map(|a| (a.thousandths, a.measure)).collect::<Vec<_>>();
        assert_eq!(read("4.2 billion dollars"), [(4_200_000_000_000, Measure::Money)]);
        assert_eq!(read("$500 million and 30 euros"), [(500_000_000_000, Measure::Money), (30_000, Measure::Money)]);
        assert_eq!(
            read("60 percent, 25 per cent and 7.5%"),
            [(60_000, Measure::Percent), (25_000, Measure::Percent), (7_500, Measure::Percent)]
        );
        assert_eq!(read("12 ships"), []);
    }
}
