use std::borrow::Cow;
use std::fmt::Write;

use super::is_ignorable;

/// A text that may go to a terminal: without control characters, zero-width and direction marks; every kind of line
/// end becomes `\n`. For output that is no JSON (there escapes are enough).
///
/// ```
/// assert_eq!(attache::text::printable("Ta\u{0}mm\u{1b}[31m\r\nspoke"), "Tamm[31m\nspoke");
/// ```
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| is_ignorable(c) || is_odd_line_end(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            c if is_odd_line_end(c) => out.push('\n'),
            c if is_ignorable(c) => {}
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The text with a capital at its start; the rest stays as it is.
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A name for a message: what a reader would not see, and line ends, written as escapes (`\n`, `\u{202e}`).
pub fn escape_controls(name: &str) -> Cow<'_, str> {
    let hidden = |c: char| is_ignorable(c) || is_odd_line_end(c) || matches!(c, '\n' | '\t');
    if !name.chars().any(hidden) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if hidden(c) {
            let _ = write!(out, "{}", c.escape_default());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

fn is_odd_line_end(c: char) -> bool {
    matches!(c, '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clean_text_is_not_copied() {
        assert!(matches!(printable("Plain text.\n\tTwo."), Cow::Borrowed(_)));
    }

    #[test]
    fn names_show_what_they_hide() {
        assert_eq!(escape_controls("a\nb\u{202e}\u{1b}[0m"), "a\\nb\\u{202e}\\u{1b}[0m");
    }

    proptest! {
        #[test]
        fn no_control_character_gets_through(text in any::<String>()) {
            let shown = printable(&text);
            prop_assert!(shown.chars().all(|c| matches!(c, '\n' | '\t') || !c.is_control()));
            prop_assert!(escape_controls(&text).chars().all(|c| !c.is_control()));
        }
    }
}
