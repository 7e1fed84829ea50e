//! When an event is, and how far it has come.

use chrono::{Days, NaiveDate};

use super::party::after_dateline;
use super::{Told, status};
use crate::lexicon::{event_types, story_words};
use crate::model::{Annotated, EventType, Kind, Statement, Status};
use crate::story::lengths::turn_before;
use crate::story::numbers::cardinal;
use crate::story::points::{Point, points};
use crate::text::Token;

/// A date that lies further back from publication than this, in days, is another event's.
const PAST_DAYS: i64 = 20;

/// Statements from the top that may date the event in passing, the strength of the words that they need, and the days before
/// publication in which it must lie.
const FURTHER: usize = 8;
const STRONG: i64 = 6;
const NEAR_DAYS: i64 = 3;

/// Statements from the top that are searched for a length, a departure or a printed day.
const SEARCHED: usize = 16;

/// Statements from the top in which any coming day is that of what is called off.
const SCHEDULED: usize = 5;

/// Tokens between a verb of ending and its day, at most.
const ENDED: usize = 24;

/// Tokens between a verb of saying and its day, at most.
const TELLS: usize = 2;

/// Tokens between a verb of calling off and its day, at most.
const CALLED: usize = 9;

/// First and last day, with the statement that gives them where it is another one.
#[derive(Debug, Default)]
pub(super) struct EventDays {
    pub start: Option<String>,
    pub end: Option<String>,
    pub receipt: Option<usize>,
}

/// The days that the statement gives, or the ones that tell of the same event, and how far it has come.
pub(super) fn days_and_status(told: &Told) -> (EventDays, Status) {
    let (article, anchor) = (told.article, told.anchor);
    let all = || std::iter::once(anchor).chain(told.related.iter().copied()).chain(told.near.iter().copied());
    let from = |s: &Statement| if s.index == anchor.index { told.at } else { s.span.start };
    let called_off = || scheduled(told).filter(|_| told.called_off);
    let in_text = called_off().or_else(|| all().find_map(|s| Some((s, first_day(told, s, from(s))?))));
    let told_in_text = in_text.is_some();
    let dated = in_text.or_else(|| further_down(told)).or_else(|| on_the_page(told));
    let status = status::status(told, dated.as_ref().map(|(_, (start, _))| start));
    // `last week`: it was not on the day of writing.
    let bygone = is_bygone(told);
    let on_the_day = || day_of_writing(article, status).or_else(|| today(told, status)).filter(|_| !bygone);
    let dated = dated.or_else(on_the_day);
    let Some((statement, (start, range_end))) = dated else { return (EventDays::default(), status) };
    if let Some((around, (first, end))) = spanning(told, &start).filter(|_| range_end.is_none()) {
        return (EventDays { start: Some(first.value), end, receipt: Some(around.index) }, status);
    }
    if let Some(first) = ended(told, statement, &start).filter(|_| range_end.is_none()) {
        return (
            EventDays { start: Some(first), end: Some(start.value), receipt: Some(statement.index) },
            Status::Done,
        );
    }
    let end = range_end.or_else(|| last(told, statement, &start, status)).filter(|e| *e >= start.value);
    let today = start.first.is_some() && start.first == article.document.article.published;
    let end = end.or_else(|| is_one_day(told.kind, status, told_in_text, today).then(|| start.value.clone()));
    let status = if lasts(told, &start, end.as_deref(), status) { Status::UnderWay } else { status };
    (EventDays { start: Some(start.value), end, receipt: Some(statement.index) }, status)
}

/// True where the statement that tells the event puts it into a week or month before the day of writing.
fn is_bygone(told: &Told) -> bool {
    let published = told.article.document.article.published;
    let coarse = |p: &Point| !p.day && published.zip(p.last).is_some_and(|(day, last)| last < day);
    let near = |p: &Point| published.zip(p.last).is_some_and(|(day, last)| (day - last).num_days() <= PAST_DAYS);
    points(told.anchor).iter().any(|p| coarse(p) && near(p))
}

