//! What the brief itself sets for all its lines.

use crate::model::Brief;

/// The years that the brief may leave out of its glosses.
pub(super) fn years(brief: &Brief) -> Vec<Option<i32>> {
    let stated = [&brief.headline, &brief.dateline].into_iter().flat_map(|l| l.slots.values());
    let mut years: Vec<_> = stated
        .flat_map(|v| v.split(|c: char| !c.is_ascii_digit()))
        .filter(|run| run.len() == 4)
        .map(|run| run.parse().ok())
        .collect();
    years.push(None);
    years.dedup();
    years
}
