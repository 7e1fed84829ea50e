//! `fetch` in a build that reads no web addresses.

use super::tally::Tally;
use super::{Source, is_asked};
use crate::ingest::web::{Fault, FetchError, Options, shown};
use crate::ingest::{IngestError, Input};
use crate::store::{StoreError, Writer};

/// Says of each web address that this build fetches nothing.
pub(super) fn pull(sources: &[Source], _: Options, _: &mut Writer, tally: &mut Tally) -> Result<(), StoreError> {
    for input in sources.iter().flat_map(|source| &source.inputs).filter(|input| is_asked(input)) {
        let error = FetchError { hop: None, fault: Fault::NotBuilt };
        tally.failure(&IngestError { at: Input::file(&shown(input)), reason: error.into() });
    }
    Ok(())
}
