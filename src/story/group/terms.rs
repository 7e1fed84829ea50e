//! An article as vectors of weighed words: its headline, its opening, all of it, its names.

use compact_str::CompactString;
use rayon::prelude::*;

use super::table::Table;
use crate::lexicon::{cues, word_counts};
use crate::model::Reading;
use crate::text::{Token, stem, tokenize};

/// Statements of an article that are read.
const DEPTH: usize = 40;
/// Statements of its opening.
const OPENING: usize = 3;
/// Statements whose actors and places are names of the article.
const NAMED: usize = 24;

/// Words with weights, by number; their squares sum to 1. Single precision: vectors are what grows with the batch.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Vector(Vec<(u32, f32)>);

impl Vector {
    /// The cosine of the angle to another vector.
    pub fn cosine(&self, other: &Vector) -> f64 {
        self.shared(other).map(|(_, product)| product).sum()
    }

    /// The words that both hold, each with the product of its weights.
    pub fn shared<'a>(&'a self, other: &'a Vector) -> impl Iterator<Item = (u32, f64)> + 'a {
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        std::iter::from_fn(move || {
            while let (Some((x, v)), Some((y, w))) = (a.first(), b.first()) {
                match x.cmp(y) {
                    std::cmp::Ordering::Less => a = a.get(1..).unwrap_or_default(),
                    std::cmp::Ordering::Greater => b = b.get(1..).unwrap_or_default(),
                    std::cmp::Ordering::Equal => {
                        a = a.get(1..).unwrap_or_default();
                        b = b.get(1..).unwrap_or_default();
                        return Some((*x, f64::from(*v) * f64::from(*w)));
                    }
                }
            }
            None
        })
    }

    /// The weightiest words, at most so many; of equal ones the first of the alphabet.
    pub fn top(&self, count: usize) -> Vec<u32> {
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        let mut all = self.0.clone();
        if count > 0 && count < all.len() {
            all.select_nth_unstable_by(count - 1, order);
            all.truncate(count);
        }
        all.sort_unstable_by(order);
        all.into_iter().take(count).map(|(term, _)| term).collect()
    }

    /// This vector drawn towards another, by a part of it.
    pub fn towards(&self, other: &Vector, part: f32) -> Vector {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut own, mut more) = (self.0.iter().peekable(), other.0.iter().peekable());
        loop {
            match (own.peek(), more.peek()) {
                (Some((x, v)), Some((y, w))) if x == y => {
                    sum.push((*x, v + part * w));
                    own.next();
                    more.next();
                }
                (Some((x, v)), None) => {
                    sum.push((*x, *v));
                    own.next();
                }
                (Some((x, v)), Some((y, _))) if x < y => {
                    sum.push((*x, *v));
                    own.next();
                }
                (_, Some((y, w))) => {
                    sum.push((*y, part * w));
                    more.next();
                }
                (None, None) => break,
            }
        }
        sum.shrink_to_fit();
        Vector(sum).normed()
    }

    fn normed(mut self) -> Vector {
        let norm = self.0.iter().map(|(_, w)| f64::from(*w) * f64::from(*w)).sum::<f64>().sqrt();
        if norm > 0.0 {
            self.0.iter_mut().for_each(|(_, w)| *w = (f64::from(*w) / norm) as f32);
        }
        self
    }
}

/// One vector, laid out with a field for each word there is: what many others are compared with.
pub(super) struct Board(Vec<f32>);

impl Board {
    /// An empty one.
    pub fn new(words: usize) -> Self {
        Board(vec![0.0; words])
    }

    /// Lays a vector out.
    pub fn lay(&mut self, vector: &Vector) {
        for (term, weight) in &vector.0 {
            if let Some(field) = self.0.get_mut(*term as usize) {
                *field = *weight;
            }
        }
    }

    /// Takes it off again.
    pub fn clear(&mut self, vector: &Vector) {
        for (term, _) in &vector.0 {
            if let Some(field) = self.0.get_mut(*term as usize) {
                *field = 0.0;
            }
        }
    }

    /// The cosine to the vector laid out: the same sum, in the same order, as that of [`Vector::cosine`].
    pub fn cosine(&self, other: &Vector) -> f64 {
        let field = |term: u32| f64::from(self.0.get(term as usize).copied().unwrap_or(0.0));
        other.0.iter().map(|(term, weight)| field(*term) * f64::from(*weight)).sum()
    }
}

/// What an article is compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Vectors {
    /// Its headline.
    pub title: Vector,
    /// Its headline and first sentences.
    pub opening: Vector,
    /// All of it.
    pub full: Vector,
    /// Names of people, bodies and places.
    pub names: Vector,
}

/// The words of a batch, in alphabetical order, so that their numbers do not hang on the order of the articles.
#[derive(Debug, Default)]
pub(super) struct Words(Vec<CompactString>);

