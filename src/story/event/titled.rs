//! What an article's own headline says of an event.

use super::hints::strengths;
use crate::lexicon::story_words;
use crate::model::EventType;
use crate::text::Token;

/// Tokens before a noun in which a preposition makes it what the headline is about: `on the Nordic deal`.
const NEAR: usize = 3;

/// What a headline says of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Titled {
    /// It tells of it.
    Tells,
    /// It has no word for it.
    Silent,
    /// It tells that somebody argues: `Minister slams the deal`.
    Otherwise,
}

/// What `title` says of an event of a kind.
pub(super) fn titled(kind: EventType, title: &[Token]) -> Titled {
    let told = strengths(title);
    let mut places =
        told.iter().filter(|(told, ..)| told.is_akin(kind)).filter_map(|(_, _, byte)| token_at(title, *byte));
    let argued = title.iter().skip(1).position(|t| story_words().words.argues.has(t)).map(|at| at + 1);
    // `slams the bill during a visit`: the scene is told, whoever argues.
    let tells =
        |at: usize| !is_subject_matter(kind, title, at) && (argued.is_none_or(|a| at < a) || is_scene(title, at));
    match (places.any(tells), argued) {
        (true, _) => Titled::Tells,
        (false, Some(_)) if kind != EventType::Statement => Titled::Otherwise,
        _ => Titled::Silent,
    }
}

fn token_at(title: &[Token], byte: usize) -> Option<usize> {
    title.iter().position(|t| t.span.start == byte)
}

/// `on the Nordic deal`, `the premier's deal`, `no deal`: an accord that is spoken of, not one that is made.
fn is_subject_matter(kind: EventType, title: &[Token], at: usize) -> bool {
    let noun = !title.get(at).is_some_and(|t| story_words().words.signs.has(t));
    if !noun || !matches!(kind, EventType::Agreement | EventType::Sanction) {
        return false;
    }
    let before = title.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    before.iter().any(|t| story_words().words.about_it.has(t))
}

/// `during a surprise visit`, `at the summit`.
fn is_scene(title: &[Token], at: usize) -> bool {
    let before = title.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    before.iter().any(|t| t.is_any(&["during", "at"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn of(kind: EventType, title: &str) -> Titled {
        titled(kind, &tokenize(title))
    }

    #[test]
    fn a_headline_tells_of_what_is_done_and_not_of_what_is_argued_about() {
        assert_eq!(of(EventType::Agreement, "Norway and Chile sign fishing deal"), Titled::Tells);
        assert_eq!(of(EventType::Agreement, "Premier slams envoy for secret talks on fishing deal"), Titled::Otherwise);
        assert_eq!(of(EventType::Agreement, "Doubts over the fishing deal"), Titled::Silent);
        assert_eq!(of(EventType::Visit, "King in Lima"), Titled::Silent);
    }

    #[test]
    fn the_scene_of_a_quarrel_is_told_and_its_backdrop_is_not() {
        assert_eq!(of(EventType::Visit, "Premier defends budget during surprise visit to Chile"), Titled::Tells);
        assert_eq!(of(EventType::Visit, "King visits Chile, defends budget"), Titled::Tells);
        assert_eq!(of(EventType::Summit, "Opposition condemns premier before Lima summit"), Titled::Otherwise);
    }
}
