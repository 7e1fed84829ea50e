//! A cheap pass over a page before anything builds a tree of it: parsers and extractors take time that grows with the
//! square of the nesting depth.

use std::borrow::Cow;
use std::collections::HashMap;

/// Elements in elements from which on tags are left out (their text stays). Real pages reach 60.
const DEPTH: usize = 200;
/// Formatting elements (`b`, `font`, …) open at once from which on they are left out: each is opened again in every
/// paragraph until it is closed.
const FORMATTING: usize = 6;
/// Bytes of one tag; longer ones lose their attributes.
const TAG: usize = 16 << 10;

/// The page without scripts (but linked data), styles and comments, and with no more nesting than can be handled.
pub(super) fn flatten(html: &str) -> String {
    let mut scan =
        Scan { html, at: 0, out: String::with_capacity(html.len() / 2), open: Open::default(), titles: true };
    while scan.step() {}
    scan.out
}

struct Scan<'a> {
    html: &'a str,
    at: usize,
    out: String,
    open: Open,
    /// False once it is known that no title is closed in what follows.
    titles: bool,
}

impl<'a> Scan<'a> {
    /// Copies text up to the next tag, and that tag. False at the end.
    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(text) = rest.find('<') else {
            self.out.push_str(rest);
            return false;
        };
        self.copy(text);
        let rest = self.rest();
        if rest.starts_with("<!--") {
            // Without its end a comment takes all the rest, as in browsers.
            self.at +=
                rest.get(4..).and_then(|r| memchr::memmem::find(r.as_bytes(), b"-->")).map_or(rest.len(), |n| n + 7);
            self.out.push(' ');
            return true;
        }
        let name = tag_name(rest);
        if name.is_empty() {
            let other = rest.starts_with("<!") || rest.starts_with("<?");
            self.copy(if other { rest.find('>').map_or(rest.len(), |n| n + 1) } else { 1 });
            return true;
        }
        let Some(len) = tag_len(rest) else {
            self.at = self.html.len();
            return false;
        };
        self.tag(&name, len);
        true
    }

    fn rest(&self) -> &'a str {
        self.html.get(self.at..).unwrap_or_default()
    }

    fn copy(&mut self, len: usize) {
        self.out.push_str(self.rest().get(..len).unwrap_or_default());
        self.at += len;
    }

    fn tag(&mut self, name: &str, len: usize) {
        let tag = self.rest().get(..len).unwrap_or_default();
        match name {
            "script" | "style" if !is_linked_data(tag) => self.skip_raw(name, len),
            "script" | "textarea" | "iframe" | "xmp" | "noembed" | "noframes" => self.copy_raw(name, len),
            "title" => self.title(len),
            "svg" | "math" | "template" => self.skip_raw(name, len),
            "plaintext" => self.at += len,
            _ if self.open.admits(name, tag) => {
                if len > TAG {
                    let slash = if tag.starts_with("</") { "/" } else { "" };
                    self.out.push_str(&format!("<{slash}{name}>"));
                    self.at += len;
                } else {
                    self.copy(len);
                }
            }
            _ => {
                // The border that the tag made between two words stays.
                self.out.push(' ');
                self.at += len;
            }
        }
    }

    /// Leaves out an element with all that is in it.
    fn skip_raw(&mut self, name: &str, len: usize) {
        self.at += self.raw_len(name, len);
        self.out.push(' ');
    }

    fn copy_raw(&mut self, name: &str, len: usize) {
        self.copy(self.raw_len(name, len));
    }

    /// The length of an element that ends with the next end tag of its name, or with the page.
    fn raw_len(&self, name: &str, len: usize) -> usize {
        let rest = self.rest();
        if rest.starts_with("</") || rest.get(..len).is_some_and(|tag| tag.ends_with("/>") && name == "svg") {
            return len;
        }
        let body = rest.get(len..).unwrap_or_default();
        let Some(end) = find_end_tag(body, name) else { return rest.len() };
        len + end + body.get(end..).and_then(|b| b.find('>')).map_or(body.len() - end, |n| n + 1)
    }

    /// A title that is never closed would take the whole page: it is closed before the next tag.
    fn title(&mut self, len: usize) {
        let body = self.rest().get(len..).unwrap_or_default();
        self.titles = self.titles && find_end_tag(body, "title").is_some();
        if self.titles || self.rest().starts_with("</") {
            return self.copy_raw("title", len);
        }
        self.copy(len);
        let text = body.find('<').unwrap_or(body.len());
        self.copy(text);
        self.out.push_str("</title>");
    }
}

/// The elements that are open, as far as they can make depth.
#[derive(Default)]
struct Open {
    blocks: Vec<String>,
    /// How often each name stands in `blocks`.
    count: HashMap<String, usize>,
    formatting: usize,
}

impl Open {
    /// Notes a tag; false where it is to be left out.
    fn admits(&mut self, name: &str, tag: &str) -> bool {
        let end = tag.starts_with("</");
        match kind(name) {
            Kind::Flat => true,
            Kind::Formatting if end => {
                self.formatting = self.formatting.saturating_sub(1);
                self.formatting < FORMATTING
            }
            Kind::Formatting => {
                self.formatting += 1;
                self.formatting <= FORMATTING
            }
            Kind::Block if end => self.close(name),
            Kind::Block => {
                self.blocks.push(name.to_owned());
                match self.count.get_mut(name) {
                    Some(count) => *count += 1,
                    None => drop(self.count.insert(name.to_owned(), 1)),
                }
                self.blocks.len() <= DEPTH
            }
        }
    }

