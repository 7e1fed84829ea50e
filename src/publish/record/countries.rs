use std::collections::BTreeMap;

use super::page_id::{PageId, PageKind};
use super::people::Person;
use super::stories::Story;
use super::trips::Trip;
use crate::story::visits::{state_code, state_name};

/// A country that stories, trips or people belong to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// The page.
    pub id: PageId,
    /// ISO 3166-1 alpha-3, or ISO 3166-3 for a state that is no more.
    pub code: String,
    /// The usual English name.
    pub name: String,
    /// The people who act for it, by name.
    pub people: Vec<PageId>,
    /// The stories, the one told last first.
    pub stories: Vec<PageId>,
    /// Trips to it: places in `Record::trips`.
    pub visited: Vec<usize>,
    /// Trips of those who act for it.
    pub travelled: Vec<usize>,
    /// The pairs that it is one of.
    pub pairs: Vec<PageId>,
}

/// Two countries between which something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The page: `pair/chn-prk`, the lesser code first.
    pub id: PageId,
    /// The codes, in the order of the names.
    pub codes: [String; 2],
    /// The names, in alphabetical order.
    pub names: [String; 2],
    /// The pages of both, in that order.
    pub countries: [PageId; 2],
    /// The stories, the one told last first.
    pub stories: Vec<PageId>,
    /// Trips of one's people to the other: places in `Record::trips`.
    pub trips: Vec<usize>,
}

impl Pair {
    /// `China and North Korea`.
    pub fn title(&self) -> String {
        self.names.join(" and ")
    }
}

/// The countries and pairs of stories, trips and people, by name; all three learn their pages.
pub(super) fn countries(stories: &mut [Story], trips: &mut [Trip], people: &mut [Person]) -> (Vec<Country>, Vec<Pair>) {
    let mut map = Map::default();
    let states: BTreeMap<PageId, String> =
        people.iter().filter_map(|p| Some((p.id.clone(), p.state.clone()?))).collect();
    let names: BTreeMap<&str, &PageId> =
        people.iter().flat_map(|p| p.other_names.iter().chain([&p.name]).map(|name| (name.as_str(), &p.id))).collect();
    for story in stories.iter_mut() {
        let codes = codes(story);
        for code in &codes {
            let country = map.country(code);
            country.stories.push(story.id.clone());
            story.countries.push(country.id.clone());
        }
        let state = |name: &str| {
            let person = names.get(name).and_then(|id| states.get(*id)).cloned();
            person.or_else(|| state_code(name))
        };
        if let Some((a, b)) = parties(story, &codes, state) {
            let pair = map.pair(&a, &b);
            pair.stories.push(story.id.clone());
            story.pair = Some(pair.id.clone());
        }
    }
    for (n, trip) in trips.iter_mut().enumerate() {
        let to = trip.code().map(str::to_owned);
        let from = trip.visit.state.clone().or_else(|| states.get(trip.traveller.as_ref()?).cloned());
        if let Some(code) = &to {
            let country = map.country(code);
            country.visited.push(n);
            trip.to = Some(country.id.clone());
        }
        if let Some(code) = &from {
            let country = map.country(code);
            country.travelled.push(n);
            trip.from = Some(country.id.clone());
        }
        if let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) {
            let pair = map.pair(&from, &to);
            pair.trips.push(n);
            trip.pair = Some(pair.id.clone());
        }
    }
    for person in people.iter_mut() {
        if let Some(code) = &person.state {
            let country = map.country(code);
            country.people.push(person.id.clone());
            person.country = Some(country.id.clone());
        }
    }
    link(stories, trips);
    map.sorted()
}

/// Stories and trips that rest on one article.
fn link(stories: &mut [Story], trips: &mut [Trip]) {
    let mut by_article: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (n, story) in stories.iter().enumerate() {
        for article in story.articles() {
            by_article.entry(article.to_owned()).or_default().push(n);
        }
    }
    for (n, trip) in trips.iter_mut().enumerate() {
        let mut found: Vec<usize> =
            trip.articles().into_iter().filter_map(|a| by_article.get(a)).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        for at in found {
            let Some(story) = stories.get_mut(at) else { continue };
            trip.stories.push(story.id.clone());
            story.trips.push(n);
        }
    }
}

/// The codes of the countries that a story is about, those of the last telling first.
fn codes(story: &Story) -> Vec<String> {
    let mut codes: Vec<String> = Vec::new();
    for name in story.tellings.iter().flat_map(|telling| &telling.entry.brief.countries) {
        if let Some(code) = state_code(name).filter(|code| !codes.contains(code)) {
            codes.push(code);
        }
    }
    codes
}

/// The two states of a story's event: those of its parties and, on a visit, of its place; else those that it names most.
fn parties(story: &Story, codes: &[String], state: impl Fn(&str) -> Option<String>) -> Option<(String, String)> {
    let slots = story.tellings.iter().map(|telling| &telling.entry.own_headline().slots);
    for slots in slots.filter(|slots| slots.contains_key("who")) {
        let visit = slots.get("type").is_some_and(|kind| kind == "visit");
        let place = slots.get("place").filter(|_| visit);
        let mut found: Vec<String> = Vec::new();
        for code in [slots.get("who"), slots.get("with"), place].into_iter().flatten().filter_map(|value| state(value))
        {
            if !found.contains(&code) {
                found.push(code);
            }
        }
        if let [a, b, ..] = &found[..] {
            return Some((a.clone(), b.clone()));
        }
    }
    match codes {
        [a, b, ..] => Some((a.clone(), b.clone())),
        _ => None,
    }
}

#[derive(Default)]
struct Map {
    countries: BTreeMap<String, Country>,
    pairs: BTreeMap<(String, String), Pair>,
}

impl Map {
    fn country(&mut self, code: &str) -> &mut Country {
        self.countries.entry(code.to_owned()).or_insert_with(|| Country {
            id: PageId::new(PageKind::Country, state_name(code)),
            code: code.to_owned(),
            name: state_name(code).to_owned(),
            people: Vec::new(),
            stories: Vec::new(),
            visited: Vec::new(),
            travelled: Vec::new(),
            pairs: Vec::new(),
        })
    }

    fn pair(&mut self, a: &str, b: &str) -> &mut Pair {
        let key = if a < b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) };
        let id = PageId::new(PageKind::Pair, &format!("{} {}", key.0, key.1));
        let mut both = [a, b].map(|code| {
            let country = self.country(code);
            if !country.pairs.contains(&id) {
                country.pairs.push(id.clone());
            }
            (country.name.clone(), country.code.clone(), country.id.clone())
        });
        both.sort();
        let [(name, code, page), (other_name, other_code, other_page)] = both;
        self.pairs.entry(key).or_insert_with(|| Pair {
            id,
            codes: [code, other_code],
            names: [name, other_name],
            countries: [page, other_page],
            stories: Vec::new(),
            trips: Vec::new(),
        })
    }

    /// All of them, by name.
    fn sorted(self) -> (Vec<Country>, Vec<Pair>) {
        let mut countries: Vec<Country> = self.countries.into_values().collect();
        countries.sort_by(|a, b| (&a.name, &a.code).cmp(&(&b.name, &b.code)));
        countries.iter_mut().for_each(|country| country.pairs.sort());
        let mut pairs: Vec<Pair> = self.pairs.into_values().collect();
        pairs.sort_by(|a, b| (&a.names, &a.codes).cmp(&(&b.names, &b.codes)));
        (countries, pairs)
    }
}
