//! Whether an event is told plainly enough to head a brief: a headline in our own words that is wrong costs more trust than
//! the article's own headline ever does.

use super::titled::{Titled, titled};
use super::{Told, names_of};
use crate::lexicon::{EntryKind, gazetteer, story_words};
use crate::model::{EventType, Modality, Place, Status};
use crate::text::{Token, tokenize};

/// Least weight of an event that the headline tells too.
const TITLED: i64 = 200;

/// Least weight where there is no headline to go by.
const UNTITLED: i64 = 250;

/// Least weight of contacts, expulsions and votes of bodies of states: words that hardly stand for anything else.
const PLAIN: i64 = 400;

/// Least weight of agreements and sanctions, which news of trade and crime has too.
const COMMON: i64 = 600;

/// Least weight of what happens within one state.
const AT_HOME: i64 = 700;

/// Statements from the top that tell the event where there is no headline.
const TOP: usize = 6;

/// What speaks for an event.
#[derive(Clone, Copy)]
pub(super) struct Evidence<'a> {
    /// The sum of its type's hints.
    pub weight: i64,
    /// Place of the statement that tells it, page furniture left out.
    pub rank: usize,
    /// How far it has come.
    pub status: Status,
    /// The article's headline; empty without one.
    pub title: &'a [Token],
}

/// Two states or bodies of states stand in it, one perhaps as the place, or two sides at a place in plain words; and the
/// article's own headline, if there is one, tells of the same, or the words are hardly those of anything else.
pub(super) fn is_sure(told: &Told, evidence: &Evidence<'_>, actors: &[String], place: Option<&Place>) -> bool {
    let Evidence { weight, rank, title, status } = *evidence;
    // The headline calls something off: the event that the text tells is not all of it, or not this one.
    if story_words().words.calls_off.any(title) && status != Status::Cancelled {
        return false;
    }
    // "agreed in principle, if the talks move forward": a headline has no word for a condition. What is signed is done,
    // whatever hangs on it.
    let tokens = told.article.document.tokens_of(told.anchor.index);
    if told.anchor.modality == Modality::Conditional && !tokens.iter().any(|t| t.is("signed")) {
        return false;
    }
    // An offer is no event.
    if told.offered {
        return false;
    }
    if !is_called_so(told.kind, tokens, title) {
        return false;
    }
    // "Peru in Rome": a state does not travel, nor march.
    let goes = matches!(told.kind, EventType::Visit | EventType::Other | EventType::Protest);
    if goes && actors.first().is_some_and(|a| gazetteer(&tokenize(a)).is_some()) {
        return false;
    }
    // "Peru: talks in Rome": with whom?
    let two = matches!(told.kind, EventType::Agreement | EventType::Talks | EventType::Meeting);
    if two && actors.len() < 2 && !is_body(actors) {
        return false;
    }
    let between = is_between_states(told, actors, place);
    if !between && (place.is_none() || actors.len() < 2 || weight < AT_HOME) {
        return false;
    }
    if title.is_empty() {
        return rank < TOP && weight >= UNTITLED;
    }
    let headline = titled(told.kind, title);
    // A body's vote may be told by what it condemns.
    let by_vote = told.kind == EventType::Vote && is_body(actors);
    if headline == Titled::Otherwise && !by_vote {
        return false;
    }
    let borne_out = headline == Titled::Tells && weight >= TITLED;
    match told.kind {
        EventType::Vote if is_body(actors) => borne_out || weight >= PLAIN,
        kind if kind.is_contact() || kind == EventType::Expulsion => borne_out || weight >= PLAIN,
        EventType::Agreement | EventType::Sanction => borne_out || weight >= COMMON,
        _ => borne_out && weight >= COMMON,
    }
}

/// A headline names expulsions, sanctions and military action by these words; a recalled envoy, a shut border or a troop
/// that goes home is none.
fn is_called_so(kind: EventType, tokens: &[Token], title: &[Token]) -> bool {
    let words = &story_words().words;
    let said = match kind {
        EventType::Expulsion => &words.expels,
        EventType::Sanction => &words.sanctions,
        EventType::Military => &words.arms,
        _ => return true,
    };
    said.any(tokens) || said.any(title)
}

/// True where the first of the parties is a body of states.
fn is_body(actors: &[String]) -> bool {
    let first = actors.first().map(|a| tokenize(a)).unwrap_or_default();
    gazetteer(&first).is_some_and(|m| m.value.kind == EntryKind::Igo)
}

fn is_between_states(told: &Told, actors: &[String], place: Option<&Place>) -> bool {
    let (_, mut codes) = names_of(told.article, actors);
    codes.extend(place.and_then(|p| p.country.clone()));
    codes.extend(told.anchor.actors.iter().filter_map(|a| a.code().map(str::to_owned)));
    codes.sort();
    codes.dedup();
    codes.len() >= 2
}
