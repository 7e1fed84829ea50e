//! Towns whose name a person of the article bears: `Lima` in `spokeswoman Lima Perez said`.

use crate::lexicon::{EntryKind, Reporting, gazetteer, is_not_name, is_title, reporting, role_at, small_words};
use crate::text::{Case, Gap, Token, WordSet};

/// The town names that stand in a person's name somewhere in the article: after a title, a role or its comma, or before
/// another name with a verb of saying or an apposition behind it.
pub(super) fn families(tokens: &[Token], small: &WordSet) -> WordSet {
    let named = (0..tokens.len()).filter(|at| is_town(tokens, *at) && bears(tokens, *at, small));
    named.filter_map(|at| Some(tokens.get(at)?.norm.clone())).collect()
}

fn is_town(tokens: &[Token], at: usize) -> bool {
    let found = tokens.get(at..).and_then(gazetteer);
    found.is_some_and(|m| m.len == 1 && m.value.kind == EntryKind::City)
}

fn bears(tokens: &[Token], at: usize, small: &WordSet) -> bool {
    let before = at.checked_sub(1).and_then(|b| tokens.get(b));
    if before.is_some_and(|t| t.is_one(&small_words().locative)) {
        return false;
    }
    let close = |k: usize| tokens.get(k).is_some_and(|t| t.gap == Gap::Space);
    let role = |end: usize| end.checked_sub(1).is_some_and(|b| tokens.get(b..end).and_then(role_at) == Some(1));
    let title = before.is_some_and(|t| t.is_capitalised() && is_title(&t.norm))
        || before.is_some_and(|t| t.is("."))
            && at.checked_sub(2).and_then(|b| tokens.get(b)).is_some_and(|t| is_title(&t.norm));
    if close(at) && title {
        return true;
    }
    // A town stands alone behind `the mayor` only as a name.
    let paired = is_plain_name(tokens, at + 1, small)
        && !tokens.get(at + 2).is_some_and(|t| t.is_capitalised() && t.gap == Gap::Space);
    let comma = before.is_some_and(|t| t.is(",")) && at.checked_sub(1).is_some_and(role);
    let apposed = tokens.get(at + 2).is_some_and(|t| t.is(","))
        && tokens.get(at + 3).is_some_and(|t| t.is_any(&["a", "an", "the", "who"]) || t.is_number());
    let led = close(at) && role(at);
    paired && (led || comma || says(tokens, at + 2) || apposed) || led && says(tokens, at + 1)
}

/// A capitalised word that no list knows.
fn is_plain_name(tokens: &[Token], at: usize, small: &WordSet) -> bool {
    let Some(token) = tokens.get(at).filter(|t| t.case == Case::Title && t.gap == Gap::Space) else { return false };
    let rest = tokens.get(at..at + 1).unwrap_or_default();
    !is_not_name(&token.norm) && !small.contains(&token.norm) && gazetteer(rest).is_none() && role_at(rest).is_none()
}

/// True where the town at `at` is a person here: before an unknown name, or as who says something.
pub(super) fn is_person(tokens: &[Token], at: usize, small: &WordSet) -> bool {
    let run = is_plain_name(tokens, at + 1, small)
        && !tokens.get(at + 2).is_some_and(|t| t.is_capitalised() && t.gap == Gap::Space);
    run || says(tokens, at + 1)
}

/// True where a verb of saying in the past or the third person starts at `at`.
fn says(tokens: &[Token], at: usize) -> bool {
    let Some(rest) = tokens.get(at..).filter(|rest| rest.first().is_some_and(|t| t.norm.ends_with(['d', 's']))) else {
        return false;
    };
    reporting().verb(rest).is_some_and(|m| matches!(m.value, Reporting::Say | Reporting::Tell))
}
