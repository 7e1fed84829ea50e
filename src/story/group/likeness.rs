//! How much two articles are alike: a sum of parts in thousandths, each of which can be shown.

use super::facts::Facts;
use super::terms::Vectors;

/// Thousandths that each part can bring at most.
const OPENING: f64 = 300.0;
const FULL: f64 = 500.0;
const NAMES: f64 = 200.0;
const DAYS: f64 = 150.0;
const NUMBERS: f64 = 100.0;
const ONE_DAY: i64 = 60;
const ONE_PLACE: i64 = 30;
const ELSEWHERE: i64 = -160;
const OTHERS: i64 = -60;

/// The parts of a likeness, in thousandths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
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
}

impl Likeness {
    /// Compares two articles.
    pub(super) fn of(a: (&Vectors, &Facts), b: (&Vectors, &Facts)) -> Self {
        let words = |share: f64, cosine: f64| (share * cosine).round() as i64;
        let party = a.1.codes.intersection(&b.1.codes).next().is_some();
        let few = a.1.days.len().min(b.1.days.len()).max(1) as f64;
        let days = a.1.days.intersection(&b.1.days).count() as f64 / few;
        let norm = ((a.1.numbers.len() * b.1.numbers.len()) as f64).sqrt().max(1.0);
        let numbers = a.1.numbers.intersection(&b.1.numbers).count() as f64 / norm;
        let when = |is: bool, points: i64| if is { points } else { 0 };
        Likeness {
            opening: words(OPENING, a.0.opening.cosine(&b.0.opening)),
            full: words(FULL, a.0.full.cosine(&b.0.full)),
            names: words(NAMES, a.0.names.cosine(&b.0.names)),
            days: words(DAYS, days),
            numbers: words(NUMBERS, numbers),
            one_day: when(a.1.is_one_day(b.1), ONE_DAY),
            one_place: when(party && a.1.is_one_place(b.1), ONE_PLACE),
            elsewhere: when(a.1.is_elsewhere(b.1), ELSEWHERE),
            others: when(a.1.is_of_others(b.1), OTHERS),
        }
    }

    /// The sum.
    pub fn total(&self) -> i64 {
        self.parts().iter().map(|(_, points)| points).sum()
    }

    /// Each part by name.
    pub fn parts(&self) -> [(&'static str, i64); 9] {
        [
            ("opening words", self.opening),
            ("all words", self.full),
            ("names", self.names),
            ("days", self.days),
            ("numbers", self.numbers),
            ("same first day", self.one_day),
            ("same place", self.one_place),
            ("another city", self.elsewhere),
            ("other parties", self.others),
        ]
    }
}
