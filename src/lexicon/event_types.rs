use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::PhraseSet;
use crate::model::EventType;

static TABLE: LazyLock<PhraseSet<(EventType, i64)>> = LazyLock::new(|| {
    let file: BTreeMap<String, BTreeMap<String, i64>> = super::embedded!("event_types");
    let mut set = PhraseSet::default();
    for (name, phrases) in file {
        let Ok(kind) = serde_json::from_value::<EventType>(serde_json::Value::String(name.clone())) else {
            panic!("lexicon/event_types.toml: no such type: {name}")
        };
        for (phrase, strength) in phrases {
            set.insert(&phrase, (kind, strength));
        }
    }
    set
});

/// Phrases that tell of a main event: its type and how strongly they do, 1 to 9.
pub fn event_types() -> &'static PhraseSet<(EventType, i64)> {
    &TABLE
}
