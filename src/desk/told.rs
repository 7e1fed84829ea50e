//! What earlier digests told, story by story.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::MEMORY_DAYS;
use crate::model::{Edition, Entry, Line};

/// Articles of a told story that are read again, at most.
const READ_AGAIN: usize = 4;

/// A story as earlier digests told it.
#[derive(Debug, Clone)]
pub(super) struct Told<'a> {
    /// Its id.
    pub id: &'a str,
    /// Where it was told, the first time first.
    pub places: Vec<Telling<'a>>,
}

/// One telling of a story.
#[derive(Debug, Clone, Copy)]
pub(super) struct Telling<'a> {
    /// The digest.
    pub edition: &'a Edition,
    /// The story's number in it.
    pub number: usize,
    /// The story.
    pub entry: &'a Entry,
}

impl Telling<'_> {
    /// The name of a line of it: `2.3`.
    pub fn line(&self, line: usize) -> String {
        format!("{}.{line}", self.number)
    }
}

impl<'a> Told<'a> {
    /// The stories of these digests that are young enough to go on at this day, the one told first first.
    pub fn of(editions: &'a [Edition], date: NaiveDate) -> Vec<Told<'a>> {
        let mut stories: Vec<Told<'a>> = Vec::new();
        let mut at: BTreeMap<&str, usize> = BTreeMap::new();
        let young = editions.iter().filter(|edition| is_young(edition, date));
        for telling in young.flat_map(tellings) {
            let id = telling.entry.brief.story_id.as_str();
            let place = *at.entry(id).or_insert(stories.len());
            match stories.get_mut(place) {
                Some(story) => story.places.push(telling),
                None => stories.push(Told { id, places: vec![telling] }),
            }
        }
        stories
    }

    /// The articles by which it is known again: the first ones and the last ones.
    pub fn articles(&self) -> Vec<&'a str> {
        let mut all: Vec<&str> = Vec::new();
        for source in self.places.iter().flat_map(|telling| &telling.entry.brief.sources) {
            if !all.contains(&source.article.as_str()) {
                all.push(&source.article);
            }
        }
        if all.len() > READ_AGAIN {
            all.drain(READ_AGAIN / 2..all.len() - READ_AGAIN / 2);
        }
        all
    }

    /// The value of a slot as it was last told.
    pub fn slot(&self, slot: &str) -> Option<&'a str> {
        let frames = self.places.iter().rev().flat_map(|telling| {
            let entry: &'a Entry = telling.entry;
            [entry.own_headline(), &entry.brief.dateline]
        });
        frames.filter_map(|line: &'a Line| line.slots.get(slot)).map(String::as_str).find(|value| !value.is_empty())
    }

    /// The last telling.
    pub fn last(&self) -> Option<&Telling<'a>> {
        self.places.last()
    }
}

/// True where the stories of a digest can still go on.
pub(super) fn is_young(edition: &Edition, date: NaiveDate) -> bool {
    (date - edition.date).num_days() <= MEMORY_DAYS
}

/// The stories of a digest with their numbers.
pub(super) fn tellings(edition: &Edition) -> impl Iterator<Item = Telling<'_>> {
    (1..).zip(&edition.briefs).map(move |(number, entry)| Telling { edition, number, entry })
}
