use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::page_id::{PageId, PageKind};
use super::stories::{Story, Telling};
use super::trips::Trip;
use crate::annotate::annotate;
use crate::lexicon::visit_words;
use crate::model::{ActorKind, Article, VisitEntry};
use crate::story::visits::{HouseNames, Roster, state_code};

/// Letters of a name, at most; what is longer is none.
const LONGEST: usize = 80;

/// A person whom stories or trips name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The page.
    pub id: PageId,
    /// The name to print: the house spelling, else the most frequent.
    pub name: String,
    /// Other spellings, in alphabetical order.
    pub other_names: Vec<String>,
    /// Pages under which the person would stand by another spelling: what stood there leads here.
    pub other_ids: Vec<PageId>,
    /// The state that the person acts for (ISO 3166-1 alpha-3), where it is told.
    pub state: Option<String>,
    /// The page of that country.
    pub country: Option<PageId>,
    /// Offices that were told, in alphabetical order.
    pub offices: Vec<String>,
    /// The stories, the one told last first.
    pub stories: Vec<PageId>,
    /// Trips made: places in `Record::trips`.
    pub trips: Vec<usize>,
    /// Trips on which others met this person.
    pub met: Vec<usize>,
}

/// A name with the state, where it is told.
type Named = (String, Option<String>);

/// The people of stories and trips, by name; both learn their pages.
pub(super) fn people(
    stories: &mut [Story],
    trips: &mut [Trip],
    entries: &[(u64, VisitEntry)],
    house: &HouseNames,
) -> Vec<Person> {
    let named: Vec<BTreeMap<Named, BTreeSet<String>>> = stories.par_iter().map(named_in).collect();
    let mut mentions: BTreeMap<Named, usize> = BTreeMap::new();
    let met = trips.iter().flat_map(|trip| &trip.met).filter_map(|(name, _)| Some((full(name)?.to_owned(), None)));
    for mention in named.iter().flat_map(BTreeMap::keys).cloned().chain(met) {
        *mentions.entry(mention).or_default() += 1;
    }
    let mut crowd = Crowd { roster: Roster::of(entries, house, &mentions), found: BTreeMap::new() };
    for names in &named {
        for ((name, state), offices) in names {
            crowd.meet(crowd.roster.person(name, state.as_deref()), offices.iter().cloned());
        }
    }
    for trip in trips.iter() {
        crowd.meet(crowd.traveller(trip), trip.visit.office.iter().cloned());
        for (name, _) in &trip.met {
            crowd.meet(crowd.met(name), std::iter::empty());
        }
    }
    let order = crowd.give_pages();
    for (story, names) in stories.iter_mut().zip(&named) {
        crowd.link_story(story, names.keys());
    }
    for (n, trip) in trips.iter_mut().enumerate() {
        crowd.link_trip(n, trip);
    }
    order.into_iter().filter_map(|at| crowd.found.remove(&at)).collect()
}

/// The people as they are found, by their places in the roster.
struct Crowd {
    roster: Roster,
    found: BTreeMap<usize, Person>,
}

impl Crowd {
    fn traveller(&self, trip: &Trip) -> Option<usize> {
        self.roster.person(&trip.visit.traveller, trip.visit.state.as_deref())
    }

    fn met(&self, name: &str) -> Option<usize> {
        full(name).and_then(|name| self.roster.person(name, None))
    }

    fn meet(&mut self, at: Option<usize>, offices: impl Iterator<Item = String>) {
        let Some(at) = at else { return };
        let person = self.found.entry(at).or_insert_with(|| person(&self.roster, at));
        for office in offices.filter(|office| !office.is_empty()) {
            if !person.offices.contains(&office) {
                person.offices.push(office);
            }
        }
        person.offices.sort();
    }

    /// Gives each a page, and says in which order they come: by name.
    fn give_pages(&mut self) -> Vec<usize> {
        let mut order: Vec<(usize, Person)> = self.found.iter().map(|(at, person)| (*at, person.clone())).collect();
        order.sort_by(|(_, a), (_, b)| (&a.name, &a.state, &a.other_names).cmp(&(&b.name, &b.state, &b.other_names)));
        let mut taken = BTreeSet::new();
        for (at, person) in &order {
            let hint = person.state.as_deref().unwrap_or_default();
            let id = PageId::free(PageKind::Person, &person.name, hint, &mut taken);
            self.found.entry(*at).and_modify(|person| person.id = id);
        }
        for person in self.found.values_mut() {
            let others = person.other_names.iter().map(|name| PageId::new(PageKind::Person, name));
            let others: BTreeSet<PageId> = others.filter(|id| !taken.contains(id)).collect();
            person.other_ids = others.into_iter().collect();
        }
        order.into_iter().map(|(at, _)| at).collect()
    }