/// `ended a three-day mission on Tuesday`: the day is the last, and the length tells the first.
fn ended(told: &Told, statement: &Statement, last: &Point) -> Option<String> {
    let tokens = told.article.document.tokens_of(statement.index);
    let day = last.first.filter(|_| told.kind.is_in_person() && last.day)?;
    let verb = tokens.iter().position(|t| story_words().words.ended.has(t))?;
    let long = length(tokens.get(verb..)?).or_else(|| days_of(tokens)).or_else(|| length(tokens.get(..verb)?))?;
    let at = tokens.partition_point(|t| t.span.start < last.at);
    let near = at.abs_diff(verb) <= ENDED;
    day.checked_sub_days(Days::new(long.checked_sub(1)?)).filter(|_| near).map(|d| d.to_string())
}

/// `three days of talks`.
fn days_of(tokens: &[Token]) -> Option<u64> {
    (0..tokens.len()).find_map(|at| {
        let number = cardinal(tokens, at).filter(|n| (2..=15).contains(&n.value))?;
        let end = at + number.len;
        let days = tokens.get(end).is_some_and(|t| t.is("days")) && tokens.get(end + 1).is_some_and(|t| t.is("of"));
        let noun = tokens.get(end + 2..(end + 6).min(tokens.len())).unwrap_or_default();
        (days && story_words().words.lengthy.any(noun)).then_some(number.value)
    })
}

/// True for a stay or talks that have begun by the day of writing and end after it.
fn lasts(told: &Told, start: &Point, end: Option<&str>, status: Status) -> bool {
    let written = told.article.document.article.published;
    let end = end.and_then(|end| end.parse::<NaiveDate>().ok());
    let within = written.zip(start.first).zip(end).is_some_and(|((day, first), end)| first <= day && day < end);
    status == Status::Done && told.kind.is_in_person() && within
}

/// True for what begins and ends on the day that is told.
fn is_one_day(kind: EventType, status: Status, told_in_text: bool, today: bool) -> bool {
    match (status, kind) {
        (Status::Done, EventType::Sanction | EventType::Expulsion) => false,
        (Status::Done, EventType::Vote | EventType::Statement | EventType::Call) => true,
        (Status::Done, _) | (Status::UnderWay, EventType::Meeting) => told_in_text,
        // What is signed is signed within the day.
        (Status::Planned, EventType::Agreement) => told_in_text && today,
        _ => false,
    }
}

/// A stay from one day to another around the day that is told: `an official visit from 18 to 21 October`.
fn spanning<'a>(told: &Told<'a>, start: &Point) -> Option<(&'a Statement, (Point, Option<String>))> {
    let (article, day) = (told.article, start.first?);
    let lasting = article.statements.iter().take(SEARCHED).filter(|_| told.kind.is_in_person());
    lasting
        .filter(|s| {
            let mut words = event_types().all(article.document.tokens_of(s.index));
            words.any(|(_, m)| m.value.0 == told.kind)
        })
        .find_map(|s| {
            let all = points(s);
            let ends = all.iter().zip(all.iter().skip(1)).find(|(from, to)| {
                let around =
                    from.first.zip(to.last).is_some_and(|(a, b)| a <= day && day <= b && (b - a).num_days() < 15);
                from.opens_range && from.day && to.day && around
            });
            ends.map(|(from, to)| (s, (from.clone(), Some(to.value.clone()))))
        })
}

/// The day of writing, where what the event brings is told to be still to come `today`.
fn today<'a>(told: &Told<'a>, status: Status) -> Option<(&'a Statement, (Point, Option<String>))> {
    let published = told.article.document.article.published?;
    let open = told.kind.is_in_person() && matches!(status, Status::UnderWay | Status::Done);
    let body = told.article.statements.iter().filter(|s| open && s.kind == Kind::Agenda && s.furniture.is_none());
    body.take(3).find_map(|s| {
        let day = points(s).into_iter().find(|p| p.day && p.first == Some(published))?;
        Some((s, (day, None)))
    })
}

