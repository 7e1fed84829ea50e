//! A speaker's name as a reader would write it: the full name for a surname, the person for `he` and `the minister`, the
//! phrase itself for `the ministry`.

use std::ops::Range;

use crate::annotate::attribution::{Candidate, Who};
use crate::lexicon::{SpeakerNoun, reporting};
use crate::model::{Actor, ActorKind, Document};
use crate::text::{Case, Token};

/// Sentences of one paragraph that a quotation may take before the one that names its speaker.
const QUOTED: usize = 4;

/// Who has been named so far, sentence by sentence.
#[derive(Debug)]
pub(in crate::annotate) struct Names<'a> {
    document: &'a Document,
    actors: &'a [Vec<Actor>],
    inside: &'a [bool],
    /// The persons named, the latest last; in one sentence the first is the latest.
    persons: Vec<(usize, &'a Actor)>,
    /// The latest body, state or text that could be `it`: the subject of the sentence before, where it is one.
    thing: Option<(usize, String)>,
    /// The latest text with a name of its own: `the communique`.
    text: Option<String>,
    /// The latest speaker and the sentence where he speaks.
    speaker: Option<(usize, String)>,
}

impl<'a> Names<'a> {
    /// Nobody named yet.
    pub fn new(document: &'a Document, actors: &'a [Vec<Actor>], inside: &'a [bool]) -> Self {
        Names { document, actors, inside, persons: Vec::new(), thing: None, text: None, speaker: None }
    }

    /// Notes who is named and who speaks in sentence `i`, after it has been looked at.
    pub fn pass(&mut self, i: usize, speaker: Option<&str>, candidates: &[Candidate]) {
        let actors = self.actors.get(i).map_or(&[][..], Vec::as_slice);
        let outside: Vec<&Actor> = actors.iter().filter(|a| !self.is_quoted(i, a)).collect();
        for actor in outside.iter().rev().filter(|a| a.kind == ActorKind::Person) {
            self.persons.push((i, actor));
        }
        let single = |c: &&Candidate| is_thing(c) && !is_plural(self.tokens(&c.tokens), c);
        let things = candidates.iter().filter(single).filter(|c| !self.is_in_marks(c));
        let thing = things.clone().find(|c| !c.governed && !c.possessive).or_else(|| things.clone().next());
        if let Some(name) = thing.and_then(|c| self.name(i, c, candidates)) {
            self.thing = Some((i, name));
        }
        if let Some(speaker) = speaker {
            self.speaker = Some((i, speaker.to_owned()));
        }
        self.note_text(i);
    }

    fn is_in_marks(&self, candidate: &Candidate) -> bool {
        self.inside.get(candidate.tokens.start).copied().unwrap_or(false)
    }

    fn is_quoted(&self, i: usize, actor: &Actor) -> bool {
        let Some(sentence) = self.document.sentences.get(i) else { return false };
        let tokens = self.document.tokens_of(i);
        let at = tokens.partition_point(|t| t.span.start < actor.span.start);
        self.inside.get(sentence.tokens.start + at).copied().unwrap_or(false)
    }

    /// Remembers a text that the sentence names: `a joint statement`, `the resolution`.
    fn note_text(&mut self, i: usize) {
        let tokens = self.document.tokens_of(i);
        let words = reporting();
        for at in 0..tokens.len().min(200) {
            let own = words.noun(&tokens[at..]).is_some_and(|m| *m.value == SpeakerNoun::Document);
            if own && !words.is_plain_text(&tokens[at]) {
                self.text = Some(format!("the {}", tokens[at].norm));
                return;
            }
        }
    }

    /// The name of a candidate of sentence `i`.
    pub fn name(&self, i: usize, who: &Candidate, candidates: &[Candidate]) -> Option<String> {
        match who.who {
            Who::Actor(n, kind) => {
                let actor = self.actors.get(i)?.get(n)?;
                match kind {
                    ActorKind::Office => Some(self.office(i, actor, &who.tokens)),
                    ActorKind::Organisation => Some(self.phrase(&who.tokens)),
                    _ => Some(actor.name.clone()),
                }
            }
            Who::Pronoun => self.pronoun(i, &who.tokens, candidates),
            Who::Noun(kind) => self.noun(i, &who.tokens, kind, candidates),
            Who::Name => Some(self.phrase(&who.tokens)),
        }
    }

