//! Features of where a sentence stands and how it relates to the rest of the article.

use super::features::{Feature, ONE, Values};
use super::view::{View, share};
use crate::model::Statement;

/// Sentences that open the news: most summaries take theirs from these.
const TOP: usize = 4;

/// Measures place and relation.
pub(super) fn measure(view: &View, statement: &Statement, out: &mut Values) {
    let at = statement.index;
    out.flag(Feature::Furniture, statement.furniture.is_some());
    out.flag(Feature::CutOff, statement.cut_off);
    out.flag(Feature::Duplicate, view.lines.get(at).is_some_and(|line| line.duplicate));
    match view.rank(at) {
        Some(rank) => in_body(view, at, rank, out),
        None => out.set(Feature::Depth, ONE),
    }
    let before = at.checked_sub(1).and_then(|b| view.annotated.statements.get(b));
    out.flag(Feature::ParagraphStart, before.is_none_or(|b| b.paragraph != statement.paragraph));
    out.set(Feature::TitleOverlap, view.title_overlap(at));
    out.set(Feature::LedeOverlap, view.lede_overlap(at));
    out.set(Feature::Centrality, view.centrality(at));
    out.set(Feature::Novelty, view.novelty(at));
    out.set(Feature::Echo, view.echo(at));
}

fn in_body(view: &View, at: usize, rank: usize, out: &mut Values) {
    out.flag(Feature::First, rank == 0);
    out.flag(Feature::Second, rank == 1);
    out.flag(Feature::Third, rank == 2);
    out.set(Feature::Early, share(1, rank + 1));
    out.set(Feature::Depth, share(rank, view.body.saturating_sub(1)));
    out.set(Feature::OtherNewsEarly, share(1, rank + 1) * view.off_topic / ONE);
    out.set(Feature::OtherNewsDepth, out.get(Feature::Depth) * view.off_topic / ONE);
    out.set(Feature::OtherNewsTop, if rank < TOP { view.off_topic } else { 0 });
    out.set(Feature::OtherNewsTie, view.opening_share(at) * view.off_topic / ONE);
}
