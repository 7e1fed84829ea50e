//! Keeps a source's words from turning into wiki markup.

use std::fmt::Write;

/// Words that MediaWiki turns into links where a number follows.
const MAGIC: [&str; 3] = ["RFC", "PMID", "ISBN"];

/// Escapes what would come alive in MediaWiki: links, templates, tags, tables, headings and lists at the start of a line,
/// quotation marks for emphasis, signatures, switches such as `__NOTOC__`, addresses. All of it as entities, which read
/// the same on the page.
///
/// ```
/// use attache::render::escape_mediawiki;
/// assert_eq!(escape_mediawiki("Tuesday [19 June]"), "Tuesday &#91;19 June&#93;");
/// assert_eq!(escape_mediawiki("{{x|<b>"), "&#123;&#123;x&#124;&lt;b&gt;");
/// assert_eq!(escape_mediawiki("# 1, it's"), "&#35; 1, it's");
/// ```
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let chars: Vec<char> = text.chars().collect();
    let at = |n: Option<usize>| n.and_then(|n| chars.get(n)).copied();
    let mut line_start = true;
    let mut word = String::new();
    for (n, c) in chars.iter().copied().enumerate() {
        let (before, next) = (at(n.checked_sub(1)), at(Some(n + 1)));
        let alive = match c {
            '<' => {
                out.push_str("&lt;");
                continue;
            }
            '>' => {
                out.push_str("&gt;");
                continue;
            }
            '&' => {
                out.push_str("&amp;");
                continue;
            }
            '[' | ']' | '{' | '}' | '|' | '~' => true,
            // Two in a row are emphasis, and one at an end may meet another there.
            '\'' => before.is_none_or(|b| b == '\'') || next.is_none_or(|n| n == '\''),
            '_' => before == Some('_') || next == Some('_'),
            '!' => line_start || before == Some('!') || next == Some('!'),
            // `http://`, `mailto:`.
            ':' => {
                line_start
                    || (before.is_some_and(char::is_alphanumeric)
                        && next.is_some_and(|n| n == '/' || n.is_alphabetic()))
            }
            '/' => before == Some('/') || next == Some('/'),
            '*' | '#' | ';' | '=' | '-' | '+' => line_start,
            ' ' | '\t' | '\u{a0}' => (line_start && c == ' ') || MAGIC.contains(&word.as_str()),
            _ => false,
        };
        let alive = alive || (c == '=' && next.is_none_or(|n| n == '\n'));
        if alive {
            // Writing to a string does not fail.
            let _ = write!(out, "&#{};", u32::from(c));
        } else {
            out.push(c);
        }
        line_start = c == '\n';
        if c.is_alphanumeric() { word.push(c) } else { word.clear() }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape;

    #[test]
    fn nothing_of_a_source_comes_alive() {
        for (hostile, plain) in [
            ("''''", "&#39;&#39;&#39;&#39;"),
            ("== a ==", "&#61;= a =&#61;"),
            ("~~~~", "&#126;&#126;&#126;&#126;"),
            ("__NOTOC__", "&#95;&#95;NOTOC&#95;&#95;"),
            ("RFC 2026", "RFC&#32;2026"),
            ("http://e.example", "http&#58;&#47;&#47;e.example"),
            ("a !! b", "a &#33;&#33; b"),
            (" pre", "&#32;pre"),
            ("a\n* b", "a\n&#42; b"),
            ("&lt;", "&amp;lt;"),
        ] {
            assert_eq!(escape(hostile), plain);
        }
        assert_eq!(escape("Kim's plan: talks at 10:30"), "Kim's plan: talks at 10:30");
    }

    proptest! {
        #[test]
        fn no_sign_of_markup_is_left(text in "\\PC{0,60}") {
            let escaped = escape(&text);
            let signs = ['[', ']', '{', '}', '|', '<', '>', '~'];
            prop_assert!(!escaped.contains(signs));
            prop_assert!(!escaped.contains("''") && !escaped.contains("__") && !escaped.contains("//"));
            prop_assert!(!escaped.starts_with(['*', '#', ':', ';', '=', ' ', '-']));
        }
    }
}
