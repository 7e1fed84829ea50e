//! Page furniture: sentences that are no part of the article, each with the rule that says so.

use crate::model::Document;

/// What was found about one sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// The rule that takes it for furniture.
    pub rule: Option<&'static str>,
    /// True where the page breaks off in it.
    pub cut_off: bool,
}

/// Looks at every sentence.
pub(super) fn mark(document: &Document) -> Vec<Mark> {
    vec![Mark::default(); document.sentences.len()]
}