/// The coming day on which what is called off was to be: beside words for it, else at the top.
fn scheduled<'a>(told: &Told<'a>) -> Option<(&'a Statement, (Point, Option<String>))> {
    let article = told.article;
    let published = article.document.article.published?;
    let body = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none());
    let coming = |p: &Point| p.day && !p.told_past && p.first.is_some_and(|d| d > published);
    let find = |s: &'a Statement| Some((s, (points(s).into_iter().find(coming)?, None)));
    let names_it =
        |s: &&Statement| event_types().all(article.document.tokens_of(s.index)).any(|(_, m)| m.value.0 == told.kind);
    let beside = body.clone().take(SEARCHED).filter(names_it).find_map(find);
    beside.or_else(|| body.take(SCHEDULED).find_map(find))
}

/// The last day of a stay: by its length, or the day on which it is told to end.
fn last(told: &Told, dated: &Statement, start: &Point, status: Status) -> Option<String> {
    if !told.kind.is_in_person() {
        return None;
    }
    let body = told.article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(SEARCHED);
    let words = &story_words().words;
    let tokens = |s: &Statement| told.article.document.tokens_of(s.index);
    // The days count from the one that is told only where that is the first.
    let opens = |s: &Statement| words.begins.any(tokens(s)) || words.comes.any(tokens(s));
    let first = opens(dated) || opens(told.anchor) || status == Status::Planned;
    let near = std::iter::once(told.anchor).chain(told.related.iter().copied()).chain(told.near.iter().copied());
    let long = near.chain(body.clone()).filter(|s| first || s.index == dated.index).find_map(|s| length(tokens(s)));
    if let Some(days) = long {
        return last_day(start, days);
    }
    let leaves = |s: &Statement| {
        let tokens = told.article.document.tokens_of(s.index);
        points(s).into_iter().find(|p| {
            let at = tokens.partition_point(|t| t.span.start < p.at);
            let around = tokens.get(at.saturating_sub(4)..(at + 5).min(tokens.len())).unwrap_or_default();
            let soon = p.first.zip(start.first).is_some_and(|(d, from)| (1..=15).contains(&(d - from).num_days()));
            p.day && soon && story_words().words.departs.any(around)
        })
    };
    let open = status != Status::Done;
    body.clone().filter(|_| open).find_map(leaves).map(|p| p.value)
}

/// A day just before publication beside words for the event's type, in a sentence of any kind: `on Friday they signed it`.
fn further_down<'a>(told: &Told<'a>) -> Option<(&'a Statement, (Point, Option<String>))> {
    let published = told.article.document.article.published?;
    let body = told.article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(FURTHER);
    body.filter(|s| s.quote.is_none()).find_map(|s| {
        let tokens = told.article.document.tokens_of(s.index);
        let strong = |m: &(EventType, i64)| m.0 == told.kind && m.1 >= STRONG;
        let (at, _) = event_types().all(tokens).find(|(_, m)| strong(m.value))?;
        let found = first_day(told, s, tokens.get(at)?.span.start)?;
        let near = found.0.last.is_some_and(|d| (0..=NEAR_DAYS).contains(&(published - d).num_days()));
        // `what divides politics today` dates nothing.
        let written = told.article.document.article.text.get(found.0.at..found.0.end)?;
        (near && !written.eq_ignore_ascii_case("today")).then_some((s, found))
    })
}

/// A day in the headline or a caption that also has words for the event's type: nowhere else is it dated.
fn on_the_page<'a>(told: &Told<'a>) -> Option<(&'a Statement, (Point, Option<String>))> {
    let (article, kind) = (told.article, told.kind);
    let page = article.statements.iter().filter(|s| s.is_noise() || s.furniture.is_some()).take(SEARCHED);
    page.filter(|s| {
        let tokens = article.document.tokens_of(s.index);
        event_types().all(tokens).any(|(_, m)| m.value.0 == kind || m.value.0.is_in_person() && kind.is_in_person())
    })
    .find_map(|s| {
        let (point, end) = first_day(told, s, s.span.start)?;
        let written = article.document.article.text.get(point.at..point.end)?;
        // `tomorrow` in a headline tells of a detail.
        written.bytes().any(|b| b.is_ascii_digit()).then_some((s, (point, end)))
    })
}

