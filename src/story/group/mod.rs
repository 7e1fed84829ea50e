//! Which articles tell of one event.
//!
//! Words are weighed by TF-IDF (Salton and Buckley 1988) over the batch and general news; headlines, openings, whole texts and
//! names are compared apart, and with them days, numbers, first day and place of the event (`likeness`). An article is read together
//! with the one that is most like it, so that a short one finds the others of its story. An inverted index over each
//! article's weightiest words, in the order of days, finds the pairs worth comparing, so that the work grows with the batch
//! and not with its square. Clusters grow by average linkage (`linkage`).

mod facts;
mod index;
mod likeness;
mod linkage;
mod origins;
mod rulings;
mod table;
mod terms;
mod why;

pub use likeness::Likeness;
pub use origins::origins;
pub use why::{Neighbours, SharedWord, Why};

use compact_str::CompactString;
use rayon::prelude::*;

use crate::model::{Reading, Rulings, Story};
use facts::Facts;
use linkage::{Edge, clusters};
use table::Table;
use terms::{Board, Vectors, Words};

/// Least mean likeness of two clusters that become one, in thousandths.
const JOIN: i64 = 240;
/// Least likeness that draws an article towards the one most like it; where nothing says that the two are of one time, more:
/// over years, any article finds one that is a little like it. And the least that is kept at all.
const NEAR: i64 = 150;
const NEAR_OPEN: i64 = 200;
const KEPT: i64 = 20;
/// The same for two that were published far apart, of which there are many.
const KEPT_FAR: i64 = 100;
/// Words that the index holds of an article.
const INDEXED: usize = 50;
/// Articles that one thread compares with others at a time.
const BATCH: usize = 64;
/// Articles whose words are held as words at a time.
const PART: usize = 1024;

/// Groups the articles; each is in exactly one story. Articles are in input order, stories in the order of their first
/// article; which articles go together does not depend on the order of the input.
pub fn group(readings: &[Reading]) -> Vec<Story> {
    Grouping::new(readings).stories(readings, &Rulings::default())
}

/// What is compared of articles that come in parts: their readings may go once they have been taken in.
#[derive(Default)]
pub struct Gathering {
    ids: Vec<CompactString>,
    words: terms::Gathered,
    facts: facts::Gathered,
}

impl Gathering {
    /// Takes in some articles.
    pub fn add(&mut self, readings: &[Reading]) {
        self.ids.extend(readings.iter().map(|r| CompactString::from(r.annotated.article().id.as_str())));
        self.words.add(readings);
        self.facts.add(readings);
    }

    /// Compares all that have come.
    pub fn compare(self) -> Grouping {
        let (vectors, words) = self.words.vectors();
        let facts::Gathered { facts, names } = self.facts;
        let ranks = ranks(&self.ids);
        let mut batch = Grouping { ids: self.ids, vectors, words, facts, names, edges: Vec::new(), ranks };
        let pairs = batch.pairs(|a, b| a.meets(b) && a.share_somebody(b));
        let near = |l: &Likeness| {
            let needed = if l.is_open() { NEAR_OPEN } else { NEAR };
            Some(l.at_any_time()).filter(|sum| *sum >= needed && !l.far)
        };
        let first = batch.compare(&pairs, near);
        batch.vectors = batch.drawn(&first);
        batch.edges = batch.compare(&pairs, kept);
        batch
    }
}

/// A batch of articles, compared.
pub struct Grouping {
    ids: Vec<CompactString>,
    vectors: Vec<Vectors>,
    words: Words,
    facts: Vec<Facts>,
    /// The names, days and numbers of the facts.
    names: Table,
    edges: Vec<Edge>,
    /// The place of each article in the order of ids: breaks ties.
    ranks: Vec<usize>,
}

impl Grouping {
    /// Compares the articles.
    pub fn new(readings: &[Reading]) -> Self {
        let mut all = Gathering::default();
        readings.chunks(PART).for_each(|part| all.add(part));
        all.compare()
    }

