//! Looks into the store and writes down what the next digest is made from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use thiserror::Error;

use super::recipe::{DiaryPoint, Ingredient, Material, Recipe};
use super::told::Told;
use super::{MEMORY_DAYS, Moment};
use crate::config::DeskConfig;
use crate::model::{Article, Edition, FailedSource, Held, Rights, Rulings, Skipped, Window};
use crate::pipeline::Known;
use crate::store::{Store, StoreError};
use crate::story::visits::{Diary, HouseNames};

/// What a digest is asked to be made from.
#[derive(Debug, Clone, PartialEq)]
pub enum Inputs {
    /// What is new to the desk.
    New,
    /// These articles of the store, by id, and what could not be read.
    These(Vec<String>, Vec<Skipped>),
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The desk.
    pub desk: &'a DeskConfig,
    /// The moment at which the digest is made.
    pub now: Moment,
    /// From what.
    pub inputs: Inputs,
    /// Sources that failed.
    pub failed: Vec<FailedSource>,
    /// Sources that are quiet, and why that is said.
    pub quiet: Vec<Skipped>,
    /// The templates of the desk's own, by name.
    pub templates: BTreeMap<String, String>,
    /// The house spelling of names.
    pub names: &'a HouseNames,
    /// The rows of the desk's own people.
    pub people: Option<String>,
}

/// Why nothing can be gathered.
#[derive(Debug, Error)]
pub enum GatherError {
    /// The store fails.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The store came from a backup, and nobody knows which numbers were given out since.
    #[error(
        "the store came from a backup, and the one before could not be read: which numbers did digests get since? Say it: \
         attache send --after-restore N, where N is the last digest that readers got"
    )]
    Unsure,
    /// The moment lies before the end of the last window.
    #[error("digest {number} reaches to {to}; --now must not lie before it")]
    Earlier {
        /// The last digest.
        number: u32,
        /// The end of its window.
        to: String,
    },
}

/// The articles that are new, sorted by what may be done with them.
#[derive(Default)]
struct Sorted {
    articles: Vec<Ingredient>,
    superseded: Vec<String>,
    restricted: Vec<String>,
    held: BTreeMap<String, usize>,
}

/// Writes the recipe of a desk's next digest.
///
/// # Errors
/// [`GatherError`].
pub fn gather(store: &Store, request: Request<'_>) -> Result<Recipe, GatherError> {
    let Request { desk, now, inputs, failed, quiet, templates, names, people } = request;
    if store.is_unsure_of_numbers(&desk.name)? {
        return Err(GatherError::Unsure);
    }
    let last = store.last_digest(&desk.name)?;
    let window = window(store, desk, now, last)?;
    let (sorted, unread) = match inputs {
        Inputs::New => (fresh(store, desk, now)?, quiet),
        Inputs::These(ids, unread) => (these(store, ids, now)?, unread),
    };
    let ids: Vec<String> = sorted.articles.iter().map(|one| one.id.clone()).collect();
    let successions = store.successions(&desk.name, &ids)?;
    let withdrawn = store.withdrawn(&desk.name)?;
    let asked: Vec<_> = store.waiting_corrections(&desk.name)?.into_iter().map(Into::into).collect();
    let mut recipe = Recipe {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        number: store.next_digest(&desk.name)?,
        date: now.day(),
        window,
        articles: sorted.articles,
        superseded: sorted.superseded,
        restricted: sorted.restricted,
        held: sorted.held.into_iter().map(|(reason, count)| Held { reason, count }).collect(),
        failed,
        unread,
        told: Vec::new(),
        successions,
        withdrawn,
        asked,
        rulings: Rulings::default(),
        desk: desk.clone(),
        templates,
        diary: None,
        people,
        names: names.clone(),
    };
    recipe.told = told(store, &recipe)?;
    let old = material(store, &recipe)?.old;
    let ids: BTreeSet<&str> = recipe.articles.iter().map(|one| one.id.as_str()).collect();
    recipe.diary = DiaryPoint::of(&store.visit_entries()?, names);
    recipe.rulings = store.rulings()?.about(|id| ids.contains(id) || old.contains_key(id));
    Ok(recipe)
}

fn window(store: &Store, desk: &DeskConfig, now: Moment, last: u32) -> Result<Window, GatherError> {
    let before = store.digest(&desk.name, last)?.map(|digest| digest.revision.edition.window.to);
    if let Some(to) = &before
        && Moment::parse(to, desk.time_zone).is_ok_and(|to| now < to)
    {
        return Err(GatherError::Earlier { number: last, to: to.clone() });
    }
    Ok(Window { from: before, to: now.to_string(), zone: desk.time_zone.name().to_owned() })
}

