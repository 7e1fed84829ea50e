//! Ties the stages; the one place that knows their order.

use rayon::prelude::*;

use crate::annotate::annotate;
use crate::compose::{Material, Options, brief};
use crate::ingest::skip_reason;
pub use crate::model::Reading;
use crate::model::{Article, Brief, Coverage, Digest, SCHEMA, Skipped, Story};
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
    let (readings, skipped) = sort_out(articles, weights);
    let stories = story::group(&readings);
    let briefs: Vec<_> = stories
        .par_iter()
        .filter_map(|story| {
            let readings: Vec<_> = story.articles.iter().filter_map(|n| readings.get(*n)).collect();
            brief_of(&story.id, &readings, options)
        })
        .collect();
    Digest { schema: SCHEMA.to_owned(), coverage: Coverage { skipped, ..coverage(&readings, &stories) }, briefs }
}

/// Reads the articles that a brief can be made of, and says of the others why not: empty ones, other languages, pages
/// without an article.
pub fn sort_out(articles: Vec<Article>, weights: &Weights) -> (Vec<Reading>, Vec<Skipped>) {
    let (articles, mut skipped) = readable(articles);
    let mut readings = read_all(articles, weights);
    skipped.extend(readings.iter().filter(|r| !has_article(r)).map(nothing_but_furniture));
    readings.retain(has_article);
    (readings, skipped)
}

/// Splits off what no brief can be made of: empty articles and other languages.
fn readable(articles: Vec<Article>) -> (Vec<Article>, Vec<Skipped>) {
    let mut skipped = Vec::new();
    let readable = articles
        .into_iter()
        .filter(|article| match skip_reason(article) {
            Some(reason) => {
                skipped.push(Skipped { source_path: article.source_path.clone(), reason: reason.to_string() });
                false
            }
            None => true,
        })
        .collect();
    (readable, skipped)
}

/// True where a statement is left once furniture is gone.
fn has_article(reading: &Reading) -> bool {
    reading.annotated.statements.iter().any(|s| !s.is_noise())
}

fn nothing_but_furniture(reading: &Reading) -> Skipped {
    let source_path = reading.annotated.article().source_path.clone();
    Skipped { source_path, reason: "nothing but page furniture; no article in it".to_owned() }
}

/// Composes the brief of one story from its articles.
pub fn brief_of(id: &str, readings: &[&Reading], options: &Options) -> Option<Brief> {
    let origins = story::origins(readings);
    let story = Story { id: id.to_owned(), articles: (0..readings.len()).collect(), origins };
    brief(&Material { story: &story, readings: readings.to_vec(), checks: story::claims(readings) }, options)
}

/// What was read.
pub fn coverage(readings: &[Reading], stories: &[Story]) -> Coverage {
    Coverage {
        read: readings.len(),
        origins: stories.iter().map(|s| s.origins.len()).sum(),
        statements: readings.iter().map(|r| r.annotated.statements.len()).sum(),
        dropped: readings.iter().map(|r| r.annotated.article().dropped.len()).sum(),
        skipped: Vec::new(),
    }
}
