//! Certificate authorities of a desk's own: those of an intranet, or of a proxy that opens what it lets through.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use ureq::tls::{Certificate, PemItem, RootCerts, parse_pem};

/// Bytes of a file of certificates; those of all public authorities take a quarter of a megabyte.
const FILE: u64 = 4 << 20;

/// Certificates that are trusted, in DER; none by default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Authorities(Arc<Vec<Vec<u8>>>);

impl Authorities {
    /// Reads a file of certificates in PEM ("-----BEGIN CERTIFICATE-----").
    ///
    /// # Errors
    /// What is wrong with the file, and the way out, in words.
    pub fn read(path: &Path) -> Result<Authorities, String> {
        let way_out = "name a file of certificates in PEM";
        let size = path.metadata().map_err(|error| format!("cannot be read: {error}; {way_out}"))?.len();
        if size > FILE {
            return Err(format!("is larger than {} MB; {way_out}", FILE >> 20));
        }
        let pem = std::fs::read(path).map_err(|error| format!("cannot be read: {error}; {way_out}"))?;
        Authorities::from_pem(&pem)
    }

    /// The certificates in a text; other things in it are passed over.
    fn from_pem(pem: &[u8]) -> Result<Authorities, String> {
        let damaged = |error: ureq::Error| format!("is damaged: {error}; export the certificate again");
        let mut found = Vec::new();
        for item in parse_pem(pem) {
            if let PemItem::Certificate(certificate) = item.map_err(damaged)? {
                found.push(certificate.der().to_vec());
            }
        }
        if found.is_empty() {
            return Err("holds no certificate; name a file of certificates in PEM".to_owned());
        }
        Ok(Authorities(Arc::new(found)))
    }

    /// True where there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// As roots of trust; `None` where there is none.
    pub(super) fn roots(&self) -> Option<RootCerts> {
        let certificates: Vec<Certificate> = self.0.iter().map(|der| Certificate::from_der(der).to_owned()).collect();
        (!certificates.is_empty()).then(|| RootCerts::new_with_certs(&certificates))
    }
}

impl fmt::Debug for Authorities {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Authorities({})", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn certificates_are_found_among_other_things() {
        let one = "-----BEGIN CERTIFICATE-----\nAAEC\n-----END CERTIFICATE-----\n";
        let key = "-----BEGIN PRIVATE KEY-----\nAAEC\n-----END PRIVATE KEY-----\n";
        let found = Authorities::from_pem(format!("Our CA\n{one}{key}{one}").as_bytes());
        assert_eq!(found.as_ref().map(|found| found.0.len()), Ok(2), "{found:?}");
        assert!(Authorities::from_pem(key.as_bytes()).is_err_and(|why| why.starts_with("holds no certificate")));
        assert!(Authorities::from_pem(b"").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(-----BEGIN CERTIFICATE-----|-----END CERTIFICATE-----|\\n|A|=| |\\PC){0,20}") {
            let _ = Authorities::from_pem(text.as_bytes());
        }
    }
}
