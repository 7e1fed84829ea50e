//! What several articles of a story tell: words that many of them share carry the news, whoever writes it best.

use compact_str::CompactString;

use super::Material;
use super::passage::{Passage, content_words};
use crate::lexicon::word_counts;
use crate::model::Reading;
use crate::text::{stem, tokenize};

/// Sentences at the top of an article that are its opening, furniture left out.
const OPENING: usize = 5;

/// What a sentence gains that all other openings, or all headlines, bear out word for word; in thousandths, as scores are.
const BORNE_OUT: f64 = 3000.0;

/// The same in a short brief that has no event to open with: there, what all tell is the news. What the headline of a
/// sentence's own article counts for, and what it loses for each sentence before it.
const NEWS: f64 = 20_000.0;
const OWN_TITLE: f64 = 0.5;
const LATER: f64 = 0.1;

/// Cut to their stems, sorted, each once.
type Words = Vec<CompactString>;

/// The openings and headlines of a story's articles, in the story's order.
#[derive(Debug)]
pub(super) struct Support {
    articles: usize,
    openings: Vec<Words>,
    titles: Vec<Words>,
    /// How near headline and opening of each are to those of the others.
    whole: Vec<f64>,
}

impl Support {
    /// Reads them off the articles; one article alone has nobody to bear it out.
    pub fn of(material: &Material<'_>) -> Support {
        let several = if material.readings.len() > 1 { material.readings.as_slice() } else { &[] };
        let title =
            |r: &&Reading| stems(&content_words(&tokenize(r.annotated.article().title.as_deref().unwrap_or_default())));
        let articles = material.readings.len();
        let openings: Vec<Words> = several.iter().map(|r| opening(r)).collect();
        let titles: Vec<Words> = several.iter().map(title).collect();
        let all: Vec<Words> = titles.iter().zip(&openings).map(|(title, opening)| joined(title, opening)).collect();
        let whole = all.iter().enumerate().map(|(n, words)| by_others(&all, n, words)).collect();
        Support { articles, openings, titles, whole }
    }

    /// What a passage's score gains by what other articles of the story say; 0 where there are none.
    pub fn bonus(&self, passage: &Passage<'_>) -> i64 {
        (self.part(passage) * BORNE_OUT).round() as i64
    }

    /// What it gains where nothing else says what the news is: by the openings and headlines of the others, by its own headline,
    /// and by how far its whole article is borne out.
    pub fn news(&self, passage: &Passage<'_>) -> i64 {
        let words = &stems(&passage.words);
        let article = passage.article;
        let own = self.titles.get(article).map_or(0.0, |title| nearness(words, title));
        let told =
            by_others(&self.openings, article, words) + by_others(&self.titles, article, words) + own * OWN_TITLE;
        let whole = self.whole.get(article).copied().unwrap_or_default();
        let later = LATER * f64::from(u32::try_from(passage.statement.index).unwrap_or(u32::MAX));
        ((told + whole - later) * NEWS).round() as i64
    }

    fn part(&self, passage: &Passage<'_>) -> f64 {
        let words = &stems(&passage.words);
        by_others(&self.openings, passage.article, words) + mean(self.titles.iter().map(|t| nearness(words, t)))
    }

    /// The articles by how much of their headline the others bear out, the most first; of equal ones the earlier first.
    pub fn by_title(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.articles).collect();
        let shared = |article: &usize| {
            let title = self.titles.get(*article).map_or(&[][..], Vec::as_slice);
            let part = by_others(&self.openings, *article, title) + by_others(&self.titles, *article, title);
            std::cmp::Reverse((part * 1000.0).round() as i64)
        };
        order.sort_by_cached_key(shared);
        order
    }
}

/// How near some words are to what the other articles have.
fn by_others(sets: &[Words], article: usize, words: &[CompactString]) -> f64 {
    mean(sets.iter().enumerate().filter(|(n, _)| *n != article).map(|(_, set)| nearness(words, set)))
}

fn opening(reading: &Reading) -> Words {
    let body = reading.annotated.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none());
    let tokens = body.take(OPENING).flat_map(|s| reading.annotated.document.tokens_of(s.index));
    stems(&content_words(tokens))
}

/// Headline and opening in one.
fn joined(title: &Words, opening: &Words) -> Words {
    let mut all: Words = title.iter().chain(opening).cloned().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The stems of words, sorted, each once.
fn stems(words: &[CompactString]) -> Words {
    let mut stems: Words = words.iter().map(|word| stem(word)).collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn mean(parts: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = parts.fold((0.0, 0), |(sum, count), part| (sum + part, count + 1));
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

/// The cosine of two sets of words, rare words weighing more; 0 to 1.
fn nearness(one: &[CompactString], other: &[CompactString]) -> f64 {
    let size = |words: &[CompactString]| words.iter().map(|w| weight(w)).sum::<f64>();
    let both = one.iter().filter(|w| other.binary_search(w).is_ok()).map(|w| weight(w)).sum::<f64>();
    let all = size(one) * size(other);
    if all > 0.0 { both / all.sqrt() } else { 0.0 }
}

/// The square of a word's inverse document frequency in general news.
fn weight(word: &str) -> f64 {
    let counts = word_counts();
    let all = f64::from(counts.articles) + 1.0;
    (all / f64::from(counts.of(word) + 1)).ln().max(0.0).powi(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_both_share_bring_two_texts_near_and_rare_ones_more_so() {
        let words = |text: &str| stems(&content_words(&tokenize(text)));
        let one = words("Norway recalls its envoy over the whaling pact");
        assert!((nearness(&one, &one) - 1.0).abs() < 1e-9);
        assert_eq!(nearness(&one, &words("Rain in Lima")), 0.0);
        assert_eq!(nearness(&one, &Words::new()), 0.0);
        let near = |text: &str| nearness(&one, &words(text));
        assert!(near("The whaling pact of Peru") > near("Peru recalls a car"));
        assert_eq!(near("Norway recalled envoys"), near("Norway recalls its envoy"));
    }
}
