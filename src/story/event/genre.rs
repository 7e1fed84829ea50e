//! What kind of piece a page is, where it is no news of one event: a portrait, an interview, a round-up of the day.

use std::collections::BTreeMap;

use super::hints::title;
use crate::lexicon::story_words;
use crate::model::{ActorKind, Annotated, Kind, Statement};
use crate::text::{Token, tokenize};

/// Lines from the top that may bear the name of the genre, and the words that such a line has at most.
const HEAD: usize = 4;
const LABEL: usize = 4;

/// Lines that open with a question or a heading, at least.
const QUESTIONS: usize = 2;
const HEADED: usize = 3;

/// States that a round-up speaks of, at least.
const STATES: usize = 4;

/// Words of a heading before its colon, at most.
const HEADING: usize = 5;

/// Statements from the top in which the person is named whom the page is about.
const NAMED: usize = 3;

/// A page that is about more, or less, than one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Genre {
    /// The life of a person.
    Portrait(String),
    /// What a person says to the one who writes.
    Interview(String),
    /// Several events in a row.
    RoundUp,
}

/// The genre, where the page names it or is built that way.
pub(super) fn genre(article: &Annotated) -> Option<Genre> {
    let labels = &story_words().genres;
    if is_labelled(article, &labels.round_up) && states(article) >= STATES || headings(article) >= HEADED {
        return Some(Genre::RoundUp);
    }
    if is_labelled(article, &labels.portrait) && (!is_news(article) || tells_birth(article)) || is_life(article) {
        return subject(article).map(Genre::Portrait);
    }
    let asks = is_labelled(article, &labels.interview) || questions(article) >= QUESTIONS;
    if asks { speaker(article).map(Genre::Interview) } else { None }
}

/// True where a short line at the top, or the head or tail of the headline, is the genre's name: `PROFILE`, `…: a portrait`.
fn is_labelled(article: &Annotated, names: &crate::lexicon::PhraseSet<()>) -> bool {
    let whole = |tokens: &[Token]| {
        let words = tokens.iter().filter(|t| t.is_word()).count();
        words <= LABEL && (0..tokens.len()).any(|at| names.at(tokens.get(at..).unwrap_or_default()).is_some())
    };
    let parts = |tokens: &[Token]| tokens.split(|t| t.is_any(&[":", "|", "–", "—"])).any(whole);
    let head = article.statements.iter().take(HEAD).filter(|s| s.is_noise() || s.furniture.is_some());
    let mut lines = head.map(|s| article.document.tokens_of(s.index));
    // A headline of one part is a sentence, no label.
    let title = title(article);
    let titled = title.iter().any(|t| t.is_any(&[":", "|", "–", "—"])) && parts(&title);
    titled || lines.any(parts)
}

fn body(article: &Annotated) -> impl Iterator<Item = &Statement> {
    article.statements.iter().filter(|s| !s.is_noise() && s.furniture.is_none())
}

/// The states that the text names.
fn states(article: &Annotated) -> usize {
    let actors = article.statements.iter().flat_map(|s| &s.actors);
    actors.filter_map(|a| a.country.as_deref()).collect::<std::collections::BTreeSet<_>>().len()
}

/// True for a text that tells of deeds and plans in more than a third of its sentences: a link to a profile may stand above it.
fn is_news(article: &Annotated) -> bool {
    let told = |s: &&Statement| matches!(s.kind, Kind::Event | Kind::Outcome | Kind::Agenda);
    body(article).filter(told).count() * 3 > body(article).count()
}

/// Statements that open with a heading in capitals: `ESTMARK: The king …`.
fn headings(article: &Annotated) -> usize {
    let is_headed = |s: &&Statement| {
        let tokens = article.document.tokens_of(s.index);
        let Some(colon) = tokens.iter().take(HEADING + 1).position(|t| t.is(":")) else { return false };
        let written = |t: &Token| article.document.text(t.span);
        let heading = tokens.get(..colon).unwrap_or_default();
        let capital = |t: &Token| !written(t).chars().any(char::is_lowercase);
        heading.iter().any(|t| t.is_word() && t.span.len() > 2)
            && heading.iter().all(|t| capital(t) || t.is("and"))
            && tokens.len() > colon + 3
    };
    // A dateline or a label `Q:` heads no item of its own.
    let mut heads: Vec<&str> = Vec::new();
    for s in article.statements.iter().filter(is_headed) {
        heads.extend(article.document.text(s.span).split(':').next());
    }
    heads.sort_unstable();
    heads.dedup();
    heads.len()
}

/// Lines that begin with `Q:`.
fn questions(article: &Annotated) -> usize {
    let asks = |s: &&Statement| {
        let tokens = article.document.tokens_of(s.index);
        matches!(tokens, [q, mark, ..] if q.is_any(&["q", "question"]) && mark.is_any(&[":", "."]))
    };
    article.statements.iter().filter(asks).count()
}

/// `Born in Lisbon in 1971, she …`.
fn tells_birth(article: &Annotated) -> bool {
    let born = |s: &&Statement| {
        let tokens = article.document.tokens_of(s.index);
        let opens = tokens.iter().take(3).any(|t| t.is("born"));
        opens && tokens.iter().any(|t| t.span.len() == 4 && t.is_number())
    };
    body(article).any(|s| born(&s))
}

/// True for a text that tells when its subject was born and is, most of it, no news.
fn is_life(article: &Annotated) -> bool {
    let (mut all, mut told) = (0, 0);
    for s in body(article) {
        all += 1;
        told += usize::from(matches!(s.kind, Kind::Background | Kind::Colour | Kind::Assessment));
    }
    let news = body(article).next().is_some_and(|s| s.kind == Kind::Event);
    tells_birth(article) && !news && told * 2 > all
}

/// The person whom the headline, else the top of the text, names, and the text most often.
fn subject(article: &Annotated) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for actor in article.statements.iter().flat_map(|s| &s.actors).filter(|a| a.kind == ActorKind::Person) {
        *counts.entry(actor.name.as_str()).or_default() += 1;
    }
    let title = title(article);
    let titled = |name: &str| tokenize(name).last().is_some_and(|last| title.iter().any(|t| t.norm == last.norm));
    let early = article.statements.iter().take(HEAD + NAMED).flat_map(|s| &s.actors);
    let early: Vec<&str> = early.filter(|a| a.kind == ActorKind::Person).map(|a| a.name.as_str()).collect();
    let most = |name: &&&str| counts.get(**name).copied().unwrap_or(0);
    let named = early.iter().filter(|n| titled(n)).max_by_key(most);
    named.or_else(|| early.iter().rev().max_by_key(most)).map(|n| (*n).to_owned())
}

/// The person who speaks most in quotations.
fn speaker(article: &Annotated) -> Option<String> {
    let persons: Vec<&str> = article
        .statements
        .iter()
        .flat_map(|s| &s.actors)
        .filter(|a| a.kind == ActorKind::Person)
        .map(|a| a.name.as_str())
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in body(article).filter_map(|s| s.quote.as_ref()?.speaker.as_deref()).filter(|n| persons.contains(n)) {
        *counts.entry(name).or_default() += 1;
    }
    // Who is asked is named before the questions.
    let early =
        |name: &str| article.statements.iter().take(HEAD + NAMED).flat_map(|s| &s.actors).any(|a| a.name == name);
    let most =
        counts.iter().filter(|(name, _)| early(name)).max_by_key(|(_, n)| **n).map(|(name, _)| (*name).to_owned());
    most.or_else(|| subject(article))
}
