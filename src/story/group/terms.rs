//! An article as vectors of weighed words: its opening, all of it, its names.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::lexicon::{cues, word_counts};
use crate::model::Reading;
use crate::text::{Token, tokenize};

/// Statements of an article that are read.
const DEPTH: usize = 40;
/// Statements of its opening.
const OPENING: usize = 3;
/// Statements whose actors and places are names of the article.
const NAMED: usize = 24;

/// Words with weights, by number; their squares sum to 1.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Vector(Vec<(u32, f64)>);

impl Vector {
    /// The cosine of the angle to another vector.
    pub fn cosine(&self, other: &Vector) -> f64 {
        self.shared(other).map(|(_, product)| product).sum()
    }

    /// The words that both hold, each with the product of its weights.
    pub fn shared<'a>(&'a self, other: &'a Vector) -> impl Iterator<Item = (u32, f64)> + 'a {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        std::iter::from_fn(move || {
            while let (Some((x, v)), Some((y, w))) = (a.first(), b.first()) {
                match x.cmp(y) {
                    std::cmp::Ordering::Less => a = a.get(1..).unwrap_or_default(),
                    std::cmp::Ordering::Greater => b = b.get(1..).unwrap_or_default(),
                    std::cmp::Ordering::Equal => {
                        a = a.get(1..).unwrap_or_default();
                        b = b.get(1..).unwrap_or_default();
                        return Some((*x, v * w));
                    }
                }
            }
            None
        })
    }

    /// The weightiest words, at most so many; of equal ones the first of the alphabet.
    pub fn top(&self, count: usize) -> Vec<u32> {
        let mut all: Vec<&(u32, f64)> = self.0.iter().collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        all.into_iter().take(count).map(|(term, _)| *term).collect()
    }

    /// This vector drawn towards another, by a part of it.
    pub fn towards(&self, other: &Vector, part: f64) -> Vector {
        let mut sum: BTreeMap<u32, f64> = self.0.iter().copied().collect();
        for (term, weight) in &other.0 {
            *sum.entry(*term).or_insert(0.0) += part * weight;
        }
        Vector(sum.into_iter().collect()).normed()
    }

    fn normed(mut self) -> Vector {
        let norm = self.0.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
        if norm > 0.0 {
            self.0.iter_mut().for_each(|(_, w)| *w /= norm);
        }
        self
    }
}

/// What an article is compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Vectors {
    /// Its headline and first sentences.
    pub opening: Vector,
    /// All of it.
    pub full: Vector,
    /// Names of people, bodies and places.
    pub names: Vector,
}

/// The words of a batch, in alphabetical order, so that their numbers do not hang on the order of the articles.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The word of a number.
    pub fn word(&self, term: u32) -> &str {
        self.0.get(term as usize).map_or("", String::as_str)
    }

    fn number(&self, word: &str) -> Option<u32> {
        let at = self.0.binary_search_by(|w| w.as_str().cmp(word)).ok()?;
        u32::try_from(at).ok()
    }
}

/// How often words come, in the opening and in all.
#[derive(Default)]
struct Counts {
    opening: BTreeMap<String, f64>,
    full: BTreeMap<String, f64>,
    names: BTreeSet<String>,
}

/// The vectors of each article. A word weighs the more the fewer articles hold it, of this batch and of general news
/// (`lexicon/word_counts.csv`) together.
pub(super) fn vectors(readings: &[Reading]) -> (Vec<Vectors>, Words) {
    let counts: Vec<Counts> = readings.par_iter().map(counts).collect();
    let mut articles: BTreeMap<&str, u32> = BTreeMap::new();
    for term in counts.iter().flat_map(|c| c.full.keys()) {
        *articles.entry(term).or_default() += 1;
    }
    let words = Words(articles.keys().map(|w| (*w).to_owned()).collect());
    let all = readings.len() as f64 + f64::from(word_counts().articles);
    let weights: Vec<f64> =
        articles.iter().map(|(word, n)| (all / f64::from(n + word_counts().of(word) + 1)).ln().max(0.0)).collect();
    let vectors = counts.par_iter().map(|counts| {
        let vector = |counts: &BTreeMap<String, f64>, of: &dyn Fn(&str) -> bool| {
            let terms = counts.iter().filter(|(word, _)| of(word)).filter_map(|(word, count)| {
                let number = words.number(word)?;
                let weight = weights.get(number as usize)?;
                Some((number, (1.0 + count.ln().max(0.0)) * weight))
            });
            Vector(terms.collect()).normed()
        };
        Vectors {
            opening: vector(&counts.opening, &|_| true),
            full: vector(&counts.full, &|_| true),
            names: vector(&counts.full, &|word| counts.names.contains(word)),
        }
    });
    let vectors = vectors.collect();
    (vectors, words)
}

/// A word of the headline counts as three of the opening and as one of the whole.
fn counts(reading: &Reading) -> Counts {
    let article = &reading.annotated;
    let mut counts = Counts::default();
    let title = article.article().title.as_deref().map(tokenize).unwrap_or_default();
    for term in terms(&title) {
        *counts.opening.entry(term.clone()).or_insert(0.0) += 2.0;
        *counts.full.entry(term).or_insert(0.0) += 1.0;
    }
    let body = || article.statements.iter().filter(|s| !s.is_noise());
    for (n, statement) in body().take(DEPTH).enumerate() {
        for term in terms(article.document.tokens_of(statement.index)) {
            if n < OPENING {
                *counts.opening.entry(term.clone()).or_insert(0.0) += 1.0;
            }
            *counts.full.entry(term).or_insert(0.0) += 1.0;
        }
    }
    let named = body()
        .take(NAMED)
        .flat_map(|s| s.actors.iter().map(|a| a.name.as_str()).chain(s.places.iter().map(|p| p.name.as_str())));
    counts.names = named.flat_map(|name| terms(&tokenize(name)).collect::<Vec<_>>()).collect();
    counts
}

/// The stems of the words that say something.
fn terms(tokens: &[Token]) -> impl Iterator<Item = String> {
    tokens.iter().filter(|t| t.is_word() && t.norm.len() > 2 && !cues().is_stop(&t.norm)).map(stem)
}

/// The word without its plural or past ending, crudely.
fn stem(token: &Token) -> String {
    let word = token.norm.trim_end_matches('.');
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|w| w.len() >= 4));
    cut.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_meets_itself_and_is_drawn_towards_another() {
        let a = Vector(vec![(0, 3.0), (1, 4.0)]).normed();
        let b = Vector(vec![(1, 1.0), (2, 1.0)]).normed();
        assert!((a.cosine(&a) - 1.0).abs() < 1e-9);
        assert!((a.cosine(&b) - 0.8 / 2f64.sqrt()).abs() < 1e-9);
        assert!(a.towards(&b, 0.5).cosine(&b) > a.cosine(&b));
        assert_eq!(a.top(1), [1]);
    }
}
