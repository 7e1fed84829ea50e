//! Who vouches for a sentence's main claim.

use std::collections::HashMap;

use crate::annotate::attribution::{Attribution, Candidate, How, Scene, Who, subject};
use crate::lexicon::{Reporting, SpeakerNoun, agency, certainty_words, reporting};
use crate::model::{Actor, ActorKind, Document, Source, Statement};
use crate::text::{Token, tokenize};

/// Who is who in the article, and who spoke last.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    document: &'a Document,
    /// What each named actor is.
    by_name: HashMap<String, Source>,
    /// The latest source that was not the writer, and its sentence.
    latest: Option<(usize, Source)>,
}

impl<'a> Sources<'a> {
    /// Looks at all actors of the article.
    pub fn new(document: &'a Document, statements: &[Statement]) -> Self {
        let mut by_name = HashMap::new();
        for (i, actor) in statements.iter().flat_map(|s| s.actors.iter().map(|a| (s.index, a))) {
            let source = if speaks_for(document, i, actor) { Source::Official } else { of_actor(actor) };
            let slot = by_name.entry(actor.name.clone()).or_insert(source);
            // A role in one place is a role everywhere.
            if source == Source::Official {
                *slot = source;
            }
        }
        Sources { document, by_name, latest: None }
    }

    /// Notes what sentence `i` rests on.
    pub fn pass(&mut self, i: usize, source: Source) {
        if source != Source::Writer {
            self.latest = Some((i, source));
        }
    }

    /// The source of a statement: its quotation's speaker, else who is said to say it, else the writer.
    pub fn source(
        &self,
        scene: &Scene,
        statement: &Statement,
        candidates: &[Candidate],
        acts: &[Attribution],
    ) -> Source {
        if let Some(quote) = &statement.quote {
            return match &quote.speaker {
                Some(name) => self.of_name(name),
                None if quote.whole || quote.verb.is_some() => self.before(statement.index).unwrap_or(Source::Official),
                None => Source::Writer,
            };
        }
        if rests_on_nobody(self.document.tokens_of(statement.index)) {
            return Source::Unnamed;
        }
        let said = acts.iter().filter(|act| tells(scene, act)).find_map(|act| self.of_act(scene, statement, act));
        let said = said.or_else(|| {
            acts.iter().filter(|act| judges(scene, act)).find_map(|act| self.of_act(scene, statement, act))
        });
        said.or_else(|| self.of_text(scene, candidates, statement.index))
            .or_else(|| self.hearsay(statement.index))
            .unwrap_or_default()
    }

    fn of_act(&self, scene: &Scene, statement: &Statement, act: &Attribution) -> Option<Source> {
        let verb = scene.tokens.get(act.verb.clone()).unwrap_or_default();
        match (&act.speaker, act.how) {
            (Some(speaker), _) => Some(self.of_candidate(scene, statement, speaker)),
            (None, How::Passive) if certainty_words().is_said_officially(verb) && impersonal(scene, act) => {
                Some(Source::Official)
            }
            (None, How::Passive) if certainty_words().is_said_by_nobody(verb) => Some(Source::Unnamed),
            (None, How::According) => Some(Source::Unnamed),
            _ => None,
        }
    }

    fn of_candidate(&self, scene: &Scene, statement: &Statement, who: &Candidate) -> Source {
        let words = scene.tokens.get(who.tokens.clone()).unwrap_or_default();
        match who.who {
            Who::Actor(n, _) => statement.actors.get(n).map_or(Source::Named, |actor| self.of_name(&actor.name)),
            Who::Pronoun => self.before(statement.index).unwrap_or(Source::Official),
            Who::Noun(kind) => of_noun(kind, words),
            Who::Name => of_words(words),
        }
    }

    /// What a speaker's name stands for.
    fn of_name(&self, name: &str) -> Source {
        let bare = name.strip_prefix("the ").unwrap_or(name);
        let known = self.by_name.get(name).or_else(|| self.by_name.get(bare)).copied();
        known.unwrap_or_else(|| of_words(&tokenize(name)))
    }

