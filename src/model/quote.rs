use crate::text::Span;

/// Quoted words of a sentence.
///
/// A quotation that runs over several sentences is one `Quote` in each, with the same `speaker`; `first` and `last` tell
/// which sentences the whole takes up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The quoted words of this sentence, marks included, from the first to the last quoted word.
    pub span: Span,
    /// Who says it, as a reader would write it.
    pub speaker: Option<String>,
    /// Sentence that names the speaker, where it is another one.
    pub speaker_from: Option<usize>,
    /// The reporting verb as written.
    pub verb: Option<String>,
    /// True where the quotation makes up the sentence (not some words of it in quotation marks).
    pub whole: bool,
    /// First sentence of the quotation.
    pub first: usize,
    /// Last sentence of the quotation.
    pub last: usize,
}
