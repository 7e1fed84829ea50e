//! From a recipe and the texts that it names to the edition.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::corrections;
use super::novelty::Again;
use super::quota;
use super::rank;
use super::recipe::{Material, Recipe};
use super::retraction::is_notice;
use super::room::Room;
use super::told::Told;
use crate::compose::{Length, Options};
use crate::config::BriefLength;
use crate::model::{
    Also, Article, Brief, Correction, EDITION_SCHEMA, Edition, EditionCoverage, Entry, Held, Link, Publish, Reading,
    Rights, Story, Unchanged, Update,
};
use crate::pipeline;
use crate::score::Weights;
use crate::story;

/// An edition, and what became of each article that is new.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The edition, as attache makes it.
    pub edition: Edition,
    /// Each new article with its fate, as the store keeps it.
    pub fates: Vec<(String, &'static str)>,
}

/// A story of the day.
struct Today<'a> {
    id: String,
    readings: Vec<&'a Reading>,
    told: Option<(&'a Told<'a>, Vec<&'a Reading>)>,
}

/// What becomes of a story.
enum Verdict {
    /// Told, with what was held back of it.
    Told(Box<Entry>, BTreeMap<String, usize>),
    Unchanged(Unchanged),
    /// No statement of it can be printed.
    Silent,
}

/// Makes the edition.
pub fn build(recipe: &Recipe, material: &Material, weights: &Weights) -> Made {
    let rights: BTreeMap<&str, &Rights> = recipe.articles.iter().map(|i| (i.id.as_str(), &i.rights)).collect();
    let mut fates: Fates = Fates::of(recipe);
    let (mut links, mut news, mut gone) = (Vec::new(), Vec::new(), recipe.withdrawn.clone());
    for article in &material.articles {
        let before = recipe.successions.iter().filter(|s| s.article == article.id).map(|s| s.before.clone());
        let before: Vec<String> = before.collect();
        let is_link = rights.get(article.id.as_str()).is_some_and(|rights| rights.publish == Publish::Link);
        if !before.is_empty() && is_notice(article) {
            fates.set(&article.id, "notice");
            gone.extend(before);
        } else if is_link {
            fates.set(&article.id, "link");
            links.push(link(article));
        } else {
            news.push(article.clone());
        }
    }
    let told = Told::of(&material.told, recipe.date);
    // Without news nothing is told again.
    let told = if news.is_empty() { Vec::new() } else { told };
    let again: Vec<Article> =
        told.iter().flat_map(Told::articles).filter_map(|id| material.old.get(id)).cloned().collect();
    let (mut readings, skipped) = pipeline::sort_out(news, weights);
    let new = readings.len();
    readings.extend(pipeline::read_all(again, weights));
    let stories = stories_of(&readings, new, &told);
    let desk = Desk { recipe, material, rights };
    let corrections = desk.corrections(&stories, &gone, readings.get(..new).unwrap_or_default());
    let mut page = desk.page(&stories, &mut fates);
    let coverage = {
        let readings = readings.get(..new).unwrap_or_default();
        let groups: Vec<Story> = stories.iter().map(|today| group_of(today)).collect();
        let mut read = pipeline::coverage(readings, &groups);
        read.skipped = recipe.unread.iter().cloned().chain(skipped).collect();
        page.held.extend(recipe.held.iter().cloned());
        page.held.sort();
        EditionCoverage { read, held: page.held, failed: recipe.failed.clone() }
    };
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
        coverage,
        made_from: recipe.made_from(),
    };
    Made { edition, fates: fates.all.into_iter().collect() }
}

/// What became of each article; one that nothing else became of was skipped.
struct Fates {
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

    fn set(&mut self, id: &str, fate: &'static str) {
        if let Some(known) = self.all.get_mut(id) {
            *known = fate;
        }
    }

    fn add(&mut self, id: &str, fate: &'static str) {
        self.all.entry(id.to_owned()).or_insert(fate);
    }

