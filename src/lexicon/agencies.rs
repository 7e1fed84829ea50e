use std::sync::LazyLock;

use serde::Deserialize;

use super::{Match, PhraseSet};
use crate::text::Token;

#[derive(Deserialize)]
struct File {
    agency: Vec<Row>,
    places: Places,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    #[serde(default)]
    exact: Vec<String>,
    #[serde(default)]
    also: Vec<String>,
}

#[derive(Deserialize)]
struct Places {
    cities: Vec<String>,
}

struct Tables {
    agencies: PhraseSet<String>,
    cities: PhraseSet<()>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: File = super::embedded!("agencies");
    let mut tables = Tables { agencies: PhraseSet::default(), cities: PhraseSet::default() };
    for row in file.agency {
        row.exact.iter().for_each(|form| tables.agencies.insert_exact(form, row.name.clone()));
        row.also.iter().for_each(|form| tables.agencies.insert(form, row.name.clone()));
    }
    file.places.cities.iter().for_each(|city| tables.cities.insert(city, ()));
    tables
});

/// The agency whose name begins with the first of these tokens; the value is the name to show.
pub fn agency(tokens: &[Token]) -> Option<Match<'static, String>> {
    TABLES.agencies.at(tokens)
}

/// How many tokens the dateline city takes that begins with the first of these; none where there is none.
pub fn dateline_city(tokens: &[Token]) -> Option<usize> {
    TABLES.cities.at(tokens).map(|m| m.len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn short_agency_names_need_their_capitals() {
        let name = |text: &str| agency(&tokenize(text)).map(|m| m.value.as_str());
        assert_eq!(name("AP"), Some("Associated Press"));
        assert_eq!(name("ap"), None);
        assert_eq!(name("reuters"), Some("Reuters"));
        assert_eq!(dateline_city(&tokenize("Addis Ababa — today")), Some(2));
    }
}
