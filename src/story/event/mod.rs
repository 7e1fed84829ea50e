//! The one event that an article is about.

mod parties;
mod span;
mod travel;

pub(super) use parties::{is_party, names_of};

use crate::lexicon::event_types;
use crate::model::{Annotated, EventType, Kind, MainEvent, Statement};
use crate::text::{Token, tokenize};

/// Statements from the top that can hold the event.
const DEPTH: usize = 14;

/// How strongly a person's arrival abroad tells of a visit: more than the talks that it is for.
const ARRIVAL: i64 = 9;

/// A statement that tells of an event of some type.
#[derive(Debug, Clone, Copy)]
struct Hint {
    kind: EventType,
    weight: i64,
    statement: usize,
    /// Byte where the words stand.
    at: usize,
}

/// The main event, where there is one: the type that the top of the article, its headline and the kinds of its statements
/// speak for most, with the statement that says so best.
pub fn main_event(article: &Annotated) -> Option<MainEvent> {
    let body: Vec<&Statement> = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).collect();
    let hints: Vec<Hint> = body.iter().take(DEPTH).enumerate().flat_map(|(rank, s)| hints(article, s, rank)).collect();
    let kind = leading(&hints, &title(article))?;
    let best =
        hints.iter().filter(|h| h.kind == kind).max_by_key(|h| (h.weight, std::cmp::Reverse(h.statement))).copied();
    let told = || body.iter().find(|s| s.kind == Kind::Event).or(body.first());
    let by_title = || told().map(|s| Hint { kind, weight: 0, statement: s.index, at: s.span.start });
    let anchor = best.or_else(by_title)?;
    let statement = article.statements.get(anchor.statement)?;
    let related: Vec<&Statement> = hints
        .iter()
        .filter(|h| h.kind == kind && h.statement != anchor.statement)
        .filter_map(|h| article.statements.get(h.statement))
        .filter(|s| matches!(s.kind, Kind::Event | Kind::Outcome | Kind::Agenda))
        .collect();
    let top = body.iter().copied().take(7).filter(|s| matches!(s.kind, Kind::Event | Kind::Outcome));
    let near: Vec<&Statement> = top.filter(|s| s.index != anchor.statement).collect();
    let told = parties::Told { article, anchor: statement, related: &related, near: &near, kind };
    let place = parties::place(&told);
    let (days, status) = span::days_and_status(article, statement, &related, kind, anchor.at);
    let actors = parties::parties(&told, place.as_ref());
    let receipts = std::iter::once(anchor.statement).chain(days.receipt.filter(|r| *r != anchor.statement)).collect();
    Some(MainEvent { kind, actors, place: place.map(|p| p.name), start: days.start, end: days.end, status, receipts })
}

/// The headline: the title that came with the article, else the line that was taken for one.
fn title(article: &Annotated) -> Vec<Token> {
    let line = || {
        let headline =
            article.statements.iter().find(|s| s.furniture.as_deref().is_some_and(|f| f.starts_with("headline")));
        headline.map(|s| article.document.text(s.span))
    };
    tokenize(article.document.article.title.as_deref().or_else(line).unwrap_or_default())
}

/// What the words of one statement tell, one hint a type.
fn hints(article: &Annotated, statement: &Statement, rank: usize) -> Vec<Hint> {
    let position = match rank {
        0 => 10,
        1 => 7,
        2 => 5,
        3 | 4 => 3,
        _ => 1,
    };
    let factor = match statement.kind {
        Kind::Event => 10,
        Kind::Outcome => 8,
        Kind::Agenda | Kind::Prior => 4,
        Kind::Position => 3,
        _ => 2,
    };
    let tokens = article.document.tokens_of(statement.index);
    let mut found: Vec<Hint> = Vec::new();
    let arrival = travel::arrival(article, statement)
        .filter(|_| rank < 3 && matches!(statement.kind, Kind::Event | Kind::Outcome));
    let travels = arrival.map(|a| (EventType::Visit, ARRIVAL, a.at));
    for (at, strength, span) in strengths(tokens).into_iter().chain(travels) {
        let weight = strength * position * factor;
        match found.iter_mut().find(|h| h.kind == at) {
            Some(hint) if hint.weight >= weight => {}
            Some(hint) => (hint.weight, hint.at) = (weight, span),
            None => found.push(Hint { kind: at, weight, statement: statement.index, at: span }),
        }
    }
    found
}

