use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::WordSet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text_openers: WordSet,
    speaks_of_text: Vec<String>,
    tells_of_text: Vec<String>,
    demands: Vec<String>,
    group: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    about: String,
    features: Vec<String>,
}

/// Features that tell something of the sentences around.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeighbourGroup {
    /// Its name in `lexicon/neighbours.toml`.
    pub name: String,
    /// What a sentence with one of them tells.
    pub about: String,
    /// The features.
    pub features: Vec<String>,
}

/// What `lexicon/neighbours.toml` holds.
#[derive(Debug)]
pub struct Neighbours {
    /// All groups, by name.
    pub groups: Vec<NeighbourGroup>,
    /// Open a sentence that goes on with a text.
    pub text_openers: WordSet,
    /// Features of a sentence that speaks of a text.
    pub speaks_of_text: Vec<String>,
    /// Features of a sentence that tells what a text says.
    pub tells_of_text: Vec<String>,
    /// Features of a sentence that asks for something.
    pub demands: Vec<String>,
}

static NEIGHBOURS: LazyLock<Neighbours> = LazyLock::new(|| {
    let file: File = super::embedded!("neighbours");
    let groups = file.group.into_iter();
    Neighbours {
        groups: groups.map(|(name, e)| NeighbourGroup { name, about: e.about, features: e.features }).collect(),
        text_openers: file.text_openers,
        speaks_of_text: file.speaks_of_text,
        tells_of_text: file.tells_of_text,
        demands: file.demands,
    }
});

/// The embedded groups.
pub fn neighbours() -> &'static Neighbours {
    &NEIGHBOURS
}
