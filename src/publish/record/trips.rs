use std::collections::{BTreeMap, BTreeSet};

use super::articles::{Articles, Source};
use super::page_id::PageId;
use crate::model::{Evidence, Visit, VisitEntry};
use crate::store::{Store, StoreError};
use crate::story::visits::{Diary, HouseNames};

/// A trip of the diary.
#[derive(Debug, Clone, PartialEq)]
pub struct Trip {
    /// The visit; its days, place, kind and status.
    pub visit: Visit,
    /// Why the desk took it out, where it did: such a trip is struck, never left out.
    pub withdrawn: Option<String>,
    /// The traveller's page.
    pub traveller: Option<PageId>,
    /// Whom the traveller met, each with a page where there is one.
    pub met: Vec<(String, Option<PageId>)>,
    /// The page of the country that was visited.
    pub to: Option<PageId>,
    /// The page of the country that the traveller acts for.
    pub from: Option<PageId>,
    /// The page of both.
    pub pair: Option<PageId>,
    /// The stories that rest on the same articles.
    pub stories: Vec<PageId>,
}

/// Who says that a trip is so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Witness {
    /// An article, with the number of its sentence, from 1.
    Article(Source, usize),
    /// A file that was read and is not in the store: its name without the folders.
    File(String),
    /// The desk itself.
    Desk,
}

impl Trip {
    /// Who says so, each once, in the order of the steps.
    pub fn witnesses(&self, articles: &Articles) -> Vec<Witness> {
        let base = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let mut all: Vec<Witness> = Vec::new();
        for step in &self.visit.steps {
            let witness = match &step.evidence {
                Evidence::Article(receipt) => match articles.source(&receipt.article) {
                    Some(source) => Witness::Article(source, receipt.i + 1),
                    None => Witness::File(base(&receipt.source_path)),
                },
                Evidence::Row { file, .. } => Witness::File(base(file)),
                Evidence::Hand { .. } => Witness::Desk,
            };
            if !all.contains(&witness) {
                all.push(witness);
            }
        }
        all
    }

    /// The articles that tell of it.
    pub fn articles(&self) -> BTreeSet<&str> {
        let receipts = self.visit.steps.iter().filter_map(|step| match &step.evidence {
            Evidence::Article(receipt) => Some(receipt.article.as_str()),
            _ => None,
        });
        receipts.collect()
    }

    /// The state that was visited, ISO 3166-1 alpha-3, where it is known.
    pub fn code(&self) -> Option<&str> {
        self.visit.code.as_deref()
    }
}

/// The diary as far as it may be published.
pub(super) struct Open {
    /// The log without what only a held article tells.
    pub entries: Vec<(u64, VisitEntry)>,
    diary: Diary,
}

impl Open {
    pub fn read(store: &Store, house: &HouseNames, articles: &Articles) -> Result<Open, StoreError> {
        Ok(Open::of(store.visit_entries()?, house, articles))
    }

    pub fn of(all: Vec<(u64, VisitEntry)>, house: &HouseNames, articles: &Articles) -> Open {
        let entries = open_entries(all, house, articles);
        let diary = Diary::of(&entries, house);
        Open { entries, diary }
    }

    /// The trips, by first day.
    pub fn trips(&self) -> Vec<Trip> {
        let live = self.diary.visits().iter().map(|visit| trip(visit, None));
        let gone = self.diary.retracted().iter();
        let gone = gone.map(|visit| trip(visit, Some(visit.notes.last().cloned().unwrap_or_default())));
        let mut trips: Vec<Trip> = live.chain(gone).collect();
        trips.sort_by_key(|trip| (trip.visit.start, trip.visit.id));
        trips
    }
}

fn trip(visit: &Visit, withdrawn: Option<String>) -> Trip {
    let met = visit.counterparts.iter().map(|name| (name.clone(), None)).collect();
    Trip {
        visit: Visit { status: visit.standing(), ..visit.clone() },
        withdrawn,
        traveller: None,
        met,
        to: None,
        from: None,
        pair: None,
        stories: Vec::new(),
    }
}

/// The log without the reports of articles of which no sentence may be used. What the desk says of a visit goes to a report
/// of it that is left, and goes with the last one.
fn open_entries(all: Vec<(u64, VisitEntry)>, house: &HouseNames, articles: &Articles) -> Vec<(u64, VisitEntry)> {
    let hidden: BTreeSet<u64> = all
        .iter()
        .filter(|(_, entry)| match entry {
            VisitEntry::Report(report) => match &report.evidence {
                Evidence::Article(receipt) => !articles.is_quotable(&receipt.article),
                _ => false,
            },
            _ => false,
        })
        .map(|(number, _)| *number)
        .collect();
    if hidden.is_empty() {
        return all;
    }
    let full = Diary::of(&all, house);
    let mut moved: BTreeMap<u64, Option<u64>> = BTreeMap::new();
    let mut open = |visit: u64| {
        let left = || full.reports_beside(visit).find(|report| !hidden.contains(report));
        if hidden.contains(&visit) { *moved.entry(visit).or_insert_with(left) } else { Some(visit) }
    };
    let shown = all.into_iter().filter_map(|(number, entry)| {
        let entry = match entry {
            VisitEntry::Report(_) if hidden.contains(&number) => return None,
            VisitEntry::Amend { visit, change, note } => VisitEntry::Amend { visit: open(visit)?, change, note },
            VisitEntry::Retract { visit, note } => VisitEntry::Retract { visit: open(visit)?, note },
            other => other,
        };
        Some((number, entry))
    });
    shown.collect()
}
