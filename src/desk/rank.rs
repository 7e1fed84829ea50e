//! The order of the stories: a sum of whole thousandths, each part named.

use std::collections::BTreeMap;

use super::interests::met;
use crate::config::Interests;
use crate::model::{Brief, Reading, Update};

/// Lines whose scores make the importance.
const LINES: i64 = 3;
/// What an origin beyond the first adds, and how many count.
const ORIGIN: i64 = 200;
const ORIGINS: usize = 5;
/// What a new story has over one told before.
const NEW: i64 = 500;
/// What a changed slot adds to a story told before, and how many count.
const CHANGE: i64 = 150;
const CHANGES: usize = 3;

/// The parts of a story's rank.
pub(super) fn rank(
    interests: &Interests,
    brief: &Brief,
    readings: &[&Reading],
    update: Option<&Update>,
) -> BTreeMap<String, i64> {
    let mut scores: Vec<i64> = brief.lines.iter().map(|line| (line.score * 1000.0).round() as i64).collect();
    scores.sort_unstable_by(|a, b| b.cmp(a));
    let importance = scores.iter().take(LINES as usize).sum::<i64>() / LINES;
    let origins = brief.origins.len().saturating_sub(1).min(ORIGINS) as i64 * ORIGIN;
    let novelty = update.map_or(NEW, |update| update.changes.len().min(CHANGES) as i64 * CHANGE);
    let mut parts: BTreeMap<String, i64> =
        [("importance", importance), ("origins", origins), ("novelty", novelty)].map(|(k, v)| (k.to_owned(), v)).into();
    for (name, weight) in met(interests, brief, readings) {
        *parts.entry(format!("interest: {name}")).or_default() += weight;
    }
    parts
}

/// The sum of the parts.
pub(super) fn sum(parts: &BTreeMap<String, i64>) -> i64 {
    parts.values().sum()
}
