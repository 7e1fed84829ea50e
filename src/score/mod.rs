//! Gives each statement its kind and its score, feature by feature.
//!
//! A feature is a number that a reader can check in the sentence ([`catalogue`] tells what each measures). The score is
//! the sum of value × weight; the kind is the one of nine such sums that comes out largest. All weights stand in
//! `lexicon/weights.toml`, all cue words in `lexicon/kinds.toml`.

mod cue;
mod facts;
mod features;
mod place;
mod shape;
#[cfg(test)]
mod tests;
mod verb;
mod view;
mod weights;

pub use features::{Feature, Info, ONE, Values, catalogue};
pub use weights::{Weights, WeightsError};

use crate::annotate::Annotated;
use crate::model::Kind;

/// A kind other than noise gives way to noise only where noise leads by this many thousandths.
const NOISE_LEAD: i64 = 1000;

/// Sets kind, score and contributions of every statement of an article.
pub fn rank(annotated: &mut Annotated, weights: &Weights) {
    let values = measure(annotated);
    for (statement, values) in annotated.statements.iter_mut().zip(&values) {
        statement.contributions = weights.contributions(values);
        statement.score = weights::sum(&statement.contributions);
        statement.kind = if statement.furniture.is_some() { Kind::Noise } else { kind(weights, values) };
    }
}

/// The features of every statement, in order.
pub fn measure(annotated: &Annotated) -> Vec<Values> {
    let view = view::View::new(annotated);
    annotated
        .statements
        .iter()
        .map(|statement| {
            let tokens = annotated.document.tokens_of(statement.index);
            let mut values = Values::new();
            values.set(Feature::Constant, ONE);
            place::measure(&view, statement, &mut values);
            shape::measure(&view, statement, tokens, &mut values);
            facts::measure(&view, statement, &mut values);
            let line = view.lines.get(statement.index);
            cue::measure(line.map(|line| line.cues).unwrap_or_default(), tokens, &mut values);
            verb::measure(line.is_some_and(|line| line.marks.open_before), tokens, &mut values);
            values
        })
        .collect()
}

/// The kind with most points; of equal ones the first in the order of the guidelines.
fn kind(weights: &Weights, values: &Values) -> Kind {
    let points = weights.kind_points(values);
    let best = points.iter().filter(|(kind, _)| **kind != Kind::Noise).rev().max_by_key(|(_, points)| **points);
    let noise = points.get(&Kind::Noise).copied().unwrap_or_default();
    match best {
        Some((kind, points)) if noise <= points + NOISE_LEAD => *kind,
        _ => Kind::Noise,
    }
}

/// The statements in the order of their scores, best first; equal scores keep the order of the text.
pub fn order(annotated: &Annotated) -> Vec<usize> {
    let mut order: Vec<usize> = (0..annotated.statements.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(annotated.statements.get(*at).map_or(0, |s| s.score)));
    order
}
