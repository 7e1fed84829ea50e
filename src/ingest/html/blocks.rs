//! A cleaned page → paragraphs.

use scraper::{Html, Node};

use super::walk::{Step, walk};

/// The paragraphs of some HTML in order, white space collapsed; a forced line break inside one is `\n`.
pub(super) fn blocks(html: &Html) -> Vec<String> {
    let mut out = Blocks::default();
    walk(html, |step| match step {
        Step::Open(Node::Text(text)) => out.text(text),
        Step::Open(Node::Element(element)) | Step::Close(Node::Element(element)) => out.border(element.name()),
        Step::Open(_) | Step::Close(_) => {}
    });
    out.flush();
    out.done
}

#[derive(Default)]
struct Blocks {
    done: Vec<String>,
    now: String,
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
        }
    }

    /// The start or end of an element.
    fn border(&mut self, name: &str) {
        match name {
            "br" => self.line_break(),
            "td" | "th" => self.space = true,
            _ if is_inline(name) => {}
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
        self.space = false;
        let block = std::mem::take(&mut self.now);
        let block = block.trim().replace("\n\n", "\n");
        if !block.is_empty() {
            self.done.push(block);
        }
    }
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
        blocks(&Html::parse_fragment(html))
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
