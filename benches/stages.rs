//! One benchmark a stage, each over the example articles.

use attache::annotate::{annotate, document};
use attache::compose::Options;
use attache::model::{Annotated, Article, Digest};
use attache::render::{Format, Templates};
use attache::score::{Weights, rank};
use attache::text::tokenize;
use attache::{ingest, pipeline, story, verify};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn articles() -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let paths = ["visit", "talks", "sanctions", "agreement"].map(|n| format!("{folder}/{n}.txt"));
    let articles: Vec<Article> = ingest::read(&paths).into_iter().filter_map(Result::ok).collect();
    assert_eq!(articles.len(), paths.len(), "every example is read");
    articles
}

fn bytes() -> BytesCount {
    BytesCount::new(articles().iter().map(|a| a.text.len()).sum::<usize>())
}

fn annotated() -> Vec<Annotated> {
    articles().into_iter().map(annotate).collect()
}

fn digest() -> Digest {
    pipeline::digest(articles(), &Weights::default(), &Options::default())
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let articles = articles();
    bencher.counter(bytes()).bench(|| articles.iter().map(|a| tokenize(black_box(&a.text)).len()).sum::<usize>());
}

#[divan::bench]
fn sentences(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).with_inputs(articles).bench_values(|a| a.into_iter().map(document).collect::<Vec<_>>());
}

#[divan::bench]
fn annotation(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).with_inputs(articles).bench_values(|a| a.into_iter().map(annotate).collect::<Vec<_>>());
}

#[divan::bench]
fn scoring(bencher: Bencher<'_, '_>) {
    let weights = Weights::default();
    bencher.counter(bytes()).with_inputs(annotated).bench_refs(|all| all.iter_mut().for_each(|a| rank(a, &weights)));
}

#[divan::bench]
fn facts(bencher: Bencher<'_, '_>) {
    let mut all = annotated();
    all.iter_mut().for_each(|a| rank(a, &Weights::default()));
    bencher.counter(bytes()).bench(|| {
        for article in &all {
            let event = story::main_event(article);
            let prior = story::prior_contacts(article, event.as_ref());
            black_box(story::checks(article, event.as_ref(), &prior));
        }
    });
}

#[divan::bench]
fn composing(bencher: Bencher<'_, '_>) {
    let readings = pipeline::read_all(articles(), &Weights::default());
    bencher.counter(bytes()).bench(|| {
        for reading in &readings {
            black_box(pipeline::brief_of("bench", &[reading], &Options::default()));
        }
    });
}

#[divan::bench(args = [Format::Md, Format::Html, Format::Text])]
fn rendering(bencher: Bencher<'_, '_>, format: &Format) {
    let (digest, templates) = (digest(), Templates::built_in());
    bencher
        .counter(bytes())
        .bench(|| attache::render::render(&digest, *format, &templates).map(|t| t.len()).unwrap_or_default());
}

#[divan::bench]
fn proving(bencher: Bencher<'_, '_>) {
    let digest = digest();
    let weights = Weights::default();
    bencher.counter(bytes()).with_inputs(articles).bench_values(|a| verify::verify(&digest, a, &weights).faults.len());
}
