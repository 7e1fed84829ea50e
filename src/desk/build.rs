//! From a recipe and the texts that it names to the edition.

use std::collections::{BTreeMap, BTreeSet};

use super::page::Desk;
use super::recipe::{Material, Recipe};
use super::retraction::is_notice;
use super::told::Told;
use crate::model::{
    Article, EDITION_SCHEMA, Edition, EditionCoverage, Held, Link, Publish, Reading, Rulings, Skipped, Story,
    VisitEntry,
};
use crate::pipeline;
use crate::score::Weights;
use crate::story::{self, Grouping, visits};

/// An edition, and what became of each article that is new.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The edition, as attache makes it.
    pub edition: Edition,
    /// Each new article with its fate, as the store keeps it.
    pub fates: Vec<(String, &'static str)>,
    /// The trips that the new articles tell of, for the visit diary. Stories that the desk has muted tell of none.
    pub trips: Vec<VisitEntry>,
}

/// A story of the day.
pub(super) struct Today<'a> {
    pub id: String,
    pub readings: Vec<&'a Reading>,
    /// As it was told before, with those of its articles that were read again.
    pub told: Option<(&'a Told<'a>, Vec<&'a Reading>)>,
}

/// Makes the edition.
pub fn build(recipe: &Recipe, material: &Material, weights: &Weights) -> Made {
    let mut fates = Fates::of(recipe);
    let Sorted { links, news, gone } = sorted(recipe, material, &mut fates);
    // Without news nothing is told again.
    let told = if news.is_empty() { Vec::new() } else { Told::of(&material.told, recipe.date) };
    let again = told.iter().flat_map(Told::articles).filter_map(|id| material.old.get(id)).cloned().collect();
    let (mut readings, skipped) = pipeline::sort_out(news, weights);
    let new = readings.len();
    readings.extend(pipeline::read_all(again, weights));
    let (stories, muted) = stories_of(&readings, new, &told, &recipe.rulings);
    muted.iter().for_each(|reading| fates.set(&reading.annotated.article().id, "muted"));
    let skipped = skipped.into_iter().chain(muted.into_iter().map(muted_article)).collect();
    let new = readings.get(..new).unwrap_or_default();
    let desk = Desk::new(recipe, material);
    let trips = stories.iter().flat_map(|today| &today.readings).flat_map(|reading| visits::told(reading).reports);
    let trips = trips.map(VisitEntry::Report).collect();
    let corrections = desk.corrections(&stories, &gone, new);
    let page = desk.page(&stories, &mut fates);
    gone.iter().for_each(|id| fates.add(id, "withdrawn"));
    let edition = Edition {
        schema: EDITION_SCHEMA.to_owned(),
        desk: recipe.desk.name.clone(),
        number: recipe.number,
        revision: 0,
        title: recipe.desk.title.clone(),
        date: recipe.date,
        window: recipe.window.clone(),
        corrections,
        notes: Vec::new(),
        briefs: page.entries,
        also: page.also,
        links,
        unchanged: page.unchanged,
        coverage: coverage(recipe, new, &stories, skipped, page.held),
        made_from: recipe.made_from(),
    };
    Made { edition, fates: fates.all.into_iter().collect(), trips }
}

/// The new articles by what is done with them.
#[derive(Default)]
struct Sorted {
    /// Only headline and address may be published.
    links: Vec<Link>,
    /// To be read.
    news: Vec<Article>,
    /// Told before and withdrawn since, by id.
    gone: Vec<String>,
}

fn sorted(recipe: &Recipe, material: &Material, fates: &mut Fates) -> Sorted {
    let links: BTreeSet<&str> =
        recipe.articles.iter().filter(|one| one.rights.publish == Publish::Link).map(|one| one.id.as_str()).collect();
    let mut sorted = Sorted { gone: recipe.withdrawn.clone(), ..Sorted::default() };
    for article in &material.articles {
        let before = recipe.successions.iter().filter(|s| s.article == article.id).map(|s| s.before.clone());
        let before: Vec<String> = before.collect();
        if !before.is_empty() && is_notice(article) {
            fates.set(&article.id, "notice");
            sorted.gone.extend(before);
        } else if links.contains(article.id.as_str()) {
            fates.set(&article.id, "link");
            sorted.links.push(link(article));
        } else {
            sorted.news.push(article.clone());
        }
    }
    sorted
}

