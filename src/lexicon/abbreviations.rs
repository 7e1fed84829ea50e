use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// How an abbreviation bears on the full stop after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name or number: never the end (`Mr.`, `Dec.` before a day).
    Title,
    /// Before a number never the end, else as [`Abbreviation::Open`] (`No.`, `Dec.`, `p.`).
    BeforeNumber,
    /// May end a sentence; does where a new one plainly starts (`Inc.`, `Jr.`, `etc.`).
    Open,
}

#[derive(Deserialize)]
struct File {
    title: Vec<String>,
    before_number: Vec<String>,
    open: Vec<String>,
}

static TABLE: LazyLock<HashMap<String, Abbreviation>> = LazyLock::new(|| {
    let file: File = super::embedded("abbreviations.toml", include_str!("../../lexicon/abbreviations.toml"));
    let row = |words: Vec<String>, kind| words.into_iter().map(move |w| (w, kind));
    row(file.title, Abbreviation::Title)
        .chain(row(file.before_number, Abbreviation::BeforeNumber))
        .chain(row(file.open, Abbreviation::Open))
        .collect()
});

/// What kind of abbreviation a word (normal form, without its dot) is.
pub fn abbreviation(norm: &str) -> Option<Abbreviation> {
    TABLE.get(norm).copied()
}
