//! DKIM signatures (RFC 6376, RFC 8463): relaxed/relaxed, RSA-SHA256 and Ed25519-SHA256.
//!
//! Signed are the headers that a reader's program acts on, those of the list among them. `From` is signed once more than
//! it is there, so that none can be added. The Content-Type of a multipart is not signed: servers on the way rewrite it.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, RSA_PKCS1_SHA256, RsaKeyPair};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::config::DkimConfig;

/// The headers that are signed where they are there.
const SIGNED: [&str; 13] = [
    "From",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "Auto-Submitted",
    "Precedence",
];
/// Octets of base64 a line.
const WIDTH: usize = 72;

/// Signs messages for a domain.
pub struct Signer {
    domain: String,
    selector: String,
    key: PrivateKey,
}

enum PrivateKey {
    Rsa(Box<RsaKeyPair>),
    Ed25519(Ed25519KeyPair),
}

/// Why messages cannot be signed. The key itself is never named.
#[derive(Debug, Error)]
pub enum DkimError {
    /// The key cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// It is no private key.
    #[error(
        "{}: {what}; make one with `openssl genrsa -traditional -out dkim.pem 2048` or `openssl genpkey -algorithm \
         ed25519 -out dkim.pem`",
        path.display()
    )]
    Key {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// The signature cannot be made.
    #[error("a message cannot be signed; its DKIM key fails")]
    Sign,
}

impl Signer {
    /// Reads the key of a domain.
    ///
    /// # Errors
    /// A file that cannot be read, or holds no key.
    pub fn read(config: &DkimConfig) -> Result<Signer, DkimError> {
        let path = &config.key_file;
        let text = std::fs::read_to_string(path).map_err(|source| DkimError::File { path: path.clone(), source })?;
        let key = private_key(&text).map_err(|what| DkimError::Key { path: path.clone(), what })?;
        Ok(Signer { domain: config.domain.clone(), selector: config.selector.clone(), key })
    }

    /// The TXT record that the domain needs, and where.
    pub fn record(&self) -> (String, String) {
        let name = format!("{}._domainkey.{}", self.selector, self.domain);
        let (kind, public) = match &self.key {
            PrivateKey::Rsa(key) => ("rsa", spki(ring::signature::KeyPair::public_key(&**key).as_ref())),
            PrivateKey::Ed25519(key) => ("ed25519", ring::signature::KeyPair::public_key(key).as_ref().to_vec()),
        };
        (name, format!("v=DKIM1; k={kind}; p={}", STANDARD.encode(public)))
    }

    /// The header `DKIM-Signature` of a message (lines end with CRLF), with its CRLF; to be put before it. `at` is the
    /// moment of the signature in seconds.
    ///
    /// # Errors
    /// [`DkimError::Sign`].
    pub fn sign(&self, message: &[u8], at: i64) -> Result<String, DkimError> {
        let split = message.windows(4).position(|four| four == b"\r\n\r\n").ok_or(DkimError::Sign)?;
        let (head, body) = (message.get(..split + 2), message.get(split + 4..));
        let (head, body) = head.zip(body).ok_or(DkimError::Sign)?;
        let head = std::str::from_utf8(head).map_err(|_| DkimError::Sign)?;
        let fields = fields(head);
        let names = signed(&fields);
        let algorithm = match &self.key {
            PrivateKey::Rsa(_) => "rsa-sha256",
            PrivateKey::Ed25519(_) => "ed25519-sha256",
        };
        let hash = STANDARD.encode(Sha256::digest(relaxed_body(body)));
        let value = format!(
            " v=1; a={algorithm}; c=relaxed/relaxed; d={}; s={};\r\n\tt={at};\r\n\th={};\r\n\tbh={hash};\r\n\tb=",
            self.domain,
            self.selector,
            names.join(":\r\n\t ")
        );
        let mut signed = String::new();
        let mut left = fields.clone();
        for name in &names {
            // From the last one up; one that is not there signs that it is not there.
            if let Some(n) = left.iter().rposition(|(other, _)| other.eq_ignore_ascii_case(name)) {
                let (name, value) = left.remove(n);
                signed += &format!("{}\r\n", relaxed(name, value));
            }
        }
        signed += &relaxed("DKIM-Signature", &value);
        let signature = STANDARD.encode(self.key.sign(signed.as_bytes())?);
        Ok(format!("DKIM-Signature:{value}{}\r\n", folded(&signature)))
    }
}

