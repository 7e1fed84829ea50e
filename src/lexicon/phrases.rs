use compact_str::CompactString;

use crate::text::{Case, Token, WordMap, norms, tokenize};

/// Phrases of one or more tokens with a value each; finds the longest that starts at a token.
///
/// Phrases are compared in normal form (case and accents do not matter). A phrase added with
/// [`insert_exact`](PhraseSet::insert_exact) must also be written with the same capitals (`US`, not `us`).
#[derive(Debug, Clone)]
pub struct PhraseSet<T> {
    by_first: WordMap<Vec<Entry<T>>>,
}

#[derive(Debug, Clone)]
struct Entry<T> {
    rest: Vec<CompactString>,
    cases: Option<Vec<Case>>,
    value: T,
}

/// A phrase found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<'a, T> {
    /// How many tokens it takes.
    pub len: usize,
    /// What the set holds for it.
    pub value: &'a T,
}

impl<T> Default for PhraseSet<T> {
    fn default() -> Self {
        PhraseSet { by_first: WordMap::default() }
    }
}

impl<T> PhraseSet<T> {
    /// Adds a phrase. An empty one is left out. The first of two equal phrases wins.
    pub fn insert(&mut self, phrase: &str, value: T) {
        self.add(phrase, value, false);
    }

    /// Adds a phrase that must be written with these capitals.
    pub fn insert_exact(&mut self, phrase: &str, value: T) {
        self.add(phrase, value, true);
    }

    fn add(&mut self, phrase: &str, value: T, exact: bool) {
        let mut rest = norms(phrase);
        if rest.is_empty() {
            return;
        }
        let first = rest.remove(0);
        let cases = exact.then(|| tokenize(phrase).iter().map(|t| t.case).collect());
        let entries = self.by_first.or_default(first);
        // Longest first; the earlier of two equal phrases stays in front.
        let place = entries.partition_point(|e| e.rest.len() >= rest.len());
        entries.insert(place, Entry { rest, cases, value });
    }

    /// The longest phrase that begins with the first of these tokens.
    pub fn at(&self, tokens: &[Token]) -> Option<Match<'_, T>> {
        let (first, rest) = tokens.split_first()?;
        self.by_first.get(&first.norm)?.iter().find(|e| e.fits(tokens, rest)).map(Entry::found)
    }

    /// Every phrase that begins with the first of these tokens, the longest first.
    pub fn every_at<'s>(&'s self, tokens: &'s [Token]) -> impl Iterator<Item = Match<'s, T>> {
        tokens.split_first().into_iter().flat_map(|(first, rest)| {
            let entries = self.by_first.get(&first.norm).map_or(&[][..], Vec::as_slice);
            entries.iter().filter(|e| e.fits(tokens, rest)).map(Entry::found)
        })
    }

    /// All phrases in these tokens, left to right, none within another: (index of the first token, match).
    pub fn all<'s>(&'s self, tokens: &'s [Token]) -> impl Iterator<Item = (usize, Match<'s, T>)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < tokens.len() {
                let here = at;
                match self.at(&tokens[here..]) {
                    Some(found) => {
                        at += found.len;
                        return Some((here, found));
                    }
                    None => at += 1,
                }
            }
            None
        })
    }

    /// True where a phrase stands anywhere in these tokens.
    pub fn any(&self, tokens: &[Token]) -> bool {
        self.all(tokens).next().is_some()
    }

    /// True for a set without phrases.
    pub fn is_empty(&self) -> bool {
        self.by_first.is_empty()
    }
}

impl<T> Entry<T> {
    fn fits(&self, tokens: &[Token], rest: &[Token]) -> bool {
        rest.len() >= self.rest.len()
            && self.rest.iter().zip(rest).all(|(want, have)| *want == have.norm)
            && self.cases.as_ref().is_none_or(|cases| cases.iter().zip(tokens).all(|(want, have)| *want == have.case))
    }

    fn found(&self) -> Match<'_, T> {
        Match { len: self.rest.len() + 1, value: &self.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_wins_and_capitals_can_matter() {
        let mut set = PhraseSet::default();
        set.insert("north", 1);
        set.insert("North Korea", 2);
        set.insert_exact("US", 3);
        let tokens = tokenize("NORTH KOREA told us and the US, up north");
        let found: Vec<_> = set.all(&tokens).map(|(at, m)| (at, *m.value)).collect();
        assert_eq!(found, [(0, 2), (6, 3), (9, 1)]);
        assert_eq!(set.every_at(&tokens).map(|m| *m.value).collect::<Vec<_>>(), [2, 1]);
    }
}
