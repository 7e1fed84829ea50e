//! The one event that an article is about.

mod parties;
mod party;
mod place;
mod span;
mod status;
mod travel;

pub(super) use parties::names_of;
pub(super) use party::is_party;

use crate::lexicon::{event_types, story_words};
use crate::model::{Annotated, EventType, Kind, MainEvent, Statement};
use crate::text::{Token, tokenize};

/// Statements from the top that can hold the event.
const DEPTH: usize = 14;

/// How strongly a person's arrival abroad tells of a visit: more than the talks that it is for.
const ARRIVAL: i64 = 9;

/// Least weight of a contact that is the event of an article led by a remark.
const CONTACT_TOLD: i64 = 200;

/// What a word in a caption at the head of the page weighs.
const CAPTION: i64 = 10;

/// Lines at the head of the page that may be captions.
const PAGE_HEAD: usize = 6;

/// Strength of the words that only say that somebody spoke.
const BARE: i64 = 2;

/// Percent of the strongest hint's weight that lets an earlier statement tell the event.
const NEARLY: i64 = 60;

/// A statement that tells of an event of some type.
#[derive(Debug, Clone, Copy)]
struct Hint {
    kind: EventType,
    /// As in the lexicon.
    strength: i64,
    weight: i64,
    statement: usize,
    /// Byte where the words stand.
    at: usize,
    /// True in the first sentences, where these tell the news.
    early: bool,
    /// True in a sentence about what came before.
    past: bool,
}

/// The statements that tell of an event.
struct Told<'a> {
    article: &'a Annotated,
    /// The one that says it best.
    anchor: &'a Statement,
    /// Byte of the words that say it.
    at: usize,
    /// Others whose words tell of the same type.
    related: &'a [&'a Statement],
    /// Events and outcomes at the top of the article.
    near: &'a [&'a Statement],
    kind: EventType,
    /// The words tell of an event that is still to come.
    to_come: bool,
}

/// The main event, where there is one: the type that the top of the article, its headline and the kinds of its statements
/// speak for most, with the statement that says so best.
pub fn main_event(article: &Annotated) -> Option<MainEvent> {
    let body: Vec<&Statement> = article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).collect();
    let hints: Vec<Hint> = body.iter().take(DEPTH).enumerate().flat_map(|(rank, s)| hints(article, s, rank)).collect();
    let kind = leading(article, &hints, &title(article))?;
    let best = best(&hints, kind);
    let told = || body.iter().find(|s| s.kind == Kind::Event).or(body.first());
    let by_title = || {
        told().map(|s| Hint {
            kind,
            strength: 0,
            weight: 0,
            statement: s.index,
            at: s.span.start,
            early: false,
            past: false,
        })
    };
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
    let to_come = kind != EventType::Statement && is_to_come(article, statement, anchor.at);
    let told = Told { article, anchor: statement, at: anchor.at, related: &related, near: &near, kind, to_come };
    let place = place::place(&told);
    let (days, status) = span::days_and_status(&told);
    let actors = parties::parties(&told, place.as_ref());
    let contact = matches!(kind, EventType::Visit | EventType::Summit | EventType::Meeting | EventType::Talks);
    let place = place.or_else(|| place::on_day(article, days.start.as_deref().filter(|_| contact)?));
    let initiator = actors.first().filter(|_| kind == EventType::Expulsion);
    let place = place.or_else(|| place::at_home(article, initiator?));
    let receipts = std::iter::once(anchor.statement).chain(days.receipt.filter(|r| *r != anchor.statement)).collect();
    Some(MainEvent { kind, actors, place: place.map(|p| p.name), start: days.start, end: days.end, status, receipts })
}

/// The statement that tells of the type: the first one that says it nearly as strongly as any.
fn best(hints: &[Hint], kind: EventType) -> Option<Hint> {
    let told = || hints.iter().filter(|h| h.kind == kind && !h.past);
    let most = told().map(|h| h.weight).max()?;
    told().find(|h| h.weight * 100 >= most * NEARLY).copied()
}

