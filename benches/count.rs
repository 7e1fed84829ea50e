//! One stage after another, for a tool that counts instructions: `scripts/count`.
//!
//! `count STAGE` does the work of a stage twice over the examples: once to read the word lists, once within `measured`, which
//! alone is counted. It prints the kilobytes of text that this was.

use std::hint::black_box;

use attache::annotate::{annotate, document};
use attache::compose::Options;
use attache::model::{Annotated, Article};
use attache::render::{Format, Templates, render};
use attache::score::{Weights, rank};
use attache::text::tokenize;
use attache::{ingest, pipeline, story, verify};

fn read(ending: &str) -> Vec<Article> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let paths = ["visit", "talks", "sanctions", "agreement"].map(|name| format!("{folder}/{name}.{ending}"));
    ingest::read(&paths).into_iter().filter_map(Result::ok).collect()
}

fn ranked() -> Vec<Annotated> {
    let mut all: Vec<Annotated> = read("txt").into_iter().map(annotate).collect();
    all.iter_mut().for_each(|article| rank(article, &Weights::default()));
    all
}

/// What is counted: callgrind collects while this function is at work.
#[inline(never)]
fn measured(work: &mut dyn FnMut()) {
    work();
    black_box(());
}

/// The work of a stage; what it needs is made before.
fn stage(name: &str) -> Option<Box<dyn FnMut()>> {
    let weights = Weights::default();
    Some(match name {
        "ingest-text" => Box::new(|| drop(black_box(read("txt")))),
        "ingest-html" => Box::new(|| drop(black_box(read("html")))),
        "tokens" => {
            let articles = read("txt");
            Box::new(move || articles.iter().for_each(|a| drop(black_box(tokenize(&a.text)))))
        }
        "sentences" => {
            let articles = read("txt");
            Box::new(move || articles.iter().for_each(|a| drop(black_box(document(a.clone())))))
        }
        "annotate" => {
            let articles = read("txt");
            Box::new(move || articles.iter().for_each(|a| drop(black_box(annotate(a.clone())))))
        }
        "score" => {
            let mut all = ranked();
            Box::new(move || all.iter_mut().for_each(|article| rank(article, &weights)))
        }
        "story" => {
            let all = ranked();
            Box::new(move || {
                for article in &all {
                    let event = story::main_event(article);
                    let prior = story::prior_contacts(article, event.as_ref());
                    black_box(story::checks(article, event.as_ref(), &prior));
                }
            })
        }
        "compose" => {
            let readings = pipeline::read_all(read("txt"), &weights);
            Box::new(move || {
                for reading in &readings {
                    black_box(pipeline::brief_of("count", &[reading], &Options::default()));
                }
            })
        }
        "render-md" | "render-html" => {
            let format = if name == "render-md" { Format::Md } else { Format::Html };
            let digest = pipeline::digest(read("txt"), &weights, &Options::default());
            let templates = Templates::built_in();
            Box::new(move || drop(black_box(render(&digest, format, &templates))))
        }
        "verify" => {
            let articles = read("txt");
            let digest = pipeline::digest(articles.clone(), &weights, &Options::default());
            Box::new(move || drop(black_box(verify::verify(&digest, articles.clone(), &weights))))
        }
        _ => return None,
    })
}

fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    // Work that is shared out stays in this one thread, below `measured`.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        let Some(mut work) = stage(&name) else {
            eprintln!("count: there is no stage {name:?}");
            return;
        };
        work();
        measured(&mut *work);
        println!("{:.3}", read("txt").iter().map(|article| article.text.len()).sum::<usize>() as f64 / 1000.0);
    });
}
