use rustc_hash::FxHashMap as HashMap;
use std::sync::LazyLock;

use compact_str::CompactString;
use serde::Deserialize;

use super::PhraseSet;
use crate::model::VisitKind;
use crate::text::{WordSet, fold, tokenize};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    nicknames: HashMap<CompactString, CompactString>,
    names: Names,
    states: HashMap<String, String>,
    kind: Vec<Kind>,
    counterparts: Counterparts,
}

#[derive(Deserialize)]
struct Names {
    spelling: Vec<(String, String)>,
    particles: WordSet,
    heads: WordSet,
}

#[derive(Deserialize)]
struct Kind {
    name: VisitKind,
    first: Vec<String>,
    anywhere: Vec<String>,
}

#[derive(Deserialize)]
struct Counterparts {
    cues: Vec<String>,
    stops: Vec<String>,
}

/// The words of the visit diary; what each holds is said in `lexicon/visits.toml`.
#[derive(Debug)]
pub struct VisitWords {
    /// Pet forms of first names, each with its usual form.
    pub nicknames: HashMap<CompactString, CompactString>,
    /// Transliterations, each with the one under which they meet.
    pub spelling: Vec<(String, String)>,
    /// Parts of names that do not tell two people apart.
    pub particles: WordSet,
    /// Words that stand for the head of a state.
    pub heads: WordSet,
    /// Codes of states by names that the gazetteer has not.
    states: HashMap<String, String>,
    /// Phrases for a kind of visit, in the order in which they decide: at the head of a remark, anywhere.
    pub kinds: Vec<(VisitKind, PhraseSet<()>, PhraseSet<()>)>,
    /// Words after which a counterpart is named.
    pub cues: PhraseSet<()>,
    /// Words that end a list of counterparts.
    pub stops: PhraseSet<()>,
}

impl VisitWords {
    /// The code of a state by a name of this file.
    pub fn state(&self, name: &str) -> Option<&str> {
        self.states.get(&state_key(name)).map(String::as_str)
    }
}

/// Letters in lower case, commas out, one blank between words.
fn state_key(name: &str) -> String {
    let folded = fold(name).replace('’', "'").replace(',', " ");
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

static WORDS: LazyLock<VisitWords> = LazyLock::new(|| {
    let file: File = super::embedded!("visits");
    let kinds = file.kind.into_iter().map(|k| (k.name, phrases(&k.first), phrases(&k.anywhere)));
    VisitWords {
        nicknames: file.nicknames,
        spelling: file.names.spelling,
        particles: file.names.particles,
        heads: file.names.heads,
        states: file.states.into_iter().map(|(name, code)| (state_key(&name), code)).collect(),
        kinds: kinds.collect(),
        cues: phrases(&file.counterparts.cues),
        stops: phrases(&file.counterparts.stops),
    }
});

fn phrases(list: &[String]) -> PhraseSet<()> {
    let mut set = PhraseSet::default();
    for phrase in list.iter().filter(|phrase| !tokenize(phrase).is_empty()) {
        set.insert(phrase, ());
    }
    set
}

/// The words of the visit diary.
pub fn visit_words() -> &'static VisitWords {
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_found_however_a_table_writes_them() {
        assert_eq!(visit_words().state("Korea, South"), Some("KOR"));
        assert_eq!(visit_words().state("China, People’s Republic of"), Some("CHN"));
        assert_eq!(visit_words().state("Atlantis"), None);
    }
}
