use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

/// A ruling of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// Two articles, by id, tell of one event.
    Merge(String, String),
    /// Two articles, by id, tell of two events.
    Split(String, String),
    /// A story, by id, is not to be shown.
    Mute(String),
    /// A story, by id, is to be shown again.
    Unmute(String),
}

/// The rulings of a desk in their order, a later one before an earlier one, and the story that each article was in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rulings {
    merged: Vec<(String, String)>,
    split: BTreeSet<(String, String)>,
    muted: BTreeSet<String>,
    remembered: BTreeMap<String, String>,
}

impl Rulings {
    /// From the rulings in their order, and the story of each article that was grouped before, both by id.
    pub fn new(rulings: impl IntoIterator<Item = Ruling>, remembered: BTreeMap<String, String>) -> Self {
        let mut all = Rulings { remembered, ..Rulings::default() };
        for ruling in rulings {
            match ruling {
                Ruling::Merge(one, other) => {
                    let pair = sorted(one, other);
                    all.split.remove(&pair);
                    all.merged.push(pair);
                }
                Ruling::Split(one, other) => {
                    let pair = sorted(one, other);
                    all.merged.retain(|known| *known != pair);
                    all.split.insert(pair);
                }
                Ruling::Mute(story) => {
                    all.muted.insert(story);
                }
                Ruling::Unmute(story) => {
                    all.muted.remove(&story);
                }
            }
        }
        all
    }

    /// Those that bear on these articles; all muted stories stay.
    pub fn about(mut self, is_one: impl Fn(&str) -> bool) -> Self {
        self.merged.retain(|(one, other)| is_one(one) && is_one(other));
        self.split.retain(|(one, other)| is_one(one) && is_one(other));
        self.remembered.retain(|article, _| is_one(article));
        self
    }

    /// True for a story that is not to be shown.
    pub fn is_muted(&self, story: &str) -> bool {
        self.muted.contains(story)
    }

    /// True where the desk has parted these two articles.
    pub fn is_split(&self, one: &str, other: &str) -> bool {
        self.split.contains(&sorted(one.to_owned(), other.to_owned()))
    }

    /// True where the desk has joined these two articles.
    pub fn is_merged(&self, one: &str, other: &str) -> bool {
        self.merged.contains(&sorted(one.to_owned(), other.to_owned()))
    }

    /// The pairs of articles that the desk has joined.
    pub fn merged(&self) -> &[(String, String)] {
        &self.merged
    }

    /// The pairs of articles that the desk has parted.
    pub fn split(&self) -> &BTreeSet<(String, String)> {
        &self.split
    }

    /// The story of each article that was grouped before.
    pub fn remembered(&self) -> &BTreeMap<String, String> {
        &self.remembered
    }
}

fn sorted(one: String, other: String) -> (String, String) {
    if one <= other { (one, other) } else { (other, one) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_ruling_stands() {
        let merge = || Ruling::Merge("b".into(), "a".into());
        let split = || Ruling::Split("a".into(), "b".into());
        let ruled = |rulings: Vec<Ruling>| {
            let all = Rulings::new(rulings, BTreeMap::new());
            (all.is_merged("a", "b"), all.is_split("b", "a"))
        };
        assert_eq!(ruled(vec![split(), merge()]), (true, false));
        assert_eq!(ruled(vec![merge(), split()]), (false, true));
        let muted = Rulings::new([Ruling::Mute("s".into()), Ruling::Unmute("s".into())], BTreeMap::new());
        assert!(!muted.is_muted("s"));
    }
}
