//! The grammar of calendar expressions: `Tuesday, June 19`, `12 July`, `19-20 June 2018`, `in 2014`.

use chrono::Weekday;

use super::{Mention, Stamp};
use crate::lexicon::story_words;
use crate::text::{Case, Token};

/// All calendar expressions of a sentence, left to right.
pub(in crate::story) fn mentions(tokens: &[Token]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match mention(tokens, at) {
            Some(mention) => {
                at = mention.at.end.max(at + 1);
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

fn mention(tokens: &[Token], at: usize) -> Option<Mention> {
    let mut weekdays = weekdays(tokens, at);
    let mut end = at + weekdays.1;
    let dates = if weekdays.0.is_empty() {
        dates(tokens, at)
    } else {
        dates(tokens, after_weekday(tokens, end)).filter(|d| d.stamps.iter().all(|s| s.day.is_some()))
    };
    let (stamps, range) = match dates {
        Some(dates) => {
            end = dates.end;
            (dates.stamps, dates.range)
        }
        None if weekdays.0.is_empty() => return None,
        None => (Vec::new(), false),
    };
    if weekdays.0.is_empty() && stamps.iter().any(|s| s.day.is_some()) {
        weekdays = trailing_weekdays(tokens, end);
        end += weekdays.1;
    }
    let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    let weekend =
        !stamps.is_empty() && before.iter().any(|t| t.is("weekend")) && stamps.iter().all(|s| s.day.is_some());
    Some(Mention { at: at..end, weekdays: weekdays.0, weekend, stamps, range })
}

fn weekday(tokens: &[Token], at: usize) -> Option<Weekday> {
    let token = tokens.get(at).filter(|t| t.case != Case::Lower)?;
    let number = crate::lexicon::weekday(&token.norm).filter(|name| !name.also_word)?.number;
    // A short form needs its full stop or a comma (`Tue.`, `Fri, May 4`).
    if token.norm.len() < 6 && !tokens.get(at + 1).is_some_and(|t| t.is_any(&[".", ","])) {
        return None;
    }
    Weekday::try_from(u8::try_from(number).ok()?.checked_sub(1)?).ok()
}

/// One weekday, or the two ends of `Wednesday to Friday`, with the number of tokens.
fn weekdays(tokens: &[Token], at: usize) -> (Vec<Weekday>, usize) {
    let Some(first) = weekday(tokens, at) else { return (Vec::new(), 0) };
    let dot = usize::from(tokens.get(at + 1).is_some_and(|t| t.is(".")) && tokens[at].norm.len() < 6);
    let joined = tokens.get(at + 1 + dot).is_some_and(|t| t.is("and") || story_words().words.range_to.has(t));
    match weekday(tokens, at + 2 + dot).filter(|_| joined) {
        Some(second) => (vec![first, second], 3 + dot),
        None => (vec![first], 1 + dot),
    }
}

/// Steps over what may stand between a weekday and its date: `Thursday night, the`, `(`.
fn after_weekday(tokens: &[Token], mut at: usize) -> usize {
    for words in [&["morning", "night", "evening", "afternoon"][..], &[",", "("], &["the"]] {
        at += usize::from(tokens.get(at).is_some_and(|t| t.is_any(words)));
    }
    at
}

/// Weekdays behind a date: `(Tuesday and Wednesday)`, `, a Saturday`.
fn trailing_weekdays(tokens: &[Token], at: usize) -> (Vec<Weekday>, usize) {
    let open = tokens.get(at).is_some_and(|t| t.is("("));
    let skip = match (open, tokens.get(at), tokens.get(at + 1)) {
        (true, ..) => 1,
        (_, Some(comma), Some(a)) if comma.is(",") && a.is("a") => 2,
        _ => return (Vec::new(), 0),
    };
    let (days, len) = weekdays(tokens, at + skip);
    if days.is_empty() { (days, 0) } else { (days, len + skip) }
}

struct Dates {
    stamps: Vec<Stamp>,
    range: bool,
    end: usize,
}

fn dates(tokens: &[Token], at: usize) -> Option<Dates> {
    month_led(tokens, at).or_else(|| day_led(tokens, at)).or_else(|| year_alone(tokens, at))
}

/// A month's name at `at`, with the number of tokens (its dot included). `may` and `march` need a capital, and at the
/// start of a sentence a number behind them.
fn month(tokens: &[Token], at: usize) -> Option<(u32, usize)> {
    let token = tokens.get(at).filter(|t| t.is_capitalised())?;
    let number = crate::lexicon::month(&token.norm)?.number;
    let dot = token.norm.len() < 5
        && tokens.get(at + 1).is_some_and(|t| t.is("."))
        && !token.is_any(&["may", "june", "july"]);
    let len = 1 + usize::from(dot);
    let doubtful = token.is_any(&["may", "march"]) && at == 0;
    if doubtful && !tokens.get(at + 1).is_some_and(Token::is_number) {
        return None;
    }
    Some((number, len))
}

fn day(tokens: &[Token], at: usize) -> Option<u32> {
    let token = tokens.get(at).filter(|t| t.is_number() && t.norm.len() <= 4)?;
    let digits = token.norm.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let suffix = token.norm.get(digits.len()..)?;
    if digits.len() > 2 || !matches!(suffix, "" | "st" | "nd" | "rd" | "th") {
        return None;
    }
    digits.parse().ok().filter(|d| (1..=31).contains(d))
}

fn year(tokens: &[Token], at: usize) -> Option<i32> {
    let token = tokens.get(at).filter(|t| t.is_number() && t.norm.len() == 4)?;
    token.norm.parse().ok().filter(|y| (1500..=2100).contains(y))
}

/// `June 19`, `June 19 to 20`, `March 4, 9 and 14`, `Nov. 30 - Dec. 2, 2018`, `June 2018`, `June`.
fn month_led(tokens: &[Token], at: usize) -> Option<Dates> {
    let (month_number, len) = month(tokens, at)?;
    let mut end = at + len;
    let Some(first) = day(tokens, end) else {
        let skip = usize::from(tokens.get(end).is_some_and(|t| t.is_any(&[",", "of"])));
        let year = year(tokens, end + skip);
        end += if year.is_some() { skip + 1 } else { 0 };
        return Some(Dates { stamps: vec![Stamp { year, month: Some(month_number), day: None }], range: false, end });
    };
    end += 1;
    let mut stamps = vec![Stamp { year: None, month: Some(month_number), day: Some(first) }];
    let mut range = false;
    while let Some(next) = next_day(tokens, end) {
        let mut month_here = month_number;
        let mut step = next.0 + 1;
        if let Some((other, other_len)) = month(tokens, end + next.0) {
            let Some(_) = day(tokens, end + next.0 + other_len) else { break };
            month_here = other;
            step += other_len;
        } else if !closes_day(tokens, end + next.0) {
            break;
        }
        let Some(day) = day(tokens, end + step - 1) else { break };
        stamps.push(Stamp { year: None, month: Some(month_here), day: Some(day) });
        range |= next.1;
        end += step;
    }
    end = with_year(tokens, end, &mut stamps);
    Some(Dates { range: range && stamps.len() == 2, stamps, end })
}

/// What joins another day: (tokens before the day, true for a range). A comma needs an `and` further on.
fn next_day(tokens: &[Token], at: usize) -> Option<(usize, bool)> {
    let joint = tokens.get(at)?;
    if joint.is("and") {
        return Some((1, false));
    }
    if story_words().words.range_to.has(joint) {
        return Some((1, true));
    }
    if !joint.is(",") {
        return None;
    }
    if tokens.get(at + 1).is_some_and(|t| t.is("and")) {
        return Some((2, false));
    }
    let more = tokens.get(at + 1..(at + 9).min(tokens.len()))?;
    let listed = more.iter().take_while(|t| t.is_number() || t.is_any(&[",", "and"]));
    let closed = listed.filter(|t| t.is("and")).count() == 1;
    (closed && day(tokens, at + 1).is_some()).then_some((1, false))
}

/// True where the number at `at` is a day and not the count of what follows (`June 4 and 9 soldiers`).
fn closes_day(tokens: &[Token], at: usize) -> bool {
    tokens.get(at + 1).is_none_or(|t| !t.is_word() || t.case != Case::Lower || story_words().words.after_day.has(t))
}

/// `12 July`, `19-20 June 2018`, `30 March to 2 April`, `8th of May`.
fn day_led(tokens: &[Token], at: usize) -> Option<Dates> {
    let mut days = vec![day(tokens, at)?];
    let (mut end, mut range) = (at + 1, false);
    while let Some((skip, is_range)) = next_day(tokens, end) {
        let Some(next) = day(tokens, end + skip) else { break };
        days.push(next);
        range |= is_range;
        end += skip + 1;
        if days.len() > 12 {
            return None;
        }
    }
    end += usize::from(tokens.get(end).is_some_and(|t| t.is("of")));
    let (month_number, len) = month(tokens, end)?;
    end += len;
    // `lost 30-7 Oct. 19`: the month has its day behind it, and what stands before is a score.
    if range && days.is_sorted_by(|a, b| a > b) && day(tokens, end).is_some() {
        return None;
    }
    let mut stamps: Vec<Stamp> =
        days.into_iter().map(|d| Stamp { year: None, month: Some(month_number), day: Some(d) }).collect();
    if stamps.len() == 1 {
        let year_between = usize::from(year(tokens, end).is_some());
        if let Some((skip, true)) = next_day(tokens, end + year_between)
            && let Some(second) = day(tokens, end + year_between + skip)
            && let Some((second_month, len)) = month(tokens, end + year_between + skip + 1)
        {
            stamps[0].year = year(tokens, end);
            stamps.push(Stamp { year: None, month: Some(second_month), day: Some(second) });
            range = true;
            end += year_between + skip + 1 + len;
        }
    }
    end = with_year(tokens, end, &mut stamps);
    Some(Dates { range: range && stamps.len() == 2, stamps, end })
}

fn with_year(tokens: &[Token], at: usize, stamps: &mut [Stamp]) -> usize {
    let skip = usize::from(tokens.get(at).is_some_and(|t| t.is(",")));
    let Some(year) = year(tokens, at + skip) else { return at };
    let last_month = stamps.last().and_then(|s| s.month);
    for stamp in stamps.iter_mut().filter(|s| s.year.is_none()) {
        // `30 December to 2 January 2019` began in 2018.
        let earlier = stamp.month > last_month && stamp.month.zip(last_month).is_some_and(|(a, b)| a - b > 6);
        stamp.year = Some(year - i32::from(earlier));
    }
    at + skip + 1
}

/// `2014` after a word that makes it a year.
fn year_alone(tokens: &[Token], at: usize) -> Option<Dates> {
    let year = year(tokens, at)?;
    tokens.get(at.checked_sub(1)?).filter(|t| story_words().words.before_year.has(t) || t.is(","))?;
    let lower = tokens.get(at + 1).is_some_and(|t| t.is_word() && t.case == Case::Lower && !closes_day(tokens, at));
    (!lower || tokens.get(at - 1).is_some_and(|t| t.is_any(&["in", "since"]))).then(|| Dates {
        stamps: vec![Stamp { year: Some(year), ..Stamp::default() }],
        range: false,
        end: at + 1,
    })
}
