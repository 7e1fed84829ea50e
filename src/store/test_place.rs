//! Where the stores of tests lie: in files, or on the server that `ATTACHE_TEST_POSTGRES` names, each in a schema of its own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use crate::model::{StorePlace, StoreServer};

/// The place of a name in a temporary folder.
pub(crate) fn place(folder: &Path, name: &str) -> StorePlace {
    let file = folder.join(name);
    let server = std::env::var("ATTACHE_TEST_POSTGRES").ok().filter(|_| cfg!(feature = "postgres"));
    let Some(url) = server else { return StorePlace::File(file) };
    let mut hasher = DefaultHasher::new();
    file.hash(&mut hasher);
    let schema = format!("t_{:x}", hasher.finish());
    StorePlace::Server(StoreServer::new(&url, Some(&schema), &file).expect("an address"))
}
