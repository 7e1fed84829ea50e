//! An article as a vector of weighed words.

use std::collections::{BTreeMap, BTreeSet};

use crate::lexicon::cues;
use crate::model::Reading;
use crate::text::{Token, tokenize};

/// Statements of an article that are read.
const DEPTH: usize = 24;
/// Words of a batch that nobody sees: they keep the weights of a small batch near those of a large one.
const PRIOR_ARTICLES: f64 = 60.0;

/// Words with weights; their squares sum to 1.
#[derive(Debug, Clone, Default)]
pub(super) struct Vector {
    weights: BTreeMap<String, f64>,
    /// The words, the weightiest first.
    order: Vec<String>,
}

impl Vector {
    /// The weightiest words.
    pub fn top(&self, count: usize) -> impl Iterator<Item = &str> {
        self.order.iter().take(count).map(String::as_str)
    }

    /// The cosine of the angle to another vector, in thousandths.
    pub fn cosine(&self, other: &Vector) -> i64 {
        let products = self.weights.iter().filter_map(|(term, a)| Some(a * other.weights.get(term)?));
        (products.sum::<f64>() * 1000.0).round() as i64
    }
}

/// A vector for each article.
pub(super) fn vectors(readings: &[Reading]) -> Vec<Vector> {
    let counts: Vec<BTreeMap<String, f64>> = readings.iter().map(counts).collect();
    let mut articles: BTreeMap<&str, f64> = BTreeMap::new();
    for term in counts.iter().flat_map(BTreeMap::keys) {
        *articles.entry(term).or_default() += 1.0;
    }
    let all = readings.len() as f64 + PRIOR_ARTICLES;
    let idf = |term: &str| (all / (articles.get(term).copied().unwrap_or(0.0) + 1.0)).ln().max(0.0);
    counts.iter().map(|counts| vector(counts, idf)).collect()
}

fn vector(counts: &BTreeMap<String, f64>, idf: impl Fn(&str) -> f64) -> Vector {
    let mut weights: BTreeMap<String, f64> =
        counts.iter().map(|(term, count)| (term.clone(), (1.0 + count.ln().max(0.0)) * idf(term))).collect();
    let norm = weights.values().map(|w| w * w).sum::<f64>().sqrt();
    if norm > 0.0 {
        weights.values_mut().for_each(|w| *w /= norm);
    }
    let mut order: Vec<(&String, f64)> = weights.iter().map(|(t, w)| (t, *w)).collect();
    order.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
    let order = order.into_iter().map(|(t, _)| t.clone()).collect();
    Vector { weights, order }
}

/// How often each word comes; a word of the headline or of a name counts double.
fn counts(reading: &Reading) -> BTreeMap<String, f64> {
    let article = &reading.annotated;
    let names: BTreeSet<String> = article
        .statements
        .iter()
        .flat_map(|s| s.actors.iter().map(|a| a.name.as_str()).chain(s.places.iter().map(|p| p.name.as_str())))
        .flat_map(|name| tokenize(name).into_iter().map(|t| stem(&t)))
        .collect();
    let mut counts = BTreeMap::new();
    let mut add = |tokens: &[Token], weight: f64| {
        for token in tokens.iter().filter(|t| t.is_word() && t.norm.len() > 2 && !cues().is_stop(&t.norm)) {
            let term = stem(token);
            let named = if names.contains(&term) { 2.0 } else { 1.0 };
            *counts.entry(term).or_insert(0.0) += weight * named;
        }
    };
    if let Some(title) = article.article().title.as_deref() {
        add(&tokenize(title), 2.0);
    }
    for statement in article.statements.iter().filter(|s| !s.is_noise()).take(DEPTH) {
        add(article.document.tokens_of(statement.index), 1.0);
    }
    counts
}

/// The word without its plural or past ending, crudely.
fn stem(token: &Token) -> String {
    let word = token.norm.trim_end_matches('.');
    let cut = ["ing", "ed", "es", "s"].iter().find_map(|ending| word.strip_suffix(ending).filter(|w| w.len() >= 4));
    cut.unwrap_or(word).to_owned()
}
