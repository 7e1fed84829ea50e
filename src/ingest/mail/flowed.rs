//! Paragraphs out of lines that end in a blank (RFC 3676).

/// Joins the lines of flowed text to paragraphs; with `delsp` the blank at a line's end goes too.
pub(super) fn unfold(text: &str, delsp: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // The depth of the quotation whose last line flows on.
    let mut flows: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.bytes().take_while(|b| *b == b'>').count();
        let (marks, rest) = line.split_at(depth);
        let bare = rest.strip_prefix(' ').unwrap_or(rest);
        if flows != Some(depth) {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(marks);
            if depth > 0 {
                out.push(' ');
            }
        }
        // "-- " opens a signature and flows nowhere.
        let soft = bare.ends_with(' ') && bare != "-- ";
        out.push_str(if soft && delsp { bare.strip_suffix(' ').unwrap_or(bare) } else { bare });
        flows = soft.then_some(depth);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn soft_breaks_go_and_hard_ones_stay() {
        assert_eq!(unfold("One \r\ntwo \r\nthree.\r\n\r\nFour.", false), "One two three.\n\nFour.");
        assert_eq!(unfold("外交部 \n长", true), "外交部长");
        assert_eq!(unfold("  stuffed \n From here", false), " stuffed From here");
        assert_eq!(unfold("> a \n> b\n>> c \nd\n-- \nAnn", false), "> a b\n>> c \nd\n-- \nAnn");
    }

    proptest! {
        #[test]
        fn every_word_is_kept(text in "[>a-z \r\n]{0,120}") {
            let words = |text: &str| text.chars().filter(char::is_ascii_lowercase).collect::<String>();
            prop_assert_eq!(words(&unfold(&text, false)), words(&text));
        }
    }
}
