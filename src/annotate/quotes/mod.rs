//! Quoted words and who says them.
//!
//! [`marks`] finds the quotations; the acts of saying in a sentence ([`attribution`](super::attribution)) tell the
//! speaker; [`speaker`] names him as a reader would write it. A quotation over several sentences has one speaker; one that
//! follows another without a new speaker goes on with the same.

mod marks;
mod speaker;

pub(super) use marks::{Quotations, quotations};
pub(super) use speaker::Names;

use std::collections::HashSet;

use super::attribution::{
    Attribution, Candidate, How, Scene, Who, agent, attributions, candidates, cites_a_post, subject,
};
use crate::lexicon::{Reporting, SpeakerNoun, small_words};
use crate::model::{Actor, ActorKind, Document, Quote};
use crate::text::{Span, Token, TokenKind};

/// Words in quotation marks up to this many are a quotation only where somebody is said to say them.
const SCARE_WORDS: usize = 3;
/// A sentence longer than this is looked at no further, in tokens.
const MOST_TOKENS: usize = 600;

/// What is known of the quotation in one sentence.
#[derive(Debug, Clone, Default)]
struct Found {
    quote: Option<Quote>,
    /// Who speaks in it, with or without quotation marks.
    speaks: Option<String>,
    /// The quotation that holds its first quoted word, and the one that holds its last: "Yes," she said, "and no. …
    runs: (usize, usize),
}

/// The quotation of every sentence.
pub(super) fn annotate(document: &Document, actors: &[Vec<Actor>]) -> Vec<Option<Quote>> {
    let quotations = quotations(document);
    let mut names = Names::new(document, actors, &quotations.inside);
    let mut found: Vec<Found> = Vec::with_capacity(document.sentences.len());
    let dropped: HashSet<Span> = document.article.dropped.iter().map(|d| d.span).collect();
    for (i, sentence) in document.sentences.iter().enumerate() {
        if dropped.contains(&sentence.span) {
            found.push(Found::default());
            continue;
        }
        found.push(quote_of(document, actors, &quotations, &mut names, i));
    }
    share_within_runs(&mut found);
    carry_on(document, &mut found);
    found.into_iter().map(|f| f.quote).collect()
}

fn quote_of(document: &Document, actors: &[Vec<Actor>], quotations: &Quotations, names: &mut Names, i: usize) -> Found {
    let range = document.sentences[i].tokens.clone();
    let scene = Scene {
        tokens: &document.tokens,
        range: (range.start, range.end.min(range.start + MOST_TOKENS)),
        inside: &quotations.inside,
    };
    let candidates = candidates(&scene, actors.get(i).map_or(&[], Vec::as_slice));
    let acts = attributions(&scene, &candidates);
    let found = match Quoted::of(document, quotations, i) {
        Some(quoted) => {
            quote(document, quotations, names, &Sight { i, scene: &scene, candidates: &candidates }, quoted, acts)
        }
        None => {
            let act = acts.into_iter().find(|a| matches!(a.how, How::Verb(Reporting::Say | Reporting::Tell)));
            let speaks = act.and_then(|act| names.name(i, &act.speaker?, &candidates));
            Found { speaks, ..Found::default() }
        }
    };
    names.pass(i, found.speaks.as_deref(), &candidates);
    found
}

/// A sentence under the eye.
struct Sight<'a> {
    i: usize,
    scene: &'a Scene<'a>,
    candidates: &'a [Candidate],
}

/// The quoted words of a sentence.
struct Quoted {
    first: usize,
    last: usize,
    words: usize,
    whole: bool,
}

impl Quoted {
    fn of(document: &Document, quotations: &Quotations, i: usize) -> Option<Self> {
        let range = document.sentences.get(i)?.tokens.clone();
        let inside = |at: &usize| quotations.inside.get(*at).copied().unwrap_or(false);
        let first = range.clone().find(inside)?;
        let last = range.clone().rev().find(inside)?;
        let is_word = |t: &&Token| t.kind != TokenKind::Mark;
        let words = range.filter(inside).filter(|at| is_word(&&document.tokens[*at])).count();
        let all = document.tokens_of(i).iter().filter(is_word).count();
        (words > 0).then_some(Quoted { first, last, words, whole: words * 5 >= all * 3 })
    }
}

fn quote(
    document: &Document,
    quotations: &Quotations,
    names: &Names,
    sight: &Sight,
    quoted: Quoted,
    acts: Vec<Attribution>,
) -> Found {
    let (i, start) = (sight.i, sight.scene.range.0);
    let act = view_told(&acts, sight.scene).or_else(|| nearest(acts, quotations, &document.sentences[i].tokens));
    if act.is_none() && quoted.words <= SCARE_WORDS && !quoted.whole {
        return Found::default();
    }
    let spoken = act.as_ref().and_then(|act| act.speaker.clone());
    let posted = || act.as_ref().filter(|a| cites_a_post(sight.scene, &a.verb)).and_then(|_| names.author());
    let speaker = spoken.and_then(|who| names.name(i, &who, sight.candidates)).or_else(posted);
    // Without a verb of saying the subject of a sentence that quotes some words owns them.
    let speaker = speaker.or_else(|| {
        let quotes_some = act.is_none() && !quoted.whole && quoted.first > start;
        let owner = subject(sight.scene, sight.candidates, quoted.first).filter(|_| quotes_some)?;
        let between = owner.tokens.end..quoted.first;
        if is_acted_upon(&document.tokens, between.clone()) {
            return names.name(i, agent(sight.scene, sight.candidates, between)?, sight.candidates);
        }
        let fits = matches!(
            owner.who,
            Who::Actor(_, ActorKind::Person | ActorKind::Organisation | ActorKind::Igo)
                | Who::Noun(SpeakerNoun::Document)
                | Who::Name
        );
        names.name(i, &owner, sight.candidates).filter(|_| fits)
    });
    let verb = act.filter(|a| a.how != How::Words).map(|a| {
        let span = document.tokens[a.verb.start].span.join(document.tokens[a.verb.end - 1].span);
        document.text(span).to_owned()
    });
    let span = document.tokens[quoted.first].span.join(document.tokens[quoted.last].span);
    let run = |at: usize| quotations.ranges.partition_point(|r| r.end <= at);
    let runs = (run(quoted.first), run(quoted.last));
    let quote =
        Quote { span, speaker: speaker.clone(), speaker_from: None, verb, whole: quoted.whole, first: i, last: i };
    Found { quote: Some(quote), speaks: speaker, runs }
}

