use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use compact_str::CompactString;

/// The longest word, in bytes, that a mark holds whole.
const WHOLE: usize = 7;
/// Set in the marks of longer words.
const LONG: u64 = 1 << 63;
/// Odd, with bits spread evenly: 2⁶⁴ divided by the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A word in normal form, with a number that says of nearly any other word at once that it is another one.
///
/// Rules compare every word of a text with hundreds of lists: a look into a list is a look at a number, and letters are
/// compared only where the numbers of two long words are equal.
#[derive(Clone)]
pub struct Norm {
    text: CompactString,
    mark: u64,
}

impl Norm {
    /// The normal form that is written so; what [`fold`](super::fold) gives.
    pub fn new(text: impl Into<CompactString>) -> Self {
        let text = text.into();
        Norm { mark: mark(text.as_bytes()), text }
    }

    /// As text.
    #[inline]
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// As text of its own.
    pub fn text(&self) -> CompactString {
        self.text.clone()
    }

    /// A number in which all bits depend on all letters.
    #[inline]
    pub(super) fn spread(&self) -> u64 {
        self.mark.wrapping_mul(SPREAD)
    }
}

/// The letters of a short word, a number made of those of a longer one. Only the former are told apart by it for sure.
#[inline(always)]
fn mark(word: &[u8]) -> u64 {
    if word.len() > WHOLE { long_mark(word) } else { short_mark(word) }
}

/// A loop that the compiler works out itself for the words of rules; with an iterator it does not.
#[inline(always)]
const fn short_mark(word: &[u8]) -> u64 {
    let mut mark = 0;
    let mut at = word.len();
    while at > 0 {
        at -= 1;
        mark = mark << 8 | word[at] as u64;
    }
    // Zero bytes at the end are told apart by the length.
    mark | (word.len() as u64) << 56
}

fn long_mark(word: &[u8]) -> u64 {
    let mix = |mark: u64, part: u64| {
        let product = (mark ^ part).wrapping_mul(SPREAD);
        product ^ product >> 29
    };
    let (eights, rest) = word.as_chunks();
    let mark = eights.iter().fold(word.len() as u64, |mark, eight| mix(mark, u64::from_le_bytes(*eight)));
    let rest = rest.iter().rev().fold(0, |rest, byte| rest << 8 | u64::from(*byte));
    mix(mark, rest) | LONG
}

impl PartialEq for Norm {
    #[inline]
    fn eq(&self, other: &Norm) -> bool {
        self.mark == other.mark && (self.mark & LONG == 0 || self.text == other.text)
    }
}

impl Eq for Norm {}

impl PartialEq<str> for Norm {
    #[inline(always)]
    fn eq(&self, other: &str) -> bool {
        // The mark of a short word that stands in the program is made when the program is built.
        if other.len() > WHOLE {
            return self.mark & LONG != 0 && self.text == other;
        }
        self.mark == short_mark(other.as_bytes())
    }
}

impl PartialEq<&str> for Norm {
    #[inline(always)]
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialOrd for Norm {
    fn partial_cmp(&self, other: &Norm) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Norm {
    /// By letters.
    fn cmp(&self, other: &Norm) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}

impl Hash for Norm {
    #[inline]
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.mark.hash(state);
    }
}

impl Deref for Norm {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Norm {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for Norm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Norm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl From<&str> for Norm {
    fn from(text: &str) -> Self {
        Norm::new(text)
    }
}

impl PartialEq<String> for Norm {
    fn eq(&self, other: &String) -> bool {
        *self == **other
    }
}

impl PartialEq<CompactString> for Norm {
    fn eq(&self, other: &CompactString) -> bool {
        *self == **other
    }
}

impl From<String> for Norm {
    fn from(text: String) -> Self {
        Norm::new(text)
    }
}

impl From<CompactString> for Norm {
    fn from(text: CompactString) -> Self {
        Norm::new(text)
    }
}

/// What can be looked up in a word list: a token's normal form as it is, other texts with their mark made first.
pub trait AsNorm {
    /// What `look` makes of the normal form.
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R;
}

impl AsNorm for Norm {
    #[inline(always)]
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R {
        look(self)
    }
}

impl AsNorm for str {
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R {
        look(&Norm::new(self))
    }
}

impl AsNorm for String {
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R {
        self.as_str().with_norm(look)
    }
}

impl AsNorm for CompactString {
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R {
        self.as_str().with_norm(look)
    }
}

impl<T: AsNorm + ?Sized> AsNorm for &T {
    #[inline(always)]
    fn with_norm<R>(&self, look: impl FnOnce(&Norm) -> R) -> R {
        (**self).with_norm(look)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn equal_words_alone_are_equal() {
        let words = ["", "a", "a\0", "treaty", "treatie", "treaties", "treaties!", "ministerial", "été", "étéétéé"];
        for (at, one) in words.iter().enumerate() {
            for (place, other) in words.iter().enumerate() {
                let (norm, beside) = (Norm::from(*one), Norm::from(*other));
                assert_eq!(norm == beside, at == place, "{one:?} {other:?}");
                assert_eq!(norm == **other, at == place, "{one:?} {other:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn norms_compare_as_their_texts(one in "[ab]{0,9}", other in "[ab]{0,9}") {
            let (a, b) = (Norm::from(one.as_str()), Norm::from(other.as_str()));
            prop_assert_eq!(a == b, one == other);
            prop_assert_eq!(a.cmp(&b), one.cmp(&other));
        }
    }
}
