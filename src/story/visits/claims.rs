//! What articles say of earlier visits, against the diary.

use chrono::{Datelike, NaiveDate};

use super::extract::told;
use super::fold::Diary;
use super::query::{Answer, Scope, Since};
use crate::model::{Check, CheckValue, DIARY, Reading, Verdict, Visit, VisitKind, VisitReport};
use crate::story::checks::{self, Counted, firsts};
use crate::story::page::Page;

/// The ordinals and `first since` of an article's visit against the diary. `agrees` and `contradicts` are said only where
/// the diary is marked complete for the traveller and the time; where the claim counts visits of a kind and the diary does
/// not know that of all, or days are known to the month, it is `compatible` at most; else `cannot check`.
pub fn claims_against(reading: &Reading, diary: &Diary) -> Vec<Check> {
    let told = told(reading);
    let Some(own) = told.reports.first() else { return Vec::new() };
    let [person] = diary.find(&own.traveller)[..] else { return Vec::new() };
    let page = Page::new(&reading.annotated);
    let subject = Subject { own, name: &person.name, diary };
    let counted = checks::counted(&page).into_iter().filter_map(|claim| subject.ordinal(&page, &claim));
    let firsts = firsts(&page).into_iter().filter_map(|claim| subject.first(&claim));
    counted.chain(firsts).collect()
}

struct Subject<'a> {
    own: &'a VisitReport,
    name: &'a str,
    diary: &'a Diary,
}

impl Subject<'_> {
    fn country(&self) -> String {
        self.own.code.clone().unwrap_or_else(|| self.own.country.to_lowercase())
    }

    fn ordinal(&self, page: &Page, claim: &Counted) -> Option<Check> {
        let (adjectives, noun) = claim.noun.rsplit_once(' ').unwrap_or(("", &claim.noun));
        let visit = matches!(noun, "visit" | "trip" | "journey" | "stay");
        if !visit || claim.state.is_some_and(|state| state != self.country()) {
            return None;
        }
        let before = self.own.start.first();
        let (from, whole) = match claim.scope {
            checks::Scope::From(day) => (Some(day), true),
            checks::Scope::ThisYear => (NaiveDate::from_ymd_opt(page.today.unwrap_or(before).year(), 1, 1), true),
            checks::Scope::Open => (None, true),
            checks::Scope::Since => (None, false),
        };
        let kind = adjectives.split(' ').find_map(|word| word.parse::<VisitKind>().ok());
        let answer = self.diary.earlier(self.name, &self.country(), Scope { from, before, kind });
        let verdict = count_verdict(claim.number, &answer, whole && (adjectives.is_empty() || kind.is_some()));
        let told = listed(&answer.sure);
        let note =
            format!("“{}” does not fit the diary, where it is number {}{told}.", claim.text, answer.sure.len() + 1,);
        Some(check("ordinal", verdict, &claim.text, claim.i, format!("{} earlier{told}", answer.sure.len()), note))
    }

    fn first(&self, claim: &checks::First) -> Option<Check> {
        let (before, country) = (self.own.start.first(), self.country());
        let own = self.diary.last_before(self.name, &country, before);
        let office = self.own.office.as_deref().zip(self.own.state.as_deref());
        let all = office.filter(|_| !claim.personal).map(|(o, s)| self.diary.last_of_office(o, s, &country, before));
        // What the traveller did, whoever holds the office did.
        let (since, whole) = match all.filter(|all| all.complete || later(all) >= later(&own)) {
            Some(all) => (all, true),
            None => (own, claim.personal),
        };
        let verdict = since_verdict(claim.after, &since, whole);
        let told = since.last.map_or_else(|| "none before".to_owned(), |v| format!("the last one was {}", row(v)));
        let note = format!("“{}” does not fit the diary: {told}.", claim.text);
        Some(check("since", verdict, &claim.text, claim.i, told, note))
    }
}

fn later(since: &Since) -> Option<NaiveDate> {
    since.last.map(|v| v.start.first())
}

