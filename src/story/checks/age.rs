//! A person's age against the year of birth.

use chrono::{Datelike, NaiveDate};

use crate::model::{Check, Verdict};
use crate::story::calendar::Stamp;
use crate::story::numbers::{cardinal, is_approximate, ordinal};
use crate::story::page::{Line, Page, check, stamp_text};
use crate::text::Token;

/// Sentences between birth and age at most.
const REACH: usize = 3;

#[derive(Clone, Copy)]
struct Age {
    years: i64,
    /// True for a birthday: the year's difference must fit exactly.
    birthday: bool,
    start: usize,
    end: usize,
}

pub(super) fn read(page: &Page) -> Vec<Check> {
    let Some(today) = page.today else { return Vec::new() };
    let births: Vec<(usize, Stamp)> = page.lines.iter().enumerate().filter_map(|(n, l)| Some((n, birth(l)?))).collect();
    let mut found = Vec::new();
    for (n, born) in &births {
        let first = n.saturating_sub(REACH);
        let near = page.lines.iter().enumerate().skip(first).take(n - first + REACH + 1);
        let ages: Vec<(usize, Age)> = near.flat_map(|(k, l)| ages(l).into_iter().map(move |a| (k, a))).collect();
        let Some((k, age)) = nearest(page, *n, &ages, births.len()) else { continue };
        found.extend(compare(page, today, (*n, *born), (k, age)));
    }
    found
}

/// The age that is told of the one born in line `n`: in the same sentence, or elsewhere of the same name.
fn nearest(page: &Page, n: usize, ages: &[(usize, Age)], births: usize) -> Option<(usize, Age)> {
    if let Some(found) = ages.iter().find(|(k, _)| *k == n) {
        return Some(*found);
    }
    let [only] = ages else { return None };
    let (a, b) = (page.lines.get(n)?, page.lines.get(only.0)?);
    let adjacent = births == 1 && (pronoun_first(a) || pronoun_first(b));
    (adjacent || shares_name(a, b)).then_some(*only)
}

fn pronoun_first(line: &Line) -> bool {
    line.tokens.first().is_some_and(|t| t.is_any(&["he", "she"]))
}

fn shares_name(a: &Line, b: &Line) -> bool {
    let name =
        |t: &&Token| t.is_capitalised() && t.norm.len() > 1 && !t.is_any(&["mr", "mrs", "ms", "the", "in", "on"]);
    a.tokens.iter().filter(name).any(|t| b.tokens.iter().filter(name).any(|u| u.norm == t.norm))
}

fn birth(line: &Line) -> Option<Stamp> {
    let at = line.tokens.iter().position(|t| t.is("born"))?;
    let mention = line.mentions.iter().find(|m| m.at.start > at && m.at.start <= at + 8)?;
    mention.stamps.first().copied().filter(|s| s.year.is_some())
}

fn ages(line: &Line) -> Vec<Age> {
    let tokens = line.tokens;
    let mut found = Vec::new();
    for at in 0..tokens.len() {
        if let Some(n) = ordinal(tokens, at).filter(|n| line.is_at(at + n.len, &["birthday"])) {
            found.push(Age { years: n.value as i64, birthday: true, start: at, end: at + n.len + 1 });
        }
        let Some(n) = cardinal(tokens, at).filter(|n| (15..=115).contains(&n.value)) else { continue };
        if is_approximate(tokens, at, n.len) {
            continue;
        }
        let end = at + n.len;
        let before = |words: &[&str]| at.checked_sub(1).is_some_and(|b| line.is_at(b, words));
        let closes = line.tokens.get(end).is_none_or(|t| t.is_any(&[".", ",", ";", "and", "years", "on", ")"]));
        let years_old = (line.is_at(end, &["-"]) && line.is_at(end + 1, &["year"])) || line.is_at(end, &["years"]);
        let old = years_old && line.slice(end, end + 4).iter().any(|t| t.is("old"));
        let in_commas = before(&[","])
            && line.is_at(end, &[","])
            && at >= 2
            && tokens.get(at - 2).is_some_and(Token::is_capitalised);
        let turned = before(&["turned", "turns", "turning"]) && closes;
        if turned || old || (before(&["aged", "age", "is"]) && closes && !line.is_at(end, &["years"])) || in_commas {
            found.push(Age { years: n.value as i64, birthday: turned, start: at, end });
        }
    }
    found
}

fn compare(page: &Page, today: NaiveDate, born: (usize, Stamp), age: (usize, Age)) -> Option<Check> {
    let (birth_line, age_line) = (page.lines.get(born.0)?, page.lines.get(age.0)?);
    let difference = i64::from(today.year()) - i64::from(born.1.year?);
    // Near New Year the birthday may belong to the year before.
    let slack = i64::from(today.month() == 1 || today.month() == 12);
    let had_birthday = born.1.month.map(|m| (m, born.1.day.unwrap_or(1)) <= (today.month(), today.day()));
    let sure_not_yet = born.1.month.is_some_and(|m| m > today.month());
    let age_years = age.1.years;
    let fits = if age.1.birthday {
        (difference - age_years).abs() <= slack && (slack == 0 || age_years <= difference)
    } else {
        match had_birthday {
            _ if sure_not_yet => age_years == difference - 1,
            Some(true) if born.1.month.is_some_and(|m| m < today.month()) => age_years == difference,
            _ => age_years == difference || age_years == difference - 1,
        }
    };
    // A year off is left to the reader unless the month of birth decides it.
    let decided = fits || age.1.birthday || born.1.month.is_some() || (difference - age_years).abs() > 1;
    let verdict = match (fits, decided) {
        (true, _) => Verdict::Agrees,
        (false, true) => Verdict::Contradicts,
        (false, false) => Verdict::CannotCheck,
    };
    let written = page.words(age_line.slice(age.1.start, age.1.end));
    let birth = stamp_text(&born.1);
    let note = format!(
        "The age given ({written}) does not fit a birth in {birth}: in {} that makes {difference}.",
        today.year()
    );
    Some(check("age", verdict, vec![(written, age_line.i), (format!("born {birth}"), birth_line.i)], note))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn an_age_follows_from_the_year_of_birth() {
        let text = "The new envoy, Jan Kowalski, was born in November 1953 and is 64.";
        assert_eq!(verdicts("age", "2018-06-18", text), [Agrees]);
        assert_eq!(verdicts("age", "2023-06-18", text), [Contradicts]);
        let text = "Jan Kowalski turned 65 on Friday. Mr Kowalski, who was born in June 1956, was at work.";
        assert_eq!(verdicts("age", "2018-06-16", text), [Contradicts]);
        let text = "Jan Kowalski turned 65 on Friday. His aide Ewa Nowak was born in 1980.";
        assert_eq!(verdicts("age", "2018-06-16", text), []);
    }
}
