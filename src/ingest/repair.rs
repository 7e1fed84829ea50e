//! Makes readable JSON of what is nearly JSON: the faults that other programs' writers are known for.

/// A copy of a JSON text in which halves of surrogate pairs became U+FFFD, bare control characters in strings became
/// escapes, and numbers that no program can hold (`1e999`, `NaN`, `Infinity`) became `null`. One pass.
pub(super) fn repair(json: &str) -> String {
    let mut out = String::with_capacity(json.len() + 16);
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        rest = match c {
            '"' => string(rest, &mut out),
            '-' | '0'..='9' | 'N' | 'I' => number(rest, &mut out),
            c => {
                out.push(c);
                &rest[c.len_utf8()..]
            }
        };
    }
    out
}

/// Copies a string literal; gives what follows it.
fn string<'a>(literal: &'a str, out: &mut String) -> &'a str {
    out.push('"');
    let mut rest = &literal[1..];
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '"' => {
                out.push('"');
                return &rest[1..];
            }
            '\\' => escape(rest, out),
            c if c < ' ' => {
                out.push_str(&format!("\\u{:04x}", c as u32));
                1
            }
            c => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[len..];
    }
    rest
}

/// Copies an escape; gives its length.
fn escape(rest: &str, out: &mut String) -> usize {
    let (copied, len) = match unit(rest) {
        Some(high @ 0xD800..=0xDBFF) => match rest.get(6..).and_then(unit) {
            Some(low @ 0xDC00..=0xDFFF) => (format!("\\u{high:04x}\\u{low:04x}"), 12),
            _ => ("\\ufffd".to_owned(), 6),
        },
        Some(0xDC00..=0xDFFF) => ("\\ufffd".to_owned(), 6),
        _ => {
            let len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            (rest[..len].to_owned(), len)
        }
    };
    out.push_str(&copied);
    len
}

/// The code unit of a `\uXXXX` at the start.
fn unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

fn number<'a>(text: &'a str, out: &mut String) -> &'a str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'))).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let bare = word.trim_start_matches('-');
    // Longer than any number that means something.
    let huge = word.parse::<f64>().is_ok_and(f64::is_infinite);
    out.push_str(if huge || matches!(bare, "NaN" | "Infinity") { "null" } else { word });
    rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn value(json: &str) -> Option<Value> {
        serde_json::from_str(&repair(json)).ok()
    }

    #[test]
    fn half_a_surrogate_pair_becomes_one_replacement_character() {
        assert_eq!(value(r#""a \ud83d b""#), Some("a \u{FFFD} b".into()));
        assert_eq!(value(r#""\udc00\ud83d\ude00\\ud83d""#), Some("\u{FFFD}😀\\ud83d".into()));
    }

    #[test]
    fn numbers_that_nobody_can_hold_become_null() {
        assert_eq!(value("[1e999,-1e999,NaN,-Infinity,1.5]"), Some(serde_json::json!([null, null, null, null, 1.5])));
    }

    #[test]
    fn bare_controls_are_escaped() {
        assert_eq!(value("\"a\tb\u{1}\""), Some("a\tb\u{1}".into()));
    }

    proptest! {
        #[test]
        fn good_json_keeps_its_meaning(text in any::<String>(), number in any::<i64>()) {
            let value = serde_json::json!({ "t": text, "n": number, "l": [null, true] });
            prop_assert_eq!(serde_json::from_str::<Value>(&repair(&value.to_string())).ok(), Some(value));
        }

        #[test]
        fn no_text_panics(text in any::<String>(), bait in "[\"\\\\udc0-9a-fNIe.-]{0,60}") {
            let _ = repair(&text);
            let _ = repair(&bait);
        }
    }
}
