use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::{WordSet, tokenize};

/// Words of the daily digest.
#[derive(Debug)]
pub struct DigestWords {
    /// Who says something, where an article names neither outlet nor agency.
    pub source: String,
    /// How a notice of withdrawal opens: its words in normal form, the longest notice first.
    pub withdrawn: Vec<Vec<String>>,
    /// Marks of which one follows a short notice.
    pub marks: WordSet,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    source: String,
    withdrawn: Vec<String>,
    marks: WordSet,
}

static WORDS: LazyLock<DigestWords> = LazyLock::new(|| {
    let file: File = super::embedded!("digest");
    let norms = |text: &String| tokenize(text).into_iter().map(|token| token.norm.to_string()).collect();
    let mut withdrawn: Vec<Vec<String>> = file.withdrawn.iter().map(norms).collect();
    withdrawn.sort_by_key(|notice| std::cmp::Reverse(notice.len()));
    DigestWords { source: file.source, withdrawn, marks: file.marks }
});

/// The words of the daily digest.
pub fn digest_words() -> &'static DigestWords {
    &WORDS
}
