//! Names that say where, not who.

use std::ops::Range;

use super::scan::{Context, Item, What};
use crate::lexicon::{Entry, EntryKind, small_words};
use crate::model::{Document, Place};
use crate::text::{Case, Gap};

/// How a place name is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// A place and nothing else.
    Place,
    /// A place that is also a party: `travels to China`.
    Both,
    /// A party.
    Agent,
}

/// How item `k`, a place name, is used.
pub(super) fn use_of(context: &Context, items: &[Item], k: usize, last: Option<Use>) -> Use {
    let Some((item, entry)) = items.get(k).and_then(|i| Some((i, i.entry()?))) else { return Use::Agent };
    let start = item.range.start;
    if entry.kind == EntryKind::City || names_town(context, items, k) || opens_dateline(context, item) {
        return Use::Place;
    }
    let meets = context.token(item.range.end).is_some_and(|t| t.is_one(&small_words().meetings));
    let town = matches!(entry.kind, EntryKind::Capital) || matches!(entry.code, Some("SGP" | "MCO" | "LUX" | "VAT"));
    if town && (meets || dated(context, item.range.end)) {
        return Use::Place;
    }
    let at = if context.before_is(start, &["the"]) { start - 1 } else { start };
    let state = matches!(entry.kind, EntryKind::Country | EntryKind::Igo);
    if context.before_one(at, &small_words().locative) {
        let inside = context.before_one(at, &small_words().inside);
        return if inside || !state { Use::Place } else { Use::Both };
    }
    match last {
        Some(used) if joined(context, items, k) => used,
        _ => Use::Agent,
    }
}

/// `and Paris in May 2018`: a town with a month is a stop of a journey.
fn dated(context: &Context, at: usize) -> bool {
    let month = context.token(at + 1).is_some_and(|t| crate::lexicon::is_full_month(&t.norm) && t.is_capitalised());
    month && context.token(at).is_some_and(|t| t.is_any(&["in", "on"]))
}

/// `Vienna, Austria`: both are places.
fn names_town(context: &Context, items: &[Item], k: usize) -> bool {
    let comma = |a: &Item, b: &Item| b.range.start == a.range.end + 1 && context.is(a.range.end, ",");
    let town = |i: &Item| i.entry().is_some_and(|e| matches!(e.kind, EntryKind::City | EntryKind::Capital));
    let state = |i: &Item| i.entry().is_some_and(|e| e.kind == EntryKind::Country);
    let same = |a: &Item, b: &Item| a.entry().map(|e| e.code) == b.entry().map(|e| e.code);
    let Some(here) = items.get(k) else { return false };
    let after = items.get(k + 1).is_some_and(|next| town(here) && state(next) && comma(here, next) && same(here, next));
    let before = k.checked_sub(1).and_then(|b| items.get(b));
    after || before.is_some_and(|prev| town(prev) && state(here) && comma(prev, here) && same(prev, here))
}

/// `BEIJING (Reuters) –`, `ANKARA, Dec. 7`: capitals at the head of a paragraph.
fn opens_dateline(context: &Context, item: &Item) -> bool {
    let Some(first) = context.token(item.range.start) else { return false };
    let mark = (item.range.end..item.range.end + 8)
        .any(|at| context.is(at, "–") || context.is(at, "-") || context.is(at, ":"));
    let next = context.is(item.range.end, "(") || context.is(item.range.end, ",") || context.is(item.range.end, "–");
    let head = first.gap >= Gap::Line
        && (first.case == Case::Upper && first.span.len() > 3 || context.is(item.range.end, "("));
    head && mark && next || head && context.is(item.range.end, ":")
}

/// True where only `and`, `or` or a comma lies between an item and the one before.
fn joined(context: &Context, items: &[Item], k: usize) -> bool {
    let Some((prev, here)) = k.checked_sub(1).and_then(|b| Some((items.get(b)?, items.get(k)?))) else { return false };
    let between = prev.range.end..here.range.start;
    !between.is_empty()
        && between.len() <= 2
        && between.clone().all(|at| context.token(at).is_some_and(|t| t.is_any(&["and", "or", ",", "the"])))
}

/// A place found in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub tokens: Range<usize>,
    /// `None` for a capitalised name after `in` that the gazetteer does not know.
    pub entry: Option<Entry>,
}

/// Unknown capitalised names after `in`, `at` or `near`: places, if no person bears them.
pub(super) fn unknown(context: &Context, item: &Item) -> Option<Spot> {
    let inside = context.before_is(item.range.start, &["in", "at", "near", "outside"]);
    let sure = item.what == What::Name && inside && !context.headline && item.range.len() <= 3;
    let possessive = context.token(item.range.end).is_some_and(|t| t.norm.starts_with('\''));
    (sure && !possessive).then(|| Spot { tokens: item.range.clone(), entry: None })
}

/// The places as the model has them.
pub(super) fn places(document: &Document, context: &Context, spots: &[Spot]) -> Vec<Place> {
    spots
        .iter()
        .filter_map(|spot| {
            let (first, last) = (context.token(spot.tokens.start)?, context.token(spot.tokens.end.checked_sub(1)?)?);
            let span = first.span.join(last.span);
            Some(Place {
                span,
                name: document.text(span).split_whitespace().collect::<Vec<_>>().join(" "),
                country: spot.entry.and_then(|e| e.code).filter(|c| !c.starts_with("IGO:")).map(str::to_owned),
                city: spot.entry.is_none_or(|e| e.kind != EntryKind::Country),
            })
        })
        .collect()
}
