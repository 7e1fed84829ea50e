use std::fmt::Write;

use sha2::{Digest, Sha256};

use crate::text::is_ignorable;

/// The content hash of a text: the first 16 hexadecimal digits of SHA-256 over its words, with white space collapsed.
pub fn content_id(text: &str) -> String {
    let mut hasher = Sha256::new();
    for word in text.split_whitespace() {
        let mut buffer = [0; 4];
        for c in word.chars().filter(|c| !is_ignorable(*c)) {
            hasher.update(c.encode_utf8(&mut buffer));
        }
        hasher.update(b" ");
    }
    hasher.finalize().iter().take(8).fold(String::new(), |mut id, byte| {
        let _ = write!(id, "{byte:02x}");
        id
    })
}
