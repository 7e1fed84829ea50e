//! Whose a published folder is: the desks of one store, all of them together.
//!
//! The list of files in a folder names the desks that it was written for, each with a sign of its first digest. A run that
//! leaves one of them out would take its pages away, and one of another store would mix two desks of one name: both are
//! refused.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::config::DeskConfig;
use crate::store::{Store, StoreError};

/// Desks by name, each with the sign of its first digest; an empty one where it has none yet.
pub type Desks = BTreeMap<String, String>;

/// The desks of a run, and those whose pages may go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owners {
    desks: Desks,
    dropped: BTreeSet<String>,
}

/// Why a folder is not this run's.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OwnersError {
    /// A desk of the folder is no desk of the run.
    #[error(
        "holds what the desk {desk} told too, which this run leaves out: name another folder, write all desks together, or \
         take its pages away with --drop {desk}"
    )]
    LeftOut {
        /// The desk.
        desk: String,
    },
    /// A desk of the same name has another first digest.
    #[error(
        "was written for another desk named {desk}, of another store: name another folder, or give this one over with \
         --drop {desk}"
    )]
    Other {
        /// The name.
        desk: String,
    },
}

impl Owners {
    /// These desks of a store. Pages of those in `dropped` may be taken away.
    ///
    /// # Errors
    /// What the store gives.
    pub fn of(store: &Store, desks: &[DeskConfig], dropped: &[String]) -> Result<Owners, StoreError> {
        let mut owners = Owners { desks: Desks::new(), dropped: dropped.iter().cloned().collect() };
        for desk in desks {
            let first = store.first_recipe(&desk.name)?;
            owners.desks.insert(desk.name.clone(), first.map(|recipe| sign(&recipe)).unwrap_or_default());
        }
        Ok(owners)
    }

    /// The desks that the folder belongs to once it is written, where those known for it let it be.
    ///
    /// # Errors
    /// [`OwnersError`].
    pub fn take(&self, known: &Desks) -> Result<Desks, OwnersError> {
        let kept = known.iter().filter(|(name, _)| !self.dropped.contains(*name));
        for (desk, sign) in kept.filter(|(_, sign)| !sign.is_empty()) {
            match self.desks.get(desk) {
                None => return Err(OwnersError::LeftOut { desk: desk.clone() }),
                Some(own) if own != sign => return Err(OwnersError::Other { desk: desk.clone() }),
                Some(_) => {}
            }
        }
        Ok(self.desks.clone())
    }
}

fn sign(recipe: &str) -> String {
    Sha256::digest(recipe).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desks(all: &[(&str, &str)]) -> Desks {
        all.iter().map(|(name, sign)| ((*name).to_owned(), (*sign).to_owned())).collect()
    }

    fn owners(all: &[(&str, &str)], dropped: &[&str]) -> Owners {
        Owners { desks: desks(all), dropped: dropped.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn a_folder_is_the_desks_it_was_written_for() {
        let known = desks(&[("a", "1"), ("b", "2"), ("c", "")]);
        let named = |desk: &str| desk.to_owned();
        assert_eq!(owners(&[("a", "1")], &[]).take(&known), Err(OwnersError::LeftOut { desk: named("b") }));
        assert_eq!(owners(&[("a", "3"), ("b", "2")], &[]).take(&known), Err(OwnersError::Other { desk: named("a") }));
        let more = owners(&[("a", "1"), ("b", "2"), ("d", "4")], &[]);
        assert_eq!(more.take(&known), Ok(desks(&[("a", "1"), ("b", "2"), ("d", "4")])));
        assert_eq!(owners(&[("a", "3")], &["a", "b"]).take(&known), Ok(desks(&[("a", "3")])));
        assert_eq!(owners(&[("a", "1")], &[]).take(&Desks::new()), Ok(desks(&[("a", "1")])));
    }
}
