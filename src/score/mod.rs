//! Gives each statement its kind and its score, feature by feature.
//!
//! A feature is a number that a reader can check in the sentence ([`catalogue`] tells what each measures). The score is
//! the sum of value × weight; of the kinds, nine such sums each, the row is taken that is best for the whole article. All
//! weights stand in `lexicon/weights.toml`, all cue words in `lexicon/kinds.toml`.

mod cue;
mod facts;
mod features;
mod kinds;
mod neighbours;
mod place;
mod shape;
#[cfg(test)]
mod tests;
mod verb;
mod view;
mod weights;

pub use features::{Feature, Info, ONE, Values, catalogue};
pub use kinds::points as kind_points;
pub use weights::{Weights, WeightsError};

use crate::annotate::Annotated;

/// Sets kind, score and contributions of every statement of an article.
pub fn rank(annotated: &mut Annotated, weights: &Weights) {
    let values = measure(annotated);
    let kinds = kinds::choose(annotated, weights, &values);
    for ((statement, values), kind) in annotated.statements.iter_mut().zip(&values).zip(kinds) {
        statement.contributions = weights.contributions(values);
        statement.score = weights::sum(&statement.contributions);
        statement.kind = kind;
    }
}

/// The features of every statement, in order.
pub fn measure(annotated: &Annotated) -> Vec<Values> {
    let view = view::View::new(annotated);
    let mut values: Vec<Values> = annotated
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
        .collect();
    neighbours::measure(annotated, &mut values);
    values
}

/// The statements in the order of their scores, best first; equal scores keep the order of the text.
pub fn order(annotated: &Annotated) -> Vec<usize> {
    let mut order: Vec<usize> = (0..annotated.statements.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(annotated.statements.get(*at).map_or(0, |s| s.score)));
    order
}
