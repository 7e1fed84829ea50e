//! Features of what stands before a sentence and behind it.

use std::sync::LazyLock;

use super::features::{Feature, Values, numbers};
use crate::annotate::Annotated;
use crate::lexicon::neighbours;
use crate::text::Token;

/// The numbers of the features that each list of `lexicon/neighbours.toml` names.
struct Known {
    groups: Vec<Vec<usize>>,
    speaks_of_text: Vec<usize>,
    tells_of_text: Vec<usize>,
    demands: Vec<usize>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let all = numbers();
    let of = |names: &[String]| {
        let known = |name: &String| match all.get(name.as_str()) {
            Some(number) => *number,
            None => panic!("lexicon/neighbours.toml: {name}: no such feature"),
        };
        names.iter().map(known).collect()
    };
    let words = neighbours();
    Known {
        groups: words.groups.iter().map(|group| of(&group.features)).collect(),
        speaks_of_text: of(&words.speaks_of_text),
        tells_of_text: of(&words.tells_of_text),
        demands: of(&words.demands),
    }
});

/// Measures what neighbours tell, once all else is measured; furniture is passed over.
pub(super) fn measure(annotated: &Annotated, values: &mut [Values]) {
    let body = body(annotated);
    let told: Vec<u64> = body.iter().map(|at| values.get(*at).map_or(0, groups)).collect();
    for pair in body.iter().enumerate().collect::<Vec<_>>().windows(2) {
        let [(a, first), (b, second)] = [pair[0], pair[1]];
        let tokens = annotated.document.tokens_of(*second);
        let text =
            values.get(*first).map(|before| (any(before, &KNOWN.speaks_of_text), any(before, &KNOWN.tells_of_text)));
        if let (Some(out), Some((speaks, tells))) = (values.get_mut(*second), text) {
            text_features(tokens, speaks, tells, out);
            set(out, told[a], true);
        }
        if let Some(out) = values.get_mut(*first) {
            set(out, told[b], false);
        }
    }
}

/// The sentences that are no furniture, in order.
pub(super) fn body(annotated: &Annotated) -> Vec<usize> {
    annotated.statements.iter().filter(|s| s.furniture.is_none()).map(|s| s.index).collect()
}

fn text_features(tokens: &[Token], speaks: bool, tells: bool, out: &mut Values) {
    let words = neighbours();
    let opens = tokens.iter().find(|t| !t.is_quote()).is_some_and(|t| t.is_one(&words.text_openers));
    out.flag(Feature::TextGoesOn, speaks && opens);
    let asks = any(out, &KNOWN.demands) && out.get(Feature::Speaker) == 0;
    out.flag(Feature::TextDemands, tells && asks);
}

fn any(values: &Values, features: &[usize]) -> bool {
    features.iter().any(|feature| values.all().get(*feature).is_some_and(|value| *value != 0))
}

/// A bit for each group that a sentence has a feature of.
fn groups(values: &Values) -> u64 {
    KNOWN.groups.iter().enumerate().filter(|(_, group)| any(values, group)).map(|(n, _)| 1 << n).sum()
}

fn set(out: &mut Values, groups: u64, before: bool) {
    (0..KNOWN.groups.len()).filter(|n| groups & (1 << n) != 0).for_each(|n| out.neighbour(n, before));
}
