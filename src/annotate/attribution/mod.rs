//! Who is said to say what a sentence says: verbs of saying, `according to`, and words that belong to a speaker.
//!
//! The speaker is the verb's subject, found without a parser: the phrase that ends right before the verb, else the first
//! of its clause that stands after no preposition; after the verb where the verb stands first (`"...," said X`).

mod candidates;

use std::ops::Range;

pub(super) use candidates::{Candidate, Who, candidates};

use crate::lexicon::{Reporting, SpeakerNoun, reporting};
use crate::model::ActorKind;
use crate::text::Token;

/// One act of saying in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    /// Who says it.
    pub speaker: Option<Candidate>,
    /// The verb, or `according to`; tokens of the article.
    pub verb: Range<usize>,
    /// How it is said.
    pub how: How,
}

/// How something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// With a verb.
    Verb(Reporting),
    /// With a verb in the passive: `it was announced`.
    Passive,
    /// `according to X`, `in X's view`.
    According,
    /// In words that belong to somebody: `the tweet of X`.
    Words,
}

/// A sentence as the rules here see it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    /// All tokens of the article.
    pub tokens: &'a [Token],
    /// The sentence's.
    pub range: (usize, usize),
    /// True for tokens within quotation marks, marks included; one for each token of the article.
    pub inside: &'a [bool],
}

impl Scene<'_> {
    fn is_inside(&self, at: usize) -> bool {
        self.inside.get(at).copied().unwrap_or(false)
    }
}

/// Every act of saying outside quotation marks, in order.
pub(super) fn attributions(scene: &Scene, candidates: &[Candidate]) -> Vec<Attribution> {
    let (start, end) = scene.range;
    let mut found = Vec::new();
    let mut at = start;
    while at < end {
        let step = if scene.is_inside(at) { None } else { attribution_at(scene, candidates, at) };
        let Some(mut attribution) = step else {
            at += 1;
            continue;
        };
        at = attribution.verb.end.max(at + 1);
        let joined =
            attribution.verb.start.checked_sub(1).and_then(|b| scene.tokens.get(b)).is_some_and(|t| t.is("and"));
        if joined {
            share_subject(&mut attribution, found.last());
        }
        found.push(attribution);
    }
    found.extend(stands_first(scene, candidates));
    found.extend(text_clause(scene, candidates));
    found
}

/// `the resolution under which ... must "..."`: what the clause tells is the text's.
fn text_clause(scene: &Scene, candidates: &[Candidate]) -> Option<Attribution> {
    let tokens = scene.tokens.get(..scene.range.1)?;
    let opens = |at: usize| {
        tokens.get(at).is_some_and(|t| t.is_any(&["under", "in", "by"]))
            && tokens.get(at + 1).is_some_and(|t| t.is("which"))
            && !scene.is_inside(at)
    };
    let text = |c: &&Candidate| c.who == Who::Noun(SpeakerNoun::Document);
    let found = candidates.iter().filter(text).find(|c| opens(c.tokens.end))?;
    let verb = found.tokens.end..found.tokens.end + 2;
    Some(Attribution { speaker: Some(found.clone()), verb, how: How::Words })
}

/// `X said ... and added`: the second verb has the subject of the first.
fn share_subject(attribution: &mut Attribution, before: Option<&Attribution>) {
    let both = |a: &Attribution| matches!(a.how, How::Verb(_));
    if let Some(before) = before.filter(|b| both(b) && both(attribution) && b.speaker.is_some()) {
        attribution.speaker = before.speaker.clone();
    }
}

/// `X: "..."`, `For X, ...`, `To X ...` and `From X came ...` at the start of the sentence.
fn stands_first(scene: &Scene, candidates: &[Candidate]) -> Option<Attribution> {
    let (start, end) = scene.range;
    let tokens = scene.tokens.get(start..end)?;
    let first = candidates.first()?;
    let person = matches!(
        first.who,
        Who::Actor(_, ActorKind::Person | ActorKind::Office) | Who::Name | Who::Noun(SpeakerNoun::Official)
    );
    let colon = tokens.iter().take(10).position(|t| t.is(":")).filter(|c| scene.is_inside(start + c + 1));
    let label = !scene.is_inside(start)
        && colon.is_some_and(|c| first.tokens.start <= start + 1 && first.tokens.end <= start + c && c <= 8);
    let behind = scene.tokens.get(first.tokens.end);
    let came = tokens.first().is_some_and(|t| t.is("from")) && behind.is_some_and(|t| t.is_any(&["came", "comes"]));
    let held = tokens.first().is_some_and(|t| t.is_any(&["for", "to"])) && person;
    let view = (held || came) && first.tokens.start <= start + 2 && !first.possessive;
    let verb = if label { start + colon? } else { start };
    (label || view).then(|| Attribution { speaker: Some(first.clone()), verb: verb..verb + 1, how: How::Words })
}

