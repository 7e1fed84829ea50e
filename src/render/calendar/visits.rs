use super::{Event, EventStatus};
use crate::model::{Evidence, Visit, VisitStatus};

/// The event of a visit; none where only the month or year of it is known. `domain` tells the visits of one diary from
/// those of another.
pub fn of_visit(visit: &Visit, domain: &str) -> Option<Event> {
    let (start, last) = (visit.start, visit.end);
    if !start.is_day() || !last.is_day() {
        return None;
    }
    let place = visit.place.as_deref();
    let kind = visit.kind.map(|kind| format!(" ({kind})")).unwrap_or_default();
    Some(Event {
        uid: format!("visit-{}@{domain}", visit.id),
        sequence: sequence(visit),
        stamp: visit.steps.iter().filter_map(|step| step.told).max().unwrap_or(start.first()),
        start: start.first(),
        last: last.last(),
        summary: format!("{} in {}{kind}", visit.traveller, place.unwrap_or(&visit.country)),
        location: Some([place, Some(visit.country.as_str())].into_iter().flatten().collect::<Vec<_>>().join(", ")),
        about: about(visit),
        status: status(visit.standing()),
        url: None,
    })
}

/// Reports and amendments are added and never taken away, so their number only rises.
fn sequence(visit: &Visit) -> u32 {
    let changes = visit.steps.len().saturating_sub(1) + visit.notes.len();
    u32::try_from(changes).unwrap_or(u32::MAX)
}

fn status(status: VisitStatus) -> EventStatus {
    match status {
        VisitStatus::Planned | VisitStatus::Postponed => EventStatus::Tentative,
        VisitStatus::Cancelled => EventStatus::Cancelled,
        VisitStatus::Confirmed | VisitStatus::UnderWay | VisitStatus::Done => EventStatus::Confirmed,
    }
}

fn about(visit: &Visit) -> String {
    let mut about = format!("Status: {}", visit.standing());
    if !visit.counterparts.is_empty() {
        about += &format!("\nWith: {}", visit.counterparts.join(", "));
    }
    let mut sources: Vec<String> = Vec::new();
    for step in &visit.steps {
        let source = match &step.evidence {
            Evidence::Article(r) => format!("{} {}: “{}”", r.source_path, r.i + 1, r.text),
            Evidence::Row { file, row } => format!("{file}, row {row}"),
            Evidence::Hand { note } => format!("by hand: {note}"),
        };
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    about + &format!("\nSource: {}", sources.join("; "))
}
