//! How often, and since when: answers of the diary, with what they rest on.

use chrono::{Days, NaiveDate};

use super::fold::Diary;
use crate::model::{Complete, Visit, VisitKind, Who};

/// The earlier visits of a traveller to a country, and how far the count can be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<'a> {
    /// Those that took place within the time asked for.
    pub sure: Vec<&'a Visit>,
    /// Those of which the day (or the kind) is not known well enough.
    pub open: Vec<&'a Visit>,
    /// True where the diary was marked complete for the traveller and the whole time.
    pub complete: bool,
}

/// The last visit before a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Since<'a> {
    /// The visit; `None` where the diary has none.
    pub last: Option<&'a Visit>,
    /// True where the diary was marked complete from that visit on (ever, where there is none).
    pub complete: bool,
}

/// What is counted: the time (ever where no first day is named), before a day, and only visits of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// From this day on.
    pub from: Option<NaiveDate>,
    /// Before this day.
    pub before: NaiveDate,
    /// Of this kind alone.
    pub kind: Option<VisitKind>,
}

impl Diary {
    /// The visits of a traveller (by the name that [`Diary`] prints) to a country that took place before a day.
    pub fn earlier(&self, traveller: &str, country: &str, scope: Scope) -> Answer<'_> {
        let mut answer = Answer { sure: vec![], open: vec![], complete: false };
        for visit in self.counted(traveller, country).into_iter().filter(|v| v.start.first() < scope.before) {
            let begun = scope.from.is_none_or(|from| visit.start.first() >= from);
            let over = scope.from.is_some_and(|from| visit.end.last() < from);
            let kind = scope.kind.is_none() || visit.kind == scope.kind;
            let unsure = visit.start.last() >= scope.before
                || (!begun && !over)
                || (scope.kind.is_some() && visit.kind.is_none());
            if over || (!kind && visit.kind.is_some()) {
                continue;
            }
            if unsure { answer.open.push(visit) } else { answer.sure.push(visit) }
        }
        let until = scope.before.checked_sub_days(Days::new(1)).unwrap_or(scope.before);
        answer.complete = self.is_complete(traveller, country, scope.from, until);
        answer
    }

    /// The last visit of a traveller to a country before a day.
    pub fn last_before(&self, traveller: &str, country: &str, before: NaiveDate) -> Since<'_> {
        let last = self.counted(traveller, country).into_iter().rfind(|v| v.start.last() < before);
        let until = before.checked_sub_days(Days::new(1)).unwrap_or(before);
        let complete = self.is_complete(traveller, country, last.map(|v| v.start.first()), until);
        Since { last, complete }
    }

    /// The last visit of anybody who held an office of a state to a country before a day.
    pub fn last_of_office(&self, office: &str, state: &str, country: &str, before: NaiveDate) -> Since<'_> {
        let holds = |v: &Visit| {
            v.state.as_deref() == Some(state) && v.office.as_deref().is_some_and(|o| o.eq_ignore_ascii_case(office))
        };
        let there = |v: &&Visit| v.counts() && key(v) == country && holds(v);
        let last = self.visits.iter().filter(there).rfind(|v| v.start.last() < before);
        let until = before.checked_sub_days(Days::new(1)).unwrap_or(before);
        let whose = |who: &Who| is_office(who, office, state);
        Since { last, complete: self.covers(whose, country, last.map(|v| v.start.first()), until) }
    }

    /// Which visit of its traveller to its country this one is, from 1; `None` for one that does not count.
    pub fn ordinal(&self, visit: &Visit) -> Option<usize> {
        let country = key(visit);
        let earlier = self.counted(&visit.traveller, &country).into_iter().take_while(|v| v.id != visit.id).count();
        visit.counts().then_some(earlier + 1)
    }

    /// The same, within the year of its first day.
    pub fn ordinal_of_year(&self, visit: &Visit) -> Option<usize> {
        let same = |v: &&Visit| v.start.year() == visit.start.year();
        let all = self.counted(&visit.traveller, &key(visit));
        let earlier = all.into_iter().take_while(|v| v.id != visit.id).filter(same).count();
        visit.counts().then_some(earlier + 1)
    }

    /// The country of a visit as it is compared: its code, else its name.
    pub fn key(&self, visit: &Visit) -> String {
        key(visit)
    }

    /// Visits of a traveller to a country that took place, by first day.
    fn counted(&self, traveller: &str, country: &str) -> Vec<&Visit> {
        let places = self.by_trip.get(&(traveller.to_owned(), country.to_owned()));
        let visits = places.into_iter().flatten().filter_map(|n| self.visits.get(*n));
        visits.filter(|v| v.counts()).collect()
    }

    /// True where no visit of the traveller to the country within these days is missing.
    fn is_complete(&self, traveller: &str, country: &str, from: Option<NaiveDate>, until: NaiveDate) -> bool {
        let person = self.people.persons.iter().find(|p| p.name == traveller);
        let whose = |who: &Who| match who {
            Who::Person(name) => name == traveller || self.find(name).iter().any(|p| p.name == traveller),
            Who::Office { office, state } => person.is_some_and(|p| {
                p.state.as_deref() == Some(state)
                    && p.offices.len() == 1
                    && p.offices.iter().any(|o| o.eq_ignore_ascii_case(office))
            }),
        };
        self.covers(whose, country, from, until)
    }

    fn covers(&self, whose: impl Fn(&Who) -> bool, country: &str, from: Option<NaiveDate>, until: NaiveDate) -> bool {
        self.complete.iter().any(|c: &Complete| {
            let there = c.to.as_deref().is_none_or(|to| to == country);
            let begun = c.from.is_none() || c.from.zip(from).is_some_and(|(c, from)| c <= from);
            there && begun && c.until >= until && whose(&c.who)
        })
    }
}

