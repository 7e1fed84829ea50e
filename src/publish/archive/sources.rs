//! What the archive shows of each source: a page with the sentences that digests cite, as far as its rights allow.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Entry, Line, Publish, Receipt};
use crate::publish::record::{Articles, Published, Record, Source, slug};
use crate::publish::titles::digest_title;
use crate::render::{Catalogue, clean};
use crate::store::{StoreError, Stored};

/// The sources of all digests, by the id of the article.
#[derive(Debug, Default)]
pub(super) struct Sources {
    known: BTreeMap<String, Known>,
}

/// A source, with the places that cite it.
#[derive(Debug)]
pub(super) struct Known {
    /// What a reader may be told of it.
    pub source: Option<Source>,
    /// What it is called: the outlet, else the agency, else its headline or file.
    pub name: String,
    /// The language of it, where known.
    pub lang: Option<String>,
    /// How much of it is shown.
    pub shown: Shown,
    /// The sentences that are cited, by their number from 0.
    pub cited: BTreeMap<usize, Cited>,
}

/// How much of a source is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// All of it; its text, and the ranges of characters that are no part of the article.
    All(String, Vec<(usize, usize)>),
    /// These sentences.
    Quotes(BTreeSet<usize>),
    /// Nothing but where it stands.
    Address,
}

/// A sentence that is cited.
#[derive(Debug)]
pub(super) struct Cited {
    pub receipt: Receipt,
    /// True where a digest prints it.
    pub printed: bool,
    pub uses: Vec<Use>,
}

/// A line that a sentence is cited for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Use {
    pub href: String,
    /// `Morning digest 12, 26 March 2031, line 2.3`.
    pub name: String,
    /// `12:2.3`.
    pub short: String,
}

/// Lines that a sentence leads back to, at most.
const USES: usize = 6;

/// Where a receipt leads.
pub(super) struct Lead {
    pub href: Option<String>,
    pub external: bool,
}

impl Sources {
    /// Goes through all digests, the oldest first: what they print first has the first claim on a limit of quotations.
    ///
    /// # Errors
    /// What the store gives.
    pub fn collect(
        record: &Record,
        stored: &dyn Fn(&str) -> Result<Option<Stored>, StoreError>,
        words: &Catalogue,
    ) -> Result<Sources, StoreError> {
        let mut cited: BTreeMap<String, (Vec<usize>, BTreeMap<usize, Cited>)> = BTreeMap::new();
        let mut origins: BTreeMap<&str, &str> = BTreeMap::new();
        for digest in record.digests.iter().rev() {
            let title = digest_title(digest, words);
            for (entry, position) in digest.edition.briefs.iter().zip(&digest.numbers) {
                if let [origin] = entry.brief.origins.as_slice() {
                    origins.extend(entry.brief.sources.iter().map(|source| (source.article.as_str(), origin.as_str())));
                }
                for (line, receipt, printed, number) in receipts(entry) {
                    let of = cited.entry(receipt.article.clone()).or_default();
                    take(of, receipt, printed, number.then(|| use_of(digest, (&title, words), *position, line)));
                }
            }
        }
        let mut known = BTreeMap::new();
        for (id, (order, sentences)) in cited {
            known.insert(id.clone(), {
                let names = (id.as_str(), origins.get(id.as_str()).copied());
                know(&record.articles, stored(&id)?, names, &order, sentences, words)
            });
        }
        Ok(Sources { known })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Known)> {
        self.known.iter()
    }

    /// One of them.
    pub fn get(&self, article: &str) -> Option<&Known> {
        self.known.get(article)
    }

    /// What a source is called.
    pub fn name(&self, article: &str, words: &Catalogue) -> String {
        self.known.get(article).map_or_else(|| words.say("a_source", &[]), |known| known.name.clone())
    }

    /// Where a receipt leads: to its sentence, else to the publisher, else nowhere.
    pub fn lead(&self, receipt: &Receipt) -> Lead {
        let Some(known) = self.known.get(&receipt.article) else { return Lead { href: None, external: false } };
        if known.shows(receipt) {
            return Lead { href: Some(format!("{}#s{}", page(&receipt.article), receipt.i + 1)), external: false };
        }
        Lead { href: known.source.as_ref().and_then(|source| source.url.clone()), external: true }
    }
}

