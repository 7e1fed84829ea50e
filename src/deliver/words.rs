//! Texts in a head (RFC 5322, RFC 2047): folded where they are ASCII, as encoded words of at most 75 characters where
//! they are not, or would be taken for something else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::model::{Mailbox, one_line};

/// Octets of text in an encoded word: 60 characters of base64, with its frame 72.
const PIECE: usize = 45;
/// Characters of a line, where there is a blank to break it at.
const LINE: usize = 76;
/// Characters of a word that stands as it is, at most.
const WORD: usize = 60;

/// A text as the value of a header of this name.
pub(super) fn text(name: &str, text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) { folded(&text, name.len() + 2) } else { encoded(&text) }
}

/// A mailbox as the value of a header.
pub(super) fn mailbox(mailbox: &Mailbox) -> String {
    let Some(name) = &mailbox.name else { return mailbox.address.to_string() };
    let name = one_line(name);
    let is_atom = |c: char| c.is_ascii_alphanumeric() || c == ' ' || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let phrase = match () {
        () if !is_plain(&name) || name.len() > WORD => encoded(&name),
        () if name.chars().all(is_atom) => name,
        () => format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let gap = if phrase.len() + mailbox.address.to_string().len() + 8 > LINE { "\r\n " } else { " " };
    format!("{phrase}{gap}<{}>", mailbox.address)
}

/// True for printable ASCII in words of moderate length, none of which looks encoded.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| (b' '..=b'~').contains(&b))
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= WORD)
}

fn folded(text: &str, before: usize) -> String {
    let (mut out, mut width) = (String::with_capacity(text.len() + 16), before);
    for (n, word) in text.split(' ').enumerate() {
        if n > 0 && width + 1 + word.len() > LINE {
            out.push_str("\r\n ");
            width = 1;
        } else if n > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += word.len();
    }
    out
}

fn encoded(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut piece = String::new();
    let mut push = |piece: &mut String| {
        if !piece.is_empty() {
            words.push(format!("=?utf-8?b?{}?=", STANDARD.encode(std::mem::take(piece))));
        }
    };
    for c in text.chars() {
        if piece.len() + c.len_utf8() > PIECE {
            push(&mut piece);
        }
        piece.push(c);
    }
    push(&mut piece);
    words.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Address, AddressError};

    #[test]
    fn plain_words_stand_as_they_are_and_fold_at_blanks() {
        assert_eq!(text("Subject", "Talks in Riga"), "Talks in Riga");
        let long = text("Subject", &"word ".repeat(40));
        assert!(long.split("\r\n").all(|line| line.len() <= LINE) && long.contains("\r\n word"), "{long}");
    }

    #[test]
    fn what_is_not_ascii_or_too_long_is_encoded() {
        assert_eq!(text("Subject", "14–15 May"), "=?utf-8?b?MTTigJMxNSBNYXk=?=");
        for odd in ["字".repeat(300), "x".repeat(1000), "a =?utf-8?q?b?= c".into()] {
            let value = text("Subject", &odd);
            assert!(value.split("\r\n ").all(|word| word.len() <= 75 && word.starts_with("=?utf-8?b?")), "{value}");
        }
        assert_eq!(text("Subject", "a\r\nBcc: b"), "a Bcc: b");
    }

    #[test]
    fn a_name_is_quoted_where_its_signs_mean_something() -> Result<(), AddressError> {
        let shown = |name: &str| -> Result<String, AddressError> {
            Ok(mailbox(&Mailbox::new(Some(name), Address::parse("a@a.example")?)))
        };
        assert_eq!(shown("Ana Lind")?, "Ana Lind <a@a.example>");
        assert_eq!(shown("Lind, \"Ana\" \\")?, "\"Lind, \\\"Ana\\\" \\\\\" <a@a.example>");
        assert_eq!(shown("Jörg")?, "=?utf-8?b?SsO2cmc=?= <a@a.example>");
        assert_eq!(shown("")?, "a@a.example");
        Ok(())
    }
}