    /// A sentence whose subject is a text speaks for it, also `it` after such a sentence.
    fn of_text(&self, scene: &Scene, candidates: &[Candidate], i: usize) -> Option<Source> {
        let tokens = scene.tokens.get(scene.range.0..scene.range.1)?;
        let goes_on = tokens.first().is_some_and(|t| t.is_any(&["it", "its"])) || starts_with(tokens, &["in", "it"]);
        if goes_on && self.latest == Some((i.wrapping_sub(1), Source::Document)) {
            return Some(Source::Document);
        }
        let verb = (scene.range.0..scene.range.1.min(scene.range.0 + 30))
            .find(|at| reporting().verb(&scene.tokens[*at..]).is_some_and(|m| *m.value == Reporting::Judge))?;
        let owner = subject(scene, candidates, verb)?;
        // `a resolution that orders` only describes it.
        if verb.checked_sub(1).and_then(|b| scene.tokens.get(b)).is_some_and(|t| t.is_any(&["that", "which", "who"])) {
            return None;
        }
        matches!(owner.who, Who::Noun(SpeakerNoun::Document)).then_some(Source::Document)
    }

    fn hearsay(&self, i: usize) -> Option<Source> {
        certainty_words().is_hearsay(self.document.tokens_of(i)).then_some(Source::Unnamed)
    }

    /// Who spoke in the sentences right before.
    fn before(&self, i: usize) -> Option<Source> {
        self.latest.filter(|(at, _)| at + 3 >= i).map(|(_, source)| source)
    }
}

/// `X, who speaks for the bloc,`: in office, whatever the office is called.
fn speaks_for(document: &Document, i: usize, actor: &Actor) -> bool {
    const TIES: [&[&str]; 6] =
        [&["speaks", "for"], &["spoke", "for"], &["speaking", "for"], &["heads"], &["leads"], &["represents"]];
    let tokens = document.tokens_of(i);
    let from = tokens.partition_point(|t| t.span.start < actor.span.end);
    let rest = tokens.get(from..).and_then(|rest| rest.split_first()).filter(|(t, _)| t.is(",")).map(|(_, rest)| rest);
    let rest = rest.and_then(<[Token]>::split_first).filter(|(t, _)| t.is("who")).map(|(_, rest)| rest);
    rest.is_some_and(|rest| TIES.iter().any(|tie| starts_with(rest, tie)))
}

/// "Sources close to the talks say": whoever else stands in the sentence, nobody with a name vouches for it.
fn rests_on_nobody(tokens: &[Token]) -> bool {
    tokens.iter().enumerate().filter(|(_, t)| t.is_any(&["sources", "source", "insiders"])).any(|(at, _)| {
        (at + 1..tokens.len().min(at + 8)).any(|n| {
            let says =
                reporting().verb(&tokens[n..]).is_some_and(|m| matches!(m.value, Reporting::Say | Reporting::Tell));
            says && !tokens[at..n].iter().any(|t| t.is_any(&[",", ";", "–"]))
        })
    })
}

fn starts_with(tokens: &[Token], words: &[&str]) -> bool {
    tokens.len() >= words.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word))
}

/// Acts that carry the sentence's claim: what is said follows as a clause or stands before. `They announced a pact` and
/// `because X insisted` tell of an event.
fn tells(scene: &Scene, act: &Attribution) -> bool {
    match act.how {
        How::Passive | How::According => true,
        How::Verb(Reporting::Say | Reporting::Tell) => {
            !is_subordinate(scene, act) && has_clause(scene, act) && !says_nothing(scene, act)
        }
        _ => false,
    }
}

/// `it was announced that`: what was announced is the claim; `a press conference had been announced` is one of its own.
fn impersonal(scene: &Scene, act: &Attribution) -> bool {
    let from = act.verb.start.saturating_sub(5).max(scene.range.0);
    scene.tokens.get(from..act.verb.start).unwrap_or_default().iter().any(|t| t.is("it"))
}

