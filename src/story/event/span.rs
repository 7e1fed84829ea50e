//! When an event is, and how far it has come.

use chrono::{Days, NaiveDate};

use crate::lexicon::story_words;
use crate::model::{Annotated, EventType, Modality, Statement, Status};
use crate::story::numbers::cardinal;
use crate::story::points::{Point, points};
use crate::text::Token;

/// A date that lies further back from publication than this, in days, is another event's.
const PAST_DAYS: i64 = 20;

/// First and last day, with the statement that gives them where it is another one.
#[derive(Debug, Default)]
pub(super) struct EventDays {
    pub start: Option<String>,
    pub end: Option<String>,
    pub receipt: Option<usize>,
}

/// The days that the statement gives, or the ones that tell of the same event.
pub(super) fn days(
    article: &Annotated,
    anchor: &Statement,
    related: &[&Statement],
    (kind, status, at): (EventType, Status, usize),
) -> EventDays {
    let all = std::iter::once(anchor).chain(related.iter().copied());
    let dated = all.clone().find_map(|s| Some((s, first_day(article, s, if s.index == anchor.index { at } else { s.span.start })?)));
    let Some((statement, (start, range_end))) = dated else { return EventDays::default() };
    let long = || all.clone().find_map(|s| length(article.document.tokens_of(s.index)));
    let end = range_end.or_else(|| last_day(&start, long()?));
    let one_day = status == Status::Done && !matches!(kind, EventType::Sanction | EventType::Expulsion);
    let end = end.or_else(|| one_day.then(|| start.value.clone()));
    EventDays { start: Some(start.value), end, receipt: Some(statement.index) }
}

/// The day nearest to the words that tell of the event, with the end of its range.
fn first_day(article: &Annotated, statement: &Statement, at: usize) -> Option<(Point, Option<String>)> {
    let all = points(article, statement);
    let published = article.document.article.published;
    let fits = |p: &Point| p.day && published.zip(p.last).is_none_or(|(day, last)| (day - last).num_days() <= PAST_DAYS);
    let candidates = all.iter().enumerate().filter(|(_, p)| fits(p));
    let (k, start) = candidates.min_by_key(|(k, p)| {
        // A range tells the days of the event itself.
        (!p.opens_range, p.at.abs_diff(at), *k)
    })?;
    let end = all.get(k + 1).filter(|p| start.opens_range && p.day).map(|p| p.value.clone());
    Some((start.clone(), end))
}

/// `three-day visit`, `for two days`, `stays three days`.
fn length(tokens: &[Token]) -> Option<u64> {
    (0..tokens.len()).find_map(|at| {
        let number = cardinal(tokens, at).filter(|n| (2..=15).contains(&n.value))?;
        let end = at + number.len;
        let is = |k: usize, words: &[&str]| tokens.get(k).is_some_and(|t| t.is_any(words));
        let noun = tokens.get(end + 2..(end + 6).min(tokens.len())).unwrap_or_default();
        let glued = is(end, &["-"]) && is(end + 1, &["day"]) && story_words().words.lengthy.any(noun);
        let before = at.checked_sub(1).is_some_and(|k| is(k, &["for", "of", "stays", "lasting", "lasts"]));
        (glued || (before && is(end, &["days"]))).then_some(number.value)
    })
}

fn last_day(start: &Point, length: u64) -> Option<String> {
    let day: NaiveDate = start.first?;
    day.checked_add_days(Days::new(length.checked_sub(1)?)).map(|d| d.to_string())
}

/// How far the event has come, by the words of its statement and the headline.
pub(super) fn status(article: &Annotated, statement: &Statement, kind: EventType) -> Status {
    let tokens = article.document.tokens_of(statement.index);
    let any = |words: &[&str]| tokens.iter().any(|t| t.is_any(words));
    let off = tokens.windows(2).any(|w| matches!(w, [a, b] if (a.is("called") && b.is("off")) || (a.is("pulled") && b.is("out"))));
    if off || any(&["cancelled", "canceled", "cancels", "cancelling"]) {
        return Status::Cancelled;
    }
    let ahead = points(article, statement).iter().any(|p| {
        p.day && article.document.article.published.zip(p.first).is_some_and(|(day, first)| first > day)
    });
    let to_come = any(&["will", "due", "expected", "scheduled", "planned", "plans"]) || statement.modality == Modality::Planned;
    if to_come && (ahead || statement.modality == Modality::Planned) {
        return Status::Planned;
    }
    let lasting = matches!(kind, EventType::Visit | EventType::Summit | EventType::Talks | EventType::Meeting);
    let present = any(&[
        "arrived", "arrives", "landed", "lands", "touched", "begins", "began", "begin", "started", "starts", "opened", "opens",
        "is", "came", "currently", "begun", "visits", "visiting",
    ]);
    if lasting && present && !any(&["ended", "closed", "concluded", "wrapped"]) { Status::UnderWay } else { Status::Done }
}
