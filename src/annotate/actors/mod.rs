//! Who is named: persons with their roles, states, organisations, offices; and which names are places.
//!
//! Three steps: [`scan`] cuts a sentence into what the gazetteer, the role list and the shape of names tell; [`build`] joins
//! these to mentions (`Turkey's foreign minister, X`); [`persons`] makes the mentions of one person in an article one.

mod build;
mod families;
mod names;
mod namesakes;
mod persons;
mod places;
mod resolve;
mod scan;

use std::ops::Range;

use crate::model::{Actor, ActorKind, Document, Place};
use crate::text::{Case, Token, WordSet};

/// What was found in an article, sentence by sentence.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Found {
    /// Agents.
    pub actors: Vec<Vec<Actor>>,
    /// Locations.
    pub places: Vec<Vec<Place>>,
}

/// A mention before the article as a whole has been looked at. Ranges count the article's tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mention {
    sentence: usize,
    /// Role and name.
    tokens: Range<usize>,
    /// The name alone; for an office without a name the same as `tokens`.
    name: Range<usize>,
    kind: ActorKind,
    role: Option<Range<usize>>,
    /// ISO alpha-3.
    country: Option<&'static str>,
    /// `IGO:…`, or a name.
    org: Option<String>,
    /// The gazetteer's name, where it has one.
    usual: Option<&'static str>,
    /// True where a role, title or state stands with the name: surely a person.
    sure: bool,
    /// True for a body whose name other states use too.
    doubtful: bool,
}

/// The actors and places of every sentence.
pub(super) fn annotate(document: &Document) -> Found {
    let small = small_words(&document.tokens);
    let families = families::families(&document.tokens, &small);
    let surnames = names::odd_surnames(&document.tokens);
    let headlines: Vec<bool> = (0..document.sentences.len()).map(|n| is_headline(document.tokens_of(n))).collect();
    let mut mentions = Vec::new();
    let mut places = Vec::with_capacity(document.sentences.len());
    for (index, sentence) in document.sentences.iter().enumerate() {
        let context = scan::Context {
            tokens: &document.tokens,
            small: &small,
            families: &families,
            surnames: &surnames,
            headline: headlines.get(index).copied().unwrap_or_default(),
        };
        let items = scan::items(&context, sentence.tokens.clone());
        let built = build::build(&context, &items, index);
        places.push(places::places(document, &context, &built.places));
        mentions.extend(built.mentions);
    }
    let persons = persons::cluster(document, &mentions, &headlines);
    Found { actors: resolve::actors(document, &mentions, &persons), places }
}

/// The words that the article also writes without a capital: a capital says little about these.
fn small_words(tokens: &[Token]) -> WordSet {
    let mut small = WordSet::default();
    small.reserve(tokens.len() / 3);
    for token in tokens.iter().filter(|t| t.is_word() && t.case == Case::Lower) {
        if !small.contains(&token.norm) {
            small.insert(token.norm.clone());
        }
    }
    small
}

/// True for a line in Title Case or capitals: there a capital tells no name.
fn is_headline(tokens: &[Token]) -> bool {
    let (mut long, mut capitals) = (0usize, 0usize);
    for token in tokens.iter().filter(|t| t.is_word() && t.span.len() > 3) {
        long += 1;
        capitals += usize::from(token.is_capitalised());
    }
    long >= 4 && capitals * 4 >= long * 3
}

#[cfg(test)]
mod tests;