    fn tokens(&self, range: &Range<usize>) -> &'a [Token] {
        self.document.tokens.get(range.clone()).unwrap_or_default()
    }

    /// The words of a phrase; an indefinite one keeps its article, a definite one gets `the` in small letters.
    fn phrase(&self, range: &Range<usize>) -> String {
        let tokens = self.tokens(range);
        let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return String::new() };
        let words = self.document.text(first.span.join(last.span));
        let before = range.start.checked_sub(1).and_then(|b| self.document.tokens.get(b)).is_some_and(|t| t.is("the"));
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        match first.is_any(&["the", "a", "an"]) && first.case == Case::Title {
            true => words.to_lowercase().chars().next().into_iter().chain(words.chars().skip(1)).collect(),
            false if before => format!("the {words}"),
            false => words,
        }
    }

    /// `the Turkish president`: the person who holds that office in the article, else the phrase.
    fn office(&self, i: usize, actor: &Actor, range: &Range<usize>) -> String {
        let head = actor
            .role
            .as_deref()
            .or(Some(&actor.name))
            // `the president of Peru`: the office, not the state.
            .and_then(|r| r.split(" of ").next()?.split_whitespace().last())
            .unwrap_or_default()
            .to_lowercase();
        let known = self.holder(i, &head, actor.country.as_deref());
        known.unwrap_or_else(|| self.phrase(range))
    }

    /// The latest person named up to sentence `i`, else the first one after it, who bears the role `head`; of `country` where
    /// that is known.
    fn holder(&self, i: usize, head: &str, country: Option<&str>) -> Option<String> {
        let here = self.actors.get(i).map_or(&[][..], Vec::as_slice).iter().filter(|a| a.kind == ActorKind::Person);
        let before = self.persons.iter().rev().take(400).map(|(_, actor)| *actor);
        let bears = |actor: &&Actor| {
            let role = actor.role.as_deref().unwrap_or_default().to_lowercase();
            !head.is_empty() && role.split_whitespace().any(|word| reporting().is_same_office(word, head))
        };
        let state =
            |actor: &&Actor| country.is_none() || actor.country.is_none() || actor.country.as_deref() == country;
        let spoken_of = self.spoken_of(i);
        let speaks = |actor: &&Actor| !spoken_of.contains(&actor.name.as_str());
        let known = before.chain(here).filter(speaks).find(|actor| bears(actor) && state(actor));
        // Who is named only later must be of that very state.
        let later = || {
            let rest = self.actors.iter().skip(i + 1).take(40).flatten();
            rest.filter(|a| a.kind == ActorKind::Person && country.is_some() && a.country.as_deref() == country)
                .find(bears)
        };
        known.or_else(later).map(|actor| actor.name.clone())
    }

    /// Whom the quotation that ends in sentence `i` names: `"I thank Lind," the president said` is not Lind's.
    fn spoken_of(&self, i: usize) -> Vec<&'a str> {
        let paragraph = self.document.sentences.get(i).map(|s| s.paragraph);
        let run = (i.saturating_sub(QUOTED)..=i)
            .filter(|at| self.document.sentences.get(*at).map(|s| s.paragraph) == paragraph);
        let named = run.flat_map(|at| self.actors.get(at).into_iter().flatten().map(move |actor| (at, actor)));
        let quoted = named.filter(|(at, actor)| actor.kind == ActorKind::Person && self.is_quoted(*at, actor));
        quoted.map(|(_, actor)| actor.name.as_str()).collect()
    }

    fn pronoun(&self, i: usize, range: &Range<usize>, candidates: &[Candidate]) -> Option<String> {
        let token = self.tokens(range).first()?;
        if token.is_any(&["they", "their"]) {
            return self.speaker.as_ref().filter(|(at, _)| at + 1 == i).map(|(_, name)| name.clone());
        }
        if token.is_any(&["it", "its"]) {
            return self.thing(i, range.start, candidates);
        }
        let earlier = self.actors.get(i)?.iter().filter(|a| a.kind == ActorKind::Person);
        let inside = earlier.rev().find(|a| a.span.end <= token.span.start && !self.is_quoted(i, a));
        let speaker = self
            .speaker
            .as_ref()
            .filter(|(at, name)| at + 2 >= i && self.is_person(name))
            .map(|(_, name)| name.clone());
        let latest = self.persons.last().map(|(_, actor)| actor.name.clone());
        let fresh = self.persons.last().is_some_and(|(at, _)| at + 1 == i);
        match (inside, speaker, latest) {
            (Some(actor), None, _) => Some(actor.name.clone()),
            (_, Some(speaker), Some(latest)) if fresh && !self.names_in(i - 1, &speaker) => Some(latest),
            (_, Some(speaker), _) => Some(speaker),
            (_, None, latest) => latest,
        }
    }

    /// Who wrote what a sentence cites as `the post`: the person or thing named last outside quotation marks.
    pub fn author(&self) -> Option<String> {
        let person = self.persons.last().map(|(at, actor)| (*at, actor.name.clone()));
        match (person, self.thing.clone()) {
            (Some(person), Some(thing)) if person.0 >= thing.0 => Some(person.1),
            (person, thing) => thing.or(person).map(|(_, name)| name),
        }
    }

    /// True where the sentence names that person outside quotation marks, or quotes him.
    fn names_in(&self, i: usize, name: &str) -> bool {
        let named =
            self.actors.get(i).is_some_and(|actors| actors.iter().any(|a| a.name == name && !self.is_quoted(i, a)));
        named || self.speaker.as_ref().is_some_and(|(at, speaker)| *at == i && speaker == name)
    }

    fn is_person(&self, name: &str) -> bool {
        self.persons.iter().rev().take(400).any(|(_, actor)| actor.name == name) || is_personal(name)
    }

    /// What `it` is: a thing that is subject before it in the sentence, else the latest speaker that is no person, else
    /// the latest thing or text.
    fn thing(&self, i: usize, at: usize, candidates: &[Candidate]) -> Option<String> {
        let single = |c: &&Candidate| is_thing(c) && !is_plural(self.tokens(&c.tokens), c);
        let subject = |c: &&Candidate| single(c) && !c.governed && !c.possessive && !self.is_in_marks(c);
        let here = candidates.iter().find(|c| c.tokens.end <= at && subject(c));
        if let Some(here) = here {
            return self.name(i, here, &[]);
        }
        let near = |reach: usize| move |(at, _): &&(usize, String)| at + reach >= i;
        let speaker = self.speaker.as_ref().filter(near(3)).filter(|(_, name)| !self.is_person(name));
        speaker.or(self.thing.as_ref().filter(near(2))).map(|(_, name)| name.clone()).or_else(|| self.text.clone())
    }

    fn noun(&self, i: usize, range: &Range<usize>, kind: SpeakerNoun, candidates: &[Candidate]) -> Option<String> {
        let tokens = self.tokens(range);
        let last = tokens.last()?;
        let definite = tokens.first().is_some_and(|t| t.is("the")) && tokens.len() == 2;
        if tokens.first().is_some_and(|t| t.is_any(&["his", "her"])) {
            return self.pronoun(i, &(range.start..range.start + 1), candidates);
        }
        match kind {
            _ if definite && self.known(&last.norm).is_some() => self.known(&last.norm),
            SpeakerNoun::Official if definite => {
                Some(self.holder(i, &last.norm, None).unwrap_or_else(|| self.phrase(range)))
            }
            SpeakerNoun::Document if definite && is_any_text(last) => {
                let spoken = self.speaker.as_ref().map(|(_, name)| name).filter(|name| is_text(name));
                Some(spoken.or(self.text.as_ref()).cloned().unwrap_or_else(|| self.phrase(range)))
            }
            SpeakerNoun::Document => {
                let phrase = self.phrase(range);
                let bare = phrase.strip_prefix("a ").or(phrase.strip_prefix("an "));
                Some(bare.map_or(phrase.clone(), |bare| format!("the {bare}")))
            }
            _ => Some(self.phrase(range)),
        }
    }

    /// The speaker or thing before whose name ends with this noun: `the Foreign Ministry` for `the ministry`.
    fn known(&self, noun: &str) -> Option<String> {
        let before = self.speaker.iter().chain(&self.thing).map(|(_, name)| name.as_str());
        let ends = |name: &&str| {
            name.to_lowercase().split_whitespace().last() == Some(noun) && name.split_whitespace().count() > 2
        };
        before.into_iter().find(ends).map(str::to_owned)
    }
}

/// A name that no actor has and that is no body's: taken for a person.
fn is_personal(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_uppercase) && name.split_whitespace().count() <= 2 && !is_text(name)
}

fn is_thing(candidate: &Candidate) -> bool {
    matches!(
        candidate.who,
        Who::Actor(_, ActorKind::Organisation | ActorKind::Igo | ActorKind::Country)
            | Who::Noun(SpeakerNoun::Official | SpeakerNoun::Document)
    )
}

/// `countries`, `officials`: never `it`.
fn is_plural(tokens: &[Token], candidate: &Candidate) -> bool {
    matches!(candidate.who, Who::Noun(_)) && tokens.last().is_some_and(|t| t.norm.ends_with('s'))
}

/// `the text`, `the document`: whichever was named before.
fn is_any_text(token: &Token) -> bool {
    token.is_any(&["text", "document", "paper"])
}

/// The name of a speaker that is a text.
fn is_text(name: &str) -> bool {
    let tokens = crate::text::tokenize(name);
    let last = tokens.last().map(std::slice::from_ref).unwrap_or_default();
    reporting().noun(last).is_some_and(|m| *m.value == SpeakerNoun::Document)
}
