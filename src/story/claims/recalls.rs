//! An envoy whom one article has called back and who, in another, had not set out yet.

use super::Source;
use crate::model::Check;
use crate::story::checks::recalls::{dispute, recalled, unsent};

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let first = sources
        .iter()
        .enumerate()
        .find_map(|(article, source)| source.page.lines.iter().find_map(|line| Some((article, line, recalled(line)?))));
    let Some((article, back, states)) = first else { return Vec::new() };
    let others = sources.iter().enumerate().filter(|(other, _)| *other != article);
    let mut held = others.filter_map(|(other, source)| {
        let line = source.page.lines.iter().find(|l| unsent(l).is_some_and(|s| !s.is_disjoint(&states)))?;
        Some((other, line))
    });
    let Some((other, line)) = held.next() else { return Vec::new() };
    let mut check = dispute(back, line);
    check.values.iter_mut().zip([article, other]).for_each(|(value, article)| value.article = article);
    vec![check]
}
