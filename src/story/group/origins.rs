//! Who first said it: reprints of one wire story are one origin.

use crate::lexicon::agency;
use crate::model::{Kind, Origin, Reading};

/// Words of a shingle.
const SHINGLE: usize = 5;
/// Share of the shorter article's shingles that makes it a copy, in hundredths.
const COPY: usize = 60;
/// Fewer shingles than this tell nothing of copying.
const FEWEST: usize = 8;

/// Articles that go back to one.
struct Source {
    name: Option<String>,
    articles: Vec<usize>,
    copies: Vec<Vec<u64>>,
}

/// The origins of a story's articles, in their order, each with the articles (their places in `readings`) that go back to
/// it: those with the same agency or outlet, and near copies. One that neither a name nor a copy tells of is none.
pub fn origins(readings: &[&Reading]) -> Vec<Origin> {
    let mut found: Vec<Source> = Vec::new();
    for (n, reading) in readings.iter().enumerate() {
        // One article alone copies nothing.
        let shingles = if readings.len() > 1 { shingles(reading) } else { Vec::new() };
        let name = name(reading);
        let same = found.iter().position(|source| {
            (name.is_some() && name == source.name) || source.copies.iter().any(|copy| is_copy(copy, &shingles))
        });
        match same.and_then(|at| found.get_mut(at)) {
            Some(source) => {
                source.articles.push(n);
                source.copies.push(shingles);
                source.name = source.name.take().or(name);
            }
            None => found.push(Source { name, articles: vec![n], copies: vec![shingles] }),
        }
    }
    found.into_iter().filter_map(|s| Some(Origin { name: s.name?, articles: s.articles })).collect()
}

/// The origin that the article states, else its outlet, else the agency that the event's own sentences credit.
fn name(reading: &Reading) -> Option<String> {
    let article = reading.annotated.article();
    article.origin.clone().or_else(|| article.publisher.clone()).or_else(|| credited(reading))
}

fn credited(reading: &Reading) -> Option<String> {
    let statements = reading.annotated.statements.iter().filter(|s| s.kind == Kind::Event);
    let mut tokens = statements.map(|s| reading.annotated.document.tokens_of(s.index));
    tokens.find_map(|tokens| (0..tokens.len()).find_map(|n| Some(agency(tokens.get(n..)?)?.value.clone())))
}

/// Hashes (FNV-1a) of all runs of five words outside furniture, in order, each once.
fn shingles(reading: &Reading) -> Vec<u64> {
    let article = &reading.annotated;
    let body = article.statements.iter().filter(|s| !s.is_noise());
    let words: Vec<&str> = body
        .flat_map(|s| article.document.tokens_of(s.index))
        .filter(|t| t.is_word() || t.is_number())
        .map(|t| t.norm.as_str())
        .collect();
    let mut hashes: Vec<u64> = words.windows(SHINGLE).map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn hash(words: &[&str]) -> u64 {
    let bytes = words.iter().flat_map(|w| w.bytes().chain([b' ']));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn is_copy(a: &[u64], b: &[u64]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let needed = short.len() * COPY / 100 + 1;
    if short.len() < FEWEST {
        return false;
    }
    let (mut shared, mut rest) = (0, long.iter().copied().peekable());
    for (read, hash) in short.iter().enumerate() {
        // Too few are left to reach what is needed.
        if shared + short.len() - read < needed {
            return false;
        }
        while rest.next_if(|other| other < hash).is_some() {}
        shared += usize::from(rest.next_if_eq(hash).is_some());
    }
    shared >= needed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use crate::pipeline::read_all;
    use crate::score::Weights;

    const WIRE: &str = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for talks with Portuguese President Maria Silva on fishing rights. He will leave on Wednesday.";

    fn count(articles: [(&str, &str); 2]) -> Vec<(String, usize)> {
        let article = |(publisher, text): (&str, &str)| Article {
            publisher: Some(publisher.into()),
            text: text.into(),
            ..Article::default()
        };
        let readings = read_all(articles.map(article).into(), &Weights::default());
        origins(&readings.iter().collect::<Vec<_>>()).into_iter().map(|o| (o.name, o.articles.len())).collect()
    }

    #[test]
    fn a_reprint_is_no_second_origin() {
        assert_eq!(
            count([("North Post", WIRE), ("South Post", &format!("{WIRE} It rained."))]),
            [("North Post".to_owned(), 2)]
        );
        let other =
            "Ola Nordmann of Norway is in Lisbon to talk about fish with Maria Silva, the president of Portugal.";
        assert_eq!(count([("North Post", WIRE), ("South Post", other)]).len(), 2);
        assert_eq!(count([("North Post", WIRE), ("North Post", other)]), [("North Post".to_owned(), 2)]);
    }
}
