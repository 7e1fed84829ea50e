use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::digests::Published;
use super::page_id::{PageId, PageKind};
use crate::model::{Correction, CorrectionKind, Entry, Line};

/// Digits of a story's id in the name of its page; all of them where two stories would meet.
const DIGITS: usize = 8;

/// A story with all that digests told of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    /// Its page. The words in it are those of the first headline, so that they stay while the story goes on.
    pub id: PageId,
    /// Its id in the digests.
    pub story_id: String,
    /// The last headline.
    pub title: String,
    /// Other headlines that it had, the newest first.
    pub other_titles: Vec<String>,
    /// What was told, the newest first; never empty.
    pub tellings: Vec<Telling>,
    /// The people whom its lines name, by name.
    pub people: Vec<PageId>,
    /// The countries that it is about, those of the last telling first.
    pub countries: Vec<PageId>,
    /// The two countries between which it happens.
    pub pair: Option<PageId>,
    /// The trips that its articles tell of: places in `Record::trips`.
    pub trips: Vec<usize>,
}

/// A story in one digest.
#[derive(Debug, Clone, PartialEq)]
pub struct Telling {
    /// The page of the digest.
    pub digest: PageId,
    /// What the desk calls its digests.
    pub digest_title: String,
    /// The digest's number.
    pub number: u32,
    /// Its desk.
    pub desk: String,
    /// Its day.
    pub date: NaiveDate,
    /// The page of that day.
    pub day: PageId,
    /// The story's printed number in the digest, from 1.
    pub position: usize,
    /// What was told.
    pub entry: Entry,
    /// Lines of it that a later digest corrects, by line and by digest.
    pub marks: Vec<Mark>,
}

/// A printed line that a later digest corrects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The line's printed number: 0 is the headline (see [`Entry::numbered`]).
    pub line: usize,
    /// The page of the digest that corrects it.
    pub by: PageId,
    /// That digest's number.
    pub by_number: u32,
    /// Its day.
    pub date: NaiveDate,
    /// Why it is corrected.
    pub kind: CorrectionKind,
    /// What is wrong with it.
    pub reason: String,
    /// What stands in its place, where anything does.
    pub now: Option<String>,
}

impl Telling {
    /// The corrections of a line, by its printed number.
    pub fn marks_of(&self, line: usize) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(move |mark| mark.line == line)
    }
}

impl Story {
    /// The newest telling.
    pub fn last(&self) -> Option<&Telling> {
        self.tellings.first()
    }

    /// The articles of the story, in the order in which they were told.
    pub fn articles(&self) -> BTreeSet<&str> {
        let sources = self.tellings.iter().flat_map(|telling| &telling.entry.brief.sources);
        sources.map(|source| source.article.as_str()).collect()
    }
}

/// The stories of these digests, the one told last first; each digest learns the pages of its stories.
pub(super) fn stories(digests: &mut [Published]) -> Vec<Story> {
    let marks = marks(digests);
    let mut found: BTreeMap<String, Vec<Telling>> = BTreeMap::new();
    for digest in digests.iter() {
        for (entry, position) in digest.edition.briefs.iter().zip(&digest.numbers) {
            let own = marks.get(&(digest.edition.desk.as_str(), digest.edition.number, *position));
            let telling = telling(digest, entry, *position, own.into_iter().flatten());
            found.entry(entry.brief.story_id.clone()).or_default().push(telling);
        }
    }
    let mut heads: BTreeMap<String, usize> = BTreeMap::new();
    for id in found.keys() {
        *heads.entry(head(id)).or_default() += 1;
    }
    let page = |id: &str, tellings: &[Telling]| {
        let first = tellings.last().map_or("", |telling| telling.entry.own_headline().text.as_str());
        let alone = heads.get(&head(id)).is_some_and(|n| *n == 1);
        PageId::with_tail(PageKind::Story, first, if alone { &id[..head(id).len()] } else { id })
    };
    let mut stories: Vec<Story> = found
        .into_iter()
        .map(|(story_id, tellings)| {
            let mut titles: Vec<String> = Vec::new();
            for title in tellings.iter().flat_map(|t| [&t.entry.brief.headline.text, &t.entry.own_headline().text]) {
                if !titles.contains(title) {
                    titles.push(title.clone());
                }
            }
            let title = if titles.is_empty() { String::new() } else { titles.remove(0) };
            let id = page(&story_id, &tellings);
            Story {
                id,
                story_id,
                title,
                other_titles: titles,
                tellings,
                people: Vec::new(),
                countries: Vec::new(),
                pair: None,
                trips: Vec::new(),
            }
        })
        .collect();
    stories.sort_by_cached_key(|story| {
        let last = story.last().map(|telling| (telling.date, telling.number));
        (std::cmp::Reverse(last), story.last().map(|telling| telling.position), story.id.clone())
    });
    let pages: BTreeMap<&str, &PageId> = stories.iter().map(|s| (s.story_id.as_str(), &s.id)).collect();
    for digest in digests {
        let ids = digest.edition.briefs.iter().map(|entry| entry.brief.story_id.as_str());
        digest.stories = ids.filter_map(|id| pages.get(id).map(|page| (*page).clone())).collect();
    }
    stories
}

/// The first digits of a story's id.
fn head(id: &str) -> String {
    id.chars().take(DIGITS).collect()
}

fn telling<'m>(
    digest: &Published,
    entry: &Entry,
    position: usize,
    corrections: impl Iterator<Item = &'m (Mark, Correction)>,
) -> Telling {
    let mut marks: Vec<Mark> = Vec::new();
    for (mark, correction) in corrections {
        // What a source withdrew is told once a story; the lines behind it are those of the article.
        let gone = correction.kind == CorrectionKind::Withdrawn;
        let rests = |line: &Line| line.receipts.iter().any(|r| correction.receipts.contains(r));
        let lines = entry.numbered().filter(|(number, line)| *number == mark.line || (gone && rests(line)));
        marks.extend(lines.map(|(line, _)| Mark { line, ..mark.clone() }));
    }
    marks.sort_by_key(|mark| (mark.line, mark.by_number));
    let edition = &digest.edition;
    Telling {
        digest: digest.id.clone(),
        digest_title: edition.title.clone(),
        number: edition.number,
        desk: edition.desk.clone(),
        date: edition.date,
        day: digest.day.clone(),
        position,
        entry: entry.clone(),
        marks,
    }
}

type Place<'d> = (&'d str, u32, usize);

/// The corrections that the digests open with, by desk, number and story of what they correct.
fn marks(digests: &[Published]) -> BTreeMap<Place<'_>, Vec<(Mark, Correction)>> {
    let mut all: BTreeMap<Place<'_>, Vec<(Mark, Correction)>> = BTreeMap::new();
    for digest in digests {
        for correction in &digest.edition.corrections {
            let Some((story, line)) = correction.line.split_once('.') else { continue };
            let (Ok(story), Ok(line)) = (story.parse(), line.parse()) else { continue };
            let mark = Mark {
                line,
                by: digest.id.clone(),
                by_number: digest.edition.number,
                date: digest.edition.date,
                kind: correction.kind,
                reason: correction.reason.clone(),
                now: correction.now.clone(),
            };
            let place = (digest.edition.desk.as_str(), correction.digest, story);
            all.entry(place).or_default().push((mark, correction.clone()));
        }
    }
    all
}
