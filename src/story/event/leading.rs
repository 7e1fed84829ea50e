//! Which type of event the top of an article speaks for most.

use super::hints::{BARE, Hint, strengths};
use crate::model::{Annotated, EventType};
use crate::text::Token;

/// Least weight of a contact that is the event of an article led by a remark.
const CONTACT_TOLD: i64 = 200;

/// What a word in a caption at the head of the page weighs.
const CAPTION: i64 = 10;

/// Lines at the head of the page that may be captions.
const PAGE_HEAD: usize = 6;

/// The type with most weight, and that weight; of equal ones the one told first.
pub(super) fn leading(article: &Annotated, hints: &[Hint], title: &[Token]) -> Option<(EventType, i64)> {
    // The best two statements speak for a type: a word that comes again and again (`said`) is no event.
    let mut sums: Vec<(EventType, i64)> = Vec::new();
    let mut weights: Vec<&Hint> = hints.iter().collect();
    weights.sort_by_key(|h| std::cmp::Reverse(h.weight));
    let mut add = |kind: EventType, weight: i64| match sums.iter_mut().find(|(k, _)| *k == kind) {
        Some((_, sum)) => *sum += weight,
        None => sums.push((kind, weight)),
    };
    let mut seen: Vec<EventType> = Vec::new();
    for hint in weights {
        match seen.iter().filter(|k| **k == hint.kind).count() {
            0 => add(hint.kind, hint.weight),
            1 => add(hint.kind, hint.weight / 2),
            _ => continue,
        }
        seen.push(hint.kind);
    }
    for (kind, strength, _) in page(article).iter().flat_map(|tokens| strengths(tokens)) {
        add(kind, strength * CAPTION);
    }
    for (kind, strength, _) in strengths(title) {
        // A headline alone tells less than one that the text bears out.
        let borne_out = hints.iter().any(|h| h.kind == kind);
        if borne_out || !hints.is_empty() {
            add(kind, strength * if borne_out { 40 } else { 25 });
        }
    }
    let leader = sums.iter().rev().max_by_key(|(_, sum)| *sum).map(|(kind, _)| *kind)?;
    let weight = sums.iter().map(|(_, sum)| *sum).max()?;
    Some((settled(leader, &sums, hints), weight))
}

/// What is said at a meeting is told first, but the meeting is the event; and a meeting or talks that the article calls a
/// summit are one.
fn settled(leader: EventType, sums: &[(EventType, i64)], hints: &[Hint]) -> EventType {
    use EventType::{Call, Meeting, Statement, Summit, Talks, Visit};
    let sum = |kind: EventType| sums.iter().find(|(k, _)| *k == kind).map_or(0, |(_, sum)| *sum);
    let early =
        |kind: EventType| hints.iter().any(|h| h.kind == kind && h.early && !h.offered && h.weight >= CONTACT_TOLD);
    let contact = || [Visit, Summit, Meeting, Talks, Call].into_iter().filter(|k| early(*k)).max_by_key(|k| sum(*k));
    let leader = if leader == Statement { contact().unwrap_or(leader) } else { leader };
    let leader =
        if leader == Statement && is_bare(hints) { other_than_statement(sums).unwrap_or(leader) } else { leader };
    let leader = if leader == Meeting && is_of_delegations(sums, hints) { Talks } else { leader };
    let is_summit = matches!(leader, Meeting | Talks) && sum(Summit) * 2 >= sum(leader);
    if is_summit { Summit } else { leader }
}

/// Delegations that meet hold talks, where the article calls it that as well.
fn is_of_delegations(sums: &[(EventType, i64)], hints: &[Hint]) -> bool {
    let sum = |kind: EventType| sums.iter().find(|(k, _)| *k == kind).map_or(0, |(_, sum)| *sum);
    let met = hints.iter().filter(|h| h.kind == EventType::Meeting).max_by_key(|h| h.weight);
    sum(EventType::Talks) * 2 >= sum(EventType::Meeting) && met.is_some_and(|h| !h.persons)
}

/// True where nothing but `said` and the like speaks for a statement.
fn is_bare(hints: &[Hint]) -> bool {
    hints.iter().filter(|h| h.kind == EventType::Statement).all(|h| h.strength <= BARE)
}

fn other_than_statement(sums: &[(EventType, i64)]) -> Option<EventType> {
    let said = sums.iter().find(|(k, _)| *k == EventType::Statement).map_or(0, |(_, sum)| *sum);
    let deeds = [EventType::Visit, EventType::Summit, EventType::Meeting, EventType::Talks, EventType::Call];
    let deed = |k: &EventType| deeds.contains(k) || matches!(k, EventType::Agreement | EventType::Expulsion);
    let others = sums.iter().rev().filter(|(k, sum)| deed(k) && *sum >= said);
    others.max_by_key(|(_, sum)| *sum).map(|(kind, _)| *kind)
}

/// Captions and other lines at the head of the page that name an actor.
fn page(article: &Annotated) -> Vec<&[Token]> {
    let head = article.statements.iter().take(PAGE_HEAD).filter(|s| s.is_noise() || s.furniture.is_some());
    let caption =
        head.filter(|s| !s.actors.is_empty() && !s.furniture.as_deref().is_some_and(|f| f.starts_with("headline")));
    caption.map(|s| article.document.tokens_of(s.index)).collect()
}
