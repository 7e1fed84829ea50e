//! Days that the calendar does not have, ranges that run backwards, weekdays and weekends that do not fit their date.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::model::{Check, Verdict};
use crate::story::calendar::{Mention, Stamp};
use crate::story::page::{Line, Page, check, stamp_text, verdict, weekday_name};

/// A date without a year is only held against a weekday when it lies this near to the day of publication: further off
/// another year may be meant.
const NEAR_DAYS: i64 = 120;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let mut found = Vec::new();
    for line in &page.lines {
        for mention in &line.mentions {
            found.extend(no_such_day(page, line, mention));
            found.extend(backwards(page, line, mention));
            found.extend(weekdays(page, line, mention));
            found.extend(weekend(page, line, mention));
        }
    }
    found
}

fn no_such_day(page: &Page, line: &Line, mention: &Mention) -> Option<Check> {
    let missing = mention.stamps.iter().copied().find(|stamp| {
        let Some(day) = stamp.day else { return false };
        let mut stamp = page.dated(*stamp);
        if stamp.year.is_none() {
            stamp.year = Some(2000);
        }
        // The nearest year may be the wrong one for a leap day: without a year it must be near.
        let leap_day = stamp.month == Some(2) && day == 29;
        stamp.days().is_none() && !(leap_day && mention.stamps.iter().all(|s| s.year.is_none()))
    })?;
    let written = page.words(line.slice(mention.at.start, mention.at.end));
    let name = stamp_text(&missing);
    let note = format!("The article says “{written}”, but the calendar has no {name}.");
    Some(check("date", Verdict::Contradicts, vec![(written, line.i), (format!("no {name}"), line.i)], note))
}

fn backwards(page: &Page, line: &Line, mention: &Mention) -> Option<Check> {
    let [first, last] = mention.stamps.as_slice() else { return None };
    if !mention.range || first.day.is_none() || last.day.is_none() {
        return None;
    }
    let months = i64::from(last.month?) - i64::from(first.month?);
    let rolls_over = months < -6;
    let order = (first.year, first.month, first.day) > (last.year, last.month, last.day);
    if !order || (rolls_over && first.year == last.year && first.year.is_none()) {
        return None;
    }
    let written = page.words(line.slice(mention.at.start, mention.at.end));
    let (a, b) = (stamp_text(first), stamp_text(last));
    let note = format!("The range “{written}” ends before it begins.");
    Some(check("date", Verdict::Contradicts, vec![(a, line.i), (b, line.i)], note))
}

/// The day of a stamp, and whether its year can be relied on.
fn day_of(page: &Page, stamp: &Stamp) -> Option<(NaiveDate, bool)> {
    let (day, _) = page.dated(*stamp).days().filter(|_| stamp.day.is_some())?;
    let near = page.today.is_some_and(|today| (today - day).num_days().abs() <= NEAR_DAYS);
    Some((day, stamp.year.is_some() || near))
}

fn weekdays(page: &Page, line: &Line, mention: &Mention) -> Vec<Check> {
    let pairs: Vec<(&Weekday, &Stamp)> = match (mention.weekdays.len(), mention.stamps.len()) {
        (a, b) if a == b => mention.weekdays.iter().zip(&mention.stamps).collect(),
        (1, 2..) => mention.weekdays.iter().zip(&mention.stamps).take(1).collect(),
        _ => return Vec::new(),
    };
    let written = page.words(line.slice(mention.at.start, mention.at.end));
    let mut wrong = None;
    let mut sure = true;
    for (weekday, stamp) in pairs {
        let Some((day, reliable)) = day_of(page, stamp) else { return unsure(&written, line.i) };
        sure &= reliable;
        if day.weekday() != *weekday && wrong.is_none() {
            wrong = Some((day, *weekday));
        }
    }
    match wrong {
        _ if mention.stamps.is_empty() => Vec::new(),
        Some(_) if !sure => unsure(&written, line.i),
        Some((day, claimed)) => {
            let (name, date) = (weekday_name(day.weekday()), stamp_text(&stamp_of(day)));
            let note =
                format!("The article says “{written}”, but {date} was a {name}, not a {}.", weekday_name(claimed));
            let values = vec![(written, line.i), (format!("{date} is a {name}"), line.i)];
            vec![check("weekday", Verdict::Contradicts, values, note)]
        }
        None => vec![check("weekday", Verdict::Agrees, vec![(written, line.i)], String::new())],
    }
}

