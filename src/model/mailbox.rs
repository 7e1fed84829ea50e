use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Address, AddressError};

/// An address with the name of whom it belongs to: `Ana Lind <ana@post.example>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The name; one line, without signs that no reader sees.
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

impl Mailbox {
    /// A mailbox; the name is made one line.
    pub fn new(name: Option<&str>, address: Address) -> Mailbox {
        Mailbox { name: name.map(one_line).filter(|name| !name.is_empty()), address }
    }
}

/// A text as one line: runs of white space are a blank, control signs are dropped.
pub fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl FromStr for Mailbox {
    type Err = AddressError;

    /// Reads `Name <address>`, `"Name" <address>` or an address alone.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
            Some((name, address)) => {
                let name = name.trim();
                let bare = name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name);
                Ok(Mailbox::new(Some(bare), Address::parse(address)?))
            }
            None => Ok(Mailbox::new(None, Address::parse(text)?)),
        }
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_an_address_that_may_have_a_name() -> Result<(), AddressError> {
        let read = |text: &str| text.parse::<Mailbox>();
        assert_eq!(read("Ana Lind <ana@a.example>")?.name.as_deref(), Some("Ana Lind"));
        assert_eq!(read("\"Lind, Ana\" <ana@a.example>")?.name.as_deref(), Some("Lind, Ana"));
        assert_eq!(read("ana@a.example")?.name, None);
        assert_eq!(read("<ana@a.example>")?.name, None);
        assert!(read("Ana Lind").is_err());
        assert_eq!(one_line("Ana\r\nBcc: x\0 \t Lind\u{2028}"), "Ana Bcc: x Lind");
        Ok(())
    }
}