impl Words {
    /// The word of a number.
    pub fn word(&self, term: u32) -> &str {
        self.0.get(term as usize).map_or("", CompactString::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// How often a word comes, in the headline, in the opening and in all.
struct Count<W> {
    word: W,
    title: u16,
    opening: u16,
    full: u16,
    named: bool,
}

/// The words of articles that come in parts.
#[derive(Default)]
pub(super) struct Gathered {
    table: Table,
    /// In how many articles each word stands.
    articles: Vec<u32>,
    counts: Vec<Vec<Count<u32>>>,
}

impl Gathered {
    /// Takes in some articles.
    pub fn add(&mut self, readings: &[Reading]) {
        let read: Vec<Vec<Count<CompactString>>> = readings.par_iter().map(counted).collect();
        for article in read {
            let numbered = article.into_iter().map(|c| {
                let word = self.table.number(&c.word);
                self.articles.resize(self.table.len(), 0);
                if let Some(seen) = self.articles.get_mut(word as usize) {
                    *seen += 1;
                }
                Count { word, title: c.title, opening: c.opening, full: c.full, named: c.named }
            });
            self.counts.push(numbered.collect());
        }
    }

    /// The vectors of each article. A word weighs the more the fewer articles hold it, of this batch and of general news
    /// (`lexicon/word_counts.csv`) together.
    pub fn vectors(self) -> (Vec<Vectors>, Words) {
        vectors(self)
    }
}

fn vectors(Gathered { table, articles, counts }: Gathered) -> (Vec<Vectors>, Words) {
    let (words, numbers) = table.in_order();
    let all = counts.len() as f64 + f64::from(word_counts().articles);
    let mut weights = vec![0.0; words.len()];
    for (found, number) in numbers.iter().enumerate() {
        let (word, n) = (words.get(*number as usize), articles.get(found).copied().unwrap_or_default());
        if let (Some(weight), Some(word)) = (weights.get_mut(*number as usize), word) {
            *weight = (all / f64::from(n + word_counts().of(word) + 1)).ln().max(0.0);
        }
    }
    let vectors = counts.into_par_iter().map(|mut counts| {
        for count in &mut counts {
            count.word = numbers.get(count.word as usize).copied().unwrap_or_default();
        }
        counts.sort_unstable_by_key(|c| c.word);
        let vector = |of: &dyn Fn(&Count<u32>) -> u16| {
            let terms = counts.iter().filter(|c| of(c) > 0).filter_map(|c| {
                let weight = weights.get(c.word as usize)?;
                Some((c.word, ((1.0 + f64::from(of(c)).ln().max(0.0)) * weight) as f32))
            });
            let mut terms: Vec<(u32, f32)> = terms.collect();
            terms.shrink_to_fit();
            Vector(terms).normed()
        };
        Vectors {
            title: vector(&|c| c.title),
            opening: vector(&|c| c.opening),
            full: vector(&|c| c.full),
            names: vector(&|c| if c.named { c.full } else { 0 }),
        }
    });
    (vectors.collect(), Words(words))
}

/// The words of an article in alphabetical order. A word of the headline counts as three of the opening and as one of the
/// whole.
fn counted(reading: &Reading) -> Vec<Count<CompactString>> {
    let article = &reading.annotated;
    let title = article.article().title.as_deref().map(tokenize).unwrap_or_default();
    let body = || article.statements.iter().filter(|s| !s.is_noise());
    let named = body()
        .take(NAMED)
        .flat_map(|s| s.actors.iter().map(|a| a.name.as_str()).chain(s.places.iter().map(|p| p.name.as_str())));
    let mut named: Vec<&str> = named.collect();
    named.sort_unstable();
    named.dedup();
    let named: Vec<Vec<Token>> = named.into_iter().map(tokenize).collect();
    let mut found: Vec<Count<CompactString>> = Vec::new();
    found.extend(terms(&title).map(|word| Count { word, title: 1, opening: 2, full: 1, named: false }));
    for (n, statement) in body().take(DEPTH).enumerate() {
        let opening = u16::from(n < OPENING);
        let words = terms(article.document.tokens_of(statement.index));
        found.extend(words.map(|word| Count { word, title: 0, opening, full: 1, named: false }));
    }
    found.extend(named.iter().flat_map(|n| terms(n)).map(|word| Count {
        word,
        title: 0,
        opening: 0,
        full: 0,
        named: true,
    }));
    found.sort_unstable_by(|a, b| a.word.cmp(&b.word));
    let sums = found.chunk_by(|a, b| a.word == b.word).filter_map(|same| {
        let full = same.iter().map(|c| c.full).fold(0, u16::saturating_add);
        let word = same.first()?.word.clone();
        let title = same.iter().map(|c| c.title).max().unwrap_or_default();
        let opening = same.iter().map(|c| c.opening).fold(0, u16::saturating_add);
        let named = same.iter().any(|c| c.named);
        (full > 0).then_some(Count { word, title, opening, full, named })
    });
    sums.collect()
}

/// The stems of the words that say something.
fn terms(tokens: &[Token]) -> impl Iterator<Item = CompactString> {
    tokens.iter().filter(|t| t.is_word() && t.norm.len() > 2 && !cues().is_stop(&t.norm)).map(|t| stem(&t.norm))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_meets_itself_and_is_drawn_towards_another() {
        let a = Vector(vec![(0, 3.0), (1, 4.0)]).normed();
        let b = Vector(vec![(1, 1.0), (2, 1.0)]).normed();
        assert!((a.cosine(&a) - 1.0).abs() < 1e-6);
        assert!((a.cosine(&b) - 0.8 / 2f64.sqrt()).abs() < 1e-6);
        assert!(a.towards(&b, 0.5).cosine(&b) > a.cosine(&b));
        assert_eq!((a.top(1), b.top(1), b.top(9)), (vec![1], vec![1], vec![1, 2]));
    }

    #[test]
    fn a_board_gives_the_same_cosine_and_is_clean_afterwards() {
        let a = Vector(vec![(0, 0.1), (3, 0.7), (4, 0.3)]).normed();
        let b = Vector(vec![(1, 0.2), (3, 0.9), (4, 0.77)]).normed();
        let mut board = Board::new(5);
        board.lay(&a);
        assert_eq!(board.cosine(&b), a.cosine(&b));
        board.clear(&a);
        assert_eq!(board.cosine(&b), 0.0);
    }
}
