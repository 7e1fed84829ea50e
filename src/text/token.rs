use super::{Norm, Span, WordSet};

/// A word, a number or a mark of the text.
///
/// All rules of all annotators read this one stream; none looks at raw characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What rules compare: lower case, accents stripped, `’` and a stray backtick as `'`, curly quotation marks
    /// as `"`, en and em dash and `--` as `–`.
    pub norm: Norm,
    /// Word, number or mark.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// What lies between the token before and this one.
    pub gap: Gap,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner apostrophes and the dots of initials: `visit`, `don't`, `U.S.`, `twitter.com`; also the
    /// split-off possessive `'s`.
    Word,
    /// Starts with a digit: `19`, `1,500`, `3.5`, `19th`, `1980s`, `11am`.
    Number,
    /// Anything else, one sign at a time (`...` and `--` are one).
    Mark,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No capital.
    Lower,
    /// A capital first.
    Title,
    /// Capitals only, two or more letters.
    Upper,
    /// A capital inside only: `iPhone`.
    Mixed,
    /// No letters with case.
    None,
}

/// What lies between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: the two are glued.
    None,
    /// Blanks on one line.
    Space,
    /// One line break.
    Line,
    /// An empty line, or the start of the text.
    Blank,
}

impl Token {
    /// True for this exact normal form.
    #[inline(always)]
    pub fn is(&self, norm: &str) -> bool {
        self.norm == norm
    }

    /// True where one of the normal forms fits.
    #[inline(always)]
    pub fn is_any(&self, norms: &[&str]) -> bool {
        norms.iter().any(|norm| self.norm == **norm)
    }

    /// True where the normal form is in a word list.
    #[inline]
    pub fn is_one(&self, words: &WordSet) -> bool {
        words.contains(&self.norm)
    }

    /// A word that begins with a capital (`Kim`, `NATO`, `U.S.`).
    pub fn is_capitalised(&self) -> bool {
        self.kind == TokenKind::Word && matches!(self.case, Case::Title | Case::Upper)
    }

    /// A quotation mark of any shape, normal form `"`. A single one is an apostrophe as far as the tokenizer can tell.
    pub fn is_quote(&self) -> bool {
        self.kind == TokenKind::Mark && self.norm == "\""
    }

    /// A word.
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// A number.
    pub fn is_number(&self) -> bool {
        self.kind == TokenKind::Number
    }

    /// The value of a plain number of at most nine digits (`19`, `1,500`, also `19th`).
    pub fn number(&self) -> Option<u32> {
        if self.kind != TokenKind::Number {
            return None;
        }
        let digits: String =
            self.norm.trim_end_matches(|c: char| c.is_ascii_alphabetic()).chars().filter(|c| *c != ',').collect();
        if digits.len() > 9 { None } else { digits.parse().ok() }
    }
}
