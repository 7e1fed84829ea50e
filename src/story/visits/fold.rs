//! The log of the diary folded into visits.

use std::collections::BTreeMap;

use super::draft::{Draft, amend, finish, joined};
use super::people::{HouseNames, Mention, People, Person, Rules};
use crate::model::{Complete, Visit, VisitEntry};

/// The visit diary: all visits, whom they are by, and where nothing is missing.
#[derive(Debug, Clone, Default)]
pub struct Diary {
    pub(super) visits: Vec<Visit>,
    /// Those that the desk took out.
    retracted: Vec<Visit>,
    pub(super) people: People,
    pub(super) complete: Vec<Complete>,
    /// Each report's visit, by its number.
    by_report: BTreeMap<u64, u64>,
    /// The visits of each traveller to each country, by their places in `visits`.
    pub(super) by_trip: BTreeMap<(String, String), Vec<usize>>,
}

impl Diary {
    /// Folds a log, in the order of its numbers. The result hangs on the entries alone.
    ///
    /// Reports of one traveller to one country within overlapping days become one visit. Rows of a table are visits of their
    /// own. A plan that is told after a visit has begun is another visit. A status told later takes the place of an earlier
    /// one; of one day's the further one; a table beats articles, the desk beats both.
    pub fn of(entries: &[(u64, VisitEntry)], house: &HouseNames) -> Self {
        let rules = rules(entries, house);
        let mut people = People::of(&mentions(entries), &rules);
        let mut drafts = joined(entries, &people);
        for (_, entry) in entries {
            match entry {
                VisitEntry::Amend { visit, change, note } => {
                    if let Some(draft) = drafts.iter_mut().find(|d| d.reports.contains(visit)) {
                        amend(draft, change, note, &people);
                    }
                }
                VisitEntry::Retract { visit, note } => {
                    if let Some(draft) = drafts.iter_mut().find(|d| d.reports.contains(visit)) {
                        draft.retracted = true;
                        draft.visit.notes.push(note.clone());
                    }
                }
                _ => {}
            }
        }
        // A visit that was taken out stays known by the numbers of its reports.
        let by_report = drafts.iter().flat_map(|d| d.reports.iter().map(|r| (*r, d.visit.id))).collect();
        let (mut retracted, mut drafts): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|d| d.retracted);
        for draft in &mut drafts {
            finish(draft, &people);
            if let Some(person) = people.persons.get_mut(draft.who) {
                person.offices.extend(draft.visit.office.clone());
                person.state = person.state.take().or_else(|| draft.visit.state.clone());
            }
        }
        retracted.iter_mut().for_each(|draft| finish(draft, &people));
        retracted.sort_by_key(|d| (d.visit.start, d.visit.id));
        let retracted = retracted.into_iter().map(|d| d.visit).collect();
        drafts.sort_by_key(|d| (d.visit.start, d.visit.id));
        let complete = entries.iter().filter_map(|(_, e)| match e {
            VisitEntry::Complete(complete) => Some(complete.clone()),
            _ => None,
        });
        let complete = complete.collect();
        let visits: Vec<Visit> = drafts.into_iter().map(|d| d.visit).collect();
        let mut by_trip: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (n, visit) in visits.iter().enumerate() {
            by_trip.entry((visit.traveller.clone(), super::query::key(visit))).or_default().push(n);
        }
        Diary { visits, retracted, people, complete, by_report, by_trip }
    }

    /// All visits, by their first day.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// The visits that the desk took out, by their first day; the last note of each says why.
    pub fn retracted(&self) -> &[Visit] {
        &self.retracted
    }

    /// The reports of the visit that holds this one, also where the desk took it out.
    pub fn reports_beside(&self, report: u64) -> impl Iterator<Item = u64> + '_ {
        let visit = self.by_report.get(&report).copied();
        self.by_report.iter().filter(move |(_, of)| Some(**of) == visit).map(|(report, _)| *report)
    }

    /// The visit that holds the report of this number.
    pub fn holding(&self, report: u64) -> Option<&Visit> {
        self.visit(*self.by_report.get(&report)?)
    }

    /// The visit of this number.
    pub fn visit(&self, id: u64) -> Option<&Visit> {
        self.visits.iter().find(|v| v.id == id)
    }

    /// All travellers, by name.
    pub fn people(&self) -> Vec<&Person> {
        let mut all: Vec<&Person> = self.people.persons.iter().filter(|p| !p.names.is_empty()).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The travellers whom these words can mean: a name in any variant, a surname, an office with its state.
    pub fn find(&self, words: &str) -> Vec<&Person> {
        self.people.find(words).into_iter().filter_map(|n| self.people.persons.get(n)).collect()
    }
}

pub(super) fn rules(entries: &[(u64, VisitEntry)], house: &HouseNames) -> Rules {
    let mut rules = Rules::default();
    for (_, entry) in entries {
        match entry {
            VisitEntry::Merge { name, other } => {
                rules.splits.retain(|(a, b)| !((a == name && b == other) || (a == other && b == name)));
                rules.merges.push((name.clone(), other.clone()));
            }
            VisitEntry::Split { name, other } => {
                rules.merges.retain(|(a, b)| !((a == name && b == other) || (a == other && b == name)));
                rules.splits.push((name.clone(), other.clone()));
            }
            _ => {}
        }
    }
    let house = house.iter().flat_map(|(name, variants)| variants.iter().map(move |v| (name.clone(), v.clone())));
    rules.merges.extend(house);
    rules
}

