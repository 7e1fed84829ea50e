//! What all numbered digests and the visit diary come to, as one value.
//!
//! [`Record::read`] takes from a store what may be published: digests that were approved or sent (drafts only of a desk
//! without review), the trips that rest on something else than held articles. It says nothing of an article that is under
//! embargo or for the desk alone at the moment given. Everything is in a fixed order, so the same store gives the same
//! record.
//!
//! `page_id` names pages, `digests` says which digests are out, `stories` follows stories over the days, `people` and
//! `countries` find out who and which states they are about, `trips` links the diary, `articles` says what may be shown
//! of a source.

mod articles;
mod countries;
mod digests;
mod page_id;
mod people;
mod stories;
mod trips;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

pub use articles::{Articles, Context, Source};
pub use countries::{Country, Pair};
pub use digests::{Day, Published, digest_id};
pub use page_id::{PageId, PageKind, slug};
pub use people::Person;
pub use stories::{Mark, Story, Telling};
pub use trips::{Trip, Witness};

use crate::config::DeskConfig;
use crate::store::{Store, StoreError};
use crate::story::visits::HouseNames;

/// All that there is to publish. Pages name each other by their [`PageId`]; [`trips`](Record::trips) by their places.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// The digests, the newest first.
    pub digests: Vec<Published>,
    /// The days on which there was one, the newest first.
    pub days: Vec<Day>,
    /// The stories, the one told last first.
    pub stories: Vec<Story>,
    /// The people, by name.
    pub people: Vec<Person>,
    /// The countries, by name.
    pub countries: Vec<Country>,
    /// Pairs of countries that a story or a trip is about, by name.
    pub pairs: Vec<Pair>,
    /// The trips of the diary by their first day, those that were withdrawn among them.
    pub trips: Vec<Trip>,
    /// What may be shown of each article.
    pub articles: Articles,
    titles: BTreeMap<PageId, String>,
    by_story_id: BTreeMap<String, usize>,
}

impl Record {
    /// Reads what these desks have published by a moment.
    ///
    /// # Errors
    /// What the store gives.
    pub fn read(
        store: &Store,
        desks: &[DeskConfig],
        house: &HouseNames,
        now: DateTime<Utc>,
    ) -> Result<Record, StoreError> {
        let mut articles = Articles::read(store, now)?;
        let mut digests = digests::published(store, desks, &articles)?;
        articles.learn(&digests);
        let diary = trips::Open::read(store, house, &articles)?;
        let mut stories = stories::stories(&mut digests);
        let mut trips = diary.trips();
        let mut people = people::people(&mut stories, &mut trips, &diary.entries, house);
        let (countries, pairs) = countries::countries(&mut stories, &mut trips, &mut people);
        let days = digests::days(&digests, &stories);
        let by_story_id = (0..).zip(&stories).map(|(n, story)| (story.story_id.clone(), n)).collect();
        let titles = BTreeMap::new();
        let mut record =
            Record { digests, days, stories, people, countries, pairs, trips, articles, titles, by_story_id };
        record.titles = record.all_titles();
        Ok(record)
    }

    /// The title of a page; none for one that there is not.
    pub fn title(&self, page: &PageId) -> Option<&str> {
        self.titles.get(page).map(String::as_str)
    }

    /// The story of a page.
    pub fn story(&self, page: &PageId) -> Option<&Story> {
        self.stories.iter().find(|story| story.id == *page)
    }

    /// The story of an id.
    pub fn stories_by_id(&self, story_id: &str) -> Option<&Story> {
        self.stories.get(*self.by_story_id.get(story_id)?)
    }

    fn all_titles(&self) -> BTreeMap<PageId, String> {
        let digests = self.digests.iter().map(|d| (&d.id, d.title()));
        let days = self.days.iter().map(|d| (&d.id, d.title()));
        let stories = self.stories.iter().map(|s| (&s.id, s.title.clone()));
        let people = self.people.iter().map(|p| (&p.id, p.name.clone()));
        let countries = self.countries.iter().map(|c| (&c.id, c.name.clone()));
        let pairs = self.pairs.iter().map(|p| (&p.id, p.title()));
        let all = digests.chain(days).chain(stories).chain(people).chain(countries).chain(pairs);
        all.map(|(id, title)| (id.clone(), title)).collect()
    }
}
