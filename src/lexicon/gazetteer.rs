use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use super::csv::{list, rows};
use super::{Match, PhraseSet};
use crate::text::Token;

/// A name that the gazetteer knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// What it names.
    pub kind: EntryKind,
    /// ISO 3166-1 alpha-3 or an `IGO:…` code; `None` for what belongs to no state.
    pub code: Option<&'static str>,
    /// The usual name of what it stands for (`Turkey` for `Turkish` and `Ankara`).
    pub name: &'static str,
    /// True where the word is also a first name, surname or common word (`Jordan`, `Nice`), or where other states have a body
    /// of that name (`Congress`).
    pub doubtful: bool,
}

/// What a gazetteer name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// A state or territory: `Turkey`.
    Country,
    /// An adjective: `Turkish`.
    Adjective,
    /// A people: `Turks`.
    People,
    /// A capital, which may stand for its government: `Ankara`.
    Capital,
    /// A seat of government: `the Kremlin`.
    Seat,
    /// A city, region or meeting place: `Geneva`.
    City,
    /// An international organisation.
    Igo,
    /// An organ or party of a state.
    Body,
    /// An armed group.
    Armed,
    /// A newspaper or news agency.
    Media,
    /// A company.
    Company,
    /// Capitalised names of other things: agreements, seas, prizes.
    Other,
}

impl EntryKind {
    /// True for what has a place on the map.
    pub fn is_place(self) -> bool {
        matches!(self, EntryKind::Country | EntryKind::Capital | EntryKind::City | EntryKind::Seat)
    }

    /// True for organisations of any sort.
    pub fn is_organisation(self) -> bool {
        matches!(
            self,
            EntryKind::Igo
                | EntryKind::Body
                | EntryKind::Armed
                | EntryKind::Media
                | EntryKind::Company
                | EntryKind::Seat
        )
    }
}

static NAMES: LazyLock<PhraseSet<Entry>> = LazyLock::new(|| {
    let mut set = PhraseSet::default();
    organisations(&mut set);
    countries(&mut set);
    cities(&mut set);
    set
});

static COUNTRY_NAMES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| country_rows().map(|row| (row[0], row[1].trim_start_matches('?'))).collect());

/// The longest gazetteer name that begins with the first of these tokens. It must be written with a capital.
pub fn gazetteer(tokens: &[Token]) -> Option<Match<'static, Entry>> {
    let is_written = |t: &Token| t.is_capitalised() || t.is_number() || t.case == crate::text::Case::Mixed;
    let first = tokens.first()?;
    if !first.is_any(&["the", "al"]) {
        return if is_written(first) { NAMES.at(tokens) } else { None };
    }
    let found = NAMES.at(tokens)?;
    tokens.get(found.len - 1).is_some_and(is_written).then_some(found)
}

/// The usual name of a state.
pub fn country_name(code: &str) -> Option<&'static str> {
    COUNTRY_NAMES.get(code).copied()
}

fn country_rows() -> impl Iterator<Item = [&'static str; 7]> {
    rows(include_str!("../../lexicon/countries.csv"))
}

fn countries(set: &mut PhraseSet<Entry>) {
    for [code, name, names, adjectives, people, capitals, seats] in country_rows() {
        let doubtful = name.starts_with('?');
        let name = name.trim_start_matches('?');
        let entry = |kind| Entry { kind, code: Some(code), name, doubtful: false };
        set.insert(name, Entry { doubtful, ..entry(EntryKind::Country) });
        let fields = [
            (names, EntryKind::Country),
            (adjectives, EntryKind::Adjective),
            (people, EntryKind::People),
            (capitals, EntryKind::Capital),
            (seats, EntryKind::Seat),
        ];
        for (field, kind) in fields {
            for phrase in list(field) {
                add(set, phrase, entry(kind));
            }
        }
    }
}

fn cities(set: &mut PhraseSet<Entry>) {
    for [name, code] in rows(include_str!("../../lexicon/cities.csv")) {
        let doubtful = name.starts_with('?');
        let name = name.trim_start_matches('?');
        set.insert(name, Entry { kind: EntryKind::City, code: Some(code), name, doubtful });
    }
}

fn organisations(set: &mut PhraseSet<Entry>) {
    for [code, kind, name, names] in rows(include_str!("../../lexicon/organisations.csv")) {
        let kind = match kind {
            "igo" => EntryKind::Igo,
            "body" | "party" => EntryKind::Body,
            "armed" => EntryKind::Armed,
            "media" => EntryKind::Media,
            "company" => EntryKind::Company,
            _ => EntryKind::Other,
        };
        let entry = Entry { kind, code: (code != "-").then_some(code), name, doubtful: false };
        for phrase in std::iter::once(name).chain(list(names)) {
            let doubtful = phrase.starts_with('?');
            let phrase = phrase.trim_start_matches('?');
            let own = if matches!(kind, EntryKind::Igo) { name } else { phrase.trim_start_matches('=') };
            add(set, phrase, Entry { name: own, doubtful, ..entry });
        }
    }
}

fn add(set: &mut PhraseSet<Entry>, phrase: &str, entry: Entry) {
    match phrase.strip_prefix('=') {
        Some(exact) => set.insert_exact(exact, entry),
        None => set.insert(phrase, entry),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    fn look(text: &str) -> Option<(EntryKind, Option<&'static str>)> {
        gazetteer(&tokenize(text)).map(|found| (found.value.kind, found.value.code))
    }

    #[test]
    fn names_lead_to_their_state_or_body() {
        assert_eq!(look("Turkish troops"), Some((EntryKind::Adjective, Some("TUR"))));
        assert_eq!(look("Dutch ships"), Some((EntryKind::Adjective, Some("NLD"))));
        assert_eq!(look("the Kremlin said"), None);
        assert_eq!(look("Kremlin said"), Some((EntryKind::Seat, Some("RUS"))));
        assert_eq!(look("Geneva talks"), Some((EntryKind::City, Some("CHE"))));
        assert_eq!(look("U.N. envoy"), Some((EntryKind::Igo, Some("IGO:UN"))));
        assert_eq!(look("Kosovar police"), Some((EntryKind::Adjective, Some("XKX"))));
    }

    #[test]
    fn capitals_matter() {
        assert_eq!(look("US forces"), Some((EntryKind::Country, Some("USA"))));
        assert_eq!(look("us and them"), None);
        assert_eq!(look("turkey for dinner"), None);
        assert_eq!(look("who said"), None);
    }

    #[test]
    fn every_state_has_a_name() {
        assert_eq!(country_name("TUR"), Some("Turkey"));
        assert_eq!(country_name("XXX"), None);
    }
}
