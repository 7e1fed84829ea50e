//! The whole line: articles in, briefs out, over the examples.

use attache::compose::Options;
use attache::render::{Format, Templates, render};
use attache::score::Weights;
use attache::{ingest, pipeline};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

fn inputs(ending: &str) -> (Vec<String>, usize) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    let names = ["visit", "talks", "sanctions", "agreement"];
    let paths: Vec<String> = names.iter().map(|n| format!("{folder}/{n}.{ending}")).collect();
    let sizes: Vec<u64> = paths.iter().filter_map(|p| std::fs::metadata(p).ok()).map(|m| m.len()).collect();
    assert_eq!(sizes.len(), paths.len(), "every example is there");
    (paths, sizes.into_iter().map(|size| size as usize).sum())
}

#[divan::bench(args = ["txt", "html"])]
fn brief(bencher: Bencher<'_, '_>, ending: &str) {
    let (paths, bytes) = inputs(ending);
    let (weights, templates) = (Weights::default(), Templates::built_in());
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        let articles = ingest::read(&paths).into_iter().filter_map(Result::ok).collect();
        let digest = pipeline::digest(articles, &weights, &Options::default());
        black_box(render(&digest, Format::Md, &templates).map(|text| text.len()).unwrap_or_default())
    });
}