impl PrivateKey {
    fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, DkimError> {
        match self {
            PrivateKey::Rsa(key) => {
                let mut signature = vec![0; key.public().modulus_len()];
                key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), octets, &mut signature)
                    .map_err(|_| DkimError::Sign)?;
                Ok(signature)
            }
            // RFC 8463, 3: what is signed is the hash.
            PrivateKey::Ed25519(key) => Ok(key.sign(&Sha256::digest(octets)).as_ref().to_vec()),
        }
    }
}

fn private_key(text: &str) -> Result<PrivateKey, &'static str> {
    let rsa = |key: Result<RsaKeyPair, ring::error::KeyRejected>| {
        key.map(|key| PrivateKey::Rsa(Box::new(key))).map_err(|_| "is no RSA key of 2048 to 8192 bits")
    };
    if let Some(der) = pem(text, "RSA PRIVATE KEY") {
        return rsa(RsaKeyPair::from_der(&der));
    }
    if let Some(der) = pem(text, "PRIVATE KEY") {
        return match Ed25519KeyPair::from_pkcs8_maybe_unchecked(&der) {
            Ok(key) => Ok(PrivateKey::Ed25519(key)),
            Err(_) => rsa(RsaKeyPair::from_pkcs8(&der)),
        };
    }
    let seed = STANDARD.decode(text.trim()).map_err(|_| "holds no private key")?;
    let key = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| "holds no private key")?;
    Ok(PrivateKey::Ed25519(key))
}

/// The octets between the marks of a PEM text.
fn pem(text: &str, label: &str) -> Option<Vec<u8>> {
    let (_, rest) = text.split_once(&format!("-----BEGIN {label}-----"))?;
    let (inner, _) = rest.split_once(&format!("-----END {label}-----"))?;
    STANDARD.decode(inner.split_whitespace().collect::<String>()).ok()
}

/// A public RSA key (PKCS#1) as the record wants it (SubjectPublicKeyInfo).
fn spki(pkcs1: &[u8]) -> Vec<u8> {
    const RSA: [u8; 15] = [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00];
    let bits = [&[0x00], pkcs1].concat();
    der(0x30, &[&RSA[..], &der(0x03, &bits)].concat())
}

fn der(tag: u8, inner: &[u8]) -> Vec<u8> {
    let length = inner.len().to_be_bytes();
    let length: Vec<u8> = length.iter().copied().skip_while(|octet| *octet == 0).collect();
    let mut out = vec![tag];
    match (inner.len(), u8::try_from(length.len())) {
        (0..=127, _) => out.extend(length.last().or(Some(&0))),
        (_, Ok(count)) => out.extend(std::iter::once(0x80 | count).chain(length)),
        (_, Err(_)) => {}
    }
    out.extend(inner);
    out
}

/// The fields of a head: name and value as they stand, folds and all, without their last CRLF.
fn fields(head: &str) -> Vec<(&str, &str)> {
    let mut fields = Vec::new();
    let mut rest = head;
    while !rest.is_empty() {
        let mut end = rest.len();
        let mut from = 0;
        while let Some(at) = rest.get(from..).and_then(|rest| rest.find("\r\n")) {
            let next = from + at + 2;
            if !rest.get(next..).is_some_and(|rest| rest.starts_with([' ', '\t'])) {
                end = next;
                break;
            }
            from = next;
        }
        let (field, after) = rest.split_at(end);
        rest = after;
        fields.extend(field.trim_end_matches("\r\n").split_once(':'));
    }
    fields
}

/// The names that are signed, as often as they are.
fn signed(fields: &[(&str, &str)]) -> Vec<&'static str> {
    let is_there = |name: &str| fields.iter().any(|(other, _)| other.eq_ignore_ascii_case(name));
    SIGNED.into_iter().filter(|name| is_there(name)).collect()
}

/// RFC 6376, 3.4.2.
fn relaxed(name: &str, value: &str) -> String {
    let words: Vec<&str> = value.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty()).collect();
    format!("{}:{}", name.trim_end().to_ascii_lowercase(), words.join(" "))
}

