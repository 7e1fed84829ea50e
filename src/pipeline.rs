//! Ties the stages; the one place that knows their order.

mod shelf;

use rayon::prelude::*;

use crate::annotate::annotate;
use crate::compose::{Material, Options, brief};
use crate::ingest::skip_reason;
pub use crate::model::Reading;
use crate::model::{Article, Brief, Check, CheckValue, Coverage, Digest, Rulings, SCHEMA, Skipped, Story};
use crate::score::{Weights, rank};
use crate::story::visits::{Diary, HouseNames, claims_against};
use crate::story::{self, Grouping};
pub use shelf::Shelf;

/// What a desk knows beside the articles: its visit diary, and what it has ruled on stories. By default nothing.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Against which counts of visits are checked.
    pub diary: Option<Diary>,
    /// How it spells names, in what attache writes itself.
    pub names: HouseNames,
    /// Which articles belong together whatever they say, and which stories are not to be shown.
    pub rulings: Rulings,
    /// Somebody says that all articles are of one story, whatever they and the rulings say.
    pub one_story: bool,
}

/// Reads articles in parallel; the order stays. What made each score is left out: it takes more room than the text.
pub fn read_all(articles: Vec<Article>, weights: &Weights) -> Vec<Reading> {
    articles.into_par_iter().map(|article| read_lean(article, weights)).collect()
}

fn read_lean(article: Article, weights: &Weights) -> Reading {
    let mut reading = read(article, weights);
    reading.annotated.statements.iter_mut().for_each(|s| s.contributions = Vec::new());
    reading
}

/// The same, with what made each score.
pub fn explain_all(articles: Vec<Article>, weights: &Weights) -> Vec<Reading> {
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
    digest_with(articles, weights, options, &Known::default())
}

/// The same, with what a desk knows: counts of visits are checked against its diary, its rulings on stories hold, and
/// stories that it has muted are left out.
pub fn digest_with(articles: Vec<Article>, weights: &Weights, options: &Options, known: &Known) -> Digest {
    let (readings, skipped) = sort_out(articles, weights);
    let rulings = if known.one_story { &as_one(&readings) } else { &known.rulings };
    let mut stories = Grouping::new(&readings).stories(&readings, rulings);
    let muted = muted(&mut stories, &readings, rulings);
    let briefs: Vec<_> = stories
        .par_iter()
        .filter_map(|story| {
            let readings: Vec<_> = story.articles.iter().filter_map(|n| readings.get(*n)).collect();
            brief_with(&story.id, &readings, options, known)
        })
        .collect();
    let skipped = skipped.into_iter().chain(muted).collect();
    Digest { schema: SCHEMA.to_owned(), coverage: Coverage { skipped, ..coverage(&readings, &stories) }, briefs }
}

/// The ruling that all are of one story, which has the id of its first article.
fn as_one(readings: &[Reading]) -> Rulings {
    let key = |article: &&Article| (article.published.is_none(), article.published, article.id.clone());
    let articles = || readings.iter().map(|r| r.annotated.article());
    let first = articles().min_by_key(key).map(|a| a.id.clone()).unwrap_or_default();
    Rulings::new([], articles().map(|a| (a.id.clone(), first.clone())).collect())
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

/// Takes out the stories that the desk has muted; says which articles that were.
fn muted(stories: &mut Vec<Story>, readings: &[Reading], rulings: &Rulings) -> Vec<Skipped> {
    let (gone, kept) = std::mem::take(stories).into_iter().partition::<Vec<_>, _>(|s| rulings.is_muted(&s.id));
    *stories = kept;
    let articles = gone.iter().flat_map(|s| &s.articles).filter_map(|n| readings.get(*n));
    let skip = |r: &Reading| Skipped {
        source_path: r.annotated.article().source_path.clone(),
        reason: "of a story that the desk has muted".to_owned(),
    };
    articles.map(skip).collect()
}

/// Composes the brief of one story from its articles.
pub fn brief_of(id: &str, readings: &[&Reading], options: &Options) -> Option<Brief> {
    brief_with(id, readings, options, &Known::default())
}

/// The same, with counts of visits checked against the diary, and names as the house spells them.
pub fn brief_with(id: &str, readings: &[&Reading], options: &Options, known: &Known) -> Option<Brief> {
    let origins = story::origins(readings);
    let story = Story { id: id.to_owned(), articles: (0..readings.len()).collect(), origins };
    let mut checks = story::claims(readings);
    checks.extend(known.diary.iter().flat_map(|diary| against_diary(readings, diary)));
    let names = known.names.clone();
    brief(&Material { story: &story, readings: readings.to_vec(), checks, names }, options)
}

fn against_diary(readings: &[&Reading], diary: &Diary) -> Vec<Check> {
    let of = |(n, reading): (usize, &&Reading)| {
        claims_against(reading, diary).into_iter().map(move |check| {
            let values = check.values.iter().map(|v| CheckValue { article: n, ..v.clone() }).collect();
            Check { values, ..check }
        })
    };
    readings.iter().enumerate().flat_map(of).collect()
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