fn attribution_at(scene: &Scene, candidates: &[Candidate], at: usize) -> Option<Attribution> {
    let tokens = scene.tokens.get(at..scene.range.1)?;
    let token = tokens.first()?;
    if token.is("according") && tokens.get(1).is_some_and(|t| t.is("to")) {
        let speaker = candidates.iter().find(|c| c.tokens.start >= at + 2 && c.tokens.start <= at + 6).cloned();
        return Some(Attribution { speaker, verb: at..at + 2, how: How::According });
    }
    if reporting().is_hearing(token) && tokens.get(1).is_some_and(|t| t.is("from")) {
        let speaker = candidates.iter().find(|c| c.tokens.start >= at + 2 && c.tokens.start <= at + 5).cloned();
        return Some(Attribution { speaker, verb: at..at + 2, how: How::According });
    }
    if let Some(attribution) = words_of(scene, candidates, at) {
        return Some(attribution);
    }
    let found = reporting().verb(tokens).filter(|_| token.case == crate::text::Case::Lower)?;
    verb_at(scene, candidates, at..at + found.len, *found.value)
}

/// `X's tweet`, `the tweet of X`, `in his words`, `his statement`.
fn words_of(scene: &Scene, candidates: &[Candidate], at: usize) -> Option<Attribution> {
    scene.tokens.get(at).filter(|t| reporting().is_utterance(t))?;
    let before = |back: usize| at.checked_sub(back).and_then(|b| scene.tokens.get(b));
    let owner = if before(1).is_some_and(|t| t.is_any(&["his", "her", "its", "their"])) {
        candidates.iter().find(|c| c.tokens.end == at)
    } else if (1..=3).any(|back| before(back).is_some_and(|t| t.is("'s"))) {
        candidates.iter().rev().find(|c| c.tokens.end < at && c.tokens.end + 4 >= at && c.possessive)
    } else {
        let of = scene.tokens.get(at + 1).is_some_and(|t| t.is("of"));
        candidates.iter().find(|c| of && c.tokens.start >= at + 2 && c.tokens.start <= at + 3)
    }?;
    Some(Attribution { speaker: Some(owner.clone()), verb: at..at + 1, how: How::Words })
}

fn verb_at(scene: &Scene, candidates: &[Candidate], verb: Range<usize>, class: Reporting) -> Option<Attribution> {
    let tokens = scene.tokens;
    let before = verb.start.checked_sub(1).filter(|b| *b >= scene.range.0).and_then(|b| tokens.get(b));
    let word = tokens.get(verb.start)?;
    // `to say`, `the report`, `his demand`: no act of saying here.
    if before.is_some_and(|t| reporting().forbids_act(t)) {
        return None;
    }
    if is_passive(scene, verb.start) && !word.norm.ends_with("ing") {
        return Some(passive(scene, candidates, verb));
    }
    let said = |speaker: Candidate| Attribution { speaker: Some(speaker), verb: verb.clone(), how: How::Verb(class) };
    if let Some(speaker) = inverted(scene, candidates, &verb, class) {
        return Some(said(speaker));
    }
    let speaker = subject(scene, candidates, verb.start);
    // `attack`, `points`, `reports` are nouns more often than verbs: the subject must stand beside them.
    let beside = |c: &Candidate| !is_base_form(word) || verb.len() > 1 || c.tokens.end + 3 > verb.start;
    match speaker.filter(beside) {
        Some(speaker) => Some(said(speaker)),
        None if is_base_form(word) && verb.len() == 1 && !cites_a_post(scene, &verb) => None,
        None => Some(Attribution { speaker: None, verb, how: How::Verb(class) }),
    }
}