/// The day that the page bears, where the event is told as going on, or as just done on a page with its day printed on it.
fn day_of_writing(article: &Annotated, status: Status) -> Option<(&Statement, (Point, Option<String>))> {
    let published = article.document.article.published?;
    let page = article.statements.iter().filter(|s| s.is_noise() || s.furniture.is_some()).take(SEARCHED);
    let printed = page.flat_map(|s| points(s).into_iter().map(move |p| (s, p)));
    let mut printed = printed.filter(|(_, p)| p.day && p.first == Some(published));
    match status {
        Status::UnderWay | Status::Done => printed.next().map(|(s, p)| (s, (p, None))),
        Status::Planned | Status::Cancelled => None,
    }
}

/// The day nearest to the words that tell of the event, with the end of its range.
fn first_day(told: &Told, statement: &Statement, at: usize) -> Option<(Point, Option<String>)> {
    let (article, kind) = (told.article, told.kind);
    let all = points(statement);
    let tokens = article.document.tokens_of(statement.index);
    let published = article.document.article.published;
    // A measure is taken by being announced; a signing is not.
    let elsewhere = statement.index != told.anchor.index && !told.to_come;
    let happened = elsewhere && status::has_happened(article.document.tokens_of(told.anchor.index), kind);
    let announced_only = kind == EventType::Agreement || kind.is_in_person();
    let fits = |p: &Point| {
        let old = published.zip(p.last).is_some_and(|(day, last)| (day - last).num_days() > PAST_DAYS);
        // The day on which somebody speaks of what is to come is not its day.
        let past = |first| p.told_past || published.map_or(told.called_off, |day| first <= day);
        let gone = told.to_come && p.first.map_or(told.called_off && published.is_none(), past);
        // They met: the day of the next stop, told elsewhere, is not that of the meeting.
        let next = happened && published.zip(p.first).is_some_and(|(day, first)| first > day);
        let is_told = (announced_only && is_of_telling(tokens, p, at)) || is_of_answer(tokens, p, at);
        let after = is_of_day_after(tokens, at);
        p.day
            && !old
            && !gone
            && !next
            && !is_told
            && !after
            && !is_other(tokens, p, kind)
            && !is_of_calling_off(tokens, p, at)
    };
    let candidates = all.iter().enumerate().filter(|(_, p)| fits(p));
    let opened = after_dateline(article, statement);
    let (k, start) = candidates.min_by_key(|(k, p)| {
        // A range tells the days of the event itself; the day of a dateline is that of writing.
        (!p.opens_range, p.at < opened, p.at.abs_diff(at), *k)
    })?;
    let end = all.get(k + 1).filter(|p| start.opens_range && p.day).map(|p| p.value.clone());
    Some((start.clone(), end))
}

/// The day on which a measure takes effect or somebody spoke is not that of the event: `tariffs from January 1`.
fn is_other(tokens: &[Token], point: &Point, kind: EventType) -> bool {
    let at = tokens.partition_point(|t| t.span.start < point.at);
    let before = tokens.get(at.saturating_sub(4)..at).unwrap_or_default();
    let later = story_words().words.bounding.any(before.get(before.len().saturating_sub(1)..).unwrap_or_default());
    let end = tokens.partition_point(|t| t.span.start < point.end);
    let due = tokens.get(end).is_some_and(|t| t.is("deadline"));
    let effect = due || before.iter().any(|t| story_words().words.effect.has(t));
    (later && matches!(kind, EventType::Agreement | EventType::Sanction | EventType::Statement))
        || effect
        || is_of_another(tokens, end, kind)
}

/// `to help the victims of Monday's earthquake`: the day of something else than the event.
fn is_of_another(tokens: &[Token], end: usize, kind: EventType) -> bool {
    let owns = tokens.get(end).is_some_and(|t| t.is("'s"));
    let owned = tokens.get(end + 1..(end + 4).min(tokens.len())).unwrap_or_default();
    let mut named = event_types().all(owned).map(|(_, m)| m.value.0);
    owns && story_words().words.disasters.any(owned) && !named.any(|k| k == kind)
}

