//! A statement as the composer sees it: its content words, and what stands before it.

use compact_str::CompactString;

use super::Material;
use crate::lexicon::wording;
use crate::model::{Kind, Reading, Statement};
use crate::text::Token;

/// Two passages that share this part of the shorter one's content words say the same, in per cent.
const SAME_PER_CENT: usize = 70;

/// Passages of two articles that share this part tell of one thing: a reader wants it once.
const RETOLD_PER_CENT: usize = 45;

/// A text of so many sentences or fewer may be no more than the opening of an article.
const EXCERPT: usize = 6;

/// A sentence that breaks off says something where it has so many tokens, and no more than so many sentences stand before it.
const ENOUGH_TOKENS: usize = 12;
const OPENING: usize = 2;

/// A statement of one of the story's articles.
#[derive(Debug, Clone)]
pub(super) struct Passage<'a> {
    /// The article, by its place in the story.
    pub article: usize,
    /// The article.
    pub reading: &'a Reading,
    /// The statement.
    pub statement: &'a Statement,
    /// Its content words, sorted, each once.
    pub words: Vec<CompactString>,
}

impl<'a> Passage<'a> {
    /// Statement `i` of an article.
    pub fn new(article: usize, reading: &'a Reading, statement: &'a Statement) -> Self {
        let words = content_words(reading.annotated.document.tokens_of(statement.index));
        Passage { article, reading, statement, words }
    }

    /// Its words as written.
    pub fn text(&self) -> &'a str {
        self.reading.annotated.words(self.statement.index)
    }

    /// Its tokens.
    pub fn tokens(&self) -> &'a [Token] {
        self.reading.annotated.document.tokens_of(self.statement.index)
    }

    /// True where the two say the same, as far as words tell.
    pub fn repeats(&self, other: &Passage<'_>) -> bool {
        self.shares(other, SAME_PER_CENT)
    }

    /// True where two articles tell of one thing in words of their own.
    pub fn retells(&self, other: &Passage<'_>) -> bool {
        self.article != other.article && self.shares(other, RETOLD_PER_CENT)
    }

    fn shares(&self, other: &Passage<'_>, per_cent: usize) -> bool {
        let shorter = self.words.len().min(other.words.len());
        shorter > 0 && self.shared(other) * 100 >= shorter * per_cent
    }

    /// How many content words the two share.
    pub fn shared(&self, other: &Passage<'_>) -> usize {
        self.words.iter().filter(|w| other.words.binary_search(w).is_ok()).count()
    }

    /// May it be printed at all?
    pub fn is_printable(&self) -> bool {
        let words = self.tokens().iter().filter(|t| t.is_word()).count();
        self.states() && !self.statement.cut_off && self.is_stopped() && words >= 3
    }

    /// True for a sentence near the top in which an excerpt breaks off after it has said enough.
    pub fn opens_an_excerpt(&self) -> bool {
        let before = self.reading.annotated.statements.iter().take(self.statement.index).filter(|s| !s.is_noise());
        let marks = self.tokens().iter().filter(|t| t.is("\"")).count();
        self.statement.cut_off
            && self.states()
            && before.count() <= OPENING
            && self.tokens().len() >= ENOUGH_TOKENS
            && marks % 2 == 0
    }

    fn states(&self) -> bool {
        self.statement.kind != Kind::Noise
            && !self.is_asked()
            && !self.is_listed()
            && self.statement.furniture.is_none()
    }

    /// True where it holds a quotation, or a piece of one.
    pub fn quotes(&self) -> bool {
        self.statement.quote.is_some() || self.tokens().iter().any(|t| t.is_any(&["\"", "'"]))
    }

    /// True for the items of a list run into one sentence.
    fn is_listed(&self) -> bool {
        self.tokens().iter().any(|t| t.is("•"))
    }

    /// True for a question that the writer puts to the reader: it states nothing.
    fn is_asked(&self) -> bool {
        self.statement.quote.is_none() && self.tokens().last().is_some_and(|t| t.is("?"))
    }

    /// True for a sentence with its stop; an item of a list or a label has none.
    fn is_stopped(&self) -> bool {
        let closes = |t: &&Token| t.is_any(&["\"", "'", ")", "]"]);
        let last = self.tokens().iter().rev().find(|t| !closes(t));
        last.is_some_and(|t| t.is_any(&[".", "!", "?", "..."]) || (t.is_word() && t.norm.ends_with('.')))
    }

    /// The statement before it, unless that is furniture or a different paragraph's end far away.
    pub fn before(&self) -> Option<Passage<'a>> {
        let before = self.reading.annotated.statements[..self.statement.index].iter().rev().find(|s| !s.is_noise())?;
        // Only furniture may lie between, and no more than a caption's worth.
        let near = self.statement.index - before.index <= 3;
        near.then(|| Passage::new(self.article, self.reading, before))
    }
}

/// What may be printed of a story. Where several articles are given by their openings alone, that takes in the sentences in
/// which these break off, for there may be no others.
pub(super) fn printable<'a>(material: &Material<'a>) -> impl Iterator<Item = Passage<'a>> {
    let body = |r: &&Reading| r.annotated.statements.iter().filter(|s| !s.is_noise()).count();
    let openings = material.readings.len() > 1 && material.readings.iter().all(|r| body(r) <= EXCERPT);
    let all = material.readings.iter().enumerate().flat_map(|(article, reading)| {
        reading.annotated.statements.iter().map(move |s| Passage::new(article, reading, s))
    });
    all.filter(move |p| p.is_printable() || (openings && p.opens_an_excerpt()))
}

/// The words of tokens that say what they are on, sorted, each once.
pub(super) fn content_words<'t>(tokens: impl IntoIterator<Item = &'t Token>) -> Vec<CompactString> {
    let stop = &wording().stop;
    let says = |t: &&Token| (t.is_word() || t.is_number()) && !stop.contains(&t.norm);
    let mut words: Vec<_> = tokens.into_iter().filter(says).map(|t| t.norm.text()).collect();
    words.sort_unstable();
    words.dedup();
    words
}
