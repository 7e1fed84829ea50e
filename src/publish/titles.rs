//! What pages are called in the language of the templates.

use std::collections::BTreeMap;

use super::record::{PageId, Pair, Published, Record, Story};
use crate::model::Line;
use crate::render::{Catalogue, clean};

/// The titles of all pages of a record, each one line without hidden signs.
pub(super) fn titles(record: &Record, words: &Catalogue) -> BTreeMap<PageId, String> {
    let digests = record.digests.iter().map(|d| (&d.id, digest_title(d, words)));
    let days = record.days.iter().map(|d| (&d.id, words.days().date(d.date)));
    let stories = record.stories.iter().map(|s| (&s.id, story_title(s, words)));
    let people = record.people.iter().map(|p| (&p.id, clean(&p.name)));
    let countries = record.countries.iter().map(|c| (&c.id, clean(&words.place(&c.name))));
    let pairs = record.pairs.iter().map(|p| (&p.id, pair_title(p, words)));
    let all = digests.chain(days).chain(stories).chain(people).chain(countries).chain(pairs);
    all.map(|(id, title)| (id.clone(), title)).collect()
}

/// `Morning digest 12, 26 March 2031`.
pub(super) fn digest_title(digest: &Published, words: &Catalogue) -> String {
    let edition = &digest.edition;
    let slots = [
        ("title", edition.title.as_str()),
        ("n", &edition.number.to_string()),
        ("day", &words.days().date(edition.date)),
    ];
    clean(&words.say("digest_title", &slots))
}

/// `China and North Korea`.
pub(super) fn pair_title(pair: &Pair, words: &Catalogue) -> String {
    let [one, other] = pair.names.each_ref().map(|name| words.place(name));
    clean(&words.say("pair", &[("one", &one), ("other", &other)]))
}

/// The last headline of a story.
pub(super) fn story_title(story: &Story, words: &Catalogue) -> String {
    let headline = story.last().map(|telling| &telling.entry.brief.headline);
    headline.map_or_else(|| clean(&story.title), |line| clean(&words.line(line).0))
}

/// The other headlines that a story had, the newest first.
pub(super) fn other_titles(story: &Story, words: &Catalogue) -> Vec<String> {
    let mut titles = vec![story_title(story, words)];
    let tellings = story.tellings.iter();
    let lines = tellings.flat_map(|t| -> [&Line; 2] { [&t.entry.brief.headline, t.entry.own_headline()] });
    for title in lines.map(|line| clean(&words.line(line).0)) {
        if !titles.contains(&title) {
            titles.push(title);
        }
    }
    titles.split_off(1)
}
