//! Gives each statement its kind and its score, feature by feature.

use crate::annotate::Annotated;

/// The weights of kinds and scores.
#[derive(Debug, Clone, Default)]
pub struct Weights {}

/// Sets kind, score and contributions of every statement of an article.
pub fn rank(annotated: &mut Annotated, _weights: &Weights) {
    let count = annotated.statements.len() as i64;
    for statement in &mut annotated.statements {
        statement.score = (count - statement.index as i64) * 1000;
        if statement.furniture.is_none() {
            statement.kind = crate::model::Kind::Event;
        }
    }
}
