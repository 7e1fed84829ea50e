//! What the desk has ruled on stories, and what it remembers of them, over one batch.

use std::collections::{BTreeMap, BTreeSet};

use super::linkage::Ties;
use crate::model::{Rulings, Story};

/// The rulings as pairs of places in a batch. Articles that were in one story stay in one, unless the desk parts them.
pub(super) fn ties(rulings: &Rulings, ids: &[&str]) -> Ties {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, id) in ids.iter().enumerate() {
        places.entry(id).or_default().push(n);
    }
    let at = |id: &str| places.get(id).into_iter().flatten().copied();
    let parted =
        rulings.split().iter().flat_map(|(a, b)| at(a).flat_map(move |x| at(b).map(move |y| (x.min(y), x.max(y)))));
    let parted: BTreeSet<(usize, usize)> = parted.collect();
    let mut joined: Vec<(usize, usize)> =
        rulings.merged().iter().filter_map(|(a, b)| Some((at(a).next()?, at(b).next()?))).collect();
    let mut homes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, id) in ids.iter().enumerate() {
        if let Some(story) = rulings.remembered().get(*id) {
            homes.entry(story).or_default().push(n);
        }
    }
    for members in homes.values() {
        let free = |a: usize| members.iter().all(|b| !parted.contains(&(a.min(*b), a.max(*b))));
        let stay: Vec<usize> = members.iter().copied().filter(|a| free(*a)).collect();
        joined.extend(stay.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))));
    }
    Ties { joined, parted }
}

/// A story takes the id under which most of its articles were known; of equals the first in the alphabet. No two take one.
pub(super) fn name(rulings: &Rulings, stories: &mut [Story], ids: &[&str]) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    for story in stories {
        let mut votes: BTreeMap<&String, usize> = BTreeMap::new();
        for id in story.articles.iter().filter_map(|n| ids.get(*n)) {
            if let Some(known) = rulings.remembered().get(*id).filter(|known| !taken.contains(*known)) {
                *votes.entry(known).or_default() += 1;
            }
        }
        let known = votes.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)));
        if let Some((id, _)) = known {
            story.id.clone_from(id);
        }
        taken.insert(story.id.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Ruling;

    fn story(id: &str, articles: &[usize]) -> Story {
        Story { id: id.into(), articles: articles.to_vec(), origins: vec![] }
    }

    #[test]
    fn a_story_keeps_the_id_that_most_of_its_articles_know() {
        let pair = |a: &str, s: &str| (a.to_owned(), s.to_owned());
        let known = BTreeMap::from([pair("a", "old"), pair("b", "old"), pair("c", "other")]);
        let mut stories = [story("z", &[0, 1, 2, 3]), story("y", &[4])];
        name(&Rulings::new([], known), &mut stories, &["a", "b", "c", "d", "e"]);
        assert_eq!([stories[0].id.as_str(), stories[1].id.as_str()], ["old", "y"]);
    }

    #[test]
    fn articles_of_one_story_stay_together_unless_they_are_parted() {
        let known = ["a", "b", "c"].map(|id| (id.to_owned(), "s".to_owned()));
        let rulings = Rulings::new([Ruling::Split("a".into(), "c".into())], BTreeMap::from(known));
        let found = ties(&rulings, &["a", "b", "c", "d"]);
        assert_eq!(found.parted, BTreeSet::from([(0, 2)]));
        assert!(found.joined.is_empty(), "{:?}", found.joined);
        let free = Rulings::new([], rulings.remembered().clone());
        assert_eq!(ties(&free, &["a", "b", "c", "d"]).joined, [(0, 1), (1, 2)]);
    }
}
