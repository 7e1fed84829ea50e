//! A person's age against the year of birth.

use chrono::{Datelike, NaiveDate};

use crate::model::{Check, Verdict};
use crate::story::calendar::Stamp;
use crate::story::numbers::{cardinal, is_approximate, ordinal};
use crate::story::page::{Line, Page, check, stamp_text, verdict};
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
    let mut found: Vec<Check> = (0..page.lines.len()).filter_map(|n| twice(page, n)).collect();
    found.extend((0..page.lines.len()).filter_map(|n| then_and_now(page, today, n)));
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
    let pronoun = |t: &Token| t.is_any(&["he", "she"]);
    // `Born in Oslo in 1971, he studied law.`
    let participle = line.is_at(0, &["born"]) && line.tokens.iter().take(12).any(pronoun);
    line.tokens.first().is_some_and(pronoun) || participle
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
        let in_brackets = before(&["("])
            && line.is_at(end, &[")"])
            && at >= 2
            && tokens.get(at - 2).is_some_and(Token::is_capitalised);
        let of_age = before(&["of"]) && at >= 2 && line.is_at(at - 2, &["age"]) && !is_then(line, at, end);
        let turned = before(&["turned", "turns", "turning"])
            && (closes || line.is_at(end, &["last", "this", "in", "earlier", "today", "yesterday", "when"]));
        if turned
            || old
            || (before(&["aged", "age", "is"]) && closes && !line.is_at(end, &["years"]))
            || in_commas
            || in_brackets
            || of_age
        {
            found.push(Age { years: n.value as i64, birthday: turned, start: at, end });
        }
    }
    found
}

/// True where a year stands before the age in its sentence: `in 1999, at the age of 26`.
fn is_then(line: &Line, at: usize, end: usize) -> bool {
    line.mentions.iter().any(|m| {
        let near = (m.at.end <= at && at - m.at.end <= 6) || (m.at.start >= end && m.at.start - end <= 8);
        near && m.stamps.iter().any(|s| s.year.is_some()) && !line.slice(0, m.at.start).iter().any(|t| t.is("born"))
    })
}

/// `Ana Lind, 61, … The 58-year-old lawyer`: one of the next two sentences, about the only person whose age is told.
fn twice(page: &Page, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let the = |l: &Line| {
        let number = cardinal(l.tokens, 1).filter(|c| l.is_at(0, &["the"]) && (15..=115).contains(&c.value))?;
        let glued = ["-", "year", "-", "old"].iter().enumerate().all(|(k, w)| l.is_at(1 + number.len + k, &[w]));
        glued.then_some(number)
    };
    let between = page.lines.get(n + 1).filter(|l| the(l).is_none());
    // A sentence between may be about somebody else, unless it says `he` or `her`.
    let same = between.is_none_or(|l| l.tokens.iter().any(|t| t.is_any(&["he", "she", "him", "her", "his"])));
    let next = page.lines.get(n + 1 + usize::from(between.is_some())).filter(|_| same)?;
    let number = the(next)?;
    let end = 1 + number.len;
    // `The 41-year-old Hanna Lind` may be somebody else.
    let other = next.slice(end + 4, end + 5).iter().any(Token::is_capitalised);
    let told = ages(line);
    let [only] = told.as_slice() else { return None };
    let people = line.tokens.windows(2).filter(|w| w.iter().all(Token::is_capitalised)).count();
    if other || only.birthday || people > 3 {
        return None;
    }
    let (a, b) = (page.words(line.slice(only.start, only.end)), page.words(next.slice(1, end + 4)));
    let note = format!("The article gives the age as {a} in one place and as {b} in another.");
    Some(check("age", verdict(only.years == number.value as i64), vec![(a, line.i), (b, next.i)], note))
}

/// `joined in 1999, at the age of 26` against the age today, told in the same sentence or next to it.
fn then_and_now(page: &Page, today: NaiveDate, n: usize) -> Option<Check> {
    let line = page.lines.get(n)?;
    let (at, number) = (0..line.tokens.len()).find_map(|at| {
        let number = cardinal(line.tokens, at).filter(|c| (15..=90).contains(&c.value))?;
        let end = at + number.len;
        let aged = at.checked_sub(1).is_some_and(|b| line.is_at(b, &["aged", "at"]))
            || (at >= 2 && line.is_at(at - 1, &["of"]) && line.is_at(at - 2, &["age"]));
        let closes = line.tokens.get(end).is_none_or(|t| !t.is_word() || t.is_any(&["in", "he", "she"]));
        (aged && closes && is_then(line, at, end)).then_some((at, number))
    })?;
    let years: Vec<i32> = line.mentions.iter().flat_map(|m| &m.stamps).filter_map(|s| s.year).collect();
    let [year] = years.as_slice() else { return None };
    let expected = i64::from(today.year() - year) + number.value as i64;
    let near = page.lines.iter().skip(n.saturating_sub(1)).take(3);
    let told: Vec<(&Line, Age)> = near
        .flat_map(|l| ages(l).into_iter().map(move |a| (l, a)))
        .filter(|(l, a)| !(a.birthday || (l.i == line.i && a.start == at)))
        .collect();
    let [(other, now)] = told.as_slice() else { return None };
    let adjacent = other.i == line.i || pronoun_first(line) || pronoun_first(other) || shares_name(line, other);
    let adjacent = adjacent || other.i + 1 == line.i;
    if !adjacent || expected <= 0 {
        return None;
    }
    let (a, b) = (page.words(other.slice(now.start, now.end)), page.words(line.slice(at, at + number.len)));
    let note = format!("Who was {b} in {year} is {expected} in {}, not {a}.", today.year());
    let fits = (expected - now.years).abs() <= 1;
    Some(check("age", verdict(fits), vec![(a, other.i), (format!("{b} in {year}"), line.i)], note))
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
    let outcome = match (fits, decided) {
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
    Some(check("age", outcome, vec![(written, age_line.i), (format!("born {birth}"), birth_line.i)], note))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn one_person_has_one_age() {
        let text =
            |n: &str| format!("The talks are led by Ana Lind, 61, of Norway. The {n}-year-old judge speaks Polish.");
        assert_eq!(verdicts("age", "2031-06-18", &text("57")), [Contradicts]);
        assert_eq!(verdicts("age", "2031-06-18", &text("61")), [Agrees]);
        let other = "The talks are led by Ana Lind, 61, of Norway. The 57-year-old Jan Moe helps her.";
        assert_eq!(verdicts("age", "2031-06-18", other), []);
    }

    #[test]
    fn an_age_of_then_gives_the_age_of_today() {
        let text = |n: &str| {
            format!("The new envoy, Ana Lind, {n}, is a judge. She joined the service in 2001, at the age of 24.")
        };
        assert_eq!(verdicts("age", "2031-06-18", &text("45")), [Contradicts]);
        assert_eq!(verdicts("age", "2031-06-18", &text("54")), [Agrees]);
    }

    #[test]
    fn an_age_may_stand_in_brackets() {
        let text = "The new envoy is Ana Lind (58). Born in Oslo in 1973, she was a judge.";
        assert_eq!(verdicts("age", "2031-06-18", text).iter().filter(|v| **v == Contradicts).count(), 0);
        assert!(verdicts("age", "2035-06-18", text).contains(&Contradicts));
    }

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
