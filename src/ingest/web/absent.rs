//! What stands for the web in a build without the feature `fetch`: every address is an error that says so.

use std::path::Path;

use super::fault::{Fault, FetchError};
use super::options::Options;
use super::target::Target;
use crate::ingest::{Read, failed};

/// Certificates that are trusted: none, for nothing is fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Authorities(());

impl Authorities {
    /// Reads nothing.
    ///
    /// # Errors
    /// Always: nothing is fetched.
    pub fn read(_: &Path) -> Result<Authorities, String> {
        Err("is of no use: this attache was built without the feature `fetch`".to_owned())
    }

    /// True: there is none.
    pub fn is_empty(&self) -> bool {
        true
    }
}

/// That each address was left alone.
pub(in crate::ingest) fn read_all(targets: &[Target], _: &Options) -> Vec<Vec<Read>> {
    let error = || FetchError { hop: None, fault: Fault::NotBuilt };
    targets.iter().map(|target| failed(&target.name, error().into())).collect()
}