    /// The stories, as the articles and the desk's rulings have them. A story that the rulings know keeps its id. `readings`
    /// are those of all articles, in their order.
    pub fn stories(&self, readings: &[Reading], rulings: &Rulings) -> Vec<Story> {
        let mut stories = self.groups(rulings);
        stories.par_iter_mut().for_each(|story| {
            let members: Vec<&Reading> = story.articles.iter().filter_map(|n| readings.get(*n)).collect();
            let mut origins = origins(&members);
            for place in origins.iter_mut().flat_map(|o| &mut o.articles) {
                *place = story.articles.get(*place).copied().unwrap_or(*place);
            }
            story.origins = origins;
        });
        stories
    }

    /// The same without their origins, for which the articles must be read.
    pub fn groups(&self, rulings: &Rulings) -> Vec<Story> {
        let ids: Vec<&str> = self.ids.iter().map(CompactString::as_str).collect();
        let found = clusters(&self.ranks, &self.edges, JOIN, &rulings::ties(rulings, &ids));
        let mut stories: Vec<Story> = found.into_iter().map(|articles| self.story(articles)).collect();
        rulings::name(rulings, &mut stories, &ids);
        stories
    }

    /// The story of some articles; its id is that of the article published first (of equals the one with the smallest id).
    fn story(&self, articles: Vec<usize>) -> Story {
        let key = |n: &&usize| {
            let published = self.facts.get(**n).and_then(|f| f.published);
            (published.is_none(), published, self.ids.get(**n))
        };
        let first = articles.iter().min_by_key(key).and_then(|n| self.ids.get(*n));
        Story { id: first.map(|id| id.to_string()).unwrap_or_default(), articles, origins: Vec::new() }
    }

    /// The pairs of articles that share enough of their weightiest words and may tell of one event.
    fn pairs(&self, may: impl Fn(&Facts, &Facts) -> bool + Sync) -> Vec<index::Row> {
        let days: Vec<_> = self.facts.iter().map(|f| f.published).collect();
        let tops = |n: usize| self.vectors.get(n).map(|v| v.full.top(INDEXED)).unwrap_or_default();
        let may = |n: usize, other: usize| self.facts.get(n).zip(self.facts.get(other)).is_some_and(|(a, b)| may(a, b));
        index::pairs(&days, &self.ranks, self.words.len(), tops, may)
    }

    /// The likeness of each pair, where `kept` says that it is worth keeping.
    fn compare(&self, pairs: &[index::Row], kept: impl Fn(&Likeness) -> Option<i64> + Sync) -> Vec<Edge> {
        let batches = pairs.par_chunks(BATCH).map(|rows| {
            let mut boards = [(); 4].map(|()| Board::new(self.words.len()));
            let edges = rows.iter().filter(|(_, others)| !others.is_empty()).flat_map(|(n, others)| {
                let own = self.vectors.get(*n);
                let laid = own.map(|v| [&v.title, &v.opening, &v.full, &v.names]).into_iter().flatten();
                laid.clone().zip(&mut boards).for_each(|(vector, board)| board.lay(vector));
                let edges: Vec<Edge> =
                    others.iter().filter_map(|other| self.edge(*n, *other as usize, &boards, &kept)).collect();
                laid.zip(&mut boards).for_each(|(vector, board)| board.clear(vector));
                edges
            });
            edges.collect::<Vec<Edge>>()
        });
        batches.collect::<Vec<_>>().into_iter().flatten().collect()
    }

    /// The likeness of an article that is laid out and another one.
    fn edge(
        &self,
        n: usize,
        other: usize,
        [title, opening, full, names]: &[Board; 4],
        kept: impl Fn(&Likeness) -> Option<i64>,
    ) -> Option<Edge> {
        let vectors = self.vectors.get(other)?;
        let cosines = [
            title.cosine(&vectors.title),
            opening.cosine(&vectors.opening),
            full.cosine(&vectors.full),
            names.cosine(&vectors.names),
        ];
        let (a, b) = (n.min(other), n.max(other));
        Edge::new(a, b, kept(&Likeness::of(cosines, self.facts.get(a)?, self.facts.get(b)?))?)
    }

