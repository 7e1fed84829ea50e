//! A page without what the extractor throws away first: it clones and searches its tree many times over, and half of a
//! page may be menus.

use scraper::node::Element;
use scraper::{Html, Node};

/// Elements that the extractor drops with all that is in them, whatever it is.
const DROPPED: [&str; 22] = [
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "footer", "form", "head",
    "iframe", "input", "map", "menu", "nav", "noscript", "object", "script", "select", "style", "video",
];

/// What the extractor would look for all over the page where the head does not say it: it is read elsewhere.
const HEAD: &str = "<head><meta property=\"og:title\" content=\"x\"><meta property=\"og:site_name\" content=\"x\">\
    <meta property=\"og:author\" content=\"A B\"><meta property=\"og:article:tag\" content=\"x\">\
    <script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"articleSection\":\"x\"}\
    </script></head>";

/// The page as HTML again, without those elements and with a head that saves the extractor its search.
pub(super) fn lean(html: &Html) -> String {
    let mut out = String::new();
    let mut at = html.tree.root();
    loop {
        // The extractor drops the text after such an element too: where there is some, it is left to it.
        let tail = at.next_sibling().and_then(|next| next.value().as_text());
        let is_dropped = at.value().as_element().is_some_and(|element| DROPPED.contains(&element.name()))
            && tail.is_none_or(|text| text.trim().is_empty());
        if !is_dropped {
            let is_raw = at.parent().and_then(|parent| parent.value().as_element()).is_some_and(is_raw);
            open(at.value(), is_raw, &mut out);
            if let Some(child) = at.first_child() {
                at = child;
                continue;
            }
            close(at.value(), &mut out);
        }
        loop {
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(parent) = at.parent() else { return out };
            at = parent;
            close(at.value(), &mut out);
        }
    }
}

fn open(node: &Node, is_raw: bool, out: &mut String) {
    match node {
        Node::Text(text) if is_raw => out.push_str(text),
        Node::Text(text) => escape(text, out),
        Node::Element(element) => {
            out.push('<');
            out.push_str(element.name());
            for (name, value) in element.attrs() {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape(value, out);
                out.push('"');
            }
            out.push('>');
            if element.name() == "html" {
                out.push_str(HEAD);
            }
            // The first line break after such a tag belongs to the tag.
            if matches!(element.name(), "pre" | "textarea" | "listing") {
                out.push('\n');
            }
        }
        _ => {}
    }
}

fn close(node: &Node, out: &mut String) {
    if let Node::Element(element) = node
        && !is_void(element.name())
    {
        out.push_str("</");
        out.push_str(element.name());
        out.push('>');
    }
}

/// Elements whose text has no references.
fn is_raw(element: &Element) -> bool {
    matches!(element.name(), "xmp" | "noembed" | "noframes" | "plaintext" | "iframe" | "script" | "style")
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks::blocks;
    use super::*;

    fn lean_of(html: &str) -> String {
        lean(&Html::parse_document(html))
    }

    #[test]
    fn menus_go_and_the_rest_stays_as_it_was() {
        let page = "<html><head><title>x</title></head><body class=\"a &quot;b\"><nav><ul><li>Home</li></ul></nav>\
                    <p>One &amp; <b>two</b> &lt;x&gt;<br>three</p><form><p>Search</p></form><!-- c --><p>Four</p></body></html>";
        let rest = "<body class=\"a &quot;b\"><p>One &amp; <b>two</b> &lt;x&gt;<br>three</p><p>Four</p></body></html>";
        assert_eq!(lean_of(page), format!("<html>{HEAD}{rest}"));
        // What the extractor loses with an element it shall lose itself.
        assert!(lean_of("<body><div><button>Like</button> this text</div></body>").contains("<button>"));
    }

    proptest! {
        #[test]
        fn what_is_not_dropped_is_read_the_same(page in "(<p>|</p>|<div a=\"b\">|</div>|<b>|</b>|<br>|<table><tr><td>|</table>|<pre>|</pre>|<li>|<a href='x&y'>|</a>|&amp;|&lt;|x|é|\n| ){0,40}") {
            let tree = Html::parse_document(&page);
            prop_assert_eq!(blocks(&Html::parse_document(&lean(&tree))), blocks(&tree));
        }

        #[test]
        fn no_page_panics(page in "(<|>|</|nav|form|script|textarea|plaintext|xmp|svg|head|!--|--|\"|=| |x|\n){0,50}") {
            let _ = lean_of(&page);
        }
    }
}
