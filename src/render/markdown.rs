//! Keeps a source's words from turning into Markdown.

/// Escapes what would come alive in CommonMark: markup, raw HTML, links, pictures, headings, lists, rules.
///
/// Brackets that can be no link stay as they are, so that glosses read well in the raw text too.
///
/// ```
/// use attache::render::escape_markdown;
/// assert_eq!(escape_markdown("Tuesday [19 June]"), "Tuesday [19 June]");
/// assert_eq!(escape_markdown("[x](http://y) <b> 2*3*4"), r"[x\](http://y) \<b> 2\*3\*4");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars().peekable();
    let mut line_start = true;
    let mut digits = false;
    let mut before = None;
    while let Some(c) = rest.next() {
        let next = rest.peek().copied();
        let escape = match c {
            '\\' | '`' | '*' | '_' | '<' | '|' | '~' => true,
            '&' => next.is_some_and(|n| n.is_ascii_alphanumeric() || n == '#'),
            '!' => next == Some('['),
            // A link in wikis and notebooks.
            '[' => next == Some('[') || before == Some('['),
            ']' => matches!(next, Some('(' | '[' | ':')),
            '#' | '+' | '-' | '>' | '=' => line_start,
            '.' | ')' => digits && next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
        digits = (line_start || digits) && c.is_ascii_digit();
        line_start = c == '\n' || (line_start && c.is_whitespace());
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag};

    use super::*;

    #[test]
    fn nothing_of_a_source_comes_alive() {
        for hostile in [
            "[a](javascript:alert(1))",
            "![x](http://e.example/p.gif)",
            "<img src=x onerror=alert(1)>",
            "# heading",
            "1. list",
            "- list",
            "*em* __strong__ ~~no~~",
            "[a]: http://e.example",
            "&lt;script&gt; &#60;b>",
            "> quote",
            "`code`",
            "---",
            "a | b",
            "[[page]] [[[a]]]",
        ] {
            assert_eq!(plain(&escape(hostile)), hostile, "{}", escape(hostile));
        }
    }

    /// What a CommonMark reader sees; "alive" where it sees more than one paragraph of text.
    fn plain(markdown: &str) -> String {
        let mut out = String::new();
        for event in Parser::new(markdown) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::SoftBreak => out.push('\n'),
                Event::Start(Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                _ => return "alive".to_owned(),
            }
        }
        out
    }

    proptest! {
        #[test]
        fn any_line_is_only_text(line in "[ -~éü“”–]{1,60}") {
            let line = line.trim();
            prop_assume!(!line.is_empty());
            prop_assert_eq!(plain(&escape(line)), line);
        }
    }
}
