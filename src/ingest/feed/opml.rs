//! OPML: the list of feeds that readers hand on. Each `outline` with an `xmlUrl` is one.

use std::collections::HashMap;

use super::super::is_web_address;
use super::tokens::{References, Token, Tokens, attribute};

/// Feeds of one list; readers of thousands are rare.
const FEEDS: usize = 10_000;

/// The addresses of the feeds of a list, each once, in its order; `None` where the text is none. The list may be broken:
/// what can be read of it counts.
pub(in crate::ingest) fn addresses(text: &str) -> Option<Vec<String>> {
    let mut tokens = Tokens::new(text).filter_map(|token| match token {
        Token::Start { name, attributes, .. } => Some((name, attributes)),
        _ => None,
    });
    if !tokens.next()?.0.eq_ignore_ascii_case("opml") {
        return None;
    }
    let mut references = References { entities: HashMap::new(), added: 0 };
    let mut out: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (_, attributes) in tokens.filter(|(name, _)| name.eq_ignore_ascii_case("outline")) {
        let Some(address) = attribute(attributes, "xmlUrl") else { continue };
        let address = references.resolve(address).trim().to_owned();
        // A common form of feed addresses that browsers do not know.
        let address = address.strip_prefix("feed://").map(|rest| format!("https://{rest}")).unwrap_or(address);
        if out.len() < FEEDS && is_web_address(&address) && seen.insert(address.clone()) {
            out.push(address);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_feeds_of_all_folders_are_found_once() {
        let list = "<?xml version='1.0'?><!-- a list --><opml version='2.0'><head><title>Press</title></head><body>\
                    <outline text='Wires'><outline type='rss' text='Wire' xmlUrl='https://wire.example/feed?a=1&amp;b=2'/>\
                    <outline text='Again' xmlurl=\"https://wire.example/feed?a=1&amp;b=2\"></outline></outline>\
                    <outline text='Post' XMLURL='feed://post.example/rss'/><outline text='No' xmlUrl='ftp://x.example/'/>\
                    <outline text='Site' htmlUrl='https://site.example/'/></body></opml>";
        let found = addresses(list).unwrap_or_default();
        assert_eq!(found, ["https://wire.example/feed?a=1&b=2", "https://post.example/rss"]);
        let cut = list.split("</outline>").next().unwrap_or_default();
        assert_eq!(addresses(cut).unwrap_or_default().len(), 1);
        assert_eq!(addresses("<opml>"), Some(Vec::new()));
        assert_eq!(addresses("<rss><outline xmlUrl='https://wire.example/'/></rss>"), None);
    }

    proptest! {
        #[test]
        fn no_list_panics(text in "(<opml|<outline |xmlUrl=|'|\"|https://a.example|&amp;|>|/>|</outline>|é| |<!--|-->|<!DOCTYPE|\\[){0,40}") {
            let _ = addresses(&text);
            let _ = addresses(&format!("<opml>{text}"));
        }

        #[test]
        fn what_is_written_right_is_read_right(paths in prop::collection::btree_set("[a-z]{1,8}(\\?[a-z]=[0-9]&[a-z]=[0-9])?", 0..8)) {
            let wanted: Vec<String> = paths.iter().map(|path| format!("https://wire.example/{path}")).collect();
            let outline = |url: &String| format!("<outline text='x' xmlUrl='{}'/>\n", url.replace('&', "&amp;"));
            let list = format!("<opml><body>{}</body></opml>", wanted.iter().map(outline).collect::<String>());
            prop_assert_eq!(addresses(&list), Some(wanted));
        }
    }
}
