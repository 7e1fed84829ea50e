//! The secret of a desk: it signs the links of mails and hides the addresses of those who are to get nothing. It lies
//! beside the store as `PATH.key`, so that a copy of the store alone gives neither away.

use std::ffi::OsString;
use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use thiserror::Error;

use crate::model::Address;
use crate::store::{Store, StoreError, Writer};

/// Octets of a key.
const LENGTH: usize = 32;
/// Where the store keeps the mark of its key.
const MARK: &str = "key";
/// How long the process that makes it may take.
const PAUSE: Duration = Duration::from_millis(500);

/// The secret of a desk. It is never printed.
#[derive(Clone)]
pub struct Key([u8; LENGTH]);

/// Why there is no key.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The store knows a key, and this is none or another one.
    #[error(
        "{}: {what}; put the key back that belongs to the store. Without it no link in a sent mail works, and nobody \
         knows who asked to be forgotten",
        path.display()
    )]
    Lost {
        /// The file of the key.
        path: PathBuf,
        /// What is wrong.
        what: &'static str,
    },
    /// The system does not hand the file over, or does not take it.
    #[error("{}: {source}", path.display())]
    File {
        /// The file of the key.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers for a key: {0}")]
    Random(String),
    /// What the store gives.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Key {
    /// A key of these octets.
    pub const fn new(octets: [u8; LENGTH]) -> Key {
        Key(octets)
    }

    /// The key of a store, which has one already.
    ///
    /// # Errors
    /// [`KeyError::Lost`] where the file is missing, broken or that of another store.
    pub fn read(store: &Store) -> Result<Key, KeyError> {
        let path = path_of(store.place().beside());
        let lost = |what| KeyError::Lost { path: path.clone(), what };
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(lost("is not there")),
            Err(source) => return Err(KeyError::File { path, source }),
        };
        let key = parse(text.trim()).ok_or_else(|| lost("is no key of 64 hexadecimal digits"))?;
        match store.delivery(MARK)? {
            Some(mark) if mark == key.mark() => Ok(key),
            _ => Err(lost("is not the key of this store")),
        }
    }

    /// The key of a store; a store that has none yet gets one.
    ///
    /// # Errors
    /// Those of [`Key::read`]; what the system gives.
    pub fn open(writer: &mut Writer) -> Result<Key, KeyError> {
        if writer.delivery(MARK)?.is_none() {
            let path = path_of(writer.place().beside());
            // A key that is there already (the store came back from before it had one) is taken.
            let there = std::fs::read_to_string(&path).ok().and_then(|text| parse(text.trim()));
            let key = match there.map_or_else(|| make(&path), Ok) {
                // Another process that shares the store is making one.
                Err(KeyError::File { source, .. }) if source.kind() == ErrorKind::AlreadyExists => {
                    thread::sleep(PAUSE);
                    return Key::read(writer);
                }
                made => made?,
            };
            writer.keep_delivery(MARK, &key.mark())?;
        }
        Key::read(writer)
    }

    /// The hash of an address by which a suppression is known: HMAC-SHA256 of its normal form, hexadecimal.
    pub fn hash(&self, address: &Address) -> String {
        hex(&self.mac(&[b"address\0", address.known().as_bytes()]))
    }

    /// HMAC-SHA256 of these pieces, one behind the other.
    pub(super) fn mac(&self, pieces: &[&[u8]]) -> [u8; LENGTH] {
        // An HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return [0; LENGTH] };
        pieces.iter().for_each(|piece| mac.update(piece));
        mac.finalize().into_bytes().into()
    }

    fn mark(&self) -> String {
        hex(self.mac(&[b"mark"]).get(..8).unwrap_or_default())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

fn path_of(store: &Path) -> PathBuf {
    let mut name = OsString::from(store);
    name.push(".key");
    PathBuf::from(name)
}

/// Makes a key; the file is on the disk, for its owner alone, before anything is signed with it.
fn make(path: &Path) -> Result<Key, KeyError> {
    let mut octets = [0; LENGTH];
    getrandom::fill(&mut octets).map_err(|error| KeyError::Random(error.to_string()))?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let write = || -> std::io::Result<()> {
        let mut file = options.open(path)?;
        writeln!(file, "{}", hex(&octets))?;
        file.sync_all()
    };
    write().map_err(|source| KeyError::File { path: path.to_owned(), source })?;
    Ok(Key(octets))
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn parse(text: &str) -> Option<Key> {
    let mut octets = [0; LENGTH];
    if text.len() != 2 * LENGTH || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    for (octet, pair) in octets.iter_mut().zip(text.as_bytes().chunks(2)) {
        *octet = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(Key(octets))
}

#[cfg(test)]
mod tests {
    use super::*;

    type Tested = Result<(), Box<dyn std::error::Error>>;

    #[test]
    fn a_store_gets_a_key_once_and_never_another() -> Tested {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("a.db");
        let mut writer = Writer::open(&path)?;
        let key = Key::open(&mut writer)?;
        assert_eq!(Key::open(&mut writer)?.0, key.0);
        assert_eq!(Key::read(&writer)?.0, key.0);
        let file = folder.path().join("a.db.key");
        std::fs::write(&file, hex(&[7; LENGTH]))?;
        assert!(Key::open(&mut writer).unwrap_err().to_string().contains("is not the key of this store"));
        std::fs::remove_file(&file)?;
        assert!(Key::open(&mut writer).unwrap_err().to_string().contains("is not there"));
        assert!(!file.exists(), "a lost key is not made anew");
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn the_file_is_for_its_owner_alone() -> Tested {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir()?;
        Key::open(&mut Writer::open(folder.path().join("a.db"))?)?;
        assert_eq!(std::fs::metadata(folder.path().join("a.db.key"))?.permissions().mode() & 0o777, 0o600);
        Ok(())
    }

    #[test]
    fn a_key_is_not_printed_and_hides_addresses() -> Tested {
        let key = Key::new([1; LENGTH]);
        assert_eq!(format!("{key:?}"), "Key(…)");
        let (one, other) = (Address::parse("Ana@a.example")?, Address::parse("ana@A.example")?);
        assert_eq!(key.hash(&one), key.hash(&other));
        assert_ne!(key.hash(&one), Key::new([2; LENGTH]).hash(&one));
        Ok(())
    }
}
