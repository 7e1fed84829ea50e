//! The HTTP response in a record: status, fields, and the body as the browser got it.

use std::borrow::Cow;

use crate::ingest::coding::{self, CodingFault};
use crate::ingest::error::{Reason, RecordFault};
use crate::ingest::limits;

/// Bytes of header lines.
const HEADER: usize = 256 << 10;

/// A stored response.
#[derive(Debug)]
pub(super) struct Response<'a> {
    /// The status code.
    pub status: u16,
    fields: Vec<(String, String)>,
    raw: &'a [u8],
}

impl<'a> Response<'a> {
    /// Reads status line and fields; `None` where there are none.
    pub fn parse(block: &'a [u8]) -> Option<Self> {
        let (head, raw) = split(block);
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
        let field =
            |line: &str| line.split_once(':').map(|(n, v)| (n.trim().to_ascii_lowercase(), v.trim().to_owned()));
        Some(Response { status, fields: lines.filter_map(field).collect(), raw })
    }

    /// A field, by its name in small letters.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// The body, out of its chunks and unpacked.
    pub fn body(&self) -> Result<Vec<u8>, Reason> {
        let is_chunked = self.field("transfer-encoding").is_some_and(|v| v.to_ascii_lowercase().contains("chunked"));
        let body = if is_chunked { joined(self.raw) } else { Cow::Borrowed(self.raw) };
        let unpacked = coding::undo(body, self.field("content-encoding").unwrap_or_default());
        unpacked.map(Cow::into_owned).map_err(|fault| match fault {
            CodingFault::Damaged(coding) => RecordFault::Coding(coding).into(),
            CodingFault::Bomb => Reason::Bomb { limit: limits::INPUT, ratio: limits::RATIO },
        })
    }
}

/// Header lines and what follows the empty line.
fn split(block: &[u8]) -> (&[u8], &[u8]) {
    let head = block.get(..block.len().min(HEADER)).unwrap_or_default();
    let ends = [(b"\r\n\r\n".as_slice(), 4), (b"\n\n".as_slice(), 2)];
    let end = ends.iter().filter_map(|(end, len)| Some((memchr::memmem::find(head, end)?, *len))).min();
    let (at, len) = end.unwrap_or((head.len(), 0));
    (block.get(..at).unwrap_or_default(), block.get(at + len..).unwrap_or_default())
}

/// The body without its chunk sizes; what is not chunked stays, what is cut gives what there is.
fn joined(raw: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::new();
    let mut rest = raw;
    loop {
        let size = memchr::memchr(b'\n', rest.get(..rest.len().min(1024)).unwrap_or_default());
        let size = size.and_then(|at| Some((chunk_size(rest.get(..at)?)?, at + 1)));
        let Some((size, start)) = size else {
            // No size where the body begins: it was joined before it was stored.
            return if out.is_empty() { Cow::Borrowed(raw) } else { Cow::Owned(out) };
        };
        if size == 0 {
            return Cow::Owned(out);
        }
        let chunk = rest.get(start..).unwrap_or_default();
        let end = size.min(chunk.len());
        out.extend_from_slice(chunk.get(..end).unwrap_or_default());
        let after = chunk.get(end..).unwrap_or_default();
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
        if rest.is_empty() {
            return Cow::Owned(out);
        }
    }
}

/// "1a0;extension" → 416.
fn chunk_size(line: &[u8]) -> Option<usize> {
    let line = std::str::from_utf8(line).ok()?;
    let digits = line.split(';').next()?.trim();
    (!digits.is_empty() && digits.len() <= 8).then(|| usize::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    const TEXT: &[u8] = b"<p>The ministers met in Riga.";

    fn body(fields: &str, raw: &[u8]) -> Result<Vec<u8>, Reason> {
        let block = [format!("HTTP/1.1 200 OK\r\n{fields}\r\n\r\n").as_bytes(), raw].concat();
        Response::parse(&block).map(|r| r.body()).unwrap_or(Ok(b"no response".to_vec()))
    }

    #[test]
    fn status_fields_and_body() {
        let response =
            Response::parse(b"HTTP/1.0 404 Not Found\nContent-Type:  text/html\n\nGone").expect("a response");
        assert_eq!((response.status, response.field("content-type")), (404, Some("text/html")));
        assert_eq!(response.body().ok().as_deref(), Some(b"Gone".as_slice()));
        assert!(Response::parse(b"<html>").is_none() && Response::parse(b"").is_none());
    }

    #[test]
    fn chunks_are_joined_and_what_is_no_chunk_stays() {
        let chunked = b"5\r\n<p>Th\r\n18;x=y\r\ne ministers met in Riga.\r\n0\r\n\r\n";
        assert_eq!(body("Transfer-Encoding: chunked", chunked).ok().as_deref(), Some(TEXT));
        assert_eq!(body("Transfer-Encoding: chunked", &chunked[..12]).ok().as_deref(), Some(b"<p>Th".as_slice()));
        assert_eq!(body("Transfer-Encoding: chunked", TEXT).ok().as_deref(), Some(TEXT));
    }

    #[test]
    fn codings_are_undone() {
        let mut gz = GzEncoder::new(Vec::new(), Compression::default());
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::default());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::default());
        for writer in [&mut gz as &mut dyn Write, &mut zlib, &mut raw] {
            writer.write_all(TEXT).expect("packed");
        }
        let packed = [("gzip", gz.finish()), ("deflate", zlib.finish()), ("deflate", raw.finish())];
        for (coding, packed) in packed {
            let got = body(&format!("Content-Encoding: {coding}"), &packed.expect("packed"));
            assert_eq!(got.ok().as_deref(), Some(TEXT), "{coding}");
        }
        // Stored, not packed: one block of a Brotli stream.
        let brotli = [&[0x0B, 0x0E, 0x80][..], TEXT, &[0x03]].concat();
        assert_eq!(body("Content-Encoding: br", &brotli).ok().as_deref(), Some(TEXT));
        assert_eq!(body("Content-Encoding: br", TEXT).ok().as_deref(), Some(TEXT));
        assert!(
            matches!(body("Content-Encoding: zstd", b"\x28\xB5"), Err(Reason::Record(RecordFault::Coding(c))) if c == "zstd")
        );
        assert!(body("Content-Encoding: gzip", b"\x1F\x8B\x08damaged").is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(fields in "(Transfer-Encoding: chunked|Content-Encoding: (gzip|deflate|br))", raw in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = body(&fields, &raw);
            let _ = Response::parse(&raw);
        }

        #[test]
        fn chunks_of_any_size_are_one_body(chunks in prop::collection::vec("[a-z<>\r\n]{1,20}", 1..6)) {
            let raw: String = chunks.iter().map(|c| format!("{:x}\r\n{c}\r\n", c.len())).chain(["0\r\n\r\n".to_owned()]).collect();
            prop_assert_eq!(body("Transfer-Encoding: chunked", raw.as_bytes()).ok(), Some(chunks.concat().into_bytes()));
        }
    }
}
