//! The trips that an article tells of.

use chrono::NaiveDate;

use super::remarks::kind;
use super::state::{state_code, state_name};
use crate::lexicon::story_words;
use crate::model::{
    Actor, ActorKind, Annotated, EventType, Evidence, MainEvent, PartialDate, Reading, Source, Statement, Status,
    Verdict, VisitKind, VisitReport, VisitStatus,
};

/// What an article tells the diary.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// A report for each traveller, the article's own event first, then earlier visits that it tells of.
    pub reports: Vec<VisitReport>,
    /// Why its event, though a visit or a meeting, gave none.
    pub left_out: Option<LeftOut>,
}

/// Why an event gives no report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOut {
    /// Nobody is named who travels.
    NoTraveller,
    /// The country is not told.
    NoCountry,
    /// No day, month or year is told.
    NoDay,
}

impl LeftOut {
    /// For a reader.
    pub fn as_str(self) -> &'static str {
        match self {
            LeftOut::NoTraveller => "nobody is named who travels",
            LeftOut::NoCountry => "the country is not told",
            LeftOut::NoDay => "no day is told",
        }
    }
}

/// The trips that an article tells of: its own event, where that is a visit or a meeting on the soil of one side or of a
/// third state, and the earlier visits of the same traveller to the same country. What it disputes in itself is left out.
pub fn told(reading: &Reading) -> Told {
    let Some(event) = reading.event.as_ref().filter(|e| is_contact(e)) else { return Told::default() };
    match of_event(reading, event) {
        Ok(mut reports) => {
            let earlier = reports.first().filter(|_| event.kind == EventType::Visit).map(|own| earlier(reading, own));
            reports.extend(earlier.unwrap_or_default());
            Told { reports, left_out: None }
        }
        Err(left_out) => Told { reports: Vec::new(), left_out: Some(left_out) },
    }
}

fn is_contact(event: &MainEvent) -> bool {
    event.kind.is_in_person()
}

fn of_event(reading: &Reading, event: &MainEvent) -> Result<Vec<VisitReport>, LeftOut> {
    let article = &reading.annotated;
    let persons: Vec<&Actor> = event.actors.iter().filter_map(|name| person(article, name)).collect();
    let host = || event.actors.iter().skip(1).find_map(|name| code_of(article, name));
    let place = event.place.as_deref();
    let at = place.and_then(state_code).or_else(|| host().filter(|_| event.kind == EventType::Visit));
    let code = at.ok_or(LeftOut::NoCountry)?;
    let guests = persons.iter().filter(|p| p.country.as_deref() != Some(code.as_str()) && is_of_a_state(p));
    // Of a visit the first party travels; at a meeting all do who are not at home.
    let guests: Vec<&&Actor> = guests.take(if event.kind == EventType::Visit { 1 } else { 4 }).collect();
    let first = persons.first().map(|p| &p.name);
    if guests.is_empty() || (event.kind == EventType::Visit && guests.first().map(|p| &p.name) != first) {
        return Err(LeftOut::NoTraveller);
    }
    let statement = event.receipts.first().and_then(|i| article.statements.get(*i)).ok_or(LeftOut::NoDay)?;
    let (start, end) = days(article, event).ok_or(LeftOut::NoDay)?;
    let city = place.filter(|p| *p != state_name(&code) && state_code(p).as_deref() == Some(&code));
    let report = |guest: &&&Actor| -> Option<VisitReport> {
        let others = persons.iter().filter(|p| p.name != guest.name && p.country != guest.country);
        Some(VisitReport {
            traveller: guest.name.clone(),
            office: office(article, &guest.name),
            state: guest.country.clone(),
            start,
            end,
            country: state_name(&code).to_owned(),
            code: Some(code.clone()),
            place: city.map(str::to_owned),
            kind: kind_of(article, event),
            counterparts: others.map(|p| p.name.clone()).collect(),
            remarks: None,
            status: status(article, event, statement),
            told: written(article),
            evidence: Evidence::Article(article.receipt(statement.index)?),
        })
    };
    Ok(guests.iter().filter_map(report).collect())
}

/// The person of this name, with a state where any mention has one.
fn person<'a>(article: &'a Annotated, name: &str) -> Option<&'a Actor> {
    let mentions =
        || article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.name == name && a.kind == ActorKind::Person);
    mentions().find(|a| a.country.is_some()).or_else(|| mentions().next())
}

/// Who acts for no state is no traveller of this diary.
fn is_of_a_state(actor: &Actor) -> bool {
    actor.country.is_some() || actor.role.is_some()
}

fn code_of(article: &Annotated, name: &str) -> Option<String> {
    let mut mentions = article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.name == name);
    mentions.find_map(|a| a.country.clone()).or_else(|| state_code(name))
}

/// The office that the article gives a person, in lower case.
fn office(article: &Annotated, name: &str) -> Option<String> {
    let mut mentions = article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.name == name);
    mentions.find_map(|a| a.role.as_deref()).map(str::to_lowercase)
}

fn written(article: &Annotated) -> Option<NaiveDate> {
    article.article().published.or(article.anchor.day)
}