impl Known {
    /// True where the sentence stands on the page of the source.
    pub fn shows(&self, receipt: &Receipt) -> bool {
        let is_cited = self.cited.get(&receipt.i).is_some_and(|cited| cited.receipt.text == receipt.text);
        match &self.shown {
            Shown::All(..) => is_cited,
            Shown::Quotes(sentences) => is_cited && sentences.contains(&receipt.i),
            Shown::Address => false,
        }
    }

    /// True where it has a page.
    pub fn has_page(&self) -> bool {
        match &self.shown {
            Shown::All(..) => true,
            Shown::Quotes(sentences) => !sentences.is_empty(),
            Shown::Address => false,
        }
    }
}

/// The page of an article.
pub(super) fn page(article: &str) -> String {
    format!("source/{}.html", slug(article))
}

/// Every receipt of a story: its line's number and whether the line prints the sentence; the dateline and what is left open
/// have no number.
fn receipts(entry: &Entry) -> impl Iterator<Item = (usize, &Receipt, bool, bool)> {
    let of = |(n, line): (usize, &'_ Line)| (n, !line.generated && n > 0);
    let numbered = entry.numbered().flat_map(move |(n, line)| {
        let (n, printed) = of((n, line));
        let own = line.receipts.iter().map(move |receipt| (n, receipt, printed, true));
        own.chain(line.support.iter().map(move |receipt| (n, receipt, false, true)))
    });
    let dateline = entry.brief.dateline.receipts.iter().chain(&entry.brief.dateline.support);
    let open = entry.brief.not_stated.iter().flat_map(|open| &open.receipts);
    numbered.chain(dateline.chain(open).map(|receipt| (0, receipt, false, false)))
}

fn use_of(digest: &Published, (title, words): (&str, &Catalogue), story: usize, line: usize) -> Use {
    Use {
        href: format!("{}.html#l{story}-{line}", digest.id),
        name: words.say("line_of", &[("digest", title), ("line", &format!("{story}.{line}"))]),
        short: format!("{}:{story}.{line}", digest.edition.number),
    }
}

fn take(
    (order, sentences): &mut (Vec<usize>, BTreeMap<usize, Cited>),
    receipt: &Receipt,
    printed: bool,
    use_of: Option<Use>,
) {
    let cited = sentences.entry(receipt.i).or_insert_with(|| Cited {
        receipt: receipt.clone(),
        printed: false,
        uses: Vec::new(),
    });
    if printed && !cited.printed {
        cited.printed = true;
        order.push(receipt.i);
    }
    // The first of them are shown; to keep all would compare each with all others.
    let room = cited.uses.len() < USES;
    cited.uses.extend(use_of.filter(|one| room && !cited.uses.contains(one)));
}

fn know(
    articles: &Articles,
    stored: Option<Stored>,
    (id, origin): (&str, Option<&str>),
    order: &[usize],
    cited: BTreeMap<usize, Cited>,
    words: &Catalogue,
) -> Known {
    let source = articles.source(id);
    let name = name(source.as_ref(), stored.as_ref(), origin, words);
    let Some(stored) = stored.filter(|_| source.is_some() && articles.is_quotable(id)) else {
        return Known { source, name, lang: None, shown: Shown::Address, cited };
    };
    let lang = stored.article.lang.clone();
    let shown = match (stored.rights.publish, stored.rights.quote_limit) {
        (Publish::Link, _) => Shown::Address,
        (Publish::Full, None) => all(&stored),
        (_, limit) => {
            let mut left = limit.map_or(usize::MAX, |limit| limit.words(&stored.article.text));
            let mut sentences = BTreeSet::new();
            for i in order {
                let words = cited.get(i).map_or(0, |one| one.receipt.text.split_whitespace().count());
                if words <= left {
                    left -= words;
                    sentences.insert(*i);
                }
            }
            Shown::Quotes(sentences)
        }
    };
    Known { source, name, lang, shown, cited }
}

fn name(source: Option<&Source>, stored: Option<&Stored>, origin: Option<&str>, words: &Catalogue) -> String {
    let Some(source) = source else { return words.say("a_source", &[]) };
    let article = stored.map(|stored| &stored.article);
    let outlet = article.and_then(|article| article.publisher.as_deref().or(article.origin.as_deref())).or(origin);
    let outlet = outlet.map(clean).filter(|name| !name.is_empty());
    outlet.unwrap_or_else(|| clean(&source.name))
}

fn all(stored: &Stored) -> Shown {
    let text = &stored.article.text;
    let chars = |bytes: usize| text.get(..bytes).map_or(0, |before| before.chars().count());
    let dropped = stored.article.dropped.iter().map(|d| (chars(d.span.start), chars(d.span.end))).collect();
    Shown::All(text.clone(), dropped)
}

/// A piece of a source's page: plain words, or a sentence that is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    pub sentence: Option<usize>,
}

