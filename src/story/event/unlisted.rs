//! Places that no list knows, told by the words around their names.

use super::town::{is_building, whole};
use crate::lexicon::{gazetteer, story_words};
use crate::model::{Annotated, Place, Statement};
use crate::text::{Case, Gap, Token};

/// Statements from the top that may name a place that no list knows.
const SEARCHED: usize = 6;

/// Tokens before a name that may hold its preposition: `in the Ecuadorean port of`.
const LED: usize = 6;

/// A place that no list knows: a capitalised name behind `in` or `at` that is no actor (`at Lake Vesi`, `at the Weir Bridge`).
pub(super) fn unlisted(article: &Annotated, statement: &Statement, building: bool) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    (1..tokens.len()).find_map(|at| {
        let led = tokens.get(at - 1).filter(|t| t.is_any(&["in", "at", "near", "off"]))?;
        let first = in_town_of(tokens, at).unwrap_or(at + usize::from(tokens.get(at)?.is("the")));
        let len = name_len(tokens, first);
        // `near the Second Vesi Shoal`: what is only near must be a piece of land or water.
        let last = tokens.get((first + len).saturating_sub(1));
        (led.is_any(&["in", "at"]) || last.is_some_and(|t| story_words().words.waters.has(t))).then_some(())?;
        // `in Republican style`: an adjective.
        let noun =
            tokens.get(first + len).is_none_or(|t| t.case != Case::Lower || story_words().words.after_name.has(t));
        // `at the Vesi border post`.
        let behind = tokens.get(first + len..(first + len + 5).min(tokens.len())).unwrap_or_default();
        let noun =
            noun || (behind.iter().take_while(|t| t.is_word() || t.is("-")).any(|t| story_words().words.sites.has(t)));
        let place = named(article, statement, first, len).filter(|_| noun || len > 1)?;
        let place = whole(article, statement, &place).unwrap_or(place);
        (building || !is_building(&place.name)).then_some(place)
    })
}

/// `in the Peruvian port of Vesi`: where the name begins, behind the noun for a town.
fn in_town_of(tokens: &[Token], at: usize) -> Option<usize> {
    let near = tokens.get(at..(at + LED).min(tokens.len()))?;
    let of = near
        .windows(2)
        .position(|w| matches!(w, [noun, of] if story_words().words.town_nouns.has(noun) && of.is("of")))?;
    Some(at + of + 2)
}

/// A name at the top that its own words tell to be a place: `Lake Vesi`, `Sandvik, a fishing village`.
pub(super) fn described(article: &Annotated) -> Option<Place> {
    let top = || article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none()).take(SEARCHED);
    let words = &story_words().words;
    let village = |s: &Statement| {
        let tokens = article.document.tokens_of(s.index);
        (0..tokens.len()).find_map(|at| {
            let len = name_len(tokens, at);
            let behind = tokens.get(at + len..(at + len + 6).min(tokens.len()))?;
            let said = matches!(behind, [comma, a, ..] if comma.is(",") && a.is_any(&["a", "the"]));
            let noun = behind.iter().skip(2).take_while(|t| !t.is(",")).any(|t| words.settlements.has(t));
            if said && noun { named(article, s, at, len) } else { None }
        })
    };
    let headed = |s: &Statement| {
        let tokens = article.document.tokens_of(s.index);
        (0..tokens.len()).find_map(|at| {
            tokens.get(at).filter(|t| t.is_capitalised() && words.landforms.has(t))?;
            let len = name_len(tokens, at);
            if len > 1 { named(article, s, at, len) } else { None }
        })
    };
    top().find_map(village).or_else(|| top().find_map(headed))
}

/// Capitalised tokens from `at`, also where a hyphen joins them: `Vesi-Saari`.
fn name_len(tokens: &[Token], at: usize) -> usize {
    let words = &story_words().words;
    let begins_name = |t: &Token| t.is_capitalised() && !words.not_place.has(t);
    let joins = |k: usize| {
        let glued = |k: usize| tokens.get(k).is_some_and(|t| t.gap == Gap::None);
        glued(k) && glued(k + 1) && tokens.get(k + 1).is_some_and(begins_name)
    };
    let name = tokens.get(at..).unwrap_or_default().iter().enumerate();
    let name = name.take_while(|(k, t)| begins_name(t) || (*k > 0 && t.is("-") && joins(at + k)));
    let len = name.take(5).count();
    let begins = tokens.get(at.wrapping_sub(1)).is_none_or(|t| !t.is_capitalised());
    if begins { len } else { 0 }
}

/// The place of some tokens, where nothing else bears the name.
fn named(article: &Annotated, statement: &Statement, first: usize, len: usize) -> Option<Place> {
    let tokens = article.document.tokens_of(statement.index);
    let (from, to) = tokens.get(first).zip(tokens.get((first + len).checked_sub(1)?)).filter(|_| len > 0)?;
    let span = from.span.join(to.span);
    let taken = statement.actors.iter().any(|a| a.span.overlaps(span))
        || statement.places.iter().any(|p| p.span.overlaps(span) && p.country.is_some());
    let held = gazetteer(tokens.get(first..)?).is_some();
    let name = article.document.text(span).to_owned();
    (!taken && !held).then_some(Place { span, name, country: None, city: true })
}