fn fresh(store: &Store, desk: &DeskConfig, now: Moment) -> Result<Sorted, StoreError> {
    let mut sorted = Sorted::default();
    for article in store.fresh(&desk.name, desk.sources.as_deref())? {
        if article.superseded {
            if !article.seen {
                sorted.superseded.push(article.id);
            }
        } else if article.published.is_some_and(|day| day > now.day()) {
            sorted.hold("dated after this day".to_owned());
        } else {
            sorted.take(article.id, article.rights, now, article.seen);
        }
    }
    Ok(sorted)
}

fn these(store: &Store, ids: Vec<String>, now: Moment) -> Result<Sorted, StoreError> {
    let (mut sorted, mut seen) = (Sorted::default(), BTreeSet::new());
    for id in ids.into_iter().filter(|id| seen.insert(id.clone())) {
        if let Some(stored) = store.article(&id)? {
            sorted.take(id, stored.rights, now, false);
        }
    }
    Ok(sorted)
}

impl Sorted {
    fn take(&mut self, id: String, rights: Rights, now: Moment, seen: bool) {
        let embargo = rights.embargo_until.filter(|until| until.to_utc() > now.utc());
        if let Some(until) = embargo {
            self.hold(format!("under embargo until {}", until.format("%Y-%m-%d %H:%M %:z")));
        } else if rights.restricted {
            // Said once.
            if !seen {
                self.hold("for the desk alone".to_owned());
                self.restricted.push(id);
            }
        } else {
            self.articles.push(Ingredient { id, rights });
        }
    }

    fn hold(&mut self, reason: String) {
        *self.held.entry(reason).or_default() += 1;
    }
}

/// The digests whose stories can go on, and those that may be wrong now.
fn told(store: &Store, recipe: &Recipe) -> Result<Vec<(u32, u32)>, StoreError> {
    let desk = recipe.desk.name.as_str();
    let young = store.digests_since(desk, recipe.date - TimeDelta::days(MEMORY_DAYS))?;
    let mut told: BTreeMap<u32, u32> = young.into_iter().collect();
    let mut older: BTreeSet<u32> = recipe.asked.iter().map(|asked| asked.digest).collect();
    for id in recipe.successions.iter().map(|s| &s.before).chain(&recipe.withdrawn) {
        older.extend(store.digests_telling(desk, id)?);
    }
    for number in older {
        if let Some(digest) = store.digest(desk, number)? {
            told.insert(number, digest.revision.number);
        }
    }
    Ok(told.into_iter().collect())
}

/// Takes the texts that a recipe names from the store.
///
/// # Errors
/// What the store gives; [`StoreError::Damaged`] where a text is not there.
pub fn material(store: &Store, recipe: &Recipe) -> Result<Material, StoreError> {
    let missing = |what: String| StoreError::Damaged { path: store.path().to_owned(), what };
    let article = |id: &str| -> Result<Article, StoreError> {
        let stored = store.article(id)?;
        Ok(stored.ok_or_else(|| missing(format!("article {id} is not there")))?.article)
    };
    let articles = recipe.articles.iter().map(|one| article(&one.id)).collect::<Result<_, _>>()?;
    let edition = |(number, revision): &(u32, u32)| -> Result<Edition, StoreError> {
        let edition = store.digest_revision(&recipe.desk.name, *number, *revision)?;
        edition.ok_or_else(|| missing(format!("digest {number} is not there")))
    };
    let told: Vec<Edition> = recipe.told.iter().map(edition).collect::<Result<_, _>>()?;
    let stories = Told::of(&told, recipe.date);
    let mut ids: BTreeSet<&str> = stories.iter().flat_map(Told::articles).collect();
    ids.extend(recipe.successions.iter().map(|s| s.before.as_str()));
    ids.extend(recipe.withdrawn.iter().map(String::as_str));
    let old = ids.into_iter().map(|id| Ok((id.to_owned(), article(id)?))).collect::<Result<_, StoreError>>()?;
    let diary = recipe.diary.as_ref().map(|point| -> Result<Diary, StoreError> {
        let as_it_was = point.diary(store.visit_entries()?);
        as_it_was.ok_or_else(|| missing("the visit diary is not what it was when the digest was made".to_owned()))
    });
    let known = Known { diary: diary.transpose()?, names: recipe.names.clone(), ..Known::default() };
    Ok(Material { articles, told, old, known })
}
