//! Text in quoted-printable (RFC 2045, 6.7): the same for all readers but for their links, so that it is encoded once.

/// Characters of a line, at most, with the `=` at its end.
const WIDTH: usize = 76;

/// An encoded text with places for links.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// Encoded text. It begins at the start of a line; the `bool` says that it ends there too.
    Text(Vec<u8>, bool),
    /// The place of the link of this number.
    Link(usize),
}

impl Quoted {
    /// Encodes a text; what stands for a link is one of `marks`. Lines end with CRLF.
    pub fn new(text: &str, marks: &[&str]) -> Quoted {
        let mut pieces = Vec::new();
        let mut rest = text;
        loop {
            let next = marks.iter().enumerate().filter_map(|(n, mark)| Some((rest.find(mark)?, n, mark.len())));
            let Some((at, link, length)) = next.min() else { break };
            let (before, after) = rest.split_at(at);
            pieces.push(piece(before));
            pieces.push(Piece::Link(link));
            rest = after.get(length..).unwrap_or_default();
        }
        pieces.push(piece(rest));
        Quoted { pieces }
    }

    /// The text with its links.
    pub fn with(&self, links: &[&str]) -> Vec<u8> {
        let length = |piece: &Piece| if let Piece::Text(text, _) = piece { text.len() + 3 } else { 300 };
        let mut out = Vec::with_capacity(self.pieces.iter().map(length).sum());
        let last = self.pieces.len().saturating_sub(1);
        for (n, one) in self.pieces.iter().enumerate() {
            let is_at_start = match one {
                Piece::Text(text, is_at_start) => {
                    out.extend(text);
                    *is_at_start
                }
                Piece::Link(link) => encode(links.get(*link).copied().unwrap_or_default(), &mut out),
            };
            if !is_at_start && n < last {
                out.extend(b"=\r\n");
            }
        }
        out
    }
}

fn piece(text: &str) -> Piece {
    let mut out = Vec::with_capacity(text.len() + text.len() / 8);
    let is_at_start = encode(text, &mut out);
    Piece::Text(out, is_at_start)
}

/// Encodes a text from the start of a line on. Says whether it ends at the start of one.
fn encode(text: &str, out: &mut Vec<u8>) -> bool {
    let bytes = text.as_bytes();
    let mut column = 0;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        at += 1;
        if byte == b'\r' || byte == b'\n' {
            at += usize::from(byte == b'\r' && next == Some(b'\n'));
            out.extend(b"\r\n");
            column = 0;
            continue;
        }
        // A program that takes "From " for the start of another mail would change the line, and void the signature.
        let is_from = column == 0 && bytes.get(at - 1..).is_some_and(|rest| rest.starts_with(b"From "));
        let is_plain = match byte {
            b' ' | b'\t' => !matches!(next, Some(b'\r' | b'\n')),
            b'=' => false,
            other => other.is_ascii_graphic() && !is_from,
        };
        let length = if is_plain { 1 } else { 3 };
        if column + length >= WIDTH {
            out.extend(b"=\r\n");
            column = 0;
        }
        if is_plain {
            out.push(byte);
        } else {
            out.extend([b'=', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
        column += length;
    }
    column == 0
}

const HEX: [u8; 16] = *b"0123456789ABCDEF";

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(quoted: &[u8]) -> String {
        let mail =
            [b"Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", quoted];
        let mail = mail.concat();
        let message = mail_parser::MessageParser::default().parse(&mail);
        message.and_then(|message| Some(message.body_text(0)?.into_owned())).unwrap_or_default()
    }

    #[test]
    fn what_is_no_letter_is_encoded_and_lines_are_short() {
        let encoded = |text: &str| String::from_utf8(Quoted::new(text, &[]).with(&[])).unwrap_or_default();
        assert_eq!(encoded("a=b \nFrom é\tx\n"), "a=3Db=20\r\n=46rom =C3=A9\tx\r\n");
        assert_eq!(encoded("a\r\nb\rc\nd"), "a\r\nb\r\nc\r\nd");
        let long = encoded(&"é ".repeat(100));
        assert!(long.lines().all(|line| line.len() <= 76), "{long}");
    }

    #[test]
    fn links_stand_where_their_marks_stood() {
        let quoted = Quoted::new("one MARK, two OTHER.\nMARK", &["MARK", "OTHER"]);
        let text = decoded(&quoted.with(&["https://a.example/u?x=1", "https://a.example/p"]));
        assert_eq!(text.trim_end(), "one https://a.example/u?x=1, two https://a.example/p.\r\nhttps://a.example/u?x=1");
    }

    proptest::proptest! {
        #[test]
        fn any_text_comes_back(text in "([ -~é字🦊\t\n]|MARK|From ){0,200}", link in "[!-~]{1,200}") {
            let quoted = Quoted::new(&text, &["MARK"]).with(&[&link]);
            proptest::prop_assert!(quoted.split(|b| *b == b'\n').all(|line| line.len() <= 77));
            let wanted = text.replace("MARK", &link).replace('\n', "\r\n");
            let back = decoded(&quoted);
            proptest::prop_assert_eq!(back.trim_end(), wanted.trim_end());
        }
    }
}
