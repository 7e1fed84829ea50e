//! Bytes → text: byte order mark, valid UTF-8, declared character set, guess; in that order.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::Reason;

/// How far into a page its character set is looked for (the HTML standard asks for 1024 bytes; pages are worse).
const PRESCAN: usize = 8192;
/// How much of a text the guess reads.
const GUESS: usize = 1 << 18;
/// Control characters in a thousand bytes from which on it is no text.
const BINARY_PER_MILLE: usize = 50;

/// The text of some bytes, without its byte order mark; line ends stay as they are.
///
/// # Errors
/// [`Reason::Binary`] where they are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Reason> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(with(encoding, bytes.get(mark..).unwrap_or_default()));
    }
    if let Some(what) = magic(bytes) {
        return Err(Reason::Binary { what });
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(with(encoding, bytes));
    }
    if is_binary(bytes) {
        return Err(Reason::Binary { what: "binary data" });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(text.to_owned());
    }
    if is_damaged_utf8(bytes) {
        return Ok(String::from_utf8_lossy(bytes).into_owned());
    }
    let encoding = declared(bytes).filter(|e| *e != UTF_8).unwrap_or_else(|| guess(bytes));
    Ok(with(encoding, bytes))
}

/// The same, where something outside the bytes says which character set they are in: it goes before what they declare
/// themselves.
pub(super) fn decode_as(bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<String, Reason> {
    match encoding {
        Some(encoding) if Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err() => {
            if magic(bytes).is_none() && !is_binary(bytes) && encoding != UTF_8 {
                return Ok(with(encoding, bytes));
            }
            decode(bytes)
        }
        _ => decode(bytes),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// What some well-known kinds of file begin with.
fn magic(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 9] = [
        (b"%PDF-", "a PDF"),
        (b"PK\x03\x04", "a ZIP or Office file"),
        (b"\xD0\xCF\x11\xE0", "an Office file"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"{\\rtf", "an RTF file"),
        (b"\x7FELF", "a program"),
        (b"SQLite format 3\0", "a database"),
    ];
    KINDS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// UTF-16 without its mark: a NUL in (nearly) every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    match () {
        () if pairs < 8 => None,
        () if odd * 10 > pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        () if even * 10 > pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        () => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let odd = |b: &u8| {
        u8::from(*b <= 8)
            | u8::from(*b == 0x0B)
            | u8::from((0x0E..=0x1F).contains(b) && *b != 0x1B)
            | u8::from(*b == 0x7F)
    };
    // Sums of bytes over pieces in which none can overflow: many are added at once.
    let count: usize = bytes.chunks(255).map(|piece| usize::from(piece.iter().map(odd).sum::<u8>())).sum();
    count * 1000 > bytes.len() * BINARY_PER_MILLE
}

/// True for UTF-8 with a scar or two (cut in a character, a stray byte), which no other encoding explains.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken * 2
}

/// The character set that a page declares in a `meta` element or an XML declaration.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(PRESCAN))?.to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let by_meta = head.match_indices("charset").find_map(|(at, word)| label(head.get(at + word.len()..)?));
    by_meta.or_else(|| {
        let declaration = head.trim_start().strip_prefix("<?xml")?.split_once("?>")?.0;
        label(declaration.split_once("encoding")?.1)
    })
}

/// Reads `= "label"`.
fn label(text: &str) -> Option<&'static Encoding> {
    let value = text.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let end =
        value.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))).unwrap_or(value.len());
    let encoding = Encoding::for_label(value.get(..end)?.as_bytes())?;
    // A page in UTF-16 could not have been read so far: the declaration is wrong.
    (encoding != UTF_16LE && encoding != UTF_16BE).then_some(encoding)
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Letters beyond ASCII decide; they may come late in a long text.
    let first = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0).saturating_sub(GUESS / 2);
    let part = bytes.get(first..bytes.len().min(first + GUESS)).unwrap_or(bytes);
    detector.feed(part, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    // With a handful of letters the guess is a lottery; western is by far the commonest.
    let letters = part.iter().filter(|b| !b.is_ascii()).count();
    if letters * 100 < part.len() && encoding.is_single_byte() && !plainly_not_western(part) {
        WINDOWS_1252
    } else {
        encoding
    }
}

/// True where bytes stand that windows-1252 leaves undefined.
fn plainly_not_western(bytes: &[u8]) -> bool {
    bytes.iter().any(|b| matches!(b, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap_or_default()
    }

    #[test]
    fn marks_are_dropped_and_obeyed() {
        assert_eq!(text(b"\xEF\xBB\xBFcaf\xC3\xA9\r\n"), "café\r\n");
        assert_eq!(text(b"\xFF\xFEc\0a\0f\0\xE9\0"), "café");
        assert_eq!(text(b"\xFE\xFF\0c\0a\0f\0\xE9"), "café");
        assert_eq!(text(b"m\0i\0n\0i\0s\0t\0e\0r\0s\0"), "ministers");
    }

    #[test]
    fn undeclared_western_text_keeps_its_letters() {
        let latin =
            b"The minister, Ms Nov\xE1kov\xE1, said \x93yes\x94 in S\xE3o Tom\xE9 on Tuesday, and left for home.";
        assert_eq!(text(latin), "The minister, Ms Nováková, said “yes” in São Tomé on Tuesday, and left for home.");
    }

    #[test]
    fn the_declared_set_is_used_where_utf8_does_not_fit() {
        let page =
            b"<html><head><meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'></head>Dvo\xF8\xE1k";
        assert!(text(page).ends_with("Dvořák"));
        let wrong = "<meta charset=\"windows-1252\">Dvořák";
        assert_eq!(text(wrong.as_bytes()), wrong);
    }

    #[test]
    fn a_scar_does_not_spoil_utf8() {
        let mut bytes = "Nováková and Dvořáková met in Třebíč.".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 2);
        bytes.push(0xC4);
        assert!(text(&bytes).starts_with("Nováková and Dvořáková met in Třeb"));
    }

    #[test]
    fn no_text_is_refused() {
        let all: Vec<u8> = (0..=255).collect();
        assert!(matches!(decode(&all), Err(Reason::Binary { .. })));
        assert!(matches!(decode(b"%PDF-1.4 text"), Err(Reason::Binary { what: "a PDF" })));
        assert!(decode(b"Good text with one \x00 and one \x1b[31m sequence of a terminal.").is_ok());
    }

    proptest! {
        #[test]
        fn any_bytes_are_text_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn utf8_comes_back(original in "\\PC{0,200}") {
            prop_assert_eq!(decode(original.as_bytes()).ok(), Some(original));
        }
    }
}
