use super::Span;

/// How many bytes lie between two remembered positions.
const STRIDE: usize = 128;

/// Converts byte offsets of one text to character offsets (Unicode scalar values) and back.
///
/// Built in one pass; holds one number for every 128 bytes, and none at all for pure ASCII.
#[derive(Debug, Clone, Default)]
pub struct CharIndex {
    /// Characters before byte `k * STRIDE` (rounded down to a boundary); empty for ASCII.
    before: Vec<usize>,
    chars: usize,
}

impl CharIndex {
    /// Reads the text once.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return CharIndex { before: Vec::new(), chars: text.len() };
        }
        let mut before = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut chars = 0;
        for (k, byte) in text.bytes().enumerate() {
            if k % STRIDE == 0 {
                before.push(chars);
            }
            // A continuation byte belongs to the character that its first byte has counted.
            chars += usize::from(byte & 0xC0 != 0x80);
        }
        CharIndex { before, chars }
    }

    /// Characters in the whole text.
    pub fn len(&self) -> usize {
        self.chars
    }

    /// True for the empty text.
    pub fn is_empty(&self) -> bool {
        self.chars == 0
    }

    /// The character offset of a byte offset that is a character boundary.
    pub fn char_at(&self, text: &str, byte: usize) -> usize {
        let byte = byte.min(text.len());
        if self.before.is_empty() {
            return byte;
        }
        let k = (byte / STRIDE).min(self.before.len() - 1);
        let heads = text.as_bytes()[k * STRIDE..byte].iter().filter(|b| **b & 0xC0 != 0x80).count();
        self.before[k] + heads
    }

    /// The byte offset of a character offset; `None` beyond the end.
    pub fn byte_at(&self, text: &str, char: usize) -> Option<usize> {
        if char >= self.chars {
            return (char == self.chars).then_some(text.len());
        }
        if self.before.is_empty() {
            return Some(char);
        }
        let k = self.before.partition_point(|before| *before <= char) - 1;
        let mut seen = self.before[k];
        for (offset, byte) in text.as_bytes()[k * STRIDE..].iter().enumerate() {
            if byte & 0xC0 != 0x80 {
                if seen == char {
                    return Some(k * STRIDE + offset);
                }
                seen += 1;
            }
        }
        None
    }

    /// A byte span as characters: (start, end).
    pub fn chars(&self, text: &str, span: Span) -> (usize, usize) {
        (self.char_at(text, span.start), self.char_at(text, span.end))
    }

    /// A character range as a byte span; `None` where it runs backwards or beyond the end.
    pub fn bytes(&self, text: &str, start: usize, end: usize) -> Option<Span> {
        if end < start {
            return None;
        }
        Some(Span::new(self.byte_at(text, start)?, self.byte_at(text, end)?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_boundary_goes_there_and_back(text in "\\PC{0,400}") {
            let index = CharIndex::new(&text);
            for (char, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(index.char_at(&text, byte), char);
                prop_assert_eq!(index.byte_at(&text, char), Some(byte));
            }
            prop_assert_eq!(index.len(), text.chars().count());
            prop_assert_eq!(index.byte_at(&text, index.len()), Some(text.len()));
            prop_assert_eq!(index.byte_at(&text, index.len() + 1), None);
        }
    }
}
