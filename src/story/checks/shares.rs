//! Sums of money and shares: parts of a whole after a colon, percentages that make a hundred, what is left between two
//! amounts, so many of each of two sides.

use crate::lexicon::check_words;
use crate::model::{Check, Verdict};
use crate::story::amounts::{Amount, Measure, amounts};
use crate::story::numbers::{cardinal, is_approximate};
use crate::story::page::{Line, Page, check};

/// A hundred percent, in thousandths.
const WHOLE: u64 = 100_000;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for (n, line) in page.lines.iter().enumerate() {
        let all = amounts(line.tokens);
        found.extend(parts(page, line, &all));
        found.extend(percentages(page, line, &all));
        found.extend(difference(page, n, &all));
        found.extend(each(page, n));
    }
    found
}

fn is_rough(line: &Line, amount: &Amount) -> bool {
    let words = &crate::lexicon::story_words().words;
    words.approximate.any(line.slice(amount.at.saturating_sub(2), amount.at))
}

fn result(page: &Page, line: &Line, whole: (&str, usize), parts: &[&Amount], fits: bool, note: String) -> Check {
    let listed: Vec<String> = parts.iter().map(|p| page.words(line.slice(p.at, p.end))).collect();
    let outcome = crate::story::page::verdict(fits);
    check("sum", outcome, vec![(whole.0.to_owned(), whole.1), (listed.join(" + "), line.i)], note)
}

/// `850 million euros in all: 500 million from A and 300 million from B`; the same between dashes.
fn parts(page: &Page, line: &Line, all: &[Amount]) -> Option<Check> {
    let colon = line.tokens.iter().position(|t| t.is(":"))?;
    let (whole, parts): (Vec<&Amount>, Vec<&Amount>) = all.iter().partition(|a| a.at < colon);
    let [whole] = whole.as_slice() else { return None };
    let one = parts
        .iter()
        .all(|p| p.measure == whole.measure && p.measure == Measure::Money && p.thousandths < whole.thousandths);
    let opens = parts.first().is_some_and(|p| p.at <= colon + 2);
    // `a third`, `the rest`: a part without a number.
    let listed = line.slice(colon, line.tokens.len());
    let open_ended = check_words().words.rests.any(listed)
        || listed.iter().any(|t| t.is_any(&["half", "third", "quarter", "including", "or"]));
    let rough = is_rough(line, whole) || parts.iter().any(|p| is_rough(line, p));
    if parts.len() < 2 || !one || !opens || open_ended || rough {
        return None;
    }
    let sum = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.thousandths))?;
    let written = page.words(line.slice(whole.at, whole.end));
    let note = format!("The parts do not add up to {written}.");
    Some(result(page, line, (&written, line.i), &parts, sum == whole.thousandths, note))
}

/// `60 percent, B 25 percent and C the remaining 20 percent`.
fn percentages(page: &Page, line: &Line, all: &[Amount]) -> Option<Check> {
    let words = &check_words().words;
    let parts: Vec<&Amount> = all.iter().filter(|a| a.measure == Measure::Percent && !is_rough(line, a)).collect();
    let last = parts.last().filter(|_| parts.len() >= 2)?;
    let rest = words.rests.any(line.slice(last.at.saturating_sub(3), last.at));
    let sum = parts.iter().try_fold(0u64, |sum, p| sum.checked_add(p.thousandths))?;
    if !rest {
        return None;
    }
    // Rounding may bring one percent too many or too few.
    let fits = sum.abs_diff(WHOLE) <= 1000;
    let note = format!("The shares make {} percent together.", sum / 1000);
    Some(result(page, line, ("100 percent", line.i), &parts, fits, note))
}

