//! Who voted against: a list that is told as complete, and a state that is not in it.

use std::collections::BTreeSet;

use crate::lexicon::{EntryKind, country_name, story_words};
use crate::model::{Check, Verdict};
use crate::story::numbers::cardinal;
use crate::story::page::{Line, Page, check};

/// Fewer states than this make no list.
const FEWEST: usize = 3;

pub(super) fn read(page: &Page) -> Vec<Check> {
    let lists = page.lines.iter().filter_map(|line| Some((line, list(line)?)));
    let mut found = Vec::new();
    for (line, list) in lists {
        for other in page.lines.iter().filter(|other| other.i != line.i) {
            if let Some(code) = one(other).filter(|code| !list.contains(code)) {
                found.push(dispute((line, &list), code, other));
            }
        }
    }
    found
}

/// The check of a list that lacks a state which another sentence, perhaps of another article, counts among the noes.
pub(in crate::story) fn dispute(
    (line, list): (&Line, &BTreeSet<&'static str>),
    code: &'static str,
    other: &Line,
) -> Check {
    let names: Vec<&str> = list.iter().filter_map(|c| country_name(c)).collect();
    let name = country_name(code).unwrap_or(code);
    let names = names.join(", ");
    let note = format!("One sentence says that only {names} voted against, another that {name} did.");
    let values = vec![(names, line.i), (name.to_owned(), other.i)];
    check("participants", Verdict::Contradicts, values, note)
}

/// The states of a list that is told as complete: `only five opposed it – A, B, C, D and E – and 35 abstained`.
pub(in crate::story) fn list(line: &Line) -> Option<BTreeSet<&'static str>> {
    let only = (0..line.tokens.len()).find(|at| line.is_at(*at, &["only", "just"]))?;
    let stops = |at: &usize| line.is_at(*at, &[";", "while", "abstained", "abstaining", "abstentions", "on"]);
    let end = (only + 1..line.tokens.len()).find(stops).unwrap_or(line.tokens.len());
    // A second dash ends what stands between the two.
    let dashes: Vec<usize> = (only..end).filter(|at| line.is_at(*at, &["–"])).collect();
    let end = dashes.get(1).copied().unwrap_or(end);
    let sided = line.is_at(end, &["on"]) && line.is_at(end + 2, &["side"]);
    let against = sided || line.slice(only, end).iter().any(|t| story_words().words.voted_against.has(t));
    let mut found = states(line, only, end);
    let told = cardinal(line.tokens, only + 1).map(|n| n.value);
    let whole = told.is_none_or(|n| n == found.len() as u64);
    if sided {
        // Whoever has them on its side voted so too.
        found.extend(states(line, 0, only));
    }
    (against && whole && found.len() >= FEWEST).then_some(found)
}

/// The one state that a sentence counts among the noes: `even X was among those that voted no`.
pub(in crate::story) fn one(line: &Line) -> Option<&'static str> {
    let words = &story_words().words;
    let no = (1..line.tokens.len())
        .find(|at| line.is_at(at - 1, &["voted", "vote", "votes"]) && (line.is_at(*at, &["no", "against"])))?;
    let all = states(line, 0, line.tokens.len());
    let before = states(line, 0, no);
    let plain = !words.negation.any(line.slice(0, no))
        && !line.slice(0, no).iter().any(|t| t.is_any(&["only", "if", "would", "threatened"]));
    (plain && before.len() == 1 && all.len() <= 2 && list(line).is_none()).then(|| before.first().copied()).flatten()
}

/// States that are named between two tokens.
fn states(line: &Line, from: usize, to: usize) -> BTreeSet<&'static str> {
    line.states(from, to, &[EntryKind::Country])
}

#[cfg(test)]
mod tests {
    use crate::model::Verdict::*;
    use crate::story::checks::testing::verdicts;

    #[test]
    fn a_complete_list_leaves_nobody_out() {
        let list = "Only three opposed it – Chile, Peru and Norway – and 35 abstained, including India.";
        let found = |other: &str| verdicts("participants", "2018-06-14", &format!("{list} {other}"));
        assert_eq!(found("Even Estonia, an old friend, was among those that voted no."), [Contradicts]);
        assert_eq!(found("Even Peru, an old friend, was among those that voted no."), []);
        assert_eq!(found("Estonia never voted no."), []);
        let open = "Some three opposed it, among them Chile, Peru and Norway. Estonia too voted no.";
        assert_eq!(verdicts("participants", "2018-06-14", open), []);
    }
}
