use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

/// Octets before the @, at most (RFC 5321, 4.5.3.1.1).
const LOCAL: usize = 64;
/// Octets in all, at most: a path of 256 with its brackets (RFC 5321, 4.5.3.1.3).
const WHOLE: usize = 254;

/// An e-mail address that a message can go to (RFC 5321, RFC 6531): a dot-atom, `@`, a domain in its ASCII form. Quoted
/// names before the @ and address literals are not taken.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    local: String,
    domain: String,
}

/// Why a text is no address.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{shown:?} is no e-mail address: {what}")]
pub struct AddressError {
    shown: String,
    what: &'static str,
}

impl Address {
    /// Reads an address; blanks around it are dropped, the domain becomes lower-case ASCII (IDNA).
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(text: &str) -> Result<Address, AddressError> {
        let text = text.trim();
        let wrong = |what| {
            let shown = text.chars().filter(|c| !c.is_control()).take(80).collect();
            Err(AddressError { shown, what })
        };
        if text.len() > 4 * WHOLE {
            return wrong("it is longer than 254 octets");
        }
        let Some((local, domain)) = text.rsplit_once('@') else { return wrong("it has no @") };
        let local: String = local.nfc().collect();
        if local.is_empty() || local.len() > LOCAL {
            return wrong("before the @ stand 1 to 64 octets");
        }
        if local.split('.').any(str::is_empty) || !local.chars().all(is_atom) {
            return wrong("before the @ stand letters, digits and !#$%&'*+-/=?^_`{|}~, with single dots between them");
        }
        let Some(domain) = domain_of(domain) else { return wrong("behind the @ belongs a domain, as in example.org") };
        if local.len() + 1 + domain.len() > WHOLE {
            return wrong("it is longer than 254 octets");
        }
        Ok(Address { local, domain })
    }

    /// What stands before the @.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The domain, in ASCII.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The normal form: addresses that share it belong to one person. Capitals do not count, before the @ neither: no
    /// provider gives two persons addresses that differ in them alone.
    pub fn known(&self) -> String {
        format!("{}@{}", self.local.to_lowercase().nfc().collect::<String>(), self.domain)
    }

    /// True where only a server that speaks SMTPUTF8 takes it (RFC 6531).
    pub fn needs_utf8(&self) -> bool {
        !self.local.is_ascii()
    }

    /// The form for logs: `a…@example.org`.
    pub fn masked(&self) -> String {
        let first: String = self.local.chars().take(1).collect();
        format!("{first}…@{}", self.domain)
    }
}

fn is_atom(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '.'
        || "!#$%&'*+-/=?^_`{|}~".contains(c)
        || (!c.is_ascii() && !c.is_control() && !c.is_whitespace() && !is_hidden(c))
}

/// Signs that change how others look, or look like none.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        | '\u{fff0}'..='\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}

/// A domain in its ASCII form: a host's name of letters, digits and hyphens, with a dot or `localhost`.
fn domain_of(text: &str) -> Option<String> {
    let ascii = idna::domain_to_ascii_strict(text).ok()?;
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let labels: Vec<&str> = ascii.split('.').collect();
    let is_number = labels.last().is_some_and(|last| last.bytes().all(|b| b.is_ascii_digit()));
    let is_host = labels.len() > 1 || ascii == "localhost";
    (is_host && !is_number && labels.iter().all(|label| is_label(label))).then_some(ascii)
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

impl TryFrom<String> for Address {
    type Error = AddressError;

    fn try_from(text: String) -> Result<Self, AddressError> {
        Address::parse(&text)
    }
}

impl From<Address> for String {
    fn from(address: Address) -> String {
        address.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        Address::parse(text).ok().map(|address| address.to_string())
    }

    #[test]
    fn an_address_is_a_dot_atom_and_a_domain() {
        assert_eq!(read(" Ana.Lind+news@Post.Example "), Some("Ana.Lind+news@post.example".into()));
        assert_eq!(read("ola@localhost"), Some("ola@localhost".into()));
        for wrong in [
            "",
            "ana",
            "@a.example",
            "ana@",
            "a..b@a.example",
            ".a@a.example",
            "a b@a.example",
            "a@b",
            "a@[::1]",
            "a@127.0.0.1",
            "\"a b\"@a.example",
            "a@-a.example",
            "a@a_b.example",
            "a@b@c.example",
            "a\r\nBcc: x@a.example",
            "a\u{202e}b@a.example",
            "<a@a.example>",
            "a@a.example>",
        ] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
        assert_eq!(read(&format!("{}@a.example", "a".repeat(65))), None);
        assert_eq!(read(&format!("a@{}.example", "a".repeat(64))), None);
        assert_eq!(read(&"a".repeat(1_000_000)), None);
    }

    #[test]
    fn a_domain_in_any_script_goes_out_in_ascii() -> Result<(), AddressError> {
        let address = Address::parse("JÖRG@Bücher.example")?;
        assert_eq!(address.to_string(), "JÖRG@xn--bcher-kva.example");
        assert_eq!(address.known(), "jörg@xn--bcher-kva.example");
        assert!(address.needs_utf8());
        assert!(!Address::parse("jorg@bücher.example")?.needs_utf8());
        Ok(())
    }

    #[test]
    fn letters_with_marks_are_known_however_they_are_coded() -> Result<(), AddressError> {
        assert_eq!(Address::parse("jo\u{308}rg@a.example")?.known(), Address::parse("jörg@a.example")?.known());
        assert_eq!(Address::parse("jörg@a.example")?.masked(), "j…@a.example");
        Ok(())
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_an_address_or_an_error(text in "\\PC{0,40}|[a-z@. \\r\\n<>\"]{0,40}") {
            if let Ok(address) = Address::parse(&text) {
                let shown = address.to_string();
                proptest::prop_assert!(!shown.contains(['\r', '\n', ' ', '<', '>', '"', ',', ';', '\0']));
                proptest::prop_assert_eq!(Address::parse(&shown).map(|a| a.known()), Ok(address.known()));
            }
        }
    }
}