impl Known {
    /// The paragraphs of the source's page.
    pub fn paragraphs(&self) -> Vec<Vec<Piece>> {
        match &self.shown {
            Shown::All(text, dropped) => self.whole(text, dropped),
            Shown::Quotes(sentences) => {
                let quote = |i: &usize| {
                    let text = clean(&self.cited.get(i)?.receipt.text);
                    Some(vec![Piece { text, sentence: Some(*i) }])
                };
                sentences.iter().filter_map(quote).collect()
            }
            Shown::Address => Vec::new(),
        }
    }

    fn whole(&self, text: &str, dropped: &[(usize, usize)]) -> Vec<Vec<Piece>> {
        let chars: Vec<char> = text.chars().collect();
        let mut owner: Vec<Option<usize>> = vec![None; chars.len()];
        for (i, cited) in &self.cited {
            if let Some(range) = owner.get_mut(cited.receipt.start..cited.receipt.end) {
                range.fill(Some(*i));
            }
        }
        let mut hidden = vec![false; chars.len()];
        for (start, end) in dropped {
            hidden.get_mut(*start..*end).into_iter().for_each(|range| range.fill(true));
        }
        let mut paragraphs: Vec<Vec<Piece>> = vec![Vec::new()];
        let mut breaks = 0;
        for ((c, owner), hidden) in chars.iter().zip(owner).zip(hidden) {
            if hidden && owner.is_none() && *c != '\n' {
                continue;
            }
            breaks = if *c == '\n' {
                breaks + 1
            } else if c.is_whitespace() {
                breaks
            } else {
                0
            };
            let Some(paragraph) = paragraphs.last_mut() else { break };
            if paragraph.is_empty() && c.is_whitespace() {
                continue;
            }
            if breaks == 2 && owner.is_none() {
                paragraphs.push(Vec::new());
                continue;
            }
            match paragraph.last_mut().filter(|piece| piece.sentence == owner) {
                Some(piece) => piece.text.push(*c),
                None => paragraph.push(Piece { text: c.to_string(), sentence: owner }),
            }
        }
        paragraphs.iter_mut().for_each(tidy);
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs
    }
}

/// Hidden signs go, and white space becomes one blank, between pieces too.
fn tidy(paragraph: &mut Vec<Piece>) {
    for piece in paragraph.iter_mut() {
        let (before, after) = (piece.text.starts_with(char::is_whitespace), piece.text.ends_with(char::is_whitespace));
        let text = clean(&piece.text);
        let blank = |is: bool| if is { " " } else { "" };
        let all_blank = text.is_empty() && (before || after);
        piece.text = if all_blank { " ".to_owned() } else { format!("{}{text}{}", blank(before), blank(after)) };
    }
    if let Some(last) = paragraph.last_mut() {
        last.text.truncate(last.text.trim_end().len());
    }
    paragraph.retain(|piece| !piece.text.is_empty());
    if paragraph.iter().all(|piece| piece.text.trim().is_empty()) {
        paragraph.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(text: &str, sentences: &[(usize, &str)]) -> Known {
        let cited = sentences.iter().map(|(i, sentence)| {
            let at = text.find(sentence).map_or(0, |bytes| text[..bytes].chars().count());
            let receipt = Receipt {
                article: String::new(),
                source_path: String::new(),
                i: *i,
                start: at,
                end: at + sentence.chars().count(),
                text: (*sentence).to_owned(),
            };
            (*i, Cited { receipt, printed: true, uses: Vec::new() })
        });
        let cited = cited.collect();
        Known { source: None, name: String::new(), lang: None, shown: Shown::All(text.to_owned(), vec![(0, 5)]), cited }
    }

    #[test]
    fn a_page_has_the_text_with_its_sentences() {
        let text = "Share\n\nĀ first one. A second\none.\n\n\nA third.";
        let known = known(text, &[(1, "A second\none."), (2, "A third.")]);
        let paragraphs = known.paragraphs();
        let shown: Vec<String> =
            paragraphs.iter().map(|p| p.iter().map(|piece| piece.text.as_str()).collect()).collect();
        assert_eq!(shown, ["Ā first one. A second one.", "A third."]);
        assert_eq!(paragraphs[0].iter().map(|piece| piece.sentence).collect::<Vec<_>>(), [None, Some(1)]);
    }
}
