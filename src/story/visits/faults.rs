//! What does not fit in the diary itself.

use chrono::NaiveDate;

use super::fold::Diary;
use super::query::key;
use crate::model::Visit;

/// Something to look into; visits by number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Its days have passed, and nobody has said what became of it.
    Overdue {
        /// The visit.
        visit: u64,
    },
    /// One traveller in two countries on the same days.
    TwoPlaces {
        /// The one that began first.
        visit: u64,
        /// The other.
        other: u64,
    },
    /// Two visits of one traveller to one country that overlap.
    Twice {
        /// The one that began first.
        visit: u64,
        /// The other.
        other: u64,
    },
}

/// The faults of a diary, by the first visit of each. Plans are overdue as of a day; without one none is.
pub fn faults(diary: &Diary, now: Option<NaiveDate>) -> Vec<Fault> {
    let mut found = Vec::new();
    let mut open: std::collections::BTreeMap<&str, Vec<&Visit>> = std::collections::BTreeMap::new();
    for visit in diary.visits() {
        if now.is_some_and(|now| visit.is_overdue(now)) {
            found.push(Fault::Overdue { visit: visit.id });
        }
        if !visit.counts() || !visit.start.is_day() || !visit.end.is_day() {
            continue;
        }
        let abroad = open.entry(visit.traveller.as_str()).or_default();
        abroad.retain(|other| other.end.last() >= visit.start.first());
        // Who leaves one country in the morning may reach the next by noon; more than that day is too much.
        let beyond = |other: &&&Visit| other.end.first().min(visit.end.first()) > visit.start.first();
        for other in abroad.iter().filter(beyond).take(8) {
            let (visit, other, same) = (other.id, visit.id, key(other) == key(visit));
            found.push(if same { Fault::Twice { visit, other } } else { Fault::TwoPlaces { visit, other } });
        }
        abroad.push(visit);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::fold::testing::{diary, report};
    use super::*;
    use crate::model::VisitEntry;
    use crate::model::VisitStatus::*;

    fn until(entry: VisitEntry, end: &str) -> VisitEntry {
        match entry {
            VisitEntry::Report(r) => VisitEntry::Report(crate::model::VisitReport { end: end.parse().ok(), ..r }),
            other => other,
        }
    }

    #[test]
    fn plans_that_pass_and_travellers_in_two_places() {
        let found = diary(vec![
            report("Ana Lind", "Latvia", "2031-05-14", Planned, "2031-05-10"),
            until(report("Ola Berg", "Latvia", "2031-05-14", Done, "2031-05-20"), "2031-05-18"),
            until(report("Ola Berg", "Estonia", "2031-05-15", Done, "2031-05-20"), "2031-05-17"),
            report("Ola Berg", "Finland", "2031-05-18", Done, "2031-05-20"),
        ]);
        let now = "2031-06-01".parse().ok();
        assert_eq!(faults(&found, now), [Fault::Overdue { visit: 1 }, Fault::TwoPlaces { visit: 2, other: 3 }]);
        assert_eq!(faults(&found, None).len(), 1);
    }
}
