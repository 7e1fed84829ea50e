//! The `Content-Encoding` of a body: gzip, deflate and Brotli, undone under caps.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{gzip, limits};

/// Codings one over the other.
const CODINGS: usize = 3;
/// How much of an unknown coding's name is told.
const NAME: usize = 40;

/// Why a body cannot be unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CodingFault {
    /// The coding of this name is not known, or the body is damaged.
    Damaged(String),
    /// It unpacks to too much.
    Bomb,
}

/// Undoes the codings that a field lists. Servers and crawlers pack less than they say: a body that is plainly not
/// packed is taken as it is.
///
/// # Errors
/// [`CodingFault`]; the size is bounded by [`limits::INPUT`] and [`limits::RATIO`].
pub(super) fn undo<'a>(body: Cow<'a, [u8]>, field: &str) -> Result<Cow<'a, [u8]>, CodingFault> {
    let mut body = body;
    let codings = field.to_ascii_lowercase();
    for coding in codings.rsplit(',').map(str::trim).filter(|c| !c.is_empty()).take(CODINGS) {
        if is_markup(&body) {
            break;
        }
        body = Cow::Owned(unpacked(&body, coding)?);
    }
    Ok(body)
}

fn is_markup(body: &[u8]) -> bool {
    body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<')
}

fn unpacked(body: &[u8], coding: &str) -> Result<Vec<u8>, CodingFault> {
    match coding {
        "identity" | "none" | "utf-8" => Ok(body.to_vec()),
        "gzip" | "x-gzip" if !body.starts_with(&gzip::MAGIC) => Ok(body.to_vec()),
        "gzip" | "x-gzip" => capped(MultiGzDecoder::new(body), body.len(), coding),
        "deflate" => match capped(ZlibDecoder::new(body), body.len(), coding) {
            Err(CodingFault::Damaged(_)) => capped(DeflateDecoder::new(body), body.len(), coding),
            read => read,
        },
        "br" => capped(Decompressor::new(body, 4096), body.len(), coding),
        _ => Err(damaged(coding)),
    }
}

fn damaged(coding: &str) -> CodingFault {
    CodingFault::Damaged(coding.chars().take(NAME).collect())
}

fn capped(reader: impl Read, packed: usize, coding: &str) -> Result<Vec<u8>, CodingFault> {
    let limit = packed.saturating_mul(limits::RATIO).clamp(limits::RATIO_FROM, limits::INPUT);
    let mut out = Vec::new();
    reader.take(limit as u64 + 1).read_to_end(&mut out).map_err(|_| damaged(coding))?;
    if out.len() > limit { Err(CodingFault::Bomb) } else { Ok(out) }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn gz(data: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(data).and_then(|()| packer.finish()).unwrap_or_default()
    }

    #[test]
    fn codings_lie_one_over_the_other() {
        let twice = gz(&gz(b"The ministers met."));
        assert_eq!(undo(Cow::Owned(twice), "gzip, gzip").as_deref(), Ok(b"The ministers met.".as_slice()));
    }

    #[test]
    fn a_bomb_and_a_cut_are_told_apart() {
        let bomb = gz(&vec![b'a'; limits::RATIO_FROM * 2]);
        assert_eq!(undo(Cow::Borrowed(&bomb), "gzip"), Err(CodingFault::Bomb));
        let whole = gz(b"The ministers met.");
        let cut = whole.get(..whole.len() - 6).unwrap_or_default();
        assert_eq!(undo(Cow::Borrowed(cut), "gzip"), Err(CodingFault::Damaged("gzip".to_owned())));
        assert_eq!(undo(Cow::Borrowed(b"x"), "zstd"), Err(CodingFault::Damaged("zstd".to_owned())));
    }

    proptest! {
        #[test]
        fn no_body_panics(field in "(gzip|deflate|br|x-gzip)(, (gzip|br))?", body in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = undo(Cow::Borrowed(&body), &field);
        }
    }
}
