//! The filters of the templates. Each doc comment shows a template and its output.

use minijinja::{Environment, Value};

/// The width of plain text, in columns.
const COLUMNS: usize = 72;

pub(super) fn add(environment: &mut Environment<'static>) {
    environment.add_filter("wrap", wrap);
    environment.add_filter("printable", printable);
    environment.add_filter("marks", marks);
    environment.add_filter("glosses", glosses);
    environment.add_filter("unbroken", unbroken);
    environment.add_filter("link", super::links::link);
    environment.add_filter("source", super::links::source);
    environment.add_filter("picture", super::links::picture);
}

/// `{{ "a long line …" | wrap(4) }}`: broken into lines of 72 columns, all but the first indented by four.
fn wrap(text: &str, indent: Option<usize>) -> String {
    let indent = " ".repeat(indent.unwrap_or(0));
    let options = textwrap::Options::new(COLUMNS)
        .subsequent_indent(&indent)
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}

/// `{{ "a\u{7}b" | printable }}`: `ab`. Control and direction signs go, line breaks become blanks.
fn printable(text: &str) -> String {
    let shown: String = text.chars().filter(|c| !crate::text::is_ignorable(*c)).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `{{ line.marks | marks }}`: `[1] [4]`, the numbers of the source sentences, as they stand in plain forms.
fn marks(marks: Vec<Value>) -> String {
    let numbers = marks.iter().filter_map(|m| m.get_attr("number").ok());
    numbers.map(|n| format!("[{n}]")).collect::<Vec<_>>().join(" ")
}

/// `{{ line.text | glosses }}` in HTML: escaped, with each bracketed gloss in a `<span class="gloss">`.
fn glosses(text: &str) -> Value {
    let mut out = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(&html(before));
        match after.split_once(']') {
            Some((gloss, tail)) => {
                out.push_str("<span class=\"gloss\">[");
                out.push_str(&html(gloss));
                out.push_str("]</span>");
                rest = tail;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(&html(rest));
    Value::from_safe_string(out)
}

/// `{{ brief.headline | unbroken }}` in HTML: escaped, days such as `14–15` in a `<span class="nb">` that no line breaks; a
/// mark that stands alone, as French sets its colon, stays with the word before it.
fn unbroken(text: &str) -> Value {
    let mut out = String::with_capacity(text.len() + 32);
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 {
            out.push(if matches!(word, ":" | ";" | "?" | "!" | "»" | "–") { '\u{a0}' } else { ' ' });
        }
        let is_range = word.split_once('–').is_some_and(|(from, to)| {
            from.ends_with(|c: char| c.is_ascii_digit()) && to.starts_with(|c: char| c.is_ascii_digit())
        });
        match is_range {
            true => out.push_str(&format!("<span class=\"nb\">{}</span>", html(word))),
            false => out.push_str(&html(word)),
        }
    }
    Value::from_safe_string(out)
}

fn html(text: &str) -> String {
    minijinja::HtmlEscape(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glosses_are_escaped_too() {
        assert_eq!(glosses("a [<b>] & c [d").to_string(), "a <span class=\"gloss\">[&lt;b&gt;]</span> &amp; c [d");
    }

    #[test]
    fn days_are_not_broken() {
        assert_eq!(unbroken("a<b, 14–15 May").to_string(), "a&lt;b, <span class=\"nb\">14–15</span> May");
        assert_eq!(unbroken("Pérou : accord").to_string(), "Pérou\u{a0}: accord");
    }

    #[test]
    fn no_line_is_wider_than_72_columns() {
        let text = wrap(&"word ".repeat(60), Some(4));
        assert!(text.lines().all(|l| l.len() <= COLUMNS));
        assert!(text.lines().skip(1).all(|l| l.starts_with("    ")));
    }

    #[test]
    fn controls_are_not_printed() {
        assert_eq!(printable("a\u{7}b\n c\u{202e}"), "ab c");
    }
}