    /// Takes the elements up to the innermost of this name off; tables are not left through an end tag of another name.
    fn close(&mut self, name: &str) -> bool {
        if self.count.get(name).is_none_or(|n| *n == 0) {
            return false;
        }
        let depth = self.blocks.len();
        while let Some(last) = self.blocks.last() {
            let same = last == name;
            if !same && last == "table" {
                return false;
            }
            if let Some(n) = self.count.get_mut(last.as_str()) {
                *n -= 1;
            }
            self.blocks.pop();
            if same {
                break;
            }
        }
        // The end tags of elements that were left out are left out too.
        depth <= DEPTH || self.blocks.len() < DEPTH
    }
}

enum Kind {
    /// Void elements and those that end by themselves: no depth by repetition.
    Flat,
    Formatting,
    Block,
}

fn kind(name: &str) -> Kind {
    match name {
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param" | "source"
        | "track" | "wbr" | "p" | "li" | "dd" | "dt" | "option" | "optgroup" | "tr" | "td" | "th" | "tbody"
        | "thead" | "tfoot" | "colgroup" | "caption" | "html" | "head" | "body" | "h1" | "h2" | "h3" | "h4" | "h5"
        | "h6" | "path" | "a" | "script" | "rp" | "rt" => Kind::Flat,
        "b" | "big" | "code" | "em" | "font" | "i" | "nobr" | "s" | "small" | "strike" | "strong" | "tt" | "u" => {
            Kind::Formatting
        }
        _ => Kind::Block,
    }
}

/// The name of the start or end tag that begins here, in small letters; empty where none begins.
fn tag_name(text: &str) -> Cow<'_, str> {
    let name = text.strip_prefix('<').unwrap_or_default();
    let name = name.strip_prefix('/').unwrap_or(name);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return Cow::Borrowed("");
    }
    let end = name.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>' | '<')).unwrap_or(name.len()).min(64);
    let name = name.get(..end).unwrap_or("x");
    if name.bytes().any(|b| b.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
}

/// The length of a tag, up to its `>` outside quotation marks; `None` where the page ends in it.
fn tag_len(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'>', b'"', b'\'', rest)) {
        let mark = at + found;
        let byte = bytes.get(mark).copied()?;
        if byte == b'>' {
            return Some(mark + 1);
        }
        let before = bytes.get(at..mark).unwrap_or_default().trim_ascii_end();
        at = mark + 1;
        // A mark quotes where a value begins.
        if before.ends_with(b"=") {
            // One that is never closed: the next `>` will have to do.
            let Some(len) = bytes.get(at..).and_then(|rest| memchr::memchr(byte, rest)) else { break };
            at += len + 1;
        }
    }
    text.find('>').map(|at| at + 1)
}

fn is_linked_data(tag: &str) -> bool {
    tag.get(..tag.len().min(512)).unwrap_or(tag).to_ascii_lowercase().contains("ld+json")
}

/// Where `</name` stands, whatever its case.
fn find_end_tag(text: &str, name: &str) -> Option<usize> {
    memchr::memmem::find_iter(text.as_bytes(), "</")
        .find(|at| text.get(at + 2..at + 2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn text_of_deep_elements_stays() {
        let deep = format!("{}<p>One.</p>{}<p>Two.</p>", "<div>".repeat(50_000), "</div>".repeat(50_000));
        let flat = flatten(&deep);
        assert_eq!((flat.matches("<div>").count(), flat.matches("</div>").count()), (DEPTH, DEPTH));
        assert!(flat.contains("<p>One.</p>") && flat.ends_with("<p>Two.</p>"));
    }

    #[test]
    fn ordinary_pages_are_left_alone() {
        let page =
            "<html><body><div class='a > b'><P>One <b>bold</b><br/>two</P><ul><li>x<li>y</ul></div></body></html>";
        assert_eq!(flatten(page), page);
    }

    #[test]
    fn depth_cannot_be_hidden() {
        for unit in ["<div></b>", "<b><div></b>", "<div><table></div>", "<font size=1><p>", "<x-y>", "<span/>"] {
            let flat = flatten(&unit.repeat(20_000));
            let tags = flat.matches("<div").count()
                + flat.matches("<font").count()
                + flat.matches("<x-y").count()
                + flat.matches("<span").count();
            assert!(tags <= 2 * DEPTH, "{unit} {tags}");
        }
    }

    #[test]
    fn scripts_go_and_linked_data_stays() {
        let page = "<script>if (a</b>) x('<p>');</script><STYLE>p{}</style><!-- <p> --><script type=\"application/ld+json\">{}</script>x";
        assert_eq!(flatten(page), "   <script type=\"application/ld+json\">{}</script>x");
    }

    #[test]
    fn an_open_title_ends_before_the_next_tag() {
        assert_eq!(flatten("<title>News<body><p>One"), "<title>News</title><body><p>One");
        assert_eq!(flatten("<title>A <b> c</title>x"), "<title>A <b> c</title>x");
    }

    proptest! {
        #[test]
        fn no_text_panics(text in any::<String>(), bait in "(<|</|>|!--|-->|div|b|title|script|table|é| |=|\"|')*") {
            let _ = flatten(&text);
            let _ = flatten(&bait);
        }
    }
}
