use std::collections::BTreeMap;

use super::fold::{mentions, rules};
use super::names::{Name, without_role};
use super::people::{HouseNames, Mention, People, Person};
use crate::model::VisitEntry;

/// Who is meant by the names of a diary and by names that stand elsewhere, under the rules of the diary: the house
/// spelling, what the desk joined and parted, spellings of one name.
#[derive(Debug, Clone, Default)]
pub struct Roster(People);

impl Roster {
    /// The people behind the names of the log and behind these, each with the state (ISO 3166-1 alpha-3) where it is
    /// known and with how often it stands there.
    pub fn of(entries: &[(u64, VisitEntry)], house: &HouseNames, others: &BTreeMap<Mention, usize>) -> Roster {
        let mut all = mentions(entries);
        for (mention, times) in others {
            *all.entry(mention.clone()).or_default() += times;
        }
        Roster(People::of(&all, &rules(entries, house)))
    }

    /// All people; [`person`](Roster::person) gives places in it. One whose `names` are empty was joined to another.
    pub fn people(&self) -> &[Person] {
        &self.0.persons
    }

    /// The place of the person whom a name means that the log or the others have, with the state given there.
    pub fn person(&self, name: &str, state: Option<&str>) -> Option<usize> {
        let exact = self.0.of_mention(&(name.to_owned(), state.map(str::to_owned)));
        exact.or_else(|| self.0.of_mention(&(name.to_owned(), None))).or_else(|| match self.0.find(name)[..] {
            [one] => Some(one),
            _ => None,
        })
    }

    /// A name without the titles and offices before it.
    pub fn bare(name: &str) -> &str {
        without_role(name).trim()
    }

    /// True for a name of one word, which alone says too little.
    pub fn is_short(name: &str) -> bool {
        Name::new(name).is_short()
    }
}