fn count_verdict(claimed: u64, answer: &Answer, exact: bool) -> Verdict {
    let (least, most) = (answer.sure.len() as u64 + 1, (answer.sure.len() + answer.open.len()) as u64 + 1);
    if !answer.complete {
        Verdict::CannotCheck
    } else if !exact || (least != most && (least..=most).contains(&claimed)) {
        Verdict::Compatible
    } else if claimed == least && least == most {
        Verdict::Agrees
    } else {
        Verdict::Contradicts
    }
}

fn since_verdict(after: i32, since: &Since, whole: bool) -> Verdict {
    let year = since.last.map(|v| v.start.year());
    match year {
        _ if !since.complete => Verdict::CannotCheck,
        Some(year) if year > after => Verdict::Contradicts,
        Some(year) if year == after && whole => Verdict::Agrees,
        // An earlier last visit, or none: the claim may count from something else that year.
        _ => Verdict::Compatible,
    }
}

fn listed(visits: &[&Visit]) -> String {
    let rows: Vec<String> = visits.iter().rev().take(4).rev().map(|v| row(v)).collect();
    let cut = if visits.len() > rows.len() { "…, " } else { "" };
    if rows.is_empty() { String::new() } else { format!(" ({cut}{})", rows.join(", ")) }
}

/// `Riga, 2031-05-14`.
fn row(visit: &Visit) -> String {
    format!("{}, {}", visit.place.as_deref().unwrap_or(&visit.country), visit.start)
}

fn check(slot: &str, verdict: Verdict, claim: &str, i: usize, told: String, note: String) -> Check {
    let value = |value: String| CheckValue { value, i, article: 0 };
    let values = vec![value(claim.to_owned()), value(format!("{DIARY}{told}"))];
    let note = if verdict == Verdict::Contradicts { note } else { String::new() };
    Check { slot: slot.to_owned(), verdict, values, note }
}

#[cfg(test)]
mod tests {
    use super::super::fold::testing::{diary, report};
    use super::*;
    use crate::model::{Article, Complete, VisitEntry, VisitStatus, Who};
    use crate::pipeline::read;
    use crate::score::Weights;

    fn verdicts(text: &str, complete: bool) -> Vec<(String, Verdict)> {
        let past = |country: &str, start: &str| report("Ola Nordmann", country, start, VisitStatus::Done, start);
        let mut entries =
            vec![past("Portugal", "2014-03-01"), past("Portugal", "2019-02-01"), past("Chile", "2019-03-01")];
        if complete {
            let until = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap_or_default();
            let who = Who::Person("Ola Nordmann".into());
            entries.push(VisitEntry::Complete(Complete { who, to: None, from: None, until }));
        }
        let article = Article { text: text.into(), published: "2019-05-07".parse().ok(), ..Article::default() };
        let reading = read(article, &Weights::default());
        claims_against(&reading, &diary(entries)).into_iter().map(|c| (c.slot, c.verdict)).collect()
    }

    fn ordinal(claim: &str, complete: bool) -> Vec<(String, Verdict)> {
        verdicts(&format!("Norwegian President Ola Nordmann arrived in Lisbon on Monday. It is his {claim}."), complete)
    }

    #[test]
    fn ordinals_are_judged_where_nothing_is_missing() {
        let one = |slot: &str, verdict| vec![(slot.to_owned(), verdict)];
        assert_eq!(ordinal("third visit to Portugal", false), one("ordinal", Verdict::CannotCheck));
        assert_eq!(ordinal("third visit to Portugal", true), one("ordinal", Verdict::Agrees));
        assert_eq!(ordinal("second visit to Portugal this year", true), one("ordinal", Verdict::Agrees));
        assert_eq!(ordinal("fourth visit to Portugal", true), one("ordinal", Verdict::Contradicts));
        assert_eq!(ordinal("third visit to Portugal since the war", true), one("ordinal", Verdict::Compatible));
    }

    #[test]
    fn a_first_since_is_judged_by_the_last() {
        let one = |verdict| vec![("since".to_owned(), verdict)];
        assert_eq!(ordinal("first visit to Portugal since 2014", true), one(Verdict::Contradicts));
        assert_eq!(ordinal("first visit to Portugal since 2014", false), one(Verdict::CannotCheck));
    }
}
