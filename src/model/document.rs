use std::ops::Range;

use super::Article;
use crate::text::{CharIndex, Span, Token};

/// An article cut into tokens and sentences: what every annotator reads.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// All its tokens, in order.
    pub tokens: Vec<Token>,
    /// All its sentences, in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Turns the bytes of its spans into the characters of what leaves the program.
    pub chars: CharIndex,
}

/// A sentence (or a line of page furniture) of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token, in bytes.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number of its paragraph (a line, or a block between empty lines where lines are wrapped), from 0.
    pub paragraph: usize,
}

impl Document {
    /// The words of a span.
    pub fn text(&self, span: Span) -> &str {
        span.of(&self.article.text)
    }

    /// The tokens of sentence `i`; none where there is no such sentence.
    pub fn tokens_of(&self, i: usize) -> &[Token] {
        self.sentences.get(i).map_or(&[], |s| &self.tokens[s.tokens.clone()])
    }
}