    fn set_all(&mut self, today: &Today<'_>, fate: &'static str) {
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

/// The day's stories: the first `new` readings grouped together with those of the stories told before.
fn stories_of<'a>(readings: &'a [Reading], new: usize, told: &'a [Told<'a>]) -> Vec<Today<'a>> {
    let mut owner: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, story) in told.iter().enumerate() {
        story.articles().into_iter().for_each(|id| {
            owner.entry(id).or_insert(n);
        });
    }
    let id = |n: usize| readings.get(n).map_or("", |reading| reading.annotated.article().id.as_str());
    let mut stories: Vec<(Option<usize>, Today<'a>)> = Vec::new();
    for group in story::group(readings) {
        let fresh: Vec<&Reading> =
            group.articles.iter().filter(|n| **n < new).filter_map(|n| readings.get(*n)).collect();
        if fresh.is_empty() {
            continue;
        }
        let mut votes: BTreeMap<usize, usize> = BTreeMap::new();
        for story in group.articles.iter().filter_map(|n| owner.get(id(*n))) {
            *votes.entry(*story).or_default() += 1;
        }
        // Of equal ones the story told first.
        let winner = votes.into_iter().max_by_key(|(story, votes)| (*votes, std::cmp::Reverse(*story))).map(|(n, _)| n);
        match stories.iter_mut().find(|(known, _)| winner.is_some() && *known == winner) {
            Some((_, today)) => today.readings.extend(fresh),
            None => stories.push((winner, today(readings, fresh, winner.and_then(|n| told.get(n)), new))),
        }
    }
    stories.into_iter().map(|(_, today)| today).collect()
}

fn today<'a>(readings: &'a [Reading], fresh: Vec<&'a Reading>, told: Option<&'a Told<'a>>, new: usize) -> Today<'a> {
    let old = |told: &Told<'a>| -> Vec<&'a Reading> {
        let ids = told.articles();
        let old = readings.iter().skip(new);
        old.filter(|reading| ids.contains(&reading.annotated.article().id.as_str())).collect()
    };
    // A story keeps the id that it was told under; a new one has that of the article published first.
    let key = |r: &&Reading| {
        let article = r.annotated.article();
        (article.published.is_none(), article.published, article.id.clone())
    };
    let first = fresh.iter().copied().min_by_key(key).map(|r| r.annotated.article().id.clone());
    let id = told.map(|told| told.id.to_owned()).or(first).unwrap_or_default();
    Today { id, readings: fresh, told: told.map(|told| (told, old(told))) }
}

/// What all stories of an edition share.
struct Desk<'a> {
    recipe: &'a Recipe,
    material: &'a Material,
    rights: BTreeMap<&'a str, &'a Rights>,
}

/// The stories sorted by what becomes of them.
#[derive(Default)]
struct Page {
    entries: Vec<Entry>,
    also: Vec<Also>,
    unchanged: Vec<Unchanged>,
    held: Vec<Held>,
}