fn stamp_of(day: NaiveDate) -> Stamp {
    Stamp { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()) }
}

fn unsure(written: &str, i: usize) -> Vec<Check> {
    vec![check("weekday", Verdict::CannotCheck, vec![(written.to_owned(), i)], String::new())]
}

/// A weekend of one or two days is Saturday, Sunday or both; a longer one holds both.
fn weekend(page: &Page, line: &Line, mention: &Mention) -> Option<Check> {
    if !mention.weekend || line.tokens.iter().any(|t| t.is("long")) {
        return None;
    }
    let days: Option<Vec<(NaiveDate, bool)>> = mention.stamps.iter().map(|s| day_of(page, s)).collect();
    let days = days.filter(|d| d.iter().all(|(_, sure)| *sure))?;
    let is_free = |d: &NaiveDate| matches!(d.weekday(), Weekday::Sat | Weekday::Sun);
    let fits = match days.as_slice() {
        [(a, _)] => is_free(a),
        [(a, _), (b, _)] => {
            (is_free(a) && is_free(b)) || (b.signed_duration_since(*a).num_days() > 1 && (is_free(a) || is_free(b)))
        }
        more => more.iter().any(|(d, _)| is_free(d)),
    };
    let written = page.words(line.slice(mention.at.start, mention.at.end));
    let names: Vec<_> = days.iter().map(|(d, _)| weekday_name(d.weekday())).collect();
    let names = names.join(" and ");
    let note = format!("The article speaks of the weekend of {written}; the calendar has {names} there.");
    let values = vec![(format!("weekend of {written}"), line.i), (names, line.i)];
    Some(check("weekday", verdict(fits), values, note))
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::{read, verdicts};

    #[test]
    fn a_weekday_is_held_against_the_calendar() {
        assert_eq!(verdicts("weekday", "", "The envoys met on Friday, June 16, 2018."), [Contradicts]);
        assert_eq!(verdicts("weekday", "", "The envoys met on Saturday, June 16, 2018."), [Agrees]);
        assert_eq!(verdicts("weekday", "2018-06-10", "They meet from Monday to Tuesday (June 18-19)."), [Agrees]);
        assert_eq!(verdicts("weekday", "2018-06-10", "They meet from Tuesday to Friday (June 18-21)."), [Contradicts]);
        assert_eq!(verdicts("weekday", "", "They met on Monday, 19 June."), [CannotCheck]);
        assert_eq!(verdicts("weekday", "2018-12-28", "He comes on Tuesday, January 1."), [Agrees]);
    }

    #[test]
    fn a_weekend_is_saturday_and_sunday() {
        assert_eq!(verdicts("weekday", "2018-06-10", "They meet on the weekend of 16-17 June."), [Agrees]);
        assert_eq!(verdicts("weekday", "2018-06-10", "They meet on the weekend of 17 and 18 June."), [Contradicts]);
    }

    #[test]
    fn ranges_run_forward_and_days_exist() {
        assert_eq!(verdicts("date", "2022-10-01", "The visit is from October 24 to 21."), [Contradicts]);
        assert_eq!(verdicts("date", "2022-10-01", "The visit is from 30 December to 2 January."), []);
        assert_eq!(verdicts("date", "", "The note came on February 29, 2023."), [Contradicts]);
        assert_eq!(verdicts("date", "", "The note came on June 31."), [Contradicts]);
        assert_eq!(verdicts("date", "", "The note came on February 29, 2024."), []);
        assert_eq!(verdicts("date", "2022-11-01", "Riga lost there 30-7 Oct. 19."), []);
    }

    #[test]
    fn the_note_names_both_values() {
        let checks = read("", "The envoys met on Friday, June 16, 2018.");
        assert_eq!(
            checks[0].note,
            "The article says “Friday, June 16, 2018”, but 16 June 2018 was a Saturday, not a Friday."
        );
    }
}
