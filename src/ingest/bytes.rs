//! Reads a source's bytes, unpacked, under a cap.

use std::fs::File;
use std::io::{Read, stdin};

use flate2::read::MultiGzDecoder;

use super::error::Reason;
use super::format::{self, Format};
use super::limits;
use super::source::{Place, Source};

const GZIP: [u8; 2] = [0x1F, 0x8B];
/// How much is read before the cap is known.
const HEAD: usize = 1 << 16;

/// All bytes of a source. A gzip file, whatever its name, comes unpacked.
pub(super) fn read(source: &Source) -> Result<Vec<u8>, Reason> {
    let packed = match &source.place {
        Place::Stdin => capped(stdin().lock(), &source.name)?,
        Place::File(path) => capped(File::open(path)?, &source.name)?,
    };
    if packed.starts_with(&GZIP) { unpack(&packed) } else { Ok(packed) }
}

fn capped(mut reader: impl Read, name: &str) -> Result<Vec<u8>, Reason> {
    let mut bytes = Vec::new();
    reader.by_ref().take(HEAD as u64).read_to_end(&mut bytes)?;
    let rows = matches!(format::of(name, &String::from_utf8_lossy(&bytes)), Format::Rows | Format::Json);
    let limit = if rows { limits::ROWS } else { limits::INPUT };
    let rest = (limit + 1).saturating_sub(bytes.len());
    reader.take(rest as u64).read_to_end(&mut bytes)?;
    if bytes.len() > limit { Err(Reason::TooLarge { limit }) } else { Ok(bytes) }
}

fn unpack(packed: &[u8]) -> Result<Vec<u8>, Reason> {
    let by_ratio = packed.len().saturating_mul(limits::RATIO).max(limits::RATIO_FROM);
    let limit = by_ratio.min(limits::INPUT);
    let mut bytes = Vec::new();
    let mut reader = MultiGzDecoder::new(packed).take(limit as u64 + 1);
    reader.read_to_end(&mut bytes).map_err(|error| Reason::Unpack(error.to_string()))?;
    if bytes.len() > limit {
        return Err(Reason::Bomb { limit: limits::INPUT, ratio: limits::RATIO });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gz(data: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(data).and_then(|()| packer.finish()).unwrap_or_default()
    }

    #[test]
    fn a_bomb_is_refused_and_a_small_repetition_is_not() {
        assert!(matches!(unpack(&gz(&vec![b'a'; limits::RATIO_FROM + 1])), Err(Reason::Bomb { .. })));
        assert_eq!(unpack(&gz(&[b'a'; 100_000])).map(|b| b.len()).ok(), Some(100_000));
    }

    #[test]
    fn several_members_are_one_text_and_damage_is_an_error() {
        let two = [gz(b"one "), gz(b"two")].concat();
        assert_eq!(unpack(&two).ok().as_deref(), Some(b"one two".as_slice()));
        assert!(matches!(unpack(&two[..two.len() - 6]), Err(Reason::Unpack(_))));
    }

    #[test]
    fn endless_input_stops_at_the_cap() {
        assert!(matches!(capped(std::io::repeat(b'a'), "x.txt"), Err(Reason::TooLarge { .. })));
    }
}
