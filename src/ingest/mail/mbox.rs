//! Mailboxes: mails one after the other, each behind a line that begins with "From ".

use std::io::{BufRead, Read as _};

use crate::ingest::error::Reason;
use crate::ingest::format::Format;
use crate::ingest::part::{Batch, Context, Known, Part};
use crate::ingest::stream::reason;
use crate::ingest::{Read, address, limits};

/// Bytes of a line that is looked at as a whole; a longer one is text.
const LINE: u64 = 64 << 10;

/// Reads all mails of a mailbox, as a stream.
pub(in crate::ingest) fn read(name: &str, reader: Box<dyn BufRead + Send>, context: Context) -> Vec<Read> {
    let inner = context.within(name);
    let mut batch = Batch::new(inner);
    for (n, mail) in (1..).zip(Mails::new(reader)) {
        let part = address::item(name, n);
        if inner.wants(&part) {
            let known = Known { format: Some(Format::Mail), ..Known::default() };
            match mail {
                Ok(bytes) => batch.push(Part { name: part.clone(), bytes, known }),
                Err(reason) => batch.fail(&part, reason),
            }
        }
        if inner.is_last(&part) {
            break;
        }
    }
    batch.finish()
}

/// True for the line before a mail: "From", a sender without blanks, and a date that ends in a year or a zone.
pub(in crate::ingest) fn is_divider(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let text = String::from_utf8_lossy(rest.get(..rest.len().min(400)).unwrap_or_default());
    let is_time = |word: &str| {
        let mut parts = word.split(':');
        let two = |part: Option<&str>| {
            part.is_some_and(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()))
        };
        two(parts.next()) && two(parts.next())
    };
    let words: Vec<&str> = text.split_whitespace().skip(1).collect();
    (4..=9).contains(&words.len()) && words.iter().any(|word| is_time(word))
}

/// The mails of a mailbox, each as bytes, its quoted "From " lines as they were written.
pub fn mails(reader: impl BufRead) -> impl Iterator<Item = Result<Vec<u8>, Reason>> {
    Mails::new(reader)
}

/// Gives each mail as bytes, its quoted "From " lines as they were written.
struct Mails<R> {
    reader: R,
    /// A divider was read, and its mail is next.
    open: bool,
    done: bool,
}

impl<R: BufRead> Mails<R> {
    fn new(reader: R) -> Self {
        Mails { reader, open: false, done: false }
    }

    fn mail(&mut self) -> Result<Option<Vec<u8>>, Reason> {
        let mut mail = Vec::new();
        let mut line = Vec::new();
        let (mut at_start, mut after_empty, mut too_large) = (true, true, false);
        loop {
            line.clear();
            self.reader.by_ref().take(LINE).read_until(b'\n', &mut line).map_err(reason)?;
            if line.is_empty() {
                self.done = true;
                break;
            }
            // A divider stands behind an empty line; some writers leave that line out.
            if at_start && line.starts_with(b"From ") && (is_divider(&line) || !self.open && mail.is_empty()) {
                if !std::mem::replace(&mut self.open, true) {
                    continue;
                }
                if after_empty || self.next_is_header()? {
                    break;
                }
            }
            self.open |= !line.trim_ascii().is_empty();
            after_empty = at_start && line.trim_ascii().is_empty();
            if mail.len() + line.len() > limits::INPUT {
                too_large = true;
            } else {
                mail.extend_from_slice(if at_start { unquoted(&line) } else { &line });
            }
            at_start = line.ends_with(b"\n");
        }
        match () {
            () if too_large => Err(Reason::TooLarge { limit: limits::INPUT }),
            () if mail.trim_ascii().is_empty() && self.done => Ok(None),
            () => Ok(Some(mail)),
        }
    }

    /// True where a header field stands next.
    fn next_is_header(&mut self) -> Result<bool, Reason> {
        let next = self.reader.fill_buf().map_err(reason)?;
        let name = next.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        Ok(name > 0 && next.get(name) == Some(&b':'))
    }
}

impl<R: BufRead> Iterator for Mails<R> {
    type Item = Result<Vec<u8>, Reason>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let mail = self.mail();
        self.done |= mail.as_ref().is_err_and(|reason| !matches!(reason, Reason::TooLarge { .. }));
        mail.transpose()
    }
}

