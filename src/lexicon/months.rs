use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    months: Vec<Vec<String>>,
    american_zones: Vec<String>,
}

static FILE: LazyLock<File> = LazyLock::new(|| super::embedded!("page_dates"));

static TABLE: LazyLock<HashMap<&str, u32>> = LazyLock::new(|| {
    let english = super::months().map(|(name, month)| (name, month.number));
    let others = (1..).zip(&FILE.months).flat_map(|(n, names)| names.iter().map(move |name| (name.as_str(), n)));
    english.chain(others).collect()
});

/// The month (1 to 12) that a word of a page's date stamp names, in one of several languages. Any case.
pub fn stamp_month(word: &str) -> Option<u32> {
    TABLE.get(word.to_lowercase().as_str()).copied()
}

/// True for a zone of time of the United States, in capitals: "PDT".
pub fn is_american_zone(word: &str) -> bool {
    FILE.american_zones.iter().any(|zone| zone == word)
}
