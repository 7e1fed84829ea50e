//! Who voted against: the complete list of one article against the state that another counts among the noes.

use super::Source;
use crate::model::Check;
use crate::story::checks::voters::{dispute, list, one};

pub(super) fn read(sources: &[Source]) -> Vec<Check> {
    let mut found: Vec<Check> = Vec::new();
    for (a, source) in sources.iter().enumerate() {
        let lists: Vec<_> = source.page.lines.iter().filter_map(|line| Some((line, list(line)?))).collect();
        for (b, other) in sources.iter().enumerate().filter(|(b, _)| *b != a && !lists.is_empty()) {
            for (line, list) in &lists {
                let missing = |l: &&crate::story::page::Line| one(l).filter(|code| !list.contains(code)).is_some();
                let Some(told) = other.page.lines.iter().find(missing) else { continue };
                let Some(code) = one(told) else { continue };
                let mut check = dispute((line, list), code, told);
                check.values.iter_mut().zip([a, b]).for_each(|(value, article)| value.article = article);
                if !found.iter().any(|known| known.note == check.note) {
                    found.push(check);
                }
            }
        }
    }
    found
}