    fn likeness(&self, a: usize, b: usize) -> Option<Likeness> {
        let (x, y) = (self.vectors.get(a)?, self.vectors.get(b)?);
        let parts = [(&x.title, &y.title), (&x.opening, &y.opening), (&x.full, &y.full), (&x.names, &y.names)];
        Some(Likeness::of(parts.map(|(one, other)| one.cosine(other)), self.facts.get(a)?, self.facts.get(b)?))
    }

    /// Each article's vectors drawn towards those of the article most like it.
    fn drawn(&self, edges: &[Edge]) -> Vec<Vectors> {
        let mut nearest: Vec<Option<(i32, std::cmp::Reverse<usize>, usize)>> = vec![None; self.ids.len()];
        for Edge { a, b, likeness } in edges {
            for (from, to) in [(*a as usize, *b as usize), (*b as usize, *a as usize)] {
                let rank = self.ranks.get(to).copied().unwrap_or(to);
                if let Some(best) = nearest.get_mut(from) {
                    *best = (*best).max(Some((*likeness, std::cmp::Reverse(rank), to)));
                }
            }
        }
        let drawn = |(own, nearest): (&Vectors, &Option<(i32, _, usize)>)| {
            let other = nearest.and_then(|(likeness, _, n)| Some((likeness as f32 / 1000.0, self.vectors.get(n)?)));
            other.map_or_else(
                || own.clone(),
                |(part, other)| Vectors {
                    title: own.title.towards(&other.title, part),
                    opening: own.opening.towards(&other.opening, part),
                    full: own.full.towards(&other.full, part),
                    names: own.names.towards(&other.names, part),
                },
            )
        };
        self.vectors.par_iter().zip(&nearest).map(drawn).collect()
    }
}

/// The likeness, where it is worth keeping at all.
fn kept(likeness: &Likeness) -> Option<i64> {
    let least = if likeness.far { KEPT_FAR } else { KEPT };
    Some(likeness.total()).filter(|sum| *sum >= least)
}

/// The place of each article in the order of ids; of equal ids in input order.
fn ranks(ids: &[CompactString]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|n| ids.get(*n));
    let mut ranks = vec![0; order.len()];
    for (rank, n) in order.into_iter().enumerate() {
        if let Some(place) = ranks.get_mut(n) {
            *place = rank;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Article;
    use crate::pipeline::read_all;
    use crate::score::Weights;

    const TEXTS: [&str; 4] = [
        "Norwegian President Ola Nordmann arrived in Lisbon on Monday for talks with Portuguese President Maria Silva on fishing rights. The trawler dispute has gone on for years.",
        "Ola Nordmann of Norway is in Lisbon to talk about fishing rights with Maria Silva, the president of Portugal. Trawler owners hope for an end of the dispute.",
        "The parliament of Chile voted for a new budget. Finance minister Juan Perez said that the copper price would decide.",
        "Lisbon's mayor opened a new tram line with a brass band on Tuesday, and the weather was fine.",
    ];

    fn readings(order: &[usize]) -> Vec<Reading> {
        let article = |n: &usize| Article { id: format!("{n:04}"), text: TEXTS[*n].into(), ..Article::default() };
        read_all(order.iter().map(article).collect(), &Weights::default())
    }

    fn groups(order: &[usize]) -> BTreeSet<BTreeSet<usize>> {
        let stories = group(&readings(order));
        stories.iter().map(|s| s.articles.iter().map(|n| order[*n]).collect()).collect()
    }

    #[test]
    fn one_event_is_one_story_in_any_order() {
        let expected: BTreeSet<BTreeSet<usize>> =
            [vec![0, 1], vec![2], vec![3]].into_iter().map(|v| v.into_iter().collect()).collect();
        assert_eq!(groups(&[0, 1, 2, 3]), expected);
        assert_eq!(groups(&[3, 1, 2, 0]), expected);
    }

    #[test]
    fn a_story_keeps_its_id_while_its_first_article_leads() {
        assert_eq!(group(&readings(&[1, 0]))[0].id, group(&readings(&[0]))[0].id);
    }

    #[test]
    fn nothing_gives_no_story() {
        assert!(group(&[]).is_empty());
    }
}
