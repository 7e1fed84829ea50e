//! When the event is: its first day in one article against that in another, a weekend against a weekday.

use chrono::{Datelike, NaiveDate};

use super::{MOST, Source, Stated, compare, last_name};
use crate::lexicon::story_words;
use crate::model::{Check, EventType, Kind, Modality, Statement, Status, Verdict};
use crate::story::lengths::turn_before;
use crate::story::page::{month_name, state_of};
use crate::story::points::points;
use crate::text::Token;

/// Days further apart are days of other events.
const NEAR_DAYS: i64 = 3;

/// The event that a day belongs to.
struct Key {
    kind: EventType,
    state: Option<&'static str>,
    /// The last name of the first party.
    who: Option<String>,
    planned: bool,
    start: NaiveDate,
    end: NaiveDate,
    /// Told as the day on which it begins.
    begins: bool,
    /// All days that the article names.
    named: Vec<NaiveDate>,
}

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let stated: Vec<Stated<Key>> = sources.iter().enumerate().filter_map(|(n, s)| first_day(s, n)).collect();
    let same = |a: &Stated<Key>, b: &Stated<Key>| {
        let (x, y) = (&a.key, &b.key);
        // Where a place is on no map, one traveller stands for one journey.
        let place = x.state.is_some() && x.state == y.state;
        let who = (x.state.is_none() || y.state.is_none()) && x.kind == EventType::Visit && x.who.is_some();
        let one = x.kind == y.kind && x.planned == y.planned && (place || (who && x.who == y.who));
        let apart = (x.start - y.start).num_days().abs();
        // Who names both days, or a stay over both, disputes none.
        let known = x.named.contains(&y.start) || y.named.contains(&x.start);
        let overlap = x.start <= y.end && y.start <= x.end && !(x.begins && y.begins);
        one && (apart == 0 || (apart <= NEAR_DAYS && !known && !overlap))
    };
    let mut found = compare("date", &stated, same, |a, b| format!("One article dates the event “{a}”, another “{b}”."));
    found.extend(weekends(sources, &stated));
    found
}

/// The first day of the event, where the sentence that tells it puts a verb of it beside the date.
fn first_day(source: &Source, article: usize) -> Option<Stated<Key>> {
    let event = source.event()?;
    let annotated = &source.reading.annotated;
    let start: NaiveDate = event.start.as_deref()?.parse().ok()?;
    let end = event.end.as_deref().and_then(|e| e.parse().ok()).unwrap_or(start);
    let statement = event.receipts.iter().filter_map(|i| annotated.statements.get(*i)).find(|s| {
        let plain = matches!(s.kind, Kind::Event | Kind::Outcome)
            && matches!(s.modality, Modality::Asserted | Modality::Planned | Modality::Hedged);
        plain && points(s).iter().any(|p| p.day && p.first == Some(start))
    })?;
    let point = points(statement).into_iter().find(|p| p.day && p.first == Some(start))?;
    let tokens = annotated.document.tokens_of(statement.index);
    let at = tokens.partition_point(|t| t.span.start < point.at);
    let words = story_words();
    let near = tokens.get(at.saturating_sub(9)..(at + 9).min(tokens.len())).unwrap_or_default();
    let begins = near.iter().any(|t| words.words.begins.has(t) || t.is_any(&["due", "early"]));
    let contact = |t: &Token| words.words.contact.has(t) || words.once(t).is_some();
    let elsewhen = tokens.iter().enumerate().any(|(k, t)| contact(t) && is_of_another_time(tokens, k));
    if !begins && (elsewhen || !near.iter().any(contact)) {
        return None;
    }
    let recalls = |s: &&Statement| is_told_before(annotated.document.tokens_of(s.index));
    let body = annotated.statements.iter().filter(|s| s.furniture.is_none() && !recalls(s));
    let named = body.flat_map(points).filter(|p| p.day).filter_map(|p| p.first).collect();
    let state = event.place.as_deref().and_then(state_of).map(|(code, _)| code);
    let text =
        annotated.document.article.text.get(point.at..point.end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let who = event.actors.first().map(|a| last_name(a));
    let key = Key { kind: event.kind, state, who, planned: event.status == Status::Planned, start, end, begins, named };
    let text = if text.bytes().any(|b| b.is_ascii_digit()) { text } else { format!("{text}, {}", day_text(start)) };
    Some(Stated { key, value: start.to_string(), text, i: statement.index, article })
}

/// `a day after a meeting`: the word at `at` tells of what was before or comes later.
fn is_of_another_time(tokens: &[Token], at: usize) -> bool {
    let set_apart = |(unit, turn): (&Token, &Token)| {
        unit.is_any(&["day", "days", "week", "weeks", "hours", "month", "months"])
            && turn.is_any(&["after", "before", "following"])
    };
    turn_before(tokens, at).any(set_apart)
}

/// `had first reported that he would come on Sunday`: a day that has been taken back.
fn is_told_before(tokens: &[Token]) -> bool {
    let words = &story_words().words;
    tokens.windows(2).any(|pair| matches!(pair, [a, b] if a.is_any(&["first", "earlier", "initially", "originally", "previously"]) && words.tells.has(b)))
}

/// `the weekend of December 7 and 8` against `on Thursday`, the 7th.
fn weekends(sources: &[Source], stated: &[Stated<Key>]) -> Vec<Check> {
    let mut found = Vec::new();
    for (article, source) in sources.iter().enumerate() {
        let lines = source.page.lines.iter().take(40);
        for (line, mention) in
            lines.flat_map(|l| l.mentions.iter().filter(|m| m.weekend).map(move |m| (l, m))).take(MOST)
        {
            let Some(event) = source.event() else { continue };
            let days: Vec<NaiveDate> =
                mention.stamps.iter().filter_map(|s| source.page.dated(*s).days()).map(|d| d.0).collect();
            let from = (mention.at.start.saturating_sub(3)..mention.at.start).find(|k| line.is_at(*k, &["weekend"]));
            let text = source.page.words(line.slice(from.unwrap_or(mention.at.start), mention.at.end));
            let other = stated.iter().find(|s| {
                let workday = s.key.start.weekday().num_days_from_monday() < 5;
                s.article != article
                    && s.key.kind == event.kind
                    && days.contains(&s.key.start)
                    && workday
                    && has_weekday(&s.text)
            });
            let Some(other) = other else { continue };
            let weekday = other.text.split([',', ' ']).next().unwrap_or_default();
            let kind =
                serde_json::to_value(event.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
            let note = format!(
                "One article puts the {kind} on the “{text}”, another on “{weekday}” ({}).",
                day_text(other.key.start)
            );
            let value = |value: String, i, article| crate::model::CheckValue { value, i, article };
            let values = vec![value(text, line.i, article), value(weekday.to_owned(), other.i, other.article)];
            found.push(Check { slot: "date".to_owned(), verdict: Verdict::Contradicts, values, note });
        }
    }
    found
}

fn has_weekday(text: &str) -> bool {
    let first = text.split([',', ' ']).next().unwrap_or_default().to_lowercase();
    crate::lexicon::weekday(&first).is_some_and(|name| !name.also_word)
}

fn day_text(day: NaiveDate) -> String {
    format!("{} {}", day.day(), month_name(day.month()))
}
