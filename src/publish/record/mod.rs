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
use crate::model::{Edition, VisitEntry};
use crate::store::{Head, Store, StoreError};
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
    by_page: BTreeMap<PageId, usize>,
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
        let articles = Articles::read(store, now)?;
        let digests = digests::published(store, desks, &articles)?;
        let diary = trips::Open::read(store, house, &articles)?;
        Ok(Record::of(articles, digests, diary, house))
    }

    /// What fictional digests and visits come to.
    pub(in crate::publish) fn sample(
        editions: Vec<Edition>,
        heads: BTreeMap<String, Head>,
        entries: Vec<(u64, VisitEntry)>,
    ) -> Record {
        let articles = Articles::of(heads);
        let digests = digests::of_editions(editions, &articles);
        let house = HouseNames::default();
        let diary = trips::Open::of(entries, &house, &articles);
        Record::of(articles, digests, diary, &house)
    }

    fn of(mut articles: Articles, mut digests: Vec<Published>, diary: trips::Open, house: &HouseNames) -> Record {
        articles.learn(&digests);
        let mut stories = stories::stories(&mut digests);
        let mut trips = diary.trips();
        let mut people = people::people(&mut stories, &mut trips, &diary.entries, house);
        let (countries, pairs) = countries::countries(&mut stories, &mut trips, &mut people);
        let days = digests::days(&digests, &stories);
        let by_story_id = (0..).zip(&stories).map(|(n, story)| (story.story_id.clone(), n)).collect();
        let by_page = (0..).zip(&stories).map(|(n, story)| (story.id.clone(), n)).collect();
        let titles = BTreeMap::new();
        let mut record =
            Record { digests, days, stories, people, countries, pairs, trips, articles, titles, by_story_id, by_page };
        record.titles = record.all_titles();
        record
    }

    /// The title of a page; none for one that there is not.
    pub fn title(&self, page: &PageId) -> Option<&str> {
        self.titles.get(page).map(String::as_str)
    }

    /// The story of a page.
    pub fn story(&self, page: &PageId) -> Option<&Story> {
        self.stories.get(*self.by_page.get(page)?)
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
