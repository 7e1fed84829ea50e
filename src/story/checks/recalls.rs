//! An envoy who is called back, and one who had not set out yet.

use std::collections::BTreeSet;

use crate::lexicon::{EntryKind, story_words};
use crate::model::{Check, Verdict};
use crate::story::page::{Line, Page, check};

/// Tokens between an envoy and what is said of him, at most.
const BESIDE: usize = 7;
/// Tokens between an office and `designate`.
const DESIGNATE: usize = 3;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let back = page.lines.iter().find_map(|line| Some((line, recalled(line)?)));
    let Some((line, states)) = back else { return Vec::new() };
    let other = page.lines.iter().find(|l| l.i != line.i && unsent(l).is_some_and(|s| !s.is_disjoint(&states)));
    other.map(|other| dispute(line, other)).into_iter().collect()
}

/// The check of two sentences, perhaps of two articles.
pub(in crate::story) fn dispute(back: &Line, unsent: &Line) -> Check {
    let note =
        "One sentence has the envoy called back, another says that the one named for the post has not gone there.";
    let values = vec![("called back".to_owned(), back.i), ("not there yet".to_owned(), unsent.i)];
    check("status", Verdict::Contradicts, values, note.to_owned())
}

/// `its ambassador would be called back from Norway`: the states that the sentence names.
pub(in crate::story) fn recalled(line: &Line) -> Option<BTreeSet<&'static str>> {
    let words = &story_words().words;
    let envoy = |at: usize| line.slice(at.saturating_sub(BESIDE), at + BESIDE).iter().any(|t| words.envoys.has(t));
    let called = |at: usize| line.has_at(at, &words.calls) && line.has_at(at + 1, &words.homeward);
    let told = (0..line.tokens.len()).any(|at| (called(at) || line.has_at(at, &words.recalls)) && envoy(at));
    let open = words.negation.any(line.tokens) || words.unsettled.any(line.tokens);
    (told && !open).then(|| states(line)).filter(|s| !s.is_empty())
}

/// `the ambassador-designate is still in Oslo`, `will not be sent`: the states that the sentence names.
pub(in crate::story) fn unsent(line: &Line) -> Option<BTreeSet<&'static str>> {
    let words = &story_words().words;
    let named = |at: usize| line.slice(at.saturating_sub(DESIGNATE), at).iter().any(|t| words.envoys.has(t));
    let designate = (0..line.tokens.len()).find(|at| line.is_at(*at, &["designate"]) && named(*at))?;
    let behind = line.slice(designate + 1, line.tokens.len());
    let pair = |first: &[&str], second: &[&str]| {
        behind.windows(2).any(|w| matches!(w, [a, b] if a.is_any(first) && b.is_any(second)))
    };
    let held = (words.negation.any(behind) && words.sets_out.any(behind))
        || pair(&["still"], &["in", "at"])
        || pair(&["yet"], &["to"]);
    held.then(|| states(line)).filter(|s| !s.is_empty())
}

/// The states that a sentence names, by their own names or their capitals.
fn states(line: &Line) -> BTreeSet<&'static str> {
    line.states(0, line.tokens.len(), &[EntryKind::Country, EntryKind::Capital])
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn who_never_went_is_not_called_back() {
        let back = "Norway said on Monday that its ambassador would be called back from Portugal.";
        let found = |other: &str| verdicts("status", "2018-06-14", &format!("{back} {other}"));
        assert_eq!(found("Oslo's ambassador-designate for Lisbon is still in Norway."), [Contradicts]);
        assert_eq!(found("The ambassador-designate of Norway will not be sent to Lisbon."), [Contradicts]);
        assert_eq!(found("The ambassador-designate of Norway will leave for Lisbon in May."), []);
        assert_eq!(found("The ambassador-designate of Chile is still in Peru."), []);
    }
}