/// True where the words for the event at byte `at` of a statement tell of one still to come.
fn is_to_come(article: &Annotated, statement: &Statement, at: usize) -> bool {
    let tokens = article.document.tokens_of(statement.index);
    let first = tokens.partition_point(|t| t.span.start < at);
    let len = event_types().at(tokens.get(first..).unwrap_or_default()).map_or(1, |m| m.len);
    status::is_to_come(tokens, first, len)
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

/// Captions and other lines at the head of the page that name an actor.
fn page(article: &Annotated) -> Vec<&[Token]> {
    let head = article.statements.iter().take(PAGE_HEAD).filter(|s| s.is_noise() || s.furniture.is_some());
    let caption =
        head.filter(|s| !s.actors.is_empty() && !s.furniture.as_deref().is_some_and(|f| f.starts_with("headline")));
    caption.map(|s| article.document.tokens_of(s.index)).collect()
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
    let early = rank < 3 && matches!(statement.kind, Kind::Event | Kind::Outcome);
    let past = statement.kind == Kind::Prior || (statement.kind == Kind::Background && rank > 2);
    let tokens = article.document.tokens_of(statement.index);
    let mut found: Vec<Hint> = Vec::new();
    let arrival = travel::arrival(article, statement)
        .filter(|_| rank < 3 && matches!(statement.kind, Kind::Event | Kind::Outcome));
    let travels = arrival.map(|a| (EventType::Visit, ARRIVAL, a.at));
    for (at, strength, span) in strengths(tokens).into_iter().chain(travels) {
        let weight = strength * position * factor;
        match found.iter_mut().find(|h| h.kind == at) {
            Some(hint) if hint.weight >= weight => {}
            Some(hint) => (hint.weight, hint.strength, hint.at) = (weight, strength, span),
            None => found.push(Hint { kind: at, strength, weight, statement: statement.index, at: span, early, past }),
        }
    }
    found
}

fn strengths(tokens: &[Token]) -> Vec<(EventType, i64, usize)> {
    let found = event_types().all(tokens).filter(|(at, _)| !is_past(tokens, *at));
    let strength = |at: usize, told: i64| if is_backdrop(tokens, at) { (told + 1) / 2 } else { told };
    found.filter_map(|(at, m)| Some((m.value.0, strength(at, m.value.1), tokens.get(at)?.span.start))).collect()
}

/// `his recent visit`, `the previous round of talks`: no news.
fn is_past(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(2)..at).unwrap_or_default();
    story_words().words.bygone.any(before)
}

/// `as talks go on`, `after the summit`: what the news is set against, not the news.
fn is_backdrop(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(at.saturating_sub(3)..at).unwrap_or_default();
    let next = before.last().is_some_and(|t| t.is_any(&["as", "while"]));
    next || story_words().words.backdrop.any(before)
}

/// The type with most weight; of equal ones the one told first.
fn leading(article: &Annotated, hints: &[Hint], title: &[Token]) -> Option<EventType> {
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
    for (kind, strength, _) in page(article).iter().flat_map(|tokens| strengths(tokens)) {
        add(kind, strength * CAPTION);
    }
    for (kind, strength, _) in strengths(title) {
        // A headline alone tells less than one that the text bears out.
        let borne_out = hints.iter().any(|h| h.kind == kind);
        if borne_out || !hints.is_empty() {
            add(kind, strength * if borne_out { 40 } else { 25 });
        }
    }
    let leader = sums.iter().rev().max_by_key(|(_, sum)| *sum).map(|(kind, _)| *kind)?;
    Some(settled(leader, &sums, hints))
}

/// What is said at a meeting is told first, but the meeting is the event; and a meeting or talks that the article calls a
/// summit are one.
fn settled(leader: EventType, sums: &[(EventType, i64)], hints: &[Hint]) -> EventType {
    use EventType::{Call, Meeting, Statement, Summit, Talks, Visit};
    let sum = |kind: EventType| sums.iter().find(|(k, _)| *k == kind).map_or(0, |(_, sum)| *sum);
    let early = |kind: EventType| hints.iter().any(|h| h.kind == kind && h.early && h.weight >= CONTACT_TOLD);
    let contact = || [Visit, Summit, Meeting, Talks, Call].into_iter().filter(|k| early(*k)).max_by_key(|k| sum(*k));
    let leader = if leader == Statement { contact().unwrap_or(leader) } else { leader };
    let leader =
        if leader == Statement && is_bare(hints) { other_than_statement(sums).unwrap_or(leader) } else { leader };
    let is_summit = matches!(leader, Meeting | Talks) && sum(Summit) * 2 >= sum(leader);
    if is_summit { Summit } else { leader }
}