/// The line without the mark that kept it from being a divider: one ">" before "From " (mboxo, and mboxrd with more of
/// them).
fn unquoted(line: &[u8]) -> &[u8] {
    let marks = line.iter().take_while(|b| **b == b'>').count();
    let is_quoted = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
    if is_quoted { line.get(1..).unwrap_or_default() } else { line }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const DIVIDER: &str = "From ann@wire.example Tue Mar  5 10:00:00 2024\n";

    fn mails(text: &str) -> Vec<String> {
        let show = |mail: Result<Vec<u8>, Reason>| mail.map(|m| String::from_utf8_lossy(&m).into_owned());
        Mails::new(text.as_bytes()).map(|m| show(m).unwrap_or_else(|e| e.to_string())).collect()
    }

    #[test]
    fn mails_are_told_apart_and_quoted_lines_are_put_back() {
        let text = format!(
            "{DIVIDER}Subject: one\n\nFrom here on\n>From there\n>>From both\n> From\n\n{DIVIDER}Subject: two\n\nText\n"
        );
        assert_eq!(
            mails(&text),
            ["Subject: one\n\nFrom here on\nFrom there\n>From both\n> From\n\n", "Subject: two\n\nText\n"]
        );
    }

    #[test]
    fn dividers_of_many_programs() {
        for line in [
            "From ann@wire.example Tue Mar  5 10:00:00 2024",
            "From - Tue Mar 05 10:00:00 2024",
            "From MAILER-DAEMON Tue Mar  5 10:00 2024",
            "From 1792@xxx Tue Mar 05 10:00:00 +0000 2024",
            "From ann@wire.example  Tue Mar  5 10:00:00 CET 2024 remote from wire",
        ] {
            assert!(is_divider(line.as_bytes()), "{line}");
        }
        for line in ["From Prague she went on to Riga.", "From 10:00 on", "from ann Tue Mar 5 10:00:00 2024", ""] {
            assert!(!is_divider(line.as_bytes()), "{line}");
        }
    }

    #[test]
    fn a_divider_without_an_empty_line_before_it_needs_a_header_behind_it() {
        let text = format!("{DIVIDER}A: 1\n\nText\n{DIVIDER}B: 2\n\nText\n{DIVIDER}no header\n");
        assert_eq!(mails(&text), ["A: 1\n\nText\n", &format!("B: 2\n\nText\n{DIVIDER}no header\n")]);
    }

    #[test]
    fn a_mailbox_without_its_first_divider_and_an_empty_one() {
        assert_eq!(mails("Subject: one\n\nText\n"), ["Subject: one\n\nText\n"]);
        assert!(mails("").is_empty() && mails("\n\n").is_empty());
        assert_eq!(mails(&format!("{DIVIDER}\n{DIVIDER}B: 2\n")), ["\n", "B: 2\n"]);
    }

    proptest! {
        #[test]
        fn any_text_comes_to_an_end_and_loses_nothing(text in "(From |>|a@b Tue Mar 5 10:00:00 2024|x: y|\n){0,30}") {
            let all: usize = mails(&text).iter().map(String::len).sum();
            prop_assert!(all <= text.len());
        }

        #[test]
        fn what_is_quoted_comes_back(bodies in prop::collection::vec("(>?From [a-z]{1,4}|[a-z]{1,9}|>>From x)(\n[a-z ]{0,9}){0,3}", 1..5)) {
            let quote = |line: &str| {
                let bare = line.trim_start_matches('>').starts_with("From ");
                if bare { format!(">{line}\n") } else { format!("{line}\n") }
            };
            let quoted = |body: &String| body.lines().map(quote).collect::<String>();
            let text: String = bodies.iter().map(|b| format!("{DIVIDER}A: b\n\n{}\n", quoted(b))).collect();
            let plain = |body: &String| format!("A: b\n\n{}\n", body.lines().map(|l| format!("{l}\n")).collect::<String>());
            prop_assert_eq!(mails(&text), bodies.iter().map(plain).collect::<Vec<_>>());
        }
    }
}