/// `"...," ran the post`: whose it is, the text before tells.
pub(super) fn cites_a_post(scene: &Scene, verb: &Range<usize>) -> bool {
    let quoted = verb.start.checked_sub(1).is_some_and(|before| scene.is_inside(before));
    let after = scene.tokens.get(verb.end..scene.range.1).unwrap_or_default();
    quoted
        && after.first().is_some_and(|t| t.is_any(&["the", "this"]))
        && after.get(1).is_some_and(|t| reporting().is_utterance(t))
}

/// Could as well be a noun or an infinitive.
fn is_base_form(word: &Token) -> bool {
    !(word.norm.ends_with("ed")
        || word.norm.ends_with("ing")
        || word.is_any(&["said", "says", "told", "tells", "wrote", "writes"]))
}

/// A form of `be` stands right before the verb, adverbs aside.
fn is_passive(scene: &Scene, verb: usize) -> bool {
    let mut at = verb;
    while at > scene.range.0 && verb - at < 3 {
        at -= 1;
        let token = &scene.tokens[at];
        if token.is_any(&["was", "were", "been", "is", "are", "be", "being"]) {
            return true;
        }
        if !(token.is_word() && (token.norm.ends_with("ly") || token.is_any(&["also", "not", "as", "then"]))) {
            return false;
        }
    }
    false
}

/// `was quoted as saying`: the subject speaks; `was told by X`: X does; `it was announced`: nobody is named.
fn passive(scene: &Scene, candidates: &[Candidate], verb: Range<usize>) -> Attribution {
    let quoted = scene.tokens.get(verb.start).is_some_and(|t| t.is_any(&["quoted", "cited"]));
    let agent = agent(scene, candidates, verb.end..verb.end + 4).or_else(|| text_asked_in(scene, candidates, verb.end));
    let speaker = if quoted { subject(scene, candidates, verb.start) } else { agent.cloned() };
    Attribution { speaker, verb, how: How::Passive }
}

/// Who does it: the phrase after the first `by` of a stretch of tokens.
pub(super) fn agent<'a>(scene: &Scene, candidates: &'a [Candidate], stretch: Range<usize>) -> Option<&'a Candidate> {
    let by = (stretch.start..stretch.end.min(scene.range.1)).find(|at| scene.tokens[*at].is("by"))?;
    candidates.iter().find(|c| c.tokens.start > by && c.tokens.start <= by + 3)
}

/// `members are asked in it to ...`: the text asks.
fn text_asked_in<'a>(scene: &Scene, candidates: &'a [Candidate], at: usize) -> Option<&'a Candidate> {
    let within = at < scene.range.1 && scene.tokens[at].is("in");
    let text = |c: &&Candidate| match c.who {
        Who::Pronoun => scene.tokens[c.tokens.start].is("it"),
        Who::Noun(kind) => kind == SpeakerNoun::Document,
        _ => false,
    };
    candidates.iter().filter(text).find(|c| within && c.tokens.start > at && c.tokens.start <= at + 2)
}

/// The speaker right after the verb, where the verb opens its clause.
fn inverted(scene: &Scene, candidates: &[Candidate], verb: &Range<usize>, class: Reporting) -> Option<Candidate> {
    let before = verb.start.checked_sub(1).filter(|b| *b >= scene.range.0);
    let after_quote = before.is_some_and(|b| scene.is_inside(b));
    let after_comma = before.is_some_and(|b| scene.tokens[b].is_any(&[",", "–", ";"]));
    let opens = after_quote || (class == Reporting::Say && after_comma);
    let next = candidates.iter().find(|c| c.tokens.start >= verb.end && c.tokens.start <= verb.end + 1)?;
    let glued =
        next.tokens.start == verb.end || scene.tokens.get(verb.end).is_some_and(|t| t.is_any(&["the", "a", "an"]));
    (opens && glued && (after_quote || next.who != Who::Pronoun)).then(|| next.clone())
}