/// `For X, it added, the day was "great"`: the words are X's where no person tells of them.
fn view_told(acts: &[Attribution], scene: &Scene) -> Option<Attribution> {
    let start = scene.range.0;
    let view = acts.iter().find(|a| a.how == How::Words && a.verb.start == start)?;
    let told = acts.iter().filter(|a| a.verb.start != start).all(|a| match &a.speaker {
        Some(who) => match who.who {
            Who::Pronoun => scene.tokens[who.tokens.start].is("it"),
            Who::Noun(kind) => kind == SpeakerNoun::Document,
            _ => false,
        },
        None => true,
    });
    (told && scene.tokens[start].is("for")).then(|| view.clone())
}

/// `were expelled for "spying"`: the words are those of whoever does it to the subject.
fn is_acted_upon(tokens: &[Token], between: std::ops::Range<usize>) -> bool {
    let between = tokens.get(between).unwrap_or_default();
    between.windows(2).any(|pair| {
        let participle = pair[1].norm.len() > 4 && pair[1].norm.ends_with("ed")
            || pair[1].is_one(&small_words().passive_participles);
        pair[0].is_any(&["was", "were", "been", "is", "are", "being"]) && participle
    })
}

/// The act of saying that stands nearest to quoted words; a verb wins over `according to`, a named speaker over none.
fn nearest(acts: Vec<Attribution>, quotations: &Quotations, range: &std::ops::Range<usize>) -> Option<Attribution> {
    let distance = |act: &Attribution| {
        let from = quotations.ranges.partition_point(|r| r.end <= range.start);
        let here = quotations.ranges[from..].iter().take_while(|r| r.start < range.end);
        let gap = here
            .map(
                |r| if r.start >= act.verb.end { r.start - act.verb.end } else { act.verb.start.saturating_sub(r.end) },
            )
            .min()
            .unwrap_or(usize::MAX / 2);
        let nameless = if act.speaker.is_none() { 12 } else { 0 };
        let weak = match act.how {
            How::Verb(Reporting::Say | Reporting::Tell) => 0,
            How::Verb(Reporting::Judge) | How::Words => 1,
            How::Passive => 3,
            How::According => 4,
        };
        gap + nameless + weak
    };
    acts.into_iter().min_by_key(distance)
}

/// Gives every sentence of one quotation the speaker that one of them has.
fn share_within_runs(found: &mut [Found]) {
    let goes_on = |f: &[Found]| f[0].quote.is_some() && f[1].quote.is_some() && f[0].runs.1 == f[1].runs.0;
    let mut i = 0;
    while i < found.len() {
        let len = 1 + found[i..].windows(2).take_while(|pair| goes_on(pair)).count();
        if len > 1 {
            share(&mut found[i..i + len], i);
        }
        i += len;
    }
}

fn share(run: &mut [Found], first: usize) {
    let last = first + run.len() - 1;
    let known = run.iter().enumerate().find_map(|(n, f)| {
        let quote = f.quote.as_ref().filter(|q| q.verb.is_some() || !q.whole)?;
        Some((first + n, quote.speaker.clone()?, quote.verb.clone()))
    });
    let mut spoken = Vec::new();
    for (n, quote) in run.iter_mut().enumerate().filter_map(|(n, f)| f.quote.as_mut().map(|q| (n, q))) {
        (quote.first, quote.last) = (first, last);
        if let Some((from, speaker, _)) = &known
            && quote.verb.is_none()
        {
            quote.speaker = Some(speaker.clone());
            quote.speaker_from = Some(*from).filter(|from| *from != first + n);
            spoken.push((n, speaker.clone()));
        }
    }
    for (n, speaker) in spoken {
        run[n].speaks = Some(speaker);
    }
}

/// A quotation without a speaker of its own goes on with the one of the sentence before it, else after it.
fn carry_on(document: &Document, found: &mut [Found]) {
    for i in 1..found.len() {
        let before = found[i - 1].speaks.clone();
        let from = found[i - 1].quote.as_ref().and_then(|q| q.speaker_from).unwrap_or(i - 1);
        let fits = |q: &Quote| q.speaker.is_none() && q.verb.is_none();
        if let (Some(quote), Some(before)) = (found[i].quote.as_mut().filter(|q| fits(q)), before) {
            quote.speaker_from = Some(from);
            quote.speaker = Some(before.clone());
            found[i].speaks = Some(before);
        }
    }
    for i in (1..found.len()).rev() {
        let after = found[i].quote.clone();
        let near = document.sentences[i].paragraph == document.sentences[i - 1].paragraph;
        if let (Some(quote), Some(after)) =
            (found[i - 1].quote.as_mut().filter(|q| q.speaker.is_none() && q.whole), after)
            && near
            && after.speaker.is_some()
        {
            quote.speaker_from = Some(after.speaker_from.unwrap_or(i));
            quote.speaker = after.speaker;
        }
    }
}

#[cfg(test)]
mod tests;
