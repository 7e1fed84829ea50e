//! Ties the stages; the one place that knows their order.

use rayon::prelude::*;

use crate::annotate::annotate;
use crate::model::Article;
pub use crate::model::Reading;
use crate::score::{Weights, rank};
use crate::story;

/// Reads articles in parallel; the order stays.
pub fn read_all(articles: Vec<Article>, weights: &Weights) -> Vec<Reading> {
    articles.into_par_iter().map(|article| read(article, weights)).collect()
}

/// Reads one article.
pub fn read(article: Article, weights: &Weights) -> Reading {
    let mut annotated = annotate(article);
    rank(&mut annotated, weights);
    let event = story::main_event(&annotated);
    let prior = story::prior_contacts(&annotated, event.as_ref());
    let checks = story::checks(&annotated, event.as_ref(), &prior);
    Reading { annotated, event, prior, checks }
}
