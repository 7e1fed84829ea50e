//! Gzip, member by member: a damaged member is an error of its own, and the next one goes on.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

use super::limits;
use super::stream::Unpacking;

/// How every member begins.
pub(super) const MAGIC: [u8; 2] = [0x1F, 0x8B];

/// Unpacks all members one after the other. After the error of a damaged one, reading goes on with the next that can be
/// found.
pub(super) struct Members<R> {
    state: State<Counted<R>>,
    /// Bytes given so far.
    given: u64,
}

enum State<R> {
    Between(R),
    Within(Box<GzDecoder<R>>),
    Done,
}

impl<R: BufRead> Members<R> {
    pub fn new(reader: R) -> Self {
        Members { state: State::Between(Counted { reader, taken: 0 }), given: 0 }
    }

    /// Adds to what was given; an error where it is more than the packed bytes can hold in earnest.
    fn count(&mut self, n: usize, taken: u64) -> io::Result<usize> {
        self.given += n as u64;
        let limit = (taken * limits::RATIO as u64).max(limits::RATIO_FROM as u64).min(limits::TOTAL as u64);
        if self.given > limit {
            self.state = State::Done;
            return Err(io::Error::other(Unpacking::Bomb));
        }
        Ok(n)
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            match std::mem::replace(&mut self.state, State::Done) {
                State::Done => return Ok(0),
                State::Between(mut reader) => {
                    // Tapes and some writers pad with zeros; whatever else follows a member is none.
                    let next = first_byte(&mut reader)?;
                    if next == Some(MAGIC[0]) {
                        self.state = State::Within(Box::new(GzDecoder::new(reader)));
                    }
                }
                State::Within(mut member) => match member.read(buffer) {
                    Ok(0) => self.state = State::Between(member.into_inner()),
                    Ok(n) => {
                        let taken = member.get_ref().taken;
                        self.state = State::Within(member);
                        return self.count(n, taken);
                    }
                    Err(error) => {
                        let mut reader = member.into_inner();
                        find_member(&mut reader)?;
                        self.state = State::Between(reader);
                        return Err(io::Error::other(Unpacking::Damaged(error.to_string())));
                    }
                },
            }
        }
    }
}

/// The first byte that is not zero, left in the reader.
fn first_byte(reader: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(None);
        }
        match buffer.iter().position(|b| *b != 0) {
            Some(at) => {
                let byte = buffer.get(at).copied();
                reader.consume(at);
                return Ok(byte);
            }
            None => {
                let all = buffer.len();
                reader.consume(all);
            }
        }
    }
}

/// Moves on to the next place that looks like the start of a member (magic, deflate, no reserved flag), or to the end.
fn find_member(reader: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let Some(at) = memchr::memchr(MAGIC[0], buffer) else {
            let all = buffer.len();
            if all == 0 {
                return Ok(());
            }
            reader.consume(all);
            continue;
        };
        let looks = |bytes: &[u8]| matches!(bytes, [_, 0x8B, 8, flags, ..] if *flags < 0x20);
        match buffer.get(at..) {
            Some(start) if looks(start) => {
                reader.consume(at);
                return Ok(());
            }
            // A start that the buffer's end cuts is looked for in the next buffer in vain: records are lost, never invented.
            _ => reader.consume(at + 1),
        }
    }
}

/// A reader that knows how much was taken from it.
struct Counted<R> {
    reader: R,
    taken: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.taken += n as u64;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.reader.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.taken += n as u64;
        self.reader.consume(n);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use proptest::prelude::*;

    use super::*;

    fn member(data: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(data).and_then(|()| packer.finish()).unwrap_or_default()
    }

    /// What is read, and how many errors came in between.
    fn read(packed: &[u8]) -> (Vec<u8>, usize) {
        let (mut out, mut errors) = (Vec::new(), 0);
        let mut members = Members::new(packed);
        while members.read_to_end(&mut out).is_err() {
            errors += 1;
        }
        (out, errors)
    }

    #[test]
    fn members_follow_each_other_padding_or_not() {
        let packed = [member(b"one "), member(b""), vec![0; 9], member(b"two"), b"junk".to_vec()].concat();
        assert_eq!(read(&packed), (b"one two".to_vec(), 0));
    }

    #[test]
    fn after_a_damaged_member_the_next_one_is_read() {
        let mut broken = member(&(0..=255).collect::<Vec<u8>>());
        let middle = broken.len() / 2;
        broken.splice(middle..middle + 20, [0xFF; 20]);
        let (out, errors) = read(&[member(b"one "), broken, member(b"three")].concat());
        assert_eq!((out.starts_with(b"one "), out.ends_with(b"three"), errors), (true, true, 1));
    }

    #[test]
    fn a_cut_member_gives_what_it_has_and_an_error() {
        let whole = member(b"one");
        assert_eq!(read(&whole[..whole.len() - 4]), (b"one".to_vec(), 1));
    }

    #[test]
    fn a_bomb_is_an_error() {
        let packed = member(&vec![b'a'; limits::RATIO_FROM * 4]);
        let (out, errors) = read(&packed);
        assert_eq!(errors, 1);
        assert!(out.len() <= limits::RATIO_FROM + (1 << 16));
    }

    proptest! {
        #[test]
        fn any_bytes_come_to_an_end(bytes in prop::collection::vec(any::<u8>(), 0..400), data in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read(&[MAGIC.to_vec(), vec![8, 0], bytes.clone()].concat());
            let (out, _) = read(&[member(&data), bytes].concat());
            prop_assert!(out.starts_with(&data));
        }
    }
}
