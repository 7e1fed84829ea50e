use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::text::fold;

/// Letters of a slug, about.
const LENGTH: usize = 60;

/// What a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PageKind {
    /// A numbered digest.
    Digest,
    /// A day with digests.
    Day,
    /// A story.
    Story,
    /// A person.
    Person,
    /// A country.
    Country,
    /// Two countries.
    Pair,
}

/// The name of a page, `story/helena-vaz-in-montevideo-42abe304`: a kind, a slash, and lower-case letters, digits and
/// hyphens (`a-z0-9-`). It can stand in an address and in a file's name as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct PageId {
    kind: PageKind,
    slug: String,
}

impl PageKind {
    /// `digest`, `day`, `story`, `person`, `country`, `pair`.
    pub const fn as_str(self) -> &'static str {
        match self {
            PageKind::Digest => "digest",
            PageKind::Day => "day",
            PageKind::Story => "story",
            PageKind::Person => "person",
            PageKind::Country => "country",
            PageKind::Pair => "pair",
        }
    }
}

impl PageId {
    /// The page of this kind whose slug comes from these words.
    pub fn new(kind: PageKind, words: &str) -> PageId {
        PageId { kind, slug: slug(words) }
    }

    /// The same, but for a sign behind it where another page has that name already.
    pub(super) fn free(kind: PageKind, words: &str, hint: &str, taken: &mut BTreeSet<PageId>) -> PageId {
        let bare = PageId::new(kind, words);
        let hinted = || (!hint.is_empty()).then(|| PageId { kind, slug: format!("{}-{}", bare.slug, slug(hint)) });
        let numbered = (2..).map(|n| PageId { kind, slug: format!("{}-{n}", bare.slug) });
        let mut all = std::iter::once(bare.clone()).chain(hinted()).chain(numbered);
        let id = all.find(|id| !taken.contains(id)).unwrap_or(bare);
        taken.insert(id.clone());
        id
    }

    /// The page of this kind whose slug comes from these words, with a sign of its own behind them.
    pub(super) fn with_tail(kind: PageKind, words: &str, tail: &str) -> PageId {
        PageId { kind, slug: format!("{}-{}", slug(words), slug(tail)) }
    }

    /// What the page is about.
    pub fn kind(&self) -> PageKind {
        self.kind
    }

    /// Its name among the pages of its kind.
    pub fn slug(&self) -> &str {
        &self.slug
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind.as_str(), self.slug)
    }
}

impl From<PageId> for String {
    fn from(id: PageId) -> String {
        id.to_string()
    }
}

/// Words as part of an address: lower-case ASCII letters and digits, one hyphen between words. Letters without an ASCII
/// form become `x` and their code, so that two names in another script do not meet. Never empty.
///
/// ```
/// use attache::publish::record::slug;
/// assert_eq!(slug("Tomás Arregui, Łódź: ../../etc"), "tomas-arregui-lodz-etc");
/// assert_eq!(slug("…"), "page");
/// ```
pub fn slug(words: &str) -> String {
    let mut out = String::new();
    let mut pending = false;
    for c in fold(words).nfkd() {
        let plain = c.is_ascii_alphanumeric();
        // An apostrophe joins: O'Neill is one word.
        if !plain && (!c.is_alphanumeric() || c.is_ascii()) {
            pending |= c != '\'' && !('\u{300}'..='\u{36F}').contains(&c);
            continue;
        }
        if pending && !out.is_empty() {
            if out.len() >= LENGTH {
                break;
            }
            out.push('-');
        }
        pending = false;
        if out.len() >= LENGTH * 2 {
            break;
        }
        if plain {
            out.push(c.to_ascii_lowercase());
        } else {
            out.push_str(&format!("x{:x}", u32::from(c)));
        }
    }
    if out.is_empty() { "page".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_taken_name_gets_a_sign() {
        let mut taken = BTreeSet::new();
        let names = ["USA", "USA", "PRK", "PRK"]
            .map(|state| PageId::free(PageKind::Person, "Ana Lind", state, &mut taken).to_string());
        assert_eq!(names, ["person/ana-lind", "person/ana-lind-usa", "person/ana-lind-prk", "person/ana-lind-2"]);
    }

    proptest! {
        #[test]
        fn no_words_lead_out_of_a_folder(words in "\\PC{0,80}") {
            let slug = slug(&words);
            prop_assert!(!slug.is_empty() && slug.len() <= 140);
            prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-'));
        }
    }
}
