//! OPML: the list of feeds that readers hand on. Each `outline` with an `xmlUrl` is one.

use std::collections::{HashMap, HashSet};

use super::super::is_web_address;
use super::tokens::{References, Token, Tokens, attribute};

/// Feeds of one list; readers of thousands are rare.
const FEEDS: usize = 10_000;

/// What a list of feeds names, each once, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedList {
    /// Web addresses of feeds.
    pub feeds: Vec<String>,
    /// What stands where such an address should and is none (`ftp://…`, a path, nothing at all), and what is beyond ten
    /// thousand feeds; as it was written.
    pub left_out: Vec<String>,
}

/// What a list names; `None` where the text is none. The list may be broken: what can be read of it counts.
pub(in crate::ingest) fn list(text: &str) -> Option<FeedList> {
    let mut tokens = Tokens::new(text).filter_map(|token| match token {
        Token::Start { name, attributes, .. } => Some((name, attributes)),
        _ => None,
    });
    if !tokens.next()?.0.eq_ignore_ascii_case("opml") {
        return None;
    }
    let mut references = References { entities: HashMap::new(), added: 0 };
    let mut list = FeedList::default();
    let mut seen = HashSet::new();
    for (_, attributes) in tokens.filter(|(name, _)| name.eq_ignore_ascii_case("outline")) {
        let Some(written) = attribute(attributes, "xmlUrl") else { continue };
        let written = references.resolve(written).trim().to_owned();
        // A common form of feed addresses that browsers do not know.
        let address = written.strip_prefix("feed://").map(|rest| format!("https://{rest}")).unwrap_or(written);
        if !seen.insert(address.clone()) {
            continue;
        }
        let is_read = list.feeds.len() < FEEDS && is_web_address(&address);
        if is_read { &mut list.feeds } else { &mut list.left_out }.push(address);
    }
    Some(list)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::list as list_of;
    use super::*;

    #[test]
    fn the_feeds_of_all_folders_are_found_once() {
        let list = "<?xml version='1.0'?><!-- a list --><opml version='2.0'><head><title>Press</title></head><body>\
                    <outline text='Wires'><outline type='rss' text='Wire' xmlUrl='https://wire.example/feed?a=1&amp;b=2'/>\
                    <outline text='Again' xmlurl=\"https://wire.example/feed?a=1&amp;b=2\"></outline></outline>\
                    <outline text='Post' XMLURL='feed://post.example/rss'/><outline text='No' xmlUrl='ftp://x.example/'/>\
                    <outline text='Site' htmlUrl='https://site.example/'/><outline text='Gone' xmlUrl=''/></body></opml>";
        let found = list_of(list).unwrap_or_default();
        assert_eq!(found.left_out, ["ftp://x.example/", ""]);
        assert_eq!(found.feeds, ["https://wire.example/feed?a=1&b=2", "https://post.example/rss"]);
        let cut = list.split("</outline>").next().unwrap_or_default();
        assert_eq!(list_of(cut).unwrap_or_default().feeds.len(), 1);
        assert_eq!(list_of("<opml>"), Some(FeedList::default()));
        assert_eq!(list_of("<rss><outline xmlUrl='https://wire.example/'/></rss>"), None);
    }

    proptest! {
        #[test]
        fn no_list_panics(text in "(<opml|<outline |xmlUrl=|'|\"|https://a.example|&amp;|>|/>|</outline>|é| |<!--|-->|<!DOCTYPE|\\[){0,40}") {
            let _ = list_of(&text);
            let _ = list_of(&format!("<opml>{text}"));
        }

        #[test]
        fn what_is_written_right_is_read_right(paths in prop::collection::btree_set("[a-z]{1,8}(\\?[a-z]=[0-9]&[a-z]=[0-9])?", 0..8)) {
            let wanted: Vec<String> = paths.iter().map(|path| format!("https://wire.example/{path}")).collect();
            let outline = |url: &String| format!("<outline text='x' xmlUrl='{}'/>\n", url.replace('&', "&amp;"));
            let list = format!("<opml><body>{}</body></opml>", wanted.iter().map(outline).collect::<String>());
            prop_assert_eq!(list_of(&list).map(|list| list.feeds), Some(wanted));
        }
    }
}