fn strengths(tokens: &[Token]) -> Vec<(EventType, i64, usize)> {
    let found = event_types().all(tokens);
    found.filter_map(|(at, m)| Some((m.value.0, m.value.1, tokens.get(at)?.span.start))).collect()
}

/// The type with most weight; of equal ones the one told first.
fn leading(hints: &[Hint], title: &[Token]) -> Option<EventType> {
    // The best two statements speak for a type: a word that comes again and again (`said`) is no event.
    let mut sums: Vec<(EventType, i64)> = Vec::new();
    let mut weights: Vec<&Hint> = hints.iter().collect();
    weights.sort_by_key(|h| std::cmp::Reverse(h.weight));
    let mut add = |kind: EventType, weight: i64| match sums.iter_mut().find(|(k, _)| *k == kind) {
        Some((_, sum)) => *sum += weight,
        None => sums.push((kind, weight)),
    };
    let mut seen: Vec<EventType> = Vec::new();
    for hint in weights {
        match seen.iter().filter(|k| **k == hint.kind).count() {
            0 => add(hint.kind, hint.weight),
            1 => add(hint.kind, hint.weight / 2),
            _ => continue,
        }
        seen.push(hint.kind);
    }
    for (kind, strength, _) in strengths(title) {
        // A headline alone tells less than one that the text bears out.
        let borne_out = hints.iter().any(|h| h.kind == kind);
        if borne_out || !hints.is_empty() {
            add(kind, strength * if borne_out { 40 } else { 25 });
        }
    }
    sums.iter().rev().max_by_key(|(_, sum)| *sum).map(|(kind, _)| *kind)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::annotate::annotate;
    use crate::model::{Article, Status};

    fn read(published: &str, text: &str) -> Option<MainEvent> {
        let published = published.parse::<NaiveDate>().ok();
        let mut article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
        for statement in &mut article.statements {
            (statement.kind, statement.furniture) = (Kind::Event, None);
        }
        main_event(&article)
    }

    #[test]
    fn a_visit_has_its_parties_place_and_days() {
        let text = "Norwegian President Ola Nordmann arrived in Lisbon on May 4 for a two-day state visit to Portugal. \
                    He was received by Portuguese President Maria Silva at the palace.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!(event.kind, EventType::Visit);
        assert_eq!(event.actors, ["Ola Nordmann", "Maria Silva"]);
        assert_eq!(event.place.as_deref(), Some("Lisbon"));
        assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
        assert_eq!(event.status, Status::UnderWay);
    }

    #[test]
    fn states_are_the_parties_of_an_expulsion() {
        let text = "Norway has expelled three Portuguese diplomats, the foreign ministry in Oslo said on Friday.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!(event.kind, EventType::Expulsion);
        assert_eq!(event.actors, ["Norway", "Portugal"]);
    }

    #[test]
    fn who_is_abroad_for_talks_is_on_a_visit() {
        let text = "Norway's king Ola Nordmann is currently in Lisbon for a two-day meeting with top Portuguese officials from May 4 to 5.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.place.as_deref()), (EventType::Visit, Some("Lisbon")));
        assert_eq!(event.actors, ["Ola Nordmann"]);
        assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
    }

    #[test]
    fn what_was_signed_is_not_planned() {
        let text = "Norway and Portugal signed an agreement on Saturday that will open the ports in June.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.status), (EventType::Agreement, Status::Done));
        let text = "Norway and Portugal will sign an agreement in June, the ministry said.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.status), (EventType::Agreement, Status::Planned));
    }

    #[test]
    fn nothing_told_is_no_event() {
        assert_eq!(read("", "The sea was calm."), None);
    }
}