    fn link_story<'n>(&mut self, story: &mut Story, names: impl Iterator<Item = &'n Named>) {
        let places: BTreeSet<usize> =
            names.filter_map(|(name, state)| self.roster.person(name, state.as_deref())).collect();
        for at in places {
            if let Some(person) = self.found.get_mut(&at) {
                person.stories.push(story.id.clone());
                story.people.push(person.id.clone());
            }
        }
        story.people.sort();
    }

    fn link_trip(&mut self, n: usize, trip: &mut Trip) {
        if let Some(person) = self.traveller(trip).and_then(|at| self.found.get_mut(&at)) {
            trip.traveller = Some(person.id.clone());
            trip.visit.traveller.clone_from(&person.name);
            person.state = person.state.take().or_else(|| trip.visit.state.clone());
            person.trips.push(n);
        }
        for (name, page) in &mut trip.met {
            if let Some(person) = self.met(name).and_then(|at| self.found.get_mut(&at)) {
                *page = Some(person.id.clone());
                if !person.met.contains(&n) {
                    person.met.push(n);
                }
            }
        }
    }
}

fn person(roster: &Roster, at: usize) -> Person {
    let known = roster.people().get(at).cloned().unwrap_or_default();
    let name = Roster::bare(&known.name).to_owned();
    let others = known.names.iter().map(|other| Roster::bare(other)).filter(|other| *other != name);
    let others: BTreeSet<&str> = others.filter(|other| !Roster::is_short(other)).collect();
    Person {
        id: PageId::new(PageKind::Person, &name),
        other_names: others.into_iter().map(str::to_owned).collect(),
        name,
        other_ids: Vec::new(),
        state: known.state,
        country: None,
        offices: known.offices.into_iter().collect(),
        stories: Vec::new(),
        trips: Vec::new(),
        met: Vec::new(),
    }
}

/// The people whom the printed lines of a story name in full, with the state that each acts for there, and the offices.
fn named_in(story: &Story) -> BTreeMap<Named, BTreeSet<String>> {
    let mut found: BTreeMap<Named, BTreeSet<String>> = BTreeMap::new();
    for telling in &story.tellings {
        let annotated = annotate(Article { text: printed(telling), ..Article::default() });
        let actors = annotated.statements.iter().flat_map(|statement| &statement.actors);
        for actor in actors.filter(|actor| actor.kind == ActorKind::Person) {
            let Some(name) = full(&actor.name) else { continue };
            let state = actor.country.clone().filter(|code| code.len() == 3);
            let office = actor.role.as_ref().filter(|_| !actor.inherited).map(|role| role.to_lowercase());
            found.entry((name.to_owned(), state)).or_default().extend(office);
        }
    }
    // One who is named with a state and without it is one.
    let stated: BTreeSet<String> = found.keys().filter(|n| n.1.is_some()).map(|n| n.0.clone()).collect();
    found.retain(|(name, state), _| state.is_some() || !stated.contains(name));
    found
}

/// The words that a digest prints of a story, a paragraph a line.
fn printed(telling: &Telling) -> String {
    let brief = &telling.entry.brief;
    let lines = std::iter::once(telling.entry.own_headline()).chain(brief.lines.iter().filter(|line| !line.generated));
    lines.map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n\n")
}

/// The name without titles, where it can be that of one person: two words or more, capitals, no state.
fn full(name: &str) -> Option<&str> {
    let bare = Roster::bare(name);
    let is_part = |word: &str| {
        let begins = word.chars().next().is_some_and(char::is_uppercase);
        begins || visit_words().particles.contains(word.to_lowercase().as_str())
    };
    let plain = bare.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '`'));
    let fits = plain && bare.chars().count() <= LONGEST && !Roster::is_short(bare);
    (fits && bare.split_whitespace().all(is_part) && state_code(bare).is_none()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::full;

    #[test]
    fn a_full_name_is_that_of_a_person() {
        assert_eq!(full("Foreign Minister Jonas Petraitis"), Some("Jonas Petraitis"));
        assert_eq!(full("Mohammed bin Salman"), Some("Mohammed bin Salman"));
        for other in ["Petraitis", "South Korea", "delegations of Peru", "12 Monkeys", "", "<b>Ana Lind"] {
            assert_eq!(full(other), None, "{other}");
        }
    }
}