/// The event's days; of one that is under way, the day on which that was written.
fn days(article: &Annotated, event: &MainEvent) -> Option<(PartialDate, Option<PartialDate>)> {
    let read = |value: &Option<String>| value.as_deref().and_then(|v| v.parse::<PartialDate>().ok());
    let under_way = || written(article).filter(|_| event.status == Status::UnderWay).map(PartialDate::day);
    let start = read(&event.start).or_else(under_way)?;
    Some((start, read(&event.end).filter(|end| end.last() >= start.first())))
}

/// What the sentences of the event call it.
fn kind_of(article: &Annotated, event: &MainEvent) -> Option<VisitKind> {
    if event.kind == EventType::Summit {
        return Some(VisitKind::Summit);
    }
    let named = event.receipts.iter().find_map(|i| kind(article.words(*i)));
    named.filter(|k| event.kind == EventType::Visit || *k == VisitKind::Margins).filter(|k| *k != VisitKind::Summit)
}

fn status(article: &Annotated, event: &MainEvent, statement: &Statement) -> VisitStatus {
    // `has postponed`, `was postponed`; not `urged him to postpone`, `may be postponed`.
    let put_off = |i: &usize| {
        let tokens = article.document.tokens_of(*i);
        let wished =
            |at: usize| story_words().words.wished.any(tokens.get(at.saturating_sub(4)..at).unwrap_or_default());
        tokens.iter().enumerate().any(|(at, t)| t.is_any(&["postponed", "postpones"]) && !wished(at))
    };
    let postponed = || event.receipts.iter().any(put_off);
    match event.status {
        Status::Planned if postponed() => VisitStatus::Postponed,
        Status::Planned if statement.source == Source::Official => VisitStatus::Confirmed,
        Status::Planned => VisitStatus::Planned,
        Status::UnderWay => VisitStatus::UnderWay,
        Status::Done => VisitStatus::Done,
        Status::Cancelled if postponed() => VisitStatus::Postponed,
        Status::Cancelled => VisitStatus::Cancelled,
    }
}

/// Earlier visits of the traveller to the same country that the article tells of.
fn earlier(reading: &Reading, own: &VisitReport) -> Vec<VisitReport> {
    let disputed = |i: usize| {
        let contradicts = reading.checks.iter().filter(|c| c.verdict == Verdict::Contradicts);
        contradicts.flat_map(|c| &c.values).any(|v| v.i == i)
    };
    let contacts = reading.prior.iter().filter(|c| c.what == "visit" && !disputed(c.i));
    let report = |contact: &crate::model::Contact| -> Option<VisitReport> {
        let place = contact.place.as_deref()?;
        let start: PartialDate = contact.when.as_deref()?.parse().ok()?;
        let same = state_code(place) == own.code && start.last() < own.start.first();
        let statement = reading.annotated.statements.get(contact.i)?;
        // A sentence that names somebody else may tell of that one's visit.
        let other = |a: &&Actor| a.kind == ActorKind::Person && a.name != own.traveller && a.country == own.state;
        let others = statement.actors.iter().any(|a| other(&a));
        (same && !others).then_some(())?;
        Some(VisitReport {
            start,
            end: None,
            place: Some(place.to_owned()).filter(|p| p != &own.country),
            kind: None,
            counterparts: Vec::new(),
            status: VisitStatus::Done,
            evidence: Evidence::Article(reading.annotated.receipt(contact.i)?),
            ..own.clone()
        })
    };
    contacts.filter_map(report).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::pipeline::read;
    use crate::score::Weights;

    fn rows(published: &str, text: &str) -> Vec<String> {
        let published = published.parse().ok();
        let reading = read(Article { text: text.into(), published, ..Article::default() }, &Weights::default());
        let told = told(&reading);
        let row = |r: VisitReport| {
            let kind = r.kind.map(|k| format!(", {k}")).unwrap_or_default();
            format!(
                "{} to {} {}{}, {}{kind}",
                r.traveller,
                r.code.unwrap_or_default(),
                r.start,
                r.end.map(|e| format!("/{e}")).unwrap_or_default(),
                r.status
            )
        };
        told.reports.into_iter().map(row).chain(told.left_out.map(|l| l.as_str().to_owned())).collect()
    }

    #[test]
    fn an_arrival_is_a_visit_with_its_kind() {
        let text = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for a two-day official visit. He will meet Portuguese President Maria Silva.";
        assert_eq!(rows("2019-05-06", text), ["Ola Nordmann to PRT 2019-05-06/2019-05-07, under way, official"]);
    }

    #[test]
    fn a_plan_is_a_plan_and_what_is_put_off_is_postponed() {
        let text = "Norwegian President Ola Nordmann will visit Lisbon on 20 May, the Norwegian foreign ministry said on Monday.";
        assert_eq!(rows("2019-05-06", text), ["Ola Nordmann to PRT 2019-05-20, confirmed"]);
        let text = "Norwegian President Ola Nordmann has postponed his visit to Lisbon on 20 May.";
        assert_eq!(rows("2019-05-06", text), ["Ola Nordmann to PRT 2019-05-20, postponed"]);
    }

    #[test]
    fn both_travel_to_a_third_state() {
        let text = "Norwegian President Ola Nordmann met Chilean President Juan Perez in Lisbon on Monday.";
        let found = rows("2019-05-07", text);
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn what_is_no_visit_gives_nothing() {
        assert!(rows("2019-05-07", "The parliament of Chile voted for a new budget on Monday.").is_empty());
    }
}
