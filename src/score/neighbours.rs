//! Features of what stands before a sentence and behind it.

use std::sync::LazyLock;

use super::features::{Values, numbers};
use crate::annotate::Annotated;
use crate::lexicon::neighbour_groups;

/// The numbers of the features of each group of `lexicon/neighbours.toml`.
static GROUPS: LazyLock<Vec<Vec<usize>>> = LazyLock::new(|| {
    let all = numbers();
    let known = |name: &String| match all.get(name.as_str()) {
        Some(number) => *number,
        None => panic!("lexicon/neighbours.toml: {name}: no such feature"),
    };
    neighbour_groups().iter().map(|group| group.features.iter().map(known).collect()).collect()
});

/// Measures what neighbours tell, once all else is measured; furniture is passed over.
pub(super) fn measure(annotated: &Annotated, values: &mut [Values]) {
    let body = body(annotated);
    let told: Vec<u64> = body.iter().map(|at| values.get(*at).map_or(0, groups)).collect();
    for (sentences, told) in body.windows(2).zip(told.windows(2)) {
        let (&[first, second], &[before, behind]) = (sentences, told) else { continue };
        set(values.get_mut(second), before, true);
        set(values.get_mut(first), behind, false);
    }
}

/// The sentences that are no furniture, in order.
pub(super) fn body(annotated: &Annotated) -> Vec<usize> {
    annotated.statements.iter().filter(|s| s.furniture.is_none()).map(|s| s.index).collect()
}

/// A bit for each group that a sentence has a feature of.
fn groups(values: &Values) -> u64 {
    let has = |feature: &usize| values.all().get(*feature).is_some_and(|value| *value != 0);
    GROUPS.iter().enumerate().filter(|(_, group)| group.iter().any(has)).map(|(n, _)| 1 << n).sum()
}

fn set(out: Option<&mut Values>, groups: u64, before: bool) {
    let Some(out) = out else { return };
    (0..GROUPS.len()).filter(|n| groups & (1 << n) != 0).for_each(|n| out.neighbour(n, before));
}