/// True where nothing but `said` and the like speaks for a statement.
fn is_bare(hints: &[Hint]) -> bool {
    hints.iter().filter(|h| h.kind == EventType::Statement).all(|h| h.strength <= BARE)
}

fn other_than_statement(sums: &[(EventType, i64)]) -> Option<EventType> {
    let said = sums.iter().find(|(k, _)| *k == EventType::Statement).map_or(0, |(_, sum)| *sum);
    let deeds = [EventType::Visit, EventType::Summit, EventType::Meeting, EventType::Talks, EventType::Call];
    let deed = |k: &EventType| deeds.contains(k) || matches!(k, EventType::Agreement | EventType::Expulsion);
    let others = sums.iter().rev().filter(|(k, sum)| deed(k) && *sum >= said);
    others.max_by_key(|(_, sum)| *sum).map(|(kind, _)| *kind)
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
    fn the_place_lies_beside_the_words_for_the_event() {
        let text = "Police searched an office in Porto on Tuesday, as Norwegian Foreign Minister Ola Nordmann landed in Chile for talks.";
        let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.place.as_deref()), (EventType::Visit, Some("Chile")));
        let text = "The presidents of Norway and Portugal, Ola Nordmann and Maria Silva, signed the accord in Vila Nova, an old quarter of Lisbon.";
        let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!(event.place.as_deref(), Some("Lisbon"));
    }

    #[test]
    fn the_source_of_a_sentence_is_no_party_but_who_announces_a_measure_is() {
        let text = "Norway fired two missiles over Chile on Thursday, according to the Portuguese government.";
        let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
        assert!(!event.actors.contains(&"Portugal".to_owned()), "{:?}", event.actors);
        let text = "Chile's ambassador must leave the country and is expelled at once, Norway announced on Wednesday.";
        let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.actors.first().map(String::as_str)), (EventType::Expulsion, Some("Norway")));
    }

    #[test]
    fn a_stay_ends_by_its_length() {
        let text =
            "Norwegian President Ola Nordmann arrived in Lisbon on Saturday. He came to Portugal for two festive days.";
        let event = read("2019-05-04", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.start.as_deref(), event.end.as_deref()), (Some("2019-05-04"), Some("2019-05-05")));
    }

    #[test]
    fn what_is_called_off_has_the_day_it_was_set_for() {
        let text = "Norway has called off the summit with Chile. The meeting was scheduled for June 12, the ministry said on Thursday.";
        let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.status, event.start.as_deref()), (Status::Cancelled, Some("2019-06-12")));
    }

    #[test]
    fn a_call_to_cancel_leaves_the_event_planned_and_undated() {
        let text = "OSLO (NNA) - Party leaders urged Norwegian President Ola Nordmann on Thursday to cancel his summit with Portuguese President Maria Silva.";
        let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.status), (EventType::Summit, Status::Planned));
        assert_eq!((event.place, event.start), (None, None));
    }

    #[test]
    fn what_is_to_come_is_not_where_it_is_written_of() {
        let text = "OSLO (NNA) - Norwegian President Ola Nordmann prepared on Thursday for his upcoming summit with Portuguese President Maria Silva. \
                    Senator Kari Berg of Bergen spoke of fish. The summit in Lisbon is on May 14.";
        let event = read("2019-05-09", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.status, event.place.as_deref()), (Status::Planned, Some("Lisbon")));
    }

    #[test]
    fn a_remark_at_a_summit_is_told_of_the_summit() {
        let text = "Norwegian President Ola Nordmann warned on Tuesday that fish grow scarce. He spoke at a summit with Portuguese President Maria Silva in Lisbon.";
        let event = read("2019-05-07", text).unwrap_or_else(|| panic!("no event"));
        assert_eq!((event.kind, event.place.as_deref()), (EventType::Summit, Some("Lisbon")));
    }

    #[test]
    fn a_recent_visit_is_not_the_event() {
        let text = "Norway and Portugal signed an accord on Saturday, a fruit of the king's recent visit to Chile.";
        assert_eq!(read("2019-05-04", text).map(|e| e.kind), Some(EventType::Agreement));
    }

    #[test]
    fn nothing_told_is_no_event() {
        assert_eq!(read("", "The sea was calm."), None);
    }
}
