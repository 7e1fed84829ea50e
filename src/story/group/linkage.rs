//! Clusters by average linkage (Sneath and Sokal 1973): the two most alike become one while their articles' mean likeness
//! stays high enough, and is no less than half of what holds each of them together: two stories of one quarrel are alike, but
//! each is more so within (relative closeness, Karypis, Han and Kumar 1999). A pair that was not compared has likeness 0.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use rustc_hash::FxHashMap;

/// Two articles and their likeness in thousandths. There are many: their numbers are short.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    pub a: u32,
    pub b: u32,
    pub likeness: i32,
}

impl Edge {
    /// `None` for numbers beyond those of any batch.
    pub fn new(a: usize, b: usize, likeness: i64) -> Option<Edge> {
        Some(Edge { a: a.try_into().ok()?, b: b.try_into().ok()?, likeness: likeness.try_into().ok()? })
    }
}

/// What must and must not be one cluster, whatever the likeness.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// Pairs that are one.
    pub joined: Vec<(usize, usize)>,
    /// Pairs that are two.
    pub parted: BTreeSet<(usize, usize)>,
}

/// The mean likeness between two clusters is at least this share of the one within them, in hundredths.
const CLOSE: u64 = 52;

struct Clusters<'a> {
    members: Vec<Vec<usize>>,
    /// Sum of the likenesses within a cluster.
    within: Vec<i64>,
    /// Sum of the likenesses between the members of two clusters. Read in no order: the queue has one.
    sums: Vec<FxHashMap<u32, i32>>,
    /// Changes with each join: what was queued before is stale.
    version: Vec<u32>,
    /// The smallest rank of a member: breaks ties, whatever the order of the input.
    rank: Vec<usize>,
    ties: &'a Ties,
}

/// (mean likeness, ranks of the two, the two, their versions).
type Queued = (i64, Reverse<(usize, usize)>, usize, usize, u32, u32);

/// Clusters of `ranks.len()` articles; members in order, clusters by their first. `ranks` orders the articles in a way that
/// does not hang on the input.
pub(super) fn clusters(ranks: &[usize], edges: &[Edge], least: i64, ties: &Ties) -> Vec<Vec<usize>> {
    let count = ranks.len();
    let mut all = Clusters {
        members: (0..count).map(|n| vec![n]).collect(),
        within: vec![0; count],
        sums: vec![FxHashMap::default(); count],
        version: vec![0; count],
        rank: ranks.to_vec(),
        ties,
    };
    for edge in edges {
        all.add(edge.a, edge.b, edge.likeness);
    }
    let mut home: Vec<usize> = (0..count).collect();
    for (a, b) in &ties.joined {
        let (Some(x), Some(y)) = (home.get(*a).copied(), home.get(*b).copied()) else { continue };
        if x != y {
            for moved in all.members.get(y).cloned().unwrap_or_default() {
                if let Some(place) = home.get_mut(moved) {
                    *place = x;
                }
            }
            all.join(x, y);
        }
    }
    let mut queue: BinaryHeap<Queued> = BinaryHeap::new();
    for a in 0..count {
        all.queue(a, a + 1, least, &mut queue);
    }
    while let Some((_, _, a, b, va, vb)) = queue.pop() {
        if all.is_fresh(a, va) && all.is_fresh(b, vb) {
            all.join(a, b);
            all.queue(a, 0, least, &mut queue);
        }
    }
    let mut found: Vec<Vec<usize>> = all.members.into_iter().filter(|m| !m.is_empty()).collect();
    found.iter_mut().for_each(|m| m.sort_unstable());
    found.sort();
    found
}

/// What the mean likeness of two clusters must reach, by the sum of the likenesses within them and the pairs that these are of.
pub(super) fn needed_beside(within: i64, pairs: i64) -> i64 {
    (within.max(0).unsigned_abs() * CLOSE).div_ceil(pairs.max(1).unsigned_abs() * 100) as i64
}

