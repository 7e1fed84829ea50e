use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
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

static GROUPS: LazyLock<Vec<NeighbourGroup>> = LazyLock::new(|| {
    let file: File = super::embedded!("neighbours");
    let groups = file.group.into_iter();
    groups.map(|(name, e)| NeighbourGroup { name, about: e.about, features: e.features }).collect()
});

/// All groups, by name.
pub fn neighbour_groups() -> &'static [NeighbourGroup] {
    &GROUPS
}
