use crate::text::WordSet;
use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    english: WordSet,
    function_words: WordSet,
    codes: HashMap<String, String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| super::embedded!("languages"));

/// True for a word (small letters) that marks a text as English.
pub fn is_english_marker(word: &str) -> bool {
    FILE.english.contains(word)
}

/// True for a function word (normal form) that nearly every English line has one of.
pub fn is_english_function_word(norm: &str) -> bool {
    FILE.function_words.contains(norm)
}

/// The ISO 639-1 code of an ISO 639-3 code.
pub fn two_letter_code(iso_639_3: &str) -> Option<&'static str> {
    FILE.codes.get(iso_639_3).map(String::as_str)
}