/// The day on which another contact is called off, before the words at byte `at` that tell of this one: `cancelled talks
/// with the king on Friday, and may not come to the summit`.
fn is_of_calling_off(tokens: &[Token], point: &Point, at: usize) -> bool {
    let date = tokens.partition_point(|t| t.span.start < point.at);
    let before = tokens.get(date.saturating_sub(CALLED)..date).unwrap_or_default();
    at > point.at && story_words().words.calls_off.any(before)
}

/// The day on which somebody tells of what is to come, before the words for it at byte `at`: `announced on Monday that they
/// will sign a pact in May`.
fn is_of_telling(tokens: &[Token], point: &Point, at: usize) -> bool {
    let words = &story_words().words;
    let date = tokens.partition_point(|t| t.span.start < point.at);
    let told = words.tells.any(tokens.get(date.saturating_sub(TELLS)..date).unwrap_or_default());
    let event = tokens.partition_point(|t| t.span.start < at);
    let between = tokens.get(date..event).unwrap_or_default();
    told && between.iter().any(|t| words.announced.has(t))
}

/// `is in Lima on Monday, a day after a meeting with the king`: with the words for the event at byte `at`, no day that the
/// sentence names is that of the meeting.
fn is_of_day_after(tokens: &[Token], at: usize) -> bool {
    let event = tokens.partition_point(|t| t.span.start < at);
    let unit = |t: &Token| t.is_any(&["day", "days", "week", "weeks"]);
    turn_before(tokens, event).any(|(length, after)| unit(length) && after.is("after"))
}

/// The day on which somebody answers, before the words at byte `at` for what is answered: `said on Saturday that it would
/// retaliate against the sanctions`.
fn is_of_answer(tokens: &[Token], point: &Point, at: usize) -> bool {
    let words = &story_words().words;
    let date = tokens.partition_point(|t| t.span.start < point.at);
    let told = words.tells.any(tokens.get(date.saturating_sub(TELLS)..date).unwrap_or_default());
    let event = tokens.partition_point(|t| t.span.start < at);
    told && words.answers.any(tokens.get(date..event).unwrap_or_default())
}

/// `three-day visit`, `for two days`, `stays three days`, `four days on the island lie before him`.
fn length(tokens: &[Token]) -> Option<u64> {
    let words = &story_words().words;
    (0..tokens.len()).find_map(|at| {
        let number = cardinal(tokens, at).filter(|n| (2..=15).contains(&n.value))?;
        let end = at + number.len;
        let is = |k: usize, words: &[&str]| tokens.get(k).is_some_and(|t| t.is_any(words));
        let noun = tokens.get(end + 2..(end + 6).min(tokens.len())).unwrap_or_default();
        let glued = is(end, &["-"]) && is(end + 1, &["day"]) && words.lengthy.any(noun);
        // `for two landmark days`.
        let days = (end..end + 2).find(|k| is(*k, &["days"]));
        let Some(days) = days else { return glued.then_some(number.value) };
        let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
        let led = before.last().is_some_and(|t| words.lasting.has(t));
        // `In Chile for two days, the king …`.
        let placed = matches!(before, [.., into, place, _] if into.is("in") && place.is_capitalised());
        let stay =
            led && (placed || words.lengthy.any(before) || words.comes.any(tokens.get(..at).unwrap_or_default()));
        let begun = words.comes.any(tokens.get(days..(days + 9).min(tokens.len())).unwrap_or_default());
        let back = is(days + 1, &["ago", "earlier", "before", "after", "later", "of"]);
        (glued || (!back && (stay || begun || is(days + 1, &["long"])))).then_some(number.value)
    })
}

fn last_day(start: &Point, length: u64) -> Option<String> {
    let day: NaiveDate = start.first?;
    day.checked_add_days(Days::new(length.checked_sub(1)?)).map(|d| d.to_string())
}
