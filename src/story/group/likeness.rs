//! How much two articles are alike: a sum of parts in thousandths, each of which can be shown.

use super::facts::{Facts, both, common};

/// Thousandths that each part can bring at most.
const TITLE: f64 = 40.0;
const OPENING: f64 = 300.0;
const FULL: f64 = 500.0;
const NAMES: f64 = 200.0;
const DAYS: f64 = 150.0;
const NUMBERS: f64 = 100.0;
const ONE_DAY: i64 = 60;
const ONE_PLACE: i64 = 30;
const ELSEWHERE: i64 = -160;
const OTHERS: i64 = -60;
const ANOTHER_VISIT: i64 = -1000;
const OPEN: i64 = -100;
/// What is published on one day gains, what lies a few days apart loses, what lies further apart loses more: news is told at
/// once, and what is told again has mostly gone on.
const SAME_DAY: i64 = 30;
const EACH_DAY: i64 = -30;
const DECAYS: i64 = 3;
const FAR: i64 = -150;

/// The parts of a likeness, in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    /// Words of headlines.
    pub title: i64,
    /// Words of headlines and first sentences.
    pub opening: i64,
    /// All words.
    pub full: i64,
    /// Names of people, bodies and places.
    pub names: i64,
    /// Calendar days that both name.
    pub days: i64,
    /// Numbers that both name.
    pub numbers: i64,
    /// Their events begin on one day.
    pub one_day: i64,
    /// Their events are in one place, between the same parties.
    pub one_place: i64,
    /// Their events, of one kind, are in two cities: less than nothing.
    pub elsewhere: i64,
    /// Their events are contacts between other parties: less than nothing.
    pub others: i64,
    /// Their events are visits to two cities by people of two states: less than nothing.
    pub another_visit: i64,
    /// How far apart they were published: may be less than nothing.
    pub apart: i64,
    /// They were published more than a few days apart, and nothing else says that they are of one time.
    pub(super) far: bool,
    /// One has no day, and nothing else says that they are of one time: less than nothing.
    pub open: i64,
}

impl Likeness {
    /// Compares two articles: the cosines of headline, opening, whole text and names, and the facts.
    pub(super) fn of(cosines: [f64; 4], a: &Facts, b: &Facts) -> Self {
        let words = |share: f64, cosine: f64| (share * cosine).round() as i64;
        let [title, opening, full, names] = cosines;
        let party = both(&a.codes, &b.codes).next().is_some();
        let few = a.days.len().min(b.days.len()).max(1) as f64;
        let days = common(&a.days, &b.days) as f64 / few;
        let norm = ((a.numbers.len() * b.numbers.len()) as f64).sqrt().max(1.0);
        let numbers = common(&a.numbers, &b.numbers) as f64 / norm;
        let when = |is: bool, points: i64| if is { points } else { 0 };
        let likeness = Likeness {
            title: words(TITLE, title),
            opening: words(OPENING, opening),
            full: words(FULL, full),
            names: words(NAMES, names),
            days: words(DAYS, days),
            numbers: words(NUMBERS, numbers),
            one_day: when(a.is_one_day(b), ONE_DAY),
            one_place: when(party && a.is_one_place(b), ONE_PLACE),
            elsewhere: when(a.is_elsewhere(b), ELSEWHERE),
            others: when(a.is_of_others(b), OTHERS),
            another_visit: when(a.is_another_visit(b), ANOTHER_VISIT),
            apart: apart(a, b),
            far: a.is_far(b),
            open: when(a.is_open(b), OPEN),
        };
        likeness.bounded()
    }

    /// Two reports of one day name that day whatever they tell: days, numbers and place weigh no more than the words.
    fn bounded(mut self) -> Self {
        let words = self.words();
        let facts = self.days + self.numbers + self.one_day + self.one_place;
        if facts > words {
            for part in [&mut self.days, &mut self.numbers, &mut self.one_day, &mut self.one_place] {
                *part = *part * words / facts;
            }
        }
        self
    }

    /// What the words bring.
    pub fn words(&self) -> i64 {
        self.title + self.opening + self.full + self.names
    }

    /// The sum.
    pub fn total(&self) -> i64 {
        self.parts().iter().map(|(_, points)| points).sum()
    }

    /// True where the words alone would have to say that the two are of one time.
    pub(super) fn is_open(&self) -> bool {
        self.open != 0
    }

    /// The sum without what their days of publication bring or take.
    pub(super) fn at_any_time(&self) -> i64 {
        self.total() - self.open - self.apart
    }

    /// Each part by name.
    pub fn parts(&self) -> [(&'static str, i64); 13] {
        [
            ("headline words", self.title),
            ("opening words", self.opening),
            ("all words", self.full),
            ("names", self.names),
            ("days", self.days),
            ("numbers", self.numbers),
            ("same first day", self.one_day),
            ("same place", self.one_place),
            ("another city", self.elsewhere),
            ("other parties", self.others),
            ("another visit", self.another_visit),
            ("days between", self.apart),
            ("no day in common", self.open),
        ]
    }
}

/// What the days between the two bring or take.
fn apart(a: &Facts, b: &Facts) -> i64 {
    match a.days_between(b) {
        _ if a.is_far(b) => FAR,
        Some(days) if days <= DECAYS => SAME_DAY + EACH_DAY * days,
        _ => 0,
    }
}
