//! The visit diary of a desk: the rules of [`story::visits`](crate::story::visits) over the log in the store.
//!
//! [`record`] puts in what articles tell; [`load`] folds the log into the visits. Tables come in through [`table`] and go
//! out through [`export`].

pub mod export;
pub mod table;

use std::path::Path;

use thiserror::Error;

use crate::model::{Reading, VisitEntry};
use crate::store::{Store, StoreError, Writer};
use crate::story::visits::{Diary, HouseNames, LeftOut, told};

/// What became of the articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recorded {
    /// Reports that are new.
    pub new: usize,
    /// Reports that were there.
    pub known: usize,
    /// Articles whose event is a visit or a meeting and yet gives no report: by source path, and why.
    pub left_out: Vec<(String, LeftOut)>,
}

/// Why a diary file cannot be used.
#[derive(Debug, Error)]
pub enum DiaryError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The table.
    #[error(transparent)]
    Table(#[from] table::TableError),
}

/// Puts the trips that articles tell of into the diary of a store. The same sentence is kept once, so that articles may be
/// recorded again and again, as every day's run does.
///
/// # Errors
/// What the store gives; then nothing was added.
///
/// ```
/// use attache::model::Article;
/// use attache::score::Weights;
/// use attache::store::Writer;
/// use attache::{diary, pipeline};
///
/// # let folder = tempfile::tempdir()?;
/// let text = "Norwegian President Ola Nordmann arrived in Lisbon on Monday for an official visit.";
/// let article = Article { text: text.to_owned(), published: "2019-05-06".parse().ok(), ..Article::default() };
/// let readings = pipeline::read_all(vec![article], &Weights::default());
///
/// let mut store = Writer::open(&folder.path().join("attache.db"))?;
/// assert_eq!(diary::record(&mut store, &readings)?.new, 1);
/// assert_eq!(diary::record(&mut store, &readings)?.known, 1);
/// let visits = diary::load(&store, &Default::default())?;
/// assert_eq!(visits.visits()[0].code.as_deref(), Some("PRT"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn record(store: &mut Writer, readings: &[Reading]) -> Result<Recorded, StoreError> {
    let mut recorded = Recorded::default();
    let mut entries = Vec::new();
    for reading in readings {
        let told = told(reading);
        let path = || reading.annotated.article().source_path.clone();
        recorded.left_out.extend(told.left_out.map(|why| (path(), why)));
        entries.extend(told.reports.into_iter().map(VisitEntry::Report));
    }
    recorded.new = store.add_visit_entries(&entries)?.len();
    recorded.known = entries.len() - recorded.new;
    Ok(recorded)
}

/// The diary of a store, in the house spelling.
///
/// # Errors
/// What the store gives.
pub fn load(store: &Store, house: &HouseNames) -> Result<Diary, StoreError> {
    Ok(Diary::of(&store.visit_entries()?, house))
}

/// A diary from a file: a store, or a table (CSV, JSON Lines) as [`export`] writes it. A table says nothing of itself, so
/// it is taken as complete for none.
///
/// # Errors
/// A file that is neither, or cannot be read.
pub fn open(path: &Path, house: &HouseNames) -> Result<Diary, DiaryError> {
    if table::is_table(path) {
        let reports = table::read(path, &table::Defaults::default())?;
        let entries: Vec<_> = (1..).zip(reports.into_iter().map(VisitEntry::Report)).collect();
        return Ok(Diary::of(&entries, house));
    }
    Ok(load(&Store::open(path)?, house)?)
}
