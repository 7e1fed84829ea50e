//! How wide words are, without a font at hand: by the widest of the usual ones, so that no text runs out of its place.

use unicode_width::UnicodeWidthChar;

/// The width of a text in CSS pixels at a size of letters.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The share of the size of letters that a character takes.
fn em(c: char) -> f64 {
    match c {
        'i' | 'l' | 'j' | '\'' | '’' | '|' => 0.29,
        ' ' | '.' | ',' | ':' | ';' | 'I' | '·' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '-' | '[' | ']' | '"' | '“' | '”' => 0.45,
        'm' | 'M' | 'W' | '—' | '…' | '@' | '%' => 1.0,
        'w' | 'Q' | 'O' | 'G' | 'D' | 'H' | 'N' | 'U' | '→' => 0.84,
        c if c.is_uppercase() => 0.72,
        c if c.width().unwrap_or(0) == 0 => 0.0,
        c if c.width() == Some(2) => 1.05,
        _ => 0.64,
    }
}

/// A text in at most so many lines of at most this width; where it is cut, it ends in `…`.
pub(super) fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&longer, size) <= room {
            line = longer;
            continue;
        }
        if lines.len() + 1 == most || width(word, size) > room {
            line = cut(&longer, size, room);
            lines.push(std::mem::take(&mut line));
            return lines;
        }
        lines.push(std::mem::replace(&mut line, word.to_owned()));
        if words.peek().is_none() {
            break;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn cut(text: &str, size: f64, room: f64) -> String {
    let mut out = String::new();
    let mut left = room - em('…') * size;
    for c in text.chars() {
        left -= em(c) * size;
        if left < 0.0 {
            break;
        }
        out.push(c);
    }
    out.trim_end_matches([' ', ',', ';', ':']).to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room() {
        let text = "Karin Tamm in Vilnius, second visit, and a Donaudampfschifffahrtsgesellschaftskapitänswitwe of old";
        for most in 1..4 {
            for room in [40.0, 90.0, 200.0, 2000.0] {
                let lines = wrapped(text, 13.0, room, most);
                assert!(!lines.is_empty() && lines.len() <= most, "{lines:?}");
                assert!(lines.iter().all(|line| width(line, 13.0) <= room), "{lines:?}");
                assert_eq!(lines.concat().contains('…'), room < 2000.0, "{lines:?}");
            }
        }
        assert_eq!(wrapped("one two", 13.0, 30.0, 2), ["one", "two"]);
    }
}
