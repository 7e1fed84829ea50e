//! The phrases of a sentence that could be a speaker: actors, pronouns, speaking nouns.

use std::ops::Range;

use crate::lexicon::{SpeakerNoun, is_full_weekday, reporting};
use crate::model::{Actor, ActorKind};
use crate::text::{Case, Token};

use super::Scene;

/// A phrase that could be a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::annotate) struct Candidate {
    /// Its tokens in the article.
    pub tokens: Range<usize>,
    /// What it is.
    pub who: Who,
    /// It stands after a preposition or conjunction.
    pub governed: bool,
    /// `'s` follows, or it is `his`, `its`.
    pub possessive: bool,
}

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::annotate) enum Who {
    /// The actor with this number in its sentence.
    Actor(usize, ActorKind),
    /// `he`, `it`, `they`, `his`.
    Pronoun,
    /// `the ministry`, `a source`, `the text`.
    Noun(SpeakerNoun),
    /// Capitalised words that no actor covers.
    Name,
}

/// All candidates of a sentence, in order, none within another.
pub(in crate::annotate) fn candidates(scene: &Scene, actors: &[Actor]) -> Vec<Candidate> {
    let (start, end) = scene.range;
    let tokens = scene.tokens.get(..end).unwrap_or_default();
    let mut found: Vec<Candidate> = Vec::new();
    let mut by_start: Vec<(usize, usize)> = actors.iter().enumerate().map(|(i, a)| (a.span.start, i)).collect();
    by_start.sort_unstable();
    let mut at = start;
    while at < end {
        let who =
            actor_at(tokens, actors, &by_start, at).or_else(|| noun_at(tokens, at)).or_else(|| pronoun_at(tokens, at));
        let who = who.or_else(|| name_at(tokens, start, at));
        let Some((range, who)) = who else {
            at += 1;
            continue;
        };
        at = range.end.max(at + 1);
        push(tokens, start, &mut found, range, who);
    }
    found
}

fn push(tokens: &[Token], start: usize, found: &mut Vec<Candidate>, range: Range<usize>, who: Who) {
    let possessive = tokens.get(range.end).is_some_and(|t| t.is("'s"))
        || (matches!(who, Who::Pronoun) && tokens[range.start].is_any(&["his", "her", "its", "their"]))
        || (tokens.get(range.end).is_some_and(|t| t.is("'")) && tokens[range.end - 1].norm.ends_with('s'));
    let range = match who {
        Who::Noun(_) => widen(tokens, start, range),
        _ => range,
    };
    // `the Turkish ministry`, `a ministry source`: the noun's phrase takes in the one before it.
    while found.last().is_some_and(|last| last.tokens.end > range.start) {
        found.pop();
    }
    let first = phrase_start(tokens, start, range.start);
    let governed = first > start && reporting().is_preposition(&tokens[first - 1]);
    found.push(Candidate { tokens: range, who, governed, possessive });
}

/// Steps back over the article and adjectives before a phrase.
fn phrase_start(tokens: &[Token], start: usize, from: usize) -> usize {
    let mut at = from;
    while at > start && from - at < 3 && tokens[at - 1].is_any(&["the", "a", "an", "mr", "mrs", "ms", "."]) {
        at -= 1;
    }
    at
}

/// Takes in what stands between the article and a noun: `a senior foreign ministry source`.
fn widen(tokens: &[Token], start: usize, range: Range<usize>) -> Range<usize> {
    let mut at = range.start;
    while at > start && range.start - at < 7 {
        let token = &tokens[at - 1];
        if reporting().is_determiner(token) {
            return at - 1..range.end;
        }
        let inner = (token.is_word() && !reporting().is_preposition(token) && !token.is_any(&["that", "who", "which"]))
            || token.is_any(&["-", "'s"]);
        if !inner || reporting().is_between(token) || reporting().verb(&tokens[at - 1..]).is_some() {
            break;
        }
        at -= 1;
    }
    // Without an article: plural or capitalised words right before the noun.
    let mut at = range.start;
    while at > start
        && range.start - at < 4
        && (tokens[at - 1].is_capitalised() || tokens[at - 1].is_any(&["state", "foreign", "senior", "joint"]))
    {
        at -= 1;
    }
    at..range.end
}

fn actor_at(tokens: &[Token], actors: &[Actor], by_start: &[(usize, usize)], at: usize) -> Option<(Range<usize>, Who)> {
    let start = tokens.get(at)?.span.start;
    let (_, index) = *by_start.get(by_start.partition_point(|(s, _)| *s < start)).filter(|(s, _)| *s == start)?;
    let actor = actors.get(index)?;
    let len = tokens[at..].iter().take_while(|t| t.span.end <= actor.span.end).count();
    Some((at..at + len.max(1), Who::Actor(index, actor.kind)))
}

fn pronoun_at(tokens: &[Token], at: usize) -> Option<(Range<usize>, Who)> {
    let is = tokens.get(at)?.is_any(&["he", "she", "it", "they", "his", "her", "its", "their"]);
    is.then_some((at..at + 1, Who::Pronoun))
}

fn noun_at(tokens: &[Token], at: usize) -> Option<(Range<usize>, Who)> {
    let found = reporting().noun(&tokens[at..])?;
    // `Foreign Ministry spokesman`: the last noun of the row is the head.
    let next = reporting().noun(tokens.get(at + found.len..)?);
    if next.is_some() {
        return None;
    }
    Some((at..at + found.len, Who::Noun(*found.value)))
}

/// Capitalised words in a row, not at the start of the sentence unless two or more.
fn name_at(tokens: &[Token], start: usize, at: usize) -> Option<(Range<usize>, Who)> {
    let fits = |t: &Token| t.is_capitalised() && t.case != Case::None && !is_full_weekday(&t.norm) && !t.is("i");
    let len = tokens[at..].iter().take(6).take_while(|t| fits(t)).count();
    let month = crate::annotate::page::is_month(&tokens[at]);
    let alone = tokens.get(at + len).is_some_and(|t| t.is(",")) || reporting().verb(&tokens[at + len..]).is_some();
    (len > 0
        && !month
        && (at > start || len > 1 || alone)
        && !(at == start && crate::lexicon::is_opener(&tokens[at].norm)))
    .then_some((at..at + len, Who::Name))
}
