//! What articles are compared by beside their words: who, where, when, and the numbers.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::table::Table;
use crate::model::{ActorKind, EventType, Reading, Statement, TimexType};
use crate::story::event::names_of;
use crate::story::page::state_of;

/// Articles that were published further apart than this are seldom on one event, and never where they lie further apart than
/// the second; events of which the first days lie further apart than the third are others.
const PUBLISHED_DAYS: i64 = 3;
const FAR_DAYS: i64 = super::index::LOOK_BACK;
const EVENT_DAYS: i64 = 6;
/// Statements whose dates and numbers are compared.
const DATED: usize = 12;
const COUNTED: usize = 8;

/// Who, where and when of an article. Names, places, days and numbers are those of a [`Table`]; lists are in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub published: Option<NaiveDate>,
    start: Option<u32>,
    /// `start`, where it is a whole day.
    day: Option<NaiveDate>,
    kind: Option<EventType>,
    /// The states and bodies of its parties.
    pub codes: Vec<u32>,
    /// Those of the first party, of an event that is told plainly.
    leading: Vec<u32>,
    pub place: Option<u32>,
    /// True where the place is no whole state.
    is_city: bool,
    /// Everybody whom its first sentences name, and where: codes of states, surnames, places.
    named: Vec<u32>,
    /// Calendar days that its first sentences name.
    pub days: Vec<u32>,
    /// Numbers that its first sentences name.
    pub numbers: Vec<u32>,
}

/// The same, in words.
struct Told {
    published: Option<NaiveDate>,
    start: Option<String>,
    kind: Option<EventType>,
    codes: Vec<String>,
    leading: Vec<String>,
    place: Option<String>,
    is_city: bool,
    named: Vec<String>,
    days: Vec<String>,
    numbers: Vec<String>,
}

/// The facts of articles that come in parts.
#[derive(Default)]
pub(super) struct Gathered {
    pub facts: Vec<Facts>,
    /// The names, days and numbers of the facts.
    pub names: Table,
}

impl Gathered {
    /// Takes in some articles.
    pub fn add(&mut self, readings: &[Reading]) {
        let told: Vec<Told> = readings.par_iter().map(Told::new).collect();
        self.facts.extend(told.into_iter().map(|told| Facts::new(told, &mut self.names)));
    }
}

/// How many numbers are in both lists, which are in order.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    both(a, b).count()
}

/// The numbers that are in both lists, which are in order.
pub(super) fn both<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
    let (mut a, mut b) = (a, b);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.first(), b.first()) {
            let (skip_a, skip_b) = (usize::from(x <= y), usize::from(y <= x));
            let same = (x == y).then_some(*x);
            a = a.get(skip_a..).unwrap_or_default();
            b = b.get(skip_b..).unwrap_or_default();
            if same.is_some() {
                return same;
            }
        }
        None
    })
}

impl Told {
    fn new(reading: &Reading) -> Self {
        let event = reading.event.as_ref();
        let actors = event.map_or(&[][..], |e| &e.actors);
        let (_, codes) = names_of(&reading.annotated, actors);
        // Only an event told plainly enough to head a brief keeps two articles apart by who travels.
        let first = actors.get(..1).filter(|_| event.is_some_and(|e| e.sure)).unwrap_or_default();
        let (_, leading) = names_of(&reading.annotated, first);
        let body = || reading.annotated.statements.iter().filter(|s| !s.is_noise());
        let days = body().take(DATED).flat_map(|s| &s.dates);
        let calendar = |value: &str| value.len() >= 10 && value.starts_with(|c: char| c.is_ascii_digit());
        let days = days.filter(|d| matches!(d.timex, TimexType::Date | TimexType::Time) && calendar(&d.value));
        let tokens = body().take(COUNTED).flat_map(|s| reading.annotated.document.tokens_of(s.index));
        let place = event.and_then(|e| e.place.clone());
        Told {
            published: reading.annotated.article().published,
            start: event.and_then(|e| e.start.clone()),
            kind: event.map(|e| e.kind),
            codes,
            leading,
            is_city: place.as_deref().and_then(state_of).is_some_and(|(_, whole)| !whole),
            place,
            named: body().take(DATED).flat_map(named).collect(),
            days: days.filter_map(|d| d.value.get(..10).map(str::to_owned)).collect(),
            numbers: tokens.filter(|t| t.is_number()).map(|t| t.norm.to_string()).collect(),
        }
    }
}

impl Facts {
    fn new(told: Told, table: &mut Table) -> Self {
        let mut set = |words: Vec<String>| {
            let mut numbers: Vec<u32> = words.iter().map(|w| table.number(w)).collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers.shrink_to_fit();
            numbers
        };
        let (codes, leading, named) = (set(told.codes), set(told.leading), set(told.named));
        let (days, numbers) = (set(told.days), set(told.numbers));
        Facts {
            published: told.published,
            day: told.start.as_deref().and_then(|s| s.parse().ok()),
            start: told.start.map(|s| table.number(&s)),
            kind: told.kind,
            codes,
            leading,
            place: told.place.map(|p| table.number(&p)),
            is_city: told.is_city,
            named,
            days,
            numbers,
        }
    }

