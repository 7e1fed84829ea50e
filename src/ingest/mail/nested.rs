//! Mails in mails in mails: the parser's result holds each in the one around it, and is built and taken apart a call a
//! mail. A hundred kilobytes can hold thousands of them, which is more than a stack does.

use std::borrow::Cow;
use std::ops::Range;

/// How often a mail may say that another is in it. What lies deeper is taken as bytes.
const MOST: usize = 128;
/// What of a `Content-Type` says that a mail follows, or several.
const MARKS: [&[u8]; 2] = [b"message", b"digest"];
/// How a mail in a mail may not be packed (RFC 2046, 5.2.1): unpacked, it could hold what is not seen here.
const PACKED: [&[u8]; 2] = [b"base64", b"quoted-printable"];

/// The mail, in which at most [`MOST`] others are said to be, none of them packed; the rest is no longer said to be mails.
pub(super) fn tamed(bytes: &[u8]) -> Cow<'_, [u8]> {
    let Marks { marks, bare_packed } = marks(bytes);
    let is_odd = |(n, mark): (usize, &Mark)| n >= MOST || mark.is_packed || (mark.is_digest && bare_packed);
    let odd: Vec<&Mark> = marks.iter().enumerate().filter(|one| is_odd(*one)).map(|(_, mark)| mark).collect();
    if odd.is_empty() {
        return Cow::Borrowed(bytes);
    }
    let mut tamed = bytes.to_vec();
    for mark in odd {
        if let Some(word) = tamed.get_mut(mark.at.clone()) {
            word.fill(b'x');
        }
    }
    Cow::Owned(tamed)
}

/// A word of a `Content-Type` that says that a mail follows.
struct Mark {
    at: Range<usize>,
    is_digest: bool,
    is_packed: bool,
}

struct Marks {
    marks: Vec<Mark>,
    /// True where something is packed whose type is not said: in a digest that is a mail.
    bare_packed: bool,
}

/// Which field a line belongs to.
#[derive(Clone, Copy, PartialEq)]
enum Field {
    Type,
    Encoding,
    Other,
}

/// Goes through the lines once. What stands between two empty lines may be a header.
fn marks(bytes: &[u8]) -> Marks {
    let mut found = Marks { marks: Vec::new(), bare_packed: false };
    let (mut field, mut block, mut at) = (Field::Other, Block::default(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len();
        if line.trim_ascii().is_empty() {
            block.end(&mut found);
            block = Block { first: found.marks.len(), ..Block::default() };
            field = Field::Other;
            continue;
        }
        field = field_of(line).unwrap_or(if line.starts_with(b" ") || line.starts_with(b"\t") {
            field
        } else {
            Field::Other
        });
        match field {
            Field::Type => {
                block.is_typed = true;
                let words = MARKS.iter().flat_map(|word| all(line, word).map(|n| (n, word.len())));
                let mark = |(n, len): (usize, usize)| Mark {
                    at: start + n..start + n + len,
                    is_digest: line.get(n..n + len).is_some_and(|word| word.eq_ignore_ascii_case(MARKS[1])),
                    is_packed: false,
                };
                found.marks.extend(words.map(mark));
            }
            Field::Encoding => block.is_packed |= PACKED.iter().any(|way| all(line, way).next().is_some()),
            Field::Other => {}
        }
    }
    block.end(&mut found);
    found
}

/// What the fields of a header come to.
#[derive(Default)]
struct Block {
    /// The first of its marks.
    first: usize,
    is_typed: bool,
    is_packed: bool,
}

impl Block {
    fn end(&self, found: &mut Marks) {
        if self.is_packed {
            found.bare_packed |= !self.is_typed;
            found.marks.iter_mut().skip(self.first).for_each(|mark| mark.is_packed = true);
        }
    }
}

/// The field that begins in a line; `None` where it is none of the two.
fn field_of(line: &[u8]) -> Option<Field> {
    let line = line.trim_ascii_start();
    let begins = |name: &[u8]| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    if begins(b"content-type") {
        Some(Field::Type)
    } else if begins(b"content-transfer-encoding") {
        Some(Field::Encoding)
    } else {
        None
    }
}

/// Where a word stands in a line, whatever its capitals.
fn all<'a>(line: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    line.windows(word.len()).enumerate().filter(|(_, part)| part.eq_ignore_ascii_case(word)).map(|(n, _)| n)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(mail: &str) -> String {
        String::from_utf8_lossy(&tamed(mail.as_bytes())).into_owned()
    }

    #[test]
    fn usual_mails_stay_as_they_are() {
        let attached = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: a\r\n\r\n\
                        One.\r\n--b\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\nT25lLg==\r\n--b--\r\n";
        assert_eq!(shown(attached), attached);
        let plain = "Subject: a message\nContent-Transfer-Encoding: base64\n\nT25lLg==\n";
        assert_eq!(shown(plain), plain);
    }

    #[test]
    fn packed_mails_are_bytes() {
        let packed =
            "CONTENT-TYPE:\r\n Message/RFC822\r\nContent-Transfer-Encoding: Base64\r\n\r\nU3ViamVjdDogYQ==\r\n";
        assert!(shown(packed).starts_with("CONTENT-TYPE:\r\n xxxxxxx/RFC822"));
        let digest = "Content-Type: multipart/digest; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogYQ==\n";
        assert!(shown(digest).starts_with("Content-Type: multipart/xxxxxx;"));
    }

    #[test]
    fn the_first_mails_are_mails() {
        let deep = "Content-Type: message/rfc822\n\n".repeat(200);
        assert_eq!(shown(&deep).matches("message").count(), MOST);
    }

    proptest! {
        #[test]
        fn nothing_grows_or_shrinks(text in "(Content-Type:|Content-Transfer-Encoding:| |message/rfc822|multipart/digest|base64|\r\n|é){0,40}") {
            prop_assert_eq!(tamed(text.as_bytes()).len(), text.len());
        }
    }
}
