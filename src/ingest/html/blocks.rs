//! A cleaned page → paragraphs.

use scraper::node::Element;
use scraper::{Html, Node};

use super::walk::{Step, walk};

/// A paragraph, a heading, an item of a list, a row of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text, white space collapsed; a forced line break inside is `\n`.
    pub text: String,
    /// Bytes of it that are links, without white space.
    pub linked: usize,
    /// True for headings.
    pub heading: bool,
}

/// The blocks of some HTML in order.
pub(super) fn blocks(html: &Html) -> Vec<Block> {
    blocks_but(html, |element| is_unseen(element.name()))
}

/// The same without what the elements' own styles hide: mails hide a first line for the list of mails.
pub(super) fn visible(html: &Html) -> Vec<Block> {
    blocks_but(html, |element| is_unseen(element.name()) || is_hidden(element))
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).take(2000).collect();
    element.attr("hidden").is_some()
        || ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|hide| style.contains(hide))
}

fn blocks_but(html: &Html, is_unseen: impl Fn(&Element) -> bool) -> Vec<Block> {
    let mut out = Blocks::default();
    walk(html, |step| match step {
        Step::Open(Node::Text(text)) if out.unseen == 0 => out.text(text),
        Step::Open(Node::Element(element)) if is_unseen(element) => out.unseen += 1,
        Step::Close(Node::Element(element)) if is_unseen(element) => out.unseen = out.unseen.saturating_sub(1),
        Step::Open(Node::Element(element)) if element.name() == "a" => out.links += 1,
        Step::Close(Node::Element(element)) if element.name() == "a" => out.links = out.links.saturating_sub(1),
        Step::Open(Node::Element(element)) => out.border(element.name(), false),
        Step::Close(Node::Element(element)) => out.border(element.name(), true),
        Step::Open(_) | Step::Close(_) => {}
    });
    out.flush();
    out.done
}

#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    now: String,
    linked: usize,
    /// Links that are open.
    links: usize,
    /// Elements that are open whose text no reader sees.
    unseen: usize,
    space: bool,
}

impl Blocks {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{85}' {
                self.space = true;
                continue;
            }
            if self.space && !self.now.is_empty() && !self.now.ends_with('\n') {
                self.now.push(' ');
            }
            self.space = false;
            self.now.push(c);
            if self.links > 0 {
                self.linked += c.len_utf8();
            }
        }
    }

    /// The start or end of an element.
    fn border(&mut self, name: &str, end: bool) {
        match name {
            "br" => self.line_break(),
            "td" | "th" => self.space = true,
            _ if is_inline(name) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.end_block(end),
            _ => self.flush(),
        }
    }

    /// Seen at its start and at its end: twice is one line break, four times are two, and those end the paragraph.
    fn line_break(&mut self) {
        self.space = false;
        if !self.now.is_empty() {
            self.now.push('\n');
        }
        if self.now.ends_with("\n\n\n\n") {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.end_block(false);
    }

    fn end_block(&mut self, heading: bool) {
        self.space = false;
        let (text, linked) = (std::mem::take(&mut self.now), std::mem::take(&mut self.linked));
        let text = text.trim().replace("\n\n", "\n");
        if !text.is_empty() {
            self.done.push(Block { text, linked, heading });
        }
    }
}

fn is_unseen(name: &str) -> bool {
    matches!(name, "title" | "script" | "style" | "noscript" | "textarea" | "template" | "select")
}

fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "nobr"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
            | "img"
            | "picture"
            | "source"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<String> {
        blocks(&Html::parse_fragment(html)).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn words_are_not_glued_at_borders() {
        assert_eq!(
            of("<div>One<p>Two <b>b</b>ig</p>Three</div><ul><li>Four</li><li>Five</li></ul>"),
            ["One", "Two big", "Three", "Four", "Five"]
        );
        assert_eq!(of("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"), ["a b", "c"]);
    }

    #[test]
    fn two_line_breaks_make_a_paragraph() {
        assert_eq!(of("<p>One<br>two<br> <br/>Three</p>"), ["One\ntwo", "Three"]);
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(of("<p> One \n\t two&nbsp; three</p> <p>  </p>"), ["One two three"]);
    }
}
