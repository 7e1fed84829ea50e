use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    months: Vec<Vec<String>>,
}

static TABLE: LazyLock<HashMap<String, u32>> = LazyLock::new(|| {
    let file: File = super::embedded!("page_dates");
    let english = super::months().map(|(name, month)| (name.to_owned(), month.number));
    let others = (1..).zip(file.months).flat_map(|(n, names)| names.into_iter().map(move |name| (name, n)));
    english.chain(others).collect()
});

/// The month (1 to 12) that a word of a page's date stamp names, in one of several languages. Any case.
pub fn stamp_month(word: &str) -> Option<u32> {
    TABLE.get(word.to_lowercase().as_str()).copied()
}