/// The subject of the verb at `verb`.
pub(super) fn subject(scene: &Scene, candidates: &[Candidate], verb: usize) -> Option<Candidate> {
    let mut end = verb;
    while end > scene.range.0 && reporting().is_between(&scene.tokens[end - 1]) && verb - end < 5 {
        end -= 1;
    }
    let nearest = candidates.iter().rev().find(|c| c.tokens.end == end && !scene.is_inside(c.tokens.start));
    if let Some(nearest) = nearest.filter(|c| !c.possessive) {
        return Some(head_of(scene, candidates, nearest));
    }
    if let Some(name) = apposed(scene, candidates, end) {
        return Some(name);
    }
    let start = clause_start(scene, verb);
    first_of(scene, candidates, start, verb)
        .or_else(|| relative(scene, candidates, verb))
        .or_else(|| first_of(scene, candidates, scene.range.0, verb))
}

/// `His Norwegian counterpart, Anna Berg, said`: the name between commas right before the verb, where no other name stands
/// before it.
fn apposed(scene: &Scene, candidates: &[Candidate], verb: usize) -> Option<Candidate> {
    let is_comma = |at: Option<usize>| at.is_some_and(|at| scene.tokens[at].is(","));
    let close = verb.checked_sub(1).filter(|at| is_comma(Some(*at)))?;
    let name = candidates.iter().find(|c| c.tokens.end == close && !scene.is_inside(c.tokens.start))?;
    let open = name.tokens.start.checked_sub(1).filter(|at| *at > scene.range.0 && is_comma(Some(*at)))?;
    let person = |c: &Candidate| matches!(c.who, Who::Actor(_, ActorKind::Person));
    let other = candidates.iter().any(|c| c.tokens.end == open && person(c));
    (person(name) && !other).then(|| name.clone())
}

/// The first phrase of a clause that could be its subject; of a noun and the name beside it (`the party in power, X,`) the
/// name.
fn first_of(scene: &Scene, candidates: &[Candidate], from: usize, verb: usize) -> Option<Candidate> {
    let opens = |c: &Candidate| {
        c.tokens.start == from || (c.tokens.start == from + 1 && scene.tokens[from].is_any(&["the", "a", "an"]))
    };
    let fits = |c: &&Candidate| {
        c.tokens.start >= from
            && c.tokens.end <= verb
            && (!c.governed || opens(c))
            && !c.possessive
            && !scene.is_inside(c.tokens.start)
    };
    let mut here = candidates.iter().filter(fits);
    let first = here.next()?;
    let beside = here.next().filter(|c| {
        matches!(first.who, Who::Noun(_))
            && matches!(c.who, Who::Actor(_, ActorKind::Person | ActorKind::Organisation))
            && scene.tokens[c.tokens.start - 1].is(",")
            && scene.tokens.get(c.tokens.end).is_some_and(|t| t.is_any(&[",", "("]))
    });
    Some(beside.unwrap_or(first).clone())
}

/// `from X, who stood ... and spoke of`: whom the last `who` before the verb means.
fn relative(scene: &Scene, candidates: &[Candidate], verb: usize) -> Option<Candidate> {
    let from = scene.range.0.max(verb.saturating_sub(40));
    let who = (from..verb).rev().find(|at| scene.tokens[*at].is("who"))?;
    candidates.iter().rev().find(|c| c.tokens.end <= who && c.tokens.end + 2 > who).cloned()
}

/// `a spokesman for the ministry`: the phrase before the preposition is the head.
fn head_of(scene: &Scene, candidates: &[Candidate], found: &Candidate) -> Candidate {
    let mut found = found;
    for _ in 0..3 {
        let head = candidates.iter().rev().find(|c| {
            let gap = scene.tokens.get(c.tokens.end..found.tokens.start).unwrap_or_default();
            c.tokens.end <= found.tokens.start && gap.len() <= 3 && gap.iter().all(Token::is_word)
        });
        match head.filter(|_| found.governed) {
            Some(head) => found = head,
            None => break,
        }
    }
    found.clone()
}

/// Where the clause of the verb begins: after the last quotation, semicolon, colon or conjunction before it.
fn clause_start(scene: &Scene, verb: usize) -> usize {
    let from = scene.range.0.max(verb.saturating_sub(80));
    let splits = |at: usize| {
        let token = &scene.tokens[at];
        let both = token.is("and") && at > from && scene.tokens[at - 1].is(",");
        scene.is_inside(at) || token.is_any(&[";", ":"]) || reporting().opens_clause(token) || both
    };
    (from..verb).rev().find(|at| verb - at > 1 && splits(*at)).map_or(scene.range.0, |at| at + 1)
}
