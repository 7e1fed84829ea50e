//! The kinds of an article's sentences, chosen together: what a sentence's own features say, and which kind likes to stand
//! behind which. The best row of kinds is found as Viterbi (1967) does.

use std::collections::BTreeMap;

use super::features::Values;
use super::neighbours::body;
use super::weights::Weights;
use crate::annotate::Annotated;
use crate::model::Kind;

/// A kind other than noise gives way to noise only where noise leads by this many thousandths.
const NOISE_LEAD: i64 = 1000;
const KINDS: usize = Kind::ALL.len();

/// The kind of every sentence: noise for furniture.
pub(super) fn choose(annotated: &Annotated, weights: &Weights, values: &[Values]) -> Vec<Kind> {
    let body = body(annotated);
    let own: Vec<[i64; KINDS]> =
        body.iter().map(|at| values.get(*at).map_or([0; KINDS], |v| own(weights, v))).collect();
    let mut kinds = vec![Kind::Noise; annotated.statements.len()];
    for (at, kind) in body.iter().zip(best_row(&own, weights)) {
        kinds[*at] = kind;
    }
    kinds
}

fn own(weights: &Weights, values: &Values) -> [i64; KINDS] {
    let points = weights.kind_points(values);
    Kind::ALL.map(|kind| {
        let lead = if kind == Kind::Noise { NOISE_LEAD } else { 0 };
        points.get(&kind).copied().unwrap_or_default() - lead
    })
}

/// The row of kinds with most points; of equal ones the first in the order of the guidelines.
fn best_row(own: &[[i64; KINDS]], weights: &Weights) -> Vec<Kind> {
    let Some((first, rest)) = own.split_first() else { return Vec::new() };
    let (mut sums, mut from) = (*first, Vec::with_capacity(rest.len()));
    for points in rest {
        let before: [usize; KINDS] = std::array::from_fn(|kind| {
            largest(&std::array::from_fn(|b| sums[b].saturating_add(weights.after(b, kind))))
        });
        sums = std::array::from_fn(|kind| {
            points[kind].saturating_add(sums[before[kind]]).saturating_add(weights.after(before[kind], kind))
        });
        from.push(before);
    }
    let mut kind = largest(&sums);
    let mut row = vec![Kind::ALL[kind]];
    for before in from.iter().rev() {
        kind = before[kind];
        row.push(Kind::ALL[kind]);
    }
    row.reverse();
    row
}

fn largest(sums: &[i64; KINDS]) -> usize {
    (0..KINDS).rev().max_by_key(|kind| sums[*kind]).unwrap_or_default()
}

/// The points of each kind for every sentence: of its features, and of the kinds that its neighbours were given. The kind
/// that a sentence was given has most of them (noise where it leads by 1).
pub fn points(annotated: &Annotated, weights: &Weights, values: &[Values]) -> Vec<BTreeMap<Kind, i64>> {
    let mut points: Vec<BTreeMap<Kind, i64>> = values.iter().map(|values| weights.kind_points(values)).collect();
    let number = |at: usize| {
        let kind = annotated.statements.get(at)?.kind;
        Kind::ALL.iter().position(|k| *k == kind)
    };
    for pair in body(annotated).windows(2) {
        let (Some(first), Some(second)) = (number(pair[0]), number(pair[1])) else { continue };
        for (n, kind) in Kind::ALL.iter().enumerate() {
            if let Some(sum) = points.get_mut(pair[1]).and_then(|p| p.get_mut(kind)) {
                *sum += weights.after(first, n);
            }
            if let Some(sum) = points.get_mut(pair[0]).and_then(|p| p.get_mut(kind)) {
                *sum += weights.after(n, second);
            }
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_neighbour_tips_the_scale() {
        let mut own = [[0; KINDS]; 3];
        own[0][Kind::Position as usize] = 500;
        own[2][Kind::Position as usize] = 500;
        own[1][Kind::Background as usize] = 100;
        let alone = best_row(&own, &Weights::zero());
        assert_eq!(alone, [Kind::Position, Kind::Background, Kind::Position]);
        let weights = Weights::from_toml("[after.position]\nposition = 0.3").unwrap();
        assert_eq!(best_row(&own, &weights), [Kind::Position; 3]);
        assert!(best_row(&[], &weights).is_empty());
    }

    #[test]
    fn equal_points_give_the_first_kind() {
        assert_eq!(best_row(&[[0; KINDS]; 2], &Weights::zero()), [Kind::Event; 2]);
    }
}