/// `did not say`, `said no prayers`, `will say Mass`: nothing is told.
fn says_nothing(scene: &Scene, act: &Attribution) -> bool {
    let before = act.verb.start.checked_sub(1).and_then(|b| scene.tokens.get(b));
    let rite = scene.tokens.get(act.verb.end).is_some_and(|t| reporting().is_rite(t));
    rite || before.is_some_and(|t| t.is_any(&["not", "never", "didn't", "wouldn't"]))
}

/// A judgement of the sentence's subject: `The palace accuses its neighbour of ...`.
fn judges(scene: &Scene, act: &Attribution) -> bool {
    let opens = act.speaker.as_ref().is_some_and(|who| who.tokens.start <= scene.range.0 + 2);
    act.how == How::Verb(Reporting::Judge) && opens
}

/// The speaker's clause depends on another: `as many had hoped`.
fn is_subordinate(scene: &Scene, act: &Attribution) -> bool {
    let Some(who) = &act.speaker else { return false };
    let before = who.tokens.start.checked_sub(1).filter(|b| *b > scene.range.0);
    let before = before.and_then(|b| scene.tokens.get(b));
    before.is_some_and(|t| reporting().subordinates(t))
}

/// A clause follows the verb, or the saying is put in or added at the end; `said` needs none.
fn has_clause(scene: &Scene, act: &Attribution) -> bool {
    let verb = &scene.tokens[act.verb.start];
    if verb.is_any(&["said", "says", "say", "saying", "told", "tells"]) {
        return true;
    }
    let after = scene.tokens.get(act.verb.end..scene.range.1).unwrap_or_default();
    let clause = after.iter().take(8).any(|t| t.is_any(&["that", "how", "whether", "to", ":"]));
    let ends = after.first().is_none_or(|t| t.is_any(&[",", ".", "–", "\""]));
    let first = act.speaker.as_ref().map_or(act.verb.start, |who| who.tokens.start.min(act.verb.start));
    let first = first - usize::from(first > scene.range.0 && scene.tokens[first - 1].is_any(&["the", "a"]));
    let put_in = first > scene.range.0 && scene.tokens[first - 1].is_any(&[",", "–", "\""]);
    let of_words = reporting().needs_clause(verb);
    (clause && !of_words) || ends || put_in
}

/// Persons in office, states and their bodies are official; other persons and outlets are named.
fn of_actor(actor: &Actor) -> Source {
    match actor.kind {
        ActorKind::Office | ActorKind::Country | ActorKind::Igo => Source::Official,
        ActorKind::Person if actor.role.is_some() || actor.country.is_some() => Source::Official,
        ActorKind::Person => Source::Named,
        ActorKind::Organisation if actor.org.as_deref().is_some_and(|o| o.starts_with("IGO:")) => Source::Official,
        ActorKind::Organisation => of_words(&tokenize(&actor.name)),
    }
}

fn of_noun(kind: SpeakerNoun, words: &[Token]) -> Source {
    let official = words.iter().any(|t| t.is_any(&["official", "officials"]));
    match kind {
        SpeakerNoun::Unnamed if official || certainty_words().is_state_media(words) => Source::Official,
        SpeakerNoun::Unnamed => Source::Unnamed,
        SpeakerNoun::Official => Source::Official,
        SpeakerNoun::Document if is_of_a_body(words) => Source::Official,
        SpeakerNoun::Document => Source::Document,
    }
}

/// `a foreign ministry statement`, `the joint statement`: a body speaks through it.
fn is_of_a_body(words: &[Token]) -> bool {
    let body =
        (0..words.len()).any(|at| reporting().noun(&words[at..]).is_some_and(|m| *m.value == SpeakerNoun::Official));
    words.last().is_some_and(|t| t.is_any(&["statement", "release"])) || body
}

/// What words say of a speaker that no actor covers.
fn of_words(words: &[Token]) -> Source {
    if certainty_words().is_state_media(words) {
        return Source::Official;
    }
    if (0..words.len()).any(|at| agency(&words[at..]).is_some()) {
        return Source::Named;
    }
    let last = (0..words.len()).rev().find_map(|at| reporting().noun(&words[at..]).map(|m| *m.value));
    match last {
        Some(kind) => of_noun(kind, words),
        None => Source::Named,
    }
}