/// RFC 6376, 3.4.4.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 2);
    let mut empty = 0;
    let double = memchr::memmem::Finder::new("  ");
    let mut rest = body;
    while !rest.is_empty() {
        let (line, after) = match memchr::memchr(b'\n', rest) {
            Some(end) => (rest.get(..end).unwrap_or_default(), rest.get(end + 1..).unwrap_or_default()),
            None => (rest, &[][..]),
        };
        rest = after;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let end = line.iter().rposition(|b| !matches!(b, b' ' | b'\t')).map_or(0, |last| last + 1);
        let line = line.get(..end).unwrap_or_default();
        if line.is_empty() {
            empty += 1;
            continue;
        }
        (0..std::mem::take(&mut empty)).for_each(|_| out.extend(b"\r\n"));
        if memchr::memchr(b'\t', line).is_none() && double.find(line).is_none() {
            out.extend(line);
        } else {
            single_blanks(line, &mut out);
        }
        out.extend(b"\r\n");
    }
    out
}

/// A line with one blank for each run of blanks.
fn single_blanks(line: &[u8], out: &mut Vec<u8>) {
    let mut is_blank = false;
    for octet in line {
        match octet {
            b' ' | b'\t' => is_blank = true,
            octet => {
                if std::mem::take(&mut is_blank) {
                    out.push(b' ');
                }
                out.push(*octet);
            }
        }
    }
}

fn folded(base64: &str) -> String {
    let lines: Vec<&str> =
        (0..base64.len()).step_by(WIDTH).filter_map(|n| base64.get(n..base64.len().min(n + WIDTH))).collect();
    lines.join("\r\n\t ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::signature::{ED25519, KeyPair, UnparsedPublicKey};

    /// The example of RFC 6376, 3.4.5.
    #[test]
    fn relaxed_forms_are_those_of_the_standard() {
        let head = "A: X\r\nB : Y\t\r\n\tZ  \r\n";
        let shown: Vec<String> = fields(head).into_iter().map(|(name, value)| relaxed(name, value)).collect();
        assert_eq!(shown, ["a:X", "b:Y Z"]);
        assert_eq!(relaxed_body(b" C \r\nD \t E\r\n\r\n\r\n"), b" C\r\nD E\r\n");
        assert_eq!(relaxed_body(b""), b"");
        assert_eq!(relaxed_body(b"a"), b"a\r\n");
        assert_eq!(relaxed_body(b" a\r\n \r\n\tb  c \r\n"), b" a\r\n\r\n b c\r\n");
    }

    /// The key of RFC 8463, A.2, and its record.
    #[test]
    fn an_ed25519_key_is_that_of_the_standard() -> Result<(), &'static str> {
        let key = private_key("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")?;
        let signer = Signer { domain: "a.example".into(), selector: "s".into(), key };
        let (name, record) = signer.record();
        assert_eq!(name, "s._domainkey.a.example");
        assert_eq!(record, "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        Ok(())
    }

    #[test]
    fn a_signature_covers_what_it_names() -> Result<(), Box<dyn std::error::Error>> {
        let key = private_key("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=")?;
        let PrivateKey::Ed25519(pair) = &key else { panic!("another key") };
        let public = UnparsedPublicKey::new(&ED25519, pair.public_key().as_ref().to_vec());
        let signer = Signer { domain: "a.example".into(), selector: "s".into(), key };
        let message = b"From: a@a.example\r\nSubject: x\r\n y\r\nList-Unsubscribe: <https://a.example>\r\nX-Other: z\r\n\r\nHi\r\n";
        let header = signer.sign(message, 7)?;
        assert!(header.contains("h=From:\r\n\t From:\r\n\t Subject:\r\n\t List-Unsubscribe;"), "{header}");
        let (value, signature) = header.trim_end().rsplit_once("b=").ok_or("no signature")?;
        let value = value.strip_prefix("DKIM-Signature:").ok_or("no name")?;
        let signed = format!(
            "from:a@a.example\r\nsubject:x y\r\nlist-unsubscribe:<https://a.example>\r\n{}",
            relaxed("DKIM-Signature", &format!("{value}b="))
        );
        let signature = STANDARD.decode(signature.split_whitespace().collect::<String>())?;
        assert!(public.verify(&Sha256::digest(signed), &signature).is_ok());
        Ok(())
    }

    #[test]
    fn what_is_no_key_is_refused_and_not_shown() {
        for text in ["", "hello", "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"] {
            assert!(private_key(text).is_err(), "{text}");
        }
    }
}