fn is_office(who: &Who, office: &str, state: &str) -> bool {
    matches!(who, Who::Office { office: o, state: s } if o.eq_ignore_ascii_case(office) && s == state)
}

/// The country of a visit as it is compared: its code, else its name.
pub(super) fn key(visit: &Visit) -> String {
    visit.code.clone().unwrap_or_else(|| visit.country.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::super::fold::testing::{diary, report};
    use super::*;
    use crate::model::VisitEntry;
    use crate::model::VisitStatus::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap_or_default()
    }

    fn sample(mark: Option<&str>) -> Diary {
        let complete = |from: &str| {
            let who = Who::Person("Lind".into());
            VisitEntry::Complete(Complete { who, to: None, from: from.parse().ok(), until: day("2032-12-31") })
        };
        let mut entries = vec![
            report("Ana Lind", "Latvia", "2030-03-01", Done, "2030-03-02"),
            report("Ana Lind", "Latvia", "2031-02", Done, "2031-03-02"),
            report("Ana Lind", "Latvia", "2031-05-14", Done, "2031-05-15"),
            report("Ana Lind", "Latvia", "2031-08-01", Cancelled, "2031-07-15"),
            report("Ana Lind", "Estonia", "2031-08-03", Done, "2031-08-04"),
        ];
        entries.extend(mark.map(complete));
        diary(entries)
    }

    #[test]
    fn what_took_place_is_counted_within_the_time() {
        let found = sample(Some("2030-01-01"));
        let count = |from: &str| {
            let scope = Scope { from: from.parse().ok(), before: day("2031-09-01"), kind: None };
            let a = found.earlier("Ana Lind", "LVA", scope);
            (a.sure.len(), a.open.len(), a.complete)
        };
        assert_eq!(count("2031-01-01"), (2, 0, true));
        assert_eq!(count("2031-02-15"), (1, 1, true));
        assert_eq!(count(""), (3, 0, false));
        assert_eq!(found.ordinal(&found.visits()[2]), Some(3));
    }

    #[test]
    fn the_last_one_is_found_and_trusted_only_where_the_diary_is_complete() {
        let (open, marked) = (sample(None), sample(Some("2030-01-01")));
        let last = |d: &Diary| d.last_before("Ana Lind", "LVA", day("2032-01-01")).complete;
        assert!(!last(&open) && last(&marked));
        assert_eq!(
            marked.last_before("Ana Lind", "LVA", day("2031-05-14")).last.map(|v| v.start.to_string()).as_deref(),
            Some("2031-02")
        );
    }
}
