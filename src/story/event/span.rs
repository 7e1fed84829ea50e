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

/// The days that the statement gives, or the ones that tell of the same event, and how far it has come.
pub(super) fn days_and_status(
    article: &Annotated,
    anchor: &Statement,
    related: &[&Statement],
    kind: EventType,
    at: usize,
) -> (EventDays, Status) {
    let all = std::iter::once(anchor).chain(related.iter().copied());
    let dated = all
        .clone()
        .find_map(|s| Some((s, first_day(article, s, if s.index == anchor.index { at } else { s.span.start })?)));
    let start = dated.as_ref().map(|(_, (start, _))| start);
    let status = status(article, anchor, kind, start);
    let Some((statement, (start, range_end))) = dated else { return (EventDays::default(), status) };
    let long = || all.clone().find_map(|s| length(article.document.tokens_of(s.index)));
    let end = range_end.or_else(|| last_day(&start, long()?));
    let one_day = status == Status::Done && !matches!(kind, EventType::Sanction | EventType::Expulsion);
    let end = end.or_else(|| one_day.then(|| start.value.clone()));
    (EventDays { start: Some(start.value), end, receipt: Some(statement.index) }, status)
}

/// The day nearest to the words that tell of the event, with the end of its range.
fn first_day(article: &Annotated, statement: &Statement, at: usize) -> Option<(Point, Option<String>)> {
    let all = points(article, statement);
    let published = article.document.article.published;
    let fits =
        |p: &Point| p.day && published.zip(p.last).is_none_or(|(day, last)| (day - last).num_days() <= PAST_DAYS);
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

/// True where the verb of the event itself stands in the past: `signed`, `met`, `arrived`; not `to be signed` and not
/// `had met`.
fn has_happened(tokens: &[Token], kind: EventType) -> bool {
    let verbs: &[&str] = match kind {
        EventType::Visit => &["arrived", "landed", "touched"],
        EventType::Agreement => &["signed"],
        EventType::Meeting | EventType::Talks | EventType::Summit => &["met"],
        _ => return false,
    };
    let tense = ["be", "being", "had", "having", "which", "that", "who"];
    let at = tokens.iter().position(|t| t.is_any(verbs));
    let before = |at: usize| tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    at.is_some_and(|at| at > 0 && !before(at).iter().any(|t| t.is_any(&tense)))
}

/// How far the event has come, by the words of its statement and its first day.
fn status(article: &Annotated, statement: &Statement, kind: EventType, start: Option<&Point>) -> Status {
    let tokens = article.document.tokens_of(statement.index);
    let any = |words: &[&str]| tokens.iter().any(|t| t.is_any(words));
    let pair = |first: &[&str], second: &[&str]| {
        tokens.windows(2).any(|w| matches!(w, [a, b] if a.is_any(first) && b.is_any(second)))
    };
    if pair(&["called"], &["off"])
        || pair(&["pulled"], &["out"])
        || any(&["cancelled", "canceled", "cancels", "cancelling"])
    {
        return Status::Cancelled;
    }
    let to_come = statement.modality == Modality::Planned
        || any(&["will", "due", "scheduled", "planned", "upcoming"])
        || pair(&["is", "are", "am", "expected"], &["to"])
        || pair(&["is", "are"], &["coming"]);
    let ahead = article.document.article.published.zip(start.and_then(|p| p.first)).map(|(day, first)| first > day);
    let done = has_happened(tokens, kind);
    match ahead {
        Some(true) if !done => return Status::Planned,
        None if to_come && !done => return Status::Planned,
        _ => {}
    }
    let lasting = matches!(kind, EventType::Visit | EventType::Summit | EventType::Talks | EventType::Meeting);
    let present = any(&[
        "arrived",
        "arrives",
        "landed",
        "lands",
        "touched",
        "begins",
        "began",
        "begin",
        "started",
        "starts",
        "opened",
        "opens",
        "is",
        "came",
        "currently",
        "begun",
        "visits",
        "visiting",
        "received",
    ]);
    if lasting && present && !any(&["ended", "closed", "concluded", "wrapped"]) {
        Status::UnderWay
    } else {
        Status::Done
    }
}
