use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::digests::Published;
use crate::model::{Publish, Receipt};
use crate::store::{Head, Store, StoreError};

/// Paragraphs' worth of characters shown before and behind a sentence.
const AROUND: usize = 400;

/// The articles of a store, and what may be shown of them at a moment.
#[derive(Debug, Clone, Default)]
pub struct Articles {
    heads: BTreeMap<String, Head>,
    /// Who first said it, where a digest found one origin for all of a story.
    origins: BTreeMap<String, String>,
    now: DateTime<Utc>,
}

/// An article as a reader may be told of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its id.
    pub article: String,
    /// Who published it, else who said it first, else its headline, else the name of its file without the folders.
    pub name: String,
    /// Its headline.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<NaiveDate>,
    /// Where it stands, `http` or `https`.
    pub url: Option<String>,
    /// In which form it may be published.
    pub publish: Publish,
}

/// A sentence in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// What stands before it, from the start of a word.
    pub before: String,
    /// The sentence.
    pub sentence: String,
    /// What stands behind it, up to the end of a word.
    pub after: String,
}

impl Articles {
    /// What the store has, at this moment.
    pub(super) fn read(store: &Store, now: DateTime<Utc>) -> Result<Articles, StoreError> {
        Ok(Articles { heads: store.heads()?, origins: BTreeMap::new(), now })
    }

    /// These articles, at no moment in particular.
    pub(super) fn of(heads: BTreeMap<String, Head>) -> Articles {
        Articles { heads, ..Articles::default() }
    }

    /// Takes over what digests found out of their articles.
    pub(super) fn learn(&mut self, digests: &[Published]) {
        for brief in digests.iter().rev().flat_map(|digest| &digest.edition.briefs).map(|entry| &entry.brief) {
            if let [origin] = &brief.origins[..] {
                let sources = brief.sources.iter().map(|source| (source.article.clone(), origin.clone()));
                self.origins.extend(sources);
            }
        }
    }

    /// True where nothing of it may be shown: it is for the desk alone, or under embargo still. An article that is not in
    /// the store was named by the user, and is not held.
    pub fn is_held(&self, article: &str) -> bool {
        self.heads.get(article).is_some_and(|head| {
            let embargo = head.rights.embargo_until.is_some_and(|until| until.to_utc() > self.now);
            embargo || head.rights.restricted
        })
    }

    /// True where its sentences may be used, so that more than a link to it is shown.
    pub fn is_quotable(&self, article: &str) -> bool {
        !self.is_held(article) && self.heads.get(article).is_none_or(|head| head.rights.publish != Publish::Link)
    }

    /// What a reader may be told of an article; none for one that is held or not in the store.
    pub fn source(&self, article: &str) -> Option<Source> {
        let head = self.heads.get(article).filter(|_| !self.is_held(article))?;
        let is_web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        let shown = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let file = head.source_path.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = [&head.publisher, &head.origin, &self.origins.get(article).cloned(), &head.title]
            .into_iter()
            .find_map(shown);
        Some(Source {
            article: article.to_owned(),
            name: name.unwrap_or_else(|| file.to_owned()),
            title: shown(&head.title),
            published: head.published,
            url: head.url.as_ref().filter(is_web).cloned(),
            publish: head.rights.publish,
        })
    }

    /// The sentence of a receipt with what stands around it: only of an article that may be published in full and
    /// without a limit on quotations. None for others, and where the text is not what the receipt says.
    ///
    /// # Errors
    /// What the store gives.
    pub fn context(&self, store: &Store, receipt: &Receipt) -> Result<Option<Context>, StoreError> {
        let head = self.heads.get(&receipt.article).filter(|_| !self.is_held(&receipt.article));
        if !head.is_some_and(|head| head.rights.publish.is_full() && head.rights.quote_limit.is_none()) {
            return Ok(None);
        }
        Ok(store.article(&receipt.article)?.and_then(|stored| around(&stored.article.text, receipt)))
    }
}

fn around(text: &str, receipt: &Receipt) -> Option<Context> {
    let chars: Vec<char> = text.chars().collect();
    let sentence: String = chars.get(receipt.start..receipt.end)?.iter().collect();
    if sentence != receipt.text {
        return None;
    }
    let (mut from, mut to) = (receipt.start.saturating_sub(AROUND), (receipt.end + AROUND).min(chars.len()));
    let is_word = |at: usize| chars.get(at).is_some_and(|c| !c.is_whitespace());
    while from > 0 && from < receipt.start && is_word(from - 1) {
        from += 1;
    }
    while to < chars.len() && to > receipt.end && is_word(to) {
        to -= 1;
    }
    let part = |range: std::ops::Range<usize>| chars.get(range).map(|part| part.iter().collect::<String>());
    Some(Context { before: part(from..receipt.start)?, sentence, after: part(receipt.end..to)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_between_words() {
        let text = format!("{} It rained. {}", "word ".repeat(200), "more ".repeat(200));
        let start = text.find("It").expect("the sentence");
        let receipt = Receipt {
            article: String::new(),
            source_path: String::new(),
            i: 0,
            start,
            end: start + 10,
            text: "It rained.".to_owned(),
        };
        let found = around(&text, &receipt).expect("a context");
        assert!(found.before.starts_with("word ") && found.after.ends_with("more"), "{found:?}");
        assert_eq!(around("short", &receipt), None);
    }
}
