//! Which field an element of a feed is: RSS 0.9 to 2.0, RDF, Atom, and the modules that news feeds use.

use std::collections::HashMap;

/// The vocabularies that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS and RDF.
    Rss,
    /// Atom.
    Atom,
    /// `content:encoded`.
    Content,
    /// Dublin Core, its terms too.
    Dublin,
    /// Media RSS.
    Media,
    /// Podcasts.
    Podcast,
    /// XHTML.
    Page,
    /// FeedBurner, which keeps the address that it replaced.
    Burner,
    /// Anything else.
    Other,
}

/// The fields that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Link,
    Id,
    Published,
    Updated,
    Author,
    Summary,
    Content,
    Source,
    Language,
}

/// The field, and its rank among elements for the same one: 0 is best.
pub(super) fn field(space: Space, local: &str) -> Option<(Field, u8)> {
    use Field::*;
    let found = match (space, local) {
        (Space::Rss | Space::Atom, "title") => (Title, 0),
        (Space::Rss | Space::Atom, "link") => (Link, 1),
        (Space::Burner, "origlink") => (Link, 0),
        (Space::Rss | Space::Atom, "guid" | "id") => (Id, 0),
        (Space::Rss | Space::Atom, "pubdate" | "published" | "issued") => (Published, 0),
        (Space::Rss | Space::Atom, "created") => (Published, 2),
        (Space::Rss | Space::Atom, "updated" | "modified" | "lastbuilddate") => (Updated, 0),
        (Space::Rss | Space::Atom, "author") => (Author, 0),
        (Space::Rss | Space::Atom, "description" | "summary") => (Summary, 0),
        (Space::Rss | Space::Atom, "content" | "fullitem") => (Content, 1),
        (Space::Rss | Space::Page, "body") => (Content, 2),
        (Space::Rss | Space::Atom, "source") => (Source, 0),
        (Space::Rss, "language") => (Language, 0),
        (Space::Content, "encoded") => (Content, 0),
        (Space::Dublin, "title") => (Title, 1),
        (Space::Dublin, "creator" | "author") => (Author, 1),
        (Space::Dublin, "description" | "abstract") => (Summary, 1),
        (Space::Dublin, "date" | "issued" | "created" | "available") => (Published, 1),
        (Space::Dublin, "modified") => (Updated, 1),
        (Space::Dublin, "identifier") => (Id, 1),
        (Space::Dublin, "language") => (Language, 1),
        (Space::Podcast, "title") => (Title, 1),
        (Space::Podcast, "author") => (Author, 2),
        (Space::Podcast, "summary") => (Summary, 2),
        (Space::Media, "title") => (Title, 2),
        (Space::Media, "description") => (Summary, 3),
        _ => return None,
    };
    Some(found)
}

/// The vocabularies behind prefixes: as declared, else as everybody writes them.
#[derive(Debug, Default)]
pub(super) struct Prefixes<'a>(HashMap<&'a str, Space>);

/// Declarations that are kept: more is no feed.
const DECLARED: usize = 256;

impl<'a> Prefixes<'a> {
    /// Notes `xmlns:prefix="address"`.
    pub fn declare(&mut self, attribute: &'a str, address: &str) {
        if let Some(prefix) = attribute.strip_prefix("xmlns:")
            && self.0.len() < DECLARED
        {
            self.0.insert(prefix, by_address(address));
        }
    }

    /// Vocabulary and local name, in small letters.
    pub fn split(&self, name: &'a str) -> (Space, String) {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let space = self.0.get(prefix).copied().unwrap_or_else(|| by_prefix(prefix));
        (space, local.to_ascii_lowercase())
    }
}

fn by_address(address: &str) -> Space {
    let address = address.trim().to_ascii_lowercase();
    let has = |part: &str| address.contains(part);
    match () {
        () if has("purl.org/rss/1.0/modules/content") => Space::Content,
        () if has("purl.org/dc/") => Space::Dublin,
        () if has("w3.org/2005/atom") || has("purl.org/atom") => Space::Atom,
        () if has("search.yahoo.com/mrss") => Space::Media,
        () if has("itunes.com") => Space::Podcast,
        () if has("w3.org/1999/xhtml") => Space::Page,
        () if has("feedburner.org") => Space::Burner,
        () if has("purl.org/rss/1.0/modules") => Space::Other,
        () if has("purl.org/rss/") || has("my.netscape.com") || has("backend.userland.com") || has("rdf-syntax") => {
            Space::Rss
        }
        () => Space::Other,
    }
}

fn by_prefix(prefix: &str) -> Space {
    match prefix.to_ascii_lowercase().as_str() {
        "" | "rss" | "rdf" => Space::Rss,
        "atom" | "a10" => Space::Atom,
        "content" => Space::Content,
        "dc" | "dcterms" | "dct" => Space::Dublin,
        "media" => Space::Media,
        "itunes" => Space::Podcast,
        "xhtml" => Space::Page,
        "feedburner" => Space::Burner,
        _ => Space::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_mean_what_is_declared_or_what_everybody_means() {
        let mut prefixes = Prefixes::default();
        prefixes.declare("xmlns:x", "http://purl.org/dc/elements/1.1/");
        prefixes.declare("xmlns:media", "http://other.example/");
        assert_eq!(prefixes.split("x:Creator"), (Space::Dublin, "creator".into()));
        assert_eq!(prefixes.split("media:title").0, Space::Other);
        assert_eq!(prefixes.split("content:encoded").0, Space::Content);
        assert_eq!(field(Space::Dublin, "creator"), Some((Field::Author, 1)));
        assert_eq!(field(Space::Other, "title"), None);
    }
}
