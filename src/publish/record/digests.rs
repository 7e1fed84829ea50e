use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::articles::Articles;
use super::page_id::{PageId, PageKind};
use super::stories::Story;
use crate::config::DeskConfig;
use crate::model::{Correction, Edition, Entry, Receipt};
use crate::store::{State, Store, StoreError, StoredDigest};

/// A digest that is out.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// Its page: `digest/main-12`.
    pub id: PageId,
    /// The page of its day.
    pub day: PageId,
    /// The pages of its stories, in print order.
    pub stories: Vec<PageId>,
    /// The digest in its newest revision, without what rests on an article that is held now.
    pub edition: Edition,
    /// draft, approved, sent.
    pub state: &'static str,
    /// The printed number of each story.
    pub numbers: Vec<usize>,
    /// The stories that are left out: printed number and id.
    held: Vec<(usize, String)>,
}

/// A day with digests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Its page: `day/2031-03-26`.
    pub id: PageId,
    /// The day, in the desk's time zone.
    pub date: NaiveDate,
    /// Its digests, by desk and number.
    pub digests: Vec<PageId>,
    /// The stories that they tell, in print order, each once.
    pub stories: Vec<PageId>,
}

impl Published {
    /// `Morning digest 12, 26 March 2031`.
    pub fn title(&self) -> String {
        let Edition { title, number, date, .. } = &self.edition;
        format!("{title} {number}, {}", date.format("%-d %B %Y"))
    }
}

impl Day {
    /// `26 March 2031`.
    pub fn title(&self) -> String {
        self.date.format("%-d %B %Y").to_string()
    }
}

/// The page of a digest.
pub fn digest_id(desk: &str, number: u32) -> PageId {
    PageId::new(PageKind::Digest, &format!("{desk}-{number}"))
}

/// The page of a day.
pub(super) fn day_id(date: NaiveDate) -> PageId {
    PageId::new(PageKind::Day, &date.to_string())
}

/// The digests of these desks that are out, the newest first.
pub(super) fn published(
    store: &Store,
    desks: &[DeskConfig],
    articles: &Articles,
) -> Result<Vec<Published>, StoreError> {
    let mut all: Vec<Published> = Vec::new();
    for desk in desks {
        let out = store.digests(&desk.name)?.into_iter().filter(|digest| is_out(digest, desk));
        all.extend(out.map(|digest| publish(digest.revision.edition, digest.state.as_str(), articles)));
    }
    Ok(in_order(all, articles))
}

/// Digests that need no store, the newest first.
pub(super) fn of_editions(editions: Vec<Edition>, articles: &Articles) -> Vec<Published> {
    let all = editions.into_iter().map(|edition| publish(edition, "sent", articles)).collect();
    in_order(all, articles)
}

fn in_order(mut all: Vec<Published>, articles: &Articles) -> Vec<Published> {
    leave_out_headlines(&mut all, articles);
    all.sort_by(|a, b| {
        let key = |p: &Published| (p.edition.date, p.edition.number);
        key(b).cmp(&key(a)).then_with(|| a.edition.desk.cmp(&b.edition.desk))
    });
    all
}

/// A headline in a list, and a line in a correction, say something of a held story too.
fn leave_out_headlines(all: &mut [Published], articles: &Articles) {
    let mut ids: BTreeSet<String> = BTreeSet::new();
    let mut places: BTreeSet<(String, u32, String)> = BTreeSet::new();
    for digest in all.iter_mut() {
        for (position, id) in std::mem::take(&mut digest.held) {
            places.insert((digest.edition.desk.clone(), digest.edition.number, position.to_string()));
            ids.insert(id);
        }
    }
    for edition in all.iter_mut().map(|digest| &mut digest.edition) {
        let desk = edition.desk.clone();
        let is_held = |correction: &Correction| {
            let story = correction.line.split('.').next().unwrap_or_default();
            places.contains(&(desk.clone(), correction.digest, story.to_owned()))
        };
        edition.corrections.retain(|correction| !is_held(correction));
        let any_held = |of: &[String]| of.iter().any(|id| articles.is_held(id));
        edition.also.retain(|also| !ids.contains(&also.story_id) && !any_held(&also.ids));
        edition.unchanged.retain(|unchanged| !ids.contains(&unchanged.story_id));
    }
}

/// True for what readers may have: approved as it is now, sent, or a draft where nobody has to approve.
fn is_out(digest: &StoredDigest, desk: &DeskConfig) -> bool {
    match &digest.state {
        State::Sent { .. } => true,
        State::Approved { hash, .. } => *hash == digest.revision.hash || !desk.review,
        State::Draft => !desk.review,
    }
}

fn publish(mut edition: Edition, state: &'static str, articles: &Articles) -> Published {
    let is_free: Vec<bool> = edition.briefs.iter().map(|entry| !rests_on_held(entry, articles)).collect();
    let numbers = (1..).zip(&is_free).filter(|(_, free)| **free).map(|(number, _)| number).collect();
    let left_out = (1..).zip(edition.briefs.iter().zip(&is_free)).filter(|(_, (_, free))| !**free);
    let held = left_out.map(|(position, (entry, _))| (position, entry.brief.story_id.clone())).collect();
    let mut free = is_free.into_iter();
    edition.briefs.retain(|_| free.next().unwrap_or(false));
    edition.corrections.retain(|correction| !any_held(correction, articles));
    edition.links.retain(|link| !articles.is_held(&link.article));
    Published {
        id: digest_id(&edition.desk, edition.number),
        day: day_id(edition.date),
        stories: Vec::new(),
        edition,
        state,
        numbers,
        held,
    }
}

/// True where a story has an article that was free when it was told and is held now.
fn rests_on_held(entry: &Entry, articles: &Articles) -> bool {
    let receipts = entry.numbered().flat_map(|(_, line)| line.receipts.iter().chain(&line.support));
    let mut cited = receipts.map(|receipt: &Receipt| receipt.article.as_str());
    cited.any(|id| articles.is_held(id)) || entry.brief.sources.iter().any(|s| articles.is_held(&s.article))
}

fn any_held(correction: &Correction, articles: &Articles) -> bool {
    correction.receipts.iter().any(|receipt| articles.is_held(&receipt.article))
}

/// The days of these digests, the newest first.
pub(super) fn days(digests: &[Published], stories: &[Story]) -> Vec<Day> {
    let known: BTreeSet<&PageId> = stories.iter().map(|story| &story.id).collect();
    let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
    let mut in_order: Vec<&Published> = digests.iter().collect();
    in_order.sort_by(|a, b| (&a.edition.desk, a.edition.number).cmp(&(&b.edition.desk, b.edition.number)));
    for digest in in_order {
        let date = digest.edition.date;
        let empty = || Day { id: day_id(date), date, digests: Vec::new(), stories: Vec::new() };
        let day = days.entry(date).or_insert_with(empty);
        day.digests.push(digest.id.clone());
        for story in digest.stories.iter().filter(|story| known.contains(story)) {
            if !day.stories.contains(story) {
                day.stories.push(story.clone());
            }
        }
    }
    days.into_values().rev().collect()
}