/// `sold goods for 4.2 billion and bought for 3.1 billion, a surplus of 1.3 billion`.
fn difference(page: &Page, n: usize, all: &[Amount]) -> Option<Check> {
    let line = page.lines.get(n)?;
    let words = &check_words().words;
    let noun = line.tokens.iter().position(|t| words.differences.has(t))?;
    let money: Vec<&Amount> = all.iter().filter(|a| a.measure == Measure::Money).collect();
    let [a, b, c] = money.as_slice() else { return None };
    let behind = c.at > noun && c.at <= noun + 3 && b.end <= noun;
    if !behind || money.iter().any(|m| is_rough(line, m)) {
        return None;
    }
    let gap = a.thousandths.abs_diff(b.thousandths);
    // Each figure may be rounded in its last place: a twentieth of the gap is let go.
    let fits = gap.abs_diff(c.thousandths) <= gap / 20;
    let written = page.words(line.slice(c.at, c.end));
    let note = format!("The difference of the two amounts is not {written}.");
    let parts = [*a, *b];
    Some(result(page, line, (&written, line.i), &parts, fits, note))
}

/// `exchanged 146 prisoners each … In all, 300 came home`.
fn each(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let at = line.tokens.iter().position(|t| t.is("each"))?;
    let (start, number) = (at.saturating_sub(6)..at).find_map(|k| {
        let number = cardinal(line.tokens, k).filter(|c| c.value >= 2)?;
        (!is_approximate(line.tokens, k, number.len)).then_some((k, number))
    })?;
    // Two sides, named before the number.
    let two = line.slice(0, start).iter().filter(|t| t.is("and")).count() == 1;
    let sides = line
        .slice(0, start)
        .windows(3)
        .any(|w| matches!(w, [a, and, b] if a.is_capitalised() && and.is("and") && b.is_capitalised()));
    let near = page.lines.iter().skip(n + 1).take(2);
    let (other, k, total) = near.into_iter().find_map(|l| {
        let lead = (l.is_at(0, &["in"]) && l.is_at(1, &["all", "total"])) || l.is_at(0, &["altogether", "together"]);
        let (k, total) = (1..6).find_map(|k| Some((k, cardinal(l.tokens, k)?))).filter(|_| lead)?;
        (!is_approximate(l.tokens, k, total.len)).then_some((l, k, total))
    })?;
    if !two || !sides || line.is_at(at + 1, &["other"]) {
        return None;
    }
    let sum = number.value.checked_mul(2)?;
    let note = format!("Twice {} is {sum}, not {}.", number.value, total.value);
    let values = vec![
        (page.words(other.slice(k, k + total.len)), other.i),
        (format!("{} each", page.words(line.slice(start, start + number.len))), line.i),
    ];
    let outcome = if sum == total.value { Verdict::Agrees } else { Verdict::Contradicts };
    Some(check("sum", outcome, values, note))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn amounts_make_their_whole() {
        let text = |b: &str| {
            format!(
                "Two banks pay 90 million euros for the pier: 60 million come from Oslo and {b} million from Porto."
            )
        };
        assert_eq!(verdicts("sum", "", &text("20")), [Contradicts]);
        assert_eq!(verdicts("sum", "", &text("30")), [Agrees]);
        assert_eq!(
            verdicts("sum", "", "They pay about 90 million euros: 60 million from Oslo and 20 million from Porto."),
            []
        );
    }

    #[test]
    fn shares_make_a_hundred() {
        let text = |c: &str| format!("Oslo pays 50 percent, Porto 30 percent and Riga the remaining {c} percent.");
        assert_eq!(verdicts("sum", "", &text("30")), [Contradicts]);
        assert_eq!(verdicts("sum", "", &text("20")), [Agrees]);
        assert_eq!(verdicts("sum", "", "Prices rose by 70 percent in Oslo and by 60 percent in Porto."), []);
        assert_eq!(verdicts("sum", "", "She won 54 percent of the votes in Oslo and 51 percent in Porto."), []);
    }

    #[test]
    fn a_surplus_is_the_difference() {
        let text = |c: &str| {
            format!("Porto sold fish for 2.4 billion and bought fish for 1.1 billion euros, a surplus of {c} billion.")
        };
        assert_eq!(verdicts("sum", "", &text("1.6")), [Contradicts]);
        assert_eq!(verdicts("sum", "", &text("1.3")), [Agrees]);
    }

    #[test]
    fn so_many_each_is_twice_as_many() {
        let text = |n: &str| format!("Oslo and Porto set free 40 sailors each. In all, {n} men came home.");
        assert_eq!(verdicts("sum", "", &text("90")), [Contradicts]);
        assert_eq!(verdicts("sum", "", &text("80")), [Agrees]);
    }
}
