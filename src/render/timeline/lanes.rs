//! Which lane each mark stands in.

/// The room between a label and the next mark, in CSS pixels.
const GAP: f64 = 12.0;

/// From where to where a mark with its label reaches.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reach {
    pub from: f64,
    pub to: f64,
}

/// The lane of each mark, from 0 below the axis. A mark stands lower than all those that begin within its reach: so no
/// labels meet, and no line from the axis to a mark runs through a label.
pub(super) fn lanes(reaches: &[Reach]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..reaches.len()).collect();
    let from = |n: usize| reaches.get(n).map_or(0.0, |reach| reach.from);
    order.sort_by(|a, b| from(*b).total_cmp(&from(*a)).then(b.cmp(a)));
    let mut lanes = vec![0; reaches.len()];
    for (done, n) in order.iter().enumerate() {
        let Some(reach) = reaches.get(*n) else { continue };
        let later = order.iter().take(done).filter(|other| from(**other) <= reach.to + GAP);
        let lane = later.filter_map(|other| lanes.get(*other)).max().map_or(0, |lane| lane + 1);
        if let Some(own) = lanes.get_mut(*n) {
            *own = lane;
        }
    }
    lanes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn nothing_meets(marks in prop::collection::vec((0.0..700.0f64, 1.0..300.0f64), 0..40)) {
            let reaches: Vec<Reach> = marks.iter().map(|(from, width)| Reach { from: *from, to: from + width }).collect();
            let lanes = lanes(&reaches);
            for (a, one) in reaches.iter().enumerate() {
                for (b, other) in reaches.iter().enumerate().filter(|(b, _)| *b != a) {
                    let apart = one.to < other.from || other.to < one.from;
                    prop_assert!(apart || lanes[a] != lanes[b]);
                    // The line from the axis to `other` does not run through the label of `one`.
                    let crossed = one.from < other.from && other.from <= one.to && lanes[a] < lanes[b];
                    prop_assert!(!crossed);
                }
            }
        }
    }
}