pub(super) fn mentions(entries: &[(u64, VisitEntry)]) -> BTreeMap<Mention, usize> {
    let mut all = BTreeMap::new();
    for (_, entry) in entries {
        let mention = match entry {
            VisitEntry::Report(r) => Some((r.traveller.clone(), r.state.clone())),
            VisitEntry::Amend { change, .. } => change.traveller.clone().map(|name| (name, None)),
            _ => None,
        };
        if let Some(mention) = mention {
            *all.entry(mention).or_default() += 1;
        }
    }
    all
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;
    use crate::model::{Evidence, Receipt, VisitReport, VisitStatus};

    /// A report of an article that was published on a day.
    pub fn report(traveller: &str, country: &str, start: &str, status: VisitStatus, told: &str) -> VisitEntry {
        let receipt =
            Receipt { article: "a".into(), source_path: "a.txt".into(), i: 0, start: 0, end: 1, text: "x".into() };
        VisitEntry::Report(VisitReport {
            traveller: traveller.into(),
            office: None,
            state: None,
            start: start.parse().unwrap_or_else(|e| panic!("{e}")),
            end: None,
            country: country.into(),
            code: super::super::state_code(country),
            place: None,
            kind: None,
            counterparts: vec![],
            remarks: None,
            status,
            told: told.parse().ok(),
            evidence: Evidence::Article(receipt),
        })
    }

    /// The diary of some entries.
    pub fn diary(entries: Vec<VisitEntry>) -> Diary {
        let entries: Vec<_> = (1..).zip(entries).collect();
        Diary::of(&entries, &HouseNames::new())
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{diary, report};
    use super::*;
    use crate::model::VisitChange;
    use crate::model::VisitStatus::*;

    fn rows(diary: &Diary) -> Vec<String> {
        let row =
            |v: &Visit| format!("{} {} {} {}", v.traveller, v.start, v.code.clone().unwrap_or_default(), v.status);
        diary.visits().iter().map(row).collect()
    }

    #[test]
    fn a_plan_becomes_a_visit_step_by_step() {
        let found = diary(vec![
            report("Ana Lind", "Latvia", "2031-05", Planned, "2031-03-02"),
            report("Lind", "Riga", "2031-05-14", Confirmed, "2031-05-02"),
            report("Mrs Ana Lind", "Latvia", "2031-05-15", Done, "2031-05-16"),
        ]);
        assert_eq!(rows(&found), ["Ana Lind 2031-05-15 LVA done"]);
        assert_eq!(found.visits()[0].steps.len(), 3);
    }

    #[test]
    fn the_next_plan_is_another_visit_and_what_is_called_off_does_not_count() {
        let found = diary(vec![
            report("Ana Lind", "Latvia", "2031-05-14", Done, "2031-05-15"),
            report("Ana Lind", "Latvia", "2031", Planned, "2031-06-01"),
            report("Ana Lind", "Latvia", "2031-09-03", Planned, "2031-08-01"),
            report("Ana Lind", "Latvia", "2031-09-03", Cancelled, "2031-09-01"),
        ]);
        let counted: Vec<bool> = found.visits().iter().map(Visit::counts).collect();
        assert_eq!(counted.iter().filter(|c| **c).count(), 1, "{:?}", rows(&found));
    }

    #[test]
    fn the_desk_beats_what_was_read_and_can_take_it_out() {
        let amended = |visit| VisitEntry::Amend {
            visit,
            change: VisitChange { start: "2031-05-13".parse().ok(), status: Some(Cancelled), ..VisitChange::default() },
            note: "the embassy called".into(),
        };
        let reports = || {
            vec![
                report("Ana Lind", "Latvia", "2031-05-14", Planned, "2031-05-10"),
                report("Ana Lind", "Latvia", "2031-05-14", Done, "2031-05-15"),
            ]
        };
        let found = diary([reports(), vec![amended(2)]].concat());
        assert_eq!(rows(&found), ["Ana Lind 2031-05-13 LVA cancelled"]);
        let gone = VisitEntry::Retract { visit: 1, note: "another Lind".into() };
        let left = diary([reports(), vec![gone]].concat());
        assert!(rows(&left).is_empty() && left.holding(2).is_none());
        // It stays known, with the reason.
        assert_eq!(left.retracted().iter().map(|v| v.notes.clone()).collect::<Vec<_>>(), [["another Lind"]]);
        assert_eq!(left.reports_beside(2).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn the_house_spelling_is_printed() {
        let entries = [(1, report("Kim Jong Un", "China", "2031-05-14", Done, "2031-05-15"))];
        let house = HouseNames::from([("Kim Jong-un".to_owned(), vec!["Kim Jong Un".to_owned()])]);
        assert_eq!(rows(&Diary::of(&entries, &house)), ["Kim Jong-un 2031-05-14 CHN done"]);
    }
}
