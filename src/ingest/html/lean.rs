//! A page without what the extractor throws away first: it clones and searches its tree many times over, and half of a
//! page may be menus. Its tree is built from ours, for reading the page a second time would take as long as building both.

use ego_tree::NodeRef;
use scraper::{Html, Node};
use trafilatura::dom::{Document, NodeId};

/// Elements that the extractor drops with all that is in them, whatever it is.
const DROPPED: [&str; 22] = [
    "aside", "audio", "button", "canvas", "datalist", "dialog", "embed", "fieldset", "footer", "form", "head",
    "iframe", "input", "map", "menu", "nav", "noscript", "object", "script", "select", "style", "video",
];

/// A page whose head says what the extractor would look for all over it otherwise: it is read elsewhere.
const EMPTY: &str = "<html><head><meta property=\"og:title\" content=\"x\"><meta property=\"og:site_name\" content=\"x\">\
    <meta property=\"og:author\" content=\"A B\"><meta property=\"og:article:tag\" content=\"x\">\
    <script type=\"application/ld+json\">{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"articleSection\":\"x\"}\
    </script></head><body></body></html>";

/// The page as the extractor takes it, without those elements and with a head that saves it its search.
pub(super) fn lean(html: &Html) -> Document {
    let mut page = Document::parse(EMPTY);
    let own = child(html.tree.root(), "html").and_then(|html| Some((html, child(html, "body")?)));
    if let (Some((own_html, own_body)), Some(body)) = (own, page.body()) {
        if let Some(html) = page.parent(body) {
            attributes(own_html.value(), html, &mut page);
        }
        attributes(own_body.value(), body, &mut page);
        fill(own_body, body, &mut page);
    }
    page
}

/// An element whose children are being copied.
struct Open {
    copy: NodeId,
    /// The last element in it, behind which text goes.
    last: Option<NodeId>,
    /// Text that is still to be written: what stood between two pieces of it is gone.
    text: String,
}

impl Open {
    fn of(copy: NodeId) -> Open {
        Open { copy, last: None, text: String::new() }
    }

    fn write(&mut self, page: &mut Document) {
        match self.last {
            _ if self.text.is_empty() => {}
            Some(last) => page.set_tail(last, &self.text),
            None => page.set_text(self.copy, &self.text),
        }
        self.text.clear();
    }
}

/// Copies what is in an element, without recursion.
fn fill(of: NodeRef<'_, Node>, into: NodeId, page: &mut Document) {
    let mut stack = vec![(of.first_child(), Open::of(into))];
    while let Some((next, open)) = stack.last_mut() {
        let Some(node) = *next else {
            open.write(page);
            stack.pop();
            continue;
        };
        *next = node.next_sibling();
        match node.value() {
            Node::Text(text) => open.text.push_str(text),
            Node::Element(element) if !is_dropped(node) => {
                open.write(page);
                let copy = page.sub_element(open.copy, element.name());
                open.last = Some(copy);
                attributes(node.value(), copy, page);
                if let Some(first) = node.first_child() {
                    stack.push((Some(first), Open::of(copy)));
                }
            }
            _ => {}
        }
    }
}

/// The extractor drops the text after such an element too: where there is some, it is left to it.
fn is_dropped(node: NodeRef<'_, Node>) -> bool {
    let tail = node.next_sibling().and_then(|next| next.value().as_text());
    node.value().as_element().is_some_and(|element| DROPPED.contains(&element.name()))
        && tail.is_none_or(|text| text.trim().is_empty())
}

fn child<'a>(of: NodeRef<'a, Node>, name: &str) -> Option<NodeRef<'a, Node>> {
    of.children().find(|node| node.value().as_element().is_some_and(|element| element.name() == name))
}

fn attributes(of: &Node, copy: NodeId, page: &mut Document) {
    for (name, value) in of.as_element().into_iter().flat_map(|element| element.attrs()) {
        page.set_attribute(copy, name, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::blocks::blocks;
    use super::*;

    fn lean_of(html: &str) -> String {
        let page = lean(&Html::parse_document(html));
        page.body().map(|body| page.outer_html(body)).unwrap_or_default()
    }

    #[test]
    fn menus_go_and_the_rest_stays_as_it_was() {
        let page = "<html><head><title>x</title></head><body class=\"a &quot;b\"><nav><ul><li>Home</li></ul></nav>\
                    <p>One &amp; <b>two</b> &lt;x&gt;<br>three</p><form><p>Search</p></form><!-- c --><p>Four</p></body></html>";
        let rest = "<body class=\"a &quot;b\"><p>One &amp; <b>two</b> &lt;x&gt;<br>three</p><p>Four</p></body>";
        assert_eq!(lean_of(page), rest);
        // What the extractor loses with an element it shall lose itself.
        assert!(lean_of("<body><div><button>Like</button> this text</div></body>").contains("<button>"));
    }

    proptest! {
        #[test]
        fn what_is_not_dropped_is_read_the_same(page in "(<p>|</p>|<div a=\"b\">|</div>|<b>|</b>|<br>|<table><tr><td>|</table>|<pre>|</pre>|<li>|<a href='x&y'>|</a>|&amp;|&lt;|x|é|\n| ){0,40}") {
            let tree = Html::parse_document(&page);
            prop_assert_eq!(blocks(&Html::parse_document(&lean_of(&page))), blocks(&tree));
        }

        #[test]
        fn no_page_panics(page in "(<|>|</|nav|form|script|textarea|plaintext|xmp|svg|head|!--|--|\"|=| |x|\n){0,50}") {
            let _ = lean_of(&page);
        }
    }
}