impl Clusters<'_> {
    fn add(&mut self, a: u32, b: u32, likeness: i32) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(row) = self.sums.get_mut(x as usize) {
                let sum = row.entry(y).or_insert(0);
                *sum = sum.saturating_add(likeness);
            }
        }
    }

    fn is_fresh(&self, at: usize, version: u32) -> bool {
        self.version.get(at) == Some(&version) && self.members.get(at).is_some_and(|m| !m.is_empty())
    }

    /// Queues the neighbours of a cluster, from one of them on, that are alike enough.
    fn queue(&self, a: usize, from: usize, least: i64, queue: &mut BinaryHeap<Queued>) {
        let size = |n: usize| self.members.get(n).map_or(1, Vec::len).max(1) as i64;
        let (rank, version) =
            (|n: usize| self.rank.get(n).copied().unwrap_or(n), |n: usize| self.version.get(n).copied().unwrap_or(0));
        let sums = self.sums.get(a).into_iter().flatten().map(|(b, sum)| (*b as usize, i64::from(*sum)));
        for (b, sum) in sums.filter(|(b, _)| *b >= from) {
            let mean = sum / (size(a) * size(b));
            if mean >= least && self.are_close(a, b, mean) && !self.is_parted(a, b) {
                let ranks = (rank(a).min(rank(b)), rank(a).max(rank(b)));
                queue.push((mean, Reverse(ranks), a, b, version(a), version(b)));
            }
        }
    }

    /// False for two clusters that are far more alike within than to each other. One article alone has nothing within.
    fn are_close(&self, a: usize, b: usize, mean: i64) -> bool {
        let pairs = |n: usize| self.members.get(n).map_or(0, |m| (m.len() * m.len().saturating_sub(1) / 2) as i64);
        let within = |n: usize| self.within.get(n).copied().unwrap_or_default();
        let (x, y) = (pairs(a), pairs(b));
        x == 0 || y == 0 || needed_beside(within(a) + within(b), x + y) <= mean
    }

    fn is_parted(&self, a: usize, b: usize) -> bool {
        let empty = Vec::new();
        let members = |n: usize| self.members.get(n).unwrap_or(&empty);
        !self.ties.parted.is_empty()
            && members(a).iter().any(|x| members(b).iter().any(|y| self.ties.parted.contains(&(*x.min(y), *x.max(y)))))
    }

    /// The second becomes part of the first.
    fn join(&mut self, keep: usize, gone: usize) {
        let moved = self.members.get_mut(gone).map(std::mem::take).unwrap_or_default();
        if let Some(list) = self.members.get_mut(keep) {
            list.extend(moved);
        }
        let (Ok(short_keep), Ok(short_gone)) = (u32::try_from(keep), u32::try_from(gone)) else { return };
        let row = self.sums.get_mut(gone).map(std::mem::take).unwrap_or_default();
        let between = i64::from(row.get(&short_keep).copied().unwrap_or_default());
        let more = self.within.get(gone).copied().unwrap_or_default() + between;
        if let Some(within) = self.within.get_mut(keep) {
            *within += more;
        }
        for (other, likeness) in row {
            if let Some(back) = self.sums.get_mut(other as usize) {
                back.remove(&short_gone);
            }
            if other != short_keep {
                self.add(short_keep, other, likeness);
            }
        }
        let rank = self.rank.get(gone).copied().unwrap_or(gone);
        if let Some(own) = self.rank.get_mut(keep) {
            *own = rank.min(*own);
        }
        for at in [keep, gone] {
            if let Some(version) = self.version.get_mut(at) {
                *version += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(all: &[(usize, usize, i64)]) -> Vec<Edge> {
        all.iter().filter_map(|(a, b, likeness)| Edge::new(*a, *b, *likeness)).collect()
    }

    #[test]
    fn the_mean_decides_and_ties_rule() {
        let edges = edges(&[(0, 1, 500), (1, 2, 400), (0, 2, 100), (2, 3, 350)]);
        let find = |ties: &Ties| clusters(&[0, 1, 2, 3], &edges, 300, ties);
        assert_eq!(find(&Ties::default()), [vec![0, 1], vec![2, 3]]);
        let joined = Ties { joined: vec![(0, 3)], ..Ties::default() };
        assert_eq!(find(&joined), [vec![0, 3], vec![1, 2]]);
        let parted = Ties { parted: BTreeSet::from([(0, 1)]), ..Ties::default() };
        assert_eq!(find(&parted), [vec![0], vec![1, 2], vec![3]]);
    }

    #[test]
    fn what_is_far_more_alike_within_stays_apart() {
        let quarrel = |between: i64| {
            let across = [(0, 2), (0, 3), (1, 2), (1, 3)].map(|(a, b)| (a, b, between));
            let within = [(0, 1, 900), (2, 3, 800)];
            let all = edges(&[across.as_slice(), &within].concat());
            clusters(&[0, 1, 2, 3], &all, 300, &Ties::default()).len()
        };
        assert_eq!((quarrel(441), quarrel(442)), (2, 1));
        // One alone is as near as it is.
        let near = edges(&[(0, 1, 900), (0, 2, 300), (1, 2, 300)]);
        assert_eq!(clusters(&[0, 1, 2], &near, 300, &Ties::default()).len(), 1);
    }
}
