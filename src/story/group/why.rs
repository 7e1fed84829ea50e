//! Why two articles are in one story, or in two.

use super::facts::both;
use super::linkage::{Edge, needed_beside};
use super::{Grouping, JOIN, Likeness};
use crate::model::Story;

/// Least likeness of two that are called alike, in thousandths.
const ALIKE: i64 = 100;
/// Shared words that are shown.
const SHOWN: usize = 12;

/// What speaks for one story and what against it.
#[derive(Debug, Clone, PartialEq)]
pub struct Why {
    /// The parts of the likeness of the two.
    pub likeness: Likeness,
    /// False where their days lie apart: then they were not compared.
    pub meets: bool,
    /// The mean likeness of all pairs between the articles beside the first and those beside the second, where they are in two
    /// stories; within one story, between the two alone.
    pub mean: i64,
    /// What the mean must reach: more between two stories that are much alike within.
    pub needed: i64,
    /// Words that both hold, the weightiest first, each with its part of the likeness in thousandths.
    pub words: Vec<SharedWord>,
    /// States and bodies that are parties of both.
    pub parties: Vec<String>,
    /// The place of both events, or the two places.
    pub places: Vec<String>,
    /// Calendar days that both name.
    pub days: Vec<String>,
    /// Numbers that both name.
    pub numbers: Vec<String>,
}

/// The articles most like one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Neighbours {
    /// Of its own story.
    pub inside: Option<usize>,
    /// Of another.
    pub outside: Option<usize>,
}

/// A word that two articles share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedWord {
    /// The word, cut to its stem.
    pub word: String,
    /// What it brings, in thousandths.
    pub points: i64,
}

impl Grouping {
    /// Why the articles at two places of the batch are in one story of these, or in two.
    pub fn why(&self, a: usize, b: usize, stories: &[Story]) -> Option<Why> {
        let likeness = self.likeness(a, b)?;
        let (one, other) = (self.facts.get(a)?, self.facts.get(b)?);
        let (mine, theirs) = (self.vectors.get(a)?, self.vectors.get(b)?);
        let mut words: Vec<SharedWord> = mine
            .full
            .shared(&theirs.full)
            .map(|(term, product)| SharedWord {
                word: self.words.word(term).to_owned(),
                points: (product * 1000.0).round() as i64,
            })
            .filter(|w| w.points > 0)
            .collect();
        words.sort_by(|x, y| y.points.cmp(&x.points).then_with(|| x.word.cmp(&y.word)));
        words.truncate(SHOWN);
        let word = |number: u32| self.names.word(number).to_owned();
        let shared = |a: &[u32], b: &[u32]| {
            let mut words: Vec<String> = both(a, b).map(word).collect();
            words.sort_unstable();
            words
        };
        let mut places: Vec<String> = [one.place, other.place].into_iter().flatten().map(word).collect();
        places.dedup();
        let (mean, needed) = self.mean(a, b, stories).unwrap_or((likeness.total(), JOIN));
        Some(Why {
            likeness,
            meets: one.meets(other),
            mean,
            needed,
            words,
            parties: shared(&one.codes, &other.codes),
            places,
            days: shared(&one.days, &other.days),
            numbers: shared(&one.numbers, &other.numbers),
        })
    }

    /// For each article the one of its story, and the one of another story, that is most like it, where there are such; whatever
    /// their days. Of equally like ones the first.
    pub fn neighbours(&self, stories: &[Story]) -> Vec<Neighbours> {
        let mut home = vec![0; self.ids.len()];
        for (at, story) in stories.iter().enumerate() {
            for n in &story.articles {
                if let Some(place) = home.get_mut(*n) {
                    *place = at;
                }
            }
        }
        let mut found = vec![Neighbours::default(); self.ids.len()];
        let mut best: Vec<[i64; 2]> = vec![[ALIKE - 1; 2]; self.ids.len()];
        let alike = |l: &Likeness| Some(l.at_any_time()).filter(|sum| *sum >= ALIKE);
        for Edge { a, b, likeness } in self.compare(&self.pairs(|_, _| true), alike) {
            for (from, to) in [(a as usize, b as usize), (b as usize, a as usize)] {
                let inside = home.get(from) == home.get(to);
                let most = best.get_mut(from).and_then(|b| b.get_mut(usize::from(inside)));
                if let (Some(most), Some(found)) = (most.filter(|m| **m < i64::from(likeness)), found.get_mut(from)) {
                    *most = likeness.into();
                    if inside { found.inside = Some(to) } else { found.outside = Some(to) }
                }
            }
        }
        found
    }

    /// The mean likeness between the stories of two articles, and what it must reach; none within one story.
    fn mean(&self, a: usize, b: usize, stories: &[Story]) -> Option<(i64, i64)> {
        let home = |n: usize| stories.iter().find(|s| s.articles.contains(&n));
        let (x, y) = (home(a)?, home(b)?);
        if x.id == y.id {
            return None;
        }
        let sum = |one: &Story, other: &Story| -> i64 {
            let are = |p: u32, q: u32| one.articles.contains(&(p as usize)) && other.articles.contains(&(q as usize));
            let edges = self.edges.iter().filter(|e| are(e.a, e.b) || are(e.b, e.a));
            edges.map(|e| i64::from(e.likeness)).sum()
        };
        let pairs = |s: &Story| (s.articles.len() * (s.articles.len() - 1) / 2) as i64;
        let mean = sum(x, y) / (x.articles.len() * y.articles.len()).max(1) as i64;
        let within = match (pairs(x), pairs(y)) {
            (0, _) | (_, 0) => 0,
            (p, q) => needed_beside(sum(x, x) + sum(y, y), p + q),
        };
        Some((mean, JOIN.max(within)))
    }
}