fn coverage(
    recipe: &Recipe,
    new: &[Reading],
    stories: &[Today<'_>],
    skipped: Vec<Skipped>,
    mut held: Vec<Held>,
) -> EditionCoverage {
    let groups: Vec<Story> = stories.iter().map(group_of).collect();
    let mut read = pipeline::coverage(new, &groups);
    read.skipped = recipe.unread.iter().cloned().chain(skipped).collect();
    held.extend(recipe.held.iter().cloned());
    held.sort();
    EditionCoverage { read, held, failed: recipe.failed.clone() }
}

/// What became of each article; one that nothing else became of was skipped.
pub(super) struct Fates {
    all: BTreeMap<String, &'static str>,
}

impl Fates {
    fn of(recipe: &Recipe) -> Fates {
        let mut all = BTreeMap::new();
        all.extend(recipe.articles.iter().map(|one| (one.id.clone(), "skipped")));
        all.extend(recipe.superseded.iter().map(|id| (id.clone(), "superseded")));
        all.extend(recipe.restricted.iter().map(|id| (id.clone(), "restricted")));
        Fates { all }
    }

    pub fn set(&mut self, id: &str, fate: &'static str) {
        if let Some(known) = self.all.get_mut(id) {
            *known = fate;
        }
    }

    fn add(&mut self, id: &str, fate: &'static str) {
        self.all.entry(id.to_owned()).or_insert(fate);
    }

    pub fn set_all(&mut self, today: &Today<'_>, fate: &'static str) {
        today.readings.iter().for_each(|reading| self.set(&reading.annotated.article().id, fate));
    }
}

fn link(article: &Article) -> Link {
    Link {
        article: article.id.clone(),
        title: article.title.clone().unwrap_or_default(),
        publisher: article.publisher.clone(),
        url: article.url.clone(),
    }
}

fn group_of(today: &Today<'_>) -> Story {
    let origins = story::origins(&today.readings);
    Story { id: today.id.clone(), articles: (0..today.readings.len()).collect(), origins }
}

fn muted_article(reading: &Reading) -> Skipped {
    let source_path = reading.annotated.article().source_path.clone();
    Skipped { source_path, reason: "of a story that the desk has muted".to_owned() }
}

/// The day's stories: the first `new` readings grouped together with those of the stories told before. Then the articles of
/// stories that the desk has muted.
fn stories_of<'a>(
    readings: &'a [Reading],
    new: usize,
    told: &'a [Told<'a>],
    rulings: &Rulings,
) -> (Vec<Today<'a>>, Vec<&'a Reading>) {
    let mut owner: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, story) in told.iter().enumerate() {
        story.articles().into_iter().for_each(|id| {
            owner.entry(id).or_insert(n);
        });
    }
    let id = |n: usize| readings.get(n).map_or("", |reading| reading.annotated.article().id.as_str());
    let (mut stories, mut muted): (Vec<(Option<usize>, Today<'a>)>, Vec<&Reading>) = (Vec::new(), Vec::new());
    for group in Grouping::new(readings).stories(readings, rulings) {
        let fresh = group.articles.iter().filter(|n| **n < new).filter_map(|n| readings.get(*n));
        let fresh: Vec<&Reading> = fresh.collect();
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for story in group.articles.iter().filter_map(|n| owner.get(id(*n))) {
            *votes.entry(*story).or_default() += 1;
        }
        // Of equal ones the story told first.
        let winner = votes.into_iter().max_by_key(|(story, votes)| (*votes, std::cmp::Reverse(*story))).map(|(n, _)| n);
        let before = winner.and_then(|n| told.get(n));
        // A story keeps the id that it was told under.
        let id = before.map_or(group.id.as_str(), |told| told.id).to_owned();
        if fresh.is_empty() {
            continue;
        }
        if rulings.is_muted(&id) || rulings.is_muted(&group.id) {
            muted.extend(fresh);
            continue;
        }
        match stories.iter_mut().find(|(known, _)| winner.is_some() && *known == winner) {
            Some((_, today)) => today.readings.extend(fresh),
            None => stories.push((winner, today(id, readings, fresh, before, new))),
        }
    }
    (stories.into_iter().map(|(_, today)| today).collect(), muted)
}

fn today<'a>(
    id: String,
    readings: &'a [Reading],
    fresh: Vec<&'a Reading>,
    told: Option<&'a Told<'a>>,
    new: usize,
) -> Today<'a> {
    let old = |told: &Told<'a>| -> Vec<&'a Reading> {
        let ids = told.articles();
        let old = readings.iter().skip(new);
        old.filter(|reading| ids.contains(&reading.annotated.article().id.as_str())).collect()
    };
    Today { id, readings: fresh, told: told.map(|told| (told, old(told))) }
}
