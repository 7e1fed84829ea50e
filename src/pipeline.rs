//! Ties the stages; the one place that knows their order.

use rayon::prelude::*;

use crate::annotate::{Annotated, annotate};
use crate::model::{Article, Check, Contact, MainEvent};
use crate::score::{Weights, rank};
use crate::story;

/// An article with all that one article alone can tell.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Article, tokens, sentences and scored statements.
    pub annotated: Annotated,
    /// The event that it is about.
    pub event: Option<MainEvent>,
    /// Earlier contacts between the same parties.
    pub prior: Vec<Contact>,
    /// Claims set against each other and the calendar.
    pub checks: Vec<Check>,
}

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
