//! Paragraphs out of lines that a mail program broke at its margin: names and sentences run over the break.

/// Margins that mail programs break at, in characters.
const MARGINS: std::ops::RangeInclusive<usize> = 40..=100;
/// Lines in a hundred that may be longer than any margin (addresses of pages); with more the text was never broken.
const LONGER_PERCENT: usize = 10;
/// Words of a line that shows where the margin is.
const WORDS: usize = 4;

/// Joins lines that were broken for want of room: the next line's first word did not fit. Line ends become `\n`.
pub(super) fn unwrap(text: &str) -> String {
    let margin = margin(text);
    let mut out = String::with_capacity(text.len());
    let mut before: Option<&str> = None;
    for line in text.lines() {
        match (before, margin) {
            (None, _) => {}
            (Some(last), Some(margin)) if was_broken(last, line, margin) => {
                let hyphen = last.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
                out.truncate(out.trim_end().len());
                out.push_str(if hyphen { "" } else { " " });
            }
            (Some(_), _) => out.push('\n'),
        }
        out.push_str(line);
        before = Some(line);
    }
    out
}

/// The length of the longest line that reads like prose; `None` where the text was not broken into lines.
fn margin(text: &str) -> Option<usize> {
    let (mut lines, mut longer, mut margin) = (0, 0, 0);
    for line in text.lines().filter(|line| line.split_whitespace().nth(WORDS - 1).is_some()) {
        let length = line.trim_end().chars().count();
        lines += 1;
        match length > *MARGINS.end() {
            true => longer += 1,
            false => margin = margin.max(length),
        }
    }
    (MARGINS.contains(&margin) && longer * 100 <= lines * LONGER_PERCENT).then_some(margin)
}

fn was_broken(line: &str, next: &str, margin: usize) -> bool {
    let Some(word) = next.split_whitespace().next() else { return false };
    let is_item = word.chars().all(|c| !c.is_alphanumeric())
        || word.strip_suffix(['.', ')']).is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let is_set_in = next.starts_with([' ', '\t', '>', '|']) || line.starts_with(['>', '|']);
    let length = line.trim_end().chars().count();
    !line.trim().is_empty() && !is_item && !is_set_in && length + 1 + word.chars().count() > margin
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn broken_lines_are_joined_and_short_ones_stay() {
        let text = "FOR RELEASE\r\nTuesday\r\n\r\nThe minister arrived in the capital on Tuesday for a two-\r\n\
                    day visit, the ministry said in a statement which named\r\nKarin Tamm.\r\n\r\n- visas and the transit of goods by rail and by the sea,\r\n- rail\r\n";
        assert_eq!(
            unwrap(text),
            "FOR RELEASE\nTuesday\n\nThe minister arrived in the capital on Tuesday for a two-day visit, the ministry said in a \
             statement which named Karin Tamm.\n\n- visas and the transit of goods by rail and by the sea,\n- rail"
        );
    }

    #[test]
    fn text_that_was_never_broken_stays() {
        let text = format!(
            "{}\n{}\nShort.",
            "A long paragraph of one line. ".repeat(8).trim(),
            "Another one of that kind. ".repeat(9).trim()
        );
        assert_eq!(unwrap(&text), text);
        assert_eq!(unwrap("One.\nTwo."), "One.\nTwo.");
    }

    proptest! {
        #[test]
        fn every_word_is_kept(text in "([a-zé]{1,12}[ \n-]{1,2}){0,80}") {
            let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
            prop_assert_eq!(words(&unwrap(&text)), words(&text));
        }

        #[test]
        fn what_is_broken_at_a_margin_comes_back(words in prop::collection::vec("[a-z]{2,9}", 30..80), margin in 50usize..76) {
            let text = words.join(" ");
            prop_assert_eq!(unwrap(&textwrap::fill(&text, margin)), text);
        }
    }
}