    /// False where both tell who takes part, and nobody and no place is in both: reports of one ministry's day are written
    /// in the same words.
    pub fn share_somebody(&self, other: &Facts) -> bool {
        self.codes.is_empty() || other.codes.is_empty() || both(&self.named, &other.named).next().is_some()
    }

    /// False where both have days and these lie apart.
    pub fn meets(&self, other: &Facts) -> bool {
        let near = |a: Option<NaiveDate>, b: Option<NaiveDate>, most: i64| {
            a.zip(b).map(|(a, b)| (a - b).num_days().abs() <= most)
        };
        let published = near(self.published, other.published, FAR_DAYS);
        match (published, near(self.day, other.day, EVENT_DAYS)) {
            (None, None) => true,
            // Of two visits or meetings their own days tell more than those of the articles.
            (_, Some(false)) if self.is_in_person() && other.is_in_person() => false,
            (a, b) => a == Some(true) || b == Some(true),
        }
    }

    /// How many days lie between the two, as far as both say when they were published.
    pub fn days_between(&self, other: &Facts) -> Option<i64> {
        self.published.zip(other.published).map(|(a, b)| (a - b).num_days().abs())
    }

    /// True where the two were published more than a few days apart and do not tell of one day: a story that goes on, or
    /// another one in the same words.
    pub fn is_far(&self, other: &Facts) -> bool {
        let far = self.days_between(other).is_some_and(|days| days > PUBLISHED_DAYS);
        far && self.day.zip(other.day).is_none_or(|(a, b)| (a - b).num_days().abs() > EVENT_DAYS)
    }

    /// True where one of them has no day of publication and nothing else that both tell lies on one day: nothing but their
    /// words says that they are of one time.
    pub fn is_open(&self, other: &Facts) -> bool {
        let near = |(a, b): (NaiveDate, NaiveDate)| (a - b).num_days().abs() <= EVENT_DAYS;
        let event = self.day.zip(other.day).is_some_and(near);
        self.published.is_some() != other.published.is_some() && !event && common(&self.days, &other.days) == 0
    }

    fn is_in_person(&self) -> bool {
        self.kind.is_some_and(EventType::is_in_person)
    }

    /// True where two events of a kind are in two cities and not known to be on one day.
    pub fn is_elsewhere(&self, other: &Facts) -> bool {
        let kind = self.kind.is_some() && self.kind == other.kind;
        kind && !self.is_one_day(other) && self.is_city && other.is_city && self.place != other.place
    }

    /// True for two visits to two cities by people of two states, be they on one day: the same words tell of each.
    pub fn is_another_visit(&self, other: &Facts) -> bool {
        let visit = |f: &Facts| f.kind == Some(EventType::Visit) && f.is_city && !f.leading.is_empty();
        visit(self) && visit(other) && self.place != other.place && common(&self.leading, &other.leading) == 0
    }

    /// True for two contacts, each with a party that the other has not: who meets whom makes a meeting.
    pub fn is_of_others(&self, other: &Facts) -> bool {
        let contact = |f: &Facts| f.kind.is_some_and(EventType::is_contact);
        let lacks = |a: &Facts, b: &Facts| a.codes.len() > 1 && common(&a.codes, &b.codes) < a.codes.len();
        contact(self) && contact(other) && lacks(self, other) && lacks(other, self)
    }

    /// True where both events begin on one day that is told.
    pub fn is_one_day(&self, other: &Facts) -> bool {
        self.start.is_some() && self.start == other.start
    }

    /// True where both events are in one place that is told.
    pub fn is_one_place(&self, other: &Facts) -> bool {
        self.place.is_some() && self.place == other.place
    }
}

fn named(statement: &Statement) -> Vec<String> {
    let actors = statement.actors.iter().flat_map(|a| {
        let surname = (a.kind == ActorKind::Person).then(|| a.name.rsplit(' ').next().map(str::to_lowercase)).flatten();
        a.code().map(str::to_owned).into_iter().chain(surname)
    });
    let places = statement.places.iter().flat_map(|p| std::iter::once(p.name.to_lowercase()).chain(p.country.clone()));
    actors.chain(places).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_day_in_common_only_words_say_that_two_are_of_one_time() {
        let dated = Facts { published: "2031-05-02".parse().ok(), days: vec![7], ..Facts::default() };
        let undated = Facts { days: vec![8], ..Facts::default() };
        assert!(dated.is_open(&undated) && undated.is_open(&dated));
        assert!(!dated.is_open(&dated) && !undated.is_open(&undated));
        assert!(!dated.is_open(&Facts { days: vec![7, 9], ..Facts::default() }));
        let (before, after) = ("2031-05-01".parse().ok(), "2031-05-04".parse().ok());
        let told = |facts: &Facts, day| Facts { day, ..facts.clone() };
        assert!(!told(&dated, before).is_open(&told(&undated, after)));
    }
}
