//! Which stories stand in an edition, in which order, and what is corrected.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::build::{Fates, Today};
use super::corrections;
use super::novelty::Again;
use super::quota;
use super::rank;
use super::recipe::{Material, Recipe};
use super::room::Room;
use super::told::Told;
use crate::compose::{Length, Options};
use crate::config::BriefLength;
use crate::model::{Also, Article, Brief, Correction, Entry, Held, Reading, Rights, Unchanged, Update};
use crate::pipeline;

/// What becomes of a story.
enum Verdict {
    /// Told, with what was held back of it.
    Told(Box<Entry>, BTreeMap<String, usize>),
    Unchanged(Unchanged),
    /// No statement of it can be printed.
    Silent,
}

/// What all stories of an edition share.
pub(super) struct Desk<'a> {
    recipe: &'a Recipe,
    material: &'a Material,
    rights: BTreeMap<&'a str, &'a Rights>,
}

/// The stories sorted by what becomes of them.
#[derive(Default)]
pub(super) struct Page {
    pub entries: Vec<Entry>,
    pub also: Vec<Also>,
    pub unchanged: Vec<Unchanged>,
    pub held: Vec<Held>,
}

impl<'a> Desk<'a> {
    pub fn new(recipe: &'a Recipe, material: &'a Material) -> Desk<'a> {
        let rights = recipe.articles.iter().map(|one| (one.id.as_str(), &one.rights)).collect();
        Desk { recipe, material, rights }
    }

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

    /// Sorts the stories, the most important first, and gives room to as many as there is room for.
    pub fn page(&self, stories: &[Today<'_>], fates: &mut Fates) -> Page {
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
                    let ids = today.readings.iter().map(|reading| reading.annotated.article().id.clone());
                    page.also.push(Also {
                        story_id: today.id.clone(),
                        headline,
                        articles: today.readings.len(),
                        ids: ids.collect(),
                        over: over.as_str().to_owned(),
                    });
                }
            }
        }
        let lines = |(limit, count)| Held { reason: format!("lines beyond a quote limit of {limit}"), count };
        page.held = held.into_iter().map(lines).collect();
        page
    }

    fn verdict(&self, today: &Today<'_>, length: Length) -> Verdict {
        let (readings, options) = (&today.readings, self.options(length));
        let made = pipeline::brief_with(&today.id, readings, &options, &self.material.known);
        let Some(mut brief) = made else { return Verdict::Silent };
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

    /// What earlier digests said and does not hold: what the desk asked for, then what the articles bring up.
    pub fn corrections(&self, stories: &[Today<'_>], gone: &[String], new: &[Reading]) -> Vec<Correction> {
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
