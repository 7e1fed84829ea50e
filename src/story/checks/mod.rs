//! Claims against each other, against arithmetic and the calendar.
//!
//! Each check reads the page for one kind of claim and says how it comes out. `Contradicts` is said only where both
//! values are stated plainly and cannot both be right; where the text gives too little it is `CannotCheck`.

mod age;
mod contacts;
mod counts;
mod dateline;
mod days;
mod duration;
mod elapsed;
mod gaps;
mod headline;
mod ordinals;
mod places;
pub(super) mod recalls;
mod retold;
mod series;
mod shares;
mod since;
mod sums;
mod tallies;
mod terms;
mod titles;
pub(super) mod voters;

use std::collections::HashSet;

pub(super) use ordinals::{Counted, Scope, counted};
pub(super) use places::town_beside;
pub(super) use retold::dated;
pub(super) use since::{First, firsts};

use super::page::Page;
use crate::model::{Annotated, Check, Contact, MainEvent};

/// The checks within one article, in reading order of their kinds. No check is given twice.
pub fn checks(article: &Annotated, _event: Option<&MainEvent>, _prior: &[Contact]) -> Vec<Check> {
    let page = Page::new(article);
    let mut known = HashSet::new();
    let mut found: Vec<Check> = Vec::new();
    for reader in [
        days::read,
        duration::read,
        terms::read,
        elapsed::read,
        gaps::read,
        age::read,
        sums::read,
        shares::read,
        counts::read,
        tallies::read,
        ordinals::read,
        series::read,
        since::read,
        retold::read,
        places::read,
        voters::read,
        recalls::read,
    ] {
        for check in reader(&page) {
            if known.insert(check.clone()) && !found.iter().any(|c| is_one_sum(c, &check)) {
                found.push(check);
            }
        }
    }
    found.extend(dateline::read(article));
    found.extend(headline::read(article, &page));
    found.extend(titles::read(article));
    found
}

/// One sum of one sentence, which two rules have read.
fn is_one_sum(a: &Check, b: &Check) -> bool {
    let lines = |c: &Check| c.values.iter().map(|v| v.i).max();
    a.slot == "sum" && b.slot == "sum" && a.verdict == b.verdict && lines(a) == lines(b)
}

#[cfg(test)]
pub(super) mod testing {
    use chrono::NaiveDate;

    use super::checks;
    use crate::annotate::annotate;
    use crate::model::{Article, Check, Kind, Verdict};

    /// The checks of a text published on a day (ISO), or on none (empty).
    pub fn read(published: &str, text: &str) -> Vec<Check> {
        let published = published.parse::<NaiveDate>().ok();
        let mut article = annotate(Article { text: text.to_owned(), published, ..Article::default() });
        for statement in &mut article.statements {
            statement.kind = Kind::Event;
            statement.furniture = None;
        }
        checks(&article, None, &[])
    }

    /// The verdicts under one slot.
    pub fn verdicts(slot: &str, published: &str, text: &str) -> Vec<Verdict> {
        read(published, text).into_iter().filter(|c| c.slot == slot).map(|c| c.verdict).collect()
    }
}