impl Desk<'_> {
    fn options(&self, length: Length) -> Options {
        Options { length, lines: None, now: Some(self.recipe.date) }
    }

    fn length(&self) -> Length {
        match self.recipe.desk.length {
            BriefLength::Short => Length::Short,
            BriefLength::Default => Length::Default,
            BriefLength::Full => Length::Full,
        }
    }

    fn page(&self, stories: &[Today<'_>], fates: &mut Fates) -> Page {
        let mut page = Page::default();
        let mut told: Vec<(i64, &Today<'_>, Entry, BTreeMap<String, usize>)> = Vec::new();
        let verdicts: Vec<Verdict> = stories.par_iter().map(|today| self.verdict(today, self.length())).collect();
        for (today, verdict) in stories.iter().zip(verdicts) {
            match verdict {
                Verdict::Told(entry, held) => told.push((rank::sum(&entry.rank), today, *entry, held)),
                Verdict::Unchanged(unchanged) => {
                    fates.set_all(today, "nothing-new");
                    page.unchanged.push(unchanged);
                }
                Verdict::Silent => {}
            }
        }
        told.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
        let mut room = Room::new(self.recipe.desk.max_stories, self.recipe.desk.max_words);
        let mut held: BTreeMap<String, usize> = BTreeMap::new();
        for (_, today, entry, mut kept) in told {
            let headline = entry.brief.headline.text.clone();
            let short = || match self.verdict(today, Length::Short) {
                Verdict::Told(entry, held) => {
                    kept = held;
                    Some(entry.brief)
                }
                _ => None,
            };
            match room.take(entry.brief.clone(), short) {
                Ok(brief) => {
                    fates.set_all(today, "told");
                    kept.into_iter().for_each(|(limit, lines)| *held.entry(limit).or_default() += lines);
                    page.entries.push(Entry { brief, ..entry });
                }
                Err(over) => {
                    fates.set_all(today, "headline");
                    let (story_id, articles) = (today.id.clone(), today.readings.len());
                    page.also.push(Also { story_id, headline, articles, over: over.as_str().to_owned() });
                }
            }
        }
        let lines = |(limit, count)| Held { reason: format!("lines beyond a quote limit of {limit}"), count };
        page.held = held.into_iter().map(lines).collect();
        page
    }

    fn verdict(&self, today: &Today<'_>, length: Length) -> Verdict {
        let Some(mut brief) = pipeline::brief_of(&today.id, &today.readings, &self.options(length)) else {
            return Verdict::Silent;
        };
        let update = match &today.told {
            None => None,
            Some((told, old)) => {
                let again = Again { told, old: old.clone(), new: today.readings.clone() };
                match again.update(&brief) {
                    Some((lines, update)) => {
                        brief.lines = lines;
                        Some(update)
                    }
                    None => return unchanged(today, told),
                }
            }
        };
        let held = self.keep_within_quotas(today, &mut brief);
        let rank = rank::rank(&self.recipe.desk.interests, &brief, &today.readings, update.as_ref());
        Verdict::Told(Box::new(entry(brief, update, rank)), held)
    }

    fn keep_within_quotas(&self, today: &Today<'_>, brief: &mut Brief) -> BTreeMap<String, usize> {
        let articles = today.readings.iter().map(|reading| reading.annotated.article());
        let limited: BTreeMap<&str, (&Article, &Rights)> = articles
            .filter_map(|article| Some((article.id.as_str(), (article, *self.rights.get(article.id.as_str())?))))
            .filter(|(_, (_, rights))| rights.quote_limit.is_some())
            .collect();
        if limited.is_empty() { BTreeMap::new() } else { quota::keep(brief, &limited) }
    }

    fn corrections(&self, stories: &[Today<'_>], gone: &[String], new: &[Reading]) -> Vec<Correction> {
        let told = &self.material.told;
        let asked = self.recipe.asked.iter().filter_map(|asked| corrections::asked(asked, told));
        let mut found: Vec<Correction> = Vec::new();
        for id in gone {
            found.extend(self.material.old.get(id).into_iter().flat_map(|old| corrections::withdrawn(old, told)));
        }
        for succession in self.recipe.successions.iter().filter(|s| !gone.contains(&s.before)) {
            let now = new.iter().find(|reading| reading.annotated.article().id == succession.article);
            found.extend(now.into_iter().flat_map(|now| corrections::changed(&succession.before, now, told)));
        }
        for today in stories {
            if let Some((told, old)) = &today.told {
                let again = Again { told, old: old.clone(), new: today.readings.clone() };
                found.extend(corrections::contradicted(&again));
            }
        }
        // Those that the desk asked for come first, in its order.
        asked.chain(corrections::sorted(found)).collect()
    }
}

fn entry(brief: Brief, update: Option<Update>, rank: BTreeMap<String, i64>) -> Entry {
    Entry { brief, update, notes: Vec::new(), headline_was: None, rank }
}

fn unchanged(today: &Today<'_>, told: &Told<'_>) -> Verdict {
    let Some(last) = told.last() else { return Verdict::Silent };
    Verdict::Unchanged(Unchanged {
        story_id: today.id.clone(),
        headline: last.entry.brief.headline.text.clone(),
        digest: last.edition.number,
        articles: today.readings.len(),
    })
}
