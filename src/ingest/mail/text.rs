//! The text of a mail without what mail programs put around it.

/// Lines from the end within which a list's or a program's footer begins.
const FOOTER: usize = 14;
/// Underscores from which on a line is a rule and not a blank to fill in.
const RULE: usize = 20;

/// The mail without the line that a mailbox or a mail program puts before it: "From …", or a count of bytes.
pub(super) fn without_envelope(bytes: &[u8]) -> &[u8] {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Some(end) = memchr::memchr(b'\n', start.get(..start.len().min(1024)).unwrap_or_default()) else { return start };
    let (line, rest) = start.split_at(end + 1);
    let count = std::str::from_utf8(line.trim_ascii()).ok().and_then(|line| line.parse::<usize>().ok());
    match count {
        Some(count) => rest.get(..count).unwrap_or(rest),
        None if line.starts_with(b"From ") || line.starts_with(b">From ") => rest,
        None => start,
    }
}

/// The text up to its signature ("-- " on a line of its own) or the footer of a mailing list (under a ruled line).
pub(super) fn without_signature(text: &str) -> &str {
    let mut end = text.len();
    let mut seen = 0;
    for line in text.split_inclusive('\n').rev() {
        let start = end - line.len();
        let bare = line.trim_end_matches(['\r', '\n']);
        if bare == "-- " || bare.len() >= RULE && bare.bytes().all(|b| b == b'_') {
            return text.get(..start).unwrap_or(text);
        }
        seen += 1;
        if seen > FOOTER {
            break;
        }
        end = start;
    }
    text
}

/// A subject without "Fwd:", "Re:" and the name of a list in brackets; `None` where nothing is left.
pub(super) fn title(subject: &str) -> Option<String> {
    let mut rest = subject.trim();
    loop {
        let colon = rest.split_once(':').filter(|(head, _)| {
            ["re", "fw", "fwd", "aw", "wg"].iter().any(|mark| head.trim().eq_ignore_ascii_case(mark))
        });
        let tag = rest.strip_prefix('[').and_then(|r| r.split_once(']')).filter(|(tag, _)| is_tag(tag));
        match colon.or(tag) {
            Some((_, after)) if !after.trim().is_empty() => rest = after.trim(),
            _ => break,
        }
    }
    let title = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    (!title.is_empty()).then_some(title)
}

/// The name of a list is one word: "[Wire-Daily]".
fn is_tag(tag: &str) -> bool {
    tag.len() < 40 && !tag.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn envelopes_are_taken_off() {
        assert_eq!(without_envelope(b"From a Tue Mar 5 10:00:00 2024\nSubject: x"), b"Subject: x");
        assert_eq!(without_envelope(b"10\nSubject: x\n<?xml"), b"Subject: x");
        assert_eq!(without_envelope(b"From: a\nSubject: x"), b"From: a\nSubject: x");
    }

    #[test]
    fn signatures_and_list_footers_end_the_text() {
        assert_eq!(without_signature("One.\r\n\r\n-- \r\nAnn\r\n"), "One.\r\n\r\n");
        assert_eq!(without_signature(&format!("One.\n{}\nwire mailing list\n", "_".repeat(47))), "One.\n");
        assert_eq!(without_signature("One -- two.\n--\nThree."), "One -- two.\n--\nThree.");
        let long = format!("-- \n{}", "Text.\n".repeat(30));
        assert_eq!(without_signature(&long), long);
    }

    #[test]
    fn titles_lose_what_mail_programs_add() {
        assert_eq!(title("Fwd: RE: [wire-daily] Talks in\r\n Riga"), Some("Talks in Riga".into()));
        assert_eq!(title("[Draft of the speech] Talks"), Some("[Draft of the speech] Talks".into()));
        assert_eq!(title("Riga: talks"), Some("Riga: talks".into()));
        assert_eq!((title("Re:"), title(" ")), (Some("Re:".into()), None));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(-- |_{20}|\r|\n|From |é|[0-9]|Re:|\\[a\\]){0,30}") {
            let _ = without_envelope(text.as_bytes());
            prop_assert!(text.starts_with(without_signature(&text)));
            let _ = title(&text);
        }
    }
}
