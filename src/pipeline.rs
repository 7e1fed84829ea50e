//! Ties the stages; the one place that knows their order.

use rayon::prelude::*;

use crate::annotate::annotate;
use crate::compose::{Material, Options, brief};
pub use crate::model::Reading;
use crate::model::{Article, Coverage, Digest, Origin, SCHEMA, Story};
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

/// Reads the articles, groups them into stories and composes a brief of each.
pub fn digest(articles: Vec<Article>, weights: &Weights, options: &Options) -> Digest {
    let readings = read_all(articles, weights);
    let stories = stories(&readings);
    let briefs: Vec<_> = stories
        .par_iter()
        .filter_map(|story| {
            let readings = story.articles.iter().filter_map(|n| readings.get(*n)).collect();
            brief(&Material { story, readings, checks: Vec::new() }, options)
        })
        .collect();
    Digest { schema: SCHEMA.to_owned(), coverage: coverage(&readings, &stories), briefs }
}

fn stories(readings: &[Reading]) -> Vec<Story> {
    readings
        .iter()
        .enumerate()
        .map(|(n, reading)| {
            let article = reading.annotated.article();
            let name = article.origin.clone().or_else(|| article.publisher.clone()).unwrap_or_default();
            Story { id: article.id.clone(), articles: vec![n], origins: vec![Origin { name, articles: vec![n] }] }
        })
        .collect()
}

fn coverage(readings: &[Reading], stories: &[Story]) -> Coverage {
    Coverage {
        read: readings.len(),
        origins: stories.iter().map(|s| s.origins.len()).sum(),
        statements: readings.iter().map(|r| r.annotated.statements.len()).sum(),
        dropped: readings.iter().map(|r| r.annotated.article().dropped.len()).sum(),
        skipped: Vec::new(),
    }
}
